"""Statements for a few words, without a question: what a person picks one from, and what a follower hears of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from bot.answering.drafting.evidence import Key
from bot.answering.drafting.line_builder import LineBuilder, surest
from bot.answering.grounding.gate import cited, passed
from bot.answering.query.intent import understand
from bot.answering.query.parsed_question import ParsedQuestion
from bot.answering.query.request import Help
from bot.answering.query.topics import topic
from retrieval.lang.tokens import terms, words
from retrieval.model import Answer, Statement, Status
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Ranked
from retrieval.search.topic import Fit, Topic

SHORTEST_BEGINNING = 2
"""Letters of a name that is still being typed."""

MOST_BEGUN = 8
"""Speakers whose names may begin so: the most quoted ones."""


def found(
    text: str, retriever: Retriever, asked: date, *, among: Collection[str] | None = None, begun: bool = False
) -> list[Ranked[Statement]]:
    """Statements of the speakers that ``text`` names, on the topic of its other words; the best first.

    Args:
        text: "McFaul gifts", "Arctic shipping"; empty: the newest statements.
        retriever: what to find them in.
        asked: the day on which "today" means something.
        among: ids of the only articles to look at; None: all of them.
        begun: the last word may be the beginning of a name.
    """
    speakers, about = _meant(text, retriever, asked)
    if begun and not speakers and (rows := _beginning(text, retriever)):
        rest = " ".join(text.split()[:-1])
        speakers, about = rows, topic(rest, retriever) if terms(rest) else None
    ranked = retriever.statements(retriever.rows_of(speakers or None, articles=among), about)
    # Beside the topic isn't on it: nobody wants to send, or be woken by, words that only sound alike.
    return [each for each in ranked if each.fit is None or each.fit <= Fit.PASSAGE]


def quotes(
    text: str,
    retriever: Retriever,
    asked: date,
    *,
    most: int,
    among: Collection[str] | None = None,
    strict: bool = False,
) -> list[Answer]:
    """Statements for a few words, the best first, each as an answer of its own: see :func:`found`.

    Without ``among``, the last word of ``text`` may be the beginning of a name.
    """
    ranked = found(text, retriever, asked, among=among, begun=among is None)[:most]
    answers = (quoting([each], retriever, text, strict=strict) for each in ranked)
    return [answer for answer in answers if answer.citations]


def quoting(ranked: Sequence[Ranked[Statement]], retriever: Retriever, question: str, *, strict: bool) -> Answer:
    """Statements, each under its speaker's name, checked and cited."""
    builder = LineBuilder(retriever)
    lines = [line for each in ranked if each.by is not None for line in builder.said([each])]
    text, citations = cited(passed(lines, builder.owned, strict=strict))
    status = Status.ANSWERED if citations else Status.REFUSED
    return Answer(question=question, status=status, text=text, citations=citations)


def at(keys: Sequence[Key], retriever: Retriever) -> list[Ranked[Statement]]:
    """The statements that these keys name, in their order; those that are gone are left out."""
    articles = dict.fromkeys(article for article, _, _ in keys)
    there = {(key, each.item.start, each.item.end): each for key in articles for each in retriever.statements_in(key)}
    return [there[key] for key in keys if key in there]


def namesakes(text: str, retriever: Retriever) -> tuple[str, ...]:
    """The names of the speakers between whom ``text`` leaves open who is meant; empty when it doesn't."""
    rows = next((named.rows for named in retriever.names.find(text) if len(named.rows) > 1), ())
    return tuple(retriever.speakers[row].name for row in rows)


def statements(
    retriever: Retriever, speaker: str | None, about: str | None, article_id: str | None
) -> list[Ranked[Statement]]:
    """The statements of a speaker, on a topic, of an article, as ``verbatim quotes`` lists them."""
    among = None if article_id is None else [article_id]
    wanted = None
    if speaker is not None:
        wanted = [row for named in retriever.names.find(speaker) for row in named.rows]
    rows = retriever.rows_of(wanted, articles=among, uncertain=True)
    on = topic(about, retriever) if about else None
    return surest(retriever.statements(rows, on, repeats=article_id is not None, most=None))


def _meant(text: str, retriever: Retriever, asked: date) -> tuple[list[int], Topic | None]:
    """The speakers that a text names, and the topic in its other words."""
    request = understand(ParsedQuestion.of(text, asked, retriever))
    if isinstance(request, Help) and not words(text):
        return [], None
    named = [row for each in request.speakers for row in each.rows]
    if named:
        return named, request.about
    about = request.about or (topic(text, retriever) if terms(text) else None)
    return [], about


def _beginning(text: str, retriever: Retriever) -> list[int]:
    """The speakers with a name that begins as the last word of a text does."""
    last = words(text)[-1:]
    if not last or len(last[0]) < SHORTEST_BEGINNING or retriever.names.is_word(last[0]):
        return []
    rows = (
        row
        for row, speaker in enumerate(retriever.speakers)
        if any(word.startswith(last[0]) for word in words(speaker.name))
    )
    return [row for row, _ in zip(rows, range(MOST_BEGUN), strict=False)]
