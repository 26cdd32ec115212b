"""What a kind of question makes: lines to be checked, or words that say why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.drafting.evidence import Line
from bot.answering.drafting.line_builder import days
from bot.answering.query.dates import Days
from prompts import replies
from retrieval.model import Status
from retrieval.search.selector import Coverage


@dataclass(frozen=True)
class Draft:
    """An answer before it is checked.

    ``lines``: what to show. ``rest``: what was found besides, for "more". ``words``: what to say where there are no
    lines, or above them. ``candidates``: catalog rows of the speakers to choose from. ``in_order``: the order of the
    lines tells something. ``off_topic``: none of them names the topic that was asked about. ``likely``: the
    probability, 0 to 1, with which a search takes its first line for an answer; 0 where that isn't its best.
    """

    status: Status
    lines: tuple[Line, ...] = ()
    rest: tuple[Line, ...] = ()
    words: str = ""
    suggestions: tuple[str, ...] = ()
    candidates: tuple[int, ...] = ()
    in_order: bool = False
    off_topic: bool = False
    likely: float = 0.0


def answered(lines: list[Line], most: int, *, heading: str = "", suggestions: tuple[str, ...] = ()) -> Draft:
    """An answer of at most ``most`` lines; the others wait for "more"."""
    return Draft(Status.ANSWERED, tuple(lines[:most]), tuple(lines[most:]), heading, suggestions)


def refused(words: str, coverage: Coverage, suggestions: tuple[str, ...] = (), nearest: Sequence[Line] = ()) -> Draft:
    """A refusal that says what was searched, and shows the nearest that the articles do hold."""
    said = replies.SEARCHED.format(found=words, coverage=covered(coverage))
    if nearest:
        said = f"{said} {replies.NEAREST}"
    return Draft(Status.REFUSED, tuple(nearest), words=said, suggestions=suggestions)


def covered(coverage: Coverage) -> str:
    """How much there is, in words: ``214 articles, 1 Jan 2025 to 13 Feb 2025``."""
    articles = replies.ARTICLES.of(coverage.articles)
    if coverage.first is None or coverage.last is None:
        return articles
    return f"{articles}, {days(Days(coverage.first, coverage.last))}"
