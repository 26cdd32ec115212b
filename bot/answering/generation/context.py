"""What a model gets to choose from: statements and passages, numbered, fenced, within what it can read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answering.drafting.draft import Draft
from bot.answering.drafting.evidence import Evidence, Key, Line
from bot.answering.drafting.line_builder import LineBuilder, day
from bot.llm.budget import estimated
from retrieval.model import Kind, Statement

MOST = 12
"""Pieces of evidence: as many as a person would read, and more than an answer shows."""

MOST_OF_A_PASSAGE = 1_200
"""Code points of one piece of evidence. Paragraphs of news have 300; a freak must not push out all the others."""

_KIND = {Kind.DIRECT: "direct quote", Kind.PARTIAL: "quoted in part", Kind.INDIRECT: "reported, not a quote"}


@dataclass(frozen=True)
class Item:
    """One numbered piece of evidence, and the ``line`` that shows it. ``cut``: sentences of it may stand for it."""

    number: int
    evidence: Evidence
    line: Line
    cut: bool = False


def gathered(draft: Draft, builder: LineBuilder, *, passages: bool) -> tuple[Item, ...]:
    """The evidence of a draft, most useful first.

    Args:
        draft: the answer without a model. Where it has words above its lines, they may be true of those alone, and
            what waits for "more" is left out.
        builder: makes the lines of what the draft only points to.
        passages: give the whole passage around each cited sentence, and those that the draft points to.
    """
    found: dict[Key, Item] = {}
    for line in (*draft.lines, *(() if draft.words else draft.rest)):
        for evidence, shown in _shown(line, builder, passages=passages):
            cut = passages and line.speaker is None
            found.setdefault(evidence.key, Item(len(found) + 1, evidence, shown, cut))
    return tuple(found.values())[:MOST]


def _shown(line: Line, builder: LineBuilder, *, passages: bool) -> Iterator[tuple[Evidence, Line]]:
    if line.points:
        for each in line.evidence if passages else ():
            yield each, builder.passage(each.article, each.span.start, each.span.end)
    elif line.speaker is not None or not passages:
        yield line.evidence[0], line
    else:
        yield _around(line.evidence[0], builder), line


def _around(each: Evidence, builder: LineBuilder) -> Evidence:
    """The passage in which a cited sentence stands."""
    for home in builder.retriever.passages_of(each.article.id):
        if home.start <= each.span.start and each.span.end <= home.end:
            return Evidence(each.article, home, home.paragraph)
    return each


def fitting(items: Sequence[Item], tokens: int) -> tuple[Item, ...]:
    """As many pieces as fit into this many tokens; the least useful, which come last, go first."""
    left, kept = tokens, []
    for item in items:
        left -= estimated(shown(item))
        if left < 0:
            break
        kept.append(item)
    return tuple(kept)


def shown(item: Item) -> str:
    """One piece of evidence as the model reads it: the article's words in a line, then a line of what they are."""
    article, span = item.evidence.article, item.evidence.span
    words = item.evidence.copied()[:MOST_OF_A_PASSAGE]
    kind, told = "passage", []
    if isinstance(span, Statement):
        words = f"{item.line.speaker or 'Somebody'} {_verb(span)}: {words}"
        kind = _KIND[span.kind]
        told = [span.hedge, day(span.said_on) if span.said_on else None, span.venue]
    told += [f"article of {day(article.published)}" if article.published else None, article.publisher]
    about = "; ".join(part for part in (kind, ", ".join(each for each in told if each)) if part)
    return f"[{item.number}] {one_line(words)}\n({one_line(about)})"


def _verb(statement: Statement) -> str:
    """How the article says that it was said, where that makes a sentence behind the name."""
    cue = statement.cue or "said"
    return "said" if cue.endswith("ing") or cue == "told" else cue.lower()


def fenced(items: Sequence[Item]) -> tuple[str, str]:
    """All the evidence as text, and a fence that no article can know beforehand."""
    text = "\n\n".join(map(shown, items))
    fence = "=" * 8 + " " + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
    return text, fence


def one_line(text: str) -> str:
    """A stranger's text in one line, without what the prompt itself is built with."""
    return " ".join(_MARKERS.sub(lambda found: f"({found[1]})" if found[1] else " ", text).split())


_MARKERS = re.compile(r"\[(\s*\d+\s*)\]|<\|[^|>]{1,40}\|>|={4,}|-{4,}|#{2,}")
"""What the prompt itself is built with, or models' own turn marks: no article may seem to be it."""
