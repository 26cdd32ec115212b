"""Questions and their answers, as people see them."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime

import pytest
from telegram import Bot

from bot.telegram_chat.chat_context import Spot
from bot.telegram_chat.handlers.questions import apologise
from bot.telegram_chat.transport.http import Requests
from tests.bot.telegram_chat.chat_process import PARAGRAPH, QUOTE, TITLE
from tests.bot.telegram_chat.conftest import ChatProcess
from tests.bot.telegram_chat.rooms import Talk
from tests.fakes.telegram_server import TelegramServer


def test_a_question_is_answered_with_its_cited_words(talk: Talk) -> None:
    """The answer replies to the question: the quote in a box that unfolds to its passage, over its linked title."""
    asked = talk.say("what did Brandt say")
    [answer] = talk.heard(1)
    [box] = answer.spans("expandable_blockquote")
    where = f"— {TITLE} — The Coast & Harbour, 12 Feb 2025"
    assert answer.text == f"[1] Ilse Brandt:\n{box}\n(what did Brandt say)\n{where}"
    assert box.startswith(f"{QUOTE}\n\n")
    assert answer.spans("bold") == [QUOTE]
    assert QUOTE in box.partition("\n\n")[2]
    [link] = [entity for entity in answer.parsed.entities if entity.type == "text_link"]
    address = "https://example.org/ferry?a=1&b=2#:~:text=We%20have%20tried%20everything%20%3C%203%20%3E%20and%20it%20%26%20we%20failed"
    assert (link.of(answer.text), link.url) == (TITLE, address)
    assert answer.fields["reply_parameters"] == {"message_id": asked, "allow_sending_without_reply": True}
    assert answer.fields["link_preview_options"] == {"is_disabled": True}


def test_the_core_gets_text_chat_and_day(talk: Talk) -> None:
    """The question carries the name of the conversation and today's date in UTC."""
    days = {f"{datetime.now(UTC).date()}"}
    question = "whole  question\nof two lines"
    answer = talk.ask(question)
    days.add(f"{datetime.now(UTC).date()}")
    assert answer.text in {f"{question!r} in {talk.chat}:0:7 on {day}" for day in days}


def test_a_refusal_is_plain_and_suggests(talk: Talk) -> None:
    """What is not in the articles is said without any formatting, with what to ask instead to tap on."""
    answer = talk.ask("refuse this")
    assert answer.text == "Not in the <articles>."
    assert answer.parsed.entities == []
    assert answer.buttons[0] == {"text": "What did B & C say?", "callback_data": "ask:1"}


def test_hostile_text_does_no_harm(talk: Talk) -> None:
    """NUL, lone surrogates, markup and direction marks in a question come back as text."""
    answer = talk.ask("whole \ud83d <b>&amp;\u202e \0 end 😀")
    assert "\\ufffd" not in answer.text
    assert "<b>&amp;" in answer.text
    assert "end 😀" in answer.text


def test_a_long_quote_comes_in_parts_that_make_it_whole(talk: Talk) -> None:
    """A passage that no message holds is cut at words, and nothing of it is lost or added."""
    talk.say("long one")
    parts = talk.heard(5)
    quoted = "".join(words for part in parts for words in part.spans("expandable_blockquote"))
    assert quoted == (PARAGRAPH * 200)[:15_000]
    assert "reply_parameters" in parts[0].fields
    assert all("reply_parameters" not in part.fields for part in parts[1:])


def test_an_error_is_an_id_in_the_chat_and_a_traceback_in_the_log(talk: Talk, scripted_chat: ChatProcess) -> None:
    """A person learns an id and nothing of the inside; the log has both."""
    text = talk.ask("crash please").text
    found = re.fullmatch(r"Something went wrong \(error id ([0-9a-f]{6})\)\.", text)
    assert found, text
    log = scripted_chat.output[scripted_chat.output.index(found.group(1)) :]
    assert "RuntimeError: the inside of the machine" in log
    assert "in answer" in log


def test_an_error_of_the_index_tells_no_paths(talk: Talk) -> None:
    """What is wrong with the machine is for its operator; that trying again helps is for everybody."""
    text = talk.ask("locked now").text
    assert "/home" not in text
    assert "again" in text


def test_no_articles_is_said_plainly(talk: Talk) -> None:
    """That there is nothing yet is said; what the operator must do is not."""
    assert talk.ask("nothing there").text == "There are no articles to answer from yet."


def test_the_token_is_in_no_log(talk: Talk, scripted_chat: ChatProcess) -> None:
    """Not even when an error's text holds it: the fixture looks through the whole output, this leads it into it."""
    talk.ask("leak it")
    assert "https://x/bot<token>/getMe failed" in scripted_chat.output


@pytest.mark.parametrize("guest", [False, True])
def test_no_apology_goes_to_the_chat_of_a_guest(server: TelegramServer, guest: bool) -> None:
    """Which may have the id of another person's chat with the bot."""
    server.say("hi", chat=1001)

    async def running() -> None:
        async with Bot(server.token, base_url=f"{server.url}/bot", request=Requests(1)) as bot:
            await apologise(bot, Spot(1001, None, 7, private=True, guest=guest), RuntimeError("x"))

    asyncio.run(running())
    assert len(server.messages(1001)) == (0 if guest else 1)


def test_answers_keep_the_order_of_their_chat(talk: Talk) -> None:
    """A quick question after a slow one waits; one in another chat doesn't."""
    other = Talk(talk.server)
    talk.say("slow 1")
    talk.say("quick one")
    other.ask("another")
    assert talk.server.messages(talk.chat) == []
    first, second = talk.heard(2)
    assert "slow 1" in first.text
    assert "quick one" in second.text
