"""``SETTING=provider:model`` to one of LlamaIndex's components other than a language model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.llm.providers import NO_KEY, SOMEWHERE, address, installed
from bot.proxies import proxy_of
from bot.settings import Settings
from retrieval.errors import SettingsError, to_install


@dataclass(frozen=True)
class Plugin:
    """A vendor's component. ``extra``: what to install; ``package``: the module that brings.

    ``build`` gets the model, the server's address (None: the vendor's own) and the key; it imports the package.
    ``needs_package``: another module without which the package does nothing.
    """

    package: str
    extra: str
    build: Callable[[str, str | None, str], Any]
    needs_key: bool = False
    needs_url: bool = False
    needs_package: str = ""


@dataclass(frozen=True)
class Choice:
    """A component as the settings choose it: ``provider:model``, and what makes it."""

    name: str
    build: Callable[[], Any]


def chosen(kind: str, settings: Settings, known: Mapping[str, Plugin]) -> Choice | None:
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
        raise SettingsError(
            f"{name}={provider}:… needs a package that isn't installed",
            to_install(plugin.extra),
        )
    if plugin.needs_key and not key:
        raise SettingsError(f"{name}={provider}:… needs a key", f"Put it into {name}_API_KEY")
    if plugin.needs_url and not url:
        raise SettingsError(
            f"{name}={provider}:… needs a server",
            f"Put its address into {name}_API_URL, like http://localhost:8080/v1",
        )
    at = address(url, f"{name}_API_URL")
    proxy_of(at or SOMEWHERE, falls_back=True)  # raises where it speaks SOCKS
    return Choice(f"{provider}:{model}", partial(plugin.build, model, at, key or NO_KEY))
