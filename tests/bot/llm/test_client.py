"""A model is asked over a real connection, waited for no longer than settings allow, and stopped when nobody waits."""

from __future__ import annotations

import json
import logging
import threading
import time

import pytest

from bot.errors import (
    ModelBusy,
    ModelFailure,
    ModelRejected,
    ModelResting,
    ModelSlow,
    ModelUnreachable,
    ModelUnreadable,
)
from bot.llm.circuit_breaker import Breaker
from bot.llm.client import Limits, Model
from tests.bot.llm.conftest import KEY, Serve
from tests.fakes.model_server import Endless, Refuses, Says, Sends, Stalls
from tests.waiting import until

TEXT = "Łódź – “ice” 🧊, said nobody. " * 3


def written(model: Model, stop: threading.Event | None = None) -> str:
    with model.write("Be brief.", "What is new?", stop) as writing:
        return "".join(writing)


@pytest.mark.parametrize("piece", [1, 7, 10_000])
def test_a_text_comes_whole_in_pieces(serve: Serve, piece: int) -> None:
    """Whatever the pieces are; the request holds both messages, the key and the limits."""
    model, server = serve(Says(TEXT, piece=piece))
    assert written(model) == TEXT
    (request,) = server.requests
    assert [each["content"] for each in request["messages"]] == ["Be brief.", "What is new?"]
    assert (request["max_tokens"], request["temperature"], request["stream"]) == (100, 0, True)
    assert server.keys == [f"Bearer {KEY}"]


def test_tokens_are_the_servers_or_estimated(serve: Serve) -> None:
    """An estimate is on the safe side."""
    model, _ = serve(Says(TEXT, usage=(11, 22)), Says(TEXT))
    for read, wrote in ((11, 22), (7, 40)):
        with model.write("Be brief.", "What is new?") as writing:
            assert "".join(writing) == TEXT
        assert (writing.usage.read >= read, writing.usage.written >= wrote, writing.usage.calls) == (True, True, 1)


@pytest.mark.parametrize(
    "first", [Refuses(429, "0"), Refuses(500), Refuses(503, "0.01"), Refuses(429, "Fri, 31 Dec 1999 23:59:59 GMT")]
)
def test_a_busy_server_is_asked_again(serve: Serve, first: Refuses) -> None:
    """After the pause that it asks for, or our own."""
    model, server = serve(first, first, "at last")
    assert written(model) == "at last"
    assert len(server.requests) == 3


def test_a_server_that_wants_a_long_pause_is_left_alone(serve: Serve) -> None:
    """Nobody waits a minute for an answer, and it isn't asked before the minute is over."""
    model, server = serve(Refuses(429, "60"), "too early")
    with pytest.raises(ModelBusy) as raised:
        written(model)
    assert raised.value.after == 60
    assert len(server.requests) == 1


def test_a_server_that_stays_busy_is_given_up(serve: Serve) -> None:
    """After three tries."""
    model, server = serve(Refuses(503))
    with pytest.raises(ModelBusy, match="503"):
        written(model)
    assert len(server.requests) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_what_a_server_rejects_is_not_asked_again(serve: Serve, status: int, caplog: pytest.LogCaptureFixture) -> None:
    """And its words, which may repeat the key, are neither shown nor logged."""
    caplog.set_level(logging.INFO)
    model, server = serve(Refuses(status))
    with pytest.raises(ModelRejected) as raised:
        written(model)
    assert len(server.requests) == 1
    assert "sk-" not in f"{raised.value!r} {raised.value} {caplog.text}"


CHUNK = b'data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"ice"}}]}\n\n'  # fmt: skip  # noqa: E501


@pytest.mark.parametrize(
    "raw",
    [
        [CHUNK, CHUNK.replace(b"ice", "ł".encode()[:1])],
        [CHUNK, b'data: {"id": "1", "choices": [{"ind\n\n'],
        [b"data: not json\n\n"],
        [CHUNK, b"data: [1, 2]\n\n"],
        [b'data: {"choices": 7}\n\n'],
    ],
    ids=["half a character", "half an event", "no JSON", "a list", "a number"],
)
def test_what_cannot_be_read_is_a_failure_of_the_model(serve: Serve, raw: list[bytes]) -> None:
    """Whatever a package raises over it, one of ours comes out."""
    model, _ = serve(Sends(raw))
    with pytest.raises(ModelUnreadable):
        written(model)


@pytest.mark.parametrize("raw", [[], [b": a comment\n\n"], [b"data: [DONE]\n\n"]], ids=["nothing", "comment", "done"])
def test_an_empty_answer_is_empty(serve: Serve, raw: list[bytes]) -> None:
    """And no failure of the server."""
    model, _ = serve(Sends(raw))
    assert written(model) == ""


def test_a_connection_that_breaks_off(serve: Serve) -> None:
    """What came before it stands; it isn't asked again, or the reader would read it twice."""
    model, server = serve(Sends([CHUNK], breaks_off=True))
    with model.write("", "?") as writing:
        pieces = iter(writing)
        assert next(pieces) == "ice"
        with pytest.raises(ModelUnreachable):
            next(pieces)
    assert len(server.requests) == 1


def test_nobody_listens() -> None:
    """A server that isn't there is said to be."""
    from bot.llm import providers
    from bot.settings import Settings

    choice = providers.chosen(Settings(llm="openai-like:fake", llm_api_url="http://127.0.0.1:9/v1"), most=10)
    assert choice is not None
    model = Model(choice.name, choice.build, most=10, limits=Limits(5, 2, 0.01))
    try:
        with pytest.raises(ModelUnreachable, match="can't be reached"):
            written(model)
    finally:
        model.close()


@pytest.mark.parametrize("stall", [Stalls("ice"), Stalls(before_headers=True)])
def test_a_silent_model_is_given_up(serve: Serve, stall: Stalls) -> None:
    """After the silence that is allowed, and its connection is closed."""
    model, server = serve(stall, limits=Limits(seconds=1, silence=0.3))
    with pytest.raises(ModelSlow):
        written(model)
    until(lambda: server.left > 0)


def test_a_slow_model_is_given_up_in_the_end(serve: Serve) -> None:
    """However busy it seems."""
    model, _ = serve(Endless("ice "), limits=Limits(seconds=0.5, silence=1, pause=0.01), most=10_000_000)
    with pytest.raises(ModelSlow):
        written(model)


def test_a_model_without_an_end_is_cut_off(serve: Serve) -> None:
    """At several times of what it was allowed; the server is told by the closed connection."""
    model, server = serve(Endless("ice "), most=50)
    assert 50 < len(written(model)) <= 310
    until(lambda: server.left > 0)


def test_stop_ends_it_at_once(serve: Serve) -> None:
    """Also while the model is silent; the server's work ends too."""
    model, server = serve(Stalls("ice"), limits=Limits(30, 30, 0.01))
    stop = threading.Event()
    with model.write("", "?", stop) as writing:
        pieces = iter(writing)
        assert next(pieces) == "ice"
        threading.Timer(0.1, stop.set).start()
        started = time.monotonic()
        assert list(pieces) == []
    assert time.monotonic() - started < 15
    until(lambda: server.left > 0)


def test_leaving_ends_it_at_once(serve: Serve) -> None:
    """As Ctrl-C does."""
    model, server = serve(Stalls("ice"), limits=Limits(30, 30, 0.01))

    def interrupted() -> None:
        with model.write("", "?") as writing:
            assert next(iter(writing)) == "ice"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    until(lambda: server.left > 0)


def test_a_model_that_keeps_failing_rests(serve: Serve) -> None:
    """It isn't asked for a while; then one answer tries it."""
    now = [0.0]
    model, server = serve(Refuses(400), breaker=Breaker(failures=2, rest=60, clock=lambda: now[0]))
    for _ in range(2):
        with pytest.raises(ModelRejected):
            written(model)
    with pytest.raises(ModelResting, match="60 s"):
        written(model)
    assert len(server.requests) == 2
    now[0] = 61
    with pytest.raises(ModelRejected):
        written(model)
    with pytest.raises(ModelResting):
        written(model)
    now[0] = 122
    server.replies[:] = ["well again"]
    assert written(model) == "well again"
    assert written(model) == "well again"


def test_a_package_that_refuses_the_model_is_a_failure_like_any_other() -> None:
    """Its own exception stays inside."""

    def build() -> None:
        raise ValueError(f"no model of the key {KEY}")

    model = Model("openai:x", build, most=10)  # type: ignore[arg-type]
    with pytest.raises(ModelFailure, match="can't be set up") as raised:
        written(model)
    assert KEY not in str(raised.value)


def test_the_fake_speaks_json() -> None:
    """The one chunk that is written by hand here is as the protocol has it."""
    assert json.loads(CHUNK.removeprefix(b"data: "))["choices"][0]["delta"]["content"] == "ice"
