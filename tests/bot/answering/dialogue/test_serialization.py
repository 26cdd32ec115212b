"""Turns as text: what is kept of one, and what of it can still be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.answering.dialogue.memory import LastTurns
from bot.answering.dialogue.serialization import portable, restored
from bot.answering.query.request import OpenQuestion
from bot.answering.reader import Reader
from retrieval.library import Library
from retrieval.model import Question
from tests.bot.answering.conftest import HOLM, ISLAND, TODAY, GivenStatements, Report, Said, put
from tests.fakes.embedder import FakeEmbedder


def kept(store: LastTurns) -> str:
    """The text of the last turn."""
    body = store.before(Question(text="", chat="one", asked=TODAY))
    assert body is not None
    return body


@pytest.mark.parametrize(
    "text",
    [
        "what did holm say about the bridge",
        "what did Holm tell reporters",
        "did Holm say “far too thin, all of it”?",
        "who criticised the minister",
        "who said “far too thin”",
        "what did Sven Berg say on Tuesday",
        "what did he say",
        "who is Jon Holm",
        "how many sailors were hurt",
        "who is quoted",
        "articles since 12 February",
    ],
)
def test_every_kind_of_request_comes_back_as_it_was(text: str, library: Library) -> None:
    """With its type, its speakers, topic and days."""
    answerer, store = Answerer(library), LastTurns()
    answerer.keep_turns_in(store)
    put(answerer, text)
    retriever = Reader(library).current()
    turn = restored(kept(store), retriever)
    assert turn is not None
    assert portable(turn, retriever) == kept(store)
    again = restored(portable(turn, retriever), retriever)
    assert again is not None
    assert again.request == turn.request
    assert type(again.request).__name__ == json.loads(kept(store))["intent"]


def test_a_turn_from_before_requests_had_types_can_be_leant_on(library: Library) -> None:
    """Its speakers and its answer are there, whatever it wanted."""
    answerer, store = Answerer(library), LastTurns()
    answerer.keep_turns_in(store)
    answer = put(answerer, "what did holm say about the bridge")
    old = json.loads(kept(store))
    del old["intent"]
    old["request"] |= {"want": "what somebody said", "quoted": None, "stance": None, "number": None}
    turn = restored(json.dumps(old), Reader(library).current())
    assert turn is not None
    assert isinstance(turn.request, OpenQuestion)
    assert turn.answer.citations == answer.citations
    store.keep(Question(text="", chat="one", asked=TODAY), json.dumps(old))
    assert {each.speaker for each in put(answerer, "and on the minister?").citations} == {HOLM}


@pytest.mark.parametrize("text", ["", "{}", "no json", '{"request": {"want": "something new", "text": "?"}}', "[1]"])
def test_a_turn_of_another_version_is_no_turn(text: str, library: Library) -> None:
    """The conversation begins anew instead of failing."""
    retriever = Reader(library).current()
    assert restored(text, retriever) is None


def test_the_text_of_a_turn_holds_no_article(library: Library) -> None:
    """Articles stand in it by id; of their text it holds only the sentences that were found."""
    retriever = Reader(library).current()
    answerer, store = Answerer(library), LastTurns()
    answerer.keep_turns_in(store)
    put(answerer, "what did holm say about the bridge")
    body = kept(store)
    assert ISLAND[1].article().id in body
    assert "We can't build a bridge" in body
    assert "over the bridge. The mayor" not in body
    turn = restored(body, retriever)
    assert turn is not None
    assert portable(turn, retriever) == body


def test_an_answer_still_reads_the_version_that_it_cites(tmp_path: Path) -> None:
    """An edited version took its place: the words that were cited can be shown, those that weren't yet are gone."""
    old, new = (
        Report(f"Ice. “It is {how},” Jon Holm said.", 10, [Said(f"“It is {how},”", HOLM)]) for how in ("thick", "thin")
    )
    library = Library(tmp_path / "home", embedder=FakeEmbedder(), analyser=GivenStatements([old, new]))
    library.add([old.article()])
    answerer, store = Answerer(library, strict=True), LastTurns()
    answerer.keep_turns_in(store)
    put(answerer, "what did Jon Holm say")
    library.add([new.article()])
    retriever, body = Reader(library).current(), kept(store)
    version = library.version(old.article().id)
    assert version is not None
    turn = restored(body, retriever, lambda _: version.article)
    assert turn is not None
    assert [each.quote for each in turn.answer.citations] == ["“It is thick,”"]
    assert "“It is thick,”" in put(answerer, "show me the whole passage").text
    assert "“It is thin,”" in put(answerer, "what did Jon Holm say").text
