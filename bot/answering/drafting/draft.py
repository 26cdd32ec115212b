"""What a kind of question makes: lines to be checked, or words that say why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answering.drafting.evidence import Key, Line
from bot.answering.drafting.line_builder import days
from bot.answering.query.dates import Days
from prompts import replies
from retrieval.lang.sentences import spans
from retrieval.model import Passage, Status
from retrieval.search.selector import Coverage

LONGEST = 400
"""Code points of a passage that is read on: nearly every paragraph of news is shorter."""

_CLOSING = frozenset(".!?…\"'”’»)")


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


def read_on(draft: Draft) -> Draft:
    """A draft whose sentences under nobody's name go on to the end of their paragraph, or to what another line shows.

    What is asked for stands often in the sentence behind the one that holds its words. Not where reprints are cited,
    which may go on otherwise, where something is told of the sentence alone, its day, nor where the order of the lines
    tells something.
    """
    shown = [each.key for line in draft.lines for each in line.evidence]
    return draft if draft.in_order else replace(draft, lines=tuple(_on(line, shown) for line in draft.lines))


def _on(line: Line, shown: Sequence[Key]) -> Line:
    is_alone = len(line.evidence) == 1 and line.parts[-1:] == (0,)
    span = line.evidence[0].span if is_alone else None
    if line.speaker is not None or not isinstance(span, Passage) or span.text[-1] not in _CLOSING:
        return line
    article, end = line.evidence[0].article, span.end
    closes = article.text.find("\n", end)
    others = [first for of, first, _ in shown if of == article.id and first >= end]
    stop = min([span.start + LONGEST, *others])
    for _, after in spans(article.text, end, closes if closes >= 0 else len(article.text)):
        if after > stop or article.breaks_off_at(after) or article.text[after - 1] not in _CLOSING:
            break
        end = after
    longer = Passage.of(article, span.start, end, span.paragraph)
    return replace(line, evidence=(replace(line.evidence[0], span=longer),))
