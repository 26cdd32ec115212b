"""Texts become terms the same way at ingest and at a question, whatever the text is."""

from __future__ import annotations

import threading
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.lang.en.function_words import STOP_WORDS
from retrieval.lang.tokens import LONGEST_WORD, fold, terms, words

ANY = st.text(st.characters(), max_size=60)


@given(ANY)
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is its own fold."""
    assert fold(fold(text)) == fold(text)


@given(ANY)
def test_letter_case_and_normal_forms_fold_to_the_same(text: str) -> None:
    """Composed, decomposed and compatibility forms of a text compare equal."""
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert fold(unicodedata.normalize(form, text)) == fold(text)


@given(ANY)
def test_what_is_left_has_no_combining_marks(text: str) -> None:
    """Accents are off, also those that folding itself brings."""
    assert not any(unicodedata.combining(char) for char in fold(text))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź", "lodz"),
        ("Müller", "muller"),
        ("İstanbul", "istanbul"),
        ("Işık", "isik"),
        ("ISIK", "isik"),
        ("Ærø", "aero"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("ﬁnance", "finance"),
        ("Ｆｕｌｌ", "full"),
        ("Zelenskyy’s", "zelenskyy's"),
        ("Nguyễn", "nguyen"),
        ("Їжак", "іжак"),
        ("Fe\u00admi\u200b A\u2060de\ufeff", "femi ade"),
    ],
)
def test_names_compare_without_accents(text: str, folded: str) -> None:
    """As a person types them on another keyboard."""
    assert fold(text) == folded


def test_a_letter_that_expands_stays_in_bounds() -> None:
    """U+FDFA becomes eighteen characters; 100,000 of them are words of bounded length, in bounded time."""
    started = time.process_time()
    found = words("\ufdfa" * 100_000)
    assert time.process_time() - started < 5
    assert max(len(word) for word in found) <= LONGEST_WORD


def test_possessives_and_apostrophes() -> None:
    """ "Trump's", straight or curly, is "trump"; "O'Brien" is one word; marks and underscores are none."""
    assert words("Trump's Trump’s O’Brien rock_and-roll — “Yes!”") == [
        "trump",
        "trump",
        "o'brien",
        "rock",
        "and",
        "roll",
        "yes",
    ]


@given(ANY)
def test_terms_are_stems_without_stop_words(text: str) -> None:
    """None is empty, none is longer than a word may be, and a repeated text gives each twice."""
    found = terms(text)
    assert all(0 < len(term) <= LONGEST_WORD for term in found)
    assert terms(f"{text} {text}") == found * 2


def test_stop_words_and_endings() -> None:
    """What is too common is out; forms of a word meet."""
    assert terms("The negotiators were negotiating about it") == ["negoti", "negoti"]
    assert terms(" ".join(STOP_WORDS)) == []


def test_lone_surrogates_control_characters_and_emoji() -> None:
    """What can't be written in UTF-8 is no word and no error."""
    assert terms("\ud800ferry\x00 \u202eice\u200f 👩‍🚀 \udfff") == ["ferri", "ice"]


def test_threads_stem_alike() -> None:
    """A stemmer isn't shared between threads."""
    expected = terms("ferries sailing negotiations icebreakers")
    found: list[list[str]] = []

    def stem() -> None:
        found.extend(terms("ferries sailing negotiations icebreakers") for _ in range(200))

    threads = [threading.Thread(target=stem) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(each == expected for each in found)
    assert len(found) == 800
