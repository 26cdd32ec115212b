"""Where the words of a quotation stand in a text: all of them in a row, in pieces, or nearly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bot.wording.house_style import Word

ALTERED = 0.6
"""How near words must come to be an alteration of others, as a share of both."""

MOST_REPLACED = 12
"""Words that an editor's brackets or dots may stand for."""


def runs(part: Sequence[Word], whole: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where words stand in a row in others: ``(first, end)``, indices of ``whole``."""
    if not part:
        return
    keys = [each.key for each in part]
    for first, word in enumerate(whole):
        if word.key == keys[0] and [each.key for each in whole[first : first + len(keys)]] == keys:
            yield first, first + len(keys)


def in_order(parts: Sequence[Sequence[Word]], whole: Sequence[Word], gap: int) -> list[tuple[int, int]] | None:
    """Where parts stand one after the other with at most ``gap`` words between; None: they don't."""

    def rest(number: int, at: int) -> list[tuple[int, int]] | None:
        if number == len(parts):
            return []
        for first, end in runs(parts[number], whole[at : at + gap + len(parts[number])] if at else whole):
            behind = rest(number + 1, at + end)
            if behind is not None:
                return [(at + first, at + end), *behind]
        return None

    return rest(0, 0)


def longest_beginning(part: Sequence[Word], whole: Sequence[Word]) -> tuple[int, int]:
    """How many of the first words stand in a row somewhere, and from which index of ``whole`` on."""
    best, at = 0, 0
    for first, word in enumerate(whole):
        if word.key != part[0].key:
            continue
        length = 1
        while length < len(part) and first + length < len(whole) and whole[first + length].key == part[length].key:
            length += 1
        if length > best:
            best, at = length, first
    return best, at


def nearest(part: Sequence[Word], whole: Sequence[Word]) -> tuple[float, int, int]:
    """The stretch of ``whole`` that comes nearest: how near (0 to 1), and its ``(first, end)``."""
    matcher = SequenceMatcher(None, [each.key for each in whole], [each.key for each in part], autojunk=False)
    best = (0.0, 0, 0)
    seen: set[int] = set()
    for block in sorted(matcher.get_matching_blocks(), key=lambda each: -each.size)[:3]:
        first = max(0, block.a - block.b)
        if not block.size or first in seen:
            continue
        seen.add(first)
        margin = 2 + len(part) // 4
        low, high = max(0, first - margin), min(len(whole), first + len(part) + margin)
        window = SequenceMatcher(
            None, [each.key for each in whole[low:high]], [each.key for each in part], autojunk=False
        )
        blocks = [each for each in window.get_matching_blocks() if each.size]
        start, end = low + blocks[0].a, low + blocks[-1].a + blocks[-1].size
        # What stands for the quotation's own first and last words, where those aren't there.
        start = max(low, start - blocks[0].b)
        end = min(high, end + len(part) - blocks[-1].b - blocks[-1].size)
        matched = sum(each.size for each in blocks)
        share = 2 * matched / (len(part) + end - start)
        best = max(best, (share, start, end))
    return best


def differences(part: Sequence[Word], source: Sequence[Word]) -> list[tuple[str, str]]:
    """What stands in a quotation and in its source where they differ, in order."""
    matcher = SequenceMatcher(None, [w.key for w in part], [w.key for w in source], autojunk=False)
    return [
        (" ".join(w.written for w in part[a:b]), " ".join(w.written for w in source[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]
