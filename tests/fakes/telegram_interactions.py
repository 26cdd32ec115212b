"""What a Bot API server does besides messages: buttons changed, messages deleted, inline queries, files."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.fakes.telegram_html import Parsed, parse
from tests.fakes.telegram_methods import _WHERE, METHODS, _boolean, _commands, _integer, _keyboard, _object, _text
from tests.fakes.telegram_records import Refused, Sent, entities_of

MESSAGE_UNITS = 4096
CAPTION_UNITS = 1024
MOST_RESULTS = 50
RICH_CHARACTERS = 32_768


def _scope(value: str) -> dict[str, Any]:
    found = json.loads(value)
    kinds = {"default": set(), "all_private_chats": set(), "all_group_chats": set(), "chat": {"chat_id"}}
    if set(found) - {"type"} != kinds[found["type"]]:
        raise ValueError(value)
    return dict(found)


def _results(value: str) -> list[dict[str, Any]]:
    found = json.loads(value)
    ids = [each["id"] for each in found]
    if len(found) > MOST_RESULTS or len(set(ids)) != len(ids):
        raise ValueError(f"{len(found)} results, {len(set(ids))} ids")
    for each in found:
        known = {"type", "id", "title", "description", "input_message_content", "reply_markup", "url"}
        if each["type"] != "article" or set(each) - known or not each["title"].strip():
            raise ValueError(each)
        if not 1 <= len(each["id"].encode()) <= 64:
            raise ValueError(each["id"])
        content = each["input_message_content"]
        if set(content) - {"message_text", "parse_mode", "link_preview_options"}:
            raise ValueError(content)
        text = content["message_text"]
        parsed = parse(text) if content.get("parse_mode") == "HTML" else Parsed(text, [])
        if parsed.sloppy or not 1 <= parsed.units <= MESSAGE_UNITS or not parsed.text.strip():
            raise ValueError(f"{parsed.sloppy} in {text[:200]!r}")
        if "reply_markup" in each:
            _keyboard(json.dumps(each["reply_markup"]))
    return list(found)


def _inline_button(value: str) -> dict[str, Any]:
    found = json.loads(value)
    if set(found) != {"text", "start_parameter"} or not 1 <= len(found["start_parameter"]) <= 64 or not found["text"]:
        raise ValueError(value)
    return dict(found)


def _at_most(length: int) -> Callable[[str], str]:
    def read_text(value: str) -> str:
        if len(_text(value)) > length:
            raise ValueError(f"{len(value)} characters")
        return value

    return read_text


def _language(value: str) -> str:
    if len(value) != 2 or not value.isalpha():
        raise ValueError(value)
    return value


def _rich(value: str) -> dict[str, Any]:
    found = json.loads(value)
    lines = re.findall(r"<p>(.*?)</p>", found["html"], re.DOTALL)
    if set(found) != {"html"} or "".join(f"<p>{line}</p>" for line in lines) != found["html"] or not lines:
        raise ValueError(value[:200])
    return {"html": "\n".join(lines)}


def _guest_result(value: str) -> list[dict[str, Any]]:
    return _results(f"[{value}]")


METHODS |= {
    "sendMessageDraft": (
        {
            "chat_id": _integer,
            "message_thread_id": _integer,
            "draft_id": _integer,
            "text": _at_most(MESSAGE_UNITS),
            "can_stop": _boolean,
        },
        frozenset({"chat_id", "draft_id", "text"}),
    ),
    "sendRichMessage": (
        _WHERE
        | {
            "rich_message": _rich,
            "reply_parameters": _object(message_id=int, allow_sending_without_reply=bool),
        },
        frozenset({"chat_id", "rich_message"}),
    ),
    "answerGuestQuery": (
        {"guest_query_id": _text, "result": _guest_result},
        frozenset({"guest_query_id", "result"}),
    ),
    "setMyCommands": ({"commands": _commands, "scope": _scope, "language_code": _language}, frozenset({"commands"})),
    "editMessageReplyMarkup": (
        {"chat_id": _integer, "message_id": _integer, "reply_markup": _keyboard},
        frozenset({"chat_id", "message_id"}),
    ),
    "deleteMessage": ({"chat_id": _integer, "message_id": _integer}, frozenset({"chat_id", "message_id"})),
    "answerInlineQuery": (
        {
            "inline_query_id": _text,
            "results": _results,
            "cache_time": _integer,
            "is_personal": _boolean,
            "next_offset": _text,
            "button": _inline_button,
        },
        frozenset({"inline_query_id", "results"}),
    ),
    "getFile": ({"file_id": _text}, frozenset({"file_id"})),
    "getMyDescription": ({"language_code": _language}, frozenset()),
    "getMyShortDescription": ({"language_code": _language}, frozenset()),
    "setMyDescription": ({"description": _at_most(512), "language_code": _language}, frozenset()),
    "setMyShortDescription": ({"short_description": _at_most(120), "language_code": _language}, frozenset()),
}


def _ada(person: int) -> dict[str, Any]:
    return {"id": person, "is_bot": False, "first_name": "Ada"}


class Interactions:
    """A part of the server; ``TelegramServer`` has what it is built on."""

    _state: Any
    _changed: Any
    _bot: dict[str, Any]
    _chat: Callable[[dict[str, Any]], dict[str, Any]]
    _parsed: Callable[[dict[str, Any]], Any]
    _as_json: Callable[[Sent], dict[str, Any]]
    _notify: Callable[[], None]
    _update_ids: Any
    _message_ids: Any

    def ask_inline(self, text: str, *, person: int = 1001, offset: str = "") -> str:
        """A person types ``@bot text`` somewhere; returns the query's id."""
        who = {"id": person, "is_bot": False, "first_name": "Ada"}
        with self._changed:
            query = f"inline{next(self._update_ids)}"
            body = {"id": query, "from": who, "query": text, "offset": offset, "chat_type": "sender"}
            self._state.queries.add(query)
            self._state.updates.append({"update_id": next(self._update_ids), "inline_query": body})
        self._notify()
        return query

    def membership(self, chat: int, status: str) -> None:
        """The bot is made a "member" of a chat, or removed or blocked ("kicked")."""
        with self._changed:
            where = self._state.chats[chat]
            why = "blocked by the user" if where["type"] == "private" else f"kicked from the {where['type']} chat"
            if status == "kicked":
                self._state.shut[chat] = Refused(403, f"Forbidden: bot was {why}")
            else:
                self._state.shut.pop(chat, None)
            member = {"user": self._bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})
            body = {"chat": where, "from": _ada(chat), "date": int(time.time()), "new_chat_member": member}
            body["old_chat_member"] = {"user": self._bot, "status": "member"}
            self._state.updates.append({"update_id": next(self._update_ids), "my_chat_member": body})
        self._notify()

    def migrate(self, old: int, new: int, *, told: bool = True) -> None:
        """A group becomes a supergroup; ``told``: the bot gets the messages that say so, and not just the refusals."""
        with self._changed:
            group = self._state.chats[old]
            self._state.chats[new] = group | {"id": new, "type": "supergroup"}
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            self._state.shut[old] = Refused(400, words, migrate_to_chat_id=new)
            for chat, told_of in ((old, {"migrate_to_chat_id": new}), (new, {"migrate_from_chat_id": old})):
                message = {"message_id": next(self._message_ids), "date": int(time.time()), "from": _ada(7)} | told_of
                message["chat"] = self._state.chats[chat]
                if told:
                    self._state.updates.append({"update_id": next(self._update_ids), "message": message})
        self._notify()

    def summon(self, text: str, *, chat: int, kind: str = "supergroup", person: int = 1001, **more: Any) -> str:
        """A person mentions the bot in a chat that it isn't in; returns the query's id."""
        with self._changed:
            query, number = f"guest{next(self._update_ids)}", next(self._message_ids)
            body = {
                "message_id": number,
                "date": 1,
                "chat": {"id": chat, "type": kind, "title": "x"},
                "from": _ada(person),
            }
            body |= {"text": text, "entities": entities_of(text), "guest_query_id": query} | more
            self._state.queries.add(query)
            self._state.updates.append({"update_id": next(self._update_ids), "guest_message": body})
        self._notify()
        return query

    def react(self, message: Sent, before: str, after: str, *, person: int) -> None:
        """A person changes their reaction to a message, "" being none."""
        old, new = ([{"type": "emoji", "emoji": each}] if each else [] for each in (before, after))
        with self._changed:
            body = {"chat": self._state.chats[message.chat], "message_id": message.id, "date": 1, "user": _ada(person)}
            body |= {"old_reaction": old, "new_reaction": new}
            self._state.updates.append({"update_id": next(self._update_ids), "message_reaction": body})
        self._notify()

    def stop_draft(self, chat: int, draft: int) -> None:
        """A person presses the Stop of a draft."""
        with self._changed:
            body = {"chat": self._state.chats[chat], "draft_id": draft}
            self._state.updates.append({"update_id": next(self._update_ids), "stopped_message_generation": body})
        self._notify()

    def upload(self, content: bytes) -> dict[str, Any]:
        """A file that a person sends: what ``say`` takes as ``document``, but for its name."""
        with self._changed:
            number = len(self._state.files)
            self._state.files.append(content)
        return {"file_id": f"file{number}", "file_unique_id": f"unique{number}", "file_size": len(content)}

    async def _sendPhoto(self, fields: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        return self._with_caption(fields)

    async def _sendDocument(self, fields: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        return self._with_caption(fields)

    def _with_caption(self, fields: dict[str, Any]) -> dict[str, Any]:
        chat = self._chat(fields)
        caption = str(fields.get("caption", ""))
        parsed = self._parsed({**fields, "text": caption}) if caption else Parsed("", [])
        if parsed.units > CAPTION_UNITS:
            self._state.violations.append(f"a caption of {parsed.units} units")
            raise Refused(400, "Bad Request: message caption is too long")
        with self._changed:
            sent = Sent(next(self._message_ids), chat["id"], parsed, fields)
            self._state.sent.append(sent)
        return self._as_json(sent)

    async def _editMessageReplyMarkup(self, fields: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        self._chat(fields)
        with self._changed:
            at = self._place(fields, "edit")
            before: Sent = self._state.sent[at]
            if before.fields.get("reply_markup") == fields.get("reply_markup"):
                raise Refused(400, "Bad Request: message is not modified")
            kept = {name: value for name, value in before.fields.items() if name != "reply_markup"}
            more = {"reply_markup": fields["reply_markup"]} if "reply_markup" in fields else {}
            after = self._state.sent[at] = replace(before, fields=kept | more)
        return self._as_json(after)

    async def _deleteMessage(self, fields: dict[str, Any]) -> bool:  # noqa: N802
        self._chat(fields)
        with self._changed:
            del self._state.sent[self._place(fields, "delete")]
        return True

    async def _answerInlineQuery(self, fields: dict[str, Any]) -> bool:  # noqa: N802
        with self._changed:
            if fields["inline_query_id"] not in self._state.queries:
                raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
            self._state.queries.remove(fields["inline_query_id"])
        return True

    async def _answerGuestQuery(self, fields: dict[str, Any]) -> dict[str, str]:  # noqa: N802
        await self._answerInlineQuery({"inline_query_id": fields["guest_query_id"]})
        return {"inline_message_id": fields["guest_query_id"]}

    async def _sendMessageDraft(self, fields: dict[str, Any]) -> bool:  # noqa: N802
        if self._chat(fields)["type"] != "private" or not fields["draft_id"]:
            self._state.violations.append(f"a draft {fields['draft_id']} in chat {fields['chat_id']}")
            raise Refused(400, "Bad Request: TEXTDRAFT_PEER_INVALID")
        return True

    async def _sendRichMessage(self, fields: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        chat, parsed = self._chat(fields), parse(fields["rich_message"]["html"])
        if parsed.sloppy or len(parsed.text) > RICH_CHARACTERS:
            self._state.violations.append(f"a rich message of {len(parsed.text)} characters, {parsed.sloppy}")
        with self._changed:
            sent = Sent(next(self._message_ids), chat["id"], parsed, fields)
            self._state.sent.append(sent)
        return self._as_json(sent)

    async def _getMyDescription(self, fields: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        return {"description": self._as_described("setMyDescription", fields)}

    async def _getMyShortDescription(self, fields: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        return {"short_description": self._as_described("setMyShortDescription", fields)}

    async def _setMyDescription(self, fields: dict[str, Any]) -> bool:  # noqa: N802
        self._described["setMyDescription" + fields.get("language_code", "")] = fields.get("description", "")
        return True

    async def _setMyShortDescription(self, fields: dict[str, Any]) -> bool:  # noqa: N802
        self._described["setMyShortDescription" + fields.get("language_code", "")] = fields.get("short_description", "")
        return True

    def _as_described(self, method: str, fields: dict[str, Any]) -> str:
        """What is set for a language, else for all others."""
        return self._described.get(method + fields.get("language_code", ""), self._described.get(method, ""))

    @property
    def _described(self) -> dict[str, str]:
        return self._state.described

    async def _getFile(self, fields: dict[str, Any]) -> dict[str, Any]:  # noqa: N802
        number = int(fields["file_id"].removeprefix("file"))
        size = len(self._state.files[number])
        path = f"documents/{number}"
        return {"file_id": fields["file_id"], "file_unique_id": f"u{number}", "file_size": size, "file_path": path}

    def _place(self, fields: dict[str, Any], what: str) -> int:
        """Where the message stands among those sent."""
        for at, each in enumerate(self._state.sent):
            if (each.id, each.chat) == (fields["message_id"], fields["chat_id"]):
                return at
        raise Refused(400, f"Bad Request: message to {what} not found")
