"""Which articles are copies of one another, and what of them is said twice: one article is counted once.

The index holds which pairs are reprints of each other. A group of such articles counts as the one that was published
first; what another repeats of it, word for word, is neither ranked nor counted again, and what it adds is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from retrieval.lang.sentences import spans
from retrieval.lang.tokens import words
from retrieval.model import Article

_WORD = re.compile(r"\w+")

REPEATED = 0.6
"""Share of a passage's shingles that stand in earlier copies from which on it isn't a passage of its own."""


@dataclass
class Copies:
    """The groups of a catalog, by row.

    ``lead`` gives the first published article of each copy, ``of`` the copies of each first one in order of their days.
    ``passages`` are those that repeat an earlier copy's; ``said_before`` gives for a statement the speaker's
    earlier one in the same words, ``said_again`` the later ones.
    """

    lead: dict[int, int] = field(default_factory=dict)
    of: dict[int, tuple[int, ...]] = field(default_factory=dict)
    passages: set[int] = field(default_factory=set)
    said_before: dict[int, int] = field(default_factory=dict)
    said_again: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


def grouped(pairs: Mapping[int, Sequence[int]]) -> Iterator[set[int]]:
    """Articles that pairs lead from one to the next."""
    beside = defaultdict(set)
    for row, others in pairs.items():
        for other in others:
            beside[row].add(other)
            beside[other].add(row)
    left = set(beside)
    while left:
        group, waiting = set[int](), {left.pop()}
        while waiting:
            row = waiting.pop()
            group.add(row)
            waiting |= beside[row] - group
        left -= group
        yield group


def same_words(article: Article, text: str) -> tuple[int, int] | None:
    """Where an article has a sentence with the words of this text; None where it hasn't."""
    wanted = plain(text)
    for start, end in spans(article.text, 0, len(article.text)):
        if abs(end - start - len(text)) <= len(text) // 2 and plain(article.text[start:end]) == wanted:
            return start, end
    return None


def fives(text: str) -> set[tuple[str, ...]]:
    """Every five words in a row, found as fast as can be: this is worked out whenever a catalog is opened."""
    plain = _WORD.findall(text.casefold())
    return set(zip(plain, plain[1:], plain[2:], plain[3:], plain[4:], strict=False))


def plain(text: str) -> str:
    """A text's words, folded, with blanks between them."""
    return " ".join(words(text))
