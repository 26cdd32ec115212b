"""Which servers are asked through the environment's proxy, and which never."""

from __future__ import annotations

import os
from urllib.request import proxy_bypass

import httpx
import pytest

from bot.proxies import exceptions, is_near, proxy_of
from bot.settings import Settings, heed_proxies
from retrieval.errors import SettingsError


@pytest.fixture(autouse=True)
def _no_proxies_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    # What a test lets the program set is undone, too.
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("NO_PROXY", "")


def test_loopback_and_named_networks_are_asked_directly(monkeypatch: pytest.MonkeyPatch) -> None:
    """By urllib's rule, which the Telegram chat follows, and by httpx, which models and Chroma are asked with."""
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("http_proxy", "http://ada:word@proxy.example:3128")
    monkeypatch.setenv("no_proxy", "10.0.0.0/8,news.example")
    heed_proxies(Settings(llm_api_url="http://10.1.2.3:8080/v1", chroma_url="http://127.0.0.9:8000"))
    for near in ("localhost:80", "127.0.0.1:8000", "10.1.2.3:8080", "127.0.0.9:8000", "news.example"):
        assert proxy_bypass(near)
        assert proxy_of(f"http://{near}", falls_back=True) is None
    assert proxy_of("http://far.example", falls_back=True) == "http://proxy.example:3128"
    assert "10.0.0.0/8" in os.environ["NO_PROXY"]
    httpx.Client().close()  # it reads the list, and refuses what it can't read


def test_without_a_proxy_the_environment_stays_as_it_is() -> None:
    heed_proxies(Settings(llm_api_url="http://10.1.2.3"))
    assert os.environ["no_proxy"] == os.environ["NO_PROXY"] == ""


@pytest.mark.parametrize("given", ["*", "a.example,*"])
def test_all_excepted_stays_all(given: str) -> None:
    assert exceptions(given, ["10.1.2.3"]) == "*"


@pytest.mark.parametrize(("name", "falls_back"), [("https_proxy", False), ("https_proxy", True), ("all_proxy", True)])
def test_socks_is_refused_in_words(name: str, falls_back: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "socks5h://ada:secret@proxy.example:1080")
    with pytest.raises(SettingsError, match="SOCKS") as raised:
        proxy_of("https://api.telegram.org", falls_back=falls_back)
    assert "secret" not in str(raised.value)
    monkeypatch.setenv("no_proxy", "telegram.org")
    assert proxy_of("https://api.telegram.org", falls_back=falls_back) is None


def test_a_proxy_that_a_library_does_not_heed_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """aiohttp knows nothing of ALL_PROXY: the Telegram chat goes on without."""
    monkeypatch.setenv("all_proxy", "socks5://proxy.example:1080")
    assert proxy_of("https://api.telegram.org", falls_back=False) is None


@pytest.mark.parametrize(
    ("host", "near"),
    [
        *(("localhost", True), ("127.0.0.1", True), ("::1", True), ("192.168.0.9", True)),
        *(("8.8.8.8", False), ("localhost.example", False), ("", False), ("127.0.0.1.example", False)),
    ],
)
def test_what_is_near(host: str, near: bool) -> None:
    assert is_near(host) is near
