"""What ``tests/forking.py`` imports before it forks: all that the programs of the tests need sooner or later.

A failed import here is passed over by ``multiprocessing``; the programs then import everything themselves.
"""

# ruff: noqa: F401 (the imports are for the processes that are forked)

from __future__ import annotations

import gc

import alembic.command
import chromadb.api.rust

import bot.cli.main
import bot.cli.mcp_server
import bot.cli.repl
import bot.wiring
import retrieval.ingestion.attribution_workers
import retrieval.store.vectors
import tests.bot.telegram_chat.chat_process
import tests.forking
import tests.retrieval.conftest

gc.collect()
gc.freeze()  # a collection in a child would copy every page
