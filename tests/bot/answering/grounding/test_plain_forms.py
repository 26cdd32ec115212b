"""True sentences in the forms that good writers use pass; the lie beside each doesn't."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from bot.answering.generation.writer import Writer
from bot.answering.grounding.sentence_gate import Gate
from retrieval.library import Library
from retrieval.model import Answer, Kind, Question
from tests.bot.answering.conftest import ISLAND, TODAY, Report, Said, island_library
from tests.bot.answering.generation.test_writer import citing
from tests.conftest import examples
from tests.fakes.model import FakeModel

MOE = "Ina Moe"

SHIP = Report(
    "Fees at sea. Ina Moe denounced the fees of the harbour. “The ship is old. Crews are tired. They don't sleep,” Moe"
    " said. “Its owner shouted ‘sail at once’ and we sailed to Vik,” said Moe. “We had a record [number of] guests in"
    " May,” Moe said. Ina Moe said owners often fail to see that there are “no secrets at sea.” The storm, Moe said,"
    " would come in May, sinking the ferry. Ina Moe said he was open to a sale of the ship.",
    13,
    [
        Said("denounced the fees of the harbour", MOE, Kind.INDIRECT, cue="denounced"),
        Said("“The ship is old. Crews are tired. They don't sleep,”", MOE),
        Said("“Its owner shouted ‘sail at once’ and we sailed to Vik,”", MOE),
        Said("“We had a record [number of] guests in May,”", MOE),
        Said("owners often fail to see that there are “no secrets at sea.”", MOE, Kind.PARTIAL),
        Said("The storm, Moe said, would come in May, sinking the ferry", MOE, Kind.INDIRECT),
        Said("he was open to a sale of the ship", MOE, Kind.INDIRECT),
    ],
    [(MOE, "Ina Moe")],
)


@pytest.fixture(scope="module")
def ship(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The island's articles and one on a ship."""
    folder: Path = tmp_path_factory.mktemp("ship")
    return island_library(folder, [*ISLAND, SHIP])


def told(of: Library, draft: str) -> Answer:
    writer = Writer(FakeModel([citing(draft)]))  # type: ignore[arg-type]
    return Answerer(of, writer=writer).answer(Question(text="what did Ina Moe say", asked=TODAY))


@pytest.mark.parametrize(
    ("right", "draft"),
    [
        # The verb is part of what is told.
        (True, "Ina Moe denounced the fees of the harbour {fees of}."),
        (True, "Ina Moe denounced: the fees of the harbour {fees of}."),
        (False, "Ina Moe denounced the fees {fees of}."),
        (False, "Ina Moe said the fees of the harbour {fees of}."),
        (False, "Ina Moe welcomed the fees of the harbour {fees of}."),
        # An attribution in the middle, and a full stop behind it.
        (True, "“The ship is old,” Moe said. “Crews are tired.” {Crews}"),
        (False, "“The ship is old,” Moe said. “They don't sleep.” {Crews}"),
        (False, "“The ship is old,” Moe said. “Crews aren't tired.” {Crews}"),
        (False, "“The ship is old,” Holm said. “Crews are tired.” {Crews}"),
        (True, "Moe said “The ship is old,” adding: “They don't sleep” {Crews}."),
        (False, "Moe said “The ship is old,” adding: “They sleep” {Crews}."),
        (False, "Moe said “The ship is old,” adding that Price agreed {Crews}."),
        (True, "Moe said “They don't sleep,” adding: “The ship is old” {Crews}."),
        (False, "“They don't sleep,” Moe said. “Crews are tired.” {Crews}"),
        # One whole sentence of several.
        (True, "Moe said, “Crews are tired.” {Crews}"),
        (False, "Moe said, “Crews are” {Crews}"),
        # Another's words inside of hers, marks and all.
        (True, "Moe said: “Its owner shouted ‘sail at once’ and we sailed to Vik.” {sail at once}"),
        (False, "Moe said: “sail at once” {sail at once}"),
        (False, "Moe said: “at once’ and we sailed to Vik” {sail at once}"),
        (False, "Moe said: “Its owner shouted ‘sail at once” {sail at once}"),
        # What the paper put into a quotation.
        (True, "Moe said: “We had a record [number of] guests in May.” {guests}"),
        (False, "Moe said: “We had a record number of guests in May.” {guests}"),
        (False, "Moe said: “We had a record [year of] guests in May.” {guests}"),
        # The word that turns the sense stands in the sentence, outside of the quotation.
        (True, "Moe said owners often fail to see that there are “no secrets at sea” {secrets}."),
        (False, "Moe said owners see that there are “no secrets at sea” {secrets}."),
        (False, "Moe said that there are “no secrets at sea” {secrets}."),
        (False, "Moe said “no secrets at sea” {secrets}."),
        # "According to …," with a comma of the statement's own.
        (True, "According to Ina Moe, the storm would come in May, sinking the ferry {storm}."),
        (False, "According to Ina Moe, the storm would come in June, sinking the ferry {storm}."),
        # "He" is whoever it is in the article.
        (True, "He was open to a sale of the ship, Moe said {sale}."),
        (False, "He was open to a sale of the ferry, Moe said {sale}."),
        (False, "He was open to a sale of the ship, Holm said {sale}."),
        (False, "Holm was open to a sale of the ship, Moe said {sale}."),
    ],
)  # fmt: skip
def test_what_passes(ship: Library, right: bool, draft: str) -> None:
    """The true one only."""
    answer = told(ship, draft)
    assert (answer.engine != "extractive") == right, answer.text


def test_a_fault_of_the_gate_lets_nothing_through(ship: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence is left out, and the answer is in the articles' own words."""

    def breaks(*_: object) -> None:
        raise IndexError

    monkeypatch.setattr(Gate, "line", breaks)
    assert told(ship, "Moe said, “Crews are tired.” {Crews}").engine == "extractive"


def test_it_stays_one_line(ship: Library) -> None:
    """A quotation that is parted by its attribution is shown with the comma that isn't the article's outside of it."""
    line = told(ship, "“The ship is old,” Moe said. “Crews are tired.” {Crews}").text.splitlines()[0]
    assert line == "“The ship is old”, Moe said. “Crews are tired.” [1]"


PIECES = st.lists(
    st.sampled_from(
        (
            "“The ship is old,”", "“Crews are tired.”", "“They don't sleep”", "“and”", "“.”", '"ship"', "‘sail",
            "at once’", "Moe said", "Ina Moe said", "Moe", "Holm", "said", "denounced", "adding", "and", "that", "He",
            "not", "According to Ina Moe,", "the ship is old", "they don't sleep", "the fees of the harbour", ",", ".",
            ":", "?", "{Crews}", "{sail}", "[99]",
        )
    ),
    max_size=9,
)  # fmt: skip


@given(PIECES)
@examples(150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_put_together_is_shown_or_left_out(
    ship: Library, caplog: pytest.LogCaptureFixture, pieces: list[str]
) -> None:
    """The gate fails at nothing, and what it shows in quotation marks stands in what it cites."""
    answer = told(ship, " ".join(pieces) + " {Crews}")
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
    for quoted in re.findall(r"“([^”]*)”", answer.text):
        assert any(quoted in each.article.text for each in answer.citations)
