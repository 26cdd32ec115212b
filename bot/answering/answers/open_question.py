"""Answers by what the sentences of the articles hold: the best of them, or a refusal with the nearest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from bot.answering.answers import how_many
from bot.answering.drafting import answerability
from bot.answering.drafting.candidates import FURTHER, Candidates, on_topic
from bot.answering.drafting.deeds import Deed
from bot.answering.drafting.draft import Draft, answered, refused
from bot.answering.drafting.evidence import Key, Line, overlap
from bot.answering.drafting.line_builder import HE, LineBuilder, day
from bot.answering.drafting.premises import Premises
from bot.answering.drafting.relevance import Wanted
from bot.answering.drafting.sentence_judge import Judged
from bot.answering.query import answer_types, dates
from bot.answering.query.request import Compare, OpenQuestion, Reactions, Request, UnknownSpeaker, WhatTheySaid, WhoSaid
from prompts import replies
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.en.phrases.time_phrases import DAY
from retrieval.lang.tokens import fold, terms
from retrieval.model import Passage, Statement
from retrieval.search.selector import Ranked

MOST, MOST_OWN = 3, 4
"""Sentences shown at once: of any, and of those asked about or of several. The others wait for "more".

Judged blind, answers of one to three sentences were right more often (0.56 to 0.73, n=67) than those of four to six
(0.17 to 0.45, n=87), where the reader must pick.
"""

LIKELY = 0.6
"""Share of the best passage's score from which on another article is worth a look.

On RealTime QA that makes 6.2 citations an answer instead of 8.8, with the same article Hits@10.
"""

MOST_OF_IT = 0.5
"""Share of a question's words that stand in a place that is pointed to."""

NEAREST = 3
"""Sentences that a refusal shows."""

FAIR = 0.5
"""Share of the question's terms in the fullest passage below which another one is beside the question."""

WITHIN, OWN_WITHIN, WHO_WITHIN = 2.4, 3.0, 1.2
"""How much less than the best logit a sentence's may be to be shown: of any, of those asked about, and asked who.

With a fit that puts the logits further apart these grow as well, so that as many sentences are shown.
"""

AS_FULL = 0.7
"""Share of what the best sentence holds below which one that counts is about something else."""

COUNTED = 0.75
"""Share of a question's terms from which on a sentence that counts what "how many" asks for is an answer."""

UNCOUNTED = 0.55
"""Probability from which on a sentence is an answer to "how many" in which no number stands at what is counted."""

KEPT = 10
"""Sentences that are kept of an answer: those shown, and those for "more"."""

OWN_AMONG = 3
"""Lines of which one must be of those asked about for the words of others to be left out."""

LOOKED_AT = 30
"""Sentences among which one is looked for that tells the other way round what a question takes for granted."""


def found(request: Request, builder: LineBuilder, asked: date, *, in_english: bool = True) -> Draft:
    """The sentences that answer best, best first, as the answer or as the nearest there is; or a refusal.

    A sentence that is somebody's statement is shown under their name.

    Args:
        request: what is asked.
        builder: what makes lines.
        asked: the day on which it is asked.
        in_english: what it takes for granted can be read; else that isn't looked at.
    """
    retriever = builder.retriever
    candidates = Candidates(request, builder, asked)
    wanted, (best, ranked, further) = candidates.wanted, candidates.found()
    taken = request.text if in_english else ""
    premises = Premises(taken, retriever)
    # "What did Holm tell Brown" takes no deed for granted.
    asks_for_words = isinstance(request, WhatTheySaid | UnknownSpeaker)
    if not asks_for_words and (turned := _turned(taken, best[:LOOKED_AT])):
        lines = [line for _, line in lines_of(wanted, [turned, *best], builder)]
        return answered(lines, MOST, heading=replies.OTHER_WAY_ROUND)
    counts, counts_it = _counted(wanted, about(wanted, ranked), best)
    chosen = [Judged(each.article, each.start, each.end) for each in counts] or best
    of = candidates.asked_of
    shown = _of_those_named(lines_of(wanted, chosen, builder, reported=_asks_who(request, wanted), of=of), wanted)
    shown, is_own = _of_those_asked(shown, of)
    is_of_several = isinstance(request, Compare | Reactions) or phrases.OF_SEVERAL.search(request.text) is not None
    if is_of_several and not is_own:
        shown = _each_speaker_once(shown, builder)
    lines = [line for _, line in shown]
    judged = answerability.judged(candidates, premises, ranked, best, retriever, asked)
    if judged.lacking and judged.is_held:
        lacking = replies.NOT_TOGETHER.format(what=replies.listed(judged.lacking))
        return refused(lacking, retriever.coverage, nearest=lines[:NEAREST])
    counts_nothing = judged.answers < UNCOUNTED or not wanted.is_told(best[0].text)
    is_uncounted = not counts and how_many.asks_for_one(wanted.question) and counts_nothing
    if not counts_it and (is_uncounted or not judged.may_answer):
        # Without a word in common, it would be anything.
        nearest = [line for line in lines if wanted.has_in_common(line.text)][:NEAREST]
        return refused(replies.NOTHING_ANSWERS, retriever.coverage, nearest=nearest)
    if different := how_many.side_by_side(counts, builder):
        pointing = [_pointing(wanted, line) for line in different]
        return replace(answered(pointing, len(pointing), heading=replies.DIFFERENT_NUMBERS), in_order=True)
    most = MOST_OWN if is_own or is_of_several else MOST
    if not counts:
        asks_who = isinstance(request, WhoSaid) and fold(request.text).startswith("who")
        within = WHO_WITHIN if asks_who else OWN_WITHIN if is_own or is_of_several else WITHIN
        least = max(each.score for each, _ in shown) - within
        near = [pair for n, pair in enumerate(shown) if not n or pair[0].score >= least]  # a denial comes first
        shown = [*near, *(pair for pair in shown if pair not in near)]
        most = min(len(near), most)
        lines = [line for _, line in shown]
    else:
        lines, most = _with_the_best(lines, lines_of(wanted, best, builder, of=of), most)
    also = _also(wanted, lines[:most], [*ranked, *further], builder, premises=premises)
    is_beside = is_own and isinstance(request, OpenQuestion)
    is_beside = is_beside and not on_topic(lines[:most], request, builder)
    heading = "" if counts_it else replies.MAY_NOT_ANSWER if is_beside else _heading(judged)
    drafted = answered(lines, most, heading=heading)
    likely = judged.answers if shown[0][0] is best[0] else 0.0
    return replace(drafted, lines=(*drafted.lines, *also), likely=likely)


def _with_the_best(lines: list[Line], best: list[tuple[Judged, Line]], most: int) -> tuple[list[Line], int]:
    """Lines that count what is asked, with the best sentences behind them, and how many of both are shown.

    What counts something may count another thing of the kind, and a question may ask for two numbers.
    """
    least = max((each.score for each, _ in best), default=0.0) - WITHIN
    had = [each.key for line in lines for each in line.evidence]
    near = [line for each, line in best if each.score >= least]
    near = [line for line in near if not any(overlap(each.key, key) for each in line.evidence for key in had)]
    shown = lines[:most]
    return [*shown, *near, *lines[most:]], max(len(shown), min(most, len(shown) + len(near)))


def _of_those_named(shown: list[tuple[Judged, Line]], wanted: Wanted) -> list[tuple[Judged, Line]]:
    """Sentences with their lines, without those of articles that have none of the question's names where others do."""
    return [pair for pair in shown if wanted.named_in(pair[0].article)] or shown


def _of_those_asked(shown: list[tuple[Judged, Line]], of: Collection[str]) -> tuple[list[tuple[Judged, Line]], bool]:
    """Sentences with their lines: where one of the first is of those asked about, theirs first and no others' words.

    And whether one is. A sentence of nobody's words that opens with "he" would be taken for theirs.
    """

    def is_own(each: Judged, line: Line) -> bool:
        return line.speaker in of or (line.speaker is None and bool(each.signs and each.signs["said by asked"]))

    least = max((each.score for each, _ in shown), default=0.0) - OWN_WITHIN
    if not any(is_own(*pair) and pair[0].score >= least for pair in shown[:OWN_AMONG]):
        return shown, False
    kept = [
        (each, line)
        for each, line in shown
        if is_own(each, line) or (line.speaker is None and HE.match(each.text) is None)
    ]
    return sorted(kept, key=lambda pair: not is_own(*pair)), True


def _each_speaker_once(shown: list[tuple[Judged, Line]], builder: LineBuilder) -> list[tuple[Judged, Line]]:
    """Sentences with their lines: those first that are the best of somebody who speaks in none before."""
    heard = set[str]()
    first: list[tuple[Judged, Line]] = []
    others: list[tuple[Judged, Line]] = []
    for each, line in shown:
        here = builder.heard_in(line)
        (first if here - heard else others).append((each, line))
        heard |= here
    return [*first, *others]


def _asks_who(request: Request, wanted: Wanted) -> bool:
    """Whether a question asks for words or who said them: then those that an article reports stand under a name.

    Not who somebody is: that is told around the words.
    """
    asked = fold(wanted.question)
    asks_who = asked.startswith("who ") and not asked.startswith(("who is ", "who was ", "who are "))
    return asks_who or isinstance(request, WhatTheySaid | WhoSaid | UnknownSpeaker)


def _heading(judged: answerability.Judgement) -> str:
    """What stands above sentences that may not be the answer; nothing above those that are."""
    if not judged.is_likely:
        return replies.MAY_NOT_ANSWER
    if judged.unsaid:
        return replies.UNSAID.of(len(judged.unsaid), words=replies.listed(judged.unsaid))
    if judged.apart:
        return replies.APART.format(words=replies.listed(judged.apart))
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


def lines_of(
    wanted: Wanted,
    chosen: Sequence[Judged],
    builder: LineBuilder,
    *,
    reported: bool = False,
    of: Collection[str] = (),
) -> list[tuple[Judged, Line]]:
    """The first sentences with a line for each, none twice, and one for a quote in the wordings of several outlets.

    Args:
        wanted: what the answer must hold.
        chosen: the sentences, best first.
        builder: what makes lines.
        reported: reported words stand under a name too.
        of: names of those asked about.
    """
    shown: list[tuple[Judged, Line]] = []
    said: dict[str | None, list[Ranked[Statement]]] = {}
    for each in chosen:
        stated = builder.stated(each.article, each.start, each.end, reported=reported, of=of)
        lines = [line for one in stated for line in builder.said([one])]
        if _is_told_around(wanted, each, stated):
            stated, lines = [], [builder.passage(each.article, *builder.uncut(each.article, each.start, each.end))]
        lines = lines or [_dated(builder.line_of(each.article, each.start, each.end), each, wanted)]
        had = [one.key for _, line in shown for one in line.evidence]
        if any(overlap(one.key, key) for line in lines for one in line.evidence for key in had):
            continue
        shown += [(each, line) for line in lines]
        for one in stated:
            said.setdefault(one.by, []).append(one)
        if len(shown) >= KEPT:
            break
    together = {
        (line.speaker, one.key): line
        for of_one in said.values()
        for line in builder.said(of_one)
        for one in line.evidence
    }
    found: dict[tuple[str | None, Key], tuple[Judged, Line]] = {}
    for each, line in shown:
        line = together.get((line.speaker, line.evidence[0].key), line)
        found.setdefault((line.speaker, line.evidence[0].key), (each, _pointing(wanted, line)))
    return list(found.values())


def _is_told_around(wanted: Wanted, each: Judged, stated: Sequence[Ranked[Statement]]) -> bool:
    """Whether what is asked for stands in a sentence beside the words said there: "said Ada Holm, 71"."""
    kind = answer_types.finer(wanted.question) or answer_types.expected(wanted.question)
    if kind is None or not stated or kind in (answer_types.REASON, answer_types.NAME):
        return False
    asked = set(terms(wanted.question))
    told = [found for found in kind.finditer(each.text) if not set(terms(found.group())) & asked]
    spans = [(one.item.start - each.start, one.item.end - each.start) for one in stated]
    return bool(told) and not any(a < found.end() and found.start() < b for found in told for a, b in spans)


def _dated(line: Line, each: Judged, wanted: Wanted) -> Line:
    """A line of nobody's words with the day that the sentence means, where a day is asked for."""
    when = dates.resolved(each.text, each.article.published) if line.speaker is None and wanted.kind is DAY else None
    return line if when is None else replace(line, parts=(*line.parts, f" ({day(when)})"))


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
