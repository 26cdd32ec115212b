"""What a question leans on is the same after a restart, and after the articles have changed."""

from __future__ import annotations

import pytest

from bot.answering.answerer import Answerer
from bot.answering.dialogue.memory import CHATS, Conversations, LastTurns
from bot.answering.dialogue.state import Turn
from bot.answering.query.request import Help
from bot.answering.reader import Reader
from retrieval.library import Library
from retrieval.model import Answer, Question, Status
from tests.bot.answering.conftest import HOLM, ISLAND, MARA, TODAY, LibraryOf, Report, Said, put

CONVERSATIONS = [
    ["what did holm say about the bridge", "and on the minister?", "more", "show the whole passage"],
    ["what did Lindqvist say", "the harbour master", "where did she say that?"],
    ["who said anything about fares", "what else did he say", "2"],
    ["what did sven berg say", "no, I meant Holm", "why?"],
    ["what did holm say on tuesday", "and the economist?", "what did they say on thursday"],
    ["who is quoted", "help", "what did erik say yesterday", "and the ice?"],
    ["how many sailors were hurt", "and the pension reform?", "more"],
]


@pytest.mark.parametrize("turns", CONVERSATIONS, ids=lambda turns: str(turns[0]))
def test_a_restart_changes_no_answer(turns: list[str], library: Library) -> None:
    """Each question put to a core that has only the texts of the turns before gets the same answer."""
    running, store = Answerer(library, strict=True), LastTurns()
    for text in turns:
        restarted = Answerer(library, strict=True)
        restarted.keep_turns_in(store)
        assert put(restarted, text) == put(running, text)


OTHERS = (
    Report(
        "Aldous opens the fair. “Come and see,” said Ann Aldous, the host. “We built it,” Aldous said.",
        14,
        [Said("“Come and see,”", "Ann Aldous"), Said("“We built it,”", "Ann Aldous")],
    ),
)


def test_numbers_of_another_snapshot_mean_whom_they_meant(library_of: LibraryOf) -> None:
    """Articles that come in between move everybody's row; "he" is still who was talked about."""
    library = library_of((*ISLAND, *OTHERS, *_many_quotes_of_price()))
    library.forget([each.article().id for each in (*OTHERS, *_many_quotes_of_price())])
    answerer = Answerer(library, strict=True)
    put(answerer, "what did holm say about the bridge")
    before = _row(library, HOLM)
    library.add(each.article() for each in (*OTHERS, *_many_quotes_of_price()))
    assert _row(library, HOLM) != before
    assert {each.speaker for each in put(answerer, "and on the minister?").citations} == {HOLM}


def test_what_was_taken_out_is_not_shown_again(library_of: LibraryOf) -> None:
    """Neither by "more" nor as the passage of an answer before; whose words were asked for is still known."""
    library = library_of()
    answerer = Answerer(library, strict=True)
    put(answerer, "what did Mara Lindqvist say")
    library.forget([ISLAND[0].article().id])
    for text in ("more", "show the whole passage of 1"):
        answer = put(answerer, text)
        assert "Harbour News" not in {each.article.publisher for each in answer.citations}
    answer = put(answerer, "what did she say about ice")
    assert {each.speaker for each in answer.citations} == {MARA}
    library.forget([ISLAND[3].article().id])
    assert {each.speaker for each in put(answerer, "and what did she say about ice").citations} <= {None}


def test_a_thousand_chats_are_remembered(library: Library) -> None:
    """The one that was silent longest is forgotten first; outside of chats there is nothing to remember."""
    retriever = Reader(library).current()
    turn = Turn(Help(text="hi"), Answer(question="hi", status=Status.HELP, text="Hello"))
    kept = Conversations()

    def keep(chat: str | None) -> None:
        kept.keep(Question(text="hi", chat=chat, asked=TODAY), turn, retriever)

    def last(chat: str | None) -> Turn | None:
        return kept.before(Question(text="more", chat=chat, asked=TODAY), retriever)

    for number in range(CHATS):
        keep(str(number))
    keep("0")
    keep("one more")
    assert last("0") == last("one more") == last("2") == turn
    assert last("1") is None
    keep(None)
    assert last(None) is None


def _many_quotes_of_price() -> tuple[Report, ...]:
    return tuple(
        Report(
            f"Price speaks {number} times. “It is {number},” said Will Price, an economist.",
            14,
            [Said(f"“It is {number},”", "Will Price")],
        )
        for number in range(5)
    )


def _row(library: Library, name: str) -> int:
    retriever = Reader(library).current()
    return next(row for row, each in enumerate(retriever.speakers) if each.name == name)
