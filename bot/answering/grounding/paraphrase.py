"""Whether words that aren't quoted are the article's all the same: in its order, nothing added, no "not" lost.

A sentence of a model's is compared with one sentence of the article, word by word. What may differ is what reported
speech changes: articles, forms of be, have and do, "I" that becomes "he", "will" that becomes "would", endings. Left
out may be whole parts between commas or dashes, and an end that only adds where, with whom or since when. What was left
out may not hold a word that turns the sense. So who did what to whom stays what it was, and anything else is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from retrieval.lang.en import function_words
from retrieval.lang.en.function_words import BE, HAVE_AND_DO, PRESENT_TENSE, TURNING
from retrieval.lang.en.inflection import SAME_WORD_ENDINGS
from retrieval.lang.en.numbers import NUMBERS, TENS
from retrieval.lang.en.speech_verbs import ATTRIBUTES
from retrieval.lang.en.times import MONTH_NUMBERS, MONTHS
from retrieval.lang.tokens import fold

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[$€£¥%°]|(?<![\w])[+−-](?=\d)|\ue000", re.UNICODE)
_BETWEEN = re.compile(r"[,;:()\[\]—–\n“”\"«»„…?!.]|\s-+\s|--")
"""What separates parts of a sentence that can be left out whole."""

_FREE = frozenset("a an the that".split())
SHORTEST = 3
"""Words that a sentence must hold of a longer one."""

_TENS = {str(value) for value in TENS.values()}


@dataclass(frozen=True)
class Token:
    """A word or number of a text: folded, as it stands there, and where. ``part``: which part of the sentence."""

    word: str
    raw: str
    start: int
    end: int
    part: int = 0

    @property
    def free(self) -> bool:
        """Whether reported speech may add or drop it."""
        return self.word in _FREE or self.word in BE or self.word in HAVE_AND_DO or self.word == "'s"


@lru_cache(maxsize=4_096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words, numbers and money signs of a text; contractions taken apart, numbers in figures."""
    found: list[Token] = []
    part = last = 0
    for match in _TOKEN.finditer(text):
        part += bool(_BETWEEN.search(text, last, match.start()))
        last = match.end()
        for word in _taken_apart(match.group()):
            tens = found[-1] if found else None
            if tens and word.isdigit() and tens.word in _TENS:
                joined = text[tens.end : match.start()]
                if joined == "-" and int(word) < 10 and not match.group().isdigit():  # twenty-one
                    found[-1] = Token(str(int(tens.word) + int(word)), tens.raw, tens.start, match.end(), tens.part)
                    continue
            found.append(Token(word, match.group(), match.start(), match.end(), part))
    return tuple(found)


def _taken_apart(raw: str) -> list[str]:
    word = fold(raw).replace("’", "'")
    if word[0].isdigit():
        plain = word.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", word) else word
        return [plain]
    if word in {"cannot", "can't"}:
        return ["can", "not"]
    if word == "won't":
        return ["will", "not"]
    if word.endswith("n't"):
        return [word[:-3], "not"]
    for ending, full in (("'ll", "will"), ("'re", "are"), ("'ve", "have"), ("'m", "am"), ("'d", "would"), ("'s", "'s")):
        if word.endswith(ending):
            return [word[: -len(ending)], full]
    if word in NUMBERS:
        return [str(NUMBERS[word])]
    if word == "percent":
        return ["%"]
    return [MONTHS[MONTH_NUMBERS[word] - 1] if word in MONTH_NUMBERS else word]


def departs(own: Sequence[Token], article: Sequence[Token], *, says: bool) -> str | None:
    """Why these words aren't those of one sentence of an article; None when they are.

    Args:
        own: the words of a draft, quoted ones among them.
        article: one sentence.
        says: words that attribute may be left out, because whose words these are is told beside them.
    """
    wanted = [token for token in own if not token.free]
    if not wanted:
        return "it says nothing"
    turning = TURNING if says else TURNING | ATTRIBUTES
    held = [n for n, token in enumerate(article) if not token.free]
    if len(wanted) < SHORTEST < len(held):
        return "it says too little of what it cites"
    for start, at in enumerate(held):
        if not _same(wanted[0], article[at]) or not _may_start(held[:start], article, at, turning):
            continue
        matched = _matched(wanted, held[start:], article, turning)
        if matched is not None and not _wrong_time(own, wanted, article, matched):
            return None
    known = {token.word for token in article}
    strange = next((token.raw for token in wanted if not any(_alike(token.word, word) for word in known)), None)
    if strange is not None:
        return f"{strange!r} doesn't stand in what it cites"
    return "it doesn't keep to the words of what it cites, in their order"


def _may_start(before: Sequence[int], article: Sequence[Token], at: int, turning: AbstractSet[str]) -> bool:
    """Whether a sentence may begin here: at the article's own beginning, or a part that nothing before turns."""
    left = [article[n].word for n in before]
    if all(word in function_words.OPENERS for word in left):
        return True
    if turning >= ATTRIBUTES:
        return False
    own_part = [n for n in range(at) if article[n].part == article[at].part and not article[n].free]
    return not own_part and not any(word in turning for word in left)


def _matched(
    wanted: Sequence[Token], held: Sequence[int], article: Sequence[Token], turning: AbstractSet[str]
) -> list[int] | None:
    """Where each wanted word stands in the article; None where they don't all, in this order, without a gap."""
    found: list[int] = []
    n = 0
    for token in wanted:
        while n < len(held) and not _same(token, article[held[n]]):
            skipped = _skippable(held, n, article, turning)
            if not found or skipped == n:
                return None
            n = skipped
        if n == len(held):
            return None
        found.append(held[n])
        n += 1
    return found if _may_end(held[n:], article, found[-1], turning) else None


def _skippable(held: Sequence[int], n: int, article: Sequence[Token], turning: AbstractSet[str]) -> int:
    """Behind what may be left out at a place: a filler, or a whole part; the place itself when nothing may."""
    token = article[held[n]]
    if token.word in turning:
        return n
    if token.word in function_words.FILLERS or (token.word.endswith("ly") and token.raw.islower()):
        return n + 1
    if n and article[held[n - 1]].part == token.part:
        return n
    behind = n
    while behind < len(held) and article[held[behind]].part == token.part:
        if article[held[behind]].word in turning:
            return n
        behind += 1
    return behind


def _may_end(left: Sequence[int], article: Sequence[Token], last: int, turning: AbstractSet[str]) -> bool:
    """Whether a sentence may end here although the article's has more."""
    if not left:
        return True
    rest = [article[n] for n in left]
    same_part = [token for token in rest if token.part == article[last].part]
    if same_part and same_part[0].word not in function_words.ADDS_DETAIL:
        return False
    behind = article[left[0] - 1] if left[0] - 1 > last else None
    if same_part and behind is not None and behind.word in BE | HAVE_AND_DO:
        return False
    if turning >= ATTRIBUTES:
        return not any(token.word in turning for token in rest)
    following = [token for token in rest if token.part == article[last].part + 1]
    if following and following[0].word in function_words.JOINS_A_REASON:
        following = []  # a "not" in the reason doesn't turn what it is a reason for
    return not any(token.word in turning for token in (*same_part, *following))


def _same(own: Token, article: Token) -> bool:
    person, other = function_words.PERSONS.get(own.word), function_words.PERSONS.get(article.word)
    if person or other:
        return person == other or person in function_words.PERSONS_REPORTED.get(other or "", ())
    if own.word == function_words.MODALS_REPORTED.get(article.word):
        return True
    if own.raw[:1].isupper() and article.raw[:1].isupper() and own.word != article.word:
        return False  # names have no endings: "Holms" is somebody else
    return _alike(own.word, article.word)


def _alike(one: str, other: str) -> bool:
    """Whether two words are one but for an ending that reported speech changes."""
    if one == other:
        return True
    if min(len(one), len(other)) < 3 or not (one.isalpha() and other.isalpha()):
        return False
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    endings = sorted((one[shared:], other[shared:]), key=len)
    return shared >= 3 and tuple(endings) in SAME_WORD_ENDINGS


def _wrong_time(
    own: Sequence[Token], wanted: Sequence[Token], article: Sequence[Token], matched: Sequence[int]
) -> bool:
    """Whether a "is" or "has" of the sentence isn't the article's: "was mayor" is not "is mayor"."""
    present = {token.word for token in article} & PRESENT_TENSE or any(token.word == "'s" for token in article)
    helped = any(token.word in BE | HAVE_AND_DO for token in article[matched[0] : matched[-1]])
    if any(token.word in PRESENT_TENSE for token in own) and not present and (helped or not _apposed(article, matched)):
        return True
    place = dict(zip((id(token) for token in wanted), matched, strict=True))
    for n, token in enumerate(own):
        if token.word not in BE:
            continue
        before = next((place[id(t)] for t in reversed(own[:n]) if id(t) in place), None)
        behind = next((place[id(t)] for t in own[n + 1 :] if id(t) in place), None)
        if before is None or behind is None:
            continue
        between = article[before + 1 : behind]
        if not any(t.free and t.word not in _FREE for t in between) and article[before].part == article[behind].part:
            return True
    return False


def _apposed(article: Sequence[Token], matched: Sequence[int]) -> bool:
    """Whether two neighbours stand in different parts, as in "Mara Lindqvist, the harbour master"."""
    return any(article[a].part != article[b].part for a, b in pairwise(matched))
