"""A recording to text; the model is one that a test writes, since none is at hand."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace

import pytest

from bot.voice.listening import RATE, heard


class Model:
    """A model that hears the same in everything."""

    def __init__(self, name: str, **_: object) -> None:
        if name == "gone":
            raise RuntimeError("there is no such model")

    def transcribe(self, samples: list[float], **_: object) -> tuple[list[SimpleNamespace], None]:
        return [SimpleNamespace(text=" What did"), SimpleNamespace(text=" Holm say? ")], None


def decoded(recording: object, sampling_rate: int) -> list[float]:
    """A second for each byte."""
    data = recording.read()  # type: ignore[attr-defined]
    if data == b"noise":
        raise ValueError("no audio")
    return [0.0] * (sampling_rate * len(data))


@pytest.fixture
def whisper(monkeypatch: pytest.MonkeyPatch) -> None:
    """What faster-whisper has, as far as it is used."""
    audio, package = ModuleType("faster_whisper.audio"), ModuleType("faster_whisper")
    audio.decode_audio, package.WhisperModel = decoded, Model  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "faster_whisper", package)
    monkeypatch.setitem(sys.modules, "faster_whisper.audio", audio)


@pytest.mark.usefixtures("whisper")
def test_a_recording_is_heard() -> None:
    assert heard(b"12345", "tiny", 5) == {"text": "What did Holm say?"}


@pytest.mark.usefixtures("whisper")
@pytest.mark.parametrize(
    ("recording", "model", "failed"),
    [(b"noise", "tiny", "unreadable"), (b"123456", "tiny", "long"), (b"1", "gone", "model")],
)
def test_what_cannot_be_heard_is_told_by_kind(recording: bytes, model: str, failed: str) -> None:
    """Whatever length the message claims, the samples count."""
    assert RATE == 16_000
    assert heard(recording, model, 5)["failed"] == failed


def test_without_the_extra_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    assert heard(b"1", "tiny", 5) == {"failed": "missing"}
