"""The embedding model that the settings choose."""

from __future__ import annotations

from typing import Any

import pytest

from bot import wiring
from bot.llm import embedders
from bot.settings import Settings
from retrieval.embedding.minilm import MiniLM
from retrieval.errors import EmbedderUnreachable, SettingsError
from tests.bot.llm.conftest import JsonServer


@pytest.fixture
def url(json_server: JsonServer) -> str:
    """The address of a server of embeddings by OpenAI's protocol: of each text its length and a one."""

    def answer(sent: dict[str, Any]) -> object:
        texts = sent["input"] if isinstance(sent["input"], list) else [sent["input"]]
        data = [{"object": "embedding", "index": n, "embedding": [len(t), 1.0]} for n, t in enumerate(texts)]
        return {"object": "list", "data": data, "model": sent["model"], "usage": {}}

    return f"{json_server(answer)}/v1"


def test_the_one_in_the_package_is_the_default() -> None:
    """No key, no server."""
    assert isinstance(wiring.embedder(Settings()), MiniLM)
    assert isinstance(wiring.embedder(Settings(embedder=" ")), MiniLM)


def test_a_server_with_openais_protocol(url: str) -> None:
    """Questions and passages, many at once."""
    embedder = wiring.embedder(Settings(embedder="openai-like:any name", embedder_api_url=url))
    assert embedder.name == "openai-like:any name"
    assert embedder.embed(["x"] * 200, kind="passage").shape == (200, 2)
    assert embedder.embed(["why?"], kind="query").shape == (1, 2)


def test_a_server_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what was sent and without the key."""
    monkeypatch.setattr(embedders, "SECONDS", 0.5)
    monkeypatch.setattr(embedders, "RETRIES", 0)
    chosen = Settings(embedder="openai-like:x", embedder_api_url="http://127.0.0.1:9/v1", embedder_api_key="sk-secret")
    with pytest.raises(EmbedderUnreachable) as raised:
        wiring.embedder(chosen).embed(["a text"], kind="query")
    assert "sk-secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        ({"embedder": "openai"}, "provider:model"),
        ({"embedder": "nobody:x"}, "huggingface, ollama, openai, openai-like"),
        ({"embedder": "openai:text-embedding-3-small"}, "EMBEDDER_API_KEY"),
        ({"embedder": "openai-like:x"}, "EMBEDDER_API_URL"),
        ({"embedder": "openai-like:x", "embedder_api_url": "localhost"}, "EMBEDDER_API_URL"),
        ({"embedder": "huggingface:x"}, ".[embed-huggingface]"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_asked(chosen: dict[str, str], says: str) -> None:
    """With what to do."""
    with pytest.raises(SettingsError) as raised:
        wiring.embedder(Settings(**chosen))
    assert says in str(raised.value)
