"""Nothing is lost and nothing is said twice, however the bot ends."""

from __future__ import annotations

import signal
from pathlib import Path

from prompts.replies import MAYBE_MISSED
from tests.bot.telegram_chat.bursts import Burst
from tests.bot.telegram_chat.chat_process import PARAGRAPH
from tests.bot.telegram_chat.conftest import chat_process
from tests.fakes.telegram_records import Fault
from tests.fakes.telegram_server import TelegramServer
from tests.waiting import until

SLOW, ON_ITS_WAY, LONG, QUICK = 1, 2, 3, 4
LATE, EDITED, IN_PARTS = range(1, 9), 98, 99


def test_what_was_taken_survives_a_sudden_end(server: TelegramServer, tmp_path: Path) -> None:
    """Ended by a second signal, which like a kill leaves it no time, in the middle of four chats:

    an answer that was being made, and what waits behind it, come from the next run, in order; an answer that was on
    its way isn't repeated, but offered; of a long answer the messages that are missing come, and no other; what was
    answered, and is offered once more by Telegram, isn't answered again.
    """
    server.fail(Fault("sendMessage", after=True, hangs=30, chat=ON_ITS_WAY))
    server.fail(Fault("sendMessage", 429, "Too Many Requests", retry_after=30, chat=LONG, skips=2))
    with chat_process(server, tmp_path) as bot:
        asked = [
            server.say(text, chat=chat)
            for chat, text in [
                (SLOW, "slow 30"),
                (SLOW, "behind it"),
                (ON_ITS_WAY, "hello"),
                (LONG, "long"),
                (QUICK, "hi"),
            ]
        ]
        server.wait(lambda: [len(server.messages(chat)) for chat in (ON_ITS_WAY, LONG, QUICK)] == [1, 2, 1])
        server.wait(lambda: server.unacknowledged == 0 and "as Telegram asks" in bot.output)
        bot.process.send_signal(signal.SIGTERM)
        until(lambda: "Stopping" in bot.output)
        assert bot.process.poll() is None, "the first signal lets it finish"
        assert bot.stop() == -signal.SIGTERM
    assert server.messages(SLOW) == []
    with chat_process(server, tmp_path, SLOW_SECONDS="0.1") as bot:
        first, second = server.wait_for_messages(2, SLOW)
        assert "slow 30" in first.text
        assert "behind it" in second.text
        quotes = [words for part in server.wait_for_messages(5, LONG) for words in part.spans("expandable_blockquote")]
        assert "".join(quotes) == (PARAGRAPH * 200)[:15_000]
        server.offer_again(5)
        server.say("one more", chat=ON_ITS_WAY)
        arrived, line, behind = server.wait_for_messages(3, ON_ITS_WAY)
        assert (line.text, line.fields["reply_parameters"]["message_id"]) == (MAYBE_MISSED, asked[2])
        assert "one more" in behind.text
        assert "on its way when the program ended" in bot.output
        server.press(line, line.buttons[0]["callback_data"])
        server.wait(lambda: server.messages(ON_ITS_WAY)[1].text == arrived.text)
        assert server.messages(ON_ITS_WAY)[1].buttons == arrived.buttons
        assert bot.stop() == 0
    assert [len(server.messages(chat)) for chat in (SLOW, ON_ITS_WAY, LONG, QUICK)] == [2, 3, 5, 1]


def test_a_burst_that_is_killed_loses_nothing_and_repeats_nothing(server: TelegramServer, tmp_path: Path) -> None:
    """40 people ask at once, the process is killed while answers go out, some on their way and some not yet there:

    everybody has their answer once, or a line whose button shows it; whoever taps it has it once, too. Of an answer in
    parts, the one that was on its way is offered, those before and behind it are there. An edit is simply made again.
    """
    for chat in LATE:
        server.fail(Fault("sendMessage", after=chat % 2 == 0, hangs=30, chat=chat))
    server.fail(Fault("sendMessage", hangs=30, chat=IN_PARTS, skips=1))
    server.fail(Fault("editMessageText", hangs=30, chat=EDITED))
    with chat_process(server, tmp_path) as bot:
        question = server.say("hello", chat=EDITED)
        server.wait_for_messages(1, EDITED)
        server.say("goodbye", chat=EDITED, edited=question)
        server.wait(lambda: bool(server.calls("editMessageText")))
        server.say("long", chat=IN_PARTS)
        burst = Burst(server)
        server.wait(lambda: burst.is_on_its_way(LATE, 1) and burst.is_on_its_way([IN_PARTS], 2))
        bot.stop(signal.SIGKILL)
    with chat_process(server, tmp_path) as bot:
        told = burst.told()
        print(told)
        assert not told.wrong
        assert told.offered >= len(LATE)
        # What hangs below an answer that arrived works, though the bot never heard that it did.
        [arrived] = burst.answers(LATE[1])
        assert burst.room(LATE[1]).told(server.press(arrived, "good")) == "Thanks, noted."
        burst.tap()
        assert all(len(burst.answers(chat)) == 1 for chat in burst.chats)
        server.wait(lambda: "goodbye" in server.messages(EDITED)[0].text)
        assert len(server.messages(EDITED)) == 1
        parts = server.wait_for_messages(5, IN_PARTS)
        assert [part.text == MAYBE_MISSED for part in parts] == [False, True, False, False, False]
        server.press(parts[1], parts[1].buttons[0]["callback_data"])
        server.wait(lambda: server.messages(IN_PARTS)[1].edits == 1)
        parts = server.messages(IN_PARTS)
        quotes = [words for part in parts for words in part.spans("expandable_blockquote")]
        assert "".join(quotes) == (PARAGRAPH * 200)[:15_000]
        assert [bool(part.buttons) for part in parts] == [False] * 4 + [True]
        assert bot.stop() == 0
