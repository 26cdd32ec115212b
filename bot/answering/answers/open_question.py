"""Answers to everything else: the sentences that hold it, or a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answering.answers import how_many
from bot.answering.drafting import answerability
from bot.answering.drafting.deeds import Deed
from bot.answering.drafting.draft import Draft, answered, refused
from bot.answering.drafting.evidence import Key, Line, overlap
from bot.answering.drafting.line_builder import LineBuilder, day
from bot.answering.drafting.premises import Premises
from bot.answering.drafting.relevance import Wanted
from bot.answering.drafting.sentence_judge import Judged, SentenceJudge
from bot.answering.query import answer_types, dates
from bot.answering.query.request import OpenQuestion
from prompts import replies
from retrieval.lang.en.phrases.time_phrases import DAY
from retrieval.lang.tokens import fold
from retrieval.model import Passage, Status
from retrieval.search.selector import Ranked

MOST = 4
"""Sentences shown at once."""

FURTHER = 7
"""Articles that are pointed to besides those shown."""

LIKELY = 0.6
"""Share of the best passage's score from which on another article is worth a look.

On RealTime QA that makes 6.2 citations an answer instead of 8.8, with the same article Hits@10.
"""

MOST_OF_IT = 0.5
"""Share of a question's words that stand in a place that is pointed to."""

NEAREST = 3
"""Articles that a refusal points to."""

READ = 8
"""Passages that are looked at to decide whether they hold an answer."""

FAIR = 0.5
"""Share of the question's terms in the fullest sentence below which another one is beside the question."""

WITHIN, APART = 4.0, 0.7
"""How much less than the best sentence's logit another's may be to be shown beside it: of its story, and of another."""

NEARLY = 0.8
"""Share of what the fullest sentence of all articles holds that the story before must hold to come first."""

SURELY = 0.5
"""Share of a question's words in the nearest sentence of the story before from which on it is shown as an answer."""

COMPARED = 6
"""Passages whose sentences are compared."""


def followed(request: OpenQuestion, builder: LineBuilder, asked: date) -> Draft:
    """What a follow-up finds: in the story before alone where that holds nearly as much of it as all articles do.

    What leans on the story ("has anyone checked it?") is of it, unless another has an answer and the story hasn't.
    """
    there = found(replace(request, context=""), builder, asked, only=request.first)
    if there.status is Status.ANSWERED and request.within:
        return there
    whole = found(request, builder, asked)
    wanted = Wanted(request.text, builder.retriever)
    here, best = (max((wanted.held(_read(line)) for line in draft.lines), default=0.0) for draft in (there, whole))
    is_near = bool(there.lines) and here >= NEARLY * best
    if there.status is Status.ANSWERED and is_near:
        return there
    if is_near and request.within and (whole.status is not Status.ANSWERED or whole.words == replies.MAY_NOT_ANSWER):
        return answered(list(there.lines), MOST, heading=replies.MAY_NOT_ANSWER) if here >= SURELY else there
    return whole


def _read(line: Line) -> str:
    """What a line shows, and the title of its article."""
    return f"{line.evidence[0].article.title} {line.text}" if line.evidence and not line.points else ""


def found(
    request: OpenQuestion, builder: LineBuilder, asked: date, *, in_english: bool = True, only: Sequence[str] = ()
) -> Draft:
    """The best sentences of the best passages, best first, as the answer or as the nearest there is; or a refusal.

    A sentence that is somebody's statement is shown under their name.

    Args:
        request: what is asked.
        builder: what makes lines.
        asked: the day on which it is asked.
        in_english: what it takes for granted can be read; else that isn't looked at.
        only: ids of the articles that are looked at; none: all.
    """
    retriever = builder.retriever
    text = f"{request.text} {request.context}".strip()
    ranked = retriever.passages(
        text, READ, asked=asked, further=FURTHER, within=request.within, only=only, reranked=True
    )
    ranked, further = ranked[:READ], ranked[READ:]
    wanted = Wanted(text, retriever)
    judge = SentenceJudge(wanted, retriever)
    taken = request.text if in_english else ""
    premises = Premises(taken, retriever)
    by_score, ranked = ranked, about(wanted, ranked)
    best = judge.best(_of_the_named(wanted, ranked[:COMPARED]))
    if turned := _turned(taken, best):
        return answered(_lines(wanted, [turned, *best[: MOST * 2]], builder), MOST, heading=replies.OTHER_WAY_ROUND)
    counts, counts_it = _counted(wanted, ranked, best)
    chosen = [Judged(each.article, each.start, each.end) for each in counts] or best
    on_it = [each for each in chosen if _is_on_it(wanted, each, chosen[0])]
    lines = _lines(wanted, on_it[: MOST * 2], builder)
    judged = answerability.judged(wanted, premises, by_score, best[:1], retriever, asked)
    if judged.lacking and judged.is_held:
        found = replies.NOT_TOGETHER.format(what=replies.listed(judged.lacking))
        return refused(found, retriever.coverage, nearest=lines[:NEAREST])
    is_uncounted = not counts and how_many.asks_for_one(text) and not judged.is_likely
    if not counts_it and (is_uncounted or not judged.may_answer):
        # Without a word in common, it would be anything.
        near = [each for each in ranked if wanted.held(each.item.text)]
        lines = [line for line in lines if wanted.held(line.text)]
        nearby = lines[:1] + _also(wanted, lines[:1], near, builder, NEAREST)
        return refused(replies.NOTHING_ANSWERS, retriever.coverage, nearest=nearby)
    different = how_many.side_by_side(counts, builder)
    if different:
        lines = [_pointing(wanted, line) for line in different]
    heading = replies.DIFFERENT_NUMBERS if different else "" if counts_it else _heading(judged)
    drafted = answered(lines, max(MOST, len(different)), heading=heading)
    if not different:
        shown = [evidence.key for line in lines for evidence in line.evidence]
        rest = _lines(wanted, [each for each in best if each not in on_it][:MOST], builder)
        rest = [line for line in rest if not any(overlap(line.evidence[0].key, key) for key in shown)]
        drafted = replace(drafted, rest=(*drafted.rest, *rest))
    also = _also(wanted, lines[:MOST], [*ranked, *further], builder, premises=premises)
    return replace(drafted, lines=(*drafted.lines, *also), in_order=bool(different))


def _of_the_named(wanted: Wanted, ranked: list[Ranked[Passage]]) -> list[Ranked[Passage]]:
    """The passages of the articles that have any of a question's names, where they hold a fair share of the rest."""
    named = [each for each in ranked if wanted.named_in(each.article)]
    fullest, of_named = (
        max((wanted.held_beside_names(each.item.text) for each in of), default=0.0) for of in (ranked, named)
    )
    return named if of_named >= FAIR * fullest else ranked


def _is_on_it(wanted: Wanted, each: Judged, best: Judged) -> bool:
    """Whether a sentence may stand beside the best: nearly as good, and of another story it holds as much as that."""
    if wanted.is_same_story(each.article, best.article):
        return each.score >= best.score - WITHIN
    holds, least = (wanted.held(f"{one.article.title} {one.text}") for one in (each, best))
    return each.score >= best.score - APART and holds >= least


def _heading(judged: answerability.Judgement) -> str:
    """What stands above sentences that may not be the answer; nothing above those that are."""
    if not judged.is_likely:
        return replies.MAY_NOT_ANSWER
    if judged.unsaid:
        return replies.UNSAID.of(len(judged.unsaid), words=replies.listed(judged.unsaid))
    return ""


def _turned(question: str, best: Sequence[Judged]) -> Judged | None:
    """The best sentence that tells the other way round what a question takes for granted, if none tells it so."""
    if not (deed := Deed(question)):
        return None
    told = [(deed.order(each.text), each) for each in best]
    return None if any(order > 0 for order, _ in told) else next((each for order, each in told if order < 0), None)


def about(wanted: Wanted, ranked: list[Ranked[Passage]]) -> list[Ranked[Passage]]:
    """The passages, those first that hold a fair share of the question in articles that have most of its names."""
    held = {each.row: wanted.held(f"{each.article.title} {each.item.text}") for each in ranked}
    least = FAIR * max(held.values(), default=0.0)
    named = max((wanted.named_in(each.article) for each in ranked if held[each.row] >= least), default=0.0)
    return sorted(ranked, key=lambda each: held[each.row] < least or wanted.named_in(each.article) < named)


def _counted(
    wanted: Wanted, ranked: Sequence[Ranked[Passage]], sentences: Sequence[Judged]
) -> tuple[list[how_many.Count], bool]:
    """The sentences that count what is asked the number of, and whether one of them alone is an answer.

    Those are left out that hold clearly less of the question than the best: they count others of the kind.
    """
    called = wanted.people(how_many.asking(wanted.question))
    counts = how_many.counted(wanted.question, ranked, wanted.held, called)
    held = [wanted.held(f"{each.article.span(each.start, each.end)} {each.instead}") for each in counts]
    best = max(held, default=0.0)
    least = max(how_many.AS_GOOD * best, AS_FULL * max((wanted.held(each.text) for each in sentences[:1]), default=0.0))
    fitting = [each for each, share in zip(counts, held, strict=True) if share >= least]
    return fitting, bool(fitting) and best >= COUNTED


def _lines(wanted: Wanted, chosen: Sequence[Judged], builder: LineBuilder) -> list[Line]:
    """A line for each sentence, none twice."""
    asks_who = fold(wanted.question).startswith("who ")
    lines: list[Line] = []
    shown: list[Key] = []
    for each in chosen:
        if any(overlap((each.article.id, each.start, each.end), other) for other in shown):
            continue
        line = builder.of_sentence(each.article, each.start, each.end, reported=asks_who)
        if line is not None and any(overlap(evidence.key, other) for evidence in line.evidence for other in shown):
            continue
        if line is None:
            line = builder.passage(each.article, *builder.uncut(each.article, each.start, each.end))
            when = dates.resolved(each.text, each.article.published) if wanted.kind is DAY else None
            line = replace(line, parts=(*line.parts, f" ({day(when)})")) if when is not None else line
        shown += [evidence.key for evidence in line.evidence]
        lines.append(_pointing(wanted, line))
    return lines


def _pointing(wanted: Wanted, line: Line) -> Line:
    """A line whose evidence has the words marked that answer."""
    marked = (
        replace(each, marks=answer_types.marked(wanted.question, each.article.text, each.span.start, each.span.end))
        for each in line.evidence
    )
    return replace(line, evidence=tuple(marked))


def _also(
    wanted: Wanted,
    lines: list[Line],
    ranked: list[Ranked[Passage]],
    builder: LineBuilder,
    most: int = FURTHER,
    *,
    premises: Premises | None = None,
) -> list[Line]:
    """A line that points to the best passages of other articles on the same story; none when there are none.

    ``premises``: what a question takes for granted, of which those passages must have most.
    """
    shown = {evidence.article.id for line in lines for evidence in line.evidence}
    told = [evidence.article for line in lines for evidence in line.evidence]
    ranked = [each for each in ranked if any(wanted.is_same_story(each.article, other) for other in told)]
    others: dict[str, Ranked[Passage]] = {}
    least = LIKELY * max((each.score for each in ranked), default=0.0)
    for each in ranked:
        if each.article.id in shown or each.score < least or each.article.id in others:
            continue
        if premises is None or premises.held(f"{each.article.title} {each.item.text}") >= MOST_OF_IT:
            others[each.article.id] = each
    also = [builder.evidence(each.article, each.item) for each in others.values()]
    return [Line((replies.SEE_ALSO,), tuple(also[:most]))] if also and lines else []


AS_FULL = 0.7
"""Share of what the best sentence holds below which one that counts is about something else."""

COUNTED = 0.75
"""Share of a question's terms from which on a sentence that counts what "how many" asks for is an answer."""
