"""Questions to answers: composed of the articles' words, cited, or refused with what was searched."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from retrieval.errors import NoArticles
from retrieval.lang.quotation_marks import quotations
from retrieval.library import Library
from retrieval.model import Question, Status
from tests.bot.answering.conftest import HOLM, ISLAND, TODAY, Ask, GivenStatements, Other, Report, Said
from tests.conftest import examples
from tests.fakes.embedder import FakeEmbedder

SEARCHED = "Searched: 5 articles, 10 Feb 2025 to 13 Feb 2025."


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("What did Sven Berg say?", "Sven Berg isn't quoted in the articles. The name doesn't appear there either."),
        (
            "What did Minister say about the bridge?",
            "Minister isn't quoted in the articles. The name appears in 1 of them.",
        ),
        (
            "what did holm say about pensions abroad",
            f"{HOLM} is quoted in the articles, but I found nothing from them on",
        ),
        (
            "what did holm say before 10 February",
            f"{HOLM} is quoted in the articles, but I found nothing from them in",
        ),
        ("what did holm say in Harbour News", "nothing from them in Harbour News"),
        ("where did Price say it", "The articles don't tell where Will Price said it."),
        ("who said “the moon is a cheese”", "I found nobody in the articles who said: the moon is a cheese."),
        ("who criticised the weather in Paris", "I found nobody in the articles who criticised"),
        (
            "who spoke about the harbour before 10 February",
            "in the articles who said anything on the harbour in those days (",
        ),
        ("articles about volcanoes", "I have no article on volcanoes"),
        ("articles since 14 February", "I have no article in those days"),
        ("what is the capital of Peru", "I found nothing in the articles that answers this."),
        ("more", "There is nothing yet to show more of."),
    ],
)
def test_a_refusal_says_what_was_searched(question: str, says: str, ask: Ask) -> None:
    """What isn't there, how much was searched, and a way on."""
    answer = ask(question)
    assert answer.status is Status.REFUSED, answer.text
    assert says in answer.text
    assert SEARCHED in answer.text


def test_a_refusal_of_what_has_nothing_in_common(ask: Ask) -> None:
    """Shows nothing as near: it would be anything."""
    assert not ask("quantum chromodynamics lectures").citations


@pytest.mark.parametrize("who", ["Lars Vest", "the port boss"])
@pytest.mark.parametrize(
    "form",
    [
        "For a podcast segment on the ferry strike I'd love a short line from {who}, ideally with some heat in it",
        "could you find me {who}’s exact words on the ferry strike, please? It's for a legal read before we publish.",
        "need a SOT from {who}, topic the ferry strike",
    ],
)
def test_what_is_put_in_any_words_is_answered_as_put_plainly(form: str, who: str, asked_of: Other) -> None:
    """Where it isn't answered as it stands, it may be as "what did X say about T", and the answer says so."""
    rain = "\n\n".join(f"Rain fell for {n} days, and the boats lay in their harbours. " * 6 for n in range(2, 6))
    said = "“I would ask them to wait for the facts,”"
    port = Report(
        f"Quay. The ferry strike hit the port on Monday.\n\n{rain}\n\n{said} said the port boss, Lars Vest.",
        10,
        [Said(said, "Lars Vest", mention="the port boss, Lars Vest")],
        [("Lars Vest", "the port boss, Lars Vest")],
    )
    words = "“We need quotes for the wall,”"
    school = Report(f"School. The show was cancelled, said Ada Moe. {words} she said.", 11, [Said(words, "Ada Moe")])
    ask = asked_of([port, school])
    answer = ask(form.format(who=who))
    assert answer.status is Status.ANSWERED
    assert said in answer.text
    assert ask(form.format(who="Sven Berg")).status is Status.REFUSED


def test_nobody_who_is_named_is_left_out_when_a_question_is_put_plainly(asked_of: Other) -> None:
    """It is of the council's bridge that Vest is asked; he spoke of another."""
    words = "“We close the old bridge in May,”"
    report = Report(f"Bridge. {words} said Lars Vest.", 10, [Said(words, "Lars Vest")])
    other = Report("Berth. “We have berths,” said Ada Moe.", 11, [Said("“We have berths,”", "Ada Moe")])
    answer = asked_of([report, other])("Why is Ada Moe planning her first bridge according to Lars Vest?")
    assert "Read as" not in answer.text


def test_a_false_premise_is_not_played_along_with(ask: Ask) -> None:
    """Who is asked to have praised what he never spoke about isn't made to: it says that he said nothing on it."""
    answer = ask("why did Holm praise the pension reform?")
    assert answer.text.startswith(
        "Jon Holm is quoted in the articles, but I found nothing from them on pension reform."
    )
    assert all("reform" not in each.quote for each in answer.citations if each.speaker == HOLM)


def test_a_strangers_marks_are_not_repeated(ask: Ask) -> None:
    """Whatever stands in quotation marks in an answer is the articles'."""
    for text in (
        "who said “the moon is a cheese”",
        "what did holm say about “moon cheese”",
        "what did “Sven Berg” say about the 'moon'",
        'articles about "moon cheese"',
    ):
        found = quotations(ask(text).text)
        assert all(any(each in report.text for report in ISLAND) for each in found)
        assert not any("moon" in each or "Sven" in each for each in found)


def test_hidden_articles_are_not_answered_from(library: Library) -> None:
    """As if they weren't there."""
    hidden = Answerer(library, strict=True).without(frozenset({ISLAND[1].article().id}))
    for text in (
        "what did holm say",
        "how much would the bridge cost",
        "who said “far too thin”",
        "articles on bridges",
    ):
        answer = hidden.answer(Question(text=text, asked=TODAY))
        assert all(each.article.id != ISLAND[1].article().id for each in answer.citations)


def test_nothing_to_answer_from(library: Library, tmp_path_factory: pytest.TempPathFactory) -> None:
    """It says so, and what to do."""
    empty = Library(tmp_path_factory.mktemp("empty"), embedder=FakeEmbedder(), analyser=GivenStatements([]))
    with pytest.raises(NoArticles, match="ingest"):
        Answerer(empty).answer(Question(text="what did Holm say", asked=TODAY))


WORDS = "what who did is said say Holm lindqvist Mara the bridge ice about on and he “ ” ' \" more why 2 no".split()


@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join), min_size=1, max_size=4))
def test_the_promise_holds_for_any_conversation(turns: list[str], library: Library) -> None:
    """Verbatim, in the right mouth, cited or refused: strict answers raise where a line breaks it."""
    registered = {(report.article().id, each.words): each.speaker for report in ISLAND for each in report.said}
    answerer = Answerer(library, strict=True)
    for turn in turns:
        answer = answerer.answer(Question(text=turn, chat="any", asked=TODAY))
        assert (answer.status is Status.ANSWERED) <= bool(answer.citations)
        for each in answer.citations:
            assert each.article.text[each.start : each.end] == each.quote
            assert each.speaker is None or registered[(each.article.id, each.quote)] == each.speaker
        texts = [report.text for report in ISLAND]
        assert all(any(quoted in text for text in texts) for quoted in quotations(answer.text))
