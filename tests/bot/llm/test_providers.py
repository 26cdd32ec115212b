"""Each vendor's package against a server that speaks its protocol: what is sent, what is read, what goes wrong.

A package that isn't installed is skipped; ``pip install -e ".[openai,anthropic,ollama]"`` brings them all.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from bot.errors import ModelBusy, ModelFailure, ModelRejected, ModelSlow, ModelUnreachable, ModelUnreadable
from bot.llm import providers
from bot.llm.client import Limits, Model, Schema
from bot.settings import Settings
from tests.fakes.model_server import Endless, ModelServer, Refuses, Reply, Says, Sends, Stalls

KEY = "sk-very-secret"
TEXT = "Łódź – “ice” 🧊, said nobody. " * 3


@dataclass(frozen=True)
class Vendor:
    """A provider, a model's name that its package may or may not know, and where it finds its server."""

    provider: str
    model: str
    path: str

    @property
    def needs(self) -> str:
        return providers.PROVIDERS[self.provider].package


VENDORS = {
    "openai": Vendor("openai", "gpt-4o-mini", "/v1"),
    "openai-unheard-of": Vendor("openai", "gpt-99-unheard-of", "/v1"),
    "openai-reasons": Vendor("openai", "gpt-5-mini", "/v1"),
    "openai-like": Vendor("openai-like", "anything", "/v1"),
    "anthropic": Vendor("anthropic", "claude-haiku-4-5", ""),
    "anthropic-unheard-of": Vendor("anthropic", "claude-99-unheard-of", ""),
    "ollama": Vendor("ollama", "llama3.2", ""),
}


class Asked:
    """A model of a vendor's and the server that it asks."""

    def __init__(self, vendor: Vendor, replies: tuple[Reply, ...], limits: Limits | None) -> None:
        self.server = ModelServer(list(replies)).start()
        settings = Settings(
            llm=f"{vendor.provider}:{vendor.model}", llm_api_url=self.server.root + vendor.path, llm_api_key=KEY
        )
        choice = providers.chosen(settings, most=100)
        assert choice is not None
        self.model = Model(
            choice.name,
            choice.build,
            most=100,
            limits=limits or Limits(seconds=20, silence=5, pause=0.01),
            options=choice.plugin.options,
        )

    def write(self, schema: Schema | None = None) -> str:
        with self.model.write("Be brief.", "What is new?", schema=schema) as self.writing:
            return "".join(self.writing)

    @property
    def request(self) -> dict[str, Any]:
        (request,) = self.server.requests
        return request

    def close(self) -> None:
        self.model.close()
        self.server.stop()


@pytest.fixture(params=VENDORS)
def vendor(request: pytest.FixtureRequest) -> Vendor:
    """Each vendor whose package is installed, imported: the first import takes longer than a test waits."""
    found = VENDORS[request.param]
    try:
        pytest.importorskip(found.needs, reason=f"the package of {found.provider} isn't installed")
    except ImportError as error:  # a part of it is
        pytest.skip(str(error))
    return found


@pytest.fixture
def ask(vendor: Vendor) -> Iterator[Any]:
    """Starts a server that replies by script, and a model that asks it."""
    open_: list[Asked] = []

    def start(*replies: Reply, limits: Limits | None = None) -> Asked:
        open_.append(Asked(vendor, replies, limits))
        return open_[-1]

    yield start
    for each in open_:
        each.close()


def test_it_writes(ask: Any, vendor: Vendor) -> None:
    """In pieces, whatever they hold; the tokens are the server's."""
    asked = ask(Says(TEXT, usage=(11, 22)))
    assert asked.write() == TEXT
    if vendor.provider != "openai-like":  # where it depends on the server whether it counts
        assert (asked.writing.usage.read, asked.writing.usage.written) == (11, 22)
    assert asked.model.window >= 3_900


def test_what_is_sent(ask: Any, vendor: Vendor) -> None:
    """Both messages, the key, and how much it may write, by the names that the vendor takes today."""
    asked = ask("yes")
    asked.write()
    request, (key,) = asked.request, asked.server.keys
    said = [each["content"] for each in request["messages"]]
    if vendor.provider == "anthropic":
        assert key == KEY
        assert (_text(request["system"]), [_text(each) for each in said]) == ("Be brief.", ["What is new?"])
        assert request["max_tokens"] == 100
    elif vendor.provider == "ollama":
        assert key == f"Bearer {KEY}"
        assert said == ["Be brief.", "What is new?"]
        assert (request["options"]["num_predict"], request["options"]["temperature"]) == (100, 0)
        # What a model can read at most is gigabytes of memory, and more than it is ever given.
        assert request["options"]["num_ctx"] == 8_192
        assert request["think"] is False
    else:
        assert key == f"Bearer {KEY}"
        assert said == ["Be brief.", "What is new?"]
    if vendor.provider == "openai":
        assert "max_tokens" not in request
        assert request["stream_options"] == {"include_usage": True}
        known = vendor.model == "gpt-4o-mini"
        # One that thinks first writes that into the same count, and takes no temperature but its own.
        assert request["max_completion_tokens"] == 100 if known else request["max_completion_tokens"] > 2_000
        assert request["temperature"] == (0 if known else 1)
    if vendor.provider == "openai-like":
        assert (request["max_tokens"], request["temperature"]) == (100, 0)
    assert request["stream"] is True


FORM = {"title": "Outline", "type": "object", "properties": {"sections": {"type": "array"}}}


def test_a_form_is_passed_on_as_the_vendor_takes_it(ask: Any, vendor: Vendor) -> None:
    """Where the package passes on none, the prompt alone asks for it."""
    asked = ask("{}")
    assert asked.write(FORM) == "{}"
    request = asked.request
    if vendor.provider == "ollama":
        assert request["format"] == FORM
    elif vendor.provider == "anthropic":
        assert "Outline" not in str(request)
    else:
        schema = {"name": "Outline", "schema": FORM}
        assert request["response_format"] == {"type": "json_schema", "json_schema": schema}


def test_a_server_that_takes_no_form_is_asked_without(ask: Any, vendor: Vendor) -> None:
    """And from then on at once; one that refuses both is told of as ever."""
    if vendor.provider == "anthropic":
        pytest.skip("no form is passed on")
    asked = ask(Refuses(400), "{}", "{}", Refuses(401))
    assert [asked.write(FORM), asked.write(FORM)] == ["{}", "{}"]
    assert ["Outline" in str(request) for request in asked.server.requests] == [True, False, False]
    with pytest.raises(ModelRejected):
        asked.write(FORM)


def _text(content: Any) -> str:
    return content if isinstance(content, str) else "".join(part["text"] for part in content)


@pytest.mark.parametrize(
    ("status", "failure", "tries"),
    [(401, ModelRejected, 1), (403, ModelRejected, 1), (404, ModelRejected, 1), (400, ModelRejected, 1),
     (429, ModelBusy, 3), (500, ModelBusy, 3), (529, ModelBusy, 3)],
)  # fmt: skip
def test_what_a_server_refuses(
    ask: Any, status: int, failure: type[ModelFailure], tries: int, caplog: pytest.LogCaptureFixture
) -> None:
    """One of ours comes out, the key doesn't, and only what may be well again is asked again, by us alone."""
    caplog.set_level(logging.DEBUG)
    body = f'{{"type": "error", "error": {{"type": "x", "message": "Incorrect API key provided: {KEY}"}}}}'
    asked = ask(Refuses(status, body=body))
    with pytest.raises(failure) as raised:
        asked.write()
    assert type(raised.value) is failure
    assert len(asked.server.requests) == tries
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert KEY not in f"{raised.value!r} {raised.value} {ours}"


def test_a_pause_that_is_asked_for(ask: Any, vendor: Vendor) -> None:
    """A minute isn't waited; Ollama's package doesn't tell of it, and its server doesn't ask."""
    asked = ask(Refuses(429, "60"))
    with pytest.raises(ModelBusy):
        asked.write()
    assert len(asked.server.requests) == (3 if vendor.provider == "ollama" else 1)


@pytest.mark.parametrize("stall", [Stalls("ice"), Stalls(before_headers=True)], ids=["half-way", "at once"])
def test_silence(ask: Any, stall: Stalls) -> None:
    """It is given up."""
    with pytest.raises(ModelSlow):
        ask(stall, limits=Limits(seconds=0.6, silence=0.2)).write()


def test_no_end(ask: Any) -> None:
    """It is cut off at several times of what it may write."""
    assert 100 < len(ask(Endless("ice ")).write()) <= 610


@pytest.mark.parametrize("raw", [b"data: {no json\n\n", b"{no json\n", b"\xff\xfe{\n"], ids=["event", "line", "bytes"])
def test_nonsense(ask: Any, raw: bytes) -> None:
    """Something that no such server sends is either nothing, or a failure of the model."""
    with contextlib.suppress(ModelUnreadable, ModelUnreachable, ModelBusy):
        assert ask(Sends([raw])).write() == ""


def test_broken_off(ask: Any) -> None:
    """A connection that ends in the middle of nothing."""
    with pytest.raises((ModelUnreachable, ModelUnreadable)):
        ask(Sends([b"data: {"], breaks_off=True)).write()


def test_nobody_is_there(vendor: Vendor) -> None:
    """A server that doesn't listen."""
    settings = Settings(llm=f"{vendor.provider}:{vendor.model}", llm_api_url="http://127.0.0.1:9", llm_api_key=KEY)
    choice = providers.chosen(settings, most=10)
    assert choice is not None
    model = Model(choice.name, choice.build, most=10, limits=Limits(5, 2, 0.01))
    try:
        with pytest.raises(ModelUnreachable), model.write("", "?") as writing:
            list(writing)
    finally:
        model.close()


def test_the_key_is_nowhere_to_be_read(ask: Any) -> None:
    """Neither in what is said of a choice nor in the model."""
    choice = providers.chosen(Settings(llm="openai-like:x", llm_api_url="http://127.0.0.1:9", llm_api_key=KEY), most=10)
    assert KEY not in repr(choice)
