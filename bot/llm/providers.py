"""From ``LLM=provider:model`` to a LlamaIndex model. The one place that imports the vendors' packages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.llm import plugins
from bot.llm.client import Schema
from bot.settings import Settings

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

NEWER_WINDOW = 16_000
"""Tokens that a model reads at once which is newer than its package's table: less than any of them does."""

NEWER_TEMPERATURE = 1.0
"""The vendors' own default, and all that their newer models take."""

MOST_THOUGHT = 4_000
"""Tokens in which OpenAI's newer models may think before they write; both come out of one count."""

OLLAMA_WINDOW = 8_192
"""Tokens: the largest prompt has 4,000. Ollama keeps memory for as many as it is told."""


@dataclass(frozen=True)
class Provider(plugins.Plugin):
    """A vendor. ``options``: how its package passes on the JSON schema of what a model is to write; None: it can't."""

    options: Callable[[Schema], dict[str, Any]] | None = None


@dataclass(frozen=True)
class Choice(plugins.Choice[Provider]):
    """A language model as the settings choose it.

    ``window``: tokens that it reads at once, 0 for what its package knows. ``most``: tokens that it may write.
    ``seconds``: longest that an answer waits for it.
    """

    window: int
    most: int
    seconds: float


def chosen(settings: Settings, *, most: int) -> Choice | None:
    """The model that the settings choose; None when they choose none.

    Args:
        settings: the settings.
        most: tokens that the model may write in one go.

    Raises:
        SettingsError: the provider isn't known, its package isn't installed, or a key or an address is missing.
    """
    choice = plugins.chosen("llm", settings, PROVIDERS)
    if choice is None:
        return None
    return Choice(**vars(choice), window=settings.llm_window, most=most, seconds=settings.llm_seconds)


def _asked(choice: Choice) -> dict[str, Any]:
    """What most packages call alike. They don't try again: that is left to :mod:`bot.llm.client`."""
    return {"model": choice.model, "api_key": choice.secret, "max_retries": 0, "timeout": choice.seconds}


def _openai(choice: Choice) -> LLM:
    from llama_index.llms.openai import OpenAI
    from llama_index.llms.openai.utils import ALL_AVAILABLE_MODELS, O1_MODELS

    plain = choice.model in ALL_AVAILABLE_MODELS and choice.model not in O1_MODELS
    model: LLM = _of_any_name(OpenAI)(
        **_asked(choice),
        api_base=choice.url,
        temperature=0 if plain else NEWER_TEMPERATURE,
        additional_kwargs={
            "max_completion_tokens": choice.most if plain else choice.most + MOST_THOUGHT,
            "stream_options": {"include_usage": True},
        },
    )
    return model


def _openai_like(choice: Choice) -> LLM:
    from llama_index.llms.openai_like import OpenAILike

    window = {"context_window": choice.window} if choice.window else {}
    model: LLM = OpenAILike(
        **_asked(choice),
        api_base=choice.url,
        is_chat_model=True,
        temperature=0,
        max_tokens=choice.most,
        **window,
    )
    return model


def _anthropic(choice: Choice) -> LLM:
    from llama_index.llms.anthropic import Anthropic
    from llama_index.llms.anthropic.utils import CLAUDE_MODELS

    model: LLM = _of_any_name(Anthropic)(
        **_asked(choice),
        base_url=choice.url,
        temperature=0 if choice.model in CLAUDE_MODELS else NEWER_TEMPERATURE,
        max_tokens=choice.most,
    )
    return model


def _ollama(choice: Choice) -> LLM:
    from llama_index.llms.ollama import Ollama

    at: dict[str, Any] = {"base_url": choice.url} if choice.url else {}
    model: LLM = Ollama(
        model=choice.model,
        temperature=0,
        # Left open, the package asks the server, and has it make room for all that the model could ever read.
        context_window=choice.window or OLLAMA_WINDOW,
        request_timeout=choice.seconds,
        thinking=False,
        headers={"Authorization": f"Bearer {choice.secret}"} if choice.key else None,
        additional_kwargs={"num_predict": choice.most},
        **at,
    )
    return model


def _response_format(schema: Schema) -> dict[str, Any]:
    named = {"name": schema["title"], "schema": schema}
    return {"response_format": {"type": "json_schema", "json_schema": named}}


def _of_any_name(kind: type[Any]) -> type[Any]:
    """A package's class, taking also models that are newer than its table of names, of which it refuses to know."""
    from llama_index.core.llms import LLMMetadata

    class OfAnyName(kind):  # type: ignore[misc]
        @property
        def metadata(self) -> LLMMetadata:
            try:
                known: LLMMetadata = super().metadata
            except ValueError:
                return LLMMetadata(context_window=NEWER_WINDOW, is_chat_model=True, model_name=self.model)
            return known

    return OfAnyName


PROVIDERS = {
    "openai": Provider("llama_index.llms.openai", "openai", _openai, needs_key=True, options=_response_format),
    "openai-like": Provider(
        "llama_index.llms.openai_like", "openai-like", _openai_like, needs_url=True, options=_response_format
    ),
    "anthropic": Provider("llama_index.llms.anthropic", "anthropic", _anthropic, needs_key=True),
    "ollama": Provider("llama_index.llms.ollama", "ollama", _ollama, options=lambda schema: {"format": schema}),
}
