"""What a model gets to answer from: statements and passages, numbered, fenced, within what it can read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bot.answering.drafting.draft import Draft
from bot.answering.drafting.evidence import Evidence, Item, Key
from bot.answering.drafting.line_builder import LineBuilder, day
from bot.llm.budget import estimated
from retrieval.model import Article, Kind, Statement
from retrieval.search.selector import Ranked

MOST = 12
"""Pieces of evidence: as many as a person would read, and more than an answer of five sentences cites."""

MOST_OF_A_PASSAGE = 1_200
"""Code points of one piece of evidence. Paragraphs of news have 300; a freak must not push out all the others."""

_KIND = {Kind.DIRECT: "direct quote", Kind.PARTIAL: "quoted in part", Kind.INDIRECT: "reported, not a quote"}


def gathered(draft: Draft, builder: LineBuilder, *, whole: bool) -> tuple[Item, ...]:
    """The evidence of a draft, most useful first, and the statements that its passages hold.

    Args:
        draft: the extractive answer.
        builder: what made it, and knows whose its statements are.
        whole: show the passage around each cited sentence, and the statements in it.
    """
    registered = {speaker.name: speaker for speaker in builder.retriever.speakers}
    found: dict[Key, Item] = {}
    for line in (*draft.lines, *draft.rest):
        for each in line.evidence[: 1 if line.speaker else None]:
            if isinstance(each.span, Statement):
                speaker = registered.get(line.speaker or "")
                if speaker is not None and (each.key, speaker.name) in builder.owned:
                    found.setdefault(each.key, Item(0, each, speaker))
                continue
            for item in _around(each, builder) if whole else (_passage(each, builder),):
                found.setdefault(item.evidence.key, item)
            if len(found) >= MOST:
                return tuple(_numbered(found.values()))
    return tuple(_numbered(found.values()))


def _numbered(items: Iterable[Item]) -> Iterator[Item]:
    for number, item in enumerate(islice(items, MOST), start=1):
        yield Item(number, item.evidence, item.speaker, item.said)


def _around(each: Evidence, builder: LineBuilder) -> Iterator[Item]:
    """The passage in which a cited sentence stands, then the statements of certain speakers in it."""
    for home in builder.retriever.passages_of(each.article.id):
        if home.start <= each.span.start and each.span.end <= home.end:
            yield _passage(Evidence(each.article, home, home.paragraph), builder)
            for said in _statements(each.article, home.start, home.end, builder):
                if said.speaker is not None:
                    yield Item(0, builder.evidence(each.article, said.item), said.speaker)
            return
    yield _passage(each, builder)


def _passage(each: Evidence, builder: LineBuilder) -> Item:
    within = _statements(each.article, each.span.start, each.span.end, builder)
    said = tuple((each.item.start, each.item.end) for each in within)
    return Item(0, each, None, said)


def _statements(article: Article, start: int, end: int, builder: LineBuilder) -> list[Ranked[Statement]]:
    found = builder.retriever.statements_in(article.id)
    return [each for each in found if each.item.start < end and start < each.item.end]


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
    """One piece of evidence as the model reads it: the article's words in a line, then a line of what they are.

    A statement reads like a sentence of an answer, since a small model copies the form of what it reads.
    """
    article, statement = item.evidence.article, item.statement
    words = item.evidence.copied()[:MOST_OF_A_PASSAGE]
    if statement is not None and item.speaker is not None:
        verb = _verb(statement)  # which "denounced the fees" holds itself
        words = f"{item.speaker.name} {verb}: {words.removeprefix(f'{verb} ')}"
        kind = _KIND[statement.kind]
        told = [day(statement.said_on) if statement.said_on else None, statement.venue]
    else:
        kind, told = "passage", []
    told += [f"article of {day(article.published)}" if article.published else None, article.publisher]
    about = "; ".join(part for part in (kind, ", ".join(each for each in told if each)) if part)
    return f"[{item.number}] {_one_line(words)}\n({_one_line(about)})"


def _verb(statement: Statement) -> str:
    """How the article says that it was said, where that makes a sentence behind the name."""
    cue = statement.cue or "said"
    return "said" if cue.endswith("ing") or cue == "told" else cue.lower()


def fenced(items: Sequence[Item]) -> tuple[str, str]:
    """All the evidence as text, and a fence that no article can know beforehand."""
    text = "\n\n".join(map(shown, items))
    fence = "=" * 8 + " " + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
    return text, fence


def _one_line(text: str) -> str:
    return " ".join(_inert(text).split())


_MARKERS = re.compile(r"\[(\s*\d+\s*)\]|<\|[^|>]{1,40}\|>|={4,}|-{4,}|#{2,}")
"""What the prompt itself is built with, or models' own turn marks: no article may seem to be it."""


def _inert(text: str) -> str:
    return _MARKERS.sub(lambda found: f"({found[1]})" if found[1] else " ", text)
