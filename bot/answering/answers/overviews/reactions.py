"""What was said to something: for it, against it, and by those whose side their words don't tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answering.answers.overviews.subject import articles_on, called, is_person
from bot.answering.drafting.draft import Draft, answered
from bot.answering.drafting.evidence import Line, overlap
from bot.answering.drafting.line_builder import MOST, LineBuilder
from bot.answering.drafting.relevance import Wanted
from bot.answering.drafting.sides import AGAINST, IN_FAVOUR, sides_of
from bot.answering.query.request import Reactions, Request
from prompts import replies
from retrieval.lang.en.speech_verbs import REACTS, SIDES
from retrieval.lang.paragraph_kinds import prose
from retrieval.lang.tokens import terms, words
from retrieval.model import Kind, Statement
from retrieval.search.selector import Ranked

ARTICLES = 6
"""Articles that are read."""

QUOTED, TELLS, REACTING = 0.3, 0.5, 0.5
"""What a quote, a side that it tells, and a verb of reacting add to the share of the subject that a statement holds."""

_TAKES_A_STAND = REACTS | SIDES[AGAINST] | SIDES[IN_FAVOUR]


@dataclass(frozen=True)
class Reaction:
    """A statement and the side that it is on, None where that isn't told."""

    said: Ranked[Statement]
    side: str | None
    score: float


def reactions(request: Reactions, builder: LineBuilder) -> Draft | None:
    """What was said to what a request is about, by side, each speaker once before any twice; None: nobody said any."""
    found = _by(request, list(on(request, builder)), builder)
    told = _told_of(request, builder)
    lines = [*told, *in_favour_and_against(_balanced(found, MOST - len(told)), builder)]
    shown = [each.key for line in lines for each in line.evidence]
    rest = [
        line
        for each in sorted(found, key=_place)
        for line in builder.said([each.said])
        if not any(overlap(evidence.key, key) for evidence in line.evidence for key in shown)
    ]
    return replace(answered(lines, min(len(lines), MOST)), rest=tuple(rest), in_order=True) if lines else None


def on(request: Request, builder: LineBuilder) -> Iterator[Reaction]:
    """What others than those whom a subject names say in the articles on it."""
    subject = called(request, builder)
    wanted = Wanted(subject, builder.retriever)
    asked = {row for named in request.speakers for row in named.rows}
    themselves = {row for named in builder.retriever.names.find(subject) for row in named.rows} - asked
    names = {builder.retriever.speakers[row].name for row in themselves}
    side = sides_of(set(terms(subject)))
    for place, article in enumerate(articles_on(subject, request, builder)[:ARTICLES]):
        for each in builder.retriever.statements_in(article.id):
            if each.by is None or each.item.hedge is not None or each.by in names:
                continue
            where = side(each)
            cue = set(words(each.item.cue or ""))
            score = wanted.held(each.item.text) + QUOTED * (each.item.kind is not Kind.INDIRECT) + TELLS * (not place)
            yield Reaction(each, where, score + TELLS * (where is not None) + REACTING * bool(cue & REACTS))


def in_favour_and_against(found: Sequence[Reaction], builder: LineBuilder) -> list[Line]:
    """Their lines in the order of the articles, under what side they are on, where any is on one."""
    lines: list[Line] = []
    for where, heading in replies.SIDES.items():
        those = [each.said for each in sorted(found, key=_place) if each.side == (where or None)]
        of_side = [line for each in those for line in builder.said([each])]
        tells = any(each.side for each in found)
        lines += [replace(of_side[0], heading=heading), *of_side[1:]] if of_side and tells else of_side
    return lines


def _place(each: Reaction) -> tuple[date, str, int]:
    return each.said.article.published or date.min, each.said.article.id, each.said.item.start


def _by(request: Reactions, found: list[Reaction], builder: LineBuilder) -> list[Reaction]:
    """Those by the people asked for; of bodies, for whom people speak, all, and theirs first."""
    if not request.speakers:
        return found
    names, rows = builder.retriever.names, {row for named in request.speakers for row in named.rows}
    rows |= {other for row in rows for other in names.beside(builder.retriever.speakers[row].name)}
    called = {builder.retriever.speakers[row].name for row in rows}
    theirs = [each for each in found if each.said.by in called]
    if all(is_person(row, builder) for row in rows):
        return theirs
    return [replace(each, score=each.score + TELLS) if each in theirs else each for each in found]


def _balanced(found: Sequence[Reaction], most: int) -> list[Reaction]:
    """The best of each speaker, as many of one side as of the other while there are."""
    best: dict[str, Reaction] = {}
    for each in sorted(found, key=lambda each: -each.score):
        best.setdefault(each.said.by or "", each)
    sides = {where: [each for each in best.values() if each.side == where] for where in (IN_FAVOUR, AGAINST, None)}
    chosen: list[Reaction] = []
    for where in (IN_FAVOUR, AGAINST):
        chosen += sides[where][: most // 2]
    left = sorted((each for each in best.values() if each not in chosen), key=lambda each: -each.score)
    return [*chosen, *left[: max(most - len(chosen), 0)]]


def _told_of(request: Request, builder: LineBuilder) -> list[Line]:
    """The sentences in which the articles tell how the people asked for took it, where nothing that is quoted does."""
    subject = called(request, builder)
    rows = [row for named in request.speakers for row in named.rows if is_person(row, builder)]
    shorts = [set(words(builder.retriever.speakers[row].name)[-1:]) for row in rows]
    lines: list[Line] = []
    for article in articles_on(subject, request, builder)[:ARTICLES] if rows else ():
        for start, end in prose(article, builder.retriever.opening(article)[0], len(article.text)):
            called_there = words(article.text[start:end])
            acts = [n for n, word in enumerate(called_there) if word in _TAKES_A_STAND]
            if acts and any(short & set(called_there[: acts[0]]) for short in shorts):
                lines.append(builder.passage(article, *builder.uncut(article, start, end)))
    return lines[: MOST // 3]
