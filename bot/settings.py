"""Every setting, read in one place: from the environment, and from ``.env`` files of the person's own.

These are the one beside the program's sources, where ``.env.example`` is, and the one in the home; or the one that
``VERBATIM_ENV_FILE`` names. The current folder's is not read: in an unpacked archive it would name the server that the
token or key from the environment goes to.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.proxies import exceptions, is_near
from retrieval.errors import SettingsError


def _ids(value: object) -> object:
    """Numbers with commas or spaces between them."""
    if not isinstance(value, str):
        return value
    words = value.replace(",", " ").split()
    if not all(word.removeprefix("-").isdecimal() for word in words):
        raise ValueError("ids are numbers, with commas between")
    return tuple(map(int, words))


Ids = Annotated[tuple[int, ...] | None, NoDecode, BeforeValidator(_ids)]


class Settings(BaseSettings):
    """The settings, each with its unit. Names in the environment are those of the fields, in capitals."""

    model_config = SettingsConfigDict(env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True, frozen=True)

    verbatim_home: Path | None = Field(
        default=None, description="folder for articles' index and history; empty: the platform's user data folder"
    )
    max_article_mb: float = Field(
        default=10, gt=0, le=1000, description="largest article that is read, file or page, in megabytes"
    )
    chroma_url: str | None = Field(
        default=None,
        description="Chroma server that holds the passages' vectors (http://host:port); empty: embedded in the home",
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="database of articles and chats (postgresql://user:password@host/name); empty: files in the home",
    )
    telegram_bot_token: SecretStr | None = Field(
        default=None, description="token from @BotFather; needed by `verbatim telegram` only"
    )
    telegram_api_url: str = Field(
        default="https://api.telegram.org",
        description="Bot API server, without the /bot<token> part; your own or Telegram's",
    )
    telegram_webhook_url: str | None = Field(
        default=None, description="public address that Telegram delivers messages to; empty: they are fetched"
    )
    telegram_webhook_listen: str | None = Field(
        default=None,
        description="host:port to listen at for them; empty: 127.0.0.1, and that address's port or 8443",
    )
    telegram_access: Literal["open", "list", "approval"] = Field(
        default="open",
        description="who may ask: open (everybody), list (TELEGRAM_ALLOWED), approval (an admin lets each one in)",
    )
    telegram_admins: Ids = Field(default=None, description="Telegram ids of those who run the bot, with commas between")
    telegram_allowed: Ids = Field(
        default=None, description="Telegram ids of persons and groups who may ask under any TELEGRAM_ACCESS"
    )
    questions_per_minute: int = Field(
        default=0, ge=0, le=10_000, description="questions that a person may put in a minute; 0: no limit"
    )
    llm: str | None = Field(
        default=None,
        description="model that lays out answers, provider:model (openai, anthropic, ollama, openai-like); empty: none",
    )
    llm_api_url: str | None = Field(
        default=None, description="the model's server (http://host:port/v1); empty: the provider's own"
    )
    llm_api_key: SecretStr | None = Field(default=None, description="key of the model's server")
    llm_window: int = Field(
        default=0, ge=0, le=10_000_000, description="tokens that the model reads at once; 0: what is known of the model"
    )
    llm_seconds: float = Field(
        default=60, gt=0, le=3600, description="longest that an answer waits for the model, in seconds"
    )
    llm_monthly_tokens: int = Field(
        default=0, ge=0, description="tokens that the model may read and write in a month; 0: without limit"
    )
    llm_monthly_tokens_each: int = Field(
        default=0, ge=0, description="tokens in a month for one person's questions; 0: without limit"
    )
    llm_price_read: float = Field(
        default=0, ge=0, description="price of a million tokens that the model reads, in any currency; 0: not told"
    )
    llm_price_written: float = Field(
        default=0, ge=0, description="price of a million tokens that it writes, in the same currency; 0: not told"
    )
    prompts_dir: Path | None = Field(
        default=None, description="folder with prompts of your own (answer.md, …); each replaces the one of that name"
    )
    embedder: str | None = Field(
        default=None,
        description="embedding model, provider:model (openai, openai-like, ollama, huggingface); empty: built in",
    )
    embedder_api_url: str | None = Field(
        default=None, description="the embedding model's server (http://host:port/v1); empty: the provider's own"
    )
    embedder_api_key: SecretStr | None = Field(default=None, description="key of the embedding model's server")
    reranker: str | None = Field(
        default=None,
        description="model that orders the passages found for a question, provider:model (cohere, jinaai, tei, "
        "huggingface); empty: none",
    )
    reranker_api_url: str | None = Field(
        default=None, description="the reranker's server (http://host:port); empty: the provider's own"
    )
    reranker_api_key: SecretStr | None = Field(default=None, description="key of the reranker's server")
    reranker_seconds: float = Field(
        default=3, gt=0, le=60, description="longest that a question waits for the reranker, in seconds"
    )
    voice_model: str | None = Field(
        default=None,
        description="Whisper model that voice notes are heard with, a folder or a name (needs the extra voice)",
    )
    threads: int = Field(default=0, ge=0, le=256, description="threads of the embedder; 0: one for each core")

    @property
    def secret(self) -> str:
        """What makes digests of persons' ids that can't be turned back by somebody who has only the database."""
        return self.telegram_bot_token.get_secret_value() if self.telegram_bot_token is not None else ""

    @property
    def home(self) -> Path:
        """The folder in which everything is kept."""
        if self.verbatim_home is not None:
            try:
                return self.verbatim_home.expanduser().absolute()
            except RuntimeError:
                raise SettingsError(
                    "Settings are wrong: VERBATIM_HOME: nobody here has that home folder", "Name a folder without ~"
                ) from None
        from platformdirs import user_data_path

        return user_data_path("verbatim", appauthor=False)


def load(home: Path | None = None) -> Settings:
    """The settings as they stand now; ``SettingsError`` names each that is wrong.

    Args:
        home: the home that a program names; None: the one that the settings name.
    """
    try:
        named = os.environ.get("VERBATIM_ENV_FILE")
        if named:
            return _read(Path(named))
        beside = Path(__file__).resolve().parents[1] / ".env"
        trusted = _read(beside)
        settings = _read((home or trusted.home) / ".env", beside)
        _refuse_foreign_servers(settings, trusted)
        return settings
    except ValidationError as error:
        # A wrong value may be a secret in the wrong line: say which setting and why, never the value.
        wrong = "; ".join(f"{'.'.join(str(part) for part in e['loc']).upper()}: {e['msg']}" for e in error.errors())
        raise SettingsError(f"Settings are wrong: {wrong}", "Correct them in the environment or in .env") from None
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it isn't UTF-8"
        raise SettingsError(
            f"The settings in .env can't be read ({why})", "Correct that file or move it away"
        ) from None


_SECRET_OF = {
    "telegram_api_url": "telegram_bot_token",
    "llm_api_url": "llm_api_key",
    "embedder_api_url": "embedder_api_key",
    "reranker_api_url": "reranker_api_key",
}
"""Which secret goes to the server that a setting names."""


def _refuse_foreign_servers(settings: Settings, trusted: Settings) -> None:
    """A home may be somebody else's (an archive, a share): its ``.env`` must not name where our secrets go.

    A server on this machine or in a private network may be named anywhere, and a home that has the secret too sends
    nothing but its own.

    Args:
        settings: with the home's ``.env``.
        trusted: without it.
    """
    for server, secret in _SECRET_OF.items():
        url, ours = getattr(settings, server), getattr(trusted, secret)
        if url in (None, getattr(trusted, server)) or ours is None or getattr(settings, secret) != ours:
            continue
        try:
            host = urlsplit(url.strip()).hostname or ""
        except ValueError:
            host = ""
        if not is_near(host):
            raise SettingsError(
                f"{server.upper()} stands in the home's .env and {secret.upper()} doesn't: "
                "the secret would go to a server that the home names",
                "If that is your server, set both in one place",
            )


def heed_proxies(settings: Settings) -> None:
    """Keep loopback, and what lies in a network of NO_PROXY, out of the environment's proxies, for all of this process.

    Nothing is changed where the environment names no proxy: on macOS and Windows the system's would be forgotten.
    """
    if not any(name.lower() in _PROXIES and value for name, value in os.environ.items()):
        return
    hosts = []
    servers = (settings.chroma_url, settings.telegram_api_url)
    models = (settings.llm_api_url, settings.embedder_api_url, settings.reranker_api_url)
    for url in (*servers, *models):
        try:
            hosts.append(urlsplit((url or "").strip()).hostname or "")
        except ValueError:
            continue  # its user says what is wrong with it
    kept = exceptions(os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or "", hosts)
    os.environ["no_proxy"] = os.environ["NO_PROXY"] = kept


_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


def _read(*files: Path) -> Settings:
    """The settings of the environment, else of these files, the last one first."""
    return Settings(_env_file=files)
