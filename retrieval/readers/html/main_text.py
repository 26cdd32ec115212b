"""The article's text out of a web page, paragraph by paragraph, every character as the page shows it."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise, takewhile
from typing import Any

from retrieval.lang.en.phrases.page_phrases import LINK_LABELS, UPDATED_WORD
from retrieval.lang.en.phrases.time_phrases import FULL_DATE
from retrieval.model import ParagraphKind
from retrieval.readers.boilerplate import is_boilerplate
from retrieval.readers.html.asides import is_linked, take_out_asides, weight
from retrieval.readers.html.dialogs import drop_dialogs
from retrieval.readers.html.lost_paragraphs import BLOCKS, Piece, pieces, with_lost
from retrieval.readers.html.paragraph_vote import ENDS, Line, article_lines, features_of, placed, told_kind
from retrieval.readers.html.quotations import open_quotations
from retrieval.readers.html.told_body import told_lines
from retrieval.readers.metadata.bylines import byline
from retrieval.readers.metadata.endings import breaks_off
from retrieval.readers.metadata.publication_dates import day_of, published_in

_LONGEST_HEADING = 60  # code points
_LABEL = re.compile(r"[^:|»›]{3,40}[:|»›] ")
_BETWEEN_NAMES = 5  # letters: "by", "and", "for"
_HEAD = 4  # lines in which a title may come again
_LONGEST_DAY = 80  # code points of a line that only tells the day
_DAY_BEHIND = re.compile(rf"[\s,|·•–—-]{{1,9}}{FULL_DATE}\W*\Z", re.IGNORECASE)  # "By Jane Roe | 12 March 2025"
MOST_LINKED = 0.5
"""Of a text's letters: with more in links it isn't an article."""

_LONG, _PART = 60, 20  # letters of a line that no article says twice, and of a part of one
_MOST_COMPARED = 1_000  # lines
_WHOLLY = 0.9  # of a line's letters
_APPEALS = frozenset(("has appeals", "has rights"))
_OPENING_MARKS = "\"“”„«‘'"
_FEWEST_TEASERS = 4
_SURELY_TEASER, _SMALL = 400, 0.3  # letters of a box that is one, and its share of the page's paragraphs
_NO_CARDS = frozenset(("html", "body", "main", "article", "h1"))
_LONGEST_TEASER = 1_000  # letters: with more, a box is an article without a heading of its own
_BLOCKS = frozenset(("p", "head", "item", "quote", "cell", "row", "list", "table", "lb", "code", "div", "body"))


@dataclass(frozen=True)
class Body:
    """The text's lines, those above it (title, byline, day), and what share of the letters lead elsewhere.

    ``linked`` are links, ``teased`` stand below a linked heading, as a front page shows its articles. On a page that
    only leads to others, most do. ``is_cut``: what stands at the end, maybe left out since, says that the text goes on.
    ``kinds``: what the page's elements say that lines are, by their words. ``is_told``: they are of
    the page's own data, of which it shows only a part.
    """

    lines: list[str]
    above: list[str]
    linked: float
    teased: float = 0.0
    is_cut: bool = False
    kinds: Mapping[str, ParagraphKind] = field(default_factory=dict)
    is_told: bool = False


@dataclass(frozen=True)
class Candidates:
    """What was found in a page before it is voted on; the fields are those of ``Body``."""

    lines: list[Line]
    above: list[str]
    linked: float
    teased: float


def body_of(tree: Any, title: str | None, *told: str | None, body_told: str | None = None) -> Body:
    """The article in a parsed page; no lines when it holds none.

    Args:
        tree: the page, parsed by lxml; it is taken apart.
        title: the article's title: a heading with the same words isn't repeated in the text.
        told: its outlet and author: lines above the text that tell nothing else.
        body_told: the article's text as the page's own data tells it.
    """
    found = candidates_of(tree, title, *told)
    is_cut = breaks_off("\n\n".join(line.text for line in found.lines))
    lines = _with_said(found.lines, article_lines(found.lines, body_told), body_told)
    if told_alone := told_lines(body_told, [line.text for line in lines]):
        return Body(told_alone, found.above, 0.0, is_told=True)
    kinds = {line.text: kind for line in lines if (kind := told_kind(line)) is not None}
    return Body([line.text for line in lines], found.above, found.linked, found.teased, is_cut, kinds)


def _with_said(lines: Sequence[Line], voted: Sequence[Line], told: str | None) -> list[Line]:
    """The lines voted for, with the quotations between them, and with what one of them leads in ("She answered:").

    Speech asks and calls as boxes beside an article do, which tells against it; what appeals for the site stays out.
    """
    kept = {id(line) for line in voted}
    if len(kept) in {0, len(lines)}:
        return list(voted)
    standing = "\n".join(_same(line.text) for line in voted)
    last = max(n for n, line in enumerate(lines) if id(line) in kept)
    signs = features_of(lines, told)
    for n, (before, line) in enumerate(pairwise(lines), start=1):
        is_led = id(before) in kept and before.text.endswith((":", ","))
        is_quoted = told_kind(line) is ParagraphKind.QUOTE and n < last and _same(line.text) not in standing
        if (is_led or is_quoted) and not signs[n] & _APPEALS:
            kept.add(id(line))
    return [line for line in lines if id(line) in kept]


def candidates_of(tree: Any, title: str | None, *told: str | None) -> Candidates:
    """The lines of a parsed page that may be its article's; the arguments are those of ``body_of``."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what is wrong with a page, our errors say
    for script in list(tree.iter("script")):
        script.drop_tree()  # the search would take the text of another story's data
    drop_dialogs(tree)
    leading_on = _teasers(tree, title)
    take_out_asides(tree)
    open_quotations(tree)
    found = bare_extraction(
        tree, include_comments=False, include_tables=True, include_links=True, with_metadata=False, fast=False
    )
    body = getattr(found, "body", None)
    if body is None:
        return Candidates([], [], 0.0, 0.0)
    linked = sum(len("".join(link.itertext())) for link in body.iter("ref")) / max(1, len("".join(body.itertext())))
    everything = _apart(list(pieces(body, _BLOCKS, "ref")), tree)
    kept = [
        piece.line
        for piece in everything
        if any(map(str.isalnum, piece.line))
        and not is_boilerplate(piece.line)
        and (linked > MOST_LINKED or not _leads_on(piece))
    ]
    while kept and kept[-1].endswith(":") and len(kept[-1]) < _LONGEST_HEADING:
        kept.pop()  # it stood above a list of links
    told_lines = {_same(each) for each in (title, *told, *_titles(tree)) if each}
    start = _start(kept, told_lines)
    names = [key for each in told if each for name in each.split(", ") if (key := _same(name))]
    head = (each for each in kept[start:][:_HEAD] if _same(each) not in told_lines and not _only_names(each, names))
    kept[start:] = [*head, *kept[start + _HEAD :]]
    said = [piece.line for piece in everything]
    lines = placed(_without_repeats(with_lost(kept[start:], said, tree)), tree, said)
    teased = sum(len(line) for line in kept if line in leading_on) / max(1, sum(map(len, kept)))
    return Candidates(lines, kept[:start], linked, teased)


def _apart(found: list[Piece], tree: Any) -> list[Piece]:
    """What was found, in lines: where it is little, the search gives an article as one, its heading and all."""
    whole = _same(found[0].line) if len(found) == 1 else ""
    run_together = (each for each in tree.iter("article", "body") if whole and _same(each.text_content()) == whole)
    article = next(run_together, None)
    return found if article is None else list(pieces(article, BLOCKS, "a"))


def _teasers(tree: Any, title: str | None) -> frozenset[str]:
    """The paragraphs of a front page that stand with a linked heading and lead on; none where only a few do.

    A page of one article may have a linked heading, too: its title, or those of some others that it leads to. Small
    boxes of those are taken out.
    """
    headings = list(tree.iter("h1", "h2", "h3", "h4", "h5"))
    held = Counter(each for heading in headings for each in heading.iterancestors())
    found: list[set[str]] = []
    cards: list[Any] = []
    for heading in headings:
        if not _leads_elsewhere(heading):
            continue
        card = heading
        while (
            (parent := card.getparent()) is not None
            and held[parent] == 1
            and weight(parent) < _LONGEST_TEASER
            and not _has_text_above(card)
        ):
            card = parent
        if texts := {" ".join(each.text_content().split()) for each in card.iter("p")} - {""}:
            found.append(texts)
            if heading.tag != "h1" and _same(heading.text_content()) != _same(title or ""):
                cards.append(card)
    if len(found) >= _FEWEST_TEASERS:
        return frozenset().union(*found)
    total = weight(tree)
    for card in cards:
        if card.tag not in _NO_CARDS and weight(card) < min(_SURELY_TEASER, _SMALL * total):
            card.drop_tree()
    return frozenset()


def _has_text_above(part: Any) -> bool:
    """Whether there is a paragraph above a part in its box: a teaser begins with its heading."""
    return any(weight(each) > 0 or (each.tail or "").strip() for each in part.itersiblings(preceding=True))


def _same(line: str) -> str:
    return re.sub(r"\W+", "", line).lower()


def _leads_elsewhere(heading: Any) -> bool:
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    return any(not (link.get("href") or "#").startswith("#") for link in links) and (
        is_linked(heading) or next(heading.iterancestors("a"), None) is not None
    )


def _leads_on(piece: Piece) -> bool:
    """Whether a paragraph is nothing but a link with another article's title, maybe behind a word that says so."""
    if piece.block.tag not in {"p", "div", "body", "lb"} or piece.line[0] in _OPENING_MARKS or ENDS.search(piece.line):
        return False
    label = " ".join(takewhile(lambda word: word.lower().rstrip(":|") in LINK_LABELS, piece.line.split()))
    # In any language: a few words and a colon, and then nothing but a link.
    before = _LABEL.match(piece.line)
    if before is not None and piece.linked and piece.linked > _WHOLLY - len(before[0]) / len(piece.line):
        return True
    return piece.linked > _WHOLLY or (bool(label) and piece.linked > _WHOLLY - (len(label) + 1) / len(piece.line))


def _without_repeats(lines: list[str]) -> list[str]:
    """The lines without long ones that others repeat: whole, or as the parts of several run together."""
    keys = [_same(line) for line in lines]
    long = {key for key in keys if len(key) >= _LONG} if len(keys) <= _MOST_COMPARED else set[str]()
    parts = {key for key in keys if len(key) >= _PART}
    whole = "\n".join(keys)
    kept: list[str] = []
    seen: set[str] = set()
    for line, key in zip(lines, keys, strict=True):
        within = sum(len(each) for each in parts if each != key and each in key) if whole.count(key) == 1 else 0
        if key in long and (key in seen or within > _WHOLLY * len(key)):
            continue
        seen.add(key)
        kept.append(line)
    return kept


def _tells_update(line: str) -> bool:
    """Whether a line says when the page was changed, and nothing else."""
    said = UPDATED_WORD.match(line)
    return said is not None and day_of(line[said.end() :].strip(" :|·")) is not None


def _only_names(line: str, names: Sequence[str]) -> bool:
    """Whether a line says hardly more than who wrote it."""
    key = _same(line)
    rest = reduce(lambda left, name: left.replace(name, "", 1), names, key)
    return len(rest) < len(key) and len(rest) <= _BETWEEN_NAMES


def _titles(tree: Any) -> Iterator[str]:
    """The page's title in its other wordings."""
    for each in tree.iter("h1", "title"):
        yield " ".join(each.itertext())
    yield from tree.xpath("//meta[@property='og:title' or @name='twitter:title']/@content")


def _start(lines: list[str], told: set[str]) -> int:
    """The number of the first line that isn't told already, a byline or a date."""
    for number, line in enumerate(lines):
        is_day = len(line) < _LONGEST_DAY and (published_in([line]) or _tells_update(line))
        if _same(line) not in told and byline(_DAY_BEHIND.sub("", line)) is None and not is_day:
            return number
    return len(lines)
