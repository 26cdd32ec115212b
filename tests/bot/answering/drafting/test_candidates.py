"""What may answer a question: where it is looked for, and what its signs tell."""

from __future__ import annotations

from bot.answering.answerer import Answerer
from bot.answering.drafting.candidates import Candidates, speaking
from bot.answering.drafting.line_builder import LineBuilder
from bot.answering.query.request import Before, OpenQuestion, Request, WhatTheySaid
from retrieval.model import Kind
from retrieval.search.retriever import Retriever
from retrieval.search.topic import Topic
from tests.bot.answering.conftest import HOLM, ISLAND, TODAY, LibraryOf, Report, Said


def candidates(request: Request, known: Retriever) -> Candidates:
    return Candidates(request, LineBuilder(known), TODAY)


def of_holm(known: Retriever, about: str = "lorries") -> WhatTheySaid:
    text = f"what did Holm say about {about}"
    return WhatTheySaid(text=text, speakers=tuple(known.names.find(text)), about=Topic(about, about))


def test_the_words_of_who_is_asked_about_come_first_on_the_topic(known: Retriever) -> None:
    """The sentence holds the topic and is theirs, by its signs."""
    first = candidates(of_holm(known), known).found().best[0]
    assert "lorries" in first.text
    assert (first.signs or {})["by asked"] == 1
    assert (first.signs or {})["by other"] == 0


def test_all_that_somebody_said_is_read_also_where_the_search_passes_it_over(known: Retriever) -> None:
    """Nothing of what Holm said has a word of this topic, and all of it is judged."""
    judged = candidates(of_holm(known, "ferry ice in the sound"), known).found().best
    own = {each.text for each in judged if (each.signs or {})["by asked"]}
    assert all(any(said.words in text for text in own) for said in ISLAND[1].said if said.speaker == HOLM)


def test_words_are_asked_for_or_not(known: Retriever) -> None:
    """By what kind of request it is, or by its verb."""
    assert candidates(of_holm(known), known).wants_words
    assert candidates(OpenQuestion(text="what does the mayor claim"), known).wants_words
    assert not candidates(OpenQuestion(text="how much would the bridge cost"), known).wants_words


def test_a_body_speaks_also_by_those_whom_articles_introduce_by_it(library_of: LibraryOf) -> None:
    """A person speaks for themselves alone."""
    who = "Ada Lund, a spokeswoman of the Coast Guard"
    report = Report(
        f"Sound. The Coast Guard reported that it was shut. “Stay at home,” said {who}.",
        10,
        [
            Said("that it was shut", "Coast Guard", Kind.INDIRECT, mention="The Coast Guard"),
            Said("“Stay at home,”", "Ada Lund", mention="Ada Lund"),
        ],
        [("Ada Lund", who)],
    )
    known = Answerer(library_of([report])).retriever()

    def speak(name: str) -> set[str]:
        return {known.speakers[row].name for row in speaking(known.names.find(name), LineBuilder(known))}

    assert speak("Coast Guard") == {"Coast Guard", "Ada Lund"}
    assert speak("Ada Lund") == {"Ada Lund"}


FERRY = Report("Sinking. The ferry sank off Sundby in a gale on Friday. Four passengers drowned near the pier.", 10)
MINE = Report("Mine. A mine at Holby was flooded on Monday. Nine miners were lost in the water.", 11)


def test_a_question_without_words_of_its_own_is_of_the_turn_before(library_of: LibraryOf) -> None:
    """What stands beside the place that was told comes first; without a turn before, nothing tells which is meant."""
    known = Answerer(library_of([FERRY, MINE])).retriever()
    asked = "when did the ferry sink"
    first = candidates(OpenQuestion(text=asked), known).found().best[0]
    before = Before((first.article.id,), ((first.article.id, first.start, first.end),), frozenset(), asked)
    best = candidates(OpenQuestion(text="how many drowned then", before=before), known).found().best
    assert "Four passengers" in best[0].text
    told = next(each for each in best if each.start == first.start and each.article.id == first.article.id)
    assert (told.signs or {})["shown"] == 1
    assert not any((each.signs or {})["in story"] for each in best if each.article.id != first.article.id)
    alone = candidates(OpenQuestion(text="how many drowned then"), known).found().best
    assert all("in story" not in (each.signs or {}) for each in alone)


def test_the_fewer_telling_words_the_more_a_question_leans(known: Retriever) -> None:
    """All of it, where it has none; nothing leans at the beginning of a conversation."""
    before = Before((), (), frozenset(), "what did Holm say")

    def leans(text: str, before: Before | None = before) -> float:
        return candidates(OpenQuestion(text=text, before=before), known).of_the_question["leans"]

    assert leans("and then?") == 1
    assert leans("and then?") > leans("was the bridge closed") > leans("was the old bridge in Sundby closed on Monday")
    assert leans("and then?", None) == 0
