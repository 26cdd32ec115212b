"""What readers do beside asking: thumbs, shared questions, preferences, follows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.state import follows as follows_module
from bot.state.database import State
from bot.state.feedback import Feedback
from bot.state.follows import Following, Follows, News
from bot.state.preferences import Liked, Preferences
from bot.state.shared_questions import SharedQuestions
from retrieval.model import Answer, Status

ADA = Following(7, 7, None, "Mara Holm")
ANSWER = Answer(question="What did Holm say?", status=Status.REFUSED, text="Nothing.")


def news(words: str, to: Following = ADA) -> News:
    return News(to, "article", 0, 5, words)


def test_a_second_thumb_takes_the_first_ones_place(state: State) -> None:
    """One opinion a person and answer."""
    feedback = Feedback(state)
    feedback.give(7, 7, "7:1", ANSWER, good=True)
    feedback.give(8, 7, "7:1", ANSWER, good=True)
    feedback.give(7, 7, "7:1", ANSWER, good=False)
    assert feedback.counts() == (1, 1)


def test_a_shared_question_has_one_key(state: State) -> None:
    """Fit for a link, found by it, and another person's is another."""
    shared = SharedQuestions(state)
    key = shared.key_of(7, "What did Holm say?")
    assert key == shared.key_of(7, "What did Holm say?") != shared.key_of(8, "What did Holm say?")
    assert shared.question(key) == "What did Holm say?"
    assert key.replace("-", "").replace("_", "").isalnum()
    assert len(key) <= 60
    assert shared.question("nobodys") is None
    state.forget(7)
    assert shared.question(key) is None


def test_preferences_are_kept_whole(state: State) -> None:
    """Who has set nothing has long answers and alerts."""
    preferences = Preferences(state)
    assert preferences.of(7) == Liked(short=False, alerts=True, quiet=None)
    for liked in (Liked(short=True, alerts=False, quiet=(22, 7), offset=120), Liked(short=False, quiet=None)):
        preferences.put(7, liked)
        assert preferences.of(7) == liked


@pytest.mark.parametrize(
    ("quiet", "offset", "hour", "expected"),
    [
        (None, 0, 3, False),
        ((22, 7), 0, 3, True),
        ((22, 7), 0, 22, True),
        ((22, 7), 0, 7, False),
        ((22, 7), 0, 21, False),
        ((22, 7), 120, 21, True),
        ((22, 7), -300, 3, True),
        ((13, 15), 0, 14, True),
        ((13, 15), 0, 15, False),
    ],
)
def test_quiet_hours_are_those_of_the_persons_clock(
    quiet: tuple[int, int] | None, offset: int, hour: int, expected: bool
) -> None:
    """Also over midnight."""
    moment = datetime(2025, 2, 14, hour, 30, tzinfo=UTC)
    assert Liked(quiet=quiet, offset=offset).is_quiet(moment) is expected


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
