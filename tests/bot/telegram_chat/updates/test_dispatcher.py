"""Which lane an update belongs to, and whose it is."""

from __future__ import annotations

from typing import Any

import pytest

from bot.telegram_chat.updates.dispatcher import is_update, lane_of, person_of

CHAT, ADA = {"id": -5, "type": "group"}, {"id": 7, "is_bot": False, "first_name": "Ada"}

MESSAGE = {"message_id": 1, "date": 1, "chat": CHAT, "from": ADA, "text": "hi"}


@pytest.mark.parametrize(
    ("update", "lane", "person"),
    [
        ({"message": MESSAGE}, "chat -5", 7),
        ({"edited_message": MESSAGE}, "chat -5", 7),
        ({"message": MESSAGE | {"text": "/cancel@bot"}}, "at once -5", 7),
        ({"callback_query": {"id": "1", "from": ADA, "message": MESSAGE, "data": "x"}}, "at once -5", 7),
        ({"callback_query": {"id": "1", "from": ADA, "data": "x"}}, "at once 7", 7),
        ({"inline_query": {"id": "1", "from": ADA, "query": "x"}}, "inline 7", 7),
        ({"message": {"message_id": 1, "chat": "nonsense", "from": ["more"], "text": 5}}, "chat None", None),
        ({"something_new": 5}, "chat None", None),
        ({}, "chat None", None),
    ],
)
def test_what_waits_for_what(update: dict[str, Any], lane: str, person: int | None) -> None:
    """Messages for those of their chat; a button, and what stops an answer, not for the answer under way."""
    raw = {"update_id": 1} | update
    assert (lane_of(raw), person_of(raw)) == (lane, person)


@pytest.mark.parametrize("raw", [None, [], "x", {}, {"update_id": "1"}, {"update_id": True}, {"update_id": None}])
def test_what_has_no_number_is_no_update(raw: object) -> None:
    """It couldn't be stored."""
    assert not is_update(raw)
