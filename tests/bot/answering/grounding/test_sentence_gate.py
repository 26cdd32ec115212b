"""The gate for a model's sentences, on statements that tempt to be told wrongly."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer
from bot.answering.generation.writer import Writer
from retrieval.library import Library
from retrieval.model import Kind, Question
from tests.bot.answering.conftest import ISLAND, TODAY, Report, Said, island_library
from tests.bot.answering.generation.test_writer import citing
from tests.fakes.model import FakeModel

ADA, PRICE = "Ada Berg", "Will Price"

PIER = Report(
    "Fog at the harbour. Will Price denied taking money from the harbour. “Who would buy such an old ship?” asked Ada"
    " Berg. “He told me ‘sell it at once’ and I did not,” Berg said. “I don't think that the pier is safe. If it rains,"
    " we close the pier,” Berg said. “I will never accept that the vote was stolen,” Berg said. Ada Berg said that 3.5"
    " million people had seen the harbour in 2024, but only 20% of them paid. The pier, built in 1901, was closed in"
    " May. Berg's brother sold the ship. On Friday, the council of Vik opened a school.",
    12,
    [
        Said("taking money from the harbour", PRICE, Kind.INDIRECT, cue="denied"),
        Said("“Who would buy such an old ship?”", ADA, cue="asked"),
        Said("“He told me ‘sell it at once’ and I did not,”", ADA),
        Said("“I don't think that the pier is safe. If it rains, we close the pier,”", ADA),
        Said("“I will never accept that the vote was stolen,”", ADA),
        Said("that 3.5 million people had seen the harbour in 2024, but only 20% of them paid", ADA, Kind.INDIRECT),
    ],
    [(ADA, "Ada Berg")],
)

Shows = Callable[[str, str], bool]


@pytest.fixture(scope="module")
def pier(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The island's articles and one on the pier."""
    return island_library(tmp_path_factory.mktemp("pier"), [*ISLAND, PIER])


@pytest.fixture
def shows(pier: Library) -> Shows:
    """Whether an answer shows a draft's one sentence."""

    def put(question: str, draft: str) -> bool:
        writer = Writer(FakeModel([citing(draft)]))  # type: ignore[arg-type]
        answer = Answerer(pier, writer=writer).answer(Question(text=question, asked=TODAY))
        return answer.engine != "extractive"

    return put


@pytest.mark.parametrize(
    ("right", "draft"),
    [
        (True, "Will Price denied taking money from the harbour {taking money}."),
        (False, "Will Price said he was taking money from the harbour {taking money}."),
        (False, "According to Will Price, he was taking money from the harbour {taking money}."),
        (False, "Will Price: taking money from the harbour {taking money}."),
    ],
)
def test_who_denied_it_did_not_say_it(shows: Shows, right: bool, draft: str) -> None:
    """The article's own verb tells whether it was asserted."""
    assert shows("what did Will Price say", draft) == right


@pytest.mark.parametrize(
    ("right", "draft"),
    [
        (True, 'Ada Berg asked: "Who would buy such an old ship?" {old ship}'),
        (False, 'Ada Berg said: "buy such an old ship" {old ship}'),
        (False, "Ada Berg said they would buy such an old ship {old ship}."),
        (False, 'Ada Berg said: "sell it at once" {sell it}'),
        (False, "Berg said he told her to sell it at once {sell it}."),
        (False, "Berg said the pier was safe {pier is safe}."),
        (False, 'Berg said: "the pier is safe" {pier is safe}'),
        (True, 'Berg said: "I don\'t think that the pier is safe." {pier is safe}'),
        (True, "Berg said she didn't think that the pier was safe {pier is safe}."),
        (False, 'Berg said: "we close the pier" {pier is safe}'),
        (False, "Berg said they would close the pier {pier is safe}."),
        (False, 'Berg said: "the vote was stolen" {stolen}'),
        (False, "Berg said the vote was stolen {stolen}."),
        (True, "Berg said she would never accept that the vote was stolen {stolen}."),
        (False, "Berg said she would accept that the vote was stolen {stolen}."),
        (False, "Berg said she will never accept that the vote is stolen {stolen}?"),
        (False, "Did Berg say that she would never accept that the vote was stolen {stolen}?"),
        (True, "Berg said 3.5 million people had seen the harbour in 2024, but only twenty % of them paid {3.5}."),
        (False, "Berg said that 35 million people had seen the harbour in 2024, but only 20% of them paid {3.5}."),
        (False, "Berg said that 3.5 million people had seen the harbour in 2025, but only 20% of them paid {3.5}."),
        (False, "Berg said that 3.5 million people had seen the harbour in 2024 {3.5}."),
        (False, "Berg said that 3.5 million people had seen the harbour in 2024, but 20% of them paid {3.5}."),
    ],
)  # fmt: skip
def test_nothing_turns_what_she_said(shows: Shows, right: bool, draft: str) -> None:
    """No question becomes an assertion, no "not" or "if" is cut off, no nested words become hers."""
    assert shows("what did Ada Berg say", draft.replace("{3.5}", "{3.5 million}")) == right


@pytest.mark.parametrize(
    ("right", "draft"),
    [
        (True, "The pier was closed in May {1901}."),
        (True, "The pier was built in 1901 {1901}."),
        (True, "The pier, built in 1901, was closed in May {1901}."),
        (False, "The pier is closed in May {1901}."),
        (False, "The pier was closed in 1901 {1901}."),
        (False, "The pier was built in May {1901}."),
        (False, "The ship was sold by Berg {1901}."),
        (False, "Berg sold the ship {1901}."),
        (False, "Vik opened a school {1901}."),
        (False, "He closed the pier in May {1901}."),
    ],
)
def test_who_did_what_stays(shows: Shows, right: bool, draft: str) -> None:
    """A fact keeps to one sentence of the article, in its order."""
    assert shows("when was the pier closed", draft) == right


HOLM = [
    'Holm said: "The minister has never seen our island," adding that Price agreed',
    'According to Holm, Price said "The minister has never seen our island"',
    'Holm said "The minister has never seen our island" to Price',
    'Holm said "The minister has never seen our island", and resigned',
    'Holm said, "The minister has never seen our island," but he was lying',
    'Holm (a thief) said: "The minister has never seen our island."',
    'Holm on Price: "The minister has never seen our island."',
    'In the council, Holm said: "The minister has never seen our island."',
    '"The minister has never seen our island," Holm, the minister, said',
    'Not true: Holm said "The minister has never seen our island."',
    'Holm said: "The minister has never seen our island?"',
    'Jon Holmberg said: "The minister has never seen our island"',
    'Ex-mayor Holm said: "The minister has never seen our island"',
    'Holm, who hates the minister, said: "The minister has never seen our island"',
    'Holm, like Price, said: "The minister has never seen our island"',
    'Holm says nobody said "The minister has never seen our island"',
    'If Holm said "The minister has never seen our island", he lied',
    'Holm could have said "The minister has never seen our island"',
    'Holm said in 2019: "The minister has never seen our island"',
    'Saint Holm said: "The minister has never seen our island"',
]  # fmt: skip


@pytest.mark.parametrize("draft", HOLM)
def test_nothing_is_told_around_a_quotation(shows: Shows, draft: str) -> None:
    """However true the quotation itself is."""
    assert not shows("what did Jon Holm say", f"{draft} {{never seen}}.")
