"""One statement in several outlets: said once, cited from each, and shown in each wording where they differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from bot.answering.answerer import Answerer
from bot.answering.drafting.same_quote import same_quotes
from retrieval.library import Library
from retrieval.model import Article, Kind, Question, Statement
from retrieval.search.selector import Ranked
from tests.bot.answering.conftest import HOLM, TODAY, Ask, GivenStatements, Report, Said
from tests.fakes.embedder import FakeEmbedder

Other = Callable[[Sequence[Report]], Ask]

FACTS = (
    "The council of Norholm met on Monday to talk about the bridge that the island has been waiting for. "
    "It would be two kilometres long and carry two lanes of traffic and a path for those who walk. "
    "Engineers have drilled into the sea bed at eleven places and found granite at nine of them."
)
QUOTE = "“We will never accept a bridge that nobody on this island has asked for,”"
WIRE = Report(f"{FACTS} {QUOTE} Jon Holm said.", 10, [Said(QUOTE, HOLM)], publisher="Coast Agency")
REPRINT = Report(
    f"A quarrel. {FACTS} {QUOTE} Jon Holm said. He left early.", 11, [Said(QUOTE, HOLM)], publisher="Island Post"
)


def altered(words: str, day: int = 11, publisher: str = "Island Post", kind: Kind = Kind.DIRECT) -> Report:
    """Another reporter's account, with the mayor's words as that one has them."""
    text = f"A long evening. The mayor, Jon Holm, was in no mood for compromise. {words} he said."
    return Report(text, day, [Said(words, HOLM, kind)], publisher=publisher)


def test_a_reprint_is_cited_beside_the_first(asked_of: Other) -> None:
    """One line, the outlet that published first in front; one article searched, one statement counted."""
    ask = asked_of([REPRINT, WIRE])
    answer = ask("what did Jon Holm say about the bridge")
    assert answer.text == f"{HOLM}: {QUOTE} (also in Island Post) [1][2]"
    assert [each.article.publisher for each in answer.citations] == ["Coast Agency", "Island Post"]
    assert "I have 1 article," in ask("help").text
    assert f"{HOLM}, 1 statement" in ask("who is quoted").text


def test_what_a_heading_has_of_a_quote_is_left_out_beside_it() -> None:
    """The words that somebody leads in say all of it; in another article they are another one's statement."""
    one, another = Article(title="t", text="One."), Article(title="t", text="Another.")
    whole = Statement(article_id=one.id, start=9, end=25, text="“We will never,”", kind=Kind.DIRECT, cue="said")
    heading = whole.model_copy(update={"start": 0, "end": 9, "text": "‘We will’", "cue": None})
    other = heading.model_copy(update={"article_id": another.id})
    placed = ((heading, one), (whole, one), (other, another))
    ranked = [Ranked(each, article, 1.0, 0.0, None, 0) for each, article in placed]
    assert [[each.item for each in same] for same in same_quotes(ranked)] == [[whole], [other]]


def test_passages_of_a_reprint(asked_of: Other) -> None:
    """A sentence is shown once, with the other outlet's in its citations."""
    answer = asked_of([REPRINT, WIRE])("how long would the bridge be")
    assert answer.text.count("two kilometres long") == 1
    assert "two lanes of traffic and a path for those who walk. (also in Island Post) [1][2]" in answer.text


def test_asked_for_one_outlets_words(asked_of: Other) -> None:
    """What it has from another outlet is in it all the same."""
    ask = asked_of([WIRE, REPRINT])
    for outlet in ("Island Post", "Coast Agency"):
        answer = ask(f"what did Jon Holm say in the {outlet}")
        assert QUOTE in answer.text
        assert answer.citations[0].article.publisher == outlet


def test_the_same_text_in_two_outlets(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One article and one citation; the other outlet is named, and may be asked for."""
    library = Library(tmp_path_factory.mktemp("one"), embedder=FakeEmbedder(), analyser=GivenStatements([WIRE]))
    first = WIRE.article()
    library.add([first.model_copy(update={"publisher": "Gazette", "path": "copy"}), first])
    answerer = Answerer(library, strict=True)
    answer = answerer.answer(Question(text="what did Jon Holm say", asked=TODAY))
    assert answer.text.endswith(f"{QUOTE} (also in Coast Agency) [1]")
    answer = answerer.answer(Question(text="what did Jon Holm say in the Coast Agency", asked=TODAY))
    assert QUOTE in answer.text


def test_altered_words_are_shown_as_each_outlet_has_them(asked_of: Other) -> None:
    """In one line, each to the letter, each cited."""
    other = "“We will not accept any bridge that nobody on the island has asked for,”"
    answer = asked_of([WIRE, altered(other)])("what did Jon Holm say about the bridge")
    (line,) = [line for line in answer.text.splitlines() if "bridge that nobody" in line]
    assert f"{HOLM}, as quoted by " in line
    assert f"by Island Post: {other}" in line
    assert f"by Coast Agency: {QUOTE}" in line
    assert {each.article.publisher for each in answer.citations} == {"Island Post", "Coast Agency"}


def test_words_that_an_outlet_draws_together_are_the_same_words(asked_of: Other) -> None:
    """House style alters them, and each is shown as it stands."""
    long = "“We have carried you across this water, and we are sorry that we cannot and will not do it any more,”"
    short = "“We’ve carried you over this water, and we’re sorry that we can’t and won’t do it any more,”"
    wire = Report(f"{FACTS} {long} Jon Holm said.", 10, [Said(long, HOLM)], publisher="Coast Agency")
    line = asked_of([wire, altered(short)])("what did Jon Holm say about the water").text
    assert f"by Island Post: {short}" in line
    assert f"by Coast Agency: {long}" in line


@pytest.mark.parametrize(
    "other",
    [
        altered("“We will never accept a ferry that leaves at night,”"),
        replace(altered("“We will not accept any bridge that nobody on the island has asked for,”"), day=25),
        altered("“We will not accept any bridge that nobody on the island has asked for,”", publisher="Coast Agency"),
        altered("that they would not accept any bridge that nobody on the island has asked for", kind=Kind.INDIRECT),
        altered("“Never!”"),
    ],
    ids=["begins alike", "weeks later", "one outlet", "reported", "short"],
)
def test_what_is_not_the_same_statement(asked_of: Other, other: Report) -> None:
    """Another statement, another occasion, no two outlets' wordings of one quote: lines of their own."""
    text = asked_of([WIRE, other])("what did Jon Holm say").text
    assert "as quoted by" not in text
    assert len(text.splitlines()) == 2


def test_a_wording_that_a_third_outlet_has_too(asked_of: Other) -> None:
    """It is also in that one, behind the wording that it shares."""
    other = "“We will not accept any bridge that nobody on the island has asked for,”"
    reports = [WIRE, REPRINT, altered(other, 12, "Gazette")]
    text = asked_of(reports)("what did Jon Holm say about the bridge").text
    assert f"by Coast Agency: {QUOTE} (also in Island Post)" in text
    assert f"by Gazette: {other}" in text
