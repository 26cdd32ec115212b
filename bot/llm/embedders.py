"""From ``EMBEDDER=provider:model`` to a LlamaIndex embedding model. The one place that imports those packages."""

from __future__ import annotations

from typing import Any

from bot.llm.plugins import Choice, Plugin
from bot.llm.plugins import chosen as chosen_of
from bot.llm.providers import NO_KEY
from bot.settings import Settings

AT_ONCE = 64
"""Texts that a model is sent in one request: passages have up to 256 tokens, servers take some 8,000 and more."""

SECONDS = 60.0
"""Longest that a request waits."""

RETRIES = 2
"""How often a request that failed is made again, after a second or two each time."""


def chosen(settings: Settings) -> Choice | None:
    """The embedding model that the settings choose, None when they choose none; no package is imported yet.

    Raises:
        SettingsError: the provider isn't known, its package isn't installed, or a key or an address is missing.
    """
    return chosen_of("embedder", settings, _PROVIDERS)


def _openai(model: str, url: str | None, key: str) -> Any:
    from llama_index.embeddings.openai import OpenAIEmbedding

    return OpenAIEmbedding(
        model_name=model, api_key=key, api_base=url, embed_batch_size=AT_ONCE, max_retries=RETRIES, timeout=SECONDS
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


_PROVIDERS: dict[str, Plugin] = {
    "openai": Plugin("llama_index.embeddings.openai", "embed-openai", _openai, needs_key=True),
    "openai-like": Plugin("llama_index.embeddings.openai", "embed-openai", _openai, needs_url=True),
    "ollama": Plugin("llama_index.embeddings.ollama", "embed-ollama", _ollama),
    "huggingface": Plugin("llama_index.embeddings.huggingface", "embed-huggingface", _huggingface),
}
