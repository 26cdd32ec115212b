"""A model behind a real loopback server, and nobody's patience wasted."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot.llm import providers
from bot.llm.circuit_breaker import Breaker
from bot.llm.client import Limits, Model
from bot.settings import Settings
from tests.fakes.model_server import ModelServer, Reply

KEY = "sk-very-secret"

Serve = Callable[..., tuple[Model, ModelServer]]
JsonServer = Callable[[Callable[[dict[str, Any]], object]], str]


@pytest.fixture(scope="session")
def _imported() -> None:
    """The packages are imported by the first request, which takes longer than a test's patience."""
    server = ModelServer(["warm"]).start()
    choice = providers.chosen(Settings(llm="openai-like:fake", llm_api_url=server.url), most=10)
    assert choice is not None
    model = Model(choice.name, choice.build, most=10)
    with model.write("", "?") as writing:
        assert list(writing) == ["warm"]
    model.close()
    server.stop()


@pytest.fixture
def serve(_imported: None) -> Iterator[Serve]:
    """Starts a server that replies by script, and a model that asks it."""
    open_: list[tuple[Model, ModelServer]] = []

    def start(
        *replies: Reply, limits: Limits | None = None, breaker: Breaker | None = None, most: int = 100
    ) -> tuple[Model, ModelServer]:
        server = ModelServer(list(replies)).start()
        settings = Settings(llm="openai-like:fake", llm_api_url=server.url, llm_api_key=KEY)
        choice = providers.chosen(settings, most=most)
        assert choice is not None
        model = Model(
            choice.name,
            choice.build,
            most=most,
            limits=limits or Limits(seconds=10, silence=1.0, pause=0.01),
            breaker=breaker,
        )
        open_.append((model, server))
        return model, server

    yield start
    for model, server in open_:
        model.close()
        server.stop()


@pytest.fixture
def json_server() -> Iterator[JsonServer]:
    """Starts a server that answers each JSON object sent to it by a function; returns its address."""
    with ExitStack() as stack:

        def start(answer: Callable[[dict[str, Any]], object]) -> str:
            class Handler(BaseHTTPRequestHandler):
                def do_POST(self) -> None:
                    sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                    body = json.dumps(answer(sent)).encode()
                    self.send_response(200)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

                def log_message(self, *_: Any) -> None:
                    pass

            server = stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), Handler))
            stack.callback(server.shutdown)
            threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
            return f"http://127.0.0.1:{server.server_port}"

        yield start
