"""Paragraphs that stand in an article's body and that the search for it passed over, put back in their places.

The search judges elements one by one: a ``div`` with words in it, a box with a name that elsewhere means an
advertisement. What stands between two paragraphs of the article, is said in sentences and leads nowhere, is of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, takewhile
from typing import Any

from retrieval.lang.en.phrases.page_phrases import DOUBTFUL_NAMES, STANDFIRST_NAME
from retrieval.readers.boilerplate import is_boilerplate
from retrieval.readers.html.asides import aside_names, letters, names_of
from retrieval.readers.metadata.publication_dates import published_in

BLOCKS = frozenset(
    "p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 blockquote td th tr table tbody section article main header br hr"
    " details summary pre body center address".split()
)
_NO_TEXT = frozenset(
    "script style noscript nav footer aside form button select figure figcaption iframe svg object audio video label"
    " template head".split()
)
_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)
_HIDDEN_NAMES = re.compile(r"\b(?:sr-only|visually-?hidden|screen-reader(?:-text)?)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*\Z|[“„«\"][^”“»\"]{3,}[”“»\"]")
_FEWEST_WORDS, _FEWEST_LETTERS = 5, 20
_HEADINGS = frozenset(("h1", "h2", "h3"))
_LEADS = 0.5  # of a line's letters: with more in links it leads elsewhere
_PARAGRAPHS = frozenset(("p", "div", "li", "dd", "td", "blockquote"))
_BODY = 0.9  # of the letters that were found
_TEASER, _LONGEST_TEASER = 3, 1_000  # boxes around it that are looked at; letters
_LONGEST_STANDFIRST = 600  # code points
_CALLED = ("class", "data-gu-name", "data-qa", "data-testid", "data-component", "id", "itemprop")
_NEAR = 12  # lines from the heading
_MOST_WORK = 200_000_000  # code points looked through: more has no page of news


# Where a word may be broken, and nothing that a page shows: who seeks the word must find it.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


@dataclass(frozen=True)
class Piece:
    """A line of an element's text, the innermost block that it stands in, how much of its letters is links, and the
    innermost element that its first words stand in."""

    line: str
    block: Any
    linked: float
    inline: Any


def pieces(root: Any, blocks: frozenset[str], links: str, skipped: frozenset[str] = frozenset()) -> Iterator[Piece]:
    """The text between the starts and ends of block elements, each piece on one line.

    Args:
        root: an element of lxml's.
        blocks: the tags that begin and end a line.
        links: the tag of a link.
        skipped: tags of what isn't looked into.
    """
    texts: list[str] = []
    linked, depth, within = 0, 0, root
    inline: Any = None

    def flush() -> Iterator[Piece]:
        nonlocal linked, inline
        line = " ".join("".join(texts).translate(_UNSEEN).split())
        if line:
            yield Piece(line, within, linked / len(line), within if inline is None else inline)
        texts.clear()
        linked, inline = 0, None

    def add(text: str | None, of: Any) -> None:
        nonlocal linked, inline
        said = (text or "").strip()
        texts.append(text or "")
        linked += len(said) if depth else 0
        inline = of if inline is None and said else inline

    waiting: list[tuple[Any, bool]] = [(root, False)]
    while waiting:
        element, done = waiting.pop()
        is_tag = isinstance(element.tag, str)
        is_block, is_link = element.tag in blocks, element.tag == links
        if is_block:
            yield from flush()
        if not done:
            is_inside = is_tag and element.tag not in skipped
            if is_inside:
                within = element if is_block else within
                depth += is_link
                add(element.text, element)
            waiting.append((element, True))
            if is_inside:
                waiting.extend((child, False) for child in reversed(element))
            continue
        if is_block:
            within = next((each for each in element.iterancestors() if each.tag in blocks), root)
        depth -= is_link and element.tag not in skipped
        if element is not root:
            add(element.tail, element.getparent())
    yield from flush()


def with_lost(kept: list[str], left: list[str], tree: Any) -> list[str]:
    """``kept`` with what was lost between its lines, and with the standfirst that stood above them.

    Args:
        kept: the lines that were found, in order.
        left: lines that were found and left out: they aren't lost.
        tree: the page that they were found in, asides taken out.
    """
    body = next(tree.iter("body"), tree)
    known = set(map(_key, left)) - set(map(_key, kept))
    found = [
        piece
        for piece in pieces(body, BLOCKS, "a", _NO_TEXT)
        if piece.block.tag == "h1" or _key(piece.line) not in known
    ]
    places = _places(found, kept)
    if places is None:
        return kept
    sure = [n for n, at in enumerate(places) if at is not None and len(found[n].line) >= _FEWEST_LETTERS]
    if not sure:
        return kept
    container = _container([found[n] for n in sure])
    if container is None:
        return kept
    parts = set(_parts_after(container))
    homes = {container, *parts}
    kinds = {_kind(found[n].block) for n in sure}
    parents = {found[n].block.getparent() for n in sure}
    lost: dict[int, list[str]] = defaultdict(list)
    before = -1
    for number, (piece, at) in enumerate(zip(found, places, strict=True)):
        if at is not None:
            if len(piece.line) >= _FEWEST_LETTERS or at == before + 1:
                before = max(before, at)
            continue
        home = next((each for each in (piece.block, *piece.block.iterancestors()) if each in homes), None)
        if home is None:
            continue
        is_near = (
            sure[0] < number < sure[-1]
            or home is piece.block
            or home in parts
            or (piece.block.getparent() in parents and piece.block.tag in _PARAGRAPHS)
        )
        if (
            (_kind(piece.block) in kinds or (is_near and _is_sentence(piece.line)))
            and piece.block.tag != "h1"
            and piece.linked < _LEADS
            and not is_boilerplate(piece.line)
            and not _is_doubtful(piece.block, home)
            and not _is_teaser(piece.block, home)
        ):
            lost[before].append(piece.line)
    lost[-1] = _standfirst(found[: sure[0]], places) + lost[-1]
    same = {at for piece, at in zip(found, places, strict=True) if at is not None and piece.line == kept[at]}
    pieced = _fragments(kept, lost, same)
    return [*lost[-1], *(line for at, one in enumerate(kept) for line in (*([one] * (at not in pieced)), *lost[at]))]


def _fragments(kept: list[str], lost: dict[int, list[str]], whole: set[int]) -> set[int]:
    """The lines that aren't a paragraph of the page and are made of the words of a lost one beside them."""
    found = set()
    for at, paragraphs in lost.items():
        said = Counter(word for paragraph in paragraphs for word in paragraph.split())
        keys = [_key(paragraph) for paragraph in paragraphs]
        for step, start in ((-1, at), (1, at + 1)):
            number = start
            while (
                0 <= number < len(kept)
                and number not in whole
                and (Counter(kept[number].split()) <= said or _goes_on(kept[number], keys))
            ):
                found.add(number)
                number += step
    return found


def _goes_on(line: str, keys: list[str]) -> bool:
    """Whether a line begins inside a word or a sentence of one of these paragraphs."""
    return (line[0].islower() or line[0] in "'’,;") and any(_key(line) in key for key in keys)


def _places(found: list[Piece], kept: list[str]) -> list[int | None] | None:
    """For each piece of a page the number of the line that it stands in; None where it was lost."""
    keys = [_key(line) for line in kept]
    whole = "\n".join(keys)
    where: dict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        where[key].append(number)
    starts = list(accumulate((len(key) + 1 for key in keys), initial=0))
    inexact = sum(1 for piece in found if _key(piece.line) not in where)
    if inexact * len(whole) > _MOST_WORK:
        return None
    used: Counter[str] = Counter()
    places: list[int | None] = []
    for piece in found:
        key = _key(piece.line)
        if key in where:
            # What comes again and was taken once only is lost the second time.
            numbers = where[key]
            places.append(numbers[used[key]] if used[key] < len(numbers) else None)
            used[key] += 1
        else:
            at = whole.find(key)
            places.append(bisect_right(starts, at) - 1 if at >= 0 else None)
    return places


def _key(line: str) -> str:
    return re.sub(r"\W+", "", line).casefold()


def _container(found: list[Piece]) -> Any:
    """The innermost element that holds most of what was found."""
    held: Counter[Any] = Counter()
    for piece in found:
        for element in piece.block.iterancestors():
            held[element] += len(piece.line)
    total = sum(len(piece.line) for piece in found)
    longest = max(found, key=lambda piece: len(piece.line))
    return next((each for each in longest.block.iterancestors() if held[each] >= _BODY * total), None)


def _parts_after(container: Any) -> list[Any]:
    """The elements that go on where the container ends: called the same, with no other heading between them."""
    name = container.get("class") or ""
    article = next(container.iterancestors("article"), None)
    top = article if article is not None else container.getroottree().getroot()
    found, is_after, inside = [], False, set[Any]()
    for element in top.iter() if name else ():
        if element is container:
            is_after, inside = True, set(container.iter())
        elif is_after and element not in inside:
            if element.tag == container.tag and (element.get("class") or "") == name:
                found.append(element)
                inside = set(element.iter())
            elif element.tag in _HEADINGS or element.tag == "article":
                break
    return [each for each in found if not any(map(_is_beside, _between(each, top)))]


def _between(element: Any, top: Any) -> Iterator[Any]:
    return takewhile(lambda each: each is not top and each.tag not in {"body", "html"}, element.iterancestors())


def _kind(block: Any) -> tuple[str, ...]:
    parent = block.getparent()
    return block.tag, block.get("class") or "", parent.tag, parent.get("class") or ""


def _is_sentence(line: str) -> bool:
    return len(line.split()) >= _FEWEST_WORDS and _SENTENCE.search(line) is not None


def _is_doubtful(block: Any, home: Any) -> bool:
    """Whether an element, or one around it, is hidden or called what may be beside an article."""
    return any(map(_is_beside, takewhile(lambda each: each is not home, (block, *block.iterancestors()))))


def _is_teaser(block: Any, home: Any) -> bool:
    """Whether a text stands below a title that leads elsewhere, in a box of their own."""
    around = list(takewhile(lambda each: each is not home, block.iterancestors()))[:_TEASER]
    titles = [title for box in around if letters(box) < _LONGEST_TEASER for title in box.iter("h2", "h3", "h4", "h5")]
    return any(title.xpath("boolean(.//a/@href | ancestor::a/@href)") for title in titles)


def _is_beside(element: Any) -> bool:
    names = names_of(element)
    plain = set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", names).lower()))
    return bool(
        aside_names(element)
        or plain & DOUBTFUL_NAMES
        or _HIDDEN_NAMES.search(names)
        or _HIDDEN.search(element.get("style") or "")
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or "-" in element.tag  # an element that the site's own script draws
    )


def _follows(block: Any, heading: Any) -> bool:
    """Whether a paragraph or a smaller heading is the next thing to the article's heading."""
    return block.tag in {"p", *_HEADINGS} and block.getprevious() is heading


def _standfirst(above: list[Piece], places: list[int | None]) -> list[str]:
    """What is called the article's standfirst, below its heading and above its text."""
    heading = next((n for n in reversed(range(len(above))) if above[n].block.tag == "h1"), None)
    if heading is None:
        return []
    for number in range(heading + 1, min(heading + _NEAR, len(above))):
        piece = above[number]
        around = (piece.block, *list(piece.block.iterancestors())[:2])
        names = (" ".join(each.get(key) or "" for key in _CALLED) for each in around)
        if (
            places[number] is None
            and len(piece.line.split()) >= _FEWEST_WORDS
            and len(piece.line) <= _LONGEST_STANDFIRST
            and piece.linked < _LEADS
            and (any(map(STANDFIRST_NAME.search, names)) or _follows(piece.block, above[heading].block))
            and not is_boilerplate(piece.line)
            and not published_in([piece.line])
            and not any(map(_is_beside, around[:2]))
        ):
            return [piece.line]
    return []
