"""From ``EMBEDDER=provider:model`` to a LlamaIndex embedding model. The one place that imports those packages."""

from __future__ import annotations

from typing import Any

from bot.llm.plugins import Choice, Plugin
from bot.llm.plugins import chosen as chosen_of
from bot.settings import Settings

AT_ONCE = 64
"""Texts that a model is sent in one request: passages have up to 256 tokens, servers take some 8,000 and more."""

SECONDS = 60.0
"""Longest that a request waits."""

RETRIES = 2
"""How often a request that failed is made again, after a second or two each time."""


def chosen(settings: Settings) -> Choice[Plugin] | None:
    """The embedding model that the settings choose, None when they choose none; no package is imported yet.

    Raises:
        SettingsError: the provider isn't known, its package isn't installed, or a key or an address is missing.
    """
    return chosen_of("embedder", settings, _PROVIDERS)


def _openai(choice: Choice[Plugin]) -> Any:
    from llama_index.embeddings.openai import OpenAIEmbedding

    return OpenAIEmbedding(
        model_name=choice.model,
        api_key=choice.secret,
        api_base=choice.url,
        embed_batch_size=AT_ONCE,
        max_retries=RETRIES,
        timeout=SECONDS,
    )


def _ollama(choice: Choice[Plugin]) -> Any:
    from llama_index.embeddings.ollama import OllamaEmbedding

    headers = {"headers": {"Authorization": f"Bearer {choice.secret}"}} if choice.key else {}
    at = {"base_url": choice.url} if choice.url else {}
    return OllamaEmbedding(
        model_name=choice.model, embed_batch_size=AT_ONCE, client_kwargs={"timeout": SECONDS, **headers}, **at
    )


def _huggingface(choice: Choice[Plugin]) -> Any:
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    return HuggingFaceEmbedding(model_name=choice.model, embed_batch_size=AT_ONCE)


_PROVIDERS: dict[str, Plugin] = {
    "openai": Plugin("llama_index.embeddings.openai", "embed-openai", _openai, needs_key=True),
    "openai-like": Plugin("llama_index.embeddings.openai", "embed-openai", _openai, needs_url=True),
    "ollama": Plugin("llama_index.embeddings.ollama", "embed-ollama", _ollama),
    "huggingface": Plugin("llama_index.embeddings.huggingface", "embed-huggingface", _huggingface),
}
