"""Whether somebody said these very words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from retrieval.model import Hedge, Kind, Status
from tests.bot.answering.conftest import ERIK, HOLM, MARA, Ask, Report, Said

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


@pytest.mark.parametrize("question", ["Did Jon Holm say “drown the ferry”?", "who said “drown the ferry”"])
def test_who_is_asked_after_words_is_heard_on_them(asked_of: Other, question: str) -> None:
    """What answers the article's question stands behind it."""
    heard = Report(
        "A row on the pier. Had Jon Holm shouted “drown the ferry”? “I had a cold,” Holm said.",
        13,
        [
            Said("“drown the ferry”", None, mention="Jon Holm", hedge=(Hedge.QUESTIONED, "?")),
            Said("“I had a cold,”", HOLM),
        ],
        [(HOLM, "Jon Holm")],
    )
    answer = asked_of([heard])(question)
    assert answer.text.startswith("The articles don't report this as said.")
    assert [each.speaker for each in answer.citations] == [None, HOLM]


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


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("We can't build a road from hope, because hope doesn't carry lorries", "road → bridge"),
        ("We can build a bridge from hope, because hope doesn't carry lorries", "can → can't"),
        ("We can't build a bridge from hope, hope doesn't carry lorries", "no words → because"),
        ("We can't ever build a bridge from hope, because hope doesn't carry lorries", "ever → no words"),
    ],
)
def test_words_that_are_nearly_theirs_are_answered_with_what_differs(ask: Ask, words: str, told: str) -> None:
    """A quotation with a word changed is the commonest slip: what they did say, and in which words it differs."""
    checked = ask(f"Did Jon Holm say “{words}”?")
    assert checked.status is Status.ANSWERED
    assert checked.text.startswith(f"Not word for word: {told}. The articles have:")
    assert [(each.speaker, each.quote[:12]) for each in checked.citations] == [(HOLM, "“We can't bu")]


def test_words_in_another_spelling_are_theirs(ask: Ask) -> None:
    """What only a house's style changes isn't told as a difference."""
    checked = ask("Did Jon Holm say “We can’t build a bridge from hope because hope does’nt carry lorries”?")
    assert checked.status is Status.ANSWERED


def test_words_of_which_half_are_others_are_nobodys(ask: Ask) -> None:
    """Words on the same subject are no alteration of theirs."""
    checked = ask("Did Jon Holm say “Hope will build the bridge, and lorries will pay for the road to the harbour”?")
    assert checked.status is Status.REFUSED


TOLD = Report(
    "A trial on the island. “He said, ‘Burn the bridge papers,’” Erik Lindqvist told the court. Jon Holm denied saying"
    " so. “The ferry stays,” Holm said.",
    13,
    [
        Said("“He said, ‘Burn the bridge papers,’”", ERIK, cue="told"),
        Said("denied saying so", HOLM, Kind.INDIRECT, cue="denied", hedge=(Hedge.DENIED, "denied")),
        Said("“The ferry stays,”", HOLM),
    ],
    [(HOLM, "Jon Holm"), (ERIK, "Erik Lindqvist")],
)


@pytest.mark.parametrize(
    "question", ["Did Jon Holm say “burn the bridge papers”?", "did jon holm say burn the bridge papers"]
)
def test_words_that_another_tells_of_them_are_shown_as_told(asked_of: Other, question: str) -> None:
    """With or without marks: neither theirs nor simply somebody else's, and what they say to it stands behind."""
    checked = asked_of([TOLD])(question)
    assert checked.status is Status.ANSWERED
    assert "quotes Jon Holm with these words. Somebody else tells of them:" in checked.text
    assert [each.speaker for each in checked.citations][:2] == [ERIK, HOLM]
    assert checked.citations[1].hedge is Hedge.DENIED


@pytest.mark.parametrize(
    "question", ["Quote check - Holm: “The ferry goes,” correct?", "holm: “the ferry stays for good”"]
)
def test_a_quotation_of_its_own_leaves_nothing_to_the_turn_before(ask: Ask, question: str) -> None:
    """A name with words in quotation marks is a check, also where it is no whole sentence."""
    ask("What did Mara Lindqvist say?")
    assert {each.speaker for each in ask(question).citations} <= {HOLM}


def test_words_are_checked_however_it_is_asked(ask: Ask) -> None:
    """What else a hurried message holds is no part of the question."""
    checked = ask("did the boss say “The minister has never seen our island”? running that in 10 min")
    assert (checked.status, [each.speaker for each in checked.citations]) == (Status.ANSWERED, [HOLM])


def test_who_never_said_so_is_heard_beside_who_tells_it(asked_of: Other) -> None:
    """Also where they deny it in their own words, and where all that is quoted of theirs is the denial."""
    told = Said("“Burn the bridge papers.”", ERIK, cue="according to")
    never = Said("“I have never said such a thing,”", HOLM)
    ask = asked_of(
        [
            Report(
                "A trial on the island. According to Erik Lindqvist, Jon Holm's words were: “Burn the bridge papers.”"
                " “I have never said such a thing,” Holm said.",
                13,
                [told, never],
                [(HOLM, "Jon Holm"), (ERIK, "Erik Lindqvist")],
            )
        ]
    )
    assert [each.speaker for each in ask("Did Jon Holm say “burn the bridge papers”?").citations] == [ERIK, HOLM]
    denies = "denied telling a clerk to “burn the bridge papers”"
    ask = asked_of(
        [
            Report(
                f"A trial. Jon Holm {denies}. “He said burn the bridge papers, twice,” Erik Lindqvist said.",
                13,
                [
                    Said(denies, HOLM, Kind.PARTIAL, cue="denied", hedge=(Hedge.DENIED, "denied")),
                    Said("“He said burn the bridge papers, twice,”", ERIK),
                ],
                [(HOLM, "Jon Holm"), (ERIK, "Erik Lindqvist")],
            )
        ]
    )
    assert [each.speaker for each in ask("Did Jon Holm say “burn the bridge papers”?").citations] == [HOLM, ERIK]


def test_hasty_typing_finds_the_words(ask: Ask) -> None:
    """Without apostrophes and with slips: what differs is told."""
    checked = ask('did holm say "we cant build a brigde from hope because hope doesnt carry lorries"')
    assert (checked.status, [each.speaker for each in checked.citations]) == (Status.ANSWERED, [HOLM])
    assert "brigde → bridge" in checked.text


def test_who_is_quoted_by_another_is_heard_on_it(asked_of: Other) -> None:
    """ "It isn't mine", wherever the article has it; else what they say next."""
    passed_on = Said("“burn the bridge papers”", HOLM, Kind.PARTIAL, cue="told", via="some newspapers")
    far = "The pier is long and the ice is thick and the winter has only begun. " * 6
    ask = asked_of(
        [
            Report(
                f"A phrase. Jon Holm told a clerk to “burn the bridge papers”, some newspapers wrote. {far}"
                "“It’s a good line, but it isn’t mine,” he said.",
                13,
                [passed_on, Said("“It’s a good line, but it isn’t mine,”", HOLM)],
                [(HOLM, "Jon Holm")],
            )
        ]
    )
    quotes = [each.quote for each in ask("Did Jon Holm say “burn the bridge papers”?").citations]
    assert quotes == ["“burn the bridge papers”", "“It’s a good line, but it isn’t mine,”"]


def test_words_told_of_another_are_not_put_down_to_whom_is_asked_about(asked_of: Other) -> None:
    """Nothing says that "he" is Lindqvist, nor does any line stand under that name."""
    checked = asked_of([TOLD])("Did Mara Lindqvist say “burn the bridge papers”?")
    assert MARA not in {each.speaker for each in checked.citations}
    assert "said it" not in checked.text


def test_a_denial_that_holds_the_words_is_no_slip_of_them(asked_of: Other) -> None:
    """ "I never said it was a ruin" isn't "not word for word"; what nobody certain says stands before it."""
    never = "“I never said it was a ruin, not once,”"
    report = Report(
        f"A row on the pier. Jon Holm met Erik Lindqvist. “It is a ruin, not a pier,” he said. {never} Holm said.",
        13,
        [Said("“It is a ruin, not a pier,”", None, cue="said", mention="he"), Said(never, HOLM)],
        [(HOLM, "Jon Holm")],
    )
    checked = asked_of([report])("Did Jon Holm say “it is a ruin, not a pier”?")
    assert "Not word for word" not in checked.text
    assert [each.speaker for each in checked.citations] == [None, HOLM]
