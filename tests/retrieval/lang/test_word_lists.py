"""English stands in retrieval/lang/en only: no other module spells out months, verbs of speech or any list of words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from lxml.html import defs

import bot
import prompts
import retrieval
from retrieval.lang.en.inflection import forms
from retrieval.lang.en.numbers import NUMBERS, ORDINALS
from retrieval.lang.en.people import ADDRESS_GENDER
from retrieval.lang.en.speech_verbs import lemmas
from retrieval.lang.en.times import UNMISTAKABLE_MONTHS, WEEKDAYS

ROOTS = [Path(package.__file__ or "").parent for package in (bot, retrieval, prompts)]
ENGLISH = Path(retrieval.__file__ or "").parent / "lang" / "en"

MOST_WORDS = 12
"""Words of a list from which on it is data; fewer may be a rule of the module's own."""

ALLOWED = {
    "bot/answering/query/intent_classifier.py": "the names of intents",
    "retrieval/dedup/canonical_url.py": "the parameters of links have no language",
    "retrieval/readers/mail_file.py": "mail programs of several languages mark what they forward",
}

TELLS = frozenset(form for lemma in lemmas("say") if lemma != "answer" for form in forms(lemma)[1:-1])
"""Verbs of speech as articles use them: "said", "says". The bare form is also the name of a command or a field, and
what the bot gives are answers."""

DATES = UNMISTAKABLE_MONTHS | set(WEEKDAYS)
KINDS: dict[str, frozenset[str]] = {
    "months and weekdays": DATES | {"march", "may"},
    "verbs of speech": TELLS,
    "numbers": frozenset(NUMBERS) - {"one", "zero"} | {"two"},
    "ordinals": frozenset(ORDINALS),
    "forms of address": frozenset(word for word in ADDRESS_GENDER if word.startswith("m")),
}


def modules() -> Iterator[tuple[str, Path]]:
    for root in ROOTS:
        for path in sorted(root.rglob("*.py")):
            if not path.is_relative_to(ENGLISH):
                yield path.relative_to(root.parent).as_posix(), path


def texts(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    """String literals other than docstrings; f-strings without their values; the literals of a collection as one."""
    inside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inside.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            inside.update(map(id, ast.walk(node)))
            inside.discard(id(node))
    for node in ast.walk(tree):
        if id(node) in inside:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node, node.value
        elif isinstance(node, ast.JoinedStr):
            yield node, "".join(each.value if isinstance(each, ast.Constant) else "\0" for each in node.values)
        elif isinstance(node, ast.Set | ast.List | ast.Tuple):
            yield node, "|".join(str(each.value) for each in node.elts if isinstance(each, ast.Constant))


def stand_together(text: str, words: frozenset[str], found: list[re.Match[str]]) -> bool:
    """Whether two of these words are neighbours in a list or an alternation, as they hardly are in a sentence.

    Args:
        text: where they stand.
        words: which words.
        found: every word of the text.
    """
    return any(
        one[0] in words and other[0] in words and re.fullmatch(r"[\s|()?:]+", text[one.end() : other.start()])
        for one, other in pairwise(found)
    )


def is_list(words: list[str]) -> bool:
    """Whether these are many words of a language; few of them may be anything else, as in lists of fields."""
    plain = [word for word in words if re.fullmatch(r"[a-z][a-z'’?-]*", word) and word not in defs.tags]
    return len(words) >= MOST_WORDS and len(plain) > 0.8 * len(words)


def alternatives(text: str) -> list[str]:
    """The parts of a regular expression between ``|`` that hold a word."""
    return [part for part in re.sub(r"\\.|\[[^]]*\]", "", text).split("|") if re.search("[a-z]{2}", part)]


def faults(source: str) -> list[str]:
    """The lists of words that a module holds: its line, what they are, and how the literal begins."""
    tree = ast.parse(source)
    split = {
        id(call.func.value)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "split"
    }
    found = []
    for node, text in texts(tree):
        found_here = list(re.finditer(r"[a-z]+", text))
        kinds = [kind for kind, words in KINDS.items() if stand_together(text, words, found_here)]
        kinds += [word for word in re.findall(r"\b[a-z]+\b", text) if word in DATES][:1]
        if id(node) in split and is_list(text.split()):
            kinds.append("words")
        if isinstance(node, ast.Constant | ast.JoinedStr) and len(alternatives(text)) >= MOST_WORDS:
            kinds.append("alternatives")
        found += [f"line {node.lineno}: {kind}: {text[:60]!r}" for kind in kinds]
    return found


def test_lists_of_english_words_stand_in_the_language_only() -> None:
    """Another language, or a word more, is a change in one place."""
    found = {
        name: held for name, path in modules() if name not in ALLOWED and (held := faults(path.read_text("utf-8")))
    }
    assert found == {}


def test_what_is_allowed_is_needed() -> None:
    """An exception that nothing needs any more goes."""
    assert [name for name, path in modules() if name in ALLOWED and not faults(path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    "source",
    [
        'WORDS = frozenset("a about after all also an and any are as at be".split())',
        'SAID = re.compile(r"\\b(?:said|says)\\b")',
        'SAID = ("said", "added")',
        'WHEN = rf"(?:last )?{week}|monday"',
        'COUNT = re.compile("one|two|three")',
        'VERBS = re.compile(r"(?:go|come|see|hear|find|lose|win|take|give|make|do|bring)(?: it)?")',
        'TITLE = re.compile("mr|mrs|ms")',
    ],
)
def test_a_list_is_found_in_any_form(source: str) -> None:
    """Whether it is split, an alternation, or a collection of literals."""
    assert faults(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""What Holm said, says nobody."""',
        'ANSWER = "Nobody said that in the articles, and no one asked for it before; the nearest follows."',
        'BLOCKS = frozenset("p div li ul ol dl dt dd table tbody tr td th".split())',
        'FIELDS = ("title", "published", "author")',
    ],
)
def test_sentences_and_names_of_fields_are_no_lists(source: str) -> None:
    """Docstrings, what the bot says, tags of HTML, fields of JSON."""
    assert not faults(source)


@pytest.mark.parametrize(
    ("lemma", "past"),
    [("brag", "bragged"), ("fret", "fretted"), ("quip", "quipped"), ("blurt", "blurted"), ("shout", "shouted")],
)
def test_a_last_letter_is_doubled(lemma: str, past: str) -> None:
    """Behind one short vowel, and behind no two letters."""
    assert forms(lemma)[2] == past
