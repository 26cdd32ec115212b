"""One statement in several outlets: in the same words, or in words that one of them altered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from prompts import replies
from retrieval.lang.quotation_marks import quotations, unmarked
from retrieval.lang.tokens import run_within, words
from retrieval.model import Article, Kind, Statement
from retrieval.search.selector import Ranked

Same = list[Ranked[Statement]]
"""One quote, the one to show first."""

_SAME_WORDS = 5
"""Words that two quotes must share, one inside the other, to be the same quote in two articles."""

OF_ALL, OF_A_PART, PART = 0.7, 0.85, 10
"""Share of the longer quote's words that stand in the other in the same order; or of the shorter's, when that many do.

Tuned by reading the 3,829 quotes of PolNeAR's labels against each other: the pairs of one speaker that have so much in
common are one statement; the first that only begin alike ("We are going to …") share 0.55.
"""

WITHIN = 7
"""Days between two articles that quote one statement: later, a speaker says it again."""


def same_quotes(ranked: Sequence[Ranked[Statement]]) -> list[Same]:
    """Statements of one speaker, those in the same words in other articles behind the first of them.

    Words that a heading has of a statement are left out beside it.
    """
    groups: list[tuple[str, Same]] = []
    for each in ranked:
        if any(_heads(each, other) for other in ranked):
            continue
        plain = " ".join(words(_quoted(each.item)))
        twin = next((same for known, same in groups if _is_same(plain, known) and _elsewhere(each, same)), None)
        if twin is not None:
            twin.append(each)
        else:
            groups.append((plain, [each]))
    return [same for _, same in groups]


def _heads(each: Ranked[Statement], other: Ranked[Statement]) -> bool:
    """Whether a statement that nothing leads in repeats another one of its article."""
    one, whole = each.item, other.item
    told_apart = one.article_id != whole.article_id or one.start == whole.start
    if told_apart or one.cue or one.mention or not (whole.cue or whole.mention):
        return False
    return run_within(words(one.text), words(whole.text))


def _quoted(statement: Statement) -> str:
    """What a statement quotes: all of it, or the longest of the fragments in a partial one."""
    fragments = quotations(statement.text) if statement.kind is Kind.PARTIAL else []
    return max(fragments, key=len, default=statement.text)


def _is_same(plain: str, known: str) -> bool:
    shorter, longer = sorted((plain, known), key=len)
    return shorter == longer or (len(shorter.split()) >= _SAME_WORDS and f" {shorter} " in f" {longer} ")


def _elsewhere(each: Ranked[Statement], same: Same) -> bool:
    return all(each.article.id != other.article.id for other in same)


def altered(groups: Sequence[Same]) -> list[list[Same]]:
    """The quotes of one speaker, those that are one statement in other words of other outlets together."""
    found: list[list[Same]] = []
    for same in groups:
        one = next((each for each in found if all(_is_altered(same[0], other[0]) for other in each)), None)
        if one is not None:
            one.append(same)
        else:
            found.append([same])
    return found


def _is_altered(one: Ranked[Statement], other: Ranked[Statement]) -> bool:
    outlets = {one.article.publisher, other.article.publisher}
    if one.item.kind is not Kind.DIRECT or other.item.kind is not Kind.DIRECT or None in outlets or len(outlets) < 2:
        return False
    days = [each.article.published for each in (one, other)]
    if days[0] and days[1] and abs((days[0] - days[1]).days) > WITHIN:
        return False
    if one.item.said_on and other.item.said_on and one.item.said_on != other.item.said_on:
        return False
    a, b = _words(one.item.text), _words(other.item.text)
    common = LCSseq.similarity(a, b)
    if common < _SAME_WORDS:
        return False
    return common >= OF_ALL * max(len(a), len(b)) or (common >= PART and common >= OF_A_PART * min(len(a), len(b)))


_SPELT_OUT = (
    (re.compile(r"\b(?:can[’']t|cannot)\b", re.IGNORECASE), "can not"),
    (re.compile(r"\bwon[’']t\b", re.IGNORECASE), "will not"),
    (re.compile(r"n[’']t\b", re.IGNORECASE), " not"),
    (re.compile(r"[’']ve\b", re.IGNORECASE), " have"),
    (re.compile(r"[’']re\b", re.IGNORECASE), " are"),
    (re.compile(r"[’']ll\b", re.IGNORECASE), " will"),
    (re.compile(r"\b(I)[’']m\b", re.IGNORECASE), r"\1 am"),
)
"""House style: one outlet writes "cannot" where another has "can't"."""


@lru_cache(maxsize=1_000)  # each quote is compared with many
def _words(text: str) -> list[str]:
    for short, long in _SPELT_OUT:
        text = short.sub(long, text)
    return words(text)


def also_in(article: Article, others: Iterable[str]) -> str:
    """ " (also in B and C)": the outlets besides an article's own that have its text, or what is shown of it.

    Args:
        article: what is shown.
        others: what to call the articles that have the same words.
    """
    rest = [name for name in dict.fromkeys([*article.outlets, *others]) if name != article.publisher]
    return replies.ALSO_IN.format(outlets=replies.listed([unmarked(name) for name in rest])) if rest else ""
