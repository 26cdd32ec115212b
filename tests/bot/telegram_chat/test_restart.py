"""Nothing is lost and nothing is said twice, however the bot ends."""

from __future__ import annotations

import signal
import time
from pathlib import Path

from tests.bot.telegram_chat.chat_process import PARAGRAPH
from tests.bot.telegram_chat.conftest import chat_process
from tests.fakes.telegram_records import Fault
from tests.fakes.telegram_server import TelegramServer

SLOW, ON_ITS_WAY, LONG, QUICK = 1, 2, 3, 4


def test_what_was_taken_survives_a_sudden_end(server: TelegramServer, tmp_path: Path) -> None:
    """Ended by a second signal, which like a kill leaves it no time, in the middle of four chats:

    an answer that was being made, and what waits behind it, come from the next run, in order; a message that was on
    its way isn't repeated; of a long answer the messages that are missing come, and no other; what was answered, and is
    offered once more by Telegram, isn't answered again.
    """
    server.fail(Fault("sendMessage", after=True, hangs=30, chat=ON_ITS_WAY))
    server.fail(Fault("sendMessage", 429, "Too Many Requests", retry_after=30, chat=LONG, skips=2))
    with chat_process(server, tmp_path) as bot:
        for chat, text in [
            (SLOW, "slow 30"),
            (SLOW, "behind it"),
            (ON_ITS_WAY, "hello"),
            (LONG, "long"),
            (QUICK, "hi"),
        ]:
            server.say(text, chat=chat)
        server.wait(lambda: [len(server.messages(chat)) for chat in (ON_ITS_WAY, LONG, QUICK)] == [1, 2, 1], 20)
        server.wait(lambda: server.unacknowledged == 0 and "as Telegram asks" in bot.output, 20)
        bot.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        assert bot.process.poll() is None, "the first signal lets it finish"
        assert bot.stop() == -signal.SIGTERM
    assert server.messages(SLOW) == []
    with chat_process(server, tmp_path, SLOW_SECONDS="0.1") as bot:
        first, second = server.wait_for_messages(2, SLOW, 20)
        assert "slow 30" in first.text
        assert "behind it" in second.text
        quotes = [
            words for part in server.wait_for_messages(5, LONG, 20) for words in part.spans("expandable_blockquote")
        ]
        assert "".join(quotes) == (PARAGRAPH * 200)[:15_000]
        server.offer_again(5)
        server.say("one more", chat=ON_ITS_WAY)
        assert "one more" in server.wait_for_messages(2, ON_ITS_WAY, 20)[1].text
        assert "on its way when the program ended" in bot.output
        assert bot.stop() == 0
    assert [len(server.messages(chat)) for chat in (SLOW, ON_ITS_WAY, LONG, QUICK)] == [2, 2, 5, 1]
