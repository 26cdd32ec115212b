"""What the doctor looks at besides the index: settings, disk, embedder, model, Telegram. It tells no secret."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.cli.doctor import Finding
from retrieval.errors import VerbatimError

if TYPE_CHECKING:
    from bot.settings import Settings

ENOUGH_DISK = 500
"""Megabytes: twice the index of a thousand articles and what an ingest writes beside it."""


def checkup(settings: Settings, *, call: bool) -> Iterator[Finding]:
    """Everything but the index, one finding a part.

    Args:
        settings: what is looked at.
        call: also put one request each to the model and to Telegram.
    """
    yield _settings(settings)
    yield _disk(settings)
    yield _embedder(settings)
    yield _model(settings, call=call)
    yield _telegram(settings, call=call)


def _settings(settings: Settings) -> Finding:
    from bot import wiring

    try:
        wiring.own_prompts(settings)
    except VerbatimError as error:
        return Finding("settings", False, error.message, error.mend)
    given = ", ".join(sorted(name.upper() for name in settings.model_fields_set)) or "all at their defaults"
    return Finding("settings", True, given)


def _disk(settings: Settings) -> Finding:
    home = settings.home
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    try:
        free = shutil.disk_usage(there).free // 1_000_000
        if home.exists():
            trial = home / ".doctor"
            trial.write_bytes(b"well")
            trial.unlink()
    except OSError as error:
        reason = error.strerror or "no reason given"
        return Finding("disk", False, f"{home} can't be written to ({reason})", "Mend its rights, or set VERBATIM_HOME")
    if free < ENOUGH_DISK:
        return Finding("disk", False, f"{free:,} MB are free for {home}", f"Make room: {ENOUGH_DISK} MB are needed")
    return Finding("disk", True, f"{free:,} MB are free for {home}")


def _embedder(settings: Settings) -> Finding:
    from retrieval.embedding.minilm import MiniLM

    started = time.perf_counter()
    try:
        embedder = MiniLM(threads=settings.threads or None)
        ferry, ship, tax = embedder.embed(["The ferry sails.", "A ship goes to sea.", "Taxes rise."], kind="passage")
    except Exception as error:  # whatever the runtime raises, what it means is the same
        why = f"it doesn't run ({type(error).__name__})"
        return Finding("embedder", False, why, "Install Verbatim anew: a file of its package is missing or damaged")
    if not float(ferry @ ship) > float(ferry @ tax):
        return Finding("embedder", False, "its vectors make no sense", "Install Verbatim anew: its weights are damaged")
    return Finding("embedder", True, f"answers in {(time.perf_counter() - started) * 1e3:.0f} ms, its start included")


def _model(settings: Settings, *, call: bool) -> Finding:
    from bot import wiring

    try:
        model = wiring.model(settings)
        if model is None:
            return Finding("model", True, "none is chosen (LLM); answers are the articles' own words")
        if not call:
            return Finding("model", True, f"{model.name} is installed; --call asks it something")
        started = time.perf_counter()
        try:
            with model.write("", "Write one word: yes") as writing:
                said = "".join(writing).strip()
        finally:
            model.close()
    except VerbatimError as error:
        return Finding("model", False, error.message, error.mend)
    took = f"{model.name} answered in {time.perf_counter() - started:.1f} s"
    if not said:
        return Finding("model", False, f"{took} with nothing", "Check LLM: it may be no model for chats")
    return Finding("model", True, f"{took}, {writing.usage.tokens} tokens")


def _telegram(settings: Settings, *, call: bool) -> Finding:
    if settings.telegram_bot_token is None:
        return Finding("telegram", True, "there is no token (TELEGRAM_BOT_TOKEN); `verbatim telegram` needs one")
    if not call:
        return Finding("telegram", True, "there is a token; --call asks Telegram whose it is")
    from bot.telegram_chat.transport.identity import name_of_bot

    try:
        return Finding("telegram", True, f"the token is that of @{name_of_bot(settings)}")
    except VerbatimError as error:
        return Finding("telegram", False, error.message, error.mend)
