"""The chat in a terminal, on whole transcripts, through a pipe, and once in a real terminal."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import uuid
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path

import lxml.html
import pytest
from rich.console import Console

from bot.answering.answerer import Answerer
from bot.cli.repl import Chat
from prompts import replies
from retrieval.library import Library
from retrieval.model import Article
from retrieval.sample import sample_folder
from tests import forking
from tests.bot.cli.test_main import FEATURED, SAID
from tests.bot.conftest import PROGRAM, Verbatim
from tests.fakes.embedder import FakeEmbedder
from tests.retrieval.conftest import FakeAnalyser
from tests.waiting import until

Talk = Callable[..., str]


def console(width: int = 100, *, colour: bool = False) -> Console:
    return Console(
        file=io.StringIO(),
        width=width,
        highlight=False,
        markup=False,
        emoji=False,
        force_terminal=colour,
        color_system="standard" if colour else None,
        _environ={},
    )


def talked(library: Library, lines: list[str | BaseException], to: Console, *, welcome: bool = False) -> str:
    """Everything that a chat shows while these lines are put in; an exception is raised where a line is read."""
    script: Iterator[str | BaseException] = iter(lines)

    def read() -> str:
        line = next(script, None)
        if line is None:
            raise EOFError
        if isinstance(line, BaseException):
            raise line
        return line

    chat = Chat(library, to)
    if welcome:
        chat.welcome()
    chat.loop(read)
    assert isinstance(to.file, io.StringIO)
    return to.file.getvalue()


@pytest.fixture
def talk(sample_library: Library) -> Talk:
    """A chat about the sample."""

    def run(*lines: str | BaseException, width: int = 100, colour: bool = False, welcome: bool = False) -> str:
        return talked(sample_library, list(lines), console(width, colour=colour), welcome=welcome)

    return run


def test_a_whole_chat(talk: Talk) -> None:
    """Welcome, an answer with its citation, the words in their place, and a list of the rest."""
    shown = talk(SAID, "/source 1", "/help", welcome=True)
    assert "8 articles, 10 Feb 2025 to 14 Feb 2025" in shown
    assert "Ctrl-D leaves" in shown
    welcome, answer = shown.split("Pete Hegseth", 1)
    assert "What did" in welcome
    assert " ".join(FEATURED.split()) in " ".join(answer.split())
    assert "[1] Hegseth in Brussels" in answer
    for command in replies.TERMINAL_COMMANDS:
        assert command in answer


FALSE = "Michael McFaul wrote: “You always give up everything to them for free.”"


def test_a_draft_is_checked(talk: Talk, tmp_path: Path) -> None:
    """A file, with blanks in its name or in quotes, or the words themselves."""
    (tmp_path / "my draft.txt").write_text(FALSE, encoding="utf-8")
    name = tmp_path / "my draft.txt"
    for said in (f"/check {name}", f'/check "{name}"', f"/check {FALSE}"):
        assert "1: altered: You always give up" in talk(said, width=200)
    assert "no quotations" in talk("/check nothing at all")
    assert "Name a file" in talk("/check")


def test_pasting_a_draft_offers_to_check_it(talk: Talk) -> None:
    """``/check`` alone then means what was pasted."""
    pasted = f"A week in Brussels.\n\n{FALSE}\n\n{FALSE}"
    shown = talk(pasted, "/check", width=200)
    assert replies.LOOKS_LIKE_A_DRAFT.format(n=2) in shown
    assert "3: altered: You always give up" in shown


@pytest.mark.parametrize("suffix", ["md", "csv", "html", "docx", "json"])
def test_an_answer_is_exported(talk: Talk, tmp_path: Path, suffix: str) -> None:
    """What it cites, with outlet and day; a suffix that is none, or no answer, is told."""
    file = tmp_path / f"quotes.{suffix}"
    shown = talk(f"/export {file}", SAID, "/export quotes.xyz", f"/export {file}", width=400)
    assert "There is no answer with citations yet" in shown
    assert ".docx" in shown
    assert f"written to {file}" in shown
    if suffix in {"md", "csv", "html"}:
        text = file.read_text(encoding="utf-8")
        assert "Hegseth" in text
        assert "Verbatim Sample Daily" in text
        assert "2025" in text


@pytest.mark.parametrize("colour", [True, False])
def test_source_marks_exactly_the_cited_words(sample_library: Library, talk: Talk, colour: bool) -> None:
    """Reversed where there is colour, between arrows where there is none: the quotation and nothing else."""
    from datetime import date

    from retrieval.model import Question

    answer = Answerer(sample_library).answer(Question(text=SAID, asked=date(2025, 2, 14)))
    assert answer.citations
    for citation in answer.citations:
        shown = talk(SAID, f"/source {citation.number}", colour=colour, width=400)
        if colour:
            marked = "".join(re.findall(r"\x1b\[1;7m(.*?)\x1b\[0m", shown, re.DOTALL))
        else:
            (marked,) = re.findall(r">>>(.*?)<<<", shown, re.DOTALL)
        assert marked == citation.quote
        around = citation.article.text[citation.start - 20 : citation.start]
        plain = re.sub(r"\x1b\[[0-9;]*m", "", shown).replace(">>>", "")
        assert around + citation.quote in plain


def test_open_shows_the_passage_where_there_is_no_browser(
    sample_library: Library, talk: Talk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The page is there to be opened elsewhere; the words stand marked in the terminal, with their file and line."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(webbrowser, "open", lambda address: False)
    shown = talk(SAID, "/open 1", "/open 99", width=400)
    (page,) = tmp_path.glob("verbatim-*.html")
    assert str(page) in shown
    marked = re.search(r">>>(.*?)<<<", shown)
    assert marked is not None
    assert lxml.html.fromstring(page.read_text()).xpath("string(//mark)") == marked[1]
    assert re.search(r"\.(?:md|txt):\d+\n", shown)
    assert re.search(r"The last answer has \d+ citations?\.", shown)


def test_a_source_that_changed_since_it_was_cited(tmp_path: Path) -> None:
    """It is shown as it was cited, with what the edited version says instead."""
    library = Library(tmp_path / "home", embedder=FakeEmbedder(), analyser=FakeAnalyser())

    def reported(text: str) -> Article:
        return Article(title="Fog", text=text, path="fog")

    library.add([reported("Fog lies there. “It closes ports,” said Jon Holm. Nobody sails.")])
    to = console(200)

    def lines() -> Iterator[str]:
        yield "what did Jon Holm say"
        library.add([reported("Fog lies there. “It opens ports,” said Jon Holm. Nobody sails.")])
        yield "/source 1"

    script = lines()
    chat = Chat(library, to)
    with pytest.raises(StopIteration):
        chat.loop(lambda: next(script))
    assert isinstance(to.file, io.StringIO)
    shown = to.file.getvalue()
    assert ">>>“It closes ports,”<<<" in shown
    assert "Changed since" in shown
    assert "- “It closes ports,” said Jon Holm.\n+ “It opens ports,” said Jon Holm." in shown


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("/source", "There is no answer with citations yet."),
        ("/source 1", "There is no answer with citations yet."),
        ("/nothing", replies.UNKNOWN_COMMAND),
        ("/\x1b[31m", replies.UNKNOWN_COMMAND),
        ("/ingest", "Write /ingest and a file or a folder."),
    ],
)
def test_what_can_not_be_done_is_said(talk: Talk, line: str, reply: str) -> None:
    """In one line, and the chat goes on."""
    shown = talk(line, "/help")
    assert shown.startswith(reply + "\n")
    assert "/articles" in shown


@pytest.mark.parametrize("number", ["0", "-1", "99", "one", "²", "9" * 5000, ""])
def test_a_source_that_is_not_there(talk: Talk, number: str) -> None:
    """The line says which there are."""
    assert re.search(r"The last answer has \d+ citations?\.", talk(SAID, f"/source {number}"))


def test_lists(talk: Talk) -> None:
    """Articles newest first, speakers most quoted first."""
    shown = talk("/articles", width=200)
    assert len(shown.strip().splitlines()) == 8
    assert "2025-02-14  Munich" in shown.splitlines()[0]
    counts = [int(count) for count in re.findall(r"· (\d+) statement", talk("/speakers"))]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) > 5


def test_a_chat_that_begins_without_articles(opened_empty: Library) -> None:
    """Both ways are offered; /ingest puts articles in, failures are named, and the next question is answered."""
    folder = opened_empty.home.parent / "with a space"
    folder.mkdir()
    shutil.copy(sample_folder() / "2025-02-12-hegseth-brussels.md", folder)
    (folder / "empty.txt").write_bytes(b"")
    to = console()
    lines: list[str | BaseException] = [SAID, f'/ingest "{folder}" /nowhere', SAID, "/articles"]
    shown = talked(opened_empty, lines, to, welcome=True)
    assert "verbatim ingest PATH" in shown
    assert "/ingest PATH" in shown
    assert "1 new, 2 failed" in shown
    assert "empty.txt" in shown
    assert "/nowhere" in shown
    assert "Pete Hegseth" in shown
    assert shown.rstrip().endswith("Verbatim Sample Daily")


@pytest.fixture
def opened_empty(tmp_path: Path) -> Library:
    """An empty collection with the real embedder and the real analysis."""
    from bot import wiring
    from bot.settings import Settings

    return wiring.library(Settings(verbatim_home=tmp_path / "home"))


def test_ctrl_c_cancels_the_answer_and_not_the_chat(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the prompt it does nothing; during an answer it stops that answer."""
    answer = Answerer.answer

    def interrupted(self: Answerer, question: object, **options: object) -> object:
        if "slow" in question.text:  # type: ignore[attr-defined]
            raise KeyboardInterrupt
        return answer(self, question, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Answerer, "answer", interrupted)
    shown = talk(KeyboardInterrupt(), "slow question", KeyboardInterrupt(), SAID)
    assert shown.startswith("Cancelled.\n")
    assert "Pete Hegseth" in shown


@pytest.mark.parametrize("leave", ["/quit", "/exit", "  /quit  "])
def test_leaving(talk: Talk, leave: str) -> None:
    """What comes behind isn't read."""
    assert talk("", "   ", leave, SAID) == ""


@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_narrow_terminal(talk: Talk, width: int) -> None:
    """No line is wider, no word is lost, and further lines of a citation stand below its first."""
    narrow = talk(SAID, "/source 1", "/articles", "/speakers", width=width)
    assert max(len(line.rstrip()) for line in narrow.splitlines()) <= width
    wide = talk(SAID, "/source 1", "/articles", "/speakers", width=1_000)
    assert narrow.split() == wide.split() or width < 30
    lines = narrow.splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("[1] "))
    assert lines[first + 1].startswith("    ")


def test_colour_is_for_terminals(talk: Talk) -> None:
    """With it, numbers and names stand out; without, there is no escape sequence at all."""
    assert "\x1b[36m[1]\x1b[0m" in talk(SAID, colour=True)
    assert "\x1b[1mPete Hegseth\x1b[0m" in talk(SAID, colour=True)
    assert "\x1b" not in talk(SAID, "/source 1", "/articles", "/help")


def test_an_article_can_not_drive_the_terminal(opened_empty: Library, tmp_path: Path) -> None:
    """Its escape sequences and direction marks are shown; only ours are sent."""
    (tmp_path / "hostile.txt").write_text(
        "date 2025-02-10\n\nThe ice is here.\n\n"
        "“The ice \x1b[2J is \u202ethick\u202c today \x9b31m and the ferry stays,”"
        " said Mara Lindqvist.\n\nIt \x1b]0;title\x07 ends.\n",
        encoding="utf-8",
    )
    to = console(colour=True)
    lines: list[str | BaseException] = [f"/ingest {tmp_path / 'hostile.txt'}", "What did Lindqvist say?", "/source 1"]
    shown = talked(opened_empty, lines, to)
    assert "ferry stays" in shown
    assert "\ufffd[2J" in shown
    assert not set(re.sub(r"\x1b\[[0-9;]*m", "", shown)) & set("\x1b\x07\x9b\u202e\u202c")


def test_joiners_are_part_of_words() -> None:
    """Persian and families of emoji are shown as they are written."""
    from bot.cli.render import printable

    assert printable("می‌خواهم 👩‍🚀") == "می‌خواهم 👩‍🚀"
    assert printable("a\tb\nc\r\u2028\u200f") == "a\tb\nc\ufffd\ufffd\ufffd"


def test_names_for_completion(sample_library: Library, opened_empty: Library) -> None:
    """The speakers; none, and no error, while there are no articles."""
    assert "Pete Hegseth" in Chat(sample_library, console()).names()
    assert Chat(opened_empty, console()).names() == []


def test_piped(program: Verbatim) -> None:
    """Without a terminal: no prompt, no colour, no welcome, whole lines; bytes that are no UTF-8 do no harm."""
    run = program(
        "repl", "--sample", by=forking.from_scratch, stdin=f"{SAID}\n/source 1\n".encode() + b"\xff\xfe\n/help"
    )
    assert (run.code, run.err) == (0, "")
    assert "\x1b" not in run.out
    assert "? " not in run.out.splitlines()[0]
    assert run.out.startswith("Pete Hegseth")
    assert f"{FEATURED},”<<<" in run.out
    assert run.out.rstrip().splitlines()[-1].startswith("/quit")


def test_piped_into_a_given_width(program: Verbatim) -> None:
    """COLUMNS gives a pipe its width."""
    run = program("repl", "--sample", stdin=SAID, environment={"COLUMNS": "40"})
    assert max(map(len, run.out.splitlines())) <= 40


@pytest.fixture
def terminal(program_environment: dict[str, str], sample_home: Path, tmp_path: Path) -> Iterator[Callable[..., str]]:
    """A real terminal: keys go in, what is on the screen comes out, once it shows what is waited for."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not there")
    name = f"verbatim-{uuid.uuid4().hex[:8]}"
    environment = {**program_environment, "VERBATIM_HOME": str(sample_home), "TERM": "xterm-256color"}
    environment.pop("TMUX", None)
    (tmp_path / "program.py").write_text(PROGRAM)

    def tmux(*arguments: str) -> str:
        command = ["tmux", "-L", name, "-f", os.devnull, *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20).stdout

    def press(*keys: str, shown: str) -> str:
        if keys == ("start",):
            program = f"{sys.executable} {tmp_path / 'program.py'} repl --sample"
            tmux("new-session", "-d", "-s", "s", "-x", "80", "-y", "60", "-c", str(tmp_path), program)
        elif keys:
            tmux("send-keys", "-t", "s", *keys)
        screen = ""

        def is_shown() -> bool:
            nonlocal screen
            screen = tmux("capture-pane", "-p", "-t", "s")
            return shown in screen or (shown == "gone" and not tmux("list-sessions"))

        try:
            until(is_shown)
        except TimeoutError:
            raise AssertionError(f"{shown!r} never came:\n{screen}") from None
        return screen

    try:
        yield press
    finally:
        tmux("kill-server")


def test_in_a_real_terminal(terminal: Callable[..., str], sample_home: Path) -> None:
    """Names are completed, answers drawn; Ctrl-C clears the line, Ctrl-D leaves; history is there next time."""
    history = sample_home / "sample" / "history"
    assert "What did" in terminal("start", shown="\n?")
    terminal("What did Hegs", "Tab", shown="? What did Pete Hegseth")
    screen = terminal(" say about U.S. troops?", "Enter", shown="[1] Hegseth in Brussels")
    assert "“To be clear" in screen
    terminal(shown="\n?\n")  # the answer is whole
    terminal("half a line", "C-c", shown="half a line\n?")
    terminal("/sou", "Tab", shown="? /source")
    terminal(" 1", "Enter", shown="told RFE/RL. …\n\n?")
    terminal("C-d", shown="gone")
    assert "say about U.S. troops?" in history.read_text()
    terminal("start", shown="\n?")
    terminal("Up", shown="? /source 1")
    terminal("Up", shown="? What did Pete Hegseth say about U.S. troops?")
    terminal("C-c", "C-d", shown="gone")
    history.unlink()
