"""What a model costs in the chats: counted with the terminal's, told to admins, limited for each person."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from bot.llm.budget import today
from bot.settings import Settings
from bot.state.database import opened
from bot.state.spending import StoredLedger
from tests.bot.telegram_chat.conftest import PRODUCTION, chat_process
from tests.bot.telegram_chat.rooms import Room
from tests.fakes.model import chooses
from tests.fakes.model_server import ModelServer, Says
from tests.fakes.telegram_server import TelegramServer

pytest.importorskip("llama_index.llms.openai_like", reason="the package of openai-like isn't installed")

CHOSEN = chooses(("", ["for free"]))


def test_a_month(server: TelegramServer, sample_home: Path, tmp_path: Path) -> None:
    """What is spent is in the chats' database, under nobody's name; a share that is used up stays so."""
    home = shutil.copytree(sample_home, tmp_path / "home", ignore=shutil.ignore_patterns("telegram.sqlite*"))
    model = ModelServer([lambda body: Says(CHOSEN(body["messages"][1]["content"]), usage=(900, 100))]).start()
    settings = {
        "LLM": "openai-like:fake",
        "LLM_API_URL": model.url,
        "LLM_MONTHLY_TOKENS": "10000",
        "LLM_MONTHLY_TOKENS_EACH": "1000",
        "LLM_PRICE_READ": "100",
        "LLM_PRICE_WRITTEN": "1000",
        "TELEGRAM_ADMINS": "9001",
    }
    admin, reader = Room(server), Room(server)
    admin.chat = admin.person = 9001
    try:
        with chat_process(server, home, program=(*PRODUCTION, "--sample"), **settings) as chat:
            assert "never give up anything" in reader.ask("What did McFaul say?").text
            assert "deleted" in reader.turned(reader.ask("/forget_me"), "Delete everything").text
            assert "[1] Michael McFaul" in reader.ask("What did McFaul say?").text
            assert len(model.requests) == 1  # the share is used up: the articles' words come alone
            told = admin.ask("/stats").text.splitlines()[-1]
            assert chat.stop() == 0, chat.output
    finally:
        model.stop()
    assert told == ("The model, this month: 1,000 tokens of 10,000; 1 answer; cost 0.19")
    of = Settings(verbatim_home=home, telegram_bot_token=server.token)
    terminal = StoredLedger(lambda: closing(opened(of)), of.secret)
    assert terminal.spent(f"{today():%Y-%m}").tokens == 1_000
