"""The web for callers that wait: a client on a thread of its own, which goes on while articles are analysed."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self

from retrieval.web.http_client import Client, Fetched, Validators


class Web:
    """Fetches links; a context manager, which ends what still runs when it is left.

    Args:
        client: made on the thread; ``Client`` with its defaults when None.
    """

    def __init__(self, client: Callable[[], Client] | None = None) -> None:
        self._make = client or Client
        self._loop = asyncio.new_event_loop()
        self._loop.set_default_executor(_Leavable())
        self._thread = threading.Thread(target=self._loop.run_forever, name="web", daemon=True)

    def __enter__(self) -> Self:
        self._client = self._make()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def fetch(self, link: str, known: Validators | None = None) -> Future[Fetched]:
        """Begin to fetch a link; its result is the answer, or raises as ``Client.get`` does."""
        return asyncio.run_coroutine_threadsafe(self._client.get(link, known), self._loop)

    async def _end(self) -> None:
        running = asyncio.all_tasks(self._loop) - {asyncio.current_task(self._loop)}
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await self._client.close()


class _Leavable(ThreadPoolExecutor):
    """Runs what may be left: names are looked up by the system, which can't be told to stop.

    An ordinary pool's threads are waited for when the program ends: with a name server that is silent, half a minute
    after Ctrl-C.
    """

    def submit(self, function: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(function(*arguments, **named))
            except BaseException as error:
                future.set_exception(error)

        threading.Thread(target=run, name="web, names", daemon=True).start()
        return future
