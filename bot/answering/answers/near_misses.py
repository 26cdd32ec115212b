"""What comes nearest to somebody's words where there are none: what they passed on, and the passages that name them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.answering.drafting import line_builder
from bot.answering.drafting.draft import Draft, answered, refused
from bot.answering.drafting.evidence import Line
from bot.answering.drafting.speaker_lines import MOST, Sayings, surest
from bot.answering.query.request import Request
from retrieval.lang.sentences import spans
from retrieval.lang.tokens import terms, words
from retrieval.model import Article, Passage
from retrieval.search.selector import MOST_OF_IT
from retrieval.search.topic import Topic

MOST_NEAREST = 2
"""Passages that a refusal shows: enough to see why it refuses."""

_READ = 200
"""Passages that hold a name which are looked at."""


def nobody(request: Request, sayings: Sayings) -> Draft:
    """The answer about somebody whom no article quotes: what they passed on, or where the name stands."""
    if request.office:
        return _unheld(request, sayings)
    name = _capitalised(request.unknown or "")
    homes = _holding(name, sayings)
    if (draft := passed_on(name, request, sayings, homes)) is not None:
        return draft
    articles = {sayings.catalog.ids[sayings.catalog.article_of_passage[row]] for row in homes}
    mentioned = f" The name stands in {len(articles)} of them." if articles else " The name doesn't stand there either."
    suggestions = (f"Who said anything about {name}?",) if articles else ()
    found = f"{unquoted((name, *request.strangers))}{mentioned if not request.strangers else ''}"
    return refused(found, sayings.catalog.coverage, suggestions, naming(name, request.about, sayings, homes=homes))


def unquoted(names: Sequence[str]) -> str:
    """That nobody quotes these: "Ada Marsh isn't quoted in the articles."."""
    names = [_capitalised(name) for name in names]
    if len(names) == 1:
        return f"{names[0]} isn't quoted in the articles."
    return f"{', '.join(names[:-1])} and {names[-1]} aren't quoted in the articles."


def _capitalised(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in name.split()) if name.islower() else name


def _unheld(request: Request, sayings: Sayings) -> Draft:
    """The answer about an office by which the articles introduce nobody whom they quote."""
    office = request.unknown or ""
    found = f"The articles quote nobody whom they introduce as {office}."
    return refused(found, sayings.catalog.coverage, (), naming(office, request.about, sayings))


def passed_on(name: str, request: Request, sayings: Sayings, homes: Sequence[int] | None = None) -> Draft | None:
    """What others said by a name's report: "Holm said, according to the Gazette"; None when it passed nothing on.

    ``homes``: the passages that name it, where they are known already.
    """
    catalog, called = sayings.catalog, words(name)
    homes = _holding(name, sayings) if homes is None else homes
    rows = np.flatnonzero(np.isin(catalog.passage_of_statement, homes)).tolist() if homes else []
    rows = [row for row in rows if within(called, words(catalog.statement(row)[0].via or ""))]
    ranked = surest(sayings.retriever.statements(rows, request.about)) if rows else []
    lines = sayings.each_under_their_own(ranked, request)
    return answered(lines, MOST, heading=f"Passed on by {name}:") if lines else None


def naming(
    name: str,
    about: Topic | None,
    sayings: Sayings,
    *,
    on_topic: bool = False,
    in_full: Sequence[str] = (),
    homes: Sequence[int] | None = None,
) -> list[Line]:
    """The sentences that name somebody, on the topic where any is, best first.

    Args:
        name: whom to find, by the words that stand wherever they are named.
        about: the topic asked about.
        sayings: what composes lines.
        on_topic: only sentences whose passage is on the topic.
        homes: the passages that name them, where they are known already.
        in_full: names of which the article must give one somewhere: "Warren" alone may be a town.
    """
    rankings, catalog = sayings.retriever.snapshot.passages, sayings.catalog
    held = rankings.coverage(about.key) if about is not None else None
    if on_topic and held is not None:
        rows = _holding(name, sayings, among=held >= MOST_OF_IT)
    else:
        rows = list(_holding(name, sayings) if homes is None else homes)
        rows = [row for row in rows if held is not None and held[row] >= MOST_OF_IT] or rows
    scores = rankings.scores(f"{name} {about.text}" if about is not None else name)
    lines: list[Line] = []
    shown = set[str]()
    for row in sorted(rows, key=lambda row: (-scores[row], row)):
        passage, article = catalog.passage(row)
        if len(lines) == MOST_NEAREST:
            break
        if article.id not in shown and (not in_full or any(name in article.text for name in in_full)):
            shown.add(article.id)
            lines.append(_line(passage, article, {*terms(name), *terms(about.key if about else "")}, sayings))
    return lines


def _holding(name: str, sayings: Sayings, among: NDArray[np.bool_] | None = None) -> list[int]:
    """The rows of passages that hold the words of a name in a row; what a reprint repeats is left out.

    ``among``: only of these, by passage row.
    """
    snapshot, hidden = sayings.retriever.snapshot, sayings.retriever.hidden
    catalog, called = snapshot.catalog, words(name)
    holding = snapshot.passages.coverage(name) > 1 - 1e-3
    rows = np.flatnonzero(holding if among is None else holding & among)[:_READ].tolist()
    repeated = catalog.copies.passages if not hidden else frozenset()
    rows = [row for row in rows if row not in repeated and catalog.ids[catalog.article_of_passage[row]] not in hidden]
    if len(called) == 1:
        return rows
    return [row for row in rows if within(called, words(catalog.passage(row)[0].text))]


def _line(passage: Passage, article: Article, wanted: set[str], sayings: Sayings) -> Line:
    """The sentence of a passage that holds most of what is wanted, under its speaker's name where it has one."""
    start, end = max(
        spans(article.text, passage.start, passage.end),
        key=lambda span: (len(wanted & set(terms(article.text[slice(*span)]))), -span[0]),
    )
    said = sayings.of_sentence(article, start, end)
    return said or line_builder.passage_line(article, *sayings.uncut(article, start, end), sayings.catalog)


def within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether some words stand in a row in others."""
    return bool(part) and any(whole[n] == part[0] and whole[n : n + len(part)] == part for n in range(len(whole)))
