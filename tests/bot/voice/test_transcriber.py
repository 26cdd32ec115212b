"""Recordings to text in a process of their own."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import sys
import time
from pathlib import Path

import pytest

from bot.errors import NotHeard
from bot.voice.transcriber import MOST_BYTES, Failure, WhisperTranscriber
from prompts import replies

AUDIO = """
import contextlib, os, types
import numpy
@contextlib.contextmanager
def open(recording, **more):
    data = recording.read()
    if data == b"die":
        os._exit(9)
    if data == b"hang":
        import time; time.sleep(60)
    if data == b"secrets":
        with os.fdopen(os.open(os.path.join(os.path.dirname(__file__), "seen"), os.O_WRONLY | os.O_CREAT), "w") as file:
            file.write(repr(sorted(os.environ)))
    frame = types.SimpleNamespace(to_ndarray=lambda: numpy.zeros((1, 1), dtype=numpy.int16))
    yield types.SimpleNamespace(decode=lambda audio: [frame])
class AudioResampler:
    def __init__(self, **more):
        pass
    def resample(self, frame):
        return [frame] if frame else []
"""
PACKAGE = """
from types import SimpleNamespace
class WhisperModel:
    def __init__(self, name, **more):
        if name == "gone":
            raise RuntimeError("no such model")
    def transcribe(self, samples, **more):
        return [SimpleNamespace(text=" What\\n did"), SimpleNamespace(text=" Holm say? ")], None
"""


@pytest.fixture
def whisper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Packages in the place of faster-whisper and PyAV, for the process that listens."""
    folder = tmp_path / "faster_whisper"
    folder.mkdir()
    (folder / "__init__.py").write_text(PACKAGE)
    (tmp_path / "av.py").write_text(AUDIO)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    return tmp_path


def heard(recording: bytes, model: str = "tiny", seconds: float = 30) -> str:
    return asyncio.run(WhisperTranscriber(model, seconds).text_of(recording))


@pytest.mark.usefixtures("whisper")
def test_a_recording_is_heard_on_one_line() -> None:
    assert heard(b"sound") == "What did Holm say?"


@pytest.mark.usefixtures("whisper")
@pytest.mark.parametrize(
    ("recording", "model", "why"),
    [(b"die", "tiny", "unreadable"), (b"sound", "gone", "model"), (b"x" * (MOST_BYTES + 1), "tiny", "long")],
)
def test_what_goes_wrong_there_is_told_by_kind(recording: bytes, model: str, why: str) -> None:
    """Also where the bytes end the process."""
    with pytest.raises(NotHeard) as caught:
        heard(recording, model)
    assert caught.value.why == why


@pytest.mark.usefixtures("whisper")
def test_what_takes_too_long_is_ended() -> None:
    started = time.monotonic()
    with pytest.raises(NotHeard) as caught:
        heard(b"hang", seconds=1)
    assert caught.value.why == "slow"
    assert time.monotonic() - started < 20


def test_no_secret_goes_along(whisper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process has nothing of our environment that it doesn't need."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "424242:secret")
    heard(b"secrets")
    seen = (whisper / "seen").read_text()
    assert "PATH" in seen
    assert "TELEGRAM_BOT_TOKEN" in os.environ
    assert "TELEGRAM" not in seen


@pytest.mark.skipif(importlib.util.find_spec("faster_whisper") is not None, reason="faster-whisper is installed")
def test_without_the_extra_it_says_so() -> None:
    with pytest.raises(NotHeard) as caught:
        heard(b"sound")
    assert caught.value.why == "missing"


def test_each_failure_has_its_words() -> None:
    assert replies.NOT_HEARD.keys() == {*Failure}
