"""What embedders and rerankers have in common: ``provider:model`` with a server and a key."""

from __future__ import annotations

from typing import Any

import pytest

from bot.llm.plugins import Choice, Plugin, chosen
from bot.settings import Settings
from retrieval.errors import SettingsError


def _told(choice: Choice[Plugin]) -> tuple[str, str | None, str]:
    return choice.model, choice.url, choice.secret


KNOWN = {
    "here": Plugin("json", "extra", _told),
    "keyed": Plugin("json", "extra", _told, needs_key=True),
    "half": Plugin("json", "extra", _told, needs_package="no_such_module"),
}


def choice(**settings: Any) -> Any:
    found = chosen("embedder", Settings(**settings), KNOWN)
    return None if found is None else (found.name, found.build())


def test_the_component_gets_model_server_and_key() -> None:
    """A model's name may hold colons; what isn't given is None, and "none" as the key."""
    assert choice(embedder=" here : a:b ") == ("here:a:b", ("a:b", None, "none"))
    told = choice(embedder="keyed:m", embedder_api_url="http://127.0.0.1:1/v1/", embedder_api_key=" key ")
    assert told == ("keyed:m", ("m", "http://127.0.0.1:1/v1", "key"))
    assert choice() is None


def test_what_is_missing_is_named() -> None:
    with pytest.raises(SettingsError, match="EMBEDDER_API_KEY"):
        choice(embedder="keyed:m")
    with pytest.raises(SettingsError, match=r"\.\[extra\]"):
        choice(embedder="half:m")


def test_a_socks_proxy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that is installed speaks it."""
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:1080")
    with pytest.raises(SettingsError, match="SOCKS"):
        choice(embedder="here:m")
