"""Which lane an update belongs to, whose it is, and what it tells of its chat."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from bot.errors import StateUnreachable
from bot.state.database import State
from bot.state.follows import Follows
from bot.state.inbox import Inbox
from bot.telegram_chat.updates.dispatcher import Reception, is_update, lane_of, person_of

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
        ({"message_reaction": {"chat": CHAT, "message_id": 1, "user": ADA}}, "at once -5", 7),
        ({"stopped_message_generation": {"chat": CHAT, "draft_id": 1}}, "at once -5", None),
        ({"guest_message": MESSAGE | {"guest_query_id": "1"}}, "guest -5", 7),
        ({"guest_message": MESSAGE | {"guest_query_id": "1", "text": "/cancel @bot"}}, "guest -5", 7),
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


class Handled:
    """An application that handles every update, and nothing comes of it."""

    bot = None

    async def process_update(self, update: Update) -> None:
        pass


ME = {"id": 1, "is_bot": True, "first_name": "Verbatim"}
WAS = {"user": ME, "status": "member"}


def became(status: str, **more: object) -> dict[str, Any]:
    new = WAS | {"status": status} | more
    return {"my_chat_member": {"chat": CHAT, "from": ADA, "date": 1, "old_chat_member": WAS, "new_chat_member": new}}


@pytest.mark.parametrize(
    ("updates", "waits"),
    [
        ([became("left")], True),
        ([became("kicked", until_date=0)], True),
        ([became("restricted", is_member=False, can_send_messages=True)], True),
        ([became("restricted", is_member=True, can_send_messages=False)], True),
        ([became("restricted", is_member=True, can_send_messages=True)], False),
        ([became("left"), became("member")], False),
        ([became("left"), {"message": MESSAGE}], False),
        ([became("left"), {"guest_message": MESSAGE | {"guest_query_id": "1"}}], True),
        ([{"message": MESSAGE}], False),
    ],
)
def test_what_is_followed_waits_while_the_bot_is_away(tmp_path: Path, updates: list[Any], waits: bool) -> None:
    """Removed, blocked or silenced, until somebody writes there again; what a guest is asked tells nothing."""
    state = State.open(None, tmp_path / "state.sqlite", 1)
    follows = Follows(state)
    taken(state, follows, updates)
    assert follows.is_paused(-5) is waits
    assert Inbox(state).waiting() == []
    state.close()


class Unreachable(Follows):
    """Follows whose database has stopped answering."""

    def pause(self, chat: int) -> None:
        raise StateUnreachable("The state's database doesn't answer", "Look at it")

    resume = pause


@pytest.mark.parametrize("update", [became("left"), {"message": MESSAGE}])
def test_an_update_is_handled_although_its_note_fails(tmp_path: Path, update: dict[str, Any]) -> None:
    """Its answer doesn't wait for the next start."""
    state = State.open(None, tmp_path / "state.sqlite", 1)
    Follows(state).pause(-5)
    taken(state, Unreachable(state), [update])
    assert Inbox(state).waiting() == []
    state.close()


def taken(state: State, follows: Follows, updates: list[Any]) -> None:
    """Have updates handled."""

    async def take() -> None:
        reception = Reception(Handled(), state, follows)  # type: ignore[arg-type]
        await reception.take([{"update_id": number} | each for number, each in enumerate(updates, 1)])
        await reception.finish(10)

    asyncio.run(take())
