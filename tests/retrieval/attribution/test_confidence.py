"""How sure an attribution is, and that a speaker who isn't sure enough isn't shown as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from retrieval.attribution import Analyst
from retrieval.model import Article, Kind, Statement
from tests.bench.attribution_scores import Label
from tests.fitting.fit_confidence import Quotation, polnear_verdict, verdict

Judged = Callable[[str], list[Statement]]

CERTAIN = "The mayor of Bremen, Maria Lopez, spoke on Monday. “The harbour is full,” Lopez said."
GUESSED = (
    "Peter Hahn met Sam Lund, Jon Holm and Carl Berg in Bremen. The proposal by the group, which Holm called "
    "“quite unworkable” in a note, was praised by Lund, who told Berg that it had to be “a good start”."
)
CONTINUED = (
    "“The harbour is full,” Maria Lopez said. {between} “Nobody who comes next week will find a berth in it. We have "
    "told the owners so.”"
)


@pytest.fixture(scope="module")
def judged() -> Iterator[Judged]:
    """The statements of a text as a user gets them."""
    analyst = Analyst()
    yield lambda text: list(analyst.analyse(Article(title="A test", text=text)).statements)
    analyst.close()


def test_a_name_right_behind_a_quote_is_nearly_certain(judged: Judged) -> None:
    """The commonest form of news, and the one that is seldom wrong."""
    [said] = [each for each in judged(CERTAIN) if each.kind is Kind.DIRECT]
    assert said.speaker == "Maria Lopez"
    assert said.confidence is not None
    assert 0.95 <= said.confidence <= 1


def test_below_the_threshold_the_statement_stays_and_its_speaker_goes() -> None:
    """The words, the mention and the confidence are kept, so that a reader sees how the article puts it."""
    article = Article(title="A test", text=GUESSED)
    sure = Analyst(least=0.0).analyse(article).statements
    none = Analyst(least=1.0).analyse(article).statements
    assert [(each.start, each.end, each.mention, each.confidence) for each in sure] == [
        (each.start, each.end, each.mention, each.confidence) for each in none
    ]
    assert {each.speaker for each in none} == {None}
    assert {each.speaker for each in sure} >= {"Sam Lund"}


def test_a_continuation_after_somebody_else_is_less_certain() -> None:
    """A quote without a cue is the last speaker's, unless the text has turned to another one."""

    def confidence(between: str) -> float:
        text = CONTINUED.format(between=between)
        found = next(each for each in Analyst(least=0.0).analyse(Article(title="A test", text=text)).statements[::-1])
        return found.confidence or 0.0

    assert confidence("She had inspected it.") > confidence("Sam Lund, who owns a boat, was there.")


@pytest.mark.parametrize(
    "between",
    [
        "Her deputy, Anna Lund, has been there for a year.",
        "Anna Lund, who owns a boat, came too late.",
    ],
)
def test_a_pronoun_behind_another_of_its_gender_is_less_certain(between: str) -> None:
    """Who else may be meant, by a name that stands nearer."""

    def confidence(text: str) -> float:
        found = Analyst(least=0.0).analyse(Article(title="A test", text=text)).statements[-1]
        return found.confidence or 0.0

    text = "Maria Lopez runs the harbour. {} The harbour is full.\n\n“Nobody will find a berth here,” she said."
    assert confidence(text.format("It opened in May.")) > confidence(text.format(between)) + 0.02


def test_nobody_has_no_confidence(judged: Judged) -> None:
    """Where the rules find no speaker there is nothing to be sure of."""
    found = judged("“The harbour is full and nobody knows what to do about it.”\n\nThe sun was out in Bremen.")
    assert [(each.speaker, each.confidence) for each in found] == [(None, None)]


def test_a_labelled_speaker_is_an_interviews() -> None:
    """A label names who speaks; turns bear a confidence, too."""
    text = (
        "Wikinews: Why did you run?\n\nMaria Lopez: I like the harbour.\n\nWikinews: Now?\n\nMaria Lopez: I rest now."
    )
    found = Analyst().analyse(Article(title="Interview with Maria Lopez", text=text, publisher="Wikinews")).statements
    assert {each.confidence for each in found if each.speaker == "Maria Lopez"} == {0.99}


def statement(speaker: str, start: int = 0, end: int = 20) -> Statement:
    return Statement(
        article_id="x",
        start=start,
        end=end,
        text="w" * (end - start),
        kind=Kind.DIRECT,
        speaker=speaker,
        mention=speaker,
    )


@pytest.mark.parametrize(
    ("speaker", "label", "right"),
    [
        ("Maria Lopez", Quotation(0, 20, ("Lopez",), speech=True), True),
        ("Sam Lund", Quotation(0, 20, ("Maria Lopez",), speech=True), False),
        ("Maria Lopez", Quotation(0, 20, (), speech=False), False),
        ("the expert", Quotation(0, 20, ("Maria Lopez",), speech=True), False),
        ("a resident", Quotation(0, 20, (), speech=True), True),
        ("Maria Lopez", Quotation(0, 20, (), speech=True), None),
        ("Maria Lopez", Quotation(30, 50, ("Lopez",), speech=True), None),
    ],
)
def test_a_statement_is_right_by_the_quotation_that_it_covers(
    speaker: str, label: Quotation, right: bool | None
) -> None:
    """Names by their words; no speech is nobody's; what the labels don't tell is left out of fitting."""
    assert verdict(statement(speaker), [label]) is right


def test_a_source_that_passes_words_on_tells_nothing() -> None:
    """PolNeAR labels Reuters in "the pope said, according to Reuters": that doesn't make the pope wrong."""
    label = Label("Reuters", "according to", ((0, 20),))
    assert polnear_verdict(statement("Francis"), [label]) is None
    assert polnear_verdict(statement("Francis"), [label._replace(cue="said")]) is False


def test_what_goes_on_is_no_surer_than_what_it_goes_on_with() -> None:
    """Else the second half of somebody's words stood under a name that the first half is too doubtful for."""
    text = "It rained on Monday.\n\n“It hurts,” the striker said in Bremen. “We go on.”"
    first, second = Analyst(least=0.0).analyse(Article(title="A test", text=text)).statements[-2:]
    assert first.speaker == second.speaker == "the striker"
    assert (second.confidence or 1) <= (first.confidence or 0)


def test_under_what_the_article_calls_it_less_is_enough(judged: Judged) -> None:
    """ "The council" said what "the council said": it is put in no other mouth."""
    text = (
        "Roads will close on Monday. “We wanted one person to say sorry,” the council said. Shops fear for their trade."
    )
    [said] = [each for each in judged(text) if each.kind is Kind.DIRECT]
    assert said.speaker == "the council"
