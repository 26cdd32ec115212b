"""What a model chooses is shown in the articles' words; of its own only headings, where they are the evidence's."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer
from bot.answering.drafting.draft import answered
from bot.answering.drafting.evidence import Line
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.generation.context import gathered
from bot.answering.generation.outline import MOST_SHOWN, Outline, heading, laid_out
from bot.answering.reader import Reader
from retrieval.library import Library
from retrieval.model import Kind, Question
from tests.bot.answering.conftest import HOLM, ISLAND, TODAY, LibraryOf, Report, Said
from tests.bot.answering.generation.conftest import SAID, Tell
from tests.fakes.model import chooses, numbered

BRIDGE = "Jon Holm: “We can't build a bridge from hope, because hope doesn't carry lorries,”"
MINISTER = "Jon Holm: “The minister has never seen our island.”"


def lines(text: str) -> list[str]:
    return [re.sub(r" (?:\[\d+\])+$", "", line) for line in text.splitlines()]


def test_what_it_chooses_is_shown_in_its_order(tell: Tell) -> None:
    """Under its headings, in the lines of an answer without a model, numbered in order of use; the rest waits."""
    answer, model = tell(chooses(("the minister", ["never seen"]), ("The bridge:", ["We can't build", "far too thin"])))
    assert lines(answer.text)[:4] == ["On the minister:", MINISTER, "On The bridge:", BRIDGE]
    assert [each.number for each in answer.citations] == [1, 2, 3]
    assert answer.citations[2].kind is Kind.PARTIAL
    assert "(quoted in part)" in answer.text
    assert (answer.engine, answer.more, len(model.prompts)) == ("fake:model", 1, 1)
    assert (answer.checked and answer.checked.passed, answer.checked and answer.checked.left_out) == (3, 0)


def test_one_section_needs_no_heading(tell: Tell) -> None:
    answer, _ = tell(chooses(("the minister", ["never seen"])))
    assert lines(answer.text) == [MINISTER]


def test_what_it_leaves_out_waits_for_more(library: Library) -> None:
    """Nothing that was found is lost by a model's choice."""
    from bot.answering.generation.assistant import Assistant
    from tests.fakes.model import FakeModel

    model = FakeModel([chooses(("", ["far too thin"]))])
    answerer = Answerer(library, strict=True, assistant=Assistant(model))  # type: ignore[arg-type]
    first, second = (answerer.answer(Question(text=text, chat="one", asked=TODAY)) for text in (SAID, "more"))
    shown = {each.quote for each in (*first.citations, *second.citations)}
    without = Answerer(library).answer(Question(text=SAID, asked=TODAY))
    assert shown == {each.quote for each in without.citations}
    assert len(shown) == len(first.citations) + len(second.citations)


def test_of_a_passage_the_sentence_is_shown_in_which_the_words_stand(tell: Tell) -> None:
    """Whole, whatever part of it is quoted, and with the words marked."""
    question = "tell me about the cost of the bridge"
    answer, _ = tell(chooses(("", [("40 million", "cost 40\nmillion")])), question=question)
    [cited] = answer.citations[:1]
    assert cited.quote == "The bridge would cost 40 million crowns."
    assert [cited.article.span(*mark) for mark in cited.marks] == ["cost 40 million"]


def test_of_a_passage_a_speakers_sentence_is_theirs(tell: Tell) -> None:
    """As in an answer without a model."""
    quote = "The minister has never seen our island."
    answer, _ = tell(chooses(("", [("40 million", quote)])), question="tell me about the cost of the bridge")
    assert lines(answer.text)[0] == MINISTER
    assert answer.citations[0].speaker == HOLM


@pytest.mark.parametrize(
    "quote", ["seen our island", "The minister has never seen", "“We can't build a bridge from hope", "build a bridge"]
)
def test_a_statement_is_shown_whole(tell: Tell, quote: str) -> None:
    """What a model would cut out of it is only marked, so that no "never" or "because" is lost."""
    words = "never seen" if "minister" in quote or "island" in quote else "We can't build"
    answer, _ = tell(chooses(("", [(words, quote)])))
    assert lines(answer.text) == [MINISTER if words == "never seen" else BRIDGE]


@pytest.mark.parametrize(
    "quote",
    [
        "The bridge would cost 50 million crowns.",
        "ridge would cos",
        "",
        "…",
        "I resign.",
        "()[]*?+",
        "\ud800",
        "“”",
    ],
)
def test_words_that_are_not_the_evidences_are_not_shown(tell: Tell, quote: str) -> None:
    """The passage is shown as without a model."""
    answer, _ = tell(chooses(("", [("40 million", quote)])), question="tell me about the cost of the bridge")
    assert answer.engine == "fake:model"
    assert answer.citations[0].quote == "The bridge would cost 40 million crowns."
    assert "resign" not in answer.text
    assert "50" not in answer.text


def written(*numbers: object) -> Callable[[str], str]:
    """An outline of these numbers, beside that of Holm's words on the minister."""

    def write(prompt: str) -> str:
        items = [{"evidence": number} for number in (*numbers, numbered(prompt, "never seen"))]
        return json.dumps({"sections": [{"heading": "", "items": items}]})

    return write


@pytest.mark.parametrize("numbers", [[0], [-1], [77], [10**30], ["a"], [None], [1.5], [[1]], [{}]])
def test_numbers_of_nothing_are_left_out(tell: Tell, numbers: list[object]) -> None:
    answer, model = tell(written(*numbers))
    assert lines(answer.text) == [MINISTER]
    assert len(model.prompts) == 1


def test_a_hundred_items_are_capped_and_none_is_shown_twice(tell: Tell) -> None:
    answer, _ = tell(lambda prompt: written(*range(1, 13), *range(1, 101))(prompt))
    assert 0 < len(answer.citations) <= MOST_SHOWN
    assert len({(each.start, each.end) for each in answer.citations}) == len(answer.citations)
    assert answer.checked is not None
    assert answer.checked.left_out > 90


HEADINGS = [
    ("the bridge", "On the bridge:"),
    ("On the Minister", "On the Minister:"),
    ("about lorries", "On lorries:"),
    ("Bridge, island and lorries", "On Bridge, island and lorries:"),
    ("Holm's island", "On Holm's island:"),
    ("  bridge\n: ", "On bridge:"),
    ("the ferry", ""),
    ("the", ""),
    ("and to", ""),
    ("to the bridge", ""),
    ("bridge from", ""),
    ("lorries doesn't", ""),
    ("Will Price", ""),
    ("Price on the bridge", ""),
    ("theft of the island", ""),
    ("40 million", ""),
    ("2025", ""),
    ("no bridge", ""),
    ("the minister never seen", ""),
    ("Holm said bridge", ""),
    ("the bridge is hope", ""),
    ("he can't build a bridge", ""),
    ("“bridge”", ""),
    ("'bridge'", "On bridge:"),
    ("«bridge»", ""),
    ("＂bridge＂", ""),
    ("bridge [1]", ""),
    ("<b>bridge</b>", ""),
    ("**bridge**", ""),
    ("bridge: island", ""),
    ("https://bridge", ""),
    ("brіdge", ""),
    ("bri\u200bdge", ""),
    ("bridge \u202eisland", ""),
    ("\ud800bridge", ""),
    ("die Brücke", ""),
    ("мост", ""),
    ("bridge " * 9, ""),
    ("", ""),
    ("–", ""),
]


@pytest.mark.parametrize(("text", "shown"), HEADINGS)
def test_headings(tell: Tell, text: str, shown: str) -> None:
    """Each word is the question's or the section's; no speech, no negation, no auxiliary, no marks, no numbers."""
    answer, _ = tell(chooses((text, ["We can't build", "never seen"]), ("x", ["far too thin"])))
    assert lines(answer.text)[0] == (shown or BRIDGE)


def test_a_heading_is_of_its_own_section(tell: Tell) -> None:
    """Not of what stands elsewhere."""
    answer, _ = tell(chooses(("minister", ["We can't build"]), ("bridge", ["never seen"])))
    assert lines(answer.text) == [BRIDGE, MINISTER]


def test_a_heading_may_have_the_questions_words() -> None:
    line = Line(("Ice holds. ",), ())
    assert heading("the ferry in May", "what did she say about the ferry in May?", [line]) == "On the ferry in May:"


def test_articles_that_are_pointed_to_stay_below(library: Library) -> None:
    """But for those of which something is shown."""
    builder = LineBuilder(Reader(library).current())
    articles = [report.article() for report in ISLAND[:3]]
    first, *others = (builder.passage(article, 0, len(article.text)) for article in articles)
    also = Line(("See also",), tuple(line.evidence[0] for line in others))
    draft = answered([first, also], 2)
    items = gathered(draft, builder, passages=True)
    outline = Outline.model_validate({"sections": [{"items": [{"evidence": 2}]}]})
    outlined = laid_out(outline, items, draft, "", builder)
    shown, pointing = outlined.draft.lines
    assert shown.text == articles[1].text
    assert [each.article.id for each in pointing.evidence] == [articles[2].id]
    assert outlined.draft.rest == (first,)


def test_hedges_stay(library_of: LibraryOf, tell: Tell) -> None:
    """The lines are those of an answer without a model, with all that they say of their words."""
    text = "Storm. Jon Holm denied taking money. “I pay my way,” Holm said, according to the Gazette."
    said = [
        Said("taking money", HOLM, Kind.INDIRECT, cue="denied"),
        Said("“I pay my way,”", HOLM, via="the Gazette"),
    ]
    library = library_of([Report(text, 12, said, [(HOLM, "Jon Holm")])])
    answer, _ = tell(chooses(("", ["pay my way", "taking money"])), of=library)
    without = Answerer(library).answer(Question(text=SAID, asked=TODAY))
    assert set(lines(answer.text)) <= set(lines(without.text))
    assert "according to the Gazette" in answer.text
