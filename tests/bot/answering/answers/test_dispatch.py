"""Which function answers which request."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.model import Status
from tests.bot.answering.conftest import ERIK, HOLM, MARA, Ask, Other, Report, Said, quotes


def test_a_statement_settles_whether_somebody_did(ask: Ask) -> None:
    """Where their own words hold the question's; else those are told to be the nearest, and no answer to it."""
    answer = ask("has Holm criticised the budget for the bridge?")
    assert answer.status is Status.ANSWERED
    assert {each.speaker for each in answer.citations} == {HOLM}
    assert any("budget" in each.quote for each in answer.citations)
    assert not answer.text.startswith("This may not answer it")
    assert ask("has Holm praised the pension reform?", chat="two").text.startswith("This may not answer it")


def test_a_refusal_shows_what_a_plain_search_finds(asked_of: Other) -> None:
    """On the topic, where nobody holds the office that is asked about."""
    quote = "“The sea is calm,”"
    told = f"Ferry. {quote} Jon Holm said. His office denied that the mayor had called the accident preventable."
    ask = asked_of([Report(told, 10, [Said(quote, HOLM)])])
    answer = ask("what did the bishop say about the preventable accident")
    assert answer.status is Status.REFUSED
    assert "The nearest that I have:" in answer.text
    assert "had called the accident preventable" in answer.citations[0].quote


def test_an_overview_of_little_shows_the_nearest(asked_of: Other) -> None:
    """It says that it may not be one."""
    answer = asked_of(
        [Report("Harbour news. The ferry crew went home. The crane was oiled. Rain fell on the quay.", 10)]
    )("gist of the ferry strike in the north sound")
    assert answer.status is Status.ANSWERED
    assert answer.text.startswith("This may not answer it")


def test_he_without_anybody_before(ask: Ask) -> None:
    """Is asked back."""
    answer = ask("what did he say")
    assert (answer.status, answer.citations) == (Status.CLARIFY, ())
    assert answer.text == "I can't tell who is meant. Please ask again with the name."


def test_the_words_of_whom_it_names_are_shown(ask: Ask) -> None:
    """And how the question was read."""
    answer = ask("Was hat Holm über die Brücke gesagt?")
    assert answer.status is Status.ANSWERED
    assert answer.text.startswith("I read questions in English only. I took this one as: what Holm")
    assert {each.speaker for each in answer.citations} - {None} == {HOLM}


def test_a_question_without_a_name_is_refused_honestly(ask: Ask) -> None:
    """It isn't said that the articles don't hold it."""
    answer = ask("Скажите, сколько это стоит?")
    assert answer.status is Status.REFUSED
    assert answer.text.startswith("I read questions in English only.")


def test_a_day_may_be_part_of_what_was_said(asked_of: Other) -> None:
    """Where nothing was said in that day and the words name it; no other words of other days are shown."""
    quote = "“There is cake on Friday and there are no gloves on Monday,”"
    ask = asked_of([Report(f"Mine. {quote} Jon Holm said.", 10, [Said(quote, HOLM)])])
    answer = ask("who said no gloves on monday")
    assert answer.status is Status.ANSWERED
    assert [each.quote for each in answer.citations] == [quote]
    assert ask("who said no gloves on tuesday", chat="two").status is Status.REFUSED


@pytest.mark.parametrize("asked", ["Holm on the weekend talks?", "what did Holm say about the Friday talks"])
def test_a_day_may_tell_which_thing_is_meant(asked_of: Other, asked: str) -> None:
    """It limits nothing then: the articles on "the weekend talks" may be of any day."""
    quote = "“The talks were cordial and completely useless,”"
    ask = asked_of([Report(f"Talks end. {quote} Jon Holm said.", 10, [Said(quote, HOLM)])])
    assert quotes(ask(asked)) == [quote]


def test_the_refusal_of_a_day_shows_the_words_of_another(asked_of: Other) -> None:
    """Where the search is sure of them: "at the hall on Friday" may tell of the hall. Not what is on another topic."""
    quote = "“The pipe will run under our hall and my father fished there,”"
    ask = asked_of([Report(f"The pipe under the hall. {quote} Jon Holm said at the hall.", 10, [Said(quote, HOLM)])])
    answer = ask("what did Holm say at the hall on Friday about the pipe under the hall")
    assert answer.status is Status.REFUSED
    assert "in those days" in answer.text
    assert quotes(answer) == [quote]
    assert not ask("what did Holm say about the elections on Friday", chat="two").citations


def test_today_in_an_article_is_no_day_asked_for(asked_of: Other) -> None:
    """Nor is what another says on the day that somebody's words name."""
    quote, other = "“I was at the tunnel today,”", "“The tunnel opens on Monday,”"
    text = f"Tunnel. {quote} Jon Holm said. {other} Mara Lindqvist said."
    ask = asked_of([Report(text, 3, [Said(quote, HOLM), Said(other, "Mara Lindqvist")])])
    assert ask("what did Jon Holm say about the tunnel today?").status is Status.REFUSED
    assert not ask("what did Jon Holm say about the tunnel on Monday?", chat="two").text.startswith("Mara")


def test_when_what_was_shown_was_said(asked_of: Other) -> None:
    """Also of words that don't name the topic: what stands beside them is told again, and isn't denied."""
    near = "“The lorries carry arms to the front and guns to the border,”"
    report = Report(f"Border. {near} Jon Holm said on Monday.", 11, [Said(near, HOLM, said_on=date(2025, 2, 10))])
    ask = asked_of([report])
    assert "10 Feb 2025" in ask("what did Jon Holm say about weapons").text
    answer = ask("when was that")
    assert answer.status is Status.ANSWERED
    assert [each.quote for each in answer.citations] == [near]
    assert "10 Feb 2025" in answer.text


def test_whom_a_question_leaves_open_its_other_words_tell(asked_of: Other) -> None:
    """ "He", where what he said is asked for in words enough; else it is asked back."""
    one, other = "“The ferry timetable is a disgrace and nobody can read it in the dark,”", "“I row for bread,”"
    text = f"Ferry. {one} said Bo Lund of the rowing club.\n\n{other} said Ola Berg."
    ask = asked_of([Report(text, 10, [Said(one, "Bo Lund"), Said(other, "Ola Berg")])])
    assert ask("what did he say about the ferry", chat="one").status is Status.CLARIFY
    answer = ask("what did he say about the ferry timetable that nobody can read in the dark", chat="two")
    assert (answer.status, answer.citations[0].speaker) == (Status.ANSWERED, "Bo Lund")
    assert answer.text.startswith("Who is meant isn't certain; this fits best:")


def test_the_sentence_behind_is_shown_too(asked_of: Other) -> None:
    """What is asked for stands often there."""
    told = "Ferry. The ferry to Northport was stopped in the gale. Ada fell. Bo slept all day. Cy sang. A rudder broke."
    ask = asked_of([Report(f"{told}\n\nThe school is shut.", 10)])
    text = ask("what stopped the ferry to Northport in the gale?").text
    assert all(sentence in text for sentence in ("Ada fell.", "Bo slept all day.", "Cy sang.", "A rudder broke."))
    assert "school" not in text


OWN = "“I drive over it every day of the week,”"
CRACKS = "The cracks in the steel of the toll bridge come from the salt of last winter, its owner told the council."


def test_the_sentence_that_a_search_is_sure_of_stands_behind_somebodys_words(asked_of: Other) -> None:
    """Under nobody's name: what was asked for may be told by the article beside it."""
    told = f"The toll bridge. {OWN} Jon Holm said.\n\nThe council met on Monday.\n\n{CRACKS}"
    answer = asked_of([Report(told, 10, [Said(OWN, HOLM)])])("Holm on the salt of last winter")
    assert answer.text.startswith("These words of Jon Holm don't name salt last winter, but may be about it:")
    assert [(each.speaker, each.quote) for each in answer.citations] == [(HOLM, OWN), (None, CRACKS)]


def test_it_is_shown_where_they_said_nothing(asked_of: Other) -> None:
    """Whosever words it holds, below the line that says so."""
    told, rye = f"“{CRACKS.split(',')[0]},”", "“Rye is dear and so is the oven,”"
    ask = asked_of(
        [
            Report(f"Jon Holm opened the toll bridge. {told} Mara Lindqvist said.", 10, [Said(told, MARA)]),
            Report(f"Bakery opens. {rye} Jon Holm said.", 11, [Said(rye, HOLM)]),
        ]
    )
    answer = ask("Holm on the cracks in the steel of the toll bridge")
    assert answer.status is Status.ANSWERED
    assert answer.text.startswith("Jon Holm is quoted in the articles, but I found nothing from them on")
    assert answer.text.count("The nearest that I have:") == 1
    assert [each.speaker for each in answer.citations] == [MARA]


def test_anothers_words_stand_behind_those_that_dont_name_the_topic(asked_of: Other) -> None:
    """Told to be somebody else's, where they hold all of it."""
    told = f"“{CRACKS.split(',')[0]},”"
    report = f"The toll bridge. {told} Mara Lindqvist said. {OWN} Jon Holm said."
    ask = asked_of([Report(report, 10, [Said(told, MARA), Said(OWN, HOLM)])])
    answer = ask("Holm on the salt of last winter")
    assert answer.text.startswith("These words of Jon Holm don't name salt last winter, but may be about it:")
    assert [each.speaker for each in answer.citations] == [HOLM, MARA]
    assert answer.text.index("[1]") < answer.text.index("Somebody else on it:") < answer.text.index("[2]")


def test_anothers_words_dont_stand_behind_those_on_the_topic(asked_of: Other) -> None:
    """However sure a search is of them: whose words they are is what was asked."""
    own, told = "“The cracks in the steel are mine,”", f"“{CRACKS.split(',')[0]},”"
    report = f"The toll bridge. {own} Jon Holm said. {told} Mara Lindqvist said."
    ask = asked_of([Report(report, 10, [Said(own, HOLM), Said(told, MARA)])])
    answer = ask("Holm on the cracks in the steel")
    assert {each.speaker for each in answer.citations} == {HOLM}


def test_of_namesakes_it_is_asked_who_is_meant(asked_of: Other) -> None:
    """Also where a search is sure of a sentence: it may tell of the one who isn't meant."""
    rye, boats = "“Rye is dear and so is the oven,”", "“Boats are dear,”"
    ask = asked_of(
        [
            Report(f"Bakery opens. {rye} Mara Lindqvist said.", 10, [Said(rye, MARA)]),
            Report(f"Harbour opens. {boats} Erik Lindqvist said.", 11, [Said(boats, ERIK)]),
            Report(f"Lindqvist closed the toll bridge. {CRACKS}", 12, []),
        ]
    )
    assert ask("what did Lindqvist say about the cracks in the steel of the toll bridge").status is Status.CLARIFY
