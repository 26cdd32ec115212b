"""Chats that were exported as text."""

from __future__ import annotations

import json
from datetime import date

import pytest

from retrieval.model import Article, ParagraphKind
from retrieval.readers.source import UNREAD_DATE, Tally
from tests.retrieval.readers.conftest import found_in


def chats(content: str, skipped: Tally | None = None) -> list[Article]:
    found = found_in(content.encode(), "Chat with Ice desk.txt", skipped=skipped)
    assert all(isinstance(each, Article) for each in found)
    return [each for each in found if isinstance(each, Article)]


def test_each_day_is_an_article_of_turns() -> None:
    one, other = chats(
        "[03/11/2026, 08:12:44] Messages and calls are end-to-end encrypted. No one else can read them.\n"
        "[03/11/2026, 08:12:50] Ada Berg: The ice road opens today.\nTwo weeks late.\n"
        "\u200e[03/11/2026, 08:13:02] Ola Lund: \u200eimage omitted\n"
        "[03/11/2026, 08:14:30] Ola Lund: Who says so: the mayor?\n"
        "[04/11/2026, 07:00:00] Ada Berg: It is open.\n"
    )
    assert one.text == "Ada Berg: The ice road opens today. Two weeks late.\n\nOla Lund: Who says so: the mayor?"
    assert one.kinds == ((0, ParagraphKind.TURN), (one.text.index("Ola"), ParagraphKind.TURN))
    assert (one.title, one.published) == ("Chat with Ice desk, 3 November 2026", date(2026, 11, 3))
    assert (other.text, other.published) == ("Ada Berg: It is open.", date(2026, 11, 4))


@pytest.mark.parametrize(
    ("times", "day"),
    [
        (("03.11.26, 08:12 - ", "03.11.26, 08:13 - ", "03.11.26, 18:12 - "), date(2026, 11, 3)),
        (("11/13/26, 8:12 AM - ", "11/13/26, 8:13 AM - ", "11/13/26, 8:14 PM - "), date(2026, 11, 13)),
        (("[2026-11-03, 8:12:00 AM] ", "[2026-11-03, 8:13:00 AM] ", "[2026-11-03, 9:12:00 PM] "), date(2026, 11, 3)),
    ],
)
def test_times_are_read_as_the_telephone_writes_them(times: tuple[str, str, str], day: date) -> None:
    (chat,) = chats("\n".join(f"{time}Ada: The ice holds {n} men." for n, time in enumerate(times)))
    assert chat.published == day


def test_a_day_that_may_be_another_elsewhere_is_none_and_is_told() -> None:
    noted = Tally()
    (chat,) = chats("\n".join(f"11/3/26, {n}:12 PM - Ada: The ice holds {n} men." for n in (1, 2, 3)), noted)
    assert chat.published is None
    assert noted[UNREAD_DATE] == 1


def test_two_lines_with_times_are_no_chat() -> None:
    (article,) = chats("[03/11/2026, 08:12] Ada: Ice.\n[03/11/2026, 08:13] Ola: Ice?\n")
    assert article.text.startswith("[03/11/2026")


def test_an_article_that_shows_messages_is_no_chat() -> None:
    """Nothing of it is lost."""
    shown = "\n".join(f"[03/11/2026, 08:1{n}] Ada: The ice holds {n} men." for n in range(4))
    (article,) = chats(f"The ice road opened on Tuesday, and these messages show why.\n{shown}\n")
    assert article.text.startswith("The ice road opened on Tuesday")


def test_names_may_stand_above_the_words() -> None:
    """As exports of Discord have them, with rules around."""
    (chat,) = chats(
        "=====\nChannel: ice\n=====\n\n[10/11/2026 09:02] Ada Berg\nThe road opens.\n\n[10/11/2026 09:03] Ola Lund\n"
        "Today?\n\n[10/11/2026 09:04] Ada Berg\nAt ten.\n\n=====\nExported 3 message(s)\n=====\n"
    )
    assert chat.text == "Ada Berg: The road opens.\n\nOla Lund: Today?\n\nAda Berg: At ten."
    assert chat.published == date(2026, 11, 10)


def test_the_chat_of_a_meeting_has_times_and_no_day() -> None:
    noted = Tally()
    (chat,) = chats(
        "09:31:02\t From Ada Berg : Can you hear?\n09:31:40\t From Ola Lund to Everyone : Yes\n"
        "09:33:15\t From Ada Berg : The road opens\n",
        noted,
    )
    assert chat.text == "Ada Berg: Can you hear?\n\nOla Lund: Yes\n\nAda Berg: The road opens"
    assert (chat.published, noted) == (None, {})


def test_messages_of_slack_are_turns() -> None:
    """Links and marks are written out; who joins says nothing."""
    said = [
        {"type": "message", "subtype": "channel_join", "user": "U1", "text": "<@U1> has joined", "ts": "1794207500.1"},
        {
            "type": "message",
            "user": "U1",
            "user_profile": {"real_name": "Ada Berg"},
            "text": "R&amp;B",
            "ts": "1794207600",
        },
        {"type": "message", "user": "U2", "text": "<https://ice.example|The report>", "ts": "1794207700.2"},
    ]
    found = found_in(json.dumps(said).encode(), "2026-11-09.json")
    assert [each.text for each in found if isinstance(each, Article)] == ["Ada Berg: R&B\n\nU2: The report"]
    assert [str(each.published) for each in found if isinstance(each, Article)] == ["2026-11-09"]
