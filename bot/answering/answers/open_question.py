"""Answers to everything else: the sentences that hold it, or a refusal."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answering.answers import how_many
from bot.answering.drafting import answerability
from bot.answering.drafting.draft import Draft, answered, refused
from bot.answering.drafting.evidence import Key, Line, overlap
from bot.answering.drafting.line_builder import LineBuilder, day
from bot.answering.drafting.premises import Premises
from bot.answering.drafting.relevance import Wanted
from bot.answering.query import answer_types, dates
from bot.answering.query.request import OpenQuestion
from prompts import replies
from retrieval.lang.en.numbers import NUMBER
from retrieval.lang.en.phrases.question_phrases import WHETHER
from retrieval.lang.en.phrases.time_phrases import DAY
from retrieval.lang.paragraph_kinds import prose
from retrieval.lang.tokens import fold, terms
from retrieval.model import Article, Passage
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

SHORTEST = 4
"""Words of a sentence that tells something."""

READ = 8
"""Passages that are looked at to decide whether they hold an answer."""

FAIR = 0.5
"""Share of the question's terms in the fullest sentence below which another one is beside the question."""

AS_MUCH = 0.8
"""Share of what the first sentence holds below which one of another story is beside the question."""

COMPARED = 6
"""Passages whose sentences are compared."""


@dataclass(frozen=True)
class _Sentence:
    article: Article
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        return self.article.span(self.start, self.end)


def found(request: OpenQuestion, builder: LineBuilder, asked: date, *, in_english: bool = True) -> Draft:
    """The best sentences of the best passages, best first, as the answer or as the nearest there is; or a refusal.

    A sentence that is somebody's statement is shown under their name.

    Args:
        request: what is asked.
        builder: what makes lines.
        asked: the day on which it is asked.
        in_english: what it takes for granted can be read; else that isn't looked at.
    """
    retriever = builder.retriever
    text = f"{request.text} {request.context}".strip()
    ranked = retriever.passages(text, READ, asked=asked, further=FURTHER, within=request.within, reranked=True)
    ranked, further = ranked[:READ], ranked[READ:]
    wanted = Wanted(text, retriever)
    premises = Premises(request.text if in_english else "", retriever)
    by_score, ranked = ranked, _about(wanted, ranked)
    counts, counts_it = _counted(wanted, ranked)
    chosen = [_Sentence(each.article, each.start, each.end, 0.0) for each in counts[:MOST]]
    asks_how_many = how_many.asks_for_one(text)
    if not (asks_how_many and counts):
        chosen += _best_sentences(wanted, ranked[:COMPARED])
    on_it, beside = _parted(wanted, _of_the_kind(wanted, chosen))
    lines = _lines(wanted, on_it[: MOST * 2], builder)
    first = lines[0].text if lines else ""
    judged = answerability.judged(wanted, premises, by_score, first, retriever, asked)
    if judged.lacking and judged.is_held:
        found = replies.NOT_TOGETHER.format(what=replies.listed(judged.lacking))
        return refused(found, retriever.coverage, nearest=lines[:NEAREST])
    unsure = (asks_how_many and not counts) or not judged.is_held
    if unsure and not judged.lacking and (settling := _settling(wanted, ranked)):
        lines = _lines(wanted, settling[:MOST], builder)
    elif not counts_it and unsure:
        # Without a word in common, it would be anything.
        near = [each for each in ranked if wanted.held(each.item.text)]
        least = NEAR_A_COUNT if asks_how_many else 0.0
        lines = [line for line in lines if wanted.held(line.text) > least]
        nearby = lines[:1] + _also(wanted, lines[:1], near, builder, NEAREST)
        return refused(replies.NOTHING_ANSWERS, retriever.coverage, nearest=nearby)
    different = how_many.side_by_side(counts, builder)
    if different:
        lines = [_pointing(wanted, line) for line in different]
    heading = replies.DIFFERENT_NUMBERS if different else "" if counts_it else _heading(judged)
    drafted = answered(lines, max(MOST, len(different)), heading=heading)
    if not different:
        shown = [evidence.key for line in lines for evidence in line.evidence]
        rest = _lines(wanted, beside[:MOST], builder)
        rest = [line for line in rest if not any(overlap(line.evidence[0].key, key) for key in shown)]
        drafted = replace(drafted, rest=(*drafted.rest, *rest))
    also = _also(wanted, lines[:MOST], [*ranked, *further], builder, premises=premises)
    return replace(drafted, lines=(*drafted.lines, *also), in_order=bool(different))


def _heading(judged: answerability.Judgement) -> str:
    """What stands above sentences that may not be the answer; nothing above those that are."""
    if not judged.is_likely:
        return replies.MAY_NOT_ANSWER
    if judged.unsaid:
        return replies.UNSAID.of(len(judged.unsaid), words=replies.listed(judged.unsaid))
    return ""


def _about(wanted: Wanted, ranked: list[Ranked[Passage]]) -> list[Ranked[Passage]]:
    """The passages, those first that hold a fair share of the question in articles that have most of its names."""
    held = {each.row: wanted.held(f"{each.article.title} {each.item.text}") for each in ranked}
    least = FAIR * max(held.values(), default=0.0)
    named = max((wanted.named_in(each.article) for each in ranked if held[each.row] >= least), default=0.0)
    return sorted(ranked, key=lambda each: held[each.row] < least or wanted.named_in(each.article) < named)


_ENDS = re.compile(r"[.!…][”\"'’»)\]]*(?:\s|$)|\?[”\"'’»)\]]+")


def is_sentence(text: str) -> bool:
    """Whether a text is a sentence that tells something: no heading, byline or caption, and no question."""
    return len(text.split()) >= SHORTEST and _ENDS.search(text) is not None


def _sentences(ranked: Sequence[Ranked[Passage]], score: Callable[[Ranked[Passage], str], float]) -> list[_Sentence]:
    """The sentences of these passages, best first; those that score nothing are left out."""
    found = [
        _Sentence(each.article, *span, score(each, each.article.text[slice(*span)]))
        for each in ranked
        for span in prose(each.article, each.item.start, each.item.end)
    ]
    found = sorted((each for each in found if each.score > -math.inf), key=lambda each: -each.score)
    return [each for each in found if is_sentence(each.text)] or found


def _settling(wanted: Wanted, ranked: Sequence[Ranked[Passage]]) -> list[_Sentence]:
    """The sentences that settle whether, why or when something is so: they say it, with a reason or a day; best first.

    A title isn't a sentence and settles nothing.
    """
    asks_whether = WHETHER.match(wanted.question) is not None
    if not asks_whether and wanted.kind not in (DAY, answer_types.REASON):
        return []
    people = {term for name in wanted.people(wanted.question) for term in terms(name)}

    def settles(_: Ranked[Passage], sentence: str) -> float:
        held = wanted.held(sentence)
        is_sentence = sentence.rstrip("”\"'’ ")[-1:] in ".!"
        tells = is_sentence and people <= set(terms(sentence)) and (asks_whether or wanted.is_told(sentence))
        return held if tells and held >= SETTLED else -math.inf

    return _sentences(ranked, settles)


def _counted(wanted: Wanted, ranked: Sequence[Ranked[Passage]]) -> tuple[list[how_many.Count], bool]:
    """The sentences that count what is asked the number of, and whether one of them alone is an answer.

    Those are left out that hold clearly less of the question than the best: they count others of the kind.
    """
    called = wanted.people(how_many.asking(wanted.question))
    counts = how_many.counted(wanted.question, ranked, wanted.held, called)
    held = [wanted.held(f"{each.article.span(each.start, each.end)} {each.instead}") for each in counts]
    best = max(held, default=0.0)
    fitting = [each for each, share in zip(counts, held, strict=True) if share >= how_many.AS_GOOD * best]
    return fitting, bool(fitting) and best >= COUNTED


def _parted(wanted: Wanted, sentences: list[_Sentence]) -> tuple[list[_Sentence], list[_Sentence]]:
    """Those that hold, with their article's title, a fair share of what the fullest of them does; and the others.

    A sentence of another story than the first one's must hold nearly as much.
    """
    held = [wanted.held(f"{each.text} {each.article.title}") for each in sentences]
    least = FAIR * max(held, default=0.0)
    fair = [
        each
        for each, share in zip(sentences, held, strict=True)
        if share >= least and (share >= AS_MUCH * held[0] or wanted.is_same_story(each.article, sentences[0].article))
    ]
    return fair, [each for each in sentences if each not in fair]


def _of_the_kind(wanted: Wanted, chosen: list[_Sentence]) -> list[_Sentence]:
    """Asked for a number or a day, the sentences that tell one; all of them where none does."""
    if wanted.kind not in (NUMBER, DAY):
        return chosen
    return [each for each in chosen if wanted.is_told(each.text)] or chosen


def _lines(wanted: Wanted, chosen: list[_Sentence], builder: LineBuilder) -> list[Line]:
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


HELD, KIND, SAME_ARTICLE, LONG = 0.5, 0.2, 0.2, 0.2
"""What lifts a sentence beside its passage's score: the share of the question's terms that it holds, a thing of the
kind asked for, standing in the best article; and what each 30 words cost.

Tuned on RealTime QA (131 questions, 385 articles): a gold answer in the first 60 words for 0.73 with the terms and the
kind alone, 0.78 with all four; the plateau is wide.
"""


def _best_sentences(wanted: Wanted, ranked: Sequence[Ranked[Passage]]) -> list[_Sentence]:
    """The sentences of these passages by how well each answers, best first."""

    def score(each: Ranked[Passage], sentence: str) -> float:
        score = each.score + HELD * wanted.held(sentence) - LONG * len(sentence.split()) / 30
        return score + KIND * wanted.is_told(sentence) + SAME_ARTICLE * (each.article.id == ranked[0].article.id)

    return _sentences(ranked, score)


NEAR_A_COUNT = 0.4
"""Share of a question's terms below which what is near to a count that nothing gives is about something else."""

SETTLED = 0.75
"""Share of a question's terms from which on a sentence settles whether, when or why it is so."""

COUNTED = 0.75
"""Share of a question's terms from which on a sentence that counts what "how many" asks for is an answer."""
