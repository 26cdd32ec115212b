"""The statements of an article: the steps of this package in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from retrieval.model import Article, Introduction, Kind, Statement
from retrieval.statements.frames import Frame, frames
from retrieval.statements.indirect import reported
from retrieval.statements.layout import paragraphs
from retrieval.statements.marks import quoted_spans
from retrieval.statements.names import NameBook, mend
from retrieval.statements.parse import Parse, Parser
from retrieval.statements.speakers import Attribution, Attributed
from retrieval.statements.voices import Voice, Voices
from retrieval.statements.wording import Piece, Quote, Shape, classified, pieces

if TYPE_CHECKING:
    from datetime import date


class Analysis(BaseModel):
    """What one article says that people said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    statements: tuple[Statement, ...]
    introductions: tuple[Introduction, ...]


class Analyst:
    """Finds statements and their speakers. The language model is loaded when it is first needed."""

    version = "1"

    def __init__(self) -> None:
        self._parser = Parser()

    def analyse(self, article: Article) -> Analysis:
        """The statements and introductions of one article."""
        return next(iter(self.analyse_all([article])))[1]

    def analyse_all(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Analysis]]:
        """Each article with its analysis, in the order given; articles are parsed in common batches."""
        for (article, quotes), parse in self._parser.parsed(_prepared(articles)):
            yield article, analysed(article, quotes, parse)


def _prepared(
    articles: Iterable[Article],
) -> Iterator[tuple[tuple[Article, list[Quote]], list[Piece], list[Quote]]]:
    for article in articles:
        spans = paragraphs(article.text)
        quotes = classified(article.text, quoted_spans(article.text, spans), spans)
        yield (article, quotes), pieces(article.text, spans, quotes), quotes


def analysed(article: Article, quotes: list[Quote], parse: Parse) -> Analysis:
    """The analysis of an article whose parse is at hand."""
    mend(parse)
    found = frames(parse)
    voices = Voices(parse, NameBook(parse), found)
    by_quote = Attribution(parse, quotes, found, voices).attributed()
    statements: list[Statement] = []
    covered: set[int] = set()
    sources = {frame.verb: frame.source for frame in found}
    after = {made.frame.verb for made in by_quote.values() if made.frame is not None and made.how == "after"}
    passed_on = passers(parse, found, voices)
    for frame in found:
        if parse.quote[frame.verb] >= 0 or frame.source < 0:
            continue
        voice = voices.at(frame.source)
        clause = reported(parse, frame, sources) if voice is not None and frame.verb not in after else None
        if voice is None or clause is None or voice.pronoun and voice.name is None:
            continue
        held = [i for i, q in enumerate(quotes) if q.start < clause.end and clause.start < q.end]
        start = min([clause.start, *(quotes[i].start for i in held)])
        end = max([clause.end, *(quotes[i].end for i in held)])
        partial = [i for i in held if quotes[i].shape is Shape.FRAGMENT]
        covered.update(partial)
        kind = Kind.PARTIAL if partial else Kind.INDIRECT
        via = passed_on.get(parse.sentence[frame.verb])
        if frame.group == "according" and (via is None or _sole(parse, frame, found)):
            via = None
        elif frame.group == "according":
            continue
        statements.append(_statement(article, parse, kind, start, end, voice, frame, via))
    for index, made in by_quote.items():
        quote = quotes[index]
        if quote.shape is Shape.FULL or index not in covered:
            kind = Kind.DIRECT if quote.shape is Shape.FULL else Kind.PARTIAL
            frame = made.frame
            via = (
                passed_on.get(parse.sentence[frame.verb]) if frame is not None and frame.group != "according" else None
            )
            statements.append(_statement(article, parse, kind, quote.start, quote.end, made.voice, frame, via))
    return Analysis(statements=tuple(_distinct(statements)), introductions=())


def _distinct(statements: list[Statement]) -> list[Statement]:
    """In order of start, one for each span and speaker: the one whose cue is found last, which stands nearest."""
    kept = {(s.start, s.end, s.speaker): s for s in statements}
    return sorted(kept.values(), key=lambda s: (s.start, s.end))


def passers(parse: Parse, found: list[Frame], voices: Voices) -> dict[int, Voice]:
    """Who passes on what a sentence (by number) reports: "Jones said, according to Reuters"."""
    passed: dict[int, Voice] = {}
    for frame in found:
        if frame.lemma == "according to" and frame.source >= 0 and parse.quote[frame.verb] < 0:
            voice = voices.at(frame.source)
            if voice is not None and voice.name:
                passed[parse.sentence[frame.verb]] = voice
    return passed


def _sole(parse: Parse, frame: Frame, found: list[Frame]) -> bool:
    """Whether nobody else speaks in the sentence of this "according to"."""
    return not any(
        other.group in ("say", "act", "quote")
        and other.source >= 0
        and parse.sentence[other.verb] == parse.sentence[frame.verb]
        and other.source != frame.source
        for other in found
    )


def _statement(
    article: Article,
    parse: Parse,
    kind: Kind,
    start: int,
    end: int,
    voice: Voice,
    frame: Frame | None,
    via: Voice | None,
) -> Statement:
    mention_start, mention_end = parse.start[voice.first], parse.end[voice.last]
    return Statement(
        article_id=article.id,
        start=start,
        end=end,
        text=article.text[start:end],
        kind=kind,
        speaker=voice.name,
        mention=article.text[mention_start:mention_end],
        mention_start=mention_start,
        cue=article.text[parse.start[frame.verb] : parse.end[frame.verb]] if frame is not None else None,
        via=article.text[parse.start[via.first] : parse.end[via.last]] if via is not None else None,
    )
