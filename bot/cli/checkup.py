"""What the doctor looks at besides the index: settings, disk, embedder, model, Telegram. It tells no secret."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.doctor import Finding
from prompts import replies
from retrieval.errors import VerbatimError

if TYPE_CHECKING:
    from bot.settings import Settings

ENOUGH_DISK = 500
"""Megabytes: twice the index of a thousand articles and what an ingest writes beside it."""


Told = tuple[bool, str] | tuple[bool, str, str]
"""Whether a part is well, what is the case and, where it isn't well, what to do."""


def checkup(settings: Settings, *, call: bool) -> Iterator[Finding]:
    """Everything but the index, one finding a part.

    Args:
        settings: what is looked at.
        call: also put one request each to the model, to an embedder or reranker of one's choice, and to Telegram.
    """
    for part, look in _PARTS.items():
        try:
            told = look(settings, call)
        except VerbatimError as error:
            yield Finding.of(part, error)
            continue
        if told is not None:
            yield Finding(part, *told)


def _settings(settings: Settings, call: bool) -> Told:
    from bot import wiring

    wiring.own_prompts(settings)
    given = sorted(name.upper() for name in settings.model_fields_set)
    return True, ", ".join(given) or replies.SETTINGS_AT_DEFAULTS


def _disk(settings: Settings, call: bool) -> Told:
    home = settings.home
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    try:
        free = shutil.disk_usage(there).free // 1_000_000
        if home.exists() and not os.access(home, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(home))
    except OSError as error:
        closed = replies.NOT_WRITABLE.format(home=home, reason=error.strerror or replies.NO_REASON_GIVEN)
        return False, closed, replies.FIX_RIGHTS
    is_enough = free >= ENOUGH_DISK
    mend = "" if is_enough else replies.MAKE_ROOM.format(n=ENOUGH_DISK)
    return is_enough, replies.DISK_FREE.format(n=free, home=home), mend


def _embedder(settings: Settings, call: bool) -> Told:
    from bot import wiring

    started = time.perf_counter()
    try:
        embedder = wiring.embedder(settings)
        if settings.embedder and not call:
            return True, replies.MODEL_INSTALLED.format(name=embedder.name)
        ferry, ship, tax = embedder.embed(["The ferry sails.", "A ship goes to sea.", "Taxes rise."], kind="passage")
    except VerbatimError:
        raise
    except Exception as error:  # any exception of the runtime means the same
        return False, replies.EMBEDDER_FAILS.format(error=type(error).__name__), replies.REINSTALL
    if not float(ferry @ ship) > float(ferry @ tax):
        return False, replies.EMBEDDER_WRONG, replies.CHECK_EMBEDDER if settings.embedder else replies.REINSTALL
    return True, replies.EMBEDDER_OK.format(n=(time.perf_counter() - started) * 1e3)


def _model(settings: Settings, call: bool) -> Told:
    from bot import wiring

    model = wiring.model(settings)
    if model is None:
        return True, replies.NO_MODEL
    if not call:
        return True, replies.MODEL_INSTALLED.format(name=model.name)
    started = time.perf_counter()
    try:
        with model.write("", "Write one word: yes") as writing:
            said = "".join(writing).strip()
    finally:
        model.close()
    took = replies.MODEL_TOOK.format(name=model.name, seconds=time.perf_counter() - started, n=writing.usage.tokens)
    return bool(said), took, "" if said else replies.MODEL_SILENT


def _reranker(settings: Settings, call: bool) -> Told | None:
    from bot.llm import rerankers

    if settings.reranker is None:
        return None
    reranker = rerankers.chosen(settings)
    if reranker is None or not call:
        return True, replies.MODEL_INSTALLED.format(name=reranker.name if reranker else "")
    if fault := reranker.fault():
        return False, replies.RERANKER_FAILS.format(name=reranker.name, fault=fault), replies.CHECK_RERANKER
    return True, replies.RERANKER_OK


def _telegram(settings: Settings, call: bool) -> Told:
    if settings.telegram_bot_token is None:
        return True, replies.TELEGRAM_UNSET
    if not call:
        return True, replies.TELEGRAM_SET
    from bot.telegram_chat.transport.identity import name_of_bot

    return True, replies.TELEGRAM_OK.format(name=name_of_bot(settings))


def _voice(settings: Settings, call: bool) -> Told | None:
    model = settings.voice_model
    if model is None:
        return None
    if find_spec("faster_whisper") is None:
        return False, replies.VOICE_MISSING, replies.INSTALL_VOICE
    if os.sep in model and not Path(model).is_dir():
        return False, replies.VOICE_NO_FOLDER.format(model=model), replies.INSTALL_VOICE
    return True, replies.VOICE_OK.format(model=model)


def _webhook(settings: Settings, call: bool) -> Told:
    from bot.telegram_chat.updates.webhook_address import place

    where = place(settings)
    if call and settings.telegram_bot_token is not None:
        return _deliveries(settings, where.url if where else "")
    if where is None:
        return True, replies.NO_WEBHOOK
    return True, replies.WEBHOOK_AT.format(host=where.host, port=where.port)


def _deliveries(settings: Settings, url: str) -> Told:
    """Whether Telegram delivers where the settings say, and what it delivers arrives."""
    from bot.telegram_chat.transport.identity import ask
    from bot.telegram_chat.updates.webhook_state import WebhookState

    try:
        told = ask(settings, WebhookState.asked)
    except VerbatimError:  # which the finding about Telegram tells
        return _webhook(settings, call=False)
    if told.url != url:
        elsewhere = replies.WEBHOOK_ELSEWHERE.format(url=told.url) if told.url else replies.WEBHOOK_NOWHERE
        return False, elsewhere, replies.START_TELEGRAM
    if told.fails(datetime.now(UTC)):
        return False, replies.WEBHOOK_FAILS.format(n=told.waiting, error=told.error), replies.CHECK_WEBHOOK
    waiting = replies.WEBHOOK_WAITING.format(n=told.waiting)
    return True, f"{replies.WEBHOOK_ARRIVES if url else replies.NO_WEBHOOK}; {waiting}"


def _database(settings: Settings, call: bool) -> Told:
    from bot.state.database import looked_at

    return True, replies.DATABASE_AT.format(place=looked_at(settings))


def _proxy(settings: Settings, call: bool) -> Told:
    from bot.proxies import proxy_of

    others = (settings.embedder_api_url, settings.reranker_api_url)
    models = (settings.llm_api_url or "https://api.model.example", *filter(None, others))
    servers = (*models, settings.chroma_url or "http://127.0.0.1")
    found = {
        proxy_of(settings.telegram_api_url.strip(), falls_back=False),
        *(proxy_of(url.strip(), falls_back=True) for url in servers),
    }
    named = ", ".join(sorted(filter(None, found)))
    return True, replies.PROXY_IS.format(named=named) if named else replies.NO_PROXY


_PARTS: dict[str, Callable[[Settings, bool], Told | None]] = {
    "settings": _settings,
    "disk": _disk,
    "embedder": _embedder,
    "model": _model,
    "reranker": _reranker,
    "telegram": _telegram,
    "webhook": _webhook,
    "voice": _voice,
    "database": _database,
    "proxy": _proxy,
}
"""What is looked at, in this order; None: it isn't in use. An error that a look raises is what is wrong."""
