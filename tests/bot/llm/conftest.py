"""A model behind a real loopback server, and nobody's patience wasted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bot.llm import providers
from bot.llm.circuit_breaker import Breaker
from bot.llm.client import Limits, Model
from bot.settings import Settings
from tests.fakes.model_server import ModelServer, Reply

KEY = "sk-very-secret"

Serve = Callable[..., tuple[Model, ModelServer]]


@pytest.fixture(scope="session")
def _imported() -> None:
    """The packages are imported by the first request, which takes longer than a test's patience."""
    server = ModelServer(["warm"]).start()
    choice = providers.chosen(Settings(llm="openai-like:fake", llm_api_url=server.url), most=10)
    assert choice is not None
    model = Model(choice.name, lambda: providers.build(choice), most=10)
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
            lambda: providers.build(choice),
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
