"""A model's answer in a terminal: each sentence as soon as it has passed, and Ctrl-C ends the model's work too."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
from rich.console import Console

from bot import wiring
from bot.cli.repl import Chat
from bot.settings import Settings
from prompts import Prompts
from retrieval.library import Library
from tests.bot.answering.generation.test_writer import citing
from tests.bot.conftest import Verbatim
from tests.fakes.model import FakeModel
from tests.fakes.model_server import ModelServer, Says, Stalls
from tests.waiting import until

RUSSIANS = 'Michael McFaul said: "I\'ve negotiated with the Russians." {negotiated} He loves them {negotiated}.\n'
FREE = 'He added: "You never give up anything to them for free." {negotiated}'


def console() -> Console:
    return Console(file=io.StringIO(), width=200, highlight=False, markup=False, _environ={})


def shown(to: Console) -> str:
    assert isinstance(to.file, io.StringIO)
    return to.file.getvalue()


def test_sentences_appear_one_by_one_and_once(sample_library: Library) -> None:
    """When the second is written, the first is on the screen; the end adds what is missing."""
    from bot.answering.answerer import Answerer
    from bot.answering.generation.writer import Writer

    to, seen = console(), []

    class Watched(FakeModel):
        def write(self, *arguments: object) -> object:  # type: ignore[override]
            seen.append(shown(to))
            return super().write(*arguments)  # type: ignore[arg-type]

    model = Watched([citing(RUSSIANS + FREE), "NONE"])
    chat = Chat(sample_library, to, Answerer(sample_library, writer=Writer(model)))  # type: ignore[arg-type]
    lines = iter(["what did McFaul say"])
    chat.loop(lambda: next_line(lines))
    first = "Michael McFaul said: “I've negotiated with the Russians.” [1]\n"
    assert seen == ["", first]
    assert shown(to).startswith(
        f"{first}Michael McFaul added: “You never give up anything to them for free.” [1]\n"
        "3 statements checked, 1 left out.\n\n[1] "
    )


def next_line(lines: Iterator[str]) -> str:
    line = next(lines, None)
    if line is None:
        raise EOFError
    return line


def test_ctrl_c_ends_the_models_work(sample_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server sees the connection go, and the chat goes on."""
    server = ModelServer([Stalls("Michael McFaul said nothing [1].\nAnd then")]).start()
    settings = Settings(llm="openai-like:fake", llm_api_url=server.url)
    writer = wiring.writer(settings, Prompts())
    assert writer is not None
    from bot.answering.answerer import Answerer
    from bot.answering.generation import writer as written

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(written.Writer, "_judged", interrupted)
    to = console()
    lines = iter(["what did McFaul say", "/help"])
    try:
        Chat(sample_library, to, Answerer(sample_library, writer=writer)).loop(lambda: next_line(lines))
        assert shown(to).startswith("Cancelled.\n")
        assert "/source N" in shown(to)
        until(lambda: server.left == 1)
    finally:
        writer.close()
        server.stop()


def test_a_scripts_answer(verbatim: Verbatim, monkeypatch: pytest.MonkeyPatch) -> None:
    """``ask --json`` names the model, what was checked and what it cost; without a model nothing is added."""
    draft = citing(RUSSIANS + FREE)
    server = ModelServer([lambda request: Says(draft(request["messages"][1]["content"]), usage=(9, 8))]).start()
    try:
        monkeypatch.setenv("LLM", "openai-like:fake")
        monkeypatch.setenv("LLM_API_URL", server.url)
        answer = json.loads(verbatim("ask", "--sample", "--json", "what did McFaul say").out)
    finally:
        server.stop()
    assert answer["engine"] == "openai-like:fake"
    assert answer["checked"]["passed"] >= 2
    assert answer["tokens"]["read"] >= 9
    assert {"model", "gate"} <= answer["timings_ms"].keys()
    assert all(each["quote"] for each in answer["citations"])
    monkeypatch.setenv("LLM", "")
    plain = json.loads(verbatim("ask", "--sample", "--json", "what did McFaul say").out)
    assert not {"checked", "tokens"} & plain.keys()
