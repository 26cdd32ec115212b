"""Settings come from one place, are what ``.env.example`` says, and never show a value that is wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import Settings, load
from retrieval.errors import SettingsError
from tests.conftest import CHECKOUT


@pytest.fixture(autouse=True)
def _folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person who keeps ``.env`` in a folder and names it, with nothing else set."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VERBATIM_ENV_FILE", str(tmp_path / ".env"))
    monkeypatch.delenv("VERBATIM_HOME")


def test_the_example_is_the_settings() -> None:
    """Each field's name, description and default stand in ``.env.example``, in the fields' order, and no others."""
    text = (CHECKOUT / ".env.example").read_text(encoding="utf-8")
    written = re.findall(r"^# (.+)\n([A-Z_]+)=(.*)$", text, re.MULTILINE)
    fields = [
        (field.description, name.upper(), "" if field.default is None else str(field.default))
        for name, field in Settings.model_fields.items()
    ]
    assert written == fields
    assert text.count("=") - sum(each.count("=") for each, _, _ in written) == len(fields)


def test_the_example_can_be_copied_as_it_is(tmp_path: Path) -> None:
    """An empty value is the default, not an empty text."""
    (tmp_path / ".env").write_bytes((CHECKOUT / ".env.example").read_bytes())
    assert load() == Settings()


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As everywhere."""
    (tmp_path / ".env").write_text("THREADS=2\nMAX_ARTICLE_MB=3\nSOMEBODY_ELSES=1\n")
    monkeypatch.setenv("THREADS", "4")
    assert (load().threads, load().max_article_mb) == (4, 3)


def test_the_home_has_settings_and_the_current_folder_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file of an unpacked archive would send the environment's token and key to a server that it names."""
    home = tmp_path / "home"
    home.mkdir()
    (home / ".env").write_text("THREADS=2\n")
    servers = dict.fromkeys(("TELEGRAM_API_URL", "LLM_API_URL", "CHROMA_URL"), "https://elsewhere.example")
    (tmp_path / ".env").write_text("".join(f"{name}={url}\n" for name, url in servers.items()))
    monkeypatch.delenv("VERBATIM_ENV_FILE")
    monkeypatch.setenv("VERBATIM_HOME", str(home))
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "12345:secret")
    monkeypatch.setenv("LLM_API_KEY", "secret")
    settings = load()
    assert settings.threads == 2
    assert "elsewhere.example" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [("THREADS", "secret-in-the-wrong-line"), ("THREADS", "-77001"), ("MAX_ARTICLE_MB", "0"), ("THREADS", "77001")],
)
def test_a_wrong_value_is_named_and_not_shown(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be a secret in the wrong line."""
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as raised:
        load()
    assert name in str(raised.value)
    assert len(value) < 3 or value not in str(raised.value)
    assert "\n" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


def test_every_wrong_value_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not one after the other."""
    monkeypatch.setenv("THREADS", "many")
    monkeypatch.setenv("MAX_ARTICLE_MB", "some")
    with pytest.raises(SettingsError, match=r"MAX_ARTICLE_MB.*THREADS"):
        load()


def test_secrets_stay_out_of_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither ``repr`` nor ``str`` of the settings holds the token."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "12345:secret")
    settings = load()
    assert "secret" not in f"{settings!r} {settings}"
    assert settings.telegram_bot_token is not None
    assert settings.telegram_bot_token.get_secret_value() == "12345:secret"


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    """``.env`` in another encoding, or a folder of that name, is one line and no traceback."""
    (tmp_path / ".env").write_bytes(b"VERBATIM_HOME=/home/ren\xe9e\n")
    with pytest.raises(SettingsError, match=r"\.env"):
        load()


def test_a_byte_order_mark_is_no_part_of_a_name(tmp_path: Path) -> None:
    """As some editors on Windows write it."""
    (tmp_path / ".env").write_text("\ufeffTHREADS=3\n", encoding="utf-8")
    assert load().threads == 3


def test_the_home_is_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """``~`` is the person's home, a relative folder is one of where they are, none is the platform's."""
    monkeypatch.setenv("VERBATIM_HOME", "~/articles")
    assert load().home == Path.home() / "articles"
    monkeypatch.setenv("VERBATIM_HOME", "articles")
    assert load().home == tmp_path / "articles"
    monkeypatch.setenv("VERBATIM_HOME", "")
    assert load().home.is_absolute()
    assert load().home.name == "verbatim"


def test_a_home_of_nobody_is_a_wrong_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """``~nobody-of-this-name`` has no folder."""
    monkeypatch.setenv("VERBATIM_HOME", "~nobody-of-this-name/articles")
    with pytest.raises(SettingsError, match="VERBATIM_HOME"):
        _ = load().home


@pytest.mark.parametrize(
    ("server", "secret"), [("TELEGRAM_API_URL", "TELEGRAM_BOT_TOKEN"), ("LLM_API_URL", "LLM_API_KEY")]
)
def test_a_home_does_not_name_where_our_secrets_go(
    server: str, secret: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be somebody else's folder. Its own secret, a near server, and one that we name ourselves are fine."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.delenv("VERBATIM_ENV_FILE")
    monkeypatch.setenv("VERBATIM_HOME", str(home))
    foreign = "https://elsewhere.example/v1"

    def with_file(text: str) -> Settings:
        (home / ".env").write_text(text)
        return load()

    assert with_file(f"{server}={foreign}\n{secret}=own\n")
    monkeypatch.setenv(secret, "12345:secret")
    with pytest.raises(SettingsError, match=rf"{server}.*{secret}") as raised:
        with_file(f"{server}={foreign}\n")
    assert "12345" not in str(raised.value)
    for near in ("http://localhost:8080/v1", "http://127.0.0.1:1", "http://[::1]:1", "http://192.168.1.5:8080"):
        assert with_file(f"{server}={near}\n")
    monkeypatch.setenv(server, foreign)
    assert with_file(f"{server}={foreign}\n")
