"""Statements found in processes of their own, beside the one that embeds and writes: the work of several cores.

A helper is this module run as a program: articles come on its standard input, what it found goes to its standard
output. It needs nothing of the program that started it, which may be any script, and ends when its input does, so none
outlives a program that was killed.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from retrieval.model import Article
from retrieval.statements import Analysis, Analyst

WORTH_A_HELPER = 8
"""Articles at once from which on a helper is started: it takes two seconds to load the language model."""

_MOST_HELPERS = 4
"""Each takes about 200 MB."""

_PROGRAM = "import sys; sys.path[:] = {path!r}; from retrieval.analysts import help_out; help_out()"


class Analysts:
    """Finds statements with as many processes as there are cores to spare, or by itself where there are few articles.

    Args:
        helpers: how many processes; None: one for every two cores, none on a single core.
    """

    version = Analyst.version

    def __init__(self, helpers: int | None = None) -> None:
        self._most = min(_cores() // 2, _MOST_HELPERS) if helpers is None else helpers
        self._helpers: list[_Helper] = []
        self._left = 0  # analyses that the helpers have begun and nobody has taken
        self._own = Analyst()

    def analyse_all(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Analysis]]:
        """Each article with its analysis, in the order given; with helpers, the work begins at once."""
        wanted = list(articles)
        if self._left:  # nobody came for it; it would be taken for the answer to what they get now
            self.close()
        if not self._most or (len(wanted) < WORTH_A_HELPER and not self._helpers):
            return self._own.analyse_all(wanted)
        try:
            while len(self._helpers) < self._most:
                self._helpers.append(_Helper())
            self._left = len(wanted)
            for number, helper in enumerate(self._helpers):
                helper.begin(wanted[number :: len(self._helpers)])
        except OSError:  # no more processes, or one that is gone
            self.close()
            return self._own.analyse_all(wanted)
        return self._collected(wanted)

    def _collected(self, wanted: Sequence[Article]) -> Iterator[tuple[Article, Analysis]]:
        for done, article in enumerate(wanted):
            found = self._helpers[done % len(self._helpers)].result()
            if found is None:  # it was killed, by the system where memory is short
                self.close()
                yield from self._own.analyse_all(wanted[done:])
                return
            self._left -= 1
            yield article, found

    def close(self) -> None:
        """Send the helpers home; the next many articles call new ones."""
        for helper in self._helpers:
            helper.close()
        self._helpers.clear()
        self._left = 0


class _Helper:
    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-c", _PROGRAM.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the program that was started by a person
        )
        self._failed = False

    def begin(self, articles: list[Article]) -> None:
        assert self._process.stdin is not None  # noqa: S101 - as it was started
        pickle.dump(articles, self._process.stdin)
        self._process.stdin.flush()

    def result(self) -> Analysis | None:
        """What was found in the next of the articles begun with; None when the helper is no more."""
        assert self._process.stdout is not None  # noqa: S101 - as it was started
        try:
            found: Any = pickle.load(self._process.stdout)  # noqa: S301 - from the process that we started
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            return None
        if isinstance(found, Exception):
            raise found
        analysis: Analysis = found
        return analysis

    def close(self) -> None:
        self._process.kill()  # what it may still be at is of no use to anybody
        with suppress(OSError):
            self._process.communicate()


def help_out() -> None:
    """Be a helper: analyse what comes on standard input until it ends."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    analyst = Analyst()
    while True:
        try:
            articles: list[Article] = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started us
        except EOFError:
            return
        try:
            for _, analysis in analyst.analyse_all(articles):
                pickle.dump(analysis, answers)
                answers.flush()
        except Exception as error:
            pickle.dump(error, answers)
            answers.flush()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
