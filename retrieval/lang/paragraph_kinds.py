"""What each paragraph of an article is: prose, or what stands between and around it. The one place that decides it.

Its form tells, and where its source knows better (``h2`` around a question), the article holds what that says. So the
rules may get better without a text being read again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from retrieval.lang.en.people import PARTICLES
from retrieval.lang.en.phrases.credit_phrases import BY, COPYRIGHT, HEADER_KEYS, NO_FACT
from retrieval.lang.en.phrases.page_phrases import CREDIT_AT_THE_END, CREDIT_LINE
from retrieval.lang.en.speech_verbs import AFTER_A_QUOTE, BEFORE_A_QUOTE
from retrieval.lang.en.turn_labels import NO_TURN
from retrieval.lang.paragraphs import paragraphs
from retrieval.lang.patterns import any_of
from retrieval.lang.sentence_ends import ends_a_sentence
from retrieval.lang.sentences import spans
from retrieval.model import Article, ParagraphKind

_HEADING, _SIGNATURE, _CREDIT = 110, 80, 400  # code points
_FEWEST_ITEMS = 3  # short lines in a row that are a list, or verse, and no headings
_ITEM = re.compile(r"(?:[-*•‣◦]|[0-9]{1,3}[.)])\s")
_FACT = re.compile(
    rf"(?:{_ITEM.pattern}+)?"
    r"[*_]{0,2}(?P<label>[A-ZÀ-Þ](?:[^\W\d_]|[ ,'’()-]){3,70}):[*_]{0,2}[ ]+"
    r"(?:[^\s:]+[ ]){0,6}[^\s:\w]{0,2}[0-9][^\n:]{0,80}"
)  # "- Cost to the council: about £74,000 a day"
_LABEL = re.compile(
    r"[*_(\[\s]{0,4}"
    r"(?P<label>[^\W\d_][\w.’'-]*(?: [(]?[\w.,’'&-]+(?:[)],?)?){0,11})"
    r"[*_)\]\s]{0,4}[:：](?:\s*[:：])?[*_\s]+(?=\S)"
)
_LINK_ALONE = re.compile(r"\W*\[[^\]\n]{1,300}\]\([^)\s]{1,600}\)\W*")  # Markdown's
_NAME_WORD = re.compile(r"[^\W\d_a-zà-öø-ÿ]")
_SMALL_BETWEEN = frozenset("of for the and de da van von der bin al".split())
_OPENING = tuple('"“„«‘')
_SAID = re.compile(rf"\w\s+{any_of({*AFTER_A_QUOTE, *BEFORE_A_QUOTE})}:\Z")
_SIGNED = re.compile(r"(?:[—–]|--)[^\w\n“”\"'‘’«»]{0,8}[A-ZÀ-Þ]")  # signs and pictures stand in names of posts
_PART = rf"(?:[A-ZÀ-Þ][\w.'’-]*|and|&|in|{any_of(PARTICLES)})"
_NAMES = re.compile(rf"{_PART}(?:,? {_PART}){{0,9}}")


class Paragraph(NamedTuple):
    """A paragraph's span, in code points, and its kind."""

    start: int
    end: int
    kind: ParagraphKind

    def is_aside(self, text: str) -> bool:
        """Whether it tells nothing in sentences, as a heading or an item of a list of names does."""
        if self.kind is ParagraphKind.LIST:
            return not ends_a_sentence(text, self.start, self.end) and not is_fact(text[self.start : self.end])
        return not self.kind.is_prose


def is_fact(line: str) -> bool:
    """Whether a line of a list tells a figure and what it is of; no field of an article's head, and no telephone."""
    found = _FACT.fullmatch(line.strip())
    label = found["label"].lower() if found else ""
    return bool(label) and label not in HEADER_KEYS and NO_FACT.isdisjoint(label.split())


def paragraph_kinds(article: Article) -> tuple[Paragraph, ...]:
    """The paragraphs of an article, in order, each with its kind."""
    return _kinds(article.text, article.kinds)


def told_kinds(text: str, told: Mapping[str, ParagraphKind]) -> tuple[tuple[int, ParagraphKind], ...]:
    """What a source says of paragraphs that their form doesn't tell, as an article holds it; that one is a turn is kept
    always, since its form alone tells it only where others are.

    Args:
        text: the article's text.
        told: the kinds that the source tells, by the paragraphs' words.
    """
    found = _kinds(text, ())
    kinds = ((each.start, told.get(text[each.start : each.end], each.kind), each.kind) for each in found)
    turns = {each.start for each in found if told.get(text[each.start : each.end]) is ParagraphKind.TURN}
    return tuple((start, kind) for start, kind, by_form in kinds if kind is not by_form or start in turns)


def prose(article: Article, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences between two offsets that stand in prose; where none does, all of them.

    An item of a list is one if it ends like a sentence, or tells a figure.
    """
    text = article.text
    found = spans(text, start, end)
    found = [span for span in found if not _LINK_ALONE.fullmatch(text, *span)] or found
    aside = [each for each in paragraph_kinds(article) if each.start < end and start < each.end and each.is_aside(text)]
    within = [span for span in found if not any(each.start <= span[0] < each.end for each in aside)]
    return within or found


def block_quotes(article: Article) -> list[tuple[int, int]]:
    """The paragraphs without marks that somebody is told to say: those that a source sets off as a quotation, led in by
    a colon or signed below, and the one below "Jane Brown replied:".
    """
    text, told = article.text, dict(article.kinds)
    found: list[tuple[int, int]] = []
    row: list[Paragraph] = []
    above = ""
    for each in (*paragraph_kinds(article), Paragraph(len(text), len(text), ParagraphKind.TEXT)):
        words = text[each.start : each.end]
        is_speech = each.kind is ParagraphKind.TEXT and _SAID.search(above) is not None
        if (told.get(each.start) is ParagraphKind.QUOTE and _SIGNED.match(words) is None) or (is_speech and not row):
            row.append(each)
            continue
        if row and (above.endswith(":") or _SIGNED.match(words)):
            found += [(one.start, one.end) for one in row if one.start < one.end]
        row, above = [], words.rstrip()
    return found


def turn_label(text: str, start: int, end: int) -> re.Match[str] | None:
    """The label of who speaks in a paragraph of an interview or transcript, as its group ``label``: "Jane Brown: …"."""
    found = _LABEL.match(text, start, end)
    if found is None:
        return None
    words = found["label"].replace(",", " ").split()
    if {found["label"].lower(), words[0].lower()} & NO_TURN:
        return None
    return (
        found if all(_NAME_WORD.match(word.lstrip("(")) or word.lower() in _SMALL_BETWEEN for word in words) else None
    )


@lru_cache(maxsize=256)
def _kinds(text: str, told: tuple[tuple[int, ParagraphKind], ...]) -> tuple[Paragraph, ...]:
    found = paragraphs(text)
    kinds = [_by_itself(text[start:end]) for start, end in found]
    begin = number = 0  # ``begin``: of the headings and items that stand in a row
    while number < len(kinds):
        if kinds[number] is not ParagraphKind.HEADING:
            begin = begin if kinds[number] is ParagraphKind.LIST else number + 1
            number += 1
            continue
        after = next((n for n in range(number, len(kinds)) if kinds[n] is not ParagraphKind.HEADING), len(kinds))
        if after - begin >= _FEWEST_ITEMS and begin > 0:
            kinds[number:after] = [ParagraphKind.LIST] * (after - number)
        elif after == len(kinds):  # nothing stands below it
            kinds[-1] = ParagraphKind.TEXT
        number = after
    known = dict(told)
    return tuple(Paragraph(start, end, known.get(start, kind)) for (start, end), kind in zip(found, kinds, strict=True))


def _by_itself(paragraph: str) -> ParagraphKind:
    line = " ".join(paragraph.split())
    if not any(map(str.isalnum, line)):
        return ParagraphKind.HEADING  # "***": it parts what stands around it
    bare = line.strip("*_ ")
    # What is wholly bold may be a question of an interview; a note in italics ends like any sentence.
    own = paragraph.rstrip() if line.startswith(("**", "__")) else paragraph.rstrip().rstrip("*_")
    is_open = not ends_a_sentence(own, 0, len(own))
    by = BY.match(bare)
    if by is not None and len(line) <= _HEADING and is_open and _NAMES.fullmatch(bare[by.end() :]):
        return ParagraphKind.BYLINE
    if len(line) <= _CREDIT and (CREDIT_LINE.fullmatch(bare) or CREDIT_AT_THE_END.search(bare.rstrip(".")[-120:])):
        return ParagraphKind.CAPTION
    if len(line) <= _SIGNATURE and (_SIGNED.match(bare) or COPYRIGHT.match(bare)):
        return ParagraphKind.SIGNATURE
    if _ITEM.match(line):
        return ParagraphKind.LIST
    if turn_label(line, 0, len(line)):
        return ParagraphKind.TURN
    if line.startswith(_OPENING):
        return ParagraphKind.QUOTE
    is_marked = line.startswith("#") and line.lstrip("#").startswith(" ")
    if len(line) <= _HEADING and (is_marked or (is_open and line[-1] not in ":;,")):
        return ParagraphKind.HEADING
    return ParagraphKind.TEXT
