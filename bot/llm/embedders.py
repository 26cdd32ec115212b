"""From ``EMBEDDER=provider:model`` to a LlamaIndex embedding model. The one place that imports those packages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.llm.providers import NO_KEY, address, installed
from bot.settings import Settings
from retrieval.errors import SettingsError

AT_ONCE = 64
"""Texts that a model is sent in one request: passages have up to 256 tokens, servers take some 8,000 and more."""

SECONDS = 60.0
"""Longest that a request waits."""


@dataclass(frozen=True)
class _Provider:
    """A vendor. ``extra``: what to install; ``package``: what that brings."""

    package: str
    extra: str
    build: Callable[[str, str | None, str], Any]
    needs_key: bool = False
    needs_url: bool = False


@dataclass(frozen=True)
class Choice:
    """An embedding model as the settings choose it: ``provider:model``, and what makes it."""

    name: str
    build: Callable[[], Any]


def chosen(settings: Settings) -> Choice | None:
    """The embedding model that the settings choose, None when they choose none; no package is imported yet.

    Raises:
        SettingsError: the provider isn't known, its package isn't installed, or a key or an address is missing.
    """
    if not settings.embedder or not settings.embedder.strip():
        return None
    provider, colon, model = (part.strip() for part in settings.embedder.partition(":"))
    if provider not in _PROVIDERS or not colon or not model:
        raise SettingsError(
            "EMBEDDER names no model that is known",
            f"Write it as provider:model; the providers are {', '.join(sorted(_PROVIDERS))}",
        )
    known = _PROVIDERS[provider]
    key = settings.embedder_api_key.get_secret_value().strip() if settings.embedder_api_key else ""
    if not installed(known.package):
        raise SettingsError(
            f"EMBEDDER={provider}:… needs a package that isn't installed",
            f'Install it: pip install "verbatim-bot[{known.extra}]"',
        )
    if known.needs_key and not key:
        raise SettingsError(f"EMBEDDER={provider}:… needs a key", "Put it into EMBEDDER_API_KEY")
    if known.needs_url and not settings.embedder_api_url:
        raise SettingsError(
            f"EMBEDDER={provider}:… needs a server",
            "Put its address into EMBEDDER_API_URL, like http://localhost:8080/v1",
        )
    url = address(settings.embedder_api_url, "EMBEDDER_API_URL")
    return Choice(f"{provider}:{model}", partial(known.build, model, url, key or NO_KEY))


def _openai(model: str, url: str | None, key: str) -> Any:
    from llama_index.embeddings.openai import OpenAIEmbedding

    return OpenAIEmbedding(
        model_name=model, api_key=key, api_base=url, embed_batch_size=AT_ONCE, max_retries=2, timeout=SECONDS
    )


def _ollama(model: str, url: str | None, key: str) -> Any:
    from llama_index.embeddings.ollama import OllamaEmbedding

    headers = {} if key == NO_KEY else {"headers": {"Authorization": f"Bearer {key}"}}
    at = {"base_url": url} if url else {}
    return OllamaEmbedding(
        model_name=model, embed_batch_size=AT_ONCE, client_kwargs={"timeout": SECONDS, **headers}, **at
    )


def _huggingface(model: str, _url: str | None, _key: str) -> Any:
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    return HuggingFaceEmbedding(model_name=model, embed_batch_size=AT_ONCE)


_PROVIDERS: dict[str, _Provider] = {
    "openai": _Provider("llama_index.embeddings.openai", "embed-openai", _openai, needs_key=True),
    "openai-like": _Provider("llama_index.embeddings.openai", "embed-openai", _openai, needs_url=True),
    "ollama": _Provider("llama_index.embeddings.ollama", "embed-ollama", _ollama),
    "huggingface": _Provider("llama_index.embeddings.huggingface", "embed-huggingface", _huggingface),
}
