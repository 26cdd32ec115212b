"""Recordings to text, one at a time, each in a process that ends with it.

A stranger's bytes meet FFmpeg's decoders there, without our environment's secrets, and a model's memory is given back.
Loading a model for each recording costs a second or two with a small one.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from enum import StrEnum
from typing import Protocol

from bot.errors import NotHeard

log = logging.getLogger(__name__)

MOST_SECONDS = 120
"""The longest recording: a question takes ten seconds."""

MOST_BYTES = 1_000_000
"""The largest one; two minutes of a voice note are some 400,000 bytes."""

_MOST_TEXT = 2_000
# Code points of what was heard: two minutes of quick speech.
_KEPT = ("PATH", "HOME", "HF_HOME", "HF_HUB_OFFLINE", "XDG_CACHE_HOME", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR")
# Of the environment; also where models are looked for.


class Failure(StrEnum):
    """Why a recording wasn't heard."""

    MISSING = "missing"
    MODEL = "model"
    UNREADABLE = "unreadable"
    LONG = "long"
    SLOW = "slow"


class Transcriber(Protocol):
    """What turns recordings into text."""

    async def text_of(self, recording: bytes) -> str:
        """What is said in a recording, on one line; empty where nothing is. Raises ``NotHeard``."""


class WhisperTranscriber:
    """faster-whisper in a process of its own.

    Args:
        model: a folder with a model, or a name that faster-whisper fetches at its first use.
        seconds: the longest that one recording may take.
    """

    def __init__(self, model: str, seconds: float = 120) -> None:
        self._model = model
        self._seconds = seconds
        self._one = asyncio.Semaphore(1)

    async def text_of(self, recording: bytes) -> str:
        """What is said in a recording, on one line; empty where nothing is.

        Raises:
            NotHeard: faster-whisper isn't installed, its model can't be loaded, or the recording is too long, can't be
                read or took too long.
        """
        if len(recording) > MOST_BYTES:
            raise NotHeard(Failure.LONG)
        async with self._one:
            answer = await self._asked(recording)
        if "text" in answer:
            return " ".join(answer["text"].split())[:_MOST_TEXT]
        if answer.get("why"):
            log.warning("The model of VOICE_MODEL can't be loaded: %s", answer["why"])
        raise NotHeard(answer["failed"])

    async def _asked(self, recording: bytes) -> dict[str, str]:
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.voice.listening", self._model, str(MOST_SECONDS)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=kept | {"PYTHONPATH": os.pathsep.join(sys.path)},
            start_new_session=True,
        )
        try:
            written, _ = await asyncio.wait_for(process.communicate(recording), self._seconds)
        except TimeoutError:
            raise NotHeard(Failure.SLOW) from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        try:
            answer = json.loads(written)
            return {str(key): str(value) for key, value in answer.items()}
        except (ValueError, AttributeError):
            return {"failed": Failure.UNREADABLE}  # it ended with the bytes that it was given
