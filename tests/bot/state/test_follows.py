"""Whom people follow, and what they are still to hear of."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.state import follows as follows_module
from bot.state.database import State
from bot.state.follows import REMEMBERED, Following, Follows, News

FOUND = datetime(2025, 2, 14, 12, 0, tzinfo=UTC)
ADA = Following(7, 7, None, "Mara Holm")


def news(words: str, to: Following = ADA) -> News:
    return News(to, "article", 0, 5, words, FOUND)


def test_following_is_kept_in_order_and_once(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    """In whatever case it is written; and not without end."""
    monkeypatch.setattr(follows_module, "MOST", 2)
    follows = Follows(state)
    assert follows.add(ADA)
    assert follows.add(Following(7, 7, None, "mara holm"))
    assert follows.add(Following(7, 7, None, "ferries"))
    assert not follows.add(Following(7, 7, None, "a third"))
    assert follows.of(7) == ["Mara Holm", "ferries"]
    assert follows.remove(7, "MARA HOLM")
    assert not follows.remove(7, "MARA HOLM")
    assert follows.all() == [Following(7, 7, None, "ferries")]


def test_the_first_look_only_notes_what_is_there(state: State) -> None:
    """What was there before anybody looked is no news; what comes later is, once."""
    follows = Follows(state)
    follows.add(ADA)
    asked: list[list[str]] = []

    def found(fresh: object, wanted: object) -> list[News]:
        assert list(wanted) == [ADA]  # type: ignore[call-overload]
        asked.append(list(fresh))  # type: ignore[call-overload]
        return [news(f"words of {each}") for each in fresh]  # type: ignore[attr-defined]

    assert follows.take_in(["a", "b"], found) == 0
    assert follows.take_in(["a", "b"], found) == 0
    assert asked == []
    assert follows.take_in(["a", "b", "c"], found) == 1
    assert follows.take_in(["b", "c"], found) == 0
    assert follows.take_in(["a", "b", "c"], found) == 0
    assert asked == [["c"]]


def test_all_is_news_in_a_collection_that_was_empty(state: State) -> None:
    """Who followed before there was anything hears of the first articles."""
    follows = Follows(state)
    follows.take_in([], lambda fresh, wanted: [])
    assert follows.take_in(["a"], lambda fresh, wanted: [news(f"words of {each}") for each in fresh]) == 1


def test_the_same_words_are_heard_once(state: State) -> None:
    """A reprint and an edited version are no news, also when the first one was sent."""
    follows = Follows(state)
    follows.take_in(["a"], lambda fresh, wanted: [])
    follows.take_in(["b"], lambda fresh, wanted: [news("words"), news("words"), news("others")])
    [waiting] = follows.waiting().values()
    assert [each.words for each in waiting] == ["words", "others"]
    follows.mark(waiting, sent=True)
    assert follows.waiting() == {}
    follows.take_in(["c"], lambda fresh, wanted: [news("words")])
    assert follows.waiting() == {}
    follows.mark(waiting[:1], sent=False)
    assert follows.waiting() == {(7, 7, None): waiting[:1]}


def test_who_follows_no_longer_hears_of_nothing(state: State) -> None:
    """Not of what was found before, either; others do."""
    follows, other = Follows(state), Following(8, 8, None, "Mara Holm")
    for each in (ADA, other):
        follows.add(each)
    follows.take_in(["a"], lambda fresh, wanted: [])
    follows.take_in(["b"], lambda fresh, wanted: [news("words", each) for each in wanted])
    follows.remove(7, "Mara Holm")
    assert list(follows.waiting()) == [(8, 8, None)]


def test_what_is_followed_in_a_chat_that_takes_no_messages_waits(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is looked for there or sent until it is back; after half a year it is forgotten. Others go on."""
    follows, other = Follows(state), Following(8, 8, None, "Mara Holm")
    for each in (ADA, other):
        follows.add(each)
    follows.take_in(["a"], lambda fresh, wanted: [])
    follows.take_in(["b"], lambda fresh, wanted: [news("words", each) for each in wanted])
    for _ in range(2):
        follows.pause(7)
    assert (follows.is_paused(7), Follows(state).is_paused(7), follows.is_paused(8)) == (True, True, False)
    assert follows.all() == [other]
    assert list(follows.waiting()) == [(8, 8, None)]
    follows.resume(7)
    assert follows.all() == [ADA, other]
    assert list(follows.waiting()) == [(7, 7, None), (8, 8, None)]
    follows.pause(7)
    monkeypatch.setattr(follows_module, "REMEMBERED", -REMEMBERED)
    follows.tidy()
    follows.resume(7)
    assert follows.all() == [other]
