"""One recording to text, in a process of its own: ``python -m bot.voice.listening MODEL SECONDS < recording``.

Writes a JSON object: ``{"text": …}``, or ``{"failed": kind}`` with a kind of :class:`bot.voice.transcriber.Failure`.
"""

from __future__ import annotations

import io
import itertools
import json
import sys

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
"""Samples a second that Whisper hears (Radford et al. 2022, section 2.2)."""


def heard(recording: bytes, model: str, most_seconds: float) -> dict[str, str]:
    """What is said in a recording.

    Args:
        recording: its bytes, in any format that FFmpeg reads.
        model: a folder with a Whisper model for CTranslate2, or a name that faster-whisper fetches.
        most_seconds: a longer recording is refused.
    """
    try:
        import av
        from faster_whisper import WhisperModel
    except ImportError:
        return {"failed": "missing"}
    pieces: list[NDArray[np.int16]] = []
    count = 0
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    try:
        with av.open(io.BytesIO(recording), metadata_errors="ignore") as container:
            for frame in itertools.chain(container.decode(audio=0), [None]):  # None: what the resampler still holds
                fresh = [each.to_ndarray().reshape(-1) for each in resampler.resample(frame)]
                pieces += fresh
                count += sum(map(len, fresh))
                if count > most_seconds * RATE:  # a few bytes of silence may stand for hours
                    return {"failed": "long"}
    except Exception:  # FFmpeg raises anything on a stranger's bytes
        return {"failed": "unreadable"}
    if not pieces:
        return {"failed": "unreadable"}
    samples = np.concatenate(pieces).astype(np.float32) / 32_768
    try:
        listener = WhisperModel(model, device="cpu", compute_type="int8")
    except Exception as error:
        return {"failed": "model", "why": f"{type(error).__name__}: {error}"}
    segments, _ = listener.transcribe(samples, beam_size=5, vad_filter=True, condition_on_previous_text=False)
    return {"text": " ".join(segment.text.strip() for segment in segments)}


if __name__ == "__main__":
    json.dump(heard(sys.stdin.buffer.read(), sys.argv[1], float(sys.argv[2])), sys.stdout)
