"""Who says the quotations of an article in another language, where a name stands right beside them.

The parser reads English alone. What news of other languages share is the form: ``„…“, sagte Hänni``, ``«…», a déclaré
M. Peskov``, ``Horner explicó: "…"``. Who isn't named so is left uncertain.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from retrieval.attribution.quote_masking import Quote, Shape
from retrieval.lang.en.first_names import GIVEN
from retrieval.lang.glossary import SPEAKS, english
from retrieval.lang.languages import AUXILIARIES, OF, SMALL_WORDS, TITLES
from retrieval.lang.paragraphs import paragraphs
from retrieval.lang.tokens import fold
from retrieval.model import Article, Kind, Statement

MOST_BEFORE_A_VERB = 3
"""Words between a quotation and the verb beside it: "a-t-il alors déclaré"."""

MOST_OF_A_CUE = 16
"""Words in which the verb and the name must stand."""

NEAR = 400
"""Code points beside a quotation that are read."""

LONG = 4
"""Letters from which on an unknown verb may say who speaks: "ironizó Horner"; and words of what is so introduced."""

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
_AFTER = re.compile(r"[\s,.–—-]*(?P<cue>(?:[^.!?:;“”„«»\"()\n]|(?<=\b[A-ZÀ-Þ])\.|(?<=\b[A-ZÀ-Þ][a-zà-þ])\.)*)")
_BEFORE = re.compile(r"(?:\A|[.!?“”»\"]\s+)(?P<cue>[^.!?:“”„«»\"\n]+):\s*\Z")


def statements(article: Article, quotes: Sequence[Quote]) -> list[Statement]:
    """A statement for each quotation of the article, in their order; titles left out."""
    text = article.text
    spans = paragraphs(text)
    full_names = _full_names(text)
    made: list[Statement] = []
    last: tuple[int, str | None, int] = (-1, None, 0)
    for quote in quotes:
        if quote.shape is Shape.TITLE or not quote.closed:
            continue
        start, end = spans[quote.paragraph]
        found = _behind(text, quote, end) or _ahead(text, quote, start, full_names)
        paragraph, speaker, until = last
        name = full_names.get(found[1], found[1]) if found else None
        tail = _AFTER.match(text, quote.end, min(end, quote.end + NEAR))
        is_bare = not text[max(until, quote.start - NEAR) : quote.start].strip(" .,") and not (tail and tail["cue"])
        if found is None and paragraph == quote.paragraph and is_bare and quote.shape is Shape.FULL:
            name = speaker  # they go on
        made.append(
            Statement(
                article_id=article.id,
                start=quote.start,
                end=quote.end,
                text=text[quote.start : quote.end],
                kind=Kind.DIRECT if quote.shape is Shape.FULL else Kind.PARTIAL,
                speaker=name,
                mention=found[1] if found else None,
                mention_start=found[2] if found else None,
                cue=found[0] if found else None,
            )
        )
        last = quote.paragraph, name, tail.end() if tail and found else quote.end
    return made


def _behind(text: str, quote: Quote, end: int) -> tuple[str, str, int] | None:
    """The verb and the name behind a quotation: "…", sagte Hänni. With where the name stands; None: nobody."""
    cue = _AFTER.match(text, quote.end, min(end, quote.end + NEAR))
    if cue is None:
        return None
    found = list(_WORD.finditer(text, *cue.span("cue")))[:MOST_OF_A_CUE]
    for n, word in enumerate(found[:MOST_BEFORE_A_VERB]):
        folded = fold(word[0])
        is_known = english(word[0]) in SPEAKS or (folded in AUXILIARIES and _says(found[n + 1 :]))
        is_alone = n == 0 and word[0].islower() and len(folded) >= LONG and folded not in SMALL_WORDS
        if not is_known and not (is_alone and quote.shape is Shape.FULL and quote.words >= LONG):
            continue
        named = _subject(text, found[n + 1 :], is_known=is_known)
        if named is not None:
            return text[word.start() : word.end()], *named
        if is_known and folded not in AUXILIARIES:
            return None
    return None


def _ahead(text: str, quote: Quote, start: int, full_names: Mapping[str, str]) -> tuple[str, str, int] | None:
    """The name and the verb of a sentence that ends in a colon: Horner explicó: "…"; None: nobody."""
    start = max(start, quote.start - NEAR)
    cue = _BEFORE.search(text[start : quote.start])
    if cue is None:
        return None
    found = list(_WORD.finditer(text, start + cue.start("cue"), start + cue.end("cue")))
    for n, word in enumerate(found):
        if english(word[0]) in SPEAKS:
            behind = _subject(text, found[n + 1 :], is_known=False)
            is_name = behind is not None and (fold(behind[0].split()[0]) in GIVEN or behind[0] in full_names)
            named = behind if is_name else _opening(text, found[:n], full_names)
            return None if named is None else (word[0], *named)
    return None


def _says(found: Sequence[re.Match[str]]) -> bool:
    return any(english(word[0]) in SPEAKS for word in found)


def _subject(text: str, found: Sequence[re.Match[str]], *, is_known: bool) -> tuple[str, int] | None:
    """The name right behind a verb, or that which its role leads to: "a déclaré le porte-parole, Lin Jian"."""
    words = list(found)
    while words and (fold(words[0][0]).rstrip(".") in TITLES or english(words[0][0]) in SPEAKS):
        words = words[1:]
    if not words:
        return None
    if _is_capital(words[0]):
        run = _run(text, words)
        return _name(text, run)
    if not is_known:
        return None
    for n, word in enumerate(words[1:], start=1):
        run = _run(text, words[n:]) if _is_capital(word) else []
        leads = words[n - 1]
        is_led = "," in text[leads.end() : word.start()] or len(leads[0]) > LONG - 1 or n == 1
        run = [each for each in run if "-" not in each[0]][-2:] if len(run) > 1 else []
        if len(run) > 1 and is_led:
            return _name(text, run)
    return None


def _opening(text: str, found: Sequence[re.Match[str]], full_names: Mapping[str, str]) -> tuple[str, int] | None:
    """The name before a verb: "Der Politologe Dmitri Oreschkin", "La alcaldesa, Carmen Ruiz"; none behind "of"."""
    for n, word in enumerate(found):
        if not _is_capital(word) or fold(word[0]) in SMALL_WORDS:
            continue
        leads = found[n - 1] if n else None
        is_part = leads is not None and _is_capital(leads) and text[leads.end() : word.start()] == " "
        is_of = leads is not None and fold(leads[0]) in OF and "," not in text[leads.end() : word.start()]
        run = [] if is_part or is_of else _run(text, found[n:])
        if any(fold(each[0]) in GIVEN for each in run[:-1]) or (run and run[-1][0] in full_names):
            return _name(text, run)
    return None


def _name(text: str, run: Sequence[re.Match[str]]) -> tuple[str, int]:
    """A run of words with capitals from the first name in it on, whole where there is none; and where it stands."""
    first = next((n for n, word in enumerate(run[:-1]) if fold(word[0]) in GIVEN), 0)
    run = run[first:]
    return text[run[0].start() : run[-1].end()].rstrip("."), run[0].start()


def _run(text: str, found: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The words with a capital from the first one on, with nothing but a blank between them."""
    run = [found[0]]
    for word in found[1:]:
        if not _is_capital(word) or text[run[-1].end() : word.start()] != " ":
            break
        run.append(word)
    return run


def _is_capital(word: re.Match[str]) -> bool:
    return word[0][0].isupper()


def _full_names(text: str) -> dict[str, str]:
    """The fullest name of each surname that stands behind a first name: Hänni → Adrian Hänni."""
    counts: dict[str, Counter[str]] = {}
    found = list(_WORD.finditer(text))
    given = [_is_capital(word) and fold(word[0]) in GIVEN for word in found]
    for n in range(len(found)):
        if not given[n] or (n and given[n - 1]):
            continue
        run = _run(text, found[n : n + 3])
        if len(run) > 1:
            last = run[-1][0].rstrip(".")
            counts.setdefault(last, Counter())[text[run[0].start() : run[-1].end()].rstrip(".")] += 1
    return {surname: names.most_common(1)[0][0] for surname, names in counts.items()}
