"""Which of the lines that were found in a page are its article's: a vote of weak signs, whose weights are fitted.

The signs: where a line stands (``line_layout``: in a block like most of the article, or in a box between those),
whether the page's own data (``articleBody`` of its JSON-LD) tells it, whether the search for the body found it, where
it leads, what it asks of the reader. Lines that share a box beside the article are judged together.
``python -m tests.fitting.fit_paragraph_vote`` fits the weights.

What a page's own body tells stays, and so do paragraphs like the article's others that are long or ask for nothing,
and what somebody says, against the vote unless that is nearly sure. On the 63 pages of three writers that are held out
(``tests/labelled/test_pages.py``) 57 of 664 lines stand beside the article, and of 673 of the article 25 are lost, most
of them before the vote; fitted without strangers' pages, 85 of 685, and 29 lost. A sign by the meaning of a line's
words (how like what a house says of itself) made it worse on three of the four sources that were left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from math import exp
from typing import Any

from retrieval.lang.en.phrases.page_phrases import RIGHTS
from retrieval.lang.en.phrases.page_words import BOX_NAMES, CALLS, PAGE_WORDS, PAST
from retrieval.lang.tokens import words
from retrieval.logistic import Logistic
from retrieval.model import ParagraphKind
from retrieval.readers.html.asides import letters, names_of
from retrieval.readers.html.line_layout import Layout, Placed
from retrieval.readers.html.lost_paragraphs import BLOCKS, Piece, pieces
from retrieval.readers.metadata.credits import reprinted_from

WEIGHTS = "paragraph_vote.json"
ENDS = re.compile(r"[.!?…][\"'”’»)\]]*\Z")
"""How a line ends that is a sentence."""

QUOTED = re.compile(r"“[^”]*”|„[^“]*“|«[^»]*»|\"[^\"]*\"")
"""What a line sets in marks."""

_MARKS = '"“”„«»'
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ITEMS = frozenset(("li", "td", "th", "tr", "dd", "dt"))
_SLANTED = ("em", "i", "strong", "b")
_LEADS = 0.5  # of a line's letters
_WHOLLY = 0.9
_FEWEST, _LONG = 60, 80  # letters of a line that tells whether a page's own body is the visible text; of a paragraph
_AGREED = 0.4  # of the letters of the long lines
_MOST_LOST = 0.5  # of the text's letters: a vote that would take more has understood nothing
_LABEL, _SHORT, _MANY_WORDS = 3, 8, 30  # words
_SHARES = (0.1, 0.2, 0.35)  # of a line's words
_BOX = 0.7  # how much of a line's score is that of its box
_LAST = 3  # lines
_SURE = 0.75  # the same, of what the page's own body leaves out
_HARDLY = 0.2  # of a line's score: so unlikely that nothing else keeps it
_CALLING = frozenset(
    ("opens with a call", "has an address", "counts itself", "is in brackets", "has desk", "is behind")
)
_ASKED = frozenset(f"asks more than {least:.0%}" for least in _SHARES)
_ASKING = frozenset(("has appeals", "has rights"))
_TELLING, _MANY = 5, 3  # letters of a word that tells what a line is on; words that it shares with others
_ADDRESS = re.compile(r"@\w|https?://|\bwww\.|\b\d{3}[ -]\d{2,4}[ -]?\d{0,4}\b")
_COUNTS = re.compile(r"\d (?:min(?:utes?)?|words|views?|likes?|comments?|shares?|reposts?)\b|\d:\d\d\b|[©•»«]")
_LONGEST_HEADING = 300  # code points: an interview's question
_SHORTEST_OPENING, _LONGEST_OPENING = 2, 60  # letters of a label that was run together with what follows
_START = 40  # letters of a line by which the block is found that it is a part of


@dataclass(frozen=True)
class Line:
    """A line of the text, the block and the innermost element of the page that it stands in, its share of links, and
    whether it was put back."""

    text: str
    block: Any
    linked: float
    lost: bool
    inline: Any


def placed(texts: Sequence[str], tree: Any, found: Collection[str]) -> list[Line]:
    """Each line with the block of a page that it stands in: the next that says the same, or begins or goes on so.

    Args:
        texts: the lines, in order.
        tree: the page.
        found: the lines that the search for the body found.
    """
    body = next(tree.iter("body"), tree)
    known = {_key(each) for each in found}
    waiting: dict[str, deque[Piece]] = defaultdict(deque)
    starts: dict[str, Piece] = {}
    for piece in pieces(body, BLOCKS, "a"):
        key = _key(piece.line)
        waiting[key].append(piece)
        starts.setdefault(key[:_START], piece)
    lines = []
    for text in texts:
        key = _key(text)
        found_at = waiting[key].popleft() if waiting.get(key) else starts.get(key[:_START]) or _opening(key, waiting)
        piece = found_at or Piece(text, body, 0.0, body)
        lines.append(Line(text, piece.block, piece.linked, lost=key not in known, inline=piece.inline))
    return lines


def _opening(key: str, waiting: Mapping[str, deque[Piece]]) -> Piece | None:
    """The piece that a line opens with which the search for the body ran together with what follows, as a label."""
    known = (waiting.get(key[:size]) for size in range(min(len(key), _LONGEST_OPENING), _SHORTEST_OPENING, -1))
    return next((pieces[0] for pieces in known if pieces), None)


def article_lines(lines: Sequence[Line], told: str | None) -> list[Line]:
    """The lines that are the article's, in order.

    Args:
        lines: what was found in the page.
        told: the article's text as the page's JSON-LD tells it, if it does.
    """
    return voted(lines, told, _weights()) if lines else []


def told_kind(line: Line) -> ParagraphKind | None:
    """What the page's elements say that a line is; None where that is nothing."""
    tag = line.block.tag
    if tag == "li":
        return ParagraphKind.LIST
    asks = line.text.endswith("?")
    is_bold = _set_in(line.block, ("b", "strong")) and (asks or ENDS.search(line.text) is None)
    is_standfirst = not asks and ENDS.search(line.text) is not None and len(line.text.split()) >= _SHORT
    if len(line.text) <= _LONGEST_HEADING and ((tag in HEADINGS and not is_standfirst) or is_bold):
        return ParagraphKind.HEADING
    is_quoted = tag == "blockquote" or any(each.tag == "blockquote" for each in line.block.iterancestors())
    return ParagraphKind.QUOTE if is_quoted else None


def voted(lines: Sequence[Line], told: str | None, weights: Logistic) -> list[Line]:
    """The lines that are the article's by these weights."""
    signs = features_of(lines, told)
    kept = [
        (
            score >= _least(of, weights)
            or (score >= _HARDLY and _is_certain(of))
            or reprinted_from([line.text]) is not None
        )
        and not _is_below_picture(line)
        and (RIGHTS.fullmatch(line.text) is None or reprinted_from([line.text]) is not None)
        for score, of, line in zip(_scores(lines, signs, weights), signs, lines, strict=True)
    ]
    for number in reversed(range(len(lines))):
        if lines[number].block.tag in HEADINGS:  # it goes with what stands below it; a standfirst may stand alone
            is_alone = kept[number] and "is above" in signs[number]
            kept[number] = is_alone or (number + 1 < len(lines) and kept[number + 1])
        elif told_kind(lines[number]) is ParagraphKind.HEADING and not signs[number] & (_CALLING | _ASKED) - {
            "is behind"
        }:
            kept[number] |= number + 1 < len(lines) and kept[number + 1]
    left = sum(len(line.text) for line, keeps in zip(lines, kept, strict=True) if not keeps)
    if left > _MOST_LOST * sum(len(line.text) for line in lines):
        return list(lines)
    return [line for line, keeps in zip(lines, kept, strict=True) if keeps]


def _least(signs: Set[str], weights: Logistic) -> float:
    """The score from which on a line stays; one between others that the page's own body leaves out needs more."""
    return _SURE if {"is not told", "is between"} <= signs and "is no sentence" not in signs else weights.least


def _is_below_picture(line: Line) -> bool:
    """Whether a line shares its block with a picture and is no sentence: its caption, in a system without an element
    for those."""
    is_short = len(line.text) <= _LONGEST_HEADING and line.block.tag not in _ITEMS
    if not is_short or ENDS.search(line.text) is not None or next(line.block.iter("img"), None) is None:
        return False
    return letters(line.block) <= len(line.text)


def _is_certain(signs: Set[str]) -> bool:
    """Whether a line stays against the vote: the page's own body has it, or it is a paragraph like the others that is
    long, or asks for nothing. News tells of desks and reporters, too, but not at its end."""
    if "is told" in signs and not signs & _ASKING:
        return True
    if {"is between", "tells who says"} <= signs and not signs & _CALLING:
        return True  # somebody speaks, in any box
    calls = signs & _CALLING - ({"has desk"} if "is between" in signs else set())
    return "is usual" in signs and ("is long" in signs or ("is plain" in signs and not calls))


def _scores(lines: Sequence[Line], signs: Sequence[Set[str]], weights: Logistic) -> list[float]:
    """How likely each line is the article's, 0 to 1."""
    logits = [weights.bias + sum(weights.weights.get(name, 0.0) for name in names) for names in signs]
    boxes = _layout(lines).boxes
    together: dict[Any, list[float]] = defaultdict(list)
    for box, logit in zip(boxes, logits, strict=True):
        together[box].append(logit)
    joint = (
        logit if box is None else (1 - _BOX) * logit + _BOX * sum(together[box]) / len(together[box])
        for box, logit in zip(boxes, logits, strict=True)
    )
    return [1 / (1 + exp(-each)) for each in joint]


def features_of(lines: Sequence[Line], told: str | None) -> list[frozenset[str]]:
    """The signs of each line, by name."""
    if not lines:
        return []
    layout = _layout(lines)
    main, home, boxes, places = layout.usual, layout.home, layout.boxes, layout.signs()
    body = _in_body(lines, told)
    in_body = [n for n, is_in in enumerate(body or ()) if is_in]
    last = max((n for n, line in enumerate(lines) if main[n] and len(line.text) >= _LONG), default=len(lines))
    first = next((n for n, line in enumerate(lines) if main[n] and len(line.text) >= _LONG), len(lines))
    own = [{word for word in words(line.text.lower()) if len(word) >= _TELLING} for line in lines]
    in_lines = Counter(word for each in own for word in each)
    found = []
    for n, line in enumerate(lines):
        unquoted = QUOTED.sub(" ", line.text)
        said = Counter(_lists(unquoted))
        shared = sum(in_lines[word] > 1 for word in own[n])
        opening = next(iter(words(line.text.lower())), "")
        asked = sum(said.values())
        share = asked / max(1, len(unquoted.split()))
        signs = {
            "was put back": line.lost,
            "is no sentence": ENDS.search(line.text) is None,
            "is short": len(line.text.split()) < _SHORT,
            "is long": len(line.text.split()) >= _MANY_WORDS,
            "leads on": line.linked > _LEADS,
            "has a link": line.linked > 0,
            "opens with a mark": line.text[0] in _MARKS,
            "quotes": unquoted != line.text,
            "tells who says": unquoted != line.text
            and len(unquoted.split()) > 1
            and ENDS.search(line.text) is not None,
            "is slanted": _set_in(line.block, _SLANTED),
            "is behind": n > last,
            "is between": first < n < last,
            "is above": n < first,
            "may be a standfirst": n < first and len(line.text.split()) >= _SHORT and line.linked == 0 and asked == 0,
            "is a label": not main[n] and len(line.text.split()) <= _LABEL and ENDS.search(line.text) is None,
            "is first": n == 0,
            "is an item": line.block.tag in _ITEMS,
            "is in a list without links": line.block.tag == "li"
            and next(line.block.getparent().iter("a"), None) is None,
            "is a quotation": any(each.tag == "blockquote" for each in (line.block, *line.block.iterancestors())),
            "is last": n >= len(lines) - _LAST,
            "is unusual and last": n >= len(lines) - _LAST and not main[n],
            "stands with a linked heading": boxes[n] is not None and _has_linked_heading(boxes[n]),
            "asks the reader": said["reader"] > 0 and asked > said["reader"],
            "speaks as the house": said["house"] > 0 and asked > said["house"],
            "is plain": _is_plain(line, said),
            "tells what was": not PAST.isdisjoint(words(unquoted.lower())),
            "shares no word": shared == 0,
            "shares many words": shared >= _MANY,
            "opens with a call": opening in CALLS,
            "asks": unquoted.rstrip().endswith("?"),
            "has an address": _ADDRESS.search(unquoted) is not None,
            "counts itself": _COUNTS.search(unquoted) is not None,
            "is in brackets": line.text[0] in "([" and line.text[-1] in ")]",
            "is called beside": _is_called_beside(line.block, home),
            "is told": body is not None and body[n],
            "is not told": body is not None and not body[n],
            "is outside of what is told": bool(in_body) and not in_body[0] < n < in_body[-1] and n not in in_body,
            **{f"has {name}": said[name] > 0 for name in PAGE_WORDS},
            **{f"has more {name}": said[name] > 1 for name in PAGE_WORDS},
            **{f"asks more than {least:.0%}": share > least for least in _SHARES},
        }
        found.append(places[n] | {name for name, holds in signs.items() if holds})
    return found


def _layout(lines: Sequence[Line]) -> Layout:
    return Layout([Placed(line.text, line.block, line.inline) for line in lines])


@cache
def _weights() -> Logistic:
    return Logistic.read(__package__, WEIGHTS)


def _in_body(lines: Sequence[Line], told: str | None) -> list[bool] | None:
    """Whether each line stands in the body that the page tells; None where that isn't the text of the page."""
    key = _key(told or "")
    keys = [_key(line.text) for line in lines]
    long = [each for each in keys if len(each) >= _FEWEST]
    if not key or sum(len(each) for each in long if each in key) < _AGREED * sum(map(len, long)):
        return None
    return [each in key for each in keys]


def _lists(line: str) -> list[str]:
    said = words(line.lower())
    return [name for name, listed in PAGE_WORDS.items() for word in said if word in listed]


def _is_plain(line: Line, said: Counter[str]) -> bool:
    """Whether a line is a sentence that leads nowhere and asks nothing; news tells of desks and reporters, too."""
    is_sentence = ENDS.search(line.text) is not None and len(line.text.split()) >= _SHORT
    return is_sentence and line.linked <= _LEADS and set(said) <= {"desk"}


def _is_called_beside(block: Any, home: Any) -> bool:
    """Whether a block, or one that it stands in within the article's own, is called as boxes are."""
    held = {home, *home.iterancestors()}
    around = takewhile(lambda each: each not in held, (block, *block.iterancestors()))
    return any(not BOX_NAMES.isdisjoint(re.findall(r"[a-z]+", names_of(each).lower())) for each in around)


def _has_linked_heading(box: Any) -> bool:
    return any(each.find(".//a") is not None for each in box.iter(*HEADINGS))


def _set_in(block: Any, tags: Sequence[str]) -> bool:
    """Whether nearly all of a block's text stands in elements of one of these tags."""
    size = letters(block)
    return size > 0 and any(sum(map(letters, block.iter(tag))) > _WHOLLY * size for tag in tags)


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
