"""What the doctor says of everything but the index: what is wrong, what to do, and no secrets."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import wiring
from bot.cli import main
from bot.llm import embedders
from retrieval.library import Library
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.model_server import ModelServer, Refuses, Says
from tests.fakes.telegram_server import telegram_server
from tests.retrieval.conftest import FakeAnalyser
from tests.waiting import until

SECRETS = {"LLM_API_KEY": "sk-very-secret", "TELEGRAM_BOT_TOKEN": "12345:very-secret"}

Doctor = Callable[..., tuple[int, dict[str, tuple[bool, str]], str]]


@pytest.fixture
def doctor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Doctor:
    """Runs the doctor in an empty home; returns the exit code, the findings by part, and all that was printed."""
    library = Library(tmp_path / "home", embedder=FakeEmbedder(), analyser=FakeAnalyser())
    monkeypatch.setattr(wiring, "library", lambda *_, **__: library)
    monkeypatch.setenv("VERBATIM_HOME", str(tmp_path / "home"))

    def run(*options: str, **settings: str) -> tuple[int, dict[str, tuple[bool, str]], str]:
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        code = main.run(["doctor", "--json", *options])
        out, err = capsys.readouterr()
        found = {
            each["check"]: (each["ok"], f"{each['message']}. {each['mend']}") for each in json.loads(out)["findings"]
        }
        return code, found, out + err

    return run


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A model's server."""
    server = ModelServer([Says("yes")]).start()
    yield server
    server.stop()


def test_all_is_well(doctor: Doctor) -> None:
    """Every part is named, and nothing is called that costs anything."""
    code, found, _ = doctor()
    assert code == 0
    assert list(found) == [
        *("settings", "disk", "embedder", "model", "telegram"),
        *("webhook", "database", "proxy", "index"),
    ]
    assert all(ok for ok, _ in found.values())
    assert "none is chosen" in found["model"][1]


@pytest.mark.parametrize(
    ("settings", "part", "says"),
    [
        ({"LLM": "gpt-5"}, "model", "provider:model; the providers are anthropic, ollama, openai, openai-like"),
        ({"LLM": "nobody:gpt-5"}, "model", "the providers are"),
        ({"LLM": "openai:"}, "model", "the providers are"),
        ({"LLM": "anthropic:claude"}, "model", 'install -e ".[anthropic]"'),
        (
            {"LLM": "anthropic:claude-opus-4-5", "LLM_API_KEY": "k"},
            "model",
            'install -e ".[anthropic]"',
        ),
        ({"LLM": "openai:gpt-5"}, "model", "LLM_API_KEY"),
        ({"LLM": "openai-like:x"}, "model", "LLM_API_URL"),
        ({"LLM": "openai-like:x", "LLM_API_URL": "localhost"}, "model", "http://localhost:8080/v1"),
        ({"PROMPTS_DIR": "/nowhere/at/all"}, "settings", "PROMPTS_DIR"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(doctor: Doctor, settings: dict[str, str], part: str, says: str) -> None:
    """One part is wrong, the others are looked at all the same, and the exit code is 1."""
    code, found, _ = doctor(**settings)
    assert code == 1
    assert [name for name, (ok, _) in found.items() if not ok] == [part]
    assert says in found[part][1]


def test_the_model_is_called_only_when_asked_to(doctor: Doctor, server: ModelServer) -> None:
    """One request, with the key; what came is counted."""
    chosen = {"LLM": "openai-like:fake", "LLM_API_URL": server.url, "LLM_API_KEY": SECRETS["LLM_API_KEY"]}
    code, found, printed = doctor(**chosen)
    assert (code, server.requests) == (0, [])
    code, found, printed = doctor("--call")
    assert code == 0
    assert "openai-like:fake answered in" in found["model"][1]
    assert server.keys == ["Bearer sk-very-secret"]
    assert "secret" not in printed


def test_a_model_that_refuses(doctor: Doctor, server: ModelServer) -> None:
    """Its reason in our words, without the key that the server repeats."""
    server.replies[:] = [Refuses(401)]
    code, found, printed = doctor(
        "--call", LLM="openai-like:fake", LLM_API_URL=server.url, LLM_API_KEY="sk-very-secret"
    )
    assert code == 1
    assert found["model"] == (False, "The model's server doesn't take the key. Check LLM_API_KEY")
    assert "sk-" not in printed


def test_a_telegram_that_is_not_there(doctor: Doctor) -> None:
    """Told when asked to; the token is in no line."""
    settings = {"TELEGRAM_BOT_TOKEN": SECRETS["TELEGRAM_BOT_TOKEN"], "TELEGRAM_API_URL": "http://127.0.0.1:9"}
    assert doctor(**settings)[0] == 0
    code, found, printed = doctor("--call")
    assert code == 1
    assert not found["telegram"][0]
    assert "TELEGRAM_API_URL" in found["telegram"][1]
    assert "secret" not in printed


def test_whether_what_telegram_delivers_arrives(doctor: Doctor) -> None:
    """Asked when asked to: where it delivers to, what waits there, and why."""
    url = "https://bot.example.org/telegram"
    with telegram_server() as telegram:
        settings = {"TELEGRAM_BOT_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url}

        def told(**more: str) -> tuple[bool, str]:
            return doctor("--call", **settings, **more)[1]["webhook"]

        ok, says = told()
        assert (ok, "messages are fetched" in says) == (True, True)
        ok, says = told(TELEGRAM_WEBHOOK_URL=url)
        assert (ok, "verbatim telegram" in says) == (False, True)
        telegram.deliver_to(url, "Connection refused")
        assert told()[0]
        telegram.say("hello")
        until(lambda: not told()[0])
        ok, says = told()
        assert "1 messages wait at Telegram, which can't deliver them" in says
        assert "Connection refused" in says
        assert "TELEGRAM_WEBHOOK_LISTEN" in says


def test_a_home_that_cannot_be_made(doctor: Doctor, tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").write_text("")
    code, found, _ = doctor(VERBATIM_HOME=str(tmp_path / "file"))
    assert code == 1
    assert "VERBATIM_HOME" in found["disk"][1]


def test_looking_creates_nothing(doctor: Doctor, tmp_path: Path) -> None:
    """Neither the home nor the index nor a database."""
    code, found, _ = doctor()
    assert code == 0
    assert not (tmp_path / "home").exists()
    assert "telegram.sqlite" in found["database"][1]
    (tmp_path / "home").mkdir()
    doctor()
    assert not list((tmp_path / "home").iterdir())


def test_a_database_that_is_none_is_told(doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "telegram.sqlite").write_bytes(b"no database at all" * 500)
    code, found, _ = doctor()
    assert (code, found["database"][0]) == (1, False)


@pytest.mark.parametrize(
    ("check", "settings"),
    [
        ("database", {"DATABASE_URL": "nonsense://very-secret"}),
        ("webhook", {"TELEGRAM_WEBHOOK_URL": "not-an-address"}),
        ("proxy", {"HTTPS_PROXY": "socks5://ada:very-secret@proxy.example:1080"}),
    ],
)
def test_database_webhook_and_proxy_are_looked_at(doctor: Doctor, check: str, settings: dict[str, str]) -> None:
    code, found, printed = doctor(**settings)
    assert (code, found[check][0]) == (1, False)
    assert "very-secret" not in printed


def test_an_embedder_of_ones_own_is_not_to_be_reinstalled(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that is away, a provider that isn't known: each with what to look at."""
    monkeypatch.setattr(embedders, "RETRIES", 0)
    chosen = {"EMBEDDER": "openai-like:x", "EMBEDDER_API_URL": "http://127.0.0.1:9/v1"}
    assert doctor(**chosen)[1]["embedder"][0]
    _, found, _ = doctor("--call", **chosen)
    assert not found["embedder"][0]
    assert "Check EMBEDDER and its server" in found["embedder"][1]
    _, found, _ = doctor(EMBEDDER="nobody:x")
    assert "provider:model" in found["embedder"][1]


def test_a_model_for_voice_notes_needs_its_extra(
    doctor: Doctor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And its folder; where nothing hears, nothing is said."""
    monkeypatch.setattr("bot.cli.checkup.find_spec", lambda _: None)
    code, found, _ = doctor(VOICE_MODEL="small.en")
    assert code == 1
    assert ".[voice]" in found["voice"][1]
    monkeypatch.setattr("bot.cli.checkup.find_spec", lambda name: name)
    assert doctor(VOICE_MODEL="small.en")[1]["voice"][0]
    assert not doctor(VOICE_MODEL=str(tmp_path / "gone"))[1]["voice"][0]
    assert doctor(VOICE_MODEL=str(tmp_path))[1]["voice"][0]


def test_a_reranker_is_looked_at_where_one_is_chosen(doctor: Doctor) -> None:
    """It is asked only where calls are wanted."""
    chosen = {"RERANKER": "tei:x", "RERANKER_API_URL": "http://127.0.0.1:9"}
    assert doctor(**chosen)[1]["reranker"] == (True, "tei:x is installed; --call sends it a request. ")
    ok, told = doctor("--call", **chosen)[1]["reranker"]
    assert not ok
    assert "doesn't order passages (ConnectError)" in told
    assert "provider:model" in doctor(RERANKER="nobody:x")[1]["reranker"][1]
