"""Measures the bot on questions with known answers, through the same core that people ask."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.answering.answerer import Answerer
from bot.evaluation.labelled import Conversation, hold
from retrieval.evaluation.ranking import Benchmark, Figure, Gold, figure, holds, reciprocal_rank
from retrieval.lang.tokens import words
from retrieval.library import Library
from retrieval.model import Answer, Citation, Question, Status
from retrieval.search.retriever import Reranker

KS = (1, 4, 10)


@dataclass
class Scores:
    """One value a question for each measure, and what was answered."""

    values: dict[str, list[float]] = field(default_factory=dict)
    milliseconds: list[float] = field(default_factory=list)
    answers: list[tuple[Gold, Answer, bool]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    not_verbatim: int = 0

    def add(self, measure: str, value: float) -> None:
        """Record one question's value."""
        self.values.setdefault(measure, []).append(float(value))

    def figures(self) -> dict[str, Figure]:
        """Each measure's mean with its interval."""
        return {measure: figure(values) for measure, values in self.values.items()}

    def latency(self) -> tuple[float, float]:
        """Median and 95th percentile of an answer, in milliseconds."""
        ordered = sorted(self.milliseconds) or [0.0]
        return statistics.median(ordered), ordered[int(len(ordered) * 0.95)]


def measure(
    library: Library,
    benchmark: Benchmark,
    progress: Callable[[int, int], None] | None = None,
    reranker: Reranker | None = None,
) -> Scores:
    """Ask every question of a benchmark whose articles are in the library, without a language model."""
    scores = Scores()
    answers = Answerer(library, strict=True, reranker=reranker)
    answers.open()
    total = len(benchmark.questions) + len(benchmark.unanswerable)
    for number, gold in enumerate((*benchmark.questions, *benchmark.unanswerable), start=1):
        answer = _timed(answers, gold, scores)
        if gold.said_instead_by:
            _score_wrong_speaker(gold, answer, scores)
        else:
            _score(gold, answer, scores)
            if gold.article_ids and not gold.spans:
                without = answers.without(gold.article_ids).answer(_question(gold))
                scores.add("refused without its articles", without.status is Status.REFUSED)
        if progress:
            progress(number, total)
    return scores


def converse(library: Library, conversations: Sequence[Conversation], scores: Scores) -> None:
    """Hold labelled conversations; each turn's share without a fault, in all and by kind."""
    answers = Answerer(library, strict=True)
    for conversation, turn, answer, faults in hold(answers, conversations):
        scores.add("turns without a fault", not faults)
        scores.add(f"    kind {conversation.kind}", not faults)
        scores.not_verbatim += _not_verbatim(answer)
        scores.milliseconds.append(sum(answer.timings_ms.values()))
        if faults:
            scores.faults.append(f"{conversation.id}: {turn.question}: {'; '.join(faults)}")


def _not_verbatim(answer: Answer) -> int:
    return sum(c.article.text[c.start : c.end] != c.quote for c in answer.citations)


def _timed(answers: Answerer, gold: Gold, scores: Scores) -> Answer:
    started = time.perf_counter()
    answer = answers.answer(_question(gold))
    scores.milliseconds.append((time.perf_counter() - started) * 1e3)
    scores.not_verbatim += _not_verbatim(answer)
    return answer


def _question(gold: Gold) -> Question:
    return Question(text=gold.question, asked=gold.asked or date.today())


def _score(gold: Gold, answer: Answer, scores: Scores) -> None:
    hits = [_hits(citation, gold) for citation in answer.citations]
    scores.add("refused though answerable", answer.status is not Status.ANSWERED)
    for k in KS:
        scores.add(f"Hits@{k}", any(hits[:k]))
    scores.add("MRR@10", reciprocal_rank(hits))
    if gold.spans and hits:
        scores.add("citation precision", sum(hits) / len(hits))
    if gold.strings:
        scores.add("gold answer in the first 60 words", holds(answer.text, gold.strings))
    scores.answers.append((gold, answer, bool(hits) and hits[0]))


def _hits(citation: Citation, gold: Gold) -> bool:
    if gold.spans:
        return any(
            key == citation.article.id and start < citation.end and citation.start < end
            for key, start, end in gold.spans
        )
    return citation.article.id in gold.article_ids


def _score_wrong_speaker(gold: Gold, answer: Answer, scores: Scores) -> None:
    surnames = {words(name)[-1] for name in gold.said_instead_by if words(name)}
    credited = {words(c.speaker)[-1] if c.speaker and words(c.speaker) else "" for c in answer.citations}
    right = answer.status is not Status.ANSWERED or credited <= surnames
    scores.add("wrong speaker refused or put right", right)
    scores.answers.append((gold, answer, right))


def table(scores: Scores) -> str:
    """The figures as lines of text."""
    rows = [f"{name:<36} {value}" for name, value in scores.figures().items()]
    median, p95 = scores.latency()
    rows.append(f"{'citations that are not verbatim':<36} {scores.not_verbatim}")
    rows.append(f"{'milliseconds an answer':<36} {median:.1f} median, {p95:.1f} p95")
    return "\n".join(rows)


def figures_json(scores: Scores) -> dict[str, object]:
    """The figures for a script."""
    median, p95 = scores.latency()
    return {
        **{name: vars(value) for name, value in scores.figures().items()},
        "not_verbatim": scores.not_verbatim,
        "milliseconds": {"median": median, "p95": p95},
    }
