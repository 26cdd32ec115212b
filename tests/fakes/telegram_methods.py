"""The Bot API's methods that the fake server knows, with their fields: whatever else is sent breaks the protocol."""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


def _integer(value: str) -> int:
    return int(value)


def _boolean(value: str) -> bool:
    if value.lower() not in {"true", "false"}:
        raise ValueError(value)
    return value.lower() == "true"


def _text(value: str) -> str:
    value.encode()  # a lone surrogate can't be sent
    if "\0" in value:
        raise ValueError("NUL")
    return value


def _one_of(*values: str) -> Callable[[str], str]:
    def read_one(value: str) -> str:
        if value not in values:
            raise ValueError(value)
        return value

    return read_one


def _strings(value: str) -> list[str]:
    found = json.loads(value)
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise ValueError(value)
    return found


def _object(**keys: type) -> Callable[[str], dict[str, Any]]:
    def read_object(value: str) -> dict[str, Any]:
        return _has(json.loads(value), keys)

    return read_object


def _has(found: Any, keys: dict[str, type]) -> dict[str, Any]:
    if not isinstance(found, dict) or not found:
        raise ValueError(found)
    for key, value in found.items():
        if key not in keys or not isinstance(value, keys[key]):
            raise ValueError(f"{key}: {value!r}")
    return found


def _commands(value: str) -> list[dict[str, Any]]:
    found = json.loads(value)
    for command in found:
        _has(command, {"command": str, "description": str})
        name, description = command["command"], command["description"]
        if not (1 <= len(name) <= 32 and name.replace("_", "a").isalnum() and name == name.lower() and name.isascii()):
            raise ValueError(name)
        if not 1 <= len(description) <= 256:
            raise ValueError(description)
    return list(found)


def _secret(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value):
        raise ValueError(value)
    return value


def _keyboard(value: str) -> dict[str, Any]:
    found = _has(json.loads(value), {"inline_keyboard": list, "force_reply": bool, "selective": bool})
    if "inline_keyboard" not in found:
        if not found["force_reply"]:
            raise ValueError(found)
        return found
    for row in found["inline_keyboard"]:
        for button in row:
            _has(button, {"text": str, "callback_data": str, "url": str, "copy_text": dict, "switch_inline_query": str})
            if len(button) != 2 or not button["text"]:
                raise ValueError(button)
            if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
                raise ValueError(button)
            if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= 256:
                raise ValueError(button)
    return found


@dataclass(frozen=True)
class Upload:
    """A file that the bot sent."""

    name: str
    data: bytes


def as_upload(name: str, data: bytes) -> str:
    """A file as ``read`` takes it."""
    return f"{name}\n{b64encode(data).decode()}"


def _file(*kinds: str) -> Callable[[str], Upload]:
    """A file whose name ends in one of these and is what it says; a photo has at most 10 MB."""

    def read_file(value: str) -> Upload:
        name, line, data = value.partition("\n")
        if not line or not name.endswith(kinds) or "/" in name:
            raise ValueError(f"no file, or one of another kind: {name!r}")
        found = Upload(name, b64decode(data))
        heads = {".png": b"\x89PNG", ".docx": b"PK", ".html": b"<!doctype html>"}
        if not found.data.startswith(heads[name[name.rindex(".") :]]) or len(found.data) > 10_000_000:
            raise ValueError(f"{name!r} isn't what it says")
        return found

    return read_file


Fields = dict[str, Callable[[str], Any]]
_WHERE: Fields = {"chat_id": _integer, "message_thread_id": _integer}
_SENT: Fields = _WHERE | {
    "parse_mode": _one_of("HTML"),
    "reply_parameters": _object(message_id=int, allow_sending_without_reply=bool),
    "reply_markup": _keyboard,
}

METHODS: dict[str, tuple[Fields, frozenset[str]]] = {
    "getMe": ({}, frozenset()),
    "getUpdates": (
        {"offset": _integer, "limit": _integer, "timeout": _integer, "allowed_updates": _strings},
        frozenset(),
    ),
    "setWebhook": (
        {
            "url": _text,
            "secret_token": _secret,
            "allowed_updates": _strings,
            "max_connections": _integer,
            "drop_pending_updates": _boolean,
        },
        frozenset({"url"}),
    ),
    "getWebhookInfo": ({}, frozenset()),
    "deleteWebhook": ({"drop_pending_updates": _boolean}, frozenset()),
    "setMyCommands": ({"commands": _commands}, frozenset({"commands"})),
    "sendChatAction": (_WHERE | {"action": _one_of("typing")}, frozenset({"chat_id", "action"})),
    "sendMessage": (
        _WHERE
        | {
            "text": _text,
            "parse_mode": _one_of("HTML"),
            "disable_notification": _boolean,
            "link_preview_options": _object(is_disabled=bool),
            "reply_parameters": _object(message_id=int, allow_sending_without_reply=bool),
            "reply_markup": _keyboard,
        },
        frozenset({"chat_id", "text"}),
    ),
    "sendPhoto": (_SENT | {"photo": _file(".png"), "caption": _text}, frozenset({"chat_id", "photo"})),
    "sendDocument": (
        _SENT | {"document": _file(".docx", ".html"), "caption": _text},
        frozenset({"chat_id", "document"}),
    ),
    "editMessageText": (
        {
            "chat_id": _integer,
            "message_id": _integer,
            "text": _text,
            "parse_mode": _one_of("HTML"),
            "link_preview_options": _object(is_disabled=bool),
            "reply_markup": _keyboard,
        },
        frozenset({"chat_id", "message_id", "text"}),
    ),
    "answerCallbackQuery": (
        {"callback_query_id": _text, "text": _text, "show_alert": _boolean, "cache_time": _integer},
        frozenset({"callback_query_id"}),
    ),
}
"""Each method's fields, with what reads them, and which of them it needs."""


def read(method: str, sent: dict[str, str]) -> tuple[dict[str, Any], list[str]]:
    """The fields of a request as values, and what is wrong with them."""
    if method not in METHODS:
        return {}, [f"unknown method {method}"]
    known, needed = METHODS[method]
    fields: dict[str, Any] = {}
    wrong = [f"{method} without {name}" for name in sorted(needed - set(sent))]
    for name, value in sent.items():
        if name not in known:
            wrong.append(f"{method} with unknown field {name}")
            continue
        try:
            fields[name] = known[name](value)
        except (ValueError, TypeError, KeyError) as error:
            wrong.append(f"{method} with wrong {name}: {error}")
    return fields, wrong
