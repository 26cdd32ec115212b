"""Inline mode through the production command: quotes to send, each with its citation."""

from __future__ import annotations

import asyncio
import statistics
from pathlib import Path
from typing import Any

import pytest
from telegram.ext import Application, CallbackContext, ExtBot

from bot.errors import StateUnreachable
from bot.state.database import State
from bot.state.shared_questions import SharedQuestions
from bot.telegram_chat.handlers.inline import Inline
from bot.telegram_chat.handlers.questions import Asking
from bot.telegram_chat.updates.dispatcher import ALLOWED_UPDATES
from tests.bot.telegram_chat.chat_process import ScriptedAnswers
from tests.bot.telegram_chat.rooms import Room
from tests.fakes.telegram_html import Parsed, parse
from tests.fakes.telegram_records import Fault
from tests.fakes.telegram_server import BOT, TelegramServer


def offered(room: Room, text: str, offset: str = "") -> dict[str, Any]:
    """What the bot offers for ``@bot text``."""
    asked = room.server.ask_inline(text, person=room.person, offset=offset)
    calls = lambda: [  # noqa: E731
        each for each in room.server.calls("answerInlineQuery") if each.fields["inline_query_id"] == asked
    ]
    room.server.wait(lambda: bool(calls()))
    return calls()[0].fields


def cards(fields: dict[str, Any]) -> list[Parsed]:
    return [parse(each["input_message_content"]["message_text"]) for each in fields["results"]]


def test_names_and_words_find_quotes(room: Room) -> None:
    """Each card has the words, whose they are, and the article; nothing previews a link."""
    fields = offered(room, "McFaul gifts")
    [first, *_] = fields["results"]
    assert first["title"] == "Michael McFaul"
    assert first["description"].startswith("Verbatim Sample Review, 13 Feb 2025\n")
    assert "giving Putin gifts" in first["description"]
    text = cards(fields)[0].text
    assert text.startswith("Michael McFaul, on X: ")
    assert "[1] “Gifts” for Putin: old hands attack Washington's opening move — Verbatim Sample Review" in text
    assert first["input_message_content"]["link_preview_options"] == {"is_disabled": True}
    assert fields["cache_time"] == 60
    assert fields["is_personal"] is False


def test_a_topic_alone_finds_whoever_spoke_on_it(room: Room) -> None:
    """Several speakers, each under their own name."""
    assert len({each["title"] for each in offered(room, "NATO")["results"]}) > 1


def test_a_name_may_be_begun(room: Room) -> None:
    """As a person types."""
    assert {each["title"] for each in offered(room, "McF")["results"]} == {"Michael McFaul"}


def test_nothing_typed_offers_the_newest(room: Room) -> None:
    """And goes on from there as a person scrolls, none twice."""
    first = offered(room, "")
    second = offered(room, "", first["next_offset"])
    ids = [each["id"] for fields in (first, second) for each in fields["results"]]
    assert len(first["results"]) == 12
    assert len(set(ids)) == len(ids) > 12


def test_no_row_has_a_twin(room: Room) -> None:
    """The same words of the same person are one row, in however many outlets they stand."""
    for text in ("", "NATO", "Hegseth"):
        rows = [(each["title"], each["description"].partition("\n")[2]) for each in offered(room, text)["results"]]
        assert len(set(rows)) == len(rows)


def test_nothing_found_offers_to_ask(room: Room) -> None:
    """A button leads to the bot."""
    for text in ("zzzz qqqq", "x" * 256):
        fields = offered(room, text)
        assert fields["results"] == []
        assert fields["button"]["start_parameter"] == "inline"


def test_quotes_are_there_at_once(room: Room) -> None:
    """Within 200 ms of the bot's getting the query, in the median of some; the poll's own wait is not counted."""
    asked = ["McFaul", "NATO", "Hegseth on NATO", "minerals", "elections in Ukraine", "", "Zel"]
    for text in asked:
        offered(room, text)
    taken = []
    for text in asked:
        polls = len(room.server.calls("getUpdates"))
        offered(room, text)
        calls = room.server.calls()
        # The poll that comes right behind says when the query was taken.
        taken_at = room.server.calls("getUpdates")[polls].at
        taken.append(max(each.at for each in calls if each.method == "answerInlineQuery") - taken_at)
    assert statistics.median(taken) < 0.2


def answered(room: Room, text: str, chat: int, **more: Any) -> tuple[str, list[dict[str, str]]]:
    """What the bot says, and its buttons, to somebody who mentions it in a chat that it isn't in."""
    query = room.server.summon(f"@{BOT['username']} {text}".strip(), chat=chat, person=room.person, **more)
    calls = lambda: [c for c in room.server.calls("answerGuestQuery") if c.fields["guest_query_id"] == query]  # noqa: E731
    room.server.wait(lambda: bool(calls()))
    [result] = calls()[0].fields["result"]
    rows = result["reply_markup"]["inline_keyboard"]
    return parse(result["input_message_content"]["message_text"]).text, [button for row in rows for button in row]


@pytest.mark.parametrize(("chat", "kind"), [(-5005, "supergroup"), (5005, "private")])
def test_a_guest_answers_where_it_is_asked(room: Room, chat: int, kind: str) -> None:
    """In one message, follow-ups too; none of its buttons needs the bot to be there, and nothing else is sent."""
    text, buttons = answered(room, "what did McFaul say about gifts?", chat, kind=kind)
    assert "giving Putin gifts" in text
    assert not any("callback_data" in each for each in buttons)
    assert buttons[-1]["url"].startswith(f"https://t.me/{BOT['username']}?start=q_")
    assert "McFaul" in answered(room, "and on NATO?", chat, kind=kind)[0]
    assert not room.server.messages(chat)


def test_a_guest_answers_in_plain_text_where_its_markup_is_refused(room: Room) -> None:
    """Once more, the same words; a query is answered once, so two answers can't stand there."""
    room.server.fail(Fault("answerGuestQuery", 400, "Bad Request: can't parse entities: <x>"))
    query = room.server.summon(f"@{BOT['username']} what did McFaul say about gifts?", chat=-5007, person=room.person)
    calls = lambda: [c for c in room.server.calls("answerGuestQuery") if c.fields["guest_query_id"] == query]  # noqa: E731
    room.server.wait(lambda: len(calls()) == 2)
    refused, plain = (each.fields["result"][0]["input_message_content"] for each in calls())
    assert "parse_mode" not in plain
    assert plain["message_text"] == parse(refused["message_text"]).text


def test_a_guest_is_told_what_goes_wrong_with_the_link(
    server: TelegramServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By an answer as any other, not by silence."""

    def fails(self: SharedQuestions, person: int, question: str) -> str:
        raise StateUnreachable("The state's database doesn't answer", "Look at it")

    monkeypatch.setattr(SharedQuestions, "key_of", fails)
    server.summon(f"@{BOT['username']} what did Brandt say", chat=-5008)
    state, answers = State.open(None, tmp_path / "state.sqlite", 1), ScriptedAnswers()

    async def running() -> None:
        async with ExtBot(server.token, base_url=f"{server.url}/bot") as bot:
            [update] = await bot.get_updates(allowed_updates=ALLOWED_UPDATES)
            inline = Inline(answers, Asking(answers, state), state, personal=False)
            context = CallbackContext.from_update(update, Application.builder().bot(bot).updater(None).build())
            await inline.answer_guest(update, context)

    asyncio.run(running())
    state.close()
    [told] = server.calls("answerGuestQuery")
    assert "Something went wrong" in told.fields["result"][0]["input_message_content"]["message_text"]


def test_a_guest_checks_what_it_is_asked_about(room: Room) -> None:
    """Somebody's words that the mention replies to."""
    words = "Hegseth: “there will soon be U.S. troops deployed to Ukraine”"
    said = {"message_id": 3, "date": 1, "chat": {"id": -5006, "type": "supergroup", "title": "x"}, "text": words}
    text, _ = answered(room, "is this true?", -5006, reply_to_message=said)
    assert text.startswith("⚠️ differs: ")
