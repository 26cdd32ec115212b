"""The words of a question as they are meant: capitals, chat spellings, slips of the keyboard, blanks left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import ascii_lowercase

from rapidfuzz.distance import OSA

from retrieval.lang import languages
from retrieval.lang.en.function_words import REFLEXIVES, STOP_WORDS
from retrieval.lang.en.inflection import one_spelling
from retrieval.lang.en.people import PERSON_NOUNS, TITLES
from retrieval.lang.en.phrases import question_phrases as phrases
from retrieval.lang.en.question_words import CHAT_SPELLINGS, FRAME, OVERVIEW_WORDS
from retrieval.lang.en.speech_verbs import ASKS_FOR_WORDS, COMMUNICATES
from retrieval.lang.patterns import any_of
from retrieval.lang.tokens import fold, terms, words
from retrieval.lang.word_meaning import is_known_word
from retrieval.search.retriever import Retriever
from retrieval.search.selector import Names

SHORTEST_SLIP = 5
"""Letters of a word that may be a slip of the keyboard: one slip away from a shorter one stands another word."""

LONG = 7
"""Letters of a word that few others are one slip away from."""

SHORTEST_OWNER, SHORTEST_JOINED, LONGEST_JOINED, SHORTEST_PART, SHORTEST_SMALL = 4, 5, 24, 3, 2
"""Letters of a word that may lack its possessive's apostrophe, or be two words; and of each of those."""

SHORTEST_TITLED = 4
"""Words of a question whose capitals mean nothing where all have one: "What Did Holm Say"."""

_LONG_SMALL = re.compile(rf"(?<![\w’'-])[a-z]{{{SHORTEST_SLIP},{LONGEST_JOINED}}}(?=[’']s\b|(?![\w’'-]))")
_ENDED = re.compile(r"(?P<base>\w{2,}?)(?:(?<!e)(?:e[sd]|ers?|ing)|[sd]|rs?|re|ll|ve)")
_KEYS = ("qwertyuiop", "asdfghjkl.", "zxcvbnm...")
_VOWELS = "aeiouy"
_TAKEN_FOR = {
    letter: {
        *(_VOWELS if letter in _VOWELS else ""),
        *(key for near in _KEYS[max(row - 1, 0) : row + 2] for key in near[max(at - 1, 0) : at + 2]),
    }
    - {letter, "."}
    for row, keys in enumerate(_KEYS)
    for at, letter in enumerate(keys)
}
"""By letter, those that are typed for it."""
_FRAMES = FRAME | OVERVIEW_WORDS
_LISTED = _FRAMES | PERSON_NOUNS | ASKS_FOR_WORDS | COMMUNICATES
_WORD = re.compile(r"(?<![\w'’-])[^\W\d_]+(?![\w'’-])")
_SMALL_WORDS = _FRAMES | STOP_WORDS | ASKS_FOR_WORDS
_CHAT = re.compile(rf"(?<![\w’'.&/-]){any_of(CHAT_SPELLINGS)}(?![\w’'.&/-])")
_HIMSELF = re.compile(rf"(?P<who>\b[^\W\d_]\w+)\s+{any_of(REFLEXIVES)}\b")


def as_written(text: str) -> str:
    """A question in small letters where capitals mean nothing, chat spellings in full, and "not" with its apostrophe.

    "What Did Holm Say", "WHAT DID HOLM SAY", "wot did holm say abt it", "why didnt holm pay".
    """
    found = _WORD.findall(text)
    is_titled = len(found) >= SHORTEST_TITLED and all(each[0].isupper() for each in found)
    if is_titled and any(fold(each) in _SMALL_WORDS for each in found):
        text = text.lower()
    if _CHAT.search(text) is not None and not languages.is_foreign(text):
        text = _CHAT.sub(lambda word: CHAT_SPELLINGS[fold(word[0])], text)
    return phrases.NOT_IN_HASTE.sub(r"\1n't", text)


def about_spelt(text: str, names: Names) -> str:
    """A question in which "about" is spelt so: a letter lost, doubled or out of place hides the topic behind it."""

    def mended(found: re.Match[str]) -> str:
        word = found[0]
        is_another = len(word) == len("about") and sorted(word) != sorted("about")  # abort
        is_slip = OSA.distance(word, "about", score_cutoff=1) == 1 and not is_another
        return "about" if is_slip and not names.is_word(word) else word

    return re.sub(r"\b[a-z]{4,6}\b", mended, text)


def as_the_articles_spell(text: str, known: Retriever) -> str:
    """A question with names without "himself", possessives with their apostrophe, and words apart as in the articles.

    "Quotes from Holm himself", "the mayors wife", "holms plan" where nobody is called Holms, "coastguard" where the
    articles only have "coast guard"; and with its "did": "what the mayor say".
    """
    names = known.names

    def spelt(found: re.Match[str]) -> str:
        word = found[0]
        bare, last = word[:-1], fold(word[-1:])
        behind = _WORD.match(text, found.end() + 1)
        if last == "s" and len(word) > SHORTEST_OWNER and not bare.endswith("s"):
            is_owner = behind is not None and fold(behind[0]) in PERSON_NOUNS
            is_owner = is_owner and (fold(bare) in PERSON_NOUNS or bool(names.find(bare)))
            if is_owner or (names.bearing(fold(bare)) and not names.bearing(fold(word))):
                return f"{bare}’s"
        return _apart(word, known) or word

    def alone(found: re.Match[str]) -> str:
        who = found["who"]
        return who if who[0].isupper() or names.bearing(fold(who)) else found[0]

    spelt_so = _WORD.sub(spelt, _HIMSELF.sub(alone, text))
    return phrases.LACKS_DID.sub(r"\g<asks> did \g<who>", spelt_so)


def _apart(word: str, known: Retriever) -> str | None:
    """A word as two, where it is none: as the articles have them side by side, or one of questions and any other.

    "coastguard" where they only have "coast guard", "sayabout", "thebridge", "aboutHolm", "Holmsay".
    """
    names, folded = known.names, fold(word)
    is_long = SHORTEST_JOINED <= len(word) <= LONGEST_JOINED and re.fullmatch("[A-Za-z]+", word)
    if not is_long or names.is_word(folded) or names.bearing(folded) or folded in _FRAMES:
        return None
    apart = [(word[:cut], word[cut:]) for cut in range(SHORTEST_SMALL, len(word) - SHORTEST_SMALL + 1)]
    if word[0].isupper():
        long = (pair for pair in apart if len(pair[1]) >= SHORTEST_PART and fold(pair[1]) in _SMALL_WORDS)
        return next((" ".join(pair) for pair in long if names.bearing(fold(pair[0]))), None)
    written = [pair for pair in apart if min(map(len, pair)) >= SHORTEST_PART and fold(pair[0]) not in TITLES]
    written = [pair for pair in written if all(names.is_word(fold(part)) for part in pair)]
    if (both := next((each for each in map(" ".join, written) if known.passages_naming(each)), None)) is not None:
        return both
    if _is_english(folded) or any(_is_written(each, known) for each in one_slip_from(folded)):
        return None
    meant = [pair for pair in apart if _small(pair) and all(_is_a_word(fold(part), known) for part in pair)]
    return " ".join(max(meant, key=_small)) if meant else None


def _small(parts: Iterable[str]) -> int:
    """Letters of the parts that are words of questions."""
    return sum(len(part) for part in parts if fold(part) in _SMALL_WORDS)


def _is_a_word(word: str, known: Retriever) -> bool:
    return word in _SMALL_WORDS or known.names.is_word(word) or is_known_word(word)


def without_slips(text: str, known: Retriever) -> str:
    """A question with each word that neither the articles nor English have as the commonest that is one slip away.

    A slip leaves out, doubles, puts in, changes or swaps a letter, but seldom the first. One in a name that is known
    all the same is put right as the name has it.
    """
    is_word = known.names.is_word
    slips = [each for each in _LONG_SMALL.finditer(text) if not (_is_english(each[0]) or is_word(each[0]))]
    if not slips or languages.is_foreign(text):
        return text
    names = known.names.find(text)
    for slip in reversed(slips):
        inside = [each for each in names if each.start < slip.end() and slip.start() < each.end]
        called = {word for each in inside for row in each.rows for word in words(known.speakers[row].name)}
        called |= {word.removesuffix("s") for word in called}
        near = [each for each in one_slip_from(slip[0]) if (each in called if inside else _is_written(each, known))]
        if near:
            meant = min(near, key=lambda each: (each not in _FRAMES, sum(map(known.weight, terms(each))), each))
            text = f"{text[: slip.start()]}{meant}{text[slip.end() :]}"
    return text


def _is_written(word: str, known: Retriever) -> bool:
    """Whether a folded word frames questions, or stands in the articles, but for the ending of several.

    Or is a long one of English: the short have too many that look like them.
    """
    if word in _FRAMES or (len(word) >= LONG and is_known_word(word)):
        return True
    forms = (word, f"{word}s", word.removesuffix("s"))
    return known.names.is_word(word) and any(known.is_mostly_small(each) or known.is_a_name(each) for each in forms)


def _is_english(word: str) -> bool:
    """Whether a folded word is a common one of English, or one with another ending is: "boosters", "theyd"."""
    ended = _ENDED.fullmatch(word)
    bases = (ended["base"], f"{ended['base']}e") if ended is not None else ()
    return any(is_known_word(one_spelling(each)) or each in _LISTED for each in (word, *bases))


def one_slip_from(word: str) -> set[str]:
    """What somebody may have meant who typed a word, letters of a to z, with one slip behind its first letter.

    A letter is changed into one beside it on the keyboard, or a vowel into another.
    """
    cuts = [(word[:n], word[n:]) for n in range(1, len(word) + 1)]
    left_out = (f"{a}{letter}{b}" for a, b in cuts for letter in ascii_lowercase)
    changed = (f"{a}{letter}{b[1:]}" for a, b in cuts if b for letter in _TAKEN_FOR[b[0]])
    put_in = (f"{a}{b[1:]}" for a, b in cuts if b)
    swapped = (f"{a}{b[1]}{b[0]}{b[2:]}" for a, b in [("", word), *cuts] if len(b) > 1)
    return {*left_out, *changed, *put_in, *swapped} - {word}
