"""From ``LLM=provider:model`` to a LlamaIndex model. The one place that imports the vendors' packages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.llm.client import Schema
from bot.proxies import proxy_of
from bot.settings import Settings
from retrieval.errors import SettingsError, to_install

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

NO_KEY = "none"
"""What a server gets that asks for no key; the vendors' packages would look for one elsewhere."""

SOMEWHERE = "https://api.model.example"
"""Stands for a vendor's own server, whose address its package knows: which proxy there is depends on the scheme."""

NEWER_WINDOW = 16_000
"""Tokens that a model reads at once which is newer than its package's table: less than any of them does."""

NEWER_TEMPERATURE = 1.0
"""The vendors' own default, and all that their newer models take."""

MOST_THOUGHT = 4_000
"""Tokens in which OpenAI's newer models may think before they write; both come out of one count."""

OLLAMA_WINDOW = 8_192
"""Tokens: the largest prompt has 4,000. Ollama keeps memory for as many as it is told."""


@dataclass(frozen=True)
class Choice:
    """A model as the settings choose it.

    ``window``: tokens that it reads at once, 0 for what its package knows. ``most``: tokens that it may write.
    """

    provider: str
    model: str
    url: str | None
    key: SecretStr | None
    window: int
    most: int
    seconds: float

    @property
    def name(self) -> str:
        """``provider:model``, as answers name their engine."""
        return f"{self.provider}:{self.model}"

    @property
    def secret(self) -> str:
        """The key itself, for the vendor's package only."""
        return self.key.get_secret_value() if self.key else NO_KEY


@dataclass(frozen=True)
class _Provider:
    """A vendor. ``options``: how its package passes on the JSON schema of what a model is to write; None: it can't."""

    package: str
    build: Callable[[Choice], LLM]
    options: Callable[[Schema], dict[str, Any]] | None = None
    needs_key: bool = False
    needs_url: bool = False


def chosen(settings: Settings, *, most: int) -> Choice | None:
    """The model that the settings choose; None when they choose none.

    Args:
        settings: the settings.
        most: tokens that the model may write in one go.

    Raises:
        SettingsError: the provider isn't known, its package isn't installed, or a key or an address is missing.
    """
    if not settings.llm or not settings.llm.strip():
        return None
    provider, colon, model = settings.llm.strip().partition(":")
    if provider not in PROVIDERS or not colon or not model.strip():
        raise SettingsError(
            "LLM names no model that is known",
            f"Write it as provider:model; the providers are {', '.join(sorted(PROVIDERS))}",
        )
    known = PROVIDERS[provider]
    if not installed(known.package):
        raise SettingsError(
            f"LLM={provider}:… needs a package that isn't installed",
            to_install(provider),
        )
    if known.needs_key and (settings.llm_api_key is None or not settings.llm_api_key.get_secret_value().strip()):
        raise SettingsError(f"LLM={provider}:… needs a key", "Put it into LLM_API_KEY")
    if known.needs_url and not settings.llm_api_url:
        raise SettingsError(
            f"LLM={provider}:… needs a server", "Put its address into LLM_API_URL, like http://localhost:8080/v1"
        )
    url = address(settings.llm_api_url, "LLM_API_URL")
    proxy_of(url or SOMEWHERE, falls_back=True)
    return Choice(
        provider=provider,
        model=model.strip(),
        url=url,
        key=settings.llm_api_key,
        window=settings.llm_window,
        most=most,
        seconds=settings.llm_seconds,
    )


def build(choice: Choice) -> LLM:
    """The LlamaIndex model; costs the import of its packages, about two seconds."""
    return PROVIDERS[choice.provider].build(choice)


def installed(package: str) -> bool:
    """Whether a vendor's package is there; it isn't imported."""
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:
        return False


def address(url: str | None, setting: str) -> str | None:
    """A server's address as its package takes it; ``SettingsError`` where ``setting`` can't be one."""
    if not url:
        return None
    address = url.strip().rstrip("/")
    try:
        parts = urlsplit(address)
        if parts.scheme in {"http", "https"} and parts.hostname and (parts.port or 1) > 0:
            return address
    except ValueError:
        pass
    raise SettingsError(f"{setting} can't be the address of a server", "It looks like http://localhost:8080/v1")


def _openai(choice: Choice) -> LLM:
    from llama_index.llms.openai import OpenAI
    from llama_index.llms.openai.utils import ALL_AVAILABLE_MODELS, O1_MODELS

    plain = choice.model in ALL_AVAILABLE_MODELS and choice.model not in O1_MODELS
    model: LLM = _of_any_name(OpenAI)(
        model=choice.model,
        api_key=choice.secret,
        api_base=choice.url,
        temperature=0 if plain else NEWER_TEMPERATURE,
        max_retries=0,
        timeout=choice.seconds,
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
        model=choice.model,
        api_key=choice.secret,
        api_base=choice.url,
        is_chat_model=True,
        temperature=0,
        max_tokens=choice.most,
        max_retries=0,
        timeout=choice.seconds,
        **window,
    )
    return model


def _anthropic(choice: Choice) -> LLM:
    from llama_index.llms.anthropic import Anthropic
    from llama_index.llms.anthropic.utils import CLAUDE_MODELS

    model: LLM = _of_any_name(Anthropic)(
        model=choice.model,
        api_key=choice.secret,
        base_url=choice.url,
        temperature=0 if choice.model in CLAUDE_MODELS else NEWER_TEMPERATURE,
        max_tokens=choice.most,
        max_retries=0,
        timeout=choice.seconds,
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


PROVIDERS: dict[str, _Provider] = {
    "openai": _Provider("llama_index.llms.openai", _openai, _response_format, needs_key=True),
    "openai-like": _Provider("llama_index.llms.openai_like", _openai_like, _response_format, needs_url=True),
    "anthropic": _Provider("llama_index.llms.anthropic", _anthropic, needs_key=True),
    "ollama": _Provider("llama_index.llms.ollama", _ollama, lambda schema: {"format": schema}),
}
