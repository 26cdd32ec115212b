"""What is shown where somebody's words aren't there: what they passed on, and where the articles name them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from retrieval.model import Answer, Kind, Status
from tests.bot.answering.conftest import HOLM, MARA, Report, Said

NOT_NAMED = "These words of {who} don't name {topic}, but may be about it:\n"

Ask = Callable[..., Answer]
Other = Callable[[Sequence[Report]], Ask]


def test_whoever_isnt_quoted_is_shown_where_the_articles_name_them(asked_of: Other) -> None:
    """The refusal cites the sentence with the name, that on the topic where there is one."""
    ask = asked_of(
        [
            Report("Ada Marsh came to the harbour. She looked at the ships.", 10),
            Report("The budget is thin. Ada Marsh has fought for the bridge since May. It is old.", 11),
        ]
    )
    answer = ask("what did Ada Marsh say about the bridge")
    assert answer.status is Status.REFUSED
    assert answer.text.startswith("Ada Marsh isn't quoted in the articles. The name appears in 2 of them.")
    assert [(c.quote, c.speaker) for c in answer.citations] == [
        ("Ada Marsh has fought for the bridge since May.", None)
    ]


def test_a_title_isnt_looked_for(asked_of: Other) -> None:
    """That a name doesn't appear is said only where it doesn't, whatever stands between it and its title."""
    answer = asked_of([Report("Judge Ada Marsh did not reply to the harbour. It is old.", 10)])(
        "what did Judge Marsh say"
    )
    assert "appears in 1 of them" in answer.text
    assert [c.quote for c in answer.citations] == ["Judge Ada Marsh did not reply to the harbour."]


def test_a_name_that_stands_nowhere_has_only_its_topic_near(asked_of: Other) -> None:
    """Under no name, and told to be the nearest; without a topic that the articles have there is nothing to show."""
    ask = asked_of([Report("The bridge is old. It will be closed.", 10)])
    answer = ask("what did Ada Marsh say about the bridge")
    assert answer.status is Status.REFUSED
    assert "The name doesn't appear there either." in answer.text
    assert answer.text.splitlines()[0].endswith("The nearest that I have:")
    assert [(each.quote, each.speaker) for each in answer.citations] == [("The bridge is old.", None)]
    for question in ("what did Ada Marsh say about football", "what did Ada Marsh say"):
        answer = ask(question)
        assert (answer.status, answer.citations) == (Status.REFUSED, ())


def test_what_another_says_of_somebody_and_the_topic_is_not_theirs(asked_of: Other) -> None:
    """Their own nearest words are shown, told not to name it; the other's behind them, told to be somebody else's."""
    other = "“Mara Lindqvist knows nothing of the bridge,”"
    ask = asked_of(
        [
            Report(
                "Quarrel in the council. “The ice is thick,” said Mara Lindqvist.\n\n" + f"{other} Jon Holm said.",
                10,
                [Said("“The ice is thick,”", MARA), Said(other, HOLM)],
            )
        ]
    )
    answer = ask("what did Mara Lindqvist say about bridges")
    assert answer.text.startswith(NOT_NAMED.format(who=MARA, topic="bridges"))
    assert [(c.speaker, c.quote) for c in answer.citations] == [(MARA, "“The ice is thick,”"), (HOLM, other)]
    assert f"Somebody else on it:\nJon Holm: {other}" in answer.text


def test_what_an_outlet_passed_on_is_told_as_such(asked_of: Other) -> None:
    """Asked for a paper's words, the answer gives what it passed on, under the names of those who said it."""
    ask = asked_of(
        [
            Report(
                "Bridge to be closed. “The bridge is a danger,” Jon Holm said, according to the Northport Gazette.",
                10,
                [Said("“The bridge is a danger,”", HOLM, via="the Northport Gazette")],
            )
        ]
    )
    answer = ask("what did the Northport Gazette say about the bridge")
    assert answer.status is Status.ANSWERED
    assert answer.text.startswith(
        "Passed on by Northport Gazette:\nJon Holm, according to the Northport Gazette: “The bridge"
    )


UNCERTAIN = "Otto Brandt sat in the pub. His brother spoke for him. “You came here for the quiet,” he would tell her."


@pytest.mark.parametrize(
    ("question", "says", "shown"),
    [
        ("what did Otto Brandt say", "nothing that I can attribute to Otto Brandt with certainty", UNCERTAIN),
        ("did Otto Brandt really say anything?", "nothing that I can attribute to Otto Brandt", UNCERTAIN),
        ('did Otto Brandt say "you came here for the quiet"?', "who says them isn't certain", "“You came here for the"),
        ('did Otto Brandt say "you came for the herring"?', "no article that quotes Otto Brandt with these", ""),
        ("what did Ada Moe say", "Ada Moe isn't quoted in the articles.", "Ada Moe sang “The Ice” there."),
    ],
)
def test_who_may_have_spoken_isnt_told_to_be_unquoted(question: str, says: str, shown: str, asked_of: Other) -> None:
    """Where words in quotation marks that are nobody's for certain stand beside the name, those are shown."""
    said = [Said("“You came here for the quiet,”", None)]
    answer = asked_of([Report(f"A quiet night. {UNCERTAIN}\n\nAda Moe sang “The Ice” there.", 10, said)])(question)
    assert answer.status is Status.REFUSED
    assert says in answer.text
    assert shown in answer.text


def test_others_words_make_no_topic(asked_of: Other) -> None:
    """A topic that stands only in what another one says beside it isn't what somebody spoke about."""
    ask = asked_of(
        [
            Report(
                "Debate planned. Mara Lindqvist said that they should meet in Northport. Jon Holm accused her of"
                " ducking.",
                10,
                [
                    Said("that they should meet in Northport", MARA, Kind.INDIRECT),
                    Said("accused her of ducking", HOLM, Kind.INDIRECT, cue="accused"),
                ],
            )
        ]
    )
    answer = ask("what did Jon Holm say about Northport")
    is_told = answer.text.startswith(NOT_NAMED.format(who=HOLM, topic="Northport"))
    assert is_told or answer.status is Status.REFUSED
    assert [(c.speaker, c.quote) for c in answer.citations] == [(HOLM, "accused her of ducking")]


def test_what_a_speaker_is_called_makes_no_topic(asked_of: Other) -> None:
    """ "Said Holm, a civil rights leader" doesn't make his words be about civil rights."""
    report = Report(
        "A warning. “We may lose the vote,” said Jon Holm, a civil rights leader.",
        10,
        [Said("“We may lose the vote,”", HOLM, mention="Jon Holm, a civil rights leader")],
    )
    answer = asked_of([report])("what did Jon Holm say about civil rights")
    assert answer.text.startswith(NOT_NAMED.format(who=HOLM, topic="civil rights"))


def test_who_speaks_for_a_body_comes_before_what_only_stands_beside_the_topic(asked_of: Other) -> None:
    """A body's president names the topic; the body's own words merely stand near it."""
    ask = asked_of(
        [
            Report(
                "Harbour Watch goes to court. Harbour Watch asked for the papers. “The letters on the bridge must be"
                " shown,” said Harbour Watch president Jon Holm.",
                10,
                [
                    Said("asked for the papers", "Harbour Watch", Kind.INDIRECT, cue="asked"),
                    Said("“The letters on the bridge must be shown,”", HOLM),
                ],
                [(HOLM, "Harbour Watch president Jon Holm")],
            )
        ]
    )
    answer = ask("what did Harbour Watch say about the bridge")
    assert answer.citations[0].speaker == HOLM
    assert {c.speaker for c in answer.citations} <= {HOLM, "Harbour Watch"}


def test_an_office_is_also_whoever_bears_it(asked_of: Other) -> None:
    """Where one article speaks of the office and another of its bearer, both are answered, each under their name."""
    ask = asked_of(
        [
            Report(
                "First. The league's secretary warned of ice on the bridge.",
                10,
                [Said("warned of ice on the bridge", "the league's secretary", Kind.INDIRECT, cue="warned")],
            ),
            Report(
                "Second. “The bridge is safe,” league secretary Jon Holm said.",
                11,
                [Said("“The bridge is safe,”", HOLM)],
                [(HOLM, "league secretary Jon Holm")],
            ),
        ]
    )
    answer = ask("what did the league's secretary say about the bridge")
    assert {c.speaker for c in answer.citations} == {HOLM, "the league's secretary"}


def test_a_town_of_that_name_is_not_near(asked_of: Other) -> None:
    """Where only the surname stands, and the article never names its bearer, it is nothing of theirs."""
    ask = asked_of(
        [
            Report("Ice. “The ice is thick,” Mara Marsh said.", 10, [Said("“The ice is thick,”", "Mara Marsh")]),
            Report("A fair. In the suburb of Marsh the mayor opened the bridge.", 11),
        ]
    )
    answer = ask("what did Mara Marsh say about the bridge")
    assert answer.text.startswith(NOT_NAMED.format(who="Mara Marsh", topic="the bridge"))
    assert [c.quote for c in answer.citations] == ["“The ice is thick,”"]


def test_a_reaction_from_somebody_is_theirs(ask: Ask) -> None:
    """ "Any reaction to … from Holm" asks for Holm's words, not for who reacted."""
    assert {c.speaker for c in ask("any reaction to the bridge from Jon Holm").citations} == {HOLM}


def test_of_two_who_are_asked_about_the_silent_one_is_told(ask: Ask) -> None:
    """Half of an answer doesn't pass for the whole."""
    answer = ask("what did Jon Holm and Will Price say about the bridge")
    assert {c.speaker for c in answer.citations} == {HOLM}
    assert "I found nothing from Will Price on" in answer.text


def test_a_question_put_four_times_is_one(ask: Ask) -> None:
    """Everybody is asked about once, and nothing is suggested twice."""
    once = ask("what did Jon Holm say?")
    assert ask("what did Jon Holm say? " * 4).citations == once.citations
    refused = ask("what did Jon Holm say about football? " * 4)
    assert len(set(refused.suggestions)) == len(refused.suggestions) <= 6


@pytest.mark.parametrize(
    ("question", "known", "unknown"),
    [
        ("what did Ada Marsh and Holm say about the bridge", {HOLM}, "Ada Marsh isn't quoted in the articles."),
        ("what did Holm and Ada Marsh say about the bridge", {HOLM}, "Ada Marsh isn't quoted in the articles."),
        ("what did jon holm, ada marsh and price say", {HOLM, "Will Price"}, "Ada Marsh isn't quoted in the articles."),
        ("what did Jon Marsh and Holm say about the bridge", {HOLM}, "Jon Marsh isn't quoted in the articles."),
        ("what did Ada Marsh and Sven Berg say", set(), "Ada Marsh and Sven Berg aren't quoted in the articles."),
    ],
)
def test_of_two_who_are_asked_about_the_unknown_one_is_told(
    question: str, known: set[str], unknown: str, ask: Ask
) -> None:
    """Whoever is known is answered for, and nobody else's words stand for the one who isn't."""
    answer = ask(question)
    assert {c.speaker for c in answer.citations} - {None} == known
    assert answer.text.startswith(unknown)
    assert answer.status is (Status.ANSWERED if known else Status.REFUSED)


def test_an_office_beside_a_name(ask: Ask) -> None:
    """Each of two is found by their own words."""
    answer = ask("what did Will Price and the harbour master say")
    assert {c.speaker for c in answer.citations} - {None} == {"Will Price", MARA}


OFFICES = [
    Report(
        "Talks. “We talk,” President Mara Lindqvist said. “We wait,” said Vice President Jon Holm.",
        10,
        [Said("“We talk,”", MARA), Said("“We wait,”", HOLM)],
        [(MARA, "President Mara Lindqvist"), (HOLM, "Vice President Jon Holm")],
    ),
]


@pytest.mark.parametrize("question", ["vice president", "what did the vice president say", "the vice president"])
def test_an_office_is_answered_by_its_holder(question: str, asked_of: Other) -> None:
    """Also where the office is all that is asked."""
    answer = asked_of(OFFICES)(question)
    assert {each.speaker for each in answer.citations} - {None} == {HOLM}


def test_a_body_that_speaks_by_its_spokespeople_alone(asked_of: Other) -> None:
    """ "The Norrland government" is no office that somebody holds: who speaks for it is quoted."""
    words = "“We are considering it,”"
    speaker = "a spokeswoman for the Norrland Government"
    ask = asked_of([Report(f"Grant. {words} said {speaker}.", 10, [Said(words, speaker)])])
    for question in ("what does the norrland government say", "what did the Norrland Government say"):
        answer = ask(question)
        assert answer.status is Status.ANSWERED
        assert [each.quote for each in answer.citations] == [words]
    assert ask("what did the quillham council say").status is Status.REFUSED


@pytest.mark.parametrize("question", ["What did the prime minister say about Sundby?", "what did the governor say"])
def test_an_office_that_nobody_holds(question: str, asked_of: Other) -> None:
    """Is said to be nobody's, and offers nobody."""
    answer = asked_of(OFFICES)(question)
    assert answer.status is Status.REFUSED
    assert answer.text.startswith("The articles quote nobody whom they introduce as")
    assert not {each.speaker for each in answer.citations}
