"""The web for callers that wait."""

from __future__ import annotations

import socket
import threading
import time

import pytest

from retrieval.errors import LinkUnreachable
from retrieval.web.http_client import Client, Manners
from retrieval.web.web import Web


def test_a_name_server_that_is_silent_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who presses Ctrl-C doesn't wait for it."""
    asked, answer = threading.Event(), threading.Event()

    def silent(*_: object, **__: object) -> list[object]:
        asked.set()
        answer.wait(20)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    with Web() as web:
        begun = web.fetch("http://news.example/")
        assert asked.wait(10)
        started = time.monotonic()
    assert time.monotonic() - started < 10
    assert begun.cancelled()
    answer.set()


def test_a_name_that_nobody_has_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the system's words."""

    def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    once = Manners(tries=1)
    with (
        Web(lambda: Client(manners=once)) as web,
        pytest.raises(LinkUnreachable, match="Name or service not known") as caught,
    ):
        web.fetch("http://news.example/").result(10)
    assert caught.value.retryable
