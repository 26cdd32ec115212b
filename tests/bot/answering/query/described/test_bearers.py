"""Whom a question means by a description, where several articles have somebody of that kind."""

from __future__ import annotations

import pytest

from bot.answering.answerer import Answerer
from bot.answering.query.described.bearers import meant
from bot.answering.query.described.nouns import Noun
from prompts import replies
from retrieval.model import SpeakerType, Status
from tests.bot.answering.conftest import Ask, LibraryOf, Other, Report, Said, quotes

AILEEN, CALLUM, JOAN, DALE, COULL, RON, HART = (
    "Aileen Reid",
    "Callum Reid",
    "Joan Jessop",
    "Dale Whitcomb",
    "Davie Coull",
    "Ron Kowal",
    "Louise Hart",
)

PILE = [
    Report(
        "Trawler inquest opens. The Kestrel sank off Skerry Point. Its skipper, Donal Reid, was lost. Mr Reid's widow,"
        " Aileen Reid, wept. “It was held together with paint,” she said. Her brother-in-law, Callum Reid, left the"
        " crew. “I told them in June,” he said.\n\nThe fishermen's union asked for answers. “Paper is cheaper than"
        " steel,” said Davie Coull, general secretary of the Deckhands' Federation.",
        3,
        [
            Said("“It was held together with paint,”", AILEEN, mention="she"),
            Said("“I told them in June,”", CALLUM, mention="he"),
            Said("“Paper is cheaper than steel,”", COULL, mention="Davie Coull, general secretary of the Deckhands"),
        ],
        [
            (AILEEN, "Mr Reid's widow, Aileen Reid"),
            (CALLUM, "Her brother-in-law, Callum Reid"),
            (COULL, "Davie Coull, general secretary of the Deckhands' Federation"),
        ],
    ),
    Report(
        "Council shuts four libraries. Council President Dale Whitcomb was sad. “There is no money,” Whitcomb said."
        " “It was decided in a back room,” said union official Ron Kowal. A father, Mike Ferris, brought his daughter's"
        " library card. “You explain it to her,” Ferris said.",
        4,
        [
            Said("“There is no money,”", DALE, mention="Whitcomb"),
            Said("“It was decided in a back room,”", RON, mention="union official Ron Kowal"),
            Said("“You explain it to her,”", "Mike Ferris", mention="Ferris"),
        ],
        [(DALE, "Council President Dale Whitcomb"), (RON, "union official Ron Kowal")],
    ),
    Report(
        "Last crossing. For years Walter Jessop ran the chain ferry. “You ask her,” says Jessop. His wife, Joan Jessop,"
        " sold tickets. “People used to talk to me,” she says. Neville Strang, who farms on the east bank, is glad."
        " “Good riddance,” he says.",
        5,
        [
            Said("“You ask her,”", "Walter Jessop", mention="Jessop"),
            Said("“People used to talk to me,”", JOAN, mention="she"),
            Said("“Good riddance,”", "Neville Strang", mention="he"),
        ],
        [(JOAN, "His wife, Joan Jessop")],
    ),
    Report(
        "Manager jailed. Gerald Pym admitted fraud. In mitigation, Louise Hart said her client was a gambler. “He is"
        " ashamed,” she said.",
        6,
        [Said("“He is ashamed,”", HART, mention="she")],
    ),
]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("what did the widow in the kestrel case say", AILEEN),
        ("the skipper's widow on paint", AILEEN),
        ("what did the skipper's brother say", CALLUM),
        ("what did the ferryman's wife say", JOAN),
        ("union boss on the trawler", COULL),
        ("what did the union boss say about the back room", RON),
        ("council boss on the libraries", DALE),
        ("the dad with the library card, what did he say", "Mike Ferris"),
        ("what did the guy who ran the ferry say", "Walter Jessop"),
        ("what did the farmer say about the ferry", "Neville Strang"),
        ("what did pym's lawyer say", HART),
        ("the ferryman's wife - do people still talk to her", JOAN),
        ("council head on the libraries", DALE),
    ],
)
def test_a_description_means_whom_the_words_around_it_tell_of(question: str, name: str, asked_of: Other) -> None:
    """By the noun or another for it, by what the sentence says that names them, by the story, by the topic."""
    answer = asked_of(PILE)(question)
    assert answer.status is Status.ANSWERED
    assert {each.speaker for each in answer.citations} - {None} == {name}


@pytest.mark.parametrize(
    "question",
    [
        "what did the bishop say",
        "what did the library's landlady say",
        "what did the prime minister say in Skerry Point",
    ],
)
def test_a_description_of_nobody_means_nobody(question: str, asked_of: Other) -> None:
    """A noun that no article has of anybody."""
    assert not {each.speaker for each in asked_of(PILE)(question).citations} - {None}


def test_somebody_who_is_only_mentioned_beside_an_office_does_not_hold_it(asked_of: Other) -> None:
    """ "Who came with the Prime Minister's apologies", and "at 9 p.m.", tell of no prime minister."""
    text = "Flood. Ada Lund, who came at 9 p.m. with the Prime Minister's apologies, spoke. “We are late,” she said."
    answer = asked_of([Report(text, 10, [Said("“We are late,”", "Ada Lund", mention="she")])])(
        "what did the prime minister say"
    )
    assert "Ada Lund" not in {each.speaker for each in answer.citations}


def test_where_several_fit_as_well_all_are_told(library_of: LibraryOf, ask: Ask) -> None:
    """Two of a trade in two articles, and nothing that chooses."""
    reports = [
        Report(
            f"Trial {day}. “It was number {day},” said the surveyor, {name}.",
            day,
            [Said(f"“It was number {day},”", name, mention=f"the surveyor, {name}")],
        )
        for day, name in ((3, "Ada Holm"), (4, "Bo Lund"))
    ]
    known = Answerer(library_of(reports)).retriever()
    reading = meant("the surveyor", "", known)
    assert reading is not None
    assert {known.speakers[row].name for row in (*reading.rows, *reading.others)} == {"Ada Holm", "Bo Lund"}


@pytest.mark.parametrize("question", ["what did the judge say to Raskin", "what did the judge tell Raskin"])
def test_what_is_said_to_somebody_need_not_name_them(question: str, asked_of: Other) -> None:
    """All that was said in that article, where no topic is asked about."""
    text = (
        "Bridge trial. Raskin was spared. “Raskin came within a whisker of prison,” said the judge, Ann Cleave."
        "\n\n“You made it a desk job,” she told him."
    )
    said = [
        Said("“Raskin came within a whisker of prison,”", "Ann Cleave", mention="the judge, Ann Cleave"),
        Said("“You made it a desk job,”", "Ann Cleave", mention="she"),
    ]
    assert "“You made it a desk job,”" in quotes(asked_of([Report(text, 10, said)])(question))


def test_a_list_of_those_who_did_something_describes_nobody(asked_of: Other) -> None:
    """ "List who voted no" asks for no speaker called a list."""
    assert asked_of(PILE)("list who voted no").status is not Status.CLARIFY


def test_nobody_else_is_quoted_where_somebody_who_is_described_said_nothing_on_a_topic(asked_of: Other) -> None:
    """The widow is known, and no article of hers tells of libraries: that is said above the nearest of her words."""
    answer = asked_of(PILE)("what did the skipper's widow say about the libraries")
    assert replies.NEAR_IN_MEANING.format(who=AILEEN, topic="the libraries") in answer.text
    assert quotes(answer)[0] == "“It was held together with paint,”"
    assert {each.speaker for each in answer.citations} <= {AILEEN, None}
    assert "libraries" not in " ".join(quotes(answer))


def test_what_the_described_said_in_the_story_that_tells_of_a_topic(asked_of: Other) -> None:
    """Where others' words there name it: theirs come first."""
    text = (
        "Inquest. Lawyers for Shand said that the letters had gone astray.\n\n“He cannot answer that,” said Neil"
        " Guthrie, representing Mr Shand."
    )
    said = [
        Said("that the letters had gone astray", "Lawyers for Shand", mention="Lawyers for Shand"),
        Said("“He cannot answer that,”", "Neil Guthrie", mention="Neil Guthrie"),
    ]
    answer = asked_of([Report(text, 10, said)])("what does mr shand's barrister say about the letters")
    assert answer.status is Status.ANSWERED
    assert quotes(answer)[0].startswith("“He cannot answer that,”")


def test_a_predecessor_is_a_former_one(asked_of: Other) -> None:
    """Where an article calls nobody a former mayor."""
    text = "Budget. Mayor Ellen Prudd vetoed it. Her predecessor, Carl Munk, tried that. “Nobody bid,” he said."
    said = [Said("“Nobody bid,”", "Carl Munk", mention="he")]
    answer = asked_of([Report(text, 10, said)])("what did the former mayor say")
    assert quotes(answer)[:1] == ["“Nobody bid,”"]


def test_whose_lawyer_somebody_is_may_stand_before(asked_of: Other) -> None:
    """ "His lawyer" is the lawyer of whom the sentences before are about, and no other lawyer."""
    text = (
        "Trial. Otto Vane was spared. The judge thanked him. His lawyer, Ada Lund, spoke. “We are glad,” she said.\n\n"
        "Bo Berg, a lawyer, watched. Vane slept. “We are not,” he said."
    )
    said = [Said("“We are glad,”", "Ada Lund", mention="she"), Said("“We are not,”", "Bo Berg", mention="he")]
    who = [("Ada Lund", "His lawyer, Ada Lund"), ("Bo Berg", "Bo Berg, a lawyer")]
    answer = asked_of([Report(text, 10, said, who)])("what did vane's lawyer say")
    assert answer.citations[0].speaker == "Ada Lund"


@pytest.mark.parametrize("question", ["Strang's view of the guinea pig?", "did he say who asked him to"])
def test_a_view_is_nobody(question: str) -> None:
    """ "Strang's view" asks Strang, and "did he say who" him."""
    assert Noun.of(question.removeprefix("did ").rstrip("?")) is None


def test_a_body_is_no_person_of_it(asked_of: Other) -> None:
    """The chairman of the council isn't the council, whatever the sentence that names it says of him."""
    text = (
        "Market fire. Oakley Council, whose chairman was away, spoke. “Two notices were served,” it said. The council"
        " chairman, Idris Bada, came later. “Her people put a padlock there,” he said of the hydrants."
    )
    said = [
        Said("“Two notices were served,”", "Oakley Council", mention="Oakley Council", sort=SpeakerType.BODY),
        Said("“Her people put a padlock there,”", "Idris Bada", mention="he", sort=SpeakerType.PERSON),
    ]
    answer = asked_of([Report(text, 10, said)])("what did the chairman say about the notices")
    assert answer.citations[0].speaker == "Idris Bada"


def test_a_widow_is_no_man(library_of: LibraryOf) -> None:
    """Who stood beside her isn't meant, where articles tell that it is a man."""
    said = Said("“He was a good man,”", "Odd Dahl", mention="Mr Odd Dahl")
    text = "Skipper dies. Per Dahl was lost. “He was a good man,” said Mr Odd Dahl, who stood beside the widow."
    known = Answerer(library_of([Report(text, 10, [said])])).retriever()
    assert meant("Per Dahl's widow", "", known) is None


_KIN = [
    Report(
        "Chair recalled. Her mother, Jess Amory, wrote four times. “They sent me a voucher,” she said.",
        3,
        [Said("“They sent me a voucher,”", "Jess Amory", mention="she")],
        [("Jess Amory", "Her mother, Jess Amory")],
    ),
    Report(
        "Chalice lost. Father Aidan Roche, the parish priest, was sad. “God has other cups,” said Father Aidan Roche.",
        4,
        [Said("“God has other cups,”", "Aidan Roche", mention="Father Aidan Roche")],
        [("Aidan Roche", "Father Aidan Roche, the parish priest")],
    ),
    Report(
        "Latch found. Her mother, Catriona Drum, wants to know. “It was a latch,” she said.",
        5,
        [Said("“It was a latch,”", "Catriona Drum", mention="she")],
        [("Catriona Drum", "Her mother, Catriona Drum")],
    ),
]


def test_a_plural_means_all_whom_it_fits(asked_of: Other) -> None:
    """None is to be chosen, and a priest is nobody's kin."""
    answer = asked_of(_KIN)("what do mothers say")
    assert answer.status is Status.ANSWERED
    assert {each.speaker for each in answer.citations} == {"Jess Amory", "Catriona Drum"}


def test_what_somebody_should_do_asks_for_nobodys_words(asked_of: Other) -> None:
    answer = asked_of(_KIN)("what should mothers do")
    assert "describe" not in answer.text
