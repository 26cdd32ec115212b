"""The statements of an article: the steps of this package in their order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel, ConfigDict

from retrieval.attribution import foreign_quotes
from retrieval.attribution.coref.name_book import NameBook
from retrieval.attribution.coref.noun_phrases import Voice
from retrieval.attribution.coref.pronouns import spoken_of
from retrieval.attribution.coref.resolver import Voices
from retrieval.attribution.cues.cues import frames
from retrieval.attribution.cues.placed_names import mend_leading_cues
from retrieval.attribution.hedges import reviewed
from retrieval.attribution.introductions import introductions
from retrieval.attribution.ner import mend
from retrieval.attribution.parse import Parse, parsed
from retrieval.attribution.parse_repairs import mend_adverbs, mend_headless, mend_nouns
from retrieval.attribution.quote_attribution import Attributed, Attribution
from retrieval.attribution.quote_masking import (
    Piece,
    Quote,
    Shape,
    asked,
    classified,
    pieces,
    side_by_side,
    with_blocks,
)
from retrieval.attribution.reported.reported_clauses import Reported
from retrieval.attribution.statement_builder import Assembly, as_written
from retrieval.attribution.turns import spoken, turns
from retrieval.lang.languages import ENOUGH, is_foreign
from retrieval.lang.paragraph_kinds import block_quotes, paragraph_kinds
from retrieval.lang.paragraphs import paragraphs
from retrieval.lang.quotation_marks import quoted_spans
from retrieval.lang.tokens import places_seen, run_within, seen, words
from retrieval.model import Article, Introduction, Kind, ParagraphKind, Statement

_ASIDE = (ParagraphKind.HEADING, ParagraphKind.CAPTION, ParagraphKind.BYLINE)
_OF_THE_CUE = ("cue", "venue", "mention", "mention_start")
_LONG_WORD = 4


class Analysis(BaseModel):
    """What one article says that people said; ``failed``: why nothing could be found in it, which is a bug of ours."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    statements: tuple[Statement, ...]
    introductions: tuple[Introduction, ...]
    failed: str | None = None


class Analyst:
    """Finds statements and their speakers. The language model is loaded when one first needs it.

    Args:
        least: the confidence, 0 to 1, from which on a statement is shown under its speaker; None: as it was fitted.
    """

    version = "59"

    def __init__(self, least: float | None = None) -> None:
        self._least = least

    def analyse(self, article: Article) -> Analysis:
        """The statements and introductions of one article."""
        return next(iter(self.analyse_all([article])))[1]

    def analyse_all(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Analysis]]:
        """Each article with its analysis, in the order given; articles are parsed in common batches.

        One that it fails on costs its own statements, not those of the others.
        """
        for (article, plain, quotes), parse in parsed(_prepared(articles)):
            try:
                analysis = _in_place(article, analysed(plain, quotes, parse, self._least))
            except Exception as error:  # whatever it is, the article itself can be searched
                analysis = Analysis(statements=(), introductions=(), failed=f"{type(error).__name__}: {error}")
            yield article, analysis

    def close(self) -> None:
        """There is nothing to let go of: the language model stays for the next article."""

    def judged(self, articles: Iterable[Article]) -> Iterator[list[tuple[Statement, set[str]]]]:
        """For each article its statements under the speakers that the rules find, with what tells their confidence."""
        for (_, plain, quotes), parse in parsed(_prepared(articles)):
            _, assembly, by_quote = _assembled(plain, quotes, parse)
            yield list(assembly.judged(by_quote))

    def clauses(self, articles: Iterable[Article]) -> Iterator[list[tuple[Parse, Reported, Voice]]]:
        """For each article every clause that may report somebody's words, before any is judged."""
        for (_, plain, quotes), parse in parsed(_prepared(articles)):
            _, assembly, by_quote = _assembled(plain, quotes, parse)
            yield [(parse, clause, voice) for clause, voice in assembly.clauses(by_quote)]


def _prepared(
    articles: Iterable[Article],
) -> Iterator[tuple[tuple[Article, Article, list[Quote]], list[Piece], list[Quote]]]:
    for article in articles:
        plain = _seen(article)
        spans = paragraphs(plain.text)
        marked = with_blocks(quoted_spans(plain.text, spans), block_quotes(plain))
        quotes = classified(plain.text, marked, spans)
        read = [] if is_foreign(plain.text[:ENOUGH]) else pieces(plain.text, spans, quotes)
        yield (article, plain, quotes), read, quotes


def _seen(article: Article) -> Article:
    """The article as people read it: a character that nobody sees, inside a name, makes another name of it."""
    text = seen(article.text)
    if not text or len(text) == len(article.text):
        return article
    places = places_seen(article.text)
    kinds = tuple((bisect_left(places, start), kind) for start, kind in article.kinds)
    return Article.model_validate({**article.model_dump(exclude={"id"}), "text": text, "kinds": kinds})


def _in_place(article: Article, analysis: Analysis) -> Analysis:
    """What was found in the article as people read it, with offsets into the article itself."""
    if seen(article.text) in ("", article.text):
        return analysis
    text, places = article.text, places_seen(article.text)

    def moved(start: int, end: int) -> tuple[int, int]:
        return places[start], places[end - 1] + 1

    def placed(found: Statement | Introduction) -> dict[str, object]:
        start, end = moved(found.start, found.end)
        return {"article_id": article.id, "start": start, "end": end, "text": text[start:end]}

    statements = []
    for each in analysis.statements:
        told = placed(each)
        if each.mention is not None and each.mention_start is not None:
            start, end = moved(each.mention_start, each.mention_start + len(each.mention))
            told |= {"mention_start": start, "mention": text[start:end]}
        if each.hedge_start is not None and each.hedge_end is not None:
            told["hedge_start"], told["hedge_end"] = moved(each.hedge_start, each.hedge_end)
        statements.append(each.model_copy(update=told))
    introductions = (each.model_copy(update=placed(each)) for each in analysis.introductions)
    return Analysis(statements=tuple(statements), introductions=tuple(introductions))


def analysed(article: Article, quotes: list[Quote], parse: Parse, least: float | None = None) -> Analysis:
    """The analysis of an article whose quotes and parse are at hand."""
    if is_foreign(article.text[:ENOUGH]):
        return Analysis(statements=tuple(foreign_quotes.statements(article, quotes)), introductions=())
    book, assembly, by_quote = _assembled(article, quotes, parse)
    said = turns(article, paragraphs(article.text), book)
    found = _in_prose(article, assembly.statements(by_quote, least), quotes)
    statements = reviewed(article, spoken(article, said, found))
    introduced = [
        Introduction(
            article_id=article.id,
            start=parse.start[i.first],
            end=parse.end[i.last],
            text=article.text[parse.start[i.first] : parse.end[i.last]],
            speaker=as_written(i.name, article.text) or i.name,
        )
        for i in introductions(parse, book, assembly.described)
    ]
    return Analysis(statements=tuple(statements), introductions=tuple(introduced))


def _in_prose(article: Article, found: Iterable[Statement], quotes: Sequence[Quote]) -> list[Statement]:
    """The statements without those of headings and captions, where words are shortened and no speaker goes on.

    Words in quotation marks stay if who says them is named beside them, or if the article has them again as somebody's.
    """
    aside = [(each.start, each.end) for each in paragraph_kinds(article) if each.kind in _ASIDE]

    def is_shortened(of: Statement) -> bool:
        home = next((span for span in aside if span[0] <= of.start < span[1]), None)
        is_named = home is not None and of.mention_start is not None and home[0] <= of.mention_start < home[1]
        return home is not None and not (of.kind is Kind.DIRECT and is_named)

    return _with_echoes(article, [each for each in found if not is_shortened(each)], quotes, aside)


def _with_echoes(
    article: Article, found: Sequence[Statement], quotes: Sequence[Quote], aside: Sequence[tuple[int, int]]
) -> list[Statement]:
    """The statements, and words that a heading or a quote set apart has of one of them, as who says them there."""
    at = {each.start: each for each in found}
    echoes: dict[int, Statement] = {}
    told: dict[str, list[tuple[list[str], Statement]]] = {}
    for each in found:
        if each.speaker and each.kind is not Kind.INDIRECT:
            spoken_words = words(each.text)
            for word in set(spoken_words):
                told.setdefault(word, []).append((spoken_words, each))
    for quote in quotes:
        is_whole = quote.shape is Shape.FULL
        start, end = (quote.start, quote.end) if is_whole else (quote.inner_start, quote.inner_end)
        own = at.get(start)
        is_nobodys = own is not None and own.speaker is own.mention is own.hedge is None
        is_aside = own is None and any(low <= quote.start < high for low, high in aside)
        said = words(article.text[quote.inner_start : quote.inner_end])
        longest = max(said, key=len, default="")
        if not (is_nobodys or is_aside) or len(longest) < _LONG_WORD:
            continue
        again = [each for whole, each in told.get(longest, ()) if each.start != start and run_within(said, whole)]
        if len({each.speaker for each in again}) == 1:
            kind = Kind.DIRECT if is_whole else Kind.PARTIAL
            place = {"start": start, "end": end, "text": article.text[start:end], "kind": kind}
            echoes[start] = again[0].model_copy(update={**place, **dict.fromkeys(_OF_THE_CUE)})
    kept = [*(each for each in found if each.start not in echoes), *echoes.values()]
    return sorted(kept, key=lambda each: (each.start, each.end))


def _assembled(article: Article, quotes: list[Quote], parse: Parse) -> tuple[NameBook, Assembly, dict[int, Attributed]]:
    mend_leading_cues(parse)
    mend_nouns(parse)
    mend_headless(parse)
    mend(parse)
    mend_adverbs(parse)
    found = frames(parse)
    book = NameBook(parse)
    voices = Voices(parse, book, found, spoken_of(article.text, quotes))
    by_quote = Attribution(
        parse, quotes, found, voices, asked(article.text, quotes), side_by_side(article.text, quotes)
    ).attributed()
    return book, Assembly(article, parse, quotes, found, voices, book), by_quote
