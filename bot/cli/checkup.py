"""What the doctor looks at besides the index: settings, disk, embedder, model, Telegram. It tells no secret."""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Iterator
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


def checkup(settings: Settings, *, call: bool) -> Iterator[Finding]:
    """Everything but the index, one finding a part.

    Args:
        settings: what is looked at.
        call: also put one request each to the model, to an embedder or reranker of one's choice, and to Telegram.
    """
    yield _settings(settings)
    yield _disk(settings)
    yield _embedder(settings, call=call)
    yield _model(settings, call=call)
    if settings.reranker is not None:
        yield _reranker(settings, call=call)
    yield _telegram(settings, call=call)
    yield _webhook(settings, call=call)
    if settings.voice_model is not None:
        yield _voice(settings.voice_model)
    yield _database(settings)
    yield _proxy(settings)


def _settings(settings: Settings) -> Finding:
    from bot import wiring

    try:
        wiring.own_prompts(settings)
    except VerbatimError as error:
        return Finding.of("settings", error)
    given = ", ".join(sorted(name.upper() for name in settings.model_fields_set)) or replies.SETTINGS_AT_DEFAULTS
    return Finding("settings", True, given)


def _disk(settings: Settings) -> Finding:
    home = settings.home
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    try:
        free = shutil.disk_usage(there).free // 1_000_000
        if home.exists() and not os.access(home, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(home))
    except OSError as error:
        closed = replies.NOT_WRITABLE.format(home=home, reason=error.strerror or replies.NO_REASON_GIVEN)
        return Finding("disk", False, closed, replies.FIX_RIGHTS)
    is_enough = free >= ENOUGH_DISK
    mend = "" if is_enough else replies.MAKE_ROOM.format(n=ENOUGH_DISK)
    return Finding("disk", is_enough, replies.DISK_FREE.format(n=free, home=home), mend)


def _embedder(settings: Settings, *, call: bool) -> Finding:
    from bot import wiring

    started = time.perf_counter()
    try:
        embedder = wiring.embedder(settings)
        if settings.embedder and not call:
            return Finding("embedder", True, replies.MODEL_INSTALLED.format(name=embedder.name))
        ferry, ship, tax = embedder.embed(["The ferry sails.", "A ship goes to sea.", "Taxes rise."], kind="passage")
    except VerbatimError as error:
        return Finding.of("embedder", error)
    except Exception as error:  # any exception of the runtime means the same
        why = replies.EMBEDDER_FAILS.format(error=type(error).__name__)
        return Finding("embedder", False, why, replies.REINSTALL)
    if not float(ferry @ ship) > float(ferry @ tax):
        mend = replies.CHECK_EMBEDDER if settings.embedder else replies.REINSTALL
        return Finding("embedder", False, replies.EMBEDDER_WRONG, mend)
    return Finding("embedder", True, replies.EMBEDDER_OK.format(n=(time.perf_counter() - started) * 1e3))


def _model(settings: Settings, *, call: bool) -> Finding:
    from bot import wiring

    try:
        model = wiring.model(settings)
        if model is None:
            return Finding("model", True, replies.NO_MODEL)
        if not call:
            return Finding("model", True, replies.MODEL_INSTALLED.format(name=model.name))
        started = time.perf_counter()
        try:
            with model.write("", "Write one word: yes") as writing:
                said = "".join(writing).strip()
        finally:
            model.close()
    except VerbatimError as error:
        return Finding.of("model", error)
    took = replies.MODEL_TOOK.format(name=model.name, seconds=time.perf_counter() - started, n=writing.usage.tokens)
    return Finding("model", bool(said), took, "" if said else replies.MODEL_SILENT)


def _reranker(settings: Settings, *, call: bool) -> Finding:
    from bot.llm import rerankers

    try:
        reranker = rerankers.chosen(settings)
    except VerbatimError as error:
        return Finding.of("reranker", error)
    if reranker is None or not call:
        return Finding("reranker", True, replies.MODEL_INSTALLED.format(name=reranker.name if reranker else ""))
    fault = reranker.fault()
    told = replies.RERANKER_FAILS.format(name=reranker.name, fault=fault) if fault else replies.RERANKER_OK
    return Finding("reranker", not fault, told, replies.CHECK_RERANKER if fault else "")


def _telegram(settings: Settings, *, call: bool) -> Finding:
    if settings.telegram_bot_token is None:
        return Finding("telegram", True, replies.TELEGRAM_UNSET)
    if not call:
        return Finding("telegram", True, replies.TELEGRAM_SET)
    from bot.telegram_chat.transport.identity import name_of_bot

    try:
        return Finding("telegram", True, replies.TELEGRAM_OK.format(name=name_of_bot(settings)))
    except VerbatimError as error:
        return Finding.of("telegram", error)


def _voice(model: str) -> Finding:
    if find_spec("faster_whisper") is None:
        return Finding("voice", False, replies.VOICE_MISSING, replies.INSTALL_VOICE)
    if os.sep in model and not Path(model).is_dir():
        return Finding("voice", False, replies.VOICE_NO_FOLDER.format(model=model), replies.INSTALL_VOICE)
    return Finding("voice", True, replies.VOICE_OK.format(model=model))


def _webhook(settings: Settings, *, call: bool) -> Finding:
    from bot.telegram_chat.updates.webhook_address import place

    try:
        where = place(settings)
    except VerbatimError as error:
        return Finding.of("webhook", error)
    if call and settings.telegram_bot_token is not None:
        return _deliveries(settings, where.url if where else "")
    if where is None:
        return Finding("webhook", True, replies.NO_WEBHOOK)
    return Finding("webhook", True, replies.WEBHOOK_AT.format(host=where.host, port=where.port))


def _deliveries(settings: Settings, url: str) -> Finding:
    """Whether Telegram delivers where the settings say, and what it delivers arrives."""
    from bot.telegram_chat.transport.identity import ask
    from bot.telegram_chat.updates.webhook_state import WebhookState

    try:
        told = ask(settings, WebhookState.asked)
    except VerbatimError:  # which the finding about Telegram tells
        return _webhook(settings, call=False)
    if told.url != url:
        elsewhere = replies.WEBHOOK_ELSEWHERE.format(url=told.url) if told.url else replies.WEBHOOK_NOWHERE
        return Finding("webhook", False, elsewhere, replies.START_TELEGRAM)
    if told.fails(datetime.now(UTC)):
        failing = replies.WEBHOOK_FAILS.format(n=told.waiting, error=told.error)
        return Finding("webhook", False, failing, replies.CHECK_WEBHOOK)
    waiting = replies.WEBHOOK_WAITING.format(n=told.waiting)
    return Finding("webhook", True, f"{replies.WEBHOOK_ARRIVES if url else replies.NO_WEBHOOK}; {waiting}")


def _database(settings: Settings) -> Finding:
    from bot.state.database import looked_at

    try:
        return Finding("database", True, replies.DATABASE_AT.format(place=looked_at(settings)))
    except VerbatimError as error:
        return Finding.of("database", error)


def _proxy(settings: Settings) -> Finding:
    from bot.proxies import proxy_of

    try:
        found = {
            proxy_of(settings.telegram_api_url.strip(), falls_back=False),
            proxy_of((settings.llm_api_url or "https://api.model.example").strip(), falls_back=True),
            *(
                proxy_of(url.strip(), falls_back=True)
                for url in (settings.embedder_api_url, settings.reranker_api_url)
                if url
            ),
            proxy_of((settings.chroma_url or "http://127.0.0.1").strip(), falls_back=True),
        }
    except VerbatimError as error:
        return Finding.of("proxy", error)
    named = ", ".join(sorted(filter(None, found)))
    return Finding("proxy", True, replies.PROXY_IS.format(named=named) if named else replies.NO_PROXY)
