"""Lines made of the articles' own words, each with its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answering.drafting import same_quote
from bot.answering.drafting.evidence import Evidence, Line
from bot.answering.query.dates import Days
from retrieval.dedup.groups import same_words
from retrieval.lang.quotation_marks import unmarked
from retrieval.lang.tokens import words
from retrieval.model import Article, Kind, Passage, Speaker, Statement
from retrieval.search.selector import Ranked
from retrieval.store.catalog import Catalog

_KIND = {Kind.DIRECT: "", Kind.PARTIAL: " (quoted in part)", Kind.INDIRECT: " (reported)"}

_MOST_OF_IT = 0.8
"""Share of the shorter of two statements from which on one shows the other."""


def day(when: date) -> str:
    """A day as answers write it: ``12 Feb 2025``."""
    return f"{when.day} {when:%b %Y}"


def days(meant: Days) -> str:
    """Days as answers write them: ``1 Jun 2016 to 31 Aug 2016``, ``since 12 Feb 2025``."""
    if meant.first is None or meant.last is None:
        return f"until {day(meant.last)}" if meant.last else f"since {day(meant.first or date.min)}"
    first, last = day(meant.first), day(meant.last)
    return first if first == last else f"{first} to {last}"


def said(ranked: Sequence[Ranked[Statement]], speaker: Speaker, catalog: Catalog) -> list[Line]:
    """One line for each statement, under the speaker's name, with what the article tells of where and when.

    The same quote in another article is no second line; the line says that it is "also in" that article. Where two
    outlets give it in other words, the line has both. Words of which a line before shows most have none: "ask for a
    loan" in "he had told him to ask for a loan".
    """
    repeated = same_quote.repeats(_each_once(ranked), catalog)
    return [_said(one, speaker, catalog) for one in same_quote.altered(same_quote.same_quotes(repeated))]


def _each_once(ranked: Sequence[Ranked[Statement]]) -> list[Ranked[Statement]]:
    """The statements without those that overlap a better one by most of the shorter."""
    kept: list[Ranked[Statement]] = []
    for each in ranked:
        if not any(_shows(other.item, each.item) for other in kept):
            kept.append(each)
    return kept


def _shows(statement: Statement, other: Statement) -> bool:
    if statement.article_id != other.article_id:
        return False
    shared = min(statement.end, other.end) - max(statement.start, other.start)
    return shared >= _MOST_OF_IT * min(statement.end - statement.start, other.end - other.start)


def _said(one: Sequence[same_quote.Same], speaker: Speaker, catalog: Catalog) -> Line:
    """The line of one statement, by what it says in each wording."""
    first = one[0][0].item
    details = [part for part in (unmarked(place(first.venue)), first.said_on and day(first.said_on)) if part]
    lead = unmarked(speaker.name) + _KIND[first.kind] + "".join(f", {part}" for part in details)
    parts: list[str | int] = []
    cited: list[Ranked[Statement]] = []
    for same in one:
        by = f" by {outlet(same[0].article)}" if len(one) > 1 else ""
        parts += [f" /{by}: " if parts else f"{lead}{', as quoted' + by if by else ''}: ", len(cited)]
        parts.append(
            same_quote.also_in(same[0].article, (_other(other.article, same[0].article) for other in same[1:]))
        )
        cited += same
    return Line(tuple(parts), tuple(evidence(each.article, each.item, catalog) for each in cited), speaker.name)


def _other(article: Article, shown: Article) -> str:
    """What to call an article beside one that is shown: two of one outlet are told apart by their days."""
    if article.publisher is None or article.publisher != shown.publisher or article.published is None:
        return outlet(article)
    return f"{outlet(article)} of {day(article.published)}"


_PREPOSITION = re.compile(
    r"(?:on|in|at|during|to|via|before|by|from|over|through|with|while|after|outside|inside|aboard)\b", re.IGNORECASE
)


def place(venue: str | None) -> str:
    """A venue as a line tells it: "On X" as "on X", "the Guardian", which somebody told it, as "to the Guardian"."""
    words_ = " ".join((venue or "").split())
    if not words_:
        return ""
    return words_[:1].lower() + words_[1:] if _PREPOSITION.match(words_) else f"to {words_}"


def outlet(article: Article) -> str:
    """What to call an article in a sentence: its outlet, else its day. A title may hold quotation marks of its own."""
    if article.publisher:
        return unmarked(article.publisher)
    return f"an article of {day(article.published)}" if article.published else "another article"


def evidence(article: Article, span: Statement | Passage, catalog: Catalog) -> Evidence:
    """A span with the number of the paragraph in which it starts."""
    return Evidence(article, span, catalog.paragraph_at(article.id, span.start))


def passage_line(article: Article, start: int, end: int, catalog: Catalog, lead: str = "") -> Line:
    """A span of an article shown as it stands, without a speaker; reprints that have the sentence too are cited."""
    shown = _passage(article, start, end, catalog)
    found = [(other, same_words(other, shown.span.text)) for other in catalog.copies_of(article.id)]
    others = [_passage(other, *at, catalog) for other, at in found if at is not None]
    also = same_quote.also_in(article, (outlet(each.article) for each in others))
    return Line(tuple(part for part in (lead, 0, also) if part != ""), (shown, *others))


def _passage(article: Article, start: int, end: int, catalog: Catalog) -> Evidence:
    paragraph = catalog.paragraph_at(article.id, start) or 1
    text = article.span(start, end)
    return Evidence(
        article,
        Passage(article_id=article.id, start=start, end=end, text=text, paragraph=paragraph),
        paragraph,
    )


def introduced(speaker: Speaker, catalog: Catalog, most: int = 1) -> list[Line]:
    """Who a speaker is, in the words of the articles that say most about it; nothing when none does."""
    lines, seen = [], set[str]()
    for introduction in sorted(speaker.introductions, key=lambda each: each.start - each.end):
        article = catalog.article(introduction.article_id)
        plain = " ".join(words(introduction.text))
        if article is None or any(plain in known for known in seen):
            continue
        seen.add(plain)
        lines.append(
            passage_line(
                article, introduction.start, introduction.end, catalog, f"{unmarked(speaker.name)}, as introduced: "
            )
        )
        if len(lines) == most:
            break
    return lines
