"""Updates come in: stored first, then handled in their lanes, then done with."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

from telegram import Update
from telegram.ext import Application

from bot.errors import StateFailure
from bot.state.database import State
from bot.state.follows import Follows
from bot.state.inbox import Inbox, delivery_of
from bot.state.inbox import Update as Raw
from bot.state.outbox import Outbox
from bot.telegram_chat.transport.delivery import delivering
from bot.telegram_chat.transport.newer_methods import STOPPED
from bot.telegram_chat.updates.lanes import Lanes

log = logging.getLogger(__name__)

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "my_chat_member",
    "message_reaction",
    "guest_message",
    STOPPED,
)
"""What Telegram is asked to send; a server that doesn't know one of these leaves it out."""

_AT_ONCE = ("callback_query", "message_reaction", STOPPED)

_OUT_OF_TURN = ("/cancel", "/stop")
# What stops the answer under way can't wait for its end.

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class Entrance:
    """Stores updates for whichever process answers; once this one does, by :meth:`open`, they are handled here.

    Args:
        state: where they are kept.
    """

    def __init__(self, state: State) -> None:
        self._inbox = Inbox(state)
        self._reception: Reception | None = None

    def open(self, reception: Reception) -> None:
        """From now on this process handles what comes."""
        self._reception = reception

    async def take(self, updates: Sequence[Raw]) -> None:
        """Store updates; when this returns, Telegram may forget them.

        Raises:
            StateFailure: none of them was stored.
        """
        if self._reception is not None:
            await self._reception.take(updates)
        else:
            await asyncio.to_thread(self._inbox.put, _with_person(updates))

    @property
    def waiting(self) -> int | None:
        """How many updates are taken in here and not done with; None: another process answers."""
        return None if self._reception is None else self._reception.waiting


class Reception:
    """Where updates are taken in and handled.

    Args:
        application: handles each.
        state: where they are kept.
        follows: wait in chats that take no messages.
        shared: other processes may store updates too, those of one chat by turns.
    """

    def __init__(self, application: AnyApplication, state: State, follows: Follows, *, shared: bool = False) -> None:
        self._shared = shared
        self._application = application
        self._state = state
        self._follows = follows
        self._inbox = Inbox(state)
        self._outbox = Outbox(state)
        self._lanes: Lanes[tuple[Raw, bool]] = Lanes(self._handle)
        self._held: set[int] = set()
        self._finished: set[int] = set()
        self._looking = asyncio.Lock()

    async def take(self, updates: Sequence[Raw]) -> None:
        """Store updates; when this returns, Telegram may forget them. Those that are new are handled.

        Raises:
            StateFailure: none of them was stored, or it can't be seen whether they were.
        """
        if updates:
            fresh = await asyncio.to_thread(self._inbox.put, _with_person(updates))
            for each in fresh if not self._shared else ():
                self._put(each, resumed=False)
            await self.look()

    async def look(self) -> None:
        """Handle what was stored since the last look, by any process, in the order in which Telegram numbered it.

        Nothing is done where no other process stores anything.
        """
        if not self._shared:
            return
        async with self._looking:
            finished, self._finished = self._finished, set()
            for each in await asyncio.to_thread(self._inbox.waiting, frozenset(self._held)):
                self._put(each, resumed=False)
            self._held -= finished  # only now: what was finished during the look may still stand in what it read

    def _put(self, update: Raw, *, resumed: bool) -> None:
        if self._shared:
            self._held.add(update["update_id"])
        self._lanes.put(lane_of(update), (update, resumed))

    async def resume(self) -> None:
        """Take up what an earlier run stored and didn't finish."""
        left = await asyncio.to_thread(self._inbox.resumed)
        if left:
            log.info("Taking up %d messages from before", len(left))
        for each in left:
            self._put(each, resumed=True)

    async def finish(self, seconds: float) -> None:
        """Wait for what is being handled, at most so long; the rest is taken up at the next start."""
        left = await self._lanes.finish(seconds)
        if left:
            log.warning("%d messages are left for the next start", left)

    def aside(self) -> AbstractAsyncContextManager[None]:
        """Let other lanes go on while one waits."""
        return self._lanes.aside()

    async def moved(self, old: int, new: int) -> None:
        """A group has become a supergroup: what is kept of it goes along."""
        log.info("Group %s has become supergroup %s", old, new)
        try:
            await asyncio.to_thread(self._follows.resume, old)
            await asyncio.to_thread(self._state.move, old, new)
        except StateFailure as error:  # the next request to the old id tells of it again
            log.warning("What is kept of group %s stays with it for now: %s", old, error)

    @property
    def waiting(self) -> int:
        """How many updates are taken in and not done with."""
        return len(self._lanes)

    async def _handle(self, taken: tuple[Raw, bool]) -> None:
        raw, resumed = taken
        number = raw["update_id"]
        try:
            await self._note(raw)
        except StateFailure as error:
            log.warning("What update %s tells of its chat isn't noted: %s", number, error)
        try:
            update = Update.de_json(raw, self._application.bot)
        except Exception:
            log.exception("Update %s can't be read and is left out", number)
        else:
            async with delivering(self._outbox, delivery_of(number), resumed=resumed):
                await self._application.process_update(update)
        self._inbox.done(number)
        if self._shared:
            self._finished.add(number)

    async def _note(self, raw: Raw) -> None:
        """Note what an update tells of its chat: that its id has changed, or that it takes messages or none.

        Updates of strangers count, too. The library can't read what servers of other versions say of members.
        """
        chat, part = chat_of(raw), _part(raw)
        if chat is None or "guest_message" in raw:  # a guest's chat is none of the bot's own
            return
        old, new = part.get("migrate_from_chat_id"), part.get("migrate_to_chat_id")
        if type(old) is int or type(new) is int:
            await self.moved(old or chat, new or chat)
        elif "my_chat_member" in raw and not _takes_messages(part.get("new_chat_member")):
            log.info("Chat %s takes no messages any more", chat)
            await asyncio.to_thread(self._follows.pause, chat)
        elif self._follows.is_paused(chat):  # a message or a press comes from there, so the bot may write there
            await asyncio.to_thread(self._follows.resume, chat)


def _takes_messages(me: object) -> bool:
    """Whether the bot may write where it is this member."""
    if not isinstance(me, dict) or me.get("status") in {"left", "kicked"}:
        return False
    return me.get("status") != "restricted" or bool(me.get("is_member") and me.get("can_send_messages"))


def _with_person(updates: Sequence[Raw]) -> list[tuple[Raw, int | None]]:
    return [(each, person_of(each)) for each in updates]


def is_update(raw: object) -> bool:
    """Whether this is one, as far as it takes to store it."""
    return isinstance(raw, dict) and type(raw.get("update_id")) is int


def person_of(raw: Raw) -> int | None:
    """Whose update it is: a chat's where somebody writes for it, since all such messages bear one user's id."""
    for sender in (_part(raw).get(kind) for kind in ("sender_chat", "from", "actor_chat", "user")):
        if isinstance(sender, dict) and type(sender.get("id")) is int:
            return int(sender["id"])
    return None


def lane_of(raw: Raw) -> str:
    """What an update has to wait behind: the messages of its chat; for a button or a reaction only others."""
    if "inline_query" in raw:
        return f"inline {person_of(raw)}"
    where, text = chat_of(raw) or person_of(raw), _part(raw).get("text")
    if "guest_message" in raw:
        return f"guest {where}"
    if any(kind in raw for kind in _AT_ONCE) or (isinstance(text, str) and text.lower().startswith(_OUT_OF_TURN)):
        return f"at once {where}"
    return f"chat {where}"


def chat_of(raw: Raw) -> int | None:
    """The chat that an update is of."""
    part = _part(raw)
    pressed = part.get("message") if "callback_query" in raw else part
    chat = pressed.get("chat") if isinstance(pressed, dict) else None
    return chat["id"] if isinstance(chat, dict) and type(chat.get("id")) is int else None


def _part(raw: Raw) -> dict[str, Any]:
    return next((part for kind, part in raw.items() if kind != "update_id" and isinstance(part, dict)), {})
