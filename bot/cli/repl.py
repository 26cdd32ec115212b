"""The chat in a terminal: one loop that takes its input and output as arguments."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering.answerer import Answerer
from bot.cli import render
from bot.collection import Filter, chosen, summary
from prompts import replies
from retrieval.errors import NoArticles, VerbatimError
from retrieval.model import Answer, Citation, Question

if TYPE_CHECKING:
    from rich.console import Console

    from retrieval.library import Library

Read = Callable[[], str]
"""Returns the next line; raises ``EOFError`` at the end and ``KeyboardInterrupt`` on Ctrl-C."""


class Chat:
    """One chat in a terminal.

    Args:
        library: the collection.
        to: where everything is shown.
        answerer: the core over that collection; None: one without a model.
    """

    def __init__(self, library: Library, to: Console, answerer: Answerer | None = None) -> None:
        self._library = library
        self._answerer = answerer or Answerer(library)
        self._to = to
        self._last: Answer | None = None
        self._pasted = ""

    def loop(self, read: Read) -> None:
        """Answer line after line until the input ends. Ctrl-C cancels an answer, not the chat."""
        while True:
            try:
                line = read().strip()
            except KeyboardInterrupt:
                continue
            except EOFError:
                return
            if line in {"/quit", "/exit"}:
                return
            if not line:
                continue
            try:
                self._take(line)
            except KeyboardInterrupt:
                self._to.print(replies.CANCELLED)
            except VerbatimError as error:
                self._to.print(render.printable(str(error)), style="red")
            self._to.print()

    def welcome(self) -> None:
        """Open the index and say what can be asked."""
        try:
            self._answerer.open()
        except NoArticles as error:
            self._to.print(render.printable(str(error)))
            self._to.print(replies.GREETING_INGEST)
            return
        self._to.print(render.printable(self._answerer.greeting()))
        self._to.print()
        self._to.print(replies.GREETING_COMMANDS)
        self._to.print()

    def names(self) -> list[str]:
        """The speakers' names, for completion."""
        try:
            return [speaker.name for speaker in self._answerer.speakers()]
        except VerbatimError:
            return []

    def _take(self, line: str) -> None:
        if line.startswith("/"):
            command, _, argument = line.partition(" ")
            self._command(command, argument.strip())
            return
        if "\n" in line:
            self._pasted = line
        question = Question(text=line, chat="repl", asked=date.today())
        writing = self._to.status(replies.WRITING)
        try:
            # Ctrl-C leaves the answer wherever it is, which stops the model too.
            self._last = self._answerer.answer(question, waits=writing.start)
        finally:
            writing.stop()
        render.show_answer(self._to, self._last)

    def _command(self, command: str, argument: str) -> None:
        match command:
            case "/source":
                self._source(argument)
            case "/open":
                self._open(argument)
            case "/timeline":
                self._timeline(argument)
            case "/articles":
                render.show_articles(self._to, chosen(self._answerer.snapshot(), Filter()))
            case "/speakers":
                render.show_speakers(self._to, self._answerer.speakers())
            case "/check":
                self._check(argument or self._pasted)
            case "/export":
                self._export(argument)
            case "/ingest":
                self._ingest(argument)
            case "/help":
                width = max(map(len, replies.TERMINAL_COMMANDS))
                for name, does in replies.TERMINAL_COMMANDS.items():
                    self._to.print(f"{name:<{width}}  {does}")
            case _:
                self._to.print(replies.UNKNOWN_COMMAND)

    def _source(self, argument: str) -> None:
        if cited := self._cited(argument):
            render.show_source(self._to, cited)
            if version := self._library.version(cited.article.id):
                render.show_changes(self._to, version)

    def _open(self, argument: str) -> None:
        from bot.cli import show_command

        if cited := self._cited(argument):
            mark = cited.start, cited.end
            version = self._library.version(cited.article.id)
            if not show_command.in_browser(self._to, cited.article, mark, version):
                self._source(argument)
                show_command.show_place(self._to, cited.article, mark)

    def _timeline(self, argument: str) -> None:
        from bot.cli import timeline_command
        from bot.timelines.chart import about_whom, charted

        who, about = about_whom(argument)
        _, found, chart = charted(self._answerer.statements(speaker=who, about=about), who, about)
        if why := timeline_command.nothing_in(chart, found, who):
            self._to.print(render.printable(why))
        else:
            timeline_command.show(self._to, chart)

    def _cited(self, argument: str) -> Citation | None:
        """The citation of the last answer with a number; without one, or with a wrong one, it is asked for."""
        citations = self._last.citations if self._last else ()
        number = int(argument) if argument.isascii() and argument.isdigit() and len(argument) < 6 else 0
        if 1 <= number <= len(citations):
            return citations[number - 1]
        if citations:
            self._to.print(replies.WHICH_CITATION.format(citations=replies.CITATIONS.of(len(citations))))
        else:
            self._to.print(replies.NO_CITATIONS)
        return None

    def _check(self, argument: str) -> None:
        """Check a file, or the words themselves: those behind the command, or those that were pasted before."""
        from bot.checking.checker import Checker
        from bot.cli import check_command
        from retrieval.gather import draft_text

        if not argument:
            self._to.print(replies.CHECK_FILE_OR_WORDS)
            return
        path = _path(argument)
        try:
            text = draft_text(path.read_bytes(), str(path)) if path is not None else argument
        except OSError as error:
            self._to.print(render.printable(f"{error.strerror or error} ({path})"), style="red")
            return
        checked = Checker(self._library).check(text)
        if checked.items:
            check_command.show(self._to, checked)
        else:
            self._to.print(replies.NO_QUOTATIONS)

    def _export(self, argument: str) -> None:
        """Write what the last answer cites to a file, in the format that its name says."""
        from bot.collection import written
        from bot.exporting.quote_files import FORMATS, SUFFIXES, cited

        path = Path(argument).expanduser()
        kind = SUFFIXES.get(path.suffix.lower())
        if self._last is None or not self._last.citations:
            self._to.print(replies.NO_CITATIONS)
        elif kind is None:
            self._to.print(replies.EXPORT_TO.format(suffixes=" ".join(SUFFIXES)))
        else:
            found = cited(self._last.citations)
            data = FORMATS[kind](found, "chicago")
            try:
                with written(path) as to:
                    to.buffer.write(data)
            except OSError as error:
                self._to.print(render.printable(f"{error.strerror or error} ({path})"), style="red")
                return
            self._to.print(render.printable(replies.EXPORTED.format(n=len(found), path=path)))

    def _ingest(self, argument: str) -> None:
        from bot.cli.progress_bar import shown

        try:
            paths = [Path(each).expanduser() for each in shlex.split(argument)]
        except ValueError:
            paths = [Path(argument).expanduser()]
        if not paths:
            self._to.print(replies.INGEST_FILES)
            return
        try:
            with shown(self._library) as progress:
                report = self._library.ingest(paths, progress)
        except KeyboardInterrupt:
            self._to.print(progress.stopped())
            return
        for error in report.failed:
            self._to.print(render.printable(str(error)), style="red")
        self._to.print(summary(report))


def _path(argument: str) -> Path | None:
    """The file that an argument names; None: it is the words themselves."""
    try:
        name = Path((shlex.split(argument) or [argument])[0] if "\n" not in argument else argument).expanduser()
        is_one = any(each.is_file() for each in (name, Path(argument).expanduser()))
        whole = Path(argument).expanduser()
    except (OSError, ValueError, RuntimeError):  # no name of a file at all, or too long for one
        return None
    if not is_one:
        return None
    return whole if whole.is_file() else name


def run(library: Library, answerer: Answerer) -> int:
    """Chat on standard input and output; returns the exit code."""
    to = render.console()
    chat = Chat(library, to, answerer)
    if not sys.stdin.isatty():
        chat.loop(_piped)
        return 0
    chat.welcome()
    chat.loop(_prompted(chat, library.home))
    return 0


def _piped() -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _prompted(chat: Chat, home: Path) -> Read:
    """A prompt with history across runs and completion of commands and names."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    class Names(Completer):
        def get_completions(self, document: Document, complete_event: CompleteEvent):  # type: ignore[no-untyped-def]
            before = document.text_before_cursor
            if before.startswith("/"):
                words = [command.split()[0] for command in replies.TERMINAL_COMMANDS]
                yield from (Completion(word, -len(before)) for word in words if word.startswith(before))
                return
            word = document.get_word_before_cursor(WORD=True)
            if len(word) >= 2:
                for name in chat.names():
                    if any(part.lower().startswith(word.lower()) for part in name.split()):
                        yield Completion(render.printable(name), -len(word))

    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        history: FileHistory | InMemoryHistory = FileHistory(str(home / "history"))
    except OSError:
        history = InMemoryHistory()
    session: PromptSession[str] = PromptSession(history=history, completer=Names(), complete_while_typing=False)
    return lambda: session.prompt("? ")
