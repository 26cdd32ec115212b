"""A news site on loopback, and a web that may go there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from retrieval.web.addresses import AddressPolicy
from retrieval.web.http_client import Client, Fetched, Manners, Validators
from retrieval.web.web import Web
from tests.fakes.news_server import NewsServer

QUICK = Manners(pause=0, connect=2, silence=0.3, whole=1.5, back_off=0.01, longest_wait=0.5)


@pytest.fixture
def site() -> Iterator[NewsServer]:
    with NewsServer() as server:
        yield server


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(lambda: Client(AddressPolicy(allow_loopback=True), QUICK, max_bytes=200_000)) as opened:
        yield opened


Fetch = Callable[..., Fetched]


@pytest.fixture
def fetch() -> Iterator[Fetch]:
    """Fetch one link with a client of its own making."""
    with ExitStack() as stack:

        def get(link: str, known: Validators | None = None, **options: object) -> Fetched:
            policy = options.pop("policy", AddressPolicy(allow_loopback=True))
            told = {"manners": QUICK, "max_bytes": 200_000, **options}
            web = stack.enter_context(Web(lambda: Client(policy, **told)))  # type: ignore[arg-type]
            return web.fetch(link, known).result(20)

        yield get
