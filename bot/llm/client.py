"""A model that is asked: piece by piece, with an end to waiting, and stopped when nobody waits any more."""

from __future__ import annotations

import asyncio
import queue
import random
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from bot.errors import ModelBusy, ModelFailure, ModelRejected, ModelSlow
from bot.llm.budget import estimated
from bot.llm.circuit_breaker import Breaker
from bot.llm.errors import translated
from retrieval.model import Usage

if TYPE_CHECKING:
    from llama_index.core.llms import LLM, ChatMessage

TRIES = 3
"""Times that a request is put; only one of which nothing was shown yet is put again."""

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0
"""Seconds before the second try, doubled for each further one; its ``Retry-After`` goes before. A server that asks
for more than the longest is not asked again."""

SILENCE = 20.0
"""Seconds without another word after which the model is given up."""

WINDOW = 4_000
"""Tokens that a model is taken to read of which its package knows nothing."""

_MOST_TIMES = 6
"""Code points for each token that it may write, after which a model is cut off that doesn't know where to end."""

_LOOK = 0.05
"""Seconds between two looks at whether the person has stopped the answer."""


Schema = Mapping[str, Any]
"""The JSON schema of what a model is to write; its ``title`` is its name."""


@dataclass(frozen=True)
class Limits:
    """How long a model is waited for, in seconds: in all, and between two pieces. ``pause``: before a second try."""

    seconds: float = 60.0
    silence: float = SILENCE
    pause: float = FIRST_PAUSE


class Model:
    """A LlamaIndex model and what is needed to trust it with somebody's time. Safe to use from several threads.

    Args:
        name: ``provider:model``, as answers name their engine.
        build: makes the LlamaIndex model, at the first question: its packages are slow to import.
        most: tokens that it writes in one go.
        window: tokens that it reads at once; 0: what its package knows of it.
        limits: how long it is waited for.
        breaker: when to leave it alone.
        options: how its package passes on a JSON schema; None: it can't, and the prompt alone asks for it.
    """

    def __init__(
        self,
        name: str,
        build: Callable[[], LLM],
        *,
        most: int,
        window: int = 0,
        limits: Limits | None = None,
        breaker: Breaker | None = None,
        options: Callable[[Schema], dict[str, Any]] | None = None,
    ) -> None:
        self.name = name
        self.most = most
        self.options = options
        self._build = build
        self._window = window
        self.limits = limits or Limits()
        self.breaker = breaker or Breaker()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lock = threading.Lock()

    @property
    def window(self) -> int:
        """Tokens that it reads at once, its own included."""
        if self._window:
            return self._window
        try:
            known = int(self.llm.metadata.context_window)
        except ModelRejected:
            raise
        except Exception:  # a package may raise anything over a name that it doesn't know
            return WINDOW
        return known if known > 0 else WINDOW

    def write(
        self, system: str, user: str, stop: threading.Event | None = None, schema: Schema | None = None
    ) -> Writing:
        """Have it write; what it writes comes piece by piece from the returned context manager.

        Args:
            system: what it is to do.
            user: the question and what to answer from.
            stop: ends the writing when it is set.
            schema: the JSON schema of what it is to write. A server that doesn't take it is asked without.

        Raises:
            ModelResting: it failed too often just now.
        """
        self.breaker.check()
        return Writing(self, system, user, stop, schema)

    def close(self) -> None:
        """End its connections; it can't be asked any more."""
        with self._lock:
            if self._loop is not None:
                self._ended()

    @cached_property
    def llm(self) -> LLM:
        """LlamaIndex's model, built at the first use; ``ModelRejected`` where that fails."""
        try:
            return self._build()
        except Exception as error:  # what the packages raise over a name or an option is theirs alone
            raise ModelRejected(
                f"The model {self.name} can't be set up ({type(error).__name__})", "Check LLM"
            ) from error

    def loop(self) -> asyncio.AbstractEventLoop:
        """The loop that all of its connections live in, in a thread of its own."""
        with self._lock:
            if self._loop is None:
                self._loop = loop = asyncio.new_event_loop()
                thread = threading.Thread(target=loop.run_forever, name="model", daemon=True)
                thread.start()
                self._ended = weakref.finalize(self, _end, loop, thread, self.llm)
            return self._loop


def _end(loop: asyncio.AbstractEventLoop, thread: threading.Thread, llm: LLM) -> None:
    async def ended() -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for name in ("_aclient", "_async_client"):  # what the packages call their connections
            if (client := getattr(llm, name, None)) is not None:
                with suppress(Exception):
                    await client.close()
        await loop.shutdown_asyncgens()
        loop.stop()

    asyncio.run_coroutine_threadsafe(ended(), loop)
    thread.join(2.0)
    if not thread.is_alive():
        loop.close()


class Writing:
    """One text that a model writes: iterate over its pieces. Leaving the ``with`` stops the model, at any point.

    ``usage`` is what it cost so far. Iterating raises ``ModelFailure`` when nothing more will come of it.
    """

    def __init__(
        self, model: Model, system: str, user: str, stop: threading.Event | None, schema: Schema | None = None
    ) -> None:
        self._model, self._system, self._user, self._stop = model, system, user, stop
        self._schema = schema
        self._pieces: queue.SimpleQueue[str | ModelFailure | None] = queue.SimpleQueue()
        self._task: Future[None] | None = None
        self._written = 0
        self._counted: Usage | None = None

    @property
    def usage(self) -> Usage:
        """Tokens: as the server counts them, else estimated."""
        if self._task is None:
            return Usage()
        if self._counted is not None:
            return self._counted
        return Usage(read=estimated(self._system) + estimated(self._user), written=self._written, calls=1)

    def __enter__(self) -> Writing:
        llm = self._model.llm
        self._task = asyncio.run_coroutine_threadsafe(self._pump(llm), self._model.loop())
        return self

    def __exit__(self, *_: object) -> None:
        if self._task is not None and not self._task.done():
            self._task.cancel()

    def __iter__(self) -> Iterator[str]:
        while not (self._stop and self._stop.is_set()):
            try:
                piece = self._pieces.get(timeout=_LOOK)
            except queue.Empty:
                continue
            if piece is None:
                self._model.breaker.worked()
                return
            if isinstance(piece, ModelFailure):
                self._model.breaker.failed()
                raise piece
            yield piece

    async def _pump(self, llm: LLM) -> None:
        """Put what the model writes into the queue, then ``None``, or what went wrong."""
        try:
            async with asyncio.timeout(self._model.limits.seconds):
                await self._tried(llm)
        except TimeoutError:
            slow = ModelSlow("The model took too long", "Ask again, or allow it more with LLM_SECONDS")
            self._pieces.put(slow)
        except asyncio.CancelledError:
            self._pieces.put(None)
            raise
        except ModelFailure as failure:
            self._pieces.put(failure)
        else:
            self._pieces.put(None)

    async def _tried(self, llm: LLM) -> None:
        """Put the request, again after a pause where that may help and nothing has come yet."""
        for tried in range(1, TRIES + 1):
            try:
                await self._put_as_asked(llm)
            except ModelFailure as failure:
                pause = self._pause(failure, tried)
                if pause is None:
                    raise
                await asyncio.sleep(pause)
            else:
                return

    def _pause(self, failure: ModelFailure, tried: int) -> float | None:
        """Seconds until the next try; None when there is none."""
        if tried == TRIES or not failure.retryable or self._written:
            return None
        if isinstance(failure, ModelBusy) and failure.after is not None:
            # Asked again before the time, a server only gets angrier.
            return failure.after if failure.after <= LONGEST_PAUSE else None
        spread = random.uniform(0.8, 1.2)  # noqa: S311 - so that those who failed together don't come back together
        own: float = self._model.limits.pause * 2 ** (tried - 1) * spread
        return min(own, LONGEST_PAUSE)

    async def _put_as_asked(self, llm: LLM) -> None:
        """Put the request once, with its schema where the model's server takes one."""
        options = self._model.options
        if self._schema is None or options is None:
            await self._put(llm, {})
            return
        try:
            await self._put(llm, options(self._schema))
        except ModelRejected:
            await self._put(llm, {})
            self._model.options = None  # it takes the request, and no schema

    async def _put(self, llm: LLM, options: dict[str, Any]) -> None:
        """Put the request once, and pass on what comes.

        Nothing is awaited here but the next piece: a cancellation then arises in the package's innermost wait, and
        unwinds from there. The packages' generators leave a connection open that is closed from outside.
        """
        silence = self._model.limits.silence
        left = self._model.most * _MOST_TIMES
        try:
            responses = aiter(await llm.astream_chat(_messages(self._system, self._user), **options))
            while True:
                # Not wait_for: in Python 3.11 it swallows a cancellation when the next piece has just come.
                # Before its first word a model reads the prompt, which on a small machine takes as long as it takes.
                async with asyncio.timeout(silence if self._written else None):
                    response = await anext(responses)
                self._counted = _counted(response) or self._counted
                if response.delta and left > 0:
                    self._written += estimated(response.delta)
                    self._pieces.put(response.delta)
                    left -= len(response.delta)
                    if left <= 0:  # it doesn't know where to end; what it said so far is judged like anything else
                        self._pieces.put(None)
                        cast("asyncio.Task[None]", asyncio.current_task()).cancel()
        except StopAsyncIteration:
            return
        except Exception as error:  # translated in one place: a package may raise anything
            raise translated(error) from error


def _messages(system: str, user: str) -> list[ChatMessage]:
    from llama_index.core.llms import ChatMessage

    return [ChatMessage(role="system", content=system), ChatMessage(role="user", content=user)]


def _counted(response: Any) -> Usage | None:
    """What the server says that it cost, under the names that the packages use."""
    counts = {**_fields(getattr(response, "raw", None)), **(getattr(response, "additional_kwargs", None) or {})}
    counts = {**counts, **_fields(counts.get("usage"))}
    read = counts.get("prompt_tokens", counts.get("input_tokens", counts.get("prompt_eval_count")))
    written = counts.get("completion_tokens", counts.get("output_tokens", counts.get("eval_count")))
    if not isinstance(read, int) or not isinstance(written, int) or read + written <= 0:
        return None
    return Usage(read=read, written=written, calls=1)


def _fields(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    return dict(vars(value)) if hasattr(value, "__dict__") else {}
