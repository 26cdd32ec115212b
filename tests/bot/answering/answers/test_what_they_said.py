"""What somebody said: on a topic, to an audience, of one occasion; or what comes near to it."""

from __future__ import annotations

import pytest

from retrieval.model import Answer, Kind, Status
from tests.bot.answering.conftest import ERIK, HOLM, MARA, Ask, Other, Report, Said, quotes


def test_several_speakers(ask: Ask) -> None:
    """Each under their own name."""
    answer = ask("what did Holm and Price say")
    assert {each.speaker for each in answer.citations} == {HOLM, "Will Price", None}
    for line in answer.text.splitlines():
        assert line.startswith((HOLM, "Will Price"))


def test_a_body_speaks(ask: Ask) -> None:
    """Like a person."""
    assert ask("what did the coast guard say").text.startswith("Coast Guard (reported): that the sound was closed")


def test_a_body_that_isnt_quoted_itself(asked_of: Other) -> None:
    """Those whom the articles describe by its name are, each under their own, and the answer says so."""
    ask = asked_of(
        [
            Report(
                "Fees. “Fees must fall,” said Petra Hale, president of Northport Chamber. “They won’t,” Holm said.",
                10,
                [Said("“Fees must fall,”", "Petra Hale"), Said("“They won’t,”", HOLM)],
                [("Petra Hale", "Petra Hale, president of Northport Chamber")],
            )
        ]
    )
    answer = ask("What did Northport Chamber say about fees?")
    assert answer.text.splitlines()[0] == "By people whom the articles describe by the name Northport Chamber:"
    assert [(each.speaker, each.quote) for each in answer.citations] == [("Petra Hale", "“Fees must fall,”")]
    near = ask("What did Northport Chamber say about whales?").text
    assert near.startswith("Petra Hale is quoted in the articles, but I found nothing from them on whales.")
    assert ask("What did Northport Council say?").status is Status.REFUSED


def test_an_audience(asked_of: Other) -> None:
    """Is no topic: those statements that were made to it, or all, and that the articles don't say so."""
    report = Report(
        "Fees. “Fees must fall,” Holm said to reporters. “Ice is thick,” he said.",
        10,
        [Said("“Fees must fall,”", HOLM, venue="to reporters"), Said("“Ice is thick,”", HOLM)],
    )
    ask = asked_of([report])
    assert quotes(ask("what did Holm tell reporters")) == ["“Fees must fall,”"]
    answer = ask("what did Holm tell the press about ice")
    assert answer.text.splitlines()[0] == "The articles don't say that it was to press."
    assert quotes(answer) == ["“Ice is thick,”"]


def test_whom_somebody_told_something_is_no_deed(asked_of: Other) -> None:
    """ "What did Holm tell Price" takes nothing for granted that articles could tell the other way round."""
    report = Report(
        "Club. Price asked, told that Holm had called the club. “The club looks for the door,” Holm said by telephone.",
        10,
        [Said("“The club looks for the door,”", HOLM)],
    )
    answer = asked_of([report])("what did Holm tell Price about the club")
    assert "other way round" not in answer.text
    assert quotes(answer) == ["“The club looks for the door,”"]


def test_words_of_one_occasion_stand_together(asked_of: Other) -> None:
    """The best first, and behind it what else was said there."""
    said = [
        Said("“Fees, fees and fees,”", HOLM, venue="on the radio"),
        Said("“No fees on boats,”", HOLM, venue="in the council"),
        Said("“The fees are high,”", HOLM, venue="on the radio"),
    ]
    text = "Fees. " + " ".join(f"{each.words} Holm said {each.venue}." for each in said)
    venues = [each.venue for each in asked_of([Report(text, 10, said)])("what did holm say").citations]
    assert venues in (["on the radio"] * 2 + ["in the council"], ["in the council"] + ["on the radio"] * 2)


def test_what_somebody_did_talk_about(asked_of: Other) -> None:
    """Is offered where they said nothing on what was asked."""
    words = "“The fees in Sundby are high since last September,”"
    report = Report(f"Fees. {words} Holm said.", 10, [Said(words, HOLM)])
    answer = asked_of([report])("what did holm say about whales")
    assert answer.status is Status.REFUSED
    assert "They did talk about Sundby." in answer.text
    assert f"What did {HOLM} say about Sundby?" in answer.suggestions


def test_two_questions_in_one(asked_of: Other) -> None:
    """And two who are compared: both are answered."""
    said = [Said("“Fees are high,”", HOLM), Said("“Fees are low,”", MARA)]
    ask = asked_of([Report("Fees. “Fees are high,” Holm said. “Fees are low,” Mara Lindqvist said.", 10, said)])
    for question in ("what did holm say and what did mara lindqvist say", "compare holm and mara lindqvist on fees"):
        assert {each.speaker for each in ask(question).citations if each.speaker} == {HOLM, MARA}


def test_an_answer_is_on_what_it_was_asked(asked_of: Other) -> None:
    """In an interview the topic stands in the question above: that answer is first, and not told to be beside it."""
    text = "Holm speaks.\n\nQ: Will there be a film?\n\nA: There is an option.\n\nQ: And a play?\n\nA: Nobody asked me."
    ask = asked_of([Report(text, 10, [Said("There is an option.", HOLM), Said("Nobody asked me.", HOLM)])])
    answer = ask("what did holm say about the film")
    assert quotes(answer)[0] == "There is an option."
    assert "names the film" not in answer.text


def test_why_without_a_reason(asked_of: Other) -> None:
    """Is said to have none, before what was said."""
    said = [Said("“Fees must fall,”", HOLM)]
    ask = asked_of([Report("Fees. “Fees must fall,” Holm said.", 10, said)])
    ask("what did holm say about fees")
    assert "The articles give no reason" in ask("why?").text


def test_a_topic_with_a_slip_of_the_keyboard(asked_of: Other) -> None:
    """Is the word that the speaker has, and the answer shows what was understood."""
    said = [Said("“The minerals are ours,”", HOLM), Said("“Fishing is free,”", HOLM)]
    ask = asked_of([Report("Sea. “The minerals are ours,” Holm said. “Fishing is free,” he said.", 10, said)])
    answer = ask("what did holm say about minrals")
    assert answer.text.startswith("Read as: what did holm say about minerals\n")
    assert quotes(answer)[0] == "“The minerals are ours,”"
    assert "Read as:" not in ask("what did holm say about whaling").text


def test_all_that_somebody_said_is_counted_and_by_day(asked_of: Other) -> None:
    """The newest article first, in the order of its text; on a topic, what fits it."""
    old = Report("Pier. “The pier is rotten,” Jon Holm said. “We need oak,” he said.", 3)
    old = Report(old.text, 3, [Said("“The pier is rotten,”", HOLM), Said("“We need oak,”", HOLM)])
    new = Report("Pier again. “The pier is new,” Jon Holm said.", 9, [Said("“The pier is new,”", HOLM)])
    ask = asked_of([old, new])
    answer = ask("all quotes by Jon Holm")
    assert answer.text.startswith("3 of 3 statements, the newest first:\n")
    assert [each.quote for each in answer.citations] == [
        "“The pier is new,”",
        "“The pier is rotten,”",
        "“We need oak,”",
    ]
    assert (answer.shown, answer.more) == (3, 0)


FILLER = "\n\n".join(
    f"Rain fell on the island for {n} days, and the boats lay in their harbours. " * 6 for n in range(2, 6)
)


def test_all_on_a_topic_is_also_what_names_it_otherwise(asked_of: Other) -> None:
    """Asked for "quotes about", what a search finds of theirs isn't refused: where only what stands around names it."""
    text = f"Cup final. The last shot won the final for Holm.\n\n{FILLER}\n\n“Watch the feet,” Holm said."
    final = Report(text, 10, [Said("“Watch the feet,”", HOLM)])
    answer = asked_of([final])("need Holm quotes about the last shot")
    assert quotes(answer) == ["“Watch the feet,”"]
    assert answer.status is Status.ANSWERED


def test_what_they_said_in_the_story_of_a_topic(asked_of: Other) -> None:
    """Where their own words don't name the topic but the article does, that is told, and what they said there first."""
    words = "“I just hit it,” Holm said. “Now we sleep.” Mara Lindqvist praised the crowd: “What a night.”"
    said = [Said("“I just hit it,”", HOLM), Said("“Now we sleep.”", HOLM), Said("“What a night.”", MARA)]
    final = Report(f"Cup final. Jon Holm's goal won the final.\n\n{FILLER}\n\n{words}", 10, said)
    market = Report("Prices. “Herring costs too much,” Holm said.", 12, [Said("“Herring costs too much,”", HOLM)])
    answer = asked_of([final, market])("what did Holm say about his goal")
    assert is_told_unnamed(answer, "his goal")
    assert quotes(answer)[0] == "“I just hit it,”"
    assert {each.speaker for each in answer.citations} == {HOLM}
    assert quotes(asked_of([final, market])("what did Holm say after the goal"))[:1] == ["“I just hit it,”"]


def is_told_unnamed(answer: Answer, topic: str) -> bool:
    """Whether an answer tells before Holm's words that they don't name a topic, as an answer or as a refusal."""
    near = answer.text.startswith(f"These words of {HOLM} don't name {topic}, but may be about it:")
    refused = f"I found nothing from them on {topic}." in answer.text and "The nearest that I have:" in answer.text
    return near if answer.status is Status.ANSWERED else refused


@pytest.mark.parametrize("topic", ["after losing", "about taxes"])
def test_no_topic_is_claimed_that_stands_nowhere(topic: str, asked_of: Other) -> None:
    """What they said is shown, and that it isn't on it."""
    report = Report("Match. Holm was gracious. “A fair end,” he said.", 10, [Said("“A fair end,”", HOLM)])
    answer = asked_of([report])(f"what did Holm say {topic}")
    assert is_told_unnamed(answer, topic.removeprefix("about "))
    assert quotes(answer)[0] == "“A fair end,”"


def test_what_only_others_spoke_of_is_told_above_what_they_said(asked_of: Other) -> None:
    """The topic may be the other's alone, whose words aren't shown."""
    text = f"Wages. The wages strike goes on. “A strike is madness,” Mara said.\n\n{FILLER}\n\n“We sail,” Holm said."
    said = [Said("“A strike is madness,”", MARA), Said("“We sail,”", HOLM)]
    ask = asked_of([Report(text, 10, said)])
    answer = ask("what did Holm say about the strike")
    assert answer.text.startswith(f"These words of {HOLM} don't name the strike, but may be about it:")
    assert quotes(answer) == ["“We sail,”"]
    answer = ask("what did Holm say about the wages strike")  # which is the article's, whoever says a part of it
    assert (answer.status, quotes(answer)) == (Status.ANSWERED, ["“We sail,”"])


@pytest.mark.parametrize(
    ("topic", "is_named"),
    [("rising fees for moorings", True), ("winter", False), ("rising fees for moorings in Thule", False)],
)
def test_words_near_to_a_topic_are_shown_as_that(topic: str, is_named: bool, asked_of: Other) -> None:
    """Where they have no word of it, or their article hasn't the name in it."""
    fees = Report("Harbour. “Fees for boats rise,” Holm said.", 10, [Said("“Fees for boats rise,”", HOLM)])
    answer = asked_of([fees])(f"what did Holm say about {topic}")
    assert is_told_unnamed(answer, topic) is not is_named
    assert quotes(answer) == ["“Fees for boats rise,”"]


@pytest.mark.parametrize("asked", ["what did Holm say about Brandt", "what did holm say about brandt"])
def test_what_they_said_where_a_person_is_told_of_is_the_nearest(asked_of: Other, asked: str) -> None:
    """A name has no paraphrase: words that don't have it are shown in a refusal, however the question writes it."""
    text = f"The council met. At noon Otto Brandt left it.\n\n{FILLER}\n\n“The timing is poor,” Holm said."
    answer = asked_of([Report(text, 10, [Said("“The timing is poor,”", HOLM)])])(asked)
    assert answer.status is Status.REFUSED
    assert answer.text.startswith(f"{HOLM} is quoted in the articles, but I found nothing from them on")
    assert quotes(answer) == ["“The timing is poor,”"]


def test_beside_words_that_have_a_name_no_others_are_shown(asked_of: Other) -> None:
    """They wait for "more"."""
    own, other = "“Brandt must go,”", "“Boats are dear this year and the fees rise,”"
    text = f"Council. {own} Holm said.\n\nThe fair opened. {other} Holm said."
    ask = asked_of([Report(text, 10, [Said(own, HOLM), Said(other, HOLM)])])
    assert quotes(ask("what did Holm say about Brandt")) == [own]
    assert quotes(ask("more")) == [other]


def test_names_beside_other_words_of_a_topic_must_stand_near(asked_of: Other) -> None:
    """Words in the same article, far from the name, are none on "the Vestline fine"."""
    own = "“The timing is poor,”"

    def answer(between: str) -> str:
        text = f"The council met. It fined Vestline on Monday.\n\n{between}{own} Holm said."
        return asked_of([Report(text, 10, [Said(own, HOLM)])])("Holm on the Vestline fine").text

    assert answer("").startswith(f"These words of {HOLM} don't name Vestline fine, but may be about it:")
    assert answer(f"{FILLER}\n\n" * 8).startswith(f"{HOLM} is quoted in the articles, but I found nothing from them")


def test_words_of_nobody_certain_that_name_the_topic_are_the_nearest(asked_of: Other) -> None:
    """Not somebody's own words beside it; and it is refused, as they may be another's."""
    told = "Crash. “I never saw the cyclist,” the driver told an officer."
    text = f"{told}\n\n{FILLER}\n\n“I slept well,” Holm said."
    said = [Said("“I never saw the cyclist,”", None), Said("“I slept well,”", HOLM)]
    answer = asked_of([Report(text, 10, said)])("what did Holm say about the cyclist")
    assert answer.status is Status.REFUSED
    assert any(each.speaker is None and "I never saw the cyclist" in each.quote for each in answer.citations)


def test_reported_words_that_lean_on_their_verb_have_it(asked_of: Other) -> None:
    """ "To come to Sundby" alone says nothing; a whole clause needs no verb before it."""
    report = Report(
        "Talks. Holm refused to come to Sundby. Holm said that the road was closed.",
        10,
        [
            Said("to come to Sundby", HOLM, Kind.INDIRECT, cue="refused"),
            Said("that the road was closed", HOLM, Kind.INDIRECT),
        ],
    )
    text = asked_of([report])("what did Holm say").text
    assert f"{HOLM} (reported): refused to come to Sundby [" in text
    assert f"{HOLM} (reported): that the road was closed [" in text


def test_words_that_name_the_topic_come_first(asked_of: Other) -> None:
    """Before a quote of the same paragraph that is about something else."""
    text = (
        "Kyiv. Ada Lund spoke of the elections. “Come and see how people live here and what they need,” Lund said."
        " Lund said that elections in wartime made no sense."
    )
    said = [
        Said("“Come and see how people live here and what they need,”", "Ada Lund", mention="Lund"),
        Said("that elections in wartime made no sense", "Ada Lund", Kind.INDIRECT, mention="Lund"),
    ]
    first = asked_of([Report(text, 10, said)])("what did Ada Lund say about elections").citations[0]
    assert (first.quote, first.speaker) == ("that elections in wartime made no sense", "Ada Lund")


def test_of_namesakes_only_who_named_the_topic_is_shown(ask: Ask) -> None:
    """And where none did, the answer asks which one is meant."""
    assert {each.speaker for each in ask("what did Lindqvist say about the bridge", None).citations} == {ERIK}
    assert ask("what did Lindqvist say about pensions", None).status is Status.CLARIFY


def test_a_sentence_about_another_he_does_not_stand_behind_somebodys_words(asked_of: Other) -> None:
    """It would be read as theirs; where it is the other's own, it stands under that name."""
    text = (
        "Pact. Ada Lund spoke. “The pact is dead, and everybody in the room knew it,” Lund said.\n\nBo Marsh spoke too."
        " He sees no bargain in the pact: “They fly to Rome to bury it.” He signed the dead pact in that room."
    )
    said = [
        Said("“The pact is dead, and everybody in the room knew it,”", "Ada Lund", mention="Lund"),
        Said("sees no bargain in the pact", "Bo Marsh", Kind.INDIRECT, mention="Bo Marsh"),
        Said("“They fly to Rome to bury it.”", "Bo Marsh", mention="Bo Marsh"),
    ]
    ask = asked_of([Report(text, 10, said)])
    shown = [*ask("what did Ada Lund say about the dead pact").citations, *ask("more").citations]
    assert {each.speaker for each in shown} - {None} == {"Ada Lund"}
    assert not any(each.quote.startswith("He ") for each in shown)
    answer = ask("what did Bo Marsh say about the pact", None)
    assert {each.speaker for each in answer.citations} - {None} == {"Bo Marsh"}
    assert "“They fly to Rome to bury it.”" in quotes(answer)


CRITICS = tuple(
    Report(
        f"The {word} of Berg. “The harbour plan is {word},” {name} said. “Berg knows the harbour plan is {word}.”",
        10,
        [
            Said(f"“The harbour plan is {word},”", name, mention=name),
            Said(f"“Berg knows the harbour plan is {word}.”", name, mention=name),
        ],
        [(name, name)],
    )
    for word, name in (("folly", "Eva Lund"), ("ruin", ERIK), ("waste", "Karl Stein"), ("theft", "Ola Dahl"))
)
"""Four who speak of Berg and the harbour plan more often than she does."""

BERGS = Report(
    "Dredging. Ada Berg answered. “We will dredge it, and the plan gives us a safe harbour,” Berg said.",
    11,
    [Said("“We will dredge it, and the plan gives us a safe harbour,”", "Ada Berg", mention="Berg")],
    [("Ada Berg", "Ada Berg")],
)


def test_critics_do_not_answer_for_who_is_asked_about(asked_of: Other) -> None:
    """However often they name the person and the topic: neither in the answer nor behind "more"."""
    ask = asked_of([*CRITICS, BERGS])
    answer = ask("What did Berg say about the harbour plan?")
    assert {each.speaker for each in answer.citations} - {None} == {"Ada Berg"}
    assert {each.speaker for each in ask("more").citations} <= {"Ada Berg", None}


def test_each_of_several_is_found_behind_critics(asked_of: Other) -> None:
    """Whose words are not among the first is not said to have none."""
    answer = asked_of([*CRITICS, BERGS])("What did Berg and Erik Lindqvist say about the harbour plan?")
    assert {"Ada Berg", ERIK} <= {each.speaker for each in answer.citations}
    assert "nothing from Ada Berg" not in answer.text


def test_a_comparison_keeps_to_an_outlet(asked_of: Other) -> None:
    """A search knows none, so the listing answers."""
    told = [
        Report(
            f"Ferry row {n}. “The ferry is {word},” Holm said. “The ferry is not {word},” Erik Lindqvist said.",
            10 + n,
            [Said(f"“The ferry is {word},”", HOLM), Said(f"“The ferry is not {word},”", ERIK)],
            publisher=publisher,
        )
        for n, (word, publisher) in enumerate((("slow", "Daily Post"), ("dear", "The Coast")))
    ]
    answer = asked_of(told)("Compare Holm and Erik Lindqvist on the ferry in the Daily Post")
    assert {each.article.publisher for each in answer.citations} == {"Daily Post"}


def test_a_year_limits_what_was_said(asked_of: Other) -> None:
    """Words of an article of another year are no answer for that year."""
    report = Report("Ferry. “The ferry is late,” Holm said.", 10, [Said("“The ferry is late,”", HOLM)])
    assert quotes(asked_of([report])("What did Holm say about the ferry in 2025?")) == ["“The ferry is late,”"]
    assert asked_of([report])("What did Holm say about the ferry in 2019?").status is Status.REFUSED


def test_words_of_nobody_certain_are_shown_as_such(asked_of: Other) -> None:
    """Under no name, with that above them, where they are what the search finds and the one asked about has nothing."""
    own, unsure = "“The sea is calm,”", "“There are no jailed writers in prison in my country.”"
    sea = Report(f"Sea. {own} Jon Holm said.", 10, [Said(own, HOLM)])
    told = (
        "The writers were jailed in March. Their jailed friends wrote of prison. The premier, Holm, was asked about it."
    )
    visit = Report(f"Jailed writers. {told} {unsure}", 11, [Said(unsure, None)])
    answer = asked_of([sea, visit])("what did Holm say about jailed writers")
    assert answer.status is Status.ANSWERED
    assert answer.text.startswith("The articles have these words, but who says them isn't certain:")
    assert {each.speaker for each in answer.citations} == {None}
    assert unsure in {each.quote for each in answer.citations}


def test_words_of_nobody_certain_come_behind_somebodys_own(asked_of: Other) -> None:
    """Under a line that says so: the search finds them for the question, and whose they are, the article tells."""
    own, unsure = "“The ferry is too old to sail,”", "“The old ferry must go,”"
    text = f"Ferry. {own} Holm said.\n\nThe harbour spoke of the old ferry too. {unsure} she said."
    answer = asked_of([Report(text, 10, [Said(own, HOLM), Said(unsure, None, mention="she")])])(
        "what did Holm say about the old ferry"
    )
    first, second = answer.citations
    assert (first.speaker, first.quote) == (HOLM, own)
    assert second.speaker is None
    assert unsure in second.quote
    assert "who says them isn't certain" in answer.text


def test_whom_a_description_may_mean_is_no_limit_where_the_search_finds_another(asked_of: Other) -> None:
    """ "The boatman" may be another than the one introduced as one: who spoke of it is shown, and no refusal."""
    one, other = "“I only row here,”", "“The ferry timetable is a disgrace and nobody reads it,”"
    regatta = Report(
        f"Regatta. {one} said boatman Bo Lund.\n\n{FILLER}",
        9,
        [Said(one, "Bo Lund", mention="boatman Bo Lund")],
        [("Bo Lund", "boatman Bo Lund")],
    )
    text = f"Ferry timetable. Ola Berg rows to Northport. {other} Berg said of the ferry timetable."
    ask = asked_of([regatta, Report(text, 10, [Said(other, "Ola Berg", mention="Berg")])])
    answer = ask("the boatman on why nobody reads the ferry timetable")
    assert (answer.status, answer.citations[0].speaker) == (Status.ANSWERED, "Ola Berg")
    assert answer.text.startswith("Who is meant isn't certain; this fits best:")
