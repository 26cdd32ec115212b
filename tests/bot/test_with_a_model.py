"""A model's part in the terminal: Ctrl-C ends its work too, and scripts are told what it cost."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
from rich.console import Console

from bot import wiring
from bot.answering.answerer import Answerer
from bot.answering.generation.assistant import Assistant
from bot.cli.repl import Chat
from bot.llm.client import Writing
from bot.settings import Settings
from prompts import Prompts, replies
from retrieval.library import Library
from tests.bot.conftest import Verbatim
from tests.fakes.model import FakeModel, chooses
from tests.fakes.model_server import ModelServer, Says, Stalls
from tests.waiting import until

FREE = chooses(("", ["for free"]))


def console(*, terminal: bool = False) -> Console:
    return Console(file=io.StringIO(), width=200, highlight=False, force_terminal=terminal, markup=False, _environ={})


def shown(to: Console) -> str:
    assert isinstance(to.file, io.StringIO)
    return to.file.getvalue()


def next_line(lines: Iterator[str]) -> str:
    line = next(lines, None)
    if line is None:
        raise EOFError
    return line


@pytest.mark.parametrize("terminal", [True, False])
def test_a_terminal_shows_that_a_model_is_asked(sample_library: Library, terminal: bool) -> None:
    """A pipe gets the answer alone."""
    to = console(terminal=terminal)
    answerer = Answerer(sample_library, assistant=Assistant(FakeModel([FREE])))  # type: ignore[arg-type]
    lines = iter(["what did McFaul say"])
    Chat(sample_library, to, answerer).loop(lambda: next_line(lines))
    assert "You never give up anything to them for free." in shown(to)
    assert (replies.WRITING in shown(to)) == terminal


def test_ctrl_c_ends_the_models_work(sample_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server sees the connection go, and the chat goes on."""
    server = ModelServer([Stalls('{"sections": [')]).start()
    settings = Settings(llm="openai-like:fake", llm_api_url=server.url)
    assistant = wiring.assistant(settings, Prompts())
    assert assistant is not None

    def interrupted(_: Writing) -> Iterator[str]:
        until(lambda: server.requests)
        raise KeyboardInterrupt

    monkeypatch.setattr(Writing, "__iter__", interrupted)
    to = console()
    lines = iter(["what did McFaul say", "/help"])
    try:
        Chat(sample_library, to, Answerer(sample_library, assistant=assistant)).loop(lambda: next_line(lines))
        assert shown(to).startswith("Cancelled.\n")
        assert "/source N" in shown(to)
        until(lambda: server.left == 1)
    finally:
        assistant.close()
        server.stop()


def test_a_scripts_answer(verbatim: Verbatim, monkeypatch: pytest.MonkeyPatch) -> None:
    """``ask --json`` names the model, what was chosen and what it cost; without a model nothing is added."""
    server = ModelServer([lambda request: Says(FREE(request["messages"][1]["content"]), usage=(9, 8))]).start()
    try:
        monkeypatch.setenv("LLM", "openai-like:fake")
        monkeypatch.setenv("LLM_API_URL", server.url)
        answer = json.loads(verbatim("ask", "--sample", "--json", "what did McFaul say").out)
    finally:
        server.stop()
    assert answer["engine"] == "openai-like:fake"
    assert answer["checked"] == {"passed": 1, "left_out": 0}
    assert answer["tokens"]["read"] >= 9
    assert {"model", "outline"} <= answer["timings_ms"].keys()
    assert all(each["quote"] for each in answer["citations"])
    monkeypatch.setenv("LLM", "")
    plain = json.loads(verbatim("ask", "--sample", "--json", "what did McFaul say").out)
    assert not {"checked", "tokens"} & plain.keys()
