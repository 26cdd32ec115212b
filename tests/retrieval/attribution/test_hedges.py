"""Words that an article says were not said stand under nobody's name."""

from __future__ import annotations

import pytest

from retrieval.attribution import Analyst
from retrieval.model import Article, Hedge, Kind, Statement

UNSAID = {
    "denied": ('Nora Blum has never said "the bridge is safe". "Close it," Blum said.', "bridge is safe"),
    "denied saying": ('Piet Haas denied having said "we are done". "We go on," Haas said.', "we are done"),
    "no proof": ('There is no proof that Lena Roth said "sell the port". "We keep it," Roth said.', "sell the port"),
    "refused": ('Omar Said refused to say "I am sorry". "I did my job," Said told the court.', "I am sorry"),
    "rather than": ('Rather than saying "it failed", Ida Moe said "we learned".', "it failed"),
    "doctored": (
        'A doctored video shows Ben Ode saying "I hate this town".',
        "hate this town",
    ),
    "parody": ('A parody account of Ute Kern wrote: "Free beer for all." Thousands shared it.', "Free beer"),
    "screenshot": (
        'The screenshot of a supposed letter quotes Jan Dahl as saying: "Burn it."',
        "Burn it",
    ),
    "label": (
        'FAKE: "I never paid a penny in tax," Rosa Lind said at a dinner. Nobody dined.',
        "never paid",
    ),
    "verdict": (
        'Claim: Tomas Weil said "close every school".\n\nOur rating: False. The line is from a play.',
        "close every school",
    ),
    "said no such thing": ('"We will ban cars," Emil Stern said. Stern said no such thing, a check found.', "ban cars"),
    "note": (
        '"The dam will be blown up," Klara Voss said.\n\nEditor\'s note: this quotation was invented and Ms Voss never '
        "said it.",
        "dam will be blown up",
    ),
    "if": ('If Hugo Brandt said "we are bankrupt", the bank would close. Brandt was on leave.', "we are bankrupt"),
    "suppose": ('Suppose that Eva Lang told the jury "it was me". The case would end.', "it was me"),
    "wanted": ('His rivals want Carl Moll to say "I resign". Moll has laughed it off.', "I resign"),
    "all but": ('Greta Holt all but said "I will run". She smiled and left.', "I will run"),
    "what would": ('What would Karl Ott say? "Work harder," perhaps. He died in 1990.', "Work harder"),
    "question": ('Did Mia Falk really say "nobody should vote"? No. It was a sketch.', "nobody should vote"),
    "read out": (
        'Paul Renn read aloud a note from his landlord: "Leave by Friday."',
        "Leave by Friday",
    ),
    "fake post": ('A fake post which claims Lars Dorn said "eat the rich" has 9,000 shares.', "eat the rich"),
    "in a letter": ('A fabricated letter in which Lea Brun writes "I took it" reached the judge.', "I took it"),
    "made-up": ('Users shared a made-up quote in which Ivo Lenz says: "Burn the books."', "Burn the books"),
    "false claim": ('The claim that Rita Sommer said "close the mine" is false.', "close the mine"),
    "not true": ('It is not true that Otto Falk said "let them walk".', "let them walk"),
    "edited": ('An image that has been edited to show Ada Krug saying "never again" was shared.', "never again"),
    "liked": ('Anna Kjaer liked a comment saying "the press lies". She calls it a slip.', "the press lies"),
}


def found(text: str) -> tuple[Statement, ...]:
    return ANALYST.analyse(Article(title="t", text=text)).statements


ANALYST = Analyst()


@pytest.mark.parametrize("kind", UNSAID)
def test_words_that_were_not_said_are_nobodys(kind: str) -> None:
    """Nobody's name stands at the words alone; a statement that tells the denial itself may be its speaker's."""
    text, words = UNSAID[kind]
    for statement in found(text):
        if words in statement.text and statement.speaker is not None:
            assert statement.hedge is not None
            assert statement.start <= (statement.hedge_start or 0) < statement.end


@pytest.mark.parametrize(
    "text",
    [
        '"We close the bridge," Nora Blum said. She did not say when.',
        'Nora Blum, asked about a doctored video, said: "We close the bridge."',
        'Nora Blum did not hesitate. "We close the bridge," she said.',
        'Nora Blum rejected the offer, saying "we close the bridge".',
        'If the ice holds, Nora Blum said, "we close the bridge".',
        'Nora Blum was not at the pier. "We close the bridge," Blum told the council, which never met again.',
        'Nora Blum issued a statement saying "we close the bridge".',
    ],
)
def test_a_negation_elsewhere_hides_nothing(text: str) -> None:
    """What is denied, fake or conditional must be the words themselves."""
    (said,) = [s for s in found(text) if "lose the bridge" in s.text]
    assert said.speaker == "Nora Blum"
    assert said.hedge is None


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ('Ida Moe is expected to say "the time has come" on Friday.', Hedge.PLANNED),
        ('Ida Moe reportedly said "the time has come" at a dinner.', Hedge.ALLEGED),
        ('Ida Moe criticised the slogan "the time has come".', Hedge.MENTIONED),
        ('Ida Moe said that her rival Per Lie had called voters "fools". Lie was away.', Hedge.HEARSAY),
        ('"The time has come," Ida Moe was due to say.', Hedge.PLANNED),
        ('Ida Moe reportedly said: "Go." "The time has come and the boats must leave."', Hedge.ALLEGED),
    ],
)
def test_weaker_hedges_stay_beside_the_name(text: str, hedge: Hedge) -> None:
    """Whether they were said is open, or they are another's: the statement tells."""
    assert (("Ida Moe", hedge)) in {(s.speaker, s.hedge) for s in found(text)}


def test_what_somebody_tells_of_others_is_passed_on() -> None:
    """In a clause of what she says too: "Moe said she was there when the doctors said"; without her name as hearsay."""
    (said,) = [
        s for s in found("Ida Moe said she was there when the doctors told them: “We lost him.”") if "lost" in s.text
    ]
    assert said.via == "Ida Moe"
    (said,) = [s for s in found("She said the man shouted: “Go home, all of you.”") if "home" in s.text]
    assert said.hedge is Hedge.HEARSAY


def test_what_others_tell_of_somebody_and_they_deny_is_not_theirs() -> None:
    """The one who tells it may be shown, the one who denies it not."""
    text = 'Carl Abt told a radio show that Nils Horn warned him he would "never see another road". Horn {} it.'
    assert "Nils Horn" in {s.speaker for s in found(text.format("confirms"))}
    assert "Nils Horn" not in {s.speaker for s in found(text.format("flatly denies"))}


@pytest.mark.parametrize("denial", ["He denied it.", "He denies having said it.", "Horn denies it."])
def test_what_an_outlet_has_of_somebody_who_denies_it_is_not_theirs(denial: str) -> None:
    """By name or pronoun."""
    text = f"Nils Horn was reported by a blog as having said that “ducks should pay rent”. {denial}"
    assert {(s.speaker, s.hedge) for s in found(text) if "ducks" in s.text} == {(None, Hedge.DENIED)}


def test_only_the_words_right_before_are_taken_back() -> None:
    """A line that was made up says nothing of what another one said in the paragraph before it."""
    text = (
        "“We never met,” said Ida Moe.\n\nAt the trial Per Lie was said to have shouted “Not another mile!” The line "
        "was invented, a historian believes."
    )
    assert [(s.speaker, s.hedge) for s in found(text) if "met" in s.text] == [("Ida Moe", None)]


def test_whom_a_paper_quotes_speaks() -> None:
    """And not the paper."""
    (said,) = found('The Harbour Post quotes Daniel Roux as saying: "The city stands at the edge."')
    assert said.speaker == "Daniel Roux"


@pytest.mark.parametrize("lead", ["", "Fact check: "])
def test_a_headlines_question_is_no_statement(lead: str) -> None:
    text = f"{lead}Did goalkeeper Tomas Rehn call the fans 'parasites'?\n\nA picture went around."
    assert {each.speaker for each in ANALYST.analyse(Article(title="t", text=text)).statements} <= {None}


@pytest.mark.parametrize(
    "claim",
    [
        'A picture shared by thousands claims that Tomas Rehn told a channel: "The fans are parasites."',
        'A post on Facebook says Tomas Rehn told a channel: "The fans are parasites."',
        'Last week Tomas Rehn said: "The fans are parasites." So at least it has been written.',
    ],
)
def test_a_verdict_is_on_what_goes_around(claim: str) -> None:
    """What an expert says of it, and what was really said, is theirs."""
    text = (
        f'{claim}\n\nThe picture was examined by Birgit Saal. "The font is wrong and the logo is old," Saal said.\n\n'
        'In his last interview Tomas Rehn in fact said: "Without the fans we are men in pyjamas."\n\n'
        "Verdict: fabricated."
    )
    found = ANALYST.analyse(Article(title="t", text=text)).statements
    said = {each.text.strip('"')[:8]: (each.speaker, each.hedge) for each in found if each.kind is Kind.DIRECT}
    assert said["The fans"] == (None, Hedge.FALSE)
    assert said["The font"] == ("Birgit Saal", None)
    assert said["Without "] == ("Tomas Rehn", None)


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("“It is wasted,” Ida Moe is supposed to have said. It hangs in many kitchens.", Hedge.ALLEGED),
        ("“It is wasted,” Ida Moe said. The remark is almost certainly not hers.", Hedge.FALSE),
        ("Anna Weiss dismissed as malicious a claim that she had told aides it was “wasted”.", Hedge.DENIED),
        ("Anna Weiss dismissed reports that Ida Moe had called it “wasted” years ago.", Hedge.DENIED),
    ],
)
def test_doubt_behind_the_words_or_around_a_claim_is_kept(text: str, hedge: Hedge) -> None:
    """What somebody dismisses as a claim isn't said, and who wrote nothing isn't quoted."""
    found = [each for each in ANALYST.analyse(Article(title="t", text=text)).statements if "wasted" in each.text]
    assert hedge in {each.hedge for each in found}
    assert all(each.hedge is not None or each.cue == "dismissed" for each in found)


@pytest.mark.parametrize(
    "text",
    [
        'Asked whether he had said "we close the bridge", Per Lie said no.',
        "Asked by Moe whether he had ever used the words 'we close the bridge', Per Lie laughed.",
        'Reporters pressed Per Lie on whether he had told staff "we close the bridge". He had not.',
    ],
)
def test_words_that_somebody_is_asked_about_are_in_question(text: str) -> None:
    """They are of the question, and in nobody's mouth without saying so."""
    for statement in found(text):
        if "we close the bridge" in statement.text:
            assert statement.hedge is Hedge.QUESTIONED


@pytest.mark.parametrize(
    "text",
    [
        'Asked if she had called the vote a sham, Ida Moe said "I called it a shambles, no more".',
        'Asked whether Lie had said why, Ida Moe said: "I called it a shambles, no more."',
    ],
)
def test_an_answer_isnt_in_question(text: str) -> None:
    """What stands behind the question is the speaker's own."""
    assert {(each.speaker, each.hedge) for each in found(text) if "shambles" in each.text} == {("Ida Moe", None)}
