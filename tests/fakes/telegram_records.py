"""What the fake Bot API server keeps of what was sent, and what can be scripted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tests.fakes.telegram_html import Parsed, units


@dataclass(frozen=True)
class Call:
    """A request of the bot's, its fields read."""

    method: str
    fields: dict[str, Any]
    at: float


@dataclass(frozen=True)
class Sent:
    """A message of the bot's as people see it."""

    id: int
    chat: int
    parsed: Parsed
    fields: dict[str, Any]
    edits: int = 0

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """Those under it, row by row."""
        rows = self.fields.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    @property
    def text(self) -> str:
        return self.parsed.text

    def spans(self, kind: str) -> list[str]:
        """The words formatted as ``kind``."""
        return [entity.of(self.text) for entity in self.parsed.entities if entity.type == kind]


@dataclass
class Fault:
    """What happens to a request instead of what it asks for.

    Args:
        method: the Bot API's method that it hits.
        status: HTTP status of the answer; 0 drops the connection.
        description: Telegram's words, or as it is (no JSON) for the body of a ``raw`` fault.
        retry_after: seconds, for a 429.
        times: how many requests it hits.
        skips: how many it lets pass before.
        after: the request takes effect before it fails.
        chat: hits only requests for this chat.
        hangs: seconds until it is answered at all.
    """

    method: str
    status: int = 0
    description: str = "scripted"
    retry_after: int | None = None
    times: int = 1
    skips: int = 0
    after: bool = False
    raw: bool = False
    chat: int | None = None
    hangs: float = 0.0


class Refused(Exception):
    """An answer other than 200."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(status, description)
        self.status, self.description, self.parameters = status, description, parameters


def entities_of(text: str) -> list[dict[str, Any]]:
    """The commands and mentions that Telegram finds in what a person writes."""
    found = []
    for pattern, kind in ((r"(?<!\S)/\w{1,64}(@\w+)?", "bot_command"), (r"(?<![\w/])@\w{5,}", "mention")):
        for match in re.finditer(pattern, text):
            if kind == "mention" and any(
                e["offset"] <= units(text[: match.start()]) < e["offset"] + e["length"] for e in found
            ):
                continue
            found.append({"type": kind, "offset": units(text[: match.start()]), "length": units(match.group())})
    return sorted(found, key=lambda entity: int(str(entity["offset"])))
