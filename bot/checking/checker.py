"""Holds a draft against the collection: its quotations to the letter, its claims beside the nearest statement."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.answering.drafting.line_builder import day
from bot.answering.reader import Reader
from bot.checking.checked_draft import CheckedDraft, Item, Verdict
from bot.checking.labels import labelled_speaker
from bot.checking.speaker_names import is_described, other_name, other_office
from bot.wording.alignment import ALTERED, MOST_REPLACED, differences, in_order, longest_beginning, nearest, runs
from bot.wording.house_style import Word, compared, denies, is_omission, style_of, turns
from prompts import replies
from retrieval.lang.en.function_words import PRONOUNS
from retrieval.lang.paragraphs import paragraphs
from retrieval.lang.quotation_marks import quoted_spans
from retrieval.lang.sentences import spans as sentences
from retrieval.lang.tokens import words
from retrieval.library import Library, Version
from retrieval.model import Article, Citation, Introduction, Kind, Speaker, Statement
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Ranked
from retrieval.search.topic import Fit, Topic

FEWEST_WORDS = 4
"""Fewer in quotation marks are a title or a single word of somebody's, and stand in any article."""

CANDIDATES = 20
"""Passages that are looked through for a quotation, and half as many for each of its sentences."""

_LIKE = 0.4
# The same of words that are worth a look beside others that stand nowhere.

MOST_OMITTED = 200
"""Words that dots may stand for."""

MOST_BETWEEN = 40
"""Words of an article's own between two parts of what somebody said in one go."""

MOST_SOURCES = 5
_LIKE_A_CLAIM = 0.3
# Share of a claim's terms that a statement holds beside it.
_BEFORE = 12
# Words in front of a quotation in its clause that may deny it.
_PAUSE = re.compile(r"[,;–—-]?\s?[\"”’'»“]")
# A quotation that ends so ends in the midst of a sentence.
_CLAUSE = re.compile(r"[,;:–—]")
_SHORTEST_PIECE = 3
_SURELY_ALTERED = 0.85
# Words this near to others, as a share of both, are an alteration of them, though their rest stands elsewhere too.
_MOST_BEGINNINGS = 5
_TELLING = 5
# Letters of a word by which an earlier version of an article is looked for.


@dataclass(frozen=True)
class _Found:
    """Words of a draft in an article: the indices of its words, in pieces."""

    article: Article
    pieces: Sequence[tuple[int, int]]

    @property
    def first(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]


class Checker:
    """Checks drafts against a library. Safe to use from several threads.

    Args:
        library: the collection.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._reader = Reader(library)

    def check(self, text: str) -> CheckedDraft:
        """The quotations of at least four words and the attributed claims of a draft, each with its verdict.

        Raises:
            NoArticles: nothing has been ingested yet.
            IndexFailure: the index can't be read.
        """
        self._reader.open()
        holding = _Holding(self._reader.current(), self._library)
        if not text.strip():
            return CheckedDraft(text, [])
        found = self._library.analysis_of(Article(title="draft", text=text))
        items = [*_quotations(text, found.statements, holding), *_claims(found.statements, holding)]
        items.sort(key=lambda each: each.start)
        return CheckedDraft(text, list(_with_names(items, found.introductions, holding)))


def _quotations(text: str, said: Sequence[Statement], holding: _Holding) -> Iterator[Item]:
    for quote in quoted_spans(text, paragraphs(text)):
        start, end = quote.inner_start, quote.inner_end
        here = compared(text, start, end)
        if sum(not each.omits for each in here) < FEWEST_WORDS:
            continue
        over = [each for each in said if each.start < end and start < each.end]
        by = max(over, key=lambda each: min(each.end, end) - max(each.start, start), default=None)
        speaker = _called(by) if by is not None else None
        speaker = speaker or labelled_speaker(text, quote.start, quote.end, holding.knows)
        item = Item(text[start:end], start, end, "quotation", speaker, Verdict.NOT_FOUND)
        judged = _Judgement(item, here, holding, told_of=by is not None and by.hedge is not None).item()
        nobody = by is not None and by.mention is not None if speaker is None else is_described(speaker)
        if judged.verdict is Verdict.VERBATIM and nobody:
            # "the teacher said", "he said": whom the draft means is left to a person.
            who = replies.CHECK_SAID_BY.format(who=judged.sources[0].speaker)
            judged = replace(judged, note="; ".join(filter(None, (judged.note, who))))
        yield judged


def _called(by: Statement) -> str | None:
    """Whose a draft says that words are: the speaker, or whom it describes, however sure that is; not "she"."""
    described = by.mention if by.mention is not None and not PRONOUNS & set(words(by.mention)) else None
    return by.speaker or (described if described is not None and is_described(described) else None)


def _claims(said: Sequence[Statement], holding: _Holding) -> Iterator[Item]:
    for each in said:
        if each.speaker is None or not _is_claim(each):
            continue
        near = holding.nearest_of(each.speaker, each.text)
        sources = tuple(_citation(1, one.article, one.item.start, one.item.end, one) for one in near)
        note = "" if sources else replies.CHECK_NOTHING_OF.format(who=each.speaker)
        yield Item(each.text, each.start, each.end, "claim", each.speaker, Verdict.COMPARE, sources, note=note)


def _is_claim(said: Statement) -> bool:
    """Whether a statement is reported and holds no quotation that is checked separately."""
    if said.kind is Kind.DIRECT:
        return False
    quoted = quoted_spans(said.text)
    return all(len(compared(said.text, each.inner_start, each.inner_end)) < FEWEST_WORDS for each in quoted) and (
        not quoted or len(compared(said.text)) >= FEWEST_WORDS
    )


def _with_names(items: Sequence[Item], introduced: Sequence[Introduction], holding: _Holding) -> Iterator[Item]:
    """The items, the first of each speaker with a note on what the draft calls them and the articles don't."""
    seen = set()
    for item in items:
        speaker = holding.speaker_meant(item)
        notes = [item.note] if item.note else []
        if speaker is not None and item.speaker is not None and item.speaker not in seen:
            seen.add(item.speaker)
            if (name := other_name(item.speaker, (speaker.name, *speaker.other_names))) is not None:
                notes.append(replies.CHECK_NAME.format(theirs=name))
            mine = [" ".join(each.text.split()) for each in introduced if each.speaker == item.speaker]
            theirs = [" ".join(each.text.split()) for each in speaker.introductions]
            if (office := other_office(mine, theirs)) is not None:
                notes.append(replies.CHECK_OFFICE.format(mine=office[0], theirs=office[1]))
        yield replace(item, note="; ".join(notes))


class _Holding:
    """The collection, as one check looks into it: the words of an article are told apart once."""

    def __init__(self, retriever: Retriever, library: Library) -> None:
        self._retriever = retriever
        self._library = library
        self._homes: dict[str, list[int | None]] = {}
        self._earlier: list[tuple[Version, str]] | None = None
        self._words: dict[str, list[Word]] = {}
        self._said: dict[str, list[Ranked[Statement]]] = {}

    def words(self, article: Article) -> list[Word]:
        if article.id not in self._words:
            self._words[article.id] = compared(article.text)
        return self._words[article.id]

    def said(self, article: Article) -> list[Ranked[Statement]]:
        if article.id not in self._said:
            is_there = self._retriever.article(article.id) is not None
            self._said[article.id] = (
                self._retriever.statements_in(article.id) if is_there else list(self._analysed(article))
            )
        return self._said[article.id]

    def homes(self, article: Article) -> list[int | None]:
        """For each word of an article the quotation or direct statement that it stands in; None: in neither."""
        if article.id not in self._homes:
            said = [(each.item.start, each.item.end) for each in self.said(article) if each.item.kind is Kind.DIRECT]
            quoted = [(each.start, each.end) for each in quoted_spans(article.text, paragraphs(article.text))]
            home: list[int | None] = [None] * len(self.words(article))
            starts = [each.start for each in self.words(article)]
            for number, (start, end) in enumerate([*quoted, *said]):
                first, last = bisect_left(starts, start), bisect_left(starts, end)
                home[first:last] = [number] * (last - first)
            self._homes[article.id] = home
        return self._homes[article.id]

    def _analysed(self, article: Article) -> Iterator[Ranked[Statement]]:
        """What an article says that an edited version took the place of."""
        for each in self._library.analysis_of(article).statements:
            speaker = None if each.speaker is None else Speaker(name=each.speaker)
            yield Ranked(each, article, 0.0, 0.0, None, -1, speaker=speaker)

    def earlier(self, here: Sequence[Word]) -> Iterator[Version]:
        """The articles before they were edited that hold most of a quotation's longer words, as their letters tell."""
        if self._earlier is None:
            kept = (each for each in self._library.replaced() if each.current is not None)
            self._earlier = [(each, each.article.text.casefold()) for each in kept]
        telling = {each.key for each in here if len(each.key) >= _TELLING} or {each.key for each in here}
        for version, letters in self._earlier:
            if 2 * sum(key in letters for key in telling) > len(telling):
                yield version

    def articles(self, text: str) -> list[Article]:
        """The articles in which a quotation, or a sentence of it, may stand, the likeliest first."""
        parts = [text[start:end] for start, end in sentences(text, 0, len(text))]
        found = self._retriever.by_words(text, CANDIDATES)
        for part in parts if len(parts) > 1 else ():
            found += self._retriever.by_words(part, CANDIDATES // 2)
        return list({each.article.id: each.article for each in found}.values())

    def knows(self, name: str) -> bool:
        """Whether a speaker is called just so."""
        return any(each.end - each.start == len(name) for each in self._retriever.names.find(name))

    def is_same(self, mine: str, theirs: str | None) -> bool:
        """Whether a draft's name means a registered speaker."""
        if theirs is None:
            return False
        names = self._retriever.names
        rows = {row for named in names.find(mine) for row in named.rows} or set(names.holders(mine))
        if theirs in {self._retriever.speakers[row].name for row in rows}:
            return True
        if not rows and is_described(mine) and names.is_office(mine):
            return True  # "the teacher": nobody is known as one, so it may be the person who said it
        mine_words, their_words = words(mine), words(theirs)
        return bool(mine_words) and (set(mine_words) <= set(their_words) or set(their_words) <= set(mine_words))

    def speaker_meant(self, item: Item) -> Speaker | None:
        """The registered speaker to whom an item is given, where it is certain which one."""
        if item.speaker is None:
            return None
        rows = {row for named in self._retriever.names.find(item.speaker) for row in named.rows}
        said_it = {source.speaker for source in item.sources}
        meant = [self._retriever.speakers[row] for row in rows]
        meant = [each for each in meant if each.name in said_it] or meant
        return meant[0] if len(meant) == 1 else None

    def nearest_of(self, speaker: str, text: str) -> list[Ranked[Statement]]:
        rows = [row for named in self._retriever.names.find(speaker) for row in named.rows]
        if not rows:
            return []
        said = self._retriever.rows_of(rows)
        found = self._retriever.statements(said, Topic(text, text, named=False), most_of_it=_LIKE_A_CLAIM)[:1]
        return [each for each in found if each.fit is not Fit.NONE]


@dataclass
class _Judgement:
    """The verdict on one quotation.

    ``told_of``: the draft itself says that the words are denied, fake, alleged.
    """

    quoted: Item
    here: list[Word]
    holding: _Holding
    told_of: bool

    def item(self) -> Item:
        """The quotation with its verdict: of what the articles have now or, before they were edited, had."""
        now = self._now()
        return now if now.verdict is Verdict.VERBATIM else self._before_an_edit(now) or now

    def _before_an_edit(self, now: Item) -> Item | None:
        """The verdict on words that an article had, in this mouth, until it was edited; None: none had."""
        parts, gap = _parts(self.here), self._gap()
        for version in self.holding.earlier(self.here):
            then = [self._verdict(each) for each in self._exact(version.article, parts, gap)]
            held = next((each for each in then if each.verdict is Verdict.VERBATIM), None)
            if held is None or version.current is None or version.replaced_on is None:
                continue
            share, first, end = self._nearest_in(version.current)
            whole = self.holding.words(version.current)
            differ = differences(self._words(), whole[first:end]) if share >= ALTERED else []
            sources = (
                [*held.sources, self._source(2, version.current, first, end)] if share >= ALTERED else held.sources
            )
            notes = [replies.CHECK_CHANGED_SINCE.format(day=day(version.replaced_on))]
            if now.verdict is Verdict.OTHER_SPEAKER:
                notes.append(now.note)
            return replace(
                held,
                verdict=Verdict.CHANGED_SINCE,
                sources=tuple(sources),
                differences=tuple(differ),
                note="; ".join(notes),
            )
        return None

    def _words(self) -> list[Word]:
        return [word for word in self.here if not word.omits]

    def _gap(self) -> int:
        return MOST_OMITTED if any(map(is_omission, self.here)) else MOST_REPLACED

    def _now(self) -> Item:
        """The best of the verdicts that the places give where it stands."""
        parts = _parts(self.here)
        articles = self.holding.articles(self.quoted.text)
        edited = [each for each in self.here if each.omits]
        if any(denies(key) for each in edited for key in words(each.written)):
            return self._nearest(articles)[1]
        found = [each for article in articles for each in self._exact(article, parts, self._gap())]
        verdicts = [self._verdict(each) for each in found]
        if verdicts:
            return self._best(verdicts)
        whole = parts[0] if len(parts) == 1 else []
        for place in (each for article in articles for each in self._interrupted(article, whole)):
            judged = self._verdict(place, interrupted=True)
            return judged if judged.note else replace(judged, note=replies.CHECK_INTERRUPTED)
        share, near = self._nearest(articles)
        return near if share >= _SURELY_ALTERED else self._spliced(articles, whole) or near

    def _exact(self, article: Article, parts: Sequence[Sequence[Word]], gap: int) -> Iterator[_Found]:
        whole = self.holding.words(article)
        found = [[run] for run in runs(parts[0], whole)] if len(parts) == 1 else [in_order(parts, whole, gap)]
        home = self.holding.homes(article) if any(found) else []
        for pieces in found:
            if pieces is not None:
                yield _Found(article, [each for piece in pieces for each in _grouped(range(*piece), home)])

    def _verdict(self, found: _Found, *, interrupted: bool = False) -> Item:
        """What one place says of the quotation; ``interrupted``: the article's own words stand between its pieces."""
        whole = self.holding.words(found.article)
        pieces = [(whole[first].start, whole[end - 1].end) for first, end in found.pieces]
        over = [self._statement_over(found.article, *piece) for piece in pieces]
        by = next((each for each in over if each is None), over[0])
        source = _citation(1, found.article, pieces[0][0], pieces[-1][1], by)
        draft = [word for part in _parts(self.here) for word in part]
        theirs = [word for first, last in found.pieces for word in whole[first:last]]
        styled = style_of(draft, theirs)
        note = replies.CHECK_STYLE.format(words=", ".join(f"{a} / {b}" for a, b in styled)) if styled else ""
        made = replace(self.quoted, sources=(source,), note=note)
        if by is None:
            return replace(made, verdict=Verdict.UNATTRIBUTED, note=note or replies.CHECK_IN_NO_MOUTH)
        if len({each.by for each in over if each is not None}) > 1:
            return replace(made, verdict=Verdict.SPLICED)
        if by.item.hedge is not None and not self.told_of:
            return replace(made, verdict=Verdict.HEDGED, note=replies.CHECK_HEDGED.format(hedge=by.item.hedge.value))
        if not all(each and _is_quoted(each.item, *piece) for each, piece in zip(over, pieces, strict=True)):
            return replace(made, verdict=Verdict.UNATTRIBUTED, note=replies.CHECK_OWN_WORDS)
        if self.told_of and by.item.hedge is not None:
            return replace(made, verdict=Verdict.VERBATIM)
        if by.by is None:
            return replace(made, verdict=Verdict.UNATTRIBUTED, note=note or replies.CHECK_UNCERTAIN)
        if self.quoted.speaker is not None and not self.holding.is_same(self.quoted.speaker, by.by):
            return replace(made, verdict=Verdict.OTHER_SPEAKER, note=replies.CHECK_SAID_BY.format(who=by.by))
        if self._is_cut(found, by.item, whole, omitted=not interrupted):
            return replace(made, verdict=Verdict.CUT, sources=(_sentence_around(source, by),))
        return replace(made, verdict=Verdict.VERBATIM)

    def _is_cut(self, found: _Found, said: Statement, whole: Sequence[Word], *, omitted: bool) -> bool:
        """Whether what is left out of the sentence, or between the pieces, turns its sense."""
        for (_, left_out), (goes_on, _) in zip(found.pieces, found.pieces[1:], strict=False):
            if omitted and any(turns(word.key) for word in whole[left_out:goes_on]):
                return True
        first, end = whole[found.first].start, whole[found.end - 1].end
        text = found.article.text
        around = next(
            ((low, high) for low, high in sentences(text, said.start, said.end) if low <= first < high), (first, end)
        )
        clause = max((place.end() for place in _CLAUSE.finditer(text, around[0], first)), default=around[0])
        before = [word for word in whole[max(0, found.first - _BEFORE) : found.first] if word.start >= clause]
        last = next(((low, high) for low, high in sentences(text, said.start, said.end) if low < end <= high), around)
        behind = [word for word in whole[found.end : found.end + 1] if word.end <= last[1]]
        behind = behind or self._going_on(found, whole)
        return any(denies(word.key) for word in before) or any(turns(word.key) for word in behind)

    def _going_on(self, found: _Found, whole: Sequence[Word]) -> list[Word]:
        """The word with which a sentence goes on behind an interruption ("…," he said, "but …"); else none."""
        home, text = self.holding.homes(found.article), found.article.text
        at = found.end
        if at >= len(whole) or home[at] is not None or not _PAUSE.match(text, whole[at - 1].end):
            return []
        while at < len(whole) and home[at] is None and at - found.end < MOST_BETWEEN:
            at += 1
        goes_on = (
            at < len(whole) and home[at] is not None and "\n" not in text[whole[found.end - 1].end : whole[at].start]
        )
        return [whole[at]] if goes_on and whole[at].written[0].islower() else []

    def _interrupted(self, article: Article, part: Sequence[Word]) -> Iterator[_Found]:
        """Where one person says the words in one paragraph with only the article's own words between."""
        whole, home = self.holding.words(article), self.holding.homes(article)
        said = [n for n, each in enumerate(home) if each is not None]
        for first, end in runs(part, [whole[n] for n in said]):
            pieces = _grouped(said[first:end], home)
            between = [(one[1], other[0]) for one, other in pairwise(pieces)]
            if any(there - here > MOST_BETWEEN for here, there in between):
                continue
            if any("\n\n" in article.text[whole[here - 1].end : whole[there].start] for here, there in between):
                continue
            over = [self._statement_over(article, whole[low].start, whole[high - 1].end) for low, high in pieces]
            if None not in over and len({each.by for each in over if each is not None}) == 1:
                yield _Found(article, pieces)

    def _spliced(self, articles: Sequence[Article], part: Sequence[Word]) -> Item | None:
        """The verdict on words that begin in one place and go on in another; None: they don't."""
        beginnings = []
        for article in articles if part else ():
            length, at = longest_beginning(part, self.holding.words(article))
            if _SHORTEST_PIECE <= length <= len(part) - _SHORTEST_PIECE:
                beginnings.append((length, article, at))
        beginnings.sort(key=lambda each: -each[0])
        for length, article, at in beginnings[:_MOST_BEGINNINGS]:
            rest = self.quoted.text[part[length].start - self.quoted.start :]
            for other in [*articles, *self.holding.articles(rest)]:
                run = next(runs(part[length:], self.holding.words(other)), None)
                if run is not None:
                    sources = [self._source(1, article, at, at + length), self._source(2, other, *run)]
                    return replace(self.quoted, verdict=Verdict.SPLICED, sources=tuple(sources))
        return None

    def _nearest(self, articles: Sequence[Article]) -> tuple[float, Item]:
        """How near the articles come, and the verdict on words that stand nowhere so."""
        best: tuple[float, Article, int, int] | None = None
        for article in articles:
            share, first, end = self._nearest_in(article)
            if best is None or share > best[0]:
                best = share, article, first, end
        if best is None or best[3] <= best[2]:
            return 0.0, self.quoted
        share, article, first, end = best
        source = self._source(1, article, first, end)
        if share < ALTERED:
            near = replace(self.quoted, sources=(source,), note=replies.CHECK_NEAREST)
            return share, near if share >= _LIKE else self.quoted
        differ = tuple(differences(self._words(), self.holding.words(article)[first:end]))
        return share, replace(self.quoted, verdict=Verdict.ALTERED, sources=(source,), differences=differ)

    def _nearest_in(self, article: Article) -> tuple[float, int, int]:
        """How near an article comes, and the indices of its words there, without what it says itself at the ends."""
        whole = self.holding.words(article)
        share, first, end = nearest(self._words(), whole)
        said = [
            n
            for n in range(first, end)
            if any(each.item.start <= whole[n].start < each.item.end for each in self.holding.said(article))
        ]
        return (share, said[0], said[-1] + 1) if said and share >= ALTERED else (share, first, end)

    def _source(self, number: int, article: Article, first: int, end: int) -> Citation:
        whole = self.holding.words(article)
        start, stop = whole[first].start, whole[end - 1].end
        return _citation(number, article, start, stop, self._statement_over(article, start, stop))

    def _statement_over(self, article: Article, start: int, end: int) -> Ranked[Statement] | None:
        """The statement that holds most of a span, if it holds half of it."""

        def shared(each: Ranked[Statement]) -> int:
            return min(each.item.end, end) - max(each.item.start, start)

        best = max(self.holding.said(article), key=shared, default=None)
        return best if best is not None and 2 * shared(best) >= end - start else None

    @staticmethod
    def _best(verdicts: Sequence[Item]) -> Item:
        """The verdict that speaks best of the draft, with every place that gives it, the earliest article first."""
        order = [Verdict.VERBATIM, Verdict.CUT, Verdict.HEDGED, Verdict.OTHER_SPEAKER, Verdict.UNATTRIBUTED]
        best = min(verdicts, key=lambda each: order.index(each.verdict))
        alike = [each.sources[0] for each in verdicts if each.verdict is best.verdict]
        alike.sort(key=lambda each: (each.article.published is None, each.article.published or 0, each.start))
        numbered = (each.model_copy(update={"number": n}) for n, each in enumerate(alike[:MOST_SOURCES], 1))
        return replace(best, sources=tuple(numbered))


def _parts(here: Sequence[Word]) -> list[list[Word]]:
    """The words between an editor's brackets and dots."""
    parts: list[list[Word]] = [[]]
    for word in here:
        if word.omits:
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


def _grouped(indices: Iterable[int], home: Sequence[int | None]) -> list[tuple[int, int]]:
    """``(first, end)`` of words in a row that stand in the same quotation, or in none."""
    pieces: list[tuple[int, int]] = []
    for n in indices:
        if pieces and pieces[-1][1] == n and home[n] == home[n - 1]:
            pieces[-1] = (pieces[-1][0], n + 1)
        else:
            pieces.append((n, n + 1))
    return pieces


def _is_quoted(said: Statement, start: int, end: int) -> bool:
    """Whether a span is somebody's own words: all of a direct statement, of a partial one what stands in marks."""
    if said.kind is not Kind.PARTIAL:
        return said.kind is Kind.DIRECT
    return any(said.start + quote.start <= start and end <= said.start + quote.end for quote in quoted_spans(said.text))


def _sentence_around(source: Citation, by: Ranked[Statement]) -> Citation:
    """The whole sentences that a quotation was cut from."""
    text = source.article.text
    around = [
        (low, high)
        for low, high in sentences(text, by.item.start, by.item.end)
        if low < source.end and source.start < high
    ]
    return _citation(1, source.article, around[0][0], around[-1][1], by) if around else source


def _citation(number: int, article: Article, start: int, end: int, by: Ranked[Statement] | None) -> Citation:
    said = {"kind": Kind.PASSAGE} if by is None else {name: getattr(by.item, name) for name in _OF_WHAT_WAS_SAID}
    speaker = None if by is None else by.by
    quote = article.span(start, end)
    return Citation(number=number, article=article, quote=quote, start=start, end=end, speaker=speaker, **said)


_OF_WHAT_WAS_SAID = ("kind", "cue", "said_on", "venue", "via", "hedge")
# What a citation takes from the statement that it shows.
