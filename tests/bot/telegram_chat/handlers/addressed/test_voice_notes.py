"""Voice notes in a chat, over a scripted transcriber."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.voice.transcriber import MOST_BYTES, MOST_SECONDS
from tests.bot.telegram_chat.conftest import ChatProcess, chat_process
from tests.bot.telegram_chat.rooms import Talk
from tests.fakes.telegram_records import Sent
from tests.fakes.telegram_server import TelegramServer


@pytest.fixture(scope="module")
def bot(shared_server: TelegramServer) -> Iterator[ChatProcess]:
    """A bot that hears what a recording's bytes spell."""
    with chat_process(shared_server, VOICE_MODEL="spelled", QUESTIONS_PER_MINUTE="4") as running:
        yield running
        assert running.stop() == 0, running.output


@pytest.fixture
def listener(shared_server: TelegramServer, bot: ChatProcess) -> Talk:
    talk = Talk(shared_server)
    talk.person = talk.chat
    return talk


def speak(talk: Talk, recording: bytes, **more: object) -> Sent:
    voice = talk.server.upload(recording) | {"duration": 4, "mime_type": "audio/ogg"} | more
    return talk.ask(None, voice=voice)


def test_a_voice_note_is_shown_and_answered(listener: Talk) -> None:
    """A follow-up finds the answer; markup that is heard is words."""
    answer = speak(listener, b"what did <b>Brandt</b> say")
    assert answer.text.startswith("🎤 I heard: what did <b>Brandt</b> say\n")
    assert "“We have tried everything" in answer.text
    assert any("Sources" in each["text"] for each in answer.buttons)


@pytest.mark.parametrize(
    ("recording", "more", "told"),
    [
        (b"failed: unreadable", {}, "can't play that recording"),
        (b"failed: missing", {}, "isn't installed"),
        (b"failed: model", {}, "model for it can't be loaded"),
        (b"failed: slow", {}, "took too long"),
        (b"", {}, "no words"),
        (b"hello", {"duration": MOST_SECONDS + 1}, "two minutes at most"),
        (b"hello", {"file_size": MOST_BYTES + 1}, "two minutes at most"),
    ],
)
def test_what_is_not_heard_is_told(listener: Talk, recording: bytes, more: dict[str, object], told: str) -> None:
    """In words, without anything of the inside; what is too long isn't fetched."""
    fetched = len(listener.server.calls("getFile"))
    assert told in speak(listener, recording, **more).text
    assert len(listener.server.calls("getFile")) - fetched == (0 if more else 1)


def test_voice_notes_count_as_questions(listener: Talk) -> None:
    """Of each person, so many a minute."""
    for _ in range(4):
        assert "I heard" in speak(listener, b"what did Brandt say").text
    assert "4 questions a minute" in speak(listener, b"what did Brandt say").text


def test_a_bot_without_a_model_reads_only(talk: Talk) -> None:
    """As it does by default."""
    assert "only read text" in speak(talk, b"what did Brandt say").text
