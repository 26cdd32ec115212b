"""``SETTING=provider:model`` to one of LlamaIndex's components: a language model, an embedder, a reranker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Generic, TypeVar

from pydantic import SecretStr

from bot.proxies import proxy_of, server_address
from bot.settings import Settings
from retrieval.errors import SettingsError, to_install

NO_KEY = "none"
"""What a server gets that asks for no key; the vendors' packages would look for one elsewhere."""

SOMEWHERE = "https://api.model.example"
"""Stands for a vendor's own server, whose address its package knows: which proxy there is depends on the scheme."""


@dataclass(frozen=True)
class Plugin:
    """A vendor's component. ``extra``: what to install; ``package``: the module that brings.

    ``build`` makes it of a :class:`Choice`; it imports the package. ``needs_package``: another module without which
    the package does nothing.
    """

    package: str
    extra: str
    build: Callable[[Any], Any]
    needs_key: bool = False
    needs_url: bool = False
    needs_package: str = ""


Known = TypeVar("Known", bound=Plugin)


@dataclass(frozen=True)
class Choice(Generic[Known]):
    """A component as the settings choose it. ``url``: its server's address; None: the vendor's own.

    ``name``: ``provider:model``, as answers name their engine.
    """

    name: str
    plugin: Known
    model: str
    url: str | None
    key: SecretStr | None

    @property
    def secret(self) -> str:
        """The key itself, for the vendor's package only."""
        return self.key.get_secret_value() if self.key else NO_KEY

    def build(self) -> Any:
        """The component; costs the import of its packages, some seconds."""
        return self.plugin.build(self)


def chosen(kind: str, settings: Settings, known: Mapping[str, Known]) -> Choice[Known] | None:
    """The component that the settings choose, None when they choose none; no package is imported yet.

    Args:
        kind: the setting's name in small letters; its address and key are in ``<kind>_api_url`` and ``<kind>_api_key``.
        settings: the settings.
        known: the providers.

    Raises:
        SettingsError: the provider isn't known, its package isn't installed, or a key or an address is missing.
    """
    told: str = (getattr(settings, kind) or "").strip()
    if not told:
        return None
    name = kind.upper()
    provider, colon, model = (part.strip() for part in told.partition(":"))
    if provider not in known or not colon or not model:
        raise SettingsError(
            f"{name} names no model that is known",
            f"Write it as provider:model; the providers are {', '.join(sorted(known))}",
        )
    plugin = known[provider]
    secret, url = getattr(settings, f"{kind}_api_key"), getattr(settings, f"{kind}_api_url")
    key = secret.get_secret_value().strip() if secret else ""
    if not all(installed(each) for each in (plugin.package, plugin.needs_package) if each):
        raise SettingsError(f"{name}={provider}:… needs a package that isn't installed", to_install(plugin.extra))
    if plugin.needs_key and not key:
        raise SettingsError(f"{name}={provider}:… needs a key", f"Put it into {name}_API_KEY")
    if plugin.needs_url and not url:
        raise SettingsError(
            f"{name}={provider}:… needs a server",
            f"Put its address into {name}_API_URL, like http://localhost:8080/v1",
        )
    at = server_address(url, f"{name}_API_URL") if url else None
    proxy_of(at or SOMEWHERE, falls_back=True)  # raises where it speaks SOCKS
    return Choice(f"{provider}:{model}", plugin, model, at, SecretStr(key) if key else None)


def installed(package: str) -> bool:
    """Whether a vendor's package is there; it isn't imported."""
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:
        return False
