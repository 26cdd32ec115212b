"""Whether somebody said these very words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from retrieval.model import Hedge, Kind, Status
from tests.bot.answering.conftest import HOLM, Ask, Report, Said

Other = Callable[[Sequence[Report]], Ask]

DENIED = Report(
    "A rumour on the pier. Jon Holm did not say “we will sell the ferry”, the council noted. “The ferry stays,” Holm"
    " said on Tuesday.",
    13,
    [
        Said("“we will sell the ferry”", None, cue="say", mention="Jon Holm", hedge=(Hedge.DENIED, "not say")),
        Said("“The ferry stays,”", HOLM),
    ],
    [(HOLM, "Jon Holm")],
)


def test_words_that_were_not_said_are_shown_with_the_sentence_that_says_so(asked_of: Other) -> None:
    """As a passage, under nobody's name, and never as an answer to what somebody said."""
    ask = asked_of([DENIED])
    checked = ask("Did Jon Holm say “we will sell the ferry”?")
    assert checked.status is Status.ANSWERED
    assert checked.text.startswith("The articles don't report this as said.")
    (citation,) = checked.citations
    assert (citation.kind, citation.speaker) == (Kind.PASSAGE, None)
    assert citation.quote.startswith("Jon Holm did not say “we will sell the ferry”")
    said = ask("What did Jon Holm say?")
    assert "“The ferry stays,”" in {each.quote for each in said.citations}
    assert not any("sell" in each.quote for each in said.citations)


def test_a_hedge_and_who_passed_it_on_stand_beside_the_name(asked_of: Other) -> None:
    """What is alleged is shown as alleged, and by whom."""
    alleged = Report(
        "A trial on the island. Prosecutors allege that Jon Holm told a clerk: “Burn the bridge papers.” He denies it.",
        13,
        [Said("“Burn the bridge papers.”", HOLM, via="Prosecutors", hedge=(Hedge.ALLEGED, "allege"))],
        [(HOLM, "Jon Holm")],
    )
    answer = asked_of([alleged])("What did Jon Holm say about the papers?")
    assert "Jon Holm, alleged, according to Prosecutors: “Burn the bridge papers.”" in answer.text
    assert (answer.citations[0].via, answer.citations[0].hedge) == ("Prosecutors", Hedge.ALLEGED)


DOUBTED = Report(
    "A row in the council. Jon Holm met Erik Lindqvist. “The pier is a ruin,” he said. “The ferry stays,” Holm said.",
    13,
    [Said("“The pier is a ruin,”", None, cue="said", mention="he"), Said("“The ferry stays,”", HOLM)],
    [(HOLM, "Jon Holm")],
)


def test_words_whose_speaker_is_not_certain_are_nobodys(asked_of: Other) -> None:
    """Neither confirmed nor said to be in no article: the answer tells what is uncertain, and shows the passage."""
    ask = asked_of([DOUBTED])
    checked = ask("Did Jon Holm say “the pier is a ruin”?")
    assert checked.status is Status.REFUSED
    assert "who says them isn't certain" in checked.text
    (citation,) = checked.citations
    assert (citation.kind, citation.speaker) == (Kind.PASSAGE, None)
    assert "“The pier is a ruin,” he said." in citation.quote
    assert not any("ruin" in each.quote for each in ask("What did Jon Holm say?").citations)
