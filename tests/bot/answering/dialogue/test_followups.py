"""What a question leaves out is taken from the turn before, and only then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from bot.answering.dialogue.followups import follow
from bot.answering.dialogue.state import Turn
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.request import (
    OpenQuestion,
    QuoteCheck,
    Request,
    UnclearSpeaker,
    UnknownSpeaker,
    WhatTheySaid,
    WhoIs,
    WhoSaid,
)
from retrieval.model import Answer, Status
from retrieval.search.retriever import Retriever
from tests.bot.answering.conftest import ERIK, HOLM, MARA, TODAY, Ask, Other, Report, Said, quotes
from tests.bot.answering.dialogue.quarry import QUARRY

FAIR, THICK, BRIDGE = "It is a fair reform", "The ice is thick", "We can't build a bridge"


def speakers(answer: Answer) -> set[str | None]:
    return {each.speaker for each in answer.citations} - {None}


def shows(answer: Answer, words: str) -> bool:
    return any(words in each.quote for each in answer.citations)


@pytest.mark.parametrize(
    ("turns", "speaker", "words"),
    [
        (["what did Holm say", "what did he say about the minister"], HOLM, "never seen our island"),
        (["what did holm say about the bridge", "and on the minister?"], HOLM, "never seen our island"),
        (["what did holm say", "and on hope"], HOLM, BRIDGE),
        (["what did holm say", "on the minister"], HOLM, "never seen our island"),
        (["what did holm say", "what about the minister?"], HOLM, "never seen our island"),
        (["what did holm say about the bridge", "and Erik Lindqvist?"], ERIK, "Nobody asked the fishermen"),
        (["what did holm say about the bridge", "what about erik?"], ERIK, "Nobody asked the fishermen"),
        (["what did price say", "no, I meant Holm"], HOLM, BRIDGE),
        (["what did price say", "sorry, holm"], HOLM, BRIDGE),
        (["what did price say", "not him, holm"], HOLM, BRIDGE),
        (["who is Jon Holm", "what did he say"], HOLM, BRIDGE),
        (["what did Mara say about ice", "where did she say that?"], MARA, THICK),
        (["what did Mara say about ice", "where?"], MARA, THICK),
        (["what did Mara say about ice", "when did she say it"], MARA, THICK),
        (["what did holm say about the bridge", "why?"], HOLM, "because hope"),
        (["what did holm say on tuesday", "and the economist?", "what did they say on thursday"], "Will Price", FAIR),
        (["what did sven berg say about the bridge", "no, I meant Holm"], HOLM, BRIDGE),
        (["what did sven berg say", "and holm?"], HOLM, BRIDGE),
        (["who criticised the minister", "what did he say about the bridge"], HOLM, BRIDGE),
        (["who said anything about fares", "what else did he say"], ERIK, "Nobody asked the fishermen"),
        (["what did holm say", "no, I meant Sven Berg", "no, holm"], HOLM, BRIDGE),
    ],
)
def test_what_is_left_out_is_taken_from_before(turns: list[str], speaker: str, words: str, ask: Ask) -> None:
    """Pronouns, half sentences, corrections: under the right name, and the words that are asked for."""
    answer = [ask(turn) for turn in turns][-1]
    assert answer.status is Status.ANSWERED, answer.text
    assert speakers(answer) == {speaker}
    assert shows(answer, words)


@pytest.mark.parametrize(
    ("turns", "speaker", "words"),
    [
        (["what did holm say", "on 11 February"], HOLM, BRIDGE),
        (["what did holm say about the bridge", "and 11 February?"], HOLM, BRIDGE),
        (["who said anything about the bridge", "12 February"], ERIK, "Nobody asked the fishermen"),
        (["who said anything about the bridge", "and what about in the Island Post"], HOLM, BRIDGE),
    ],
)
def test_other_days_of_the_same_question(turns: list[str], speaker: str, words: str, ask: Ask) -> None:
    """A follow-up that names no more than days or an outlet."""
    answer = [ask(turn) for turn in turns][-1]
    assert answer.status is Status.ANSWERED, answer.text
    assert speakers(answer) == {speaker}
    assert shows(answer, words)


@pytest.mark.parametrize("other", ["who else?", "anyone else", "and who else said anything about it?"])
@pytest.mark.parametrize("first", ["what did holm say about the bridge", "who said anything about hope", "and holm?"])
def test_others_on_the_same_topic(first: str, other: str, ask: Ask) -> None:
    """Whoever was shown isn't shown again."""
    ask("what did Mara say about the bridge")
    shown = speakers(ask(first)) | {MARA}
    assert HOLM in shown
    answer = ask(other)
    assert not speakers(answer) & shown
    assert speakers(answer) == {ERIK} or "hope" in first


def test_nobody_else_spoke_about_it(ask: Ask) -> None:
    """Then it says so, that it looked for others, and shows none of those whom it leaves out."""
    ask("what did Price say about Reform")
    answer = ask("who else?")
    assert answer.status is Status.REFUSED
    assert "nobody else" in answer.text
    assert not answer.citations


@pytest.mark.parametrize(
    ("topic", "first"), [("the bridge", "“Nobody asked the fishermen about the bridge,”"), ("fares", "Winter fares")]
)
def test_a_topic_is_carried_to_the_next_speaker(topic: str, first: str, ask: Ask) -> None:
    """What the other one said on it comes first, and a line says what was understood."""
    ask(f"what did holm say about {topic}")
    answer = ask("and erik lindqvist?")
    assert answer.text.splitlines()[0].startswith(f"{ERIK} on {topic}")
    assert first in answer.citations[0].quote


def test_days_are_carried_on(ask: Ask) -> None:
    """So is "and him?" about the same days; new days take their place."""
    ask("what did mara lindqvist say on Monday")
    assert ask("and Holm?").status is Status.REFUSED
    answer = ask("and on Tuesday?")
    assert (answer.status, speakers(answer)) == (Status.ANSWERED, {HOLM})
    assert "11 Feb 2025" in answer.text.splitlines()[0]


def test_a_pronoun_with_days(ask: Ask) -> None:
    """The days of a follow-up are no topic."""
    ask("what did holm say")
    assert ask("what did he say before 12 February").status is Status.ANSWERED
    assert ask("what did he say since 12 February").status is Status.REFUSED


def test_a_correction_to_somebody_unknown(ask: Ask) -> None:
    """It says so, and doesn't fall back on whom was meant before."""
    ask("what did holm say")
    answer = ask("no, I meant Sven Berg")
    assert answer.status is Status.REFUSED
    assert answer.text.startswith("Sven Berg isn't quoted")
    assert not answer.citations


def test_who_said_goes_on_to_the_next_topic(ask: Ask) -> None:
    """It is asked of anybody again; who wasn't heard just now comes first, the others wait for "more"."""
    ask("who said anything about fares")
    assert speakers(ask("and on the bridge?")) | speakers(ask("more")) >= {ERIK, HOLM}


def test_one_unknown_name_after_the_other(ask: Ask) -> None:
    """Each is said not to be quoted; the bot doesn't search for what isn't asked."""
    ask("what did Sven Berg say")
    assert ask("and Nils Dahl?").text.startswith("Nils Dahl isn't quoted")


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("what did the economist say", "Will Price"),
        ("who said anything about fares", ERIK),
        ("Price on reform", "Will Price"),
    ],
)
def test_a_new_topic_inherits_nothing(question: str, speaker: str, ask: Ask) -> None:
    """A whole question is answered as in a new chat."""
    ask("what did Holm say about the bridge")
    answer = ask(question)
    assert speakers(answer) == {speaker}
    assert answer.text == ask(question, chat="another").text


def test_a_fact_is_no_follow_up(ask: Ask) -> None:
    """A question of its own about something else isn't put into the mouth of whom was asked about before."""
    ask("what did Holm say about the bridge")
    answer = ask("how many sailors were hurt when the ferry struck the quay")
    assert shows(answer, "Three sailors were hurt")


def test_a_pronoun_is_not_whoever_was_shown(ask: Ask) -> None:
    """After a question about somebody else, "he" isn't the speaker of the turn before that."""
    ask("what did Holm say about the bridge")
    ask("how many sailors were hurt when the ferry struck the quay")
    assert HOLM not in speakers(ask("what did he say"))


def test_chats_do_not_leak(ask: Ask) -> None:
    """A pronoun in one chat never means whom another chat was about; outside of a chat nothing is remembered."""
    ask("what did Holm say", chat="one")
    ask("what did Price say", chat="two")
    ask("what did Mara say", chat=None)
    assert speakers(ask("what did he say", chat="one")) == {HOLM}
    assert speakers(ask("what did he say", chat="two")) == {"Will Price"}
    assert not speakers(ask("what did he say", chat="three"))
    assert not speakers(ask("what did he say", chat=None))


@pytest.mark.parametrize(
    ("reply", "speaker"),
    [
        ("Mara", MARA),
        ("erik", ERIK),
        ("1", MARA),
        ("2", ERIK),
        ("the second one", ERIK),
        ("the first", MARA),
        ("the harbour master", MARA),
        ("the one who speaks for the fishermen", ERIK),
        ("Erik Lindqvist", ERIK),
    ],
)
def test_one_word_tells_namesakes_apart(reply: str, speaker: str, ask: Ask) -> None:
    """By name, number or role; the question is then answered as it was put."""
    asked = ask("what did Lindqvist say")
    assert asked.status is Status.CLARIFY
    assert [MARA in asked.text, ERIK in asked.text, "harbour master" in asked.text] == [True] * 3
    assert asked.suggestions == (f"What did {MARA} say?", f"What did {ERIK} say?")
    answer = ask(reply)
    assert speakers(answer) == {speaker}, answer.text


def test_another_question_leaves_namesakes_alone(ask: Ask) -> None:
    """Nobody has to choose."""
    ask("what did Lindqvist say")
    assert speakers(ask("what did Holm say")) == {HOLM}


def test_more_shows_what_was_left_out(asked_of: Callable[[Sequence[Report]], Ask]) -> None:
    """No line twice, under the same name, until there is no more."""
    said = [f"“Point {number} matters most to the island,”" for number in range(1, 16)]
    ask = asked_of([Report("Holm makes points. " + " ".join(said) + " Holm said.", 11, [Said(s, HOLM) for s in said])])
    quotes: list[str] = []
    answer = ask("what did holm say")
    while answer.status is Status.ANSWERED:
        assert speakers(answer) == {HOLM}
        quotes += [each.quote for each in answer.citations]
        answer = ask("more")
    assert sorted(quotes) == sorted(said)
    assert answer.text.startswith("There is no more")


def test_the_whole_passage(ask: Ask) -> None:
    """Around the citation that is pointed to, shown under nobody's name; a number too high is said to be."""
    first = ask("what did holm say")
    for reply, number in (("show me the whole passage", 1), ("the second one", 2), ("[2]", 2), ("show 1", 1)):
        answer = ask(reply)
        cited = first.citations[number - 1]
        assert answer.status is Status.ANSWERED
        assert answer.citations[0].start <= cited.start
        assert cited.end <= answer.citations[0].end
        assert answer.citations[0].speaker is None
    assert ask("show 99").status is Status.REFUSED
    assert ask("the second one", chat="new").status is Status.REFUSED
    assert ask("more", chat="newer").status is Status.REFUSED


def test_help_in_between_forgets_nothing(ask: Ask) -> None:
    """Somebody who says thanks goes on where they were."""
    ask("what did holm say")
    assert ask("thanks!").status is Status.HELP
    assert speakers(ask("what did he say about the minister")) == {HOLM}


def test_the_day_asked_is_that_of_each_turn(ask: Ask) -> None:
    """ "Yesterday" moves on with it."""
    assert ask("what did erik say yesterday", asked=date(2025, 2, 13)).status is Status.ANSWERED
    assert ask("what did erik say yesterday", asked=date(2025, 2, 14)).status is Status.REFUSED


@pytest.mark.parametrize(
    "before", ["what did holm say about the bridge", "who said anything about the bridge", "articles about the bridge"]
)
def test_it_is_the_topic_of_the_turn_before(before: str, ask: Ask) -> None:
    """Also for another speaker, and after a question that no speaker answered."""
    ask(before)
    answer = ask("what did Erik Lindqvist say about it")
    assert speakers(answer) == {ERIK}
    assert answer.citations[0].quote == "“Nobody asked the fishermen about the bridge,”"


def test_who_else_spoke_about_it(ask: Ask) -> None:
    """Anybody's words on the topic of the turn before; what stood there just now waits for "more"."""
    ask("what did holm say about the bridge")
    assert speakers(ask("who said anything about it")) | speakers(ask("more")) >= {ERIK, HOLM}


def test_a_pronoun_that_means_nobody_is_asked_about(ask: Ask) -> None:
    """Nobody's words are shown for those of "he"."""
    answer = ask("what did he say about the bridge")
    assert (answer.status, answer.citations) == (Status.CLARIFY, ())


@pytest.mark.parametrize(
    "question",
    [
        "did he say “The bridge will be built next week”",
        "“The bridge will be built next week”: did he say that?",
        'did Holm say "The bridge will be built next week"',
        'is this quote real: "The bridge will be built next week"',
        'who said "The bridge will be built next week"',
        'did Holm say "bridge week"',
        'who said "we are the ferry"',
    ],
)
def test_made_up_words_are_nobodys(question: str, ask: Ask) -> None:
    """Nor does what was talked about before stand in for them, in that answer or in the next ones."""
    ask("what did holm say about the minister")
    answer = ask(question)
    assert answer.status is Status.REFUSED, answer.text
    assert not shows(answer, "never seen our island")
    assert quotes(ask("the first one")) != ["“The minister has never seen our island.”"]


def test_words_that_are_checked_are_shown_where_they_stand(ask: Ask) -> None:
    """Case and punctuation aside; what somebody else said is shown as theirs, and as a refusal."""
    answer = ask('did holm say "the minister has never seen our island"?')
    assert (answer.status, speakers(answer)) == (Status.ANSWERED, {HOLM})
    wrong = ask('did price say "the minister has never seen our island"?')
    assert (wrong.status, speakers(wrong)) == (Status.ANSWERED, {HOLM})
    assert "somebody else's" in wrong.text
    assert speakers(ask("and holm?")) == {HOLM}


def test_a_word_left_out_makes_it_another_quote(ask: Ask) -> None:
    """ "Has seen" for "has never seen" isn't confirmed: what was said stands below what is left out."""
    answer = ask('did Holm say "The minister has seen our island"')
    assert "Not word for word: no words → never." in answer.text
    assert shows(answer, "The minister has never seen our island")


def test_a_quoted_topic_is_no_claim(ask: Ask) -> None:
    """Words in marks behind "about" are what was spoken about."""
    assert speakers(ask('what did Holm say about "a bridge from hope"')) == {HOLM}


def test_a_claim_that_is_put_otherwise_is_told_so(asked_of: Callable[[Sequence[Report]], Ask]) -> None:
    """ "Did he say that …" is no yes where only something like it was said."""
    words = "“The ferry is old, and nobody has mended the ferry,”"
    ask = asked_of([Report(f"Ferry. {words} Holm said of the old ferry boat.", 10, [Said(words, HOLM)])])
    answer = ask("did Holm say that the old ferry has sunk in the night")
    assert answer.status is Status.REFUSED or answer.text.startswith("No article puts it in those words.")
    assert not ask("did Holm say that nobody mended the ferry").text.startswith("No article")


def test_words_in_quotation_marks_are_no_follow_up(ask: Ask) -> None:
    """Neither a command to the bot nor days or people: what is asked is who said them, or whether he did."""
    ask("what did Holm say")
    answer = ask('"The whole passage was cut"')
    assert answer.status is Status.REFUSED
    assert "said: The whole passage was cut" in answer.text
    ask("what did Holm say")
    answer = ask('did he say "and Price asked about it on Friday"?')
    assert answer.text.startswith(f"I found no article that quotes {HOLM} with these words.")


def followed(turns: Sequence[str], known: Retriever) -> Request:
    """What the last of these turns wants, where the others have been answered with nothing."""
    last = None
    for text in turns:
        request = follow(ParsedQuestion.of(text, TODAY, known), last)
        last = Turn(request, Answer(question=text, status=Status.REFUSED, text=""))
    return request


@pytest.mark.parametrize(
    ("turns", "kind", "about"),
    [
        (["who is Jon Holm", "no, I meant Price"], WhoIs, None),
        (["did Holm say “far too thin, all of it”?", "sorry, Price"], QuoteCheck, None),
        (["did Holm say “far too thin, all of it”?", "and Price?"], QuoteCheck, None),
        (["did Holm say “far too thin, all of it”?", "when did he say it"], QuoteCheck, None),
        (["what did Holm say about the bridge", "no, I meant Sven Berg"], UnknownSpeaker, "the bridge"),
        (["what did Sven Berg say about the bridge", "and Ada Marsh?"], UnknownSpeaker, "the bridge"),
        (["what did Sven Berg say about the bridge", "no, I meant Price"], WhatTheySaid, "the bridge"),
        (["how much would the bridge cost", "what did Holm say about it"], WhatTheySaid, "much bridge cost"),
        (["how much would the bridge cost", "did anybody ask about it?"], WhoSaid, "much bridge cost"),
        (["hello", "what did Holm say about it"], WhatTheySaid, None),
        (["who said “far too thin”", "what did Price say about that"], WhatTheySaid, "far too thin"),
        (["who said anything about fares", "and on the bridge?"], WhoSaid, "bridge"),
        (["who is quoted", "who else?"], OpenQuestion, None),
        (["what did Holm say about the bridge", "who is he?"], WhoIs, None),
        (["what did Holm say about the bridge", "and when?"], WhatTheySaid, "the bridge"),
        (["what did Holm say about the bridge", "did he say “hope carries lorries”?"], QuoteCheck, None),
        (["how many sailors were hurt", "what did they say"], UnclearSpeaker, None),
        (["what did Holm say about the bridge", "what did he pay for it"], OpenQuestion, None),
        (["what did Holm say about the bridge", "anything from Berg himself?"], UnknownSpeaker, "the bridge"),
        (["what did Holm say about the bridge", "what did Price say back to that"], WhatTheySaid, "the bridge"),
    ],
)
def test_what_a_turn_makes_of_the_one_before(
    turns: Sequence[str], kind: type[Request], about: str | None, known: Retriever
) -> None:
    """Its kind of request and its topic; what was taken over is marked."""
    request = followed(turns, known)
    assert type(request) is kind
    assert (request.about.text if request.about else None) == about


def test_what_follows_up_is_of_the_story_before(asked_of: Other) -> None:
    """Though another article holds as much of it; a question on another subject isn't held back by the story."""
    storm = Report(
        "Storm in Osby. “The roof is gone,” Holm said of the school in Osby. The school had a letter about the roof "
        "in May.",
        10,
        [Said("“The roof is gone,”", HOLM)],
    )
    fair = Report("Fair in Sundby. The fair had a letter about its roof in June. It rained on the pigs.", 12)
    ask = asked_of([storm, fair])
    ask("what did Holm say about the school")
    answer = ask("was there a letter about it")
    assert answer.citations[0].article.title == "Storm in Osby"
    assert ask("did it rain on the pigs at the fair").citations[0].article.title == "Fair in Sundby"


def test_whom_a_question_opens_with(asked_of: Other) -> None:
    """ "The council leader, what did he say" is what the council leader said."""
    ask = asked_of(QUARRY)
    ask("what did Brandt say about the quarry")
    answer = ask("and her spokesman, what did he say?")
    assert {each.speaker for each in answer.citations} - {None} == {"Tom Reyes"}


def test_its_sunday_is_that_of_the_story(asked_of: Other) -> None:
    """Where nothing is of the Sunday before the day asked."""
    said = [Said("“Fees are high,”", HOLM, said_on=date(2025, 2, 9)), Said("“Ice is thick,”", HOLM)]
    report = Report("Fees. “Fees are high,” Holm said on Sunday. “Ice is thick,” he said on Monday.", 11, said)
    ask = asked_of([report])
    ask("what did Holm say", asked=date(2025, 6, 2))
    answer = ask("and on Sunday?", asked=date(2025, 6, 2))
    assert [each.quote for each in answer.citations] == ["“Fees are high,”"]


def test_taking_sides_is_no_topic(asked_of: Other) -> None:
    """ "Why did Brandt oppose it" asks for his words on it: none of them names "oppose"."""
    ask = asked_of(QUARRY)
    ask("what did Amsel say about the quarry")
    answer = ask("why did Brandt oppose it")
    assert {each.speaker for each in answer.citations} - {None} == {"Ole Brandt"}


def test_another_role_is_no_choice(asked_of: Other) -> None:
    """Of the two Adies neither is the governor, though one is the deputy governor."""
    report = Report(
        "Row. Deputy governor Ada Adie spoke. “I stay,” she said. Her husband, Tom Adie, said: “She stays.” The"
        " governor, Ole Brandt, smiled. “Let us see,” he said.",
        10,
        [Said("“I stay,”", "Ada Adie"), Said("“She stays.”", "Tom Adie"), Said("“Let us see,”", "Ole Brandt")],
        [
            ("Ada Adie", "Deputy governor Ada Adie"),
            ("Tom Adie", "Her husband, Tom Adie"),
            ("Ole Brandt", "The governor, Ole Brandt"),
        ],
    )
    ask = asked_of([report])
    assert ask("what did Adie say").status is Status.CLARIFY
    assert {each.speaker for each in ask("and the governor?").citations} - {None} == {"Ole Brandt"}
    ask("what did Adie say")
    assert {each.speaker for each in ask("the deputy governor").citations} - {None} == {"Ada Adie"}


@pytest.mark.parametrize("asked", ["reaction to the reform?", "reactions to the reform"])
def test_reactions_are_those_of_all(ask: Ask, asked: str) -> None:
    """Not of whom the turn before asked, unless it says "her"."""
    assert speakers(ask("what did Mara Lindqvist say about the ice")) == {MARA}
    assert "Will Price" in speakers(ask(asked))


@pytest.mark.parametrize(
    ("first", "reply", "number"),
    [
        ("which people lost their jobs", "how many?", "Eleven"),
        ("what people lost their jobs", "and how many of them?", "Eleven"),
        ("when was the pier built", "how long ago", "eighty years"),
    ],
)
def test_a_bare_quantity_is_of_what_was_asked(first: str, reply: str, number: str, asked_of: Other) -> None:
    ask = asked_of(QUARRY)
    ask(first)
    answer = ask(reply)
    assert answer.status is Status.ANSWERED
    assert number in answer.text


def test_a_half_sentence_behind_what_about_is_of_that_story(asked_of: Other) -> None:
    """A list of articles was only the likeliest reading."""
    ask = asked_of(QUARRY)
    ask("ok what about the pier")
    answer = ask("the town?")
    assert shows(answer, "built by the town")
