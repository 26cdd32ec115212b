"""A recording to text; the model is one that a test writes, since none is at hand."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

from bot.voice.listening import RATE, heard


class Model:
    """A model that hears the same in everything."""

    def __init__(self, name: str, **_: object) -> None:
        if name == "gone":
            raise RuntimeError("there is no such model")

    def transcribe(self, samples: list[float], **_: object) -> tuple[list[SimpleNamespace], None]:
        return [SimpleNamespace(text=" What did"), SimpleNamespace(text=" Holm say? ")], None


class Recording:
    """A second for each byte, a frame a second; what isn't a digit can't be played."""

    def __init__(self, data: object, **_: object) -> None:
        self.data = data.read()  # type: ignore[attr-defined]
        if not self.data.isdigit():
            raise ValueError("no audio")

    def __enter__(self) -> Recording:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def decode(self, audio: int) -> Iterator[SimpleNamespace]:
        for byte in self.data:
            DECODED.append(byte)
            yield SimpleNamespace(to_ndarray=lambda: np.zeros((1, RATE), dtype=np.int16))


class Resampler:
    """Takes frames as they are."""

    def __init__(self, **_: object) -> None:
        pass

    def resample(self, frame: SimpleNamespace | None) -> list[SimpleNamespace]:
        return [] if frame is None else [frame]


DECODED: list[int] = []


@pytest.fixture
def whisper(monkeypatch: pytest.MonkeyPatch) -> None:
    """What faster-whisper and PyAV have, as far as it is used."""
    av, package = ModuleType("av"), ModuleType("faster_whisper")
    av.open, av.AudioResampler, package.WhisperModel = Recording, Resampler, Model  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "faster_whisper", package)
    monkeypatch.setitem(sys.modules, "av", av)
    DECODED.clear()


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
    assert heard(recording, model, 5)["failed"] == failed


@pytest.mark.usefixtures("whisper")
def test_what_is_too_long_is_not_decoded_to_its_end() -> None:
    """A few bytes of silence may stand for hours."""
    assert heard(b"1" * 1_000, "tiny", 5) == {"failed": "long"}
    assert len(DECODED) == 6


def test_without_the_extra_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    assert heard(b"1", "tiny", 5) == {"failed": "missing"}
