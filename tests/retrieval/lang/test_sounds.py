"""A name is known again as other languages write it."""

from __future__ import annotations

import time

import pytest

from retrieval.lang.sounds import likeness, stands_in


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Zelensky", "Що сказав Зеленський про НАТО?"),
        ("Zelensky", "Was sagte Selenskyj?"),
        ("Putin", "Qu'a dit Poutine ?"),
        ("Putin", "Кто говорил с Путиным?"),
        ("McFaul", "Что сказал Макфол?"),
        ("Lindqvist", "Τι είπε ο Λίντκβιστ για τη γέφυρα;"),
        ("Trump", "ماذا قال ترامب عن الجسر؟"),
        ("Trump", "トランプは何と言いましたか。"),
        ("Trump", "트럼프는 무엇을 말했습니까?"),
        ("Trump", "ट्रम्प ने क्या कहा?"),
        ("Holm", "Co powiedział Holma o moście?"),
        ("Holm", "霍尔姆对大桥说了什么？"),
    ],
)
def test_a_name_in_another_language(name: str, text: str) -> None:
    assert stands_in(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Holm", "Что сказал Линдквист о мосте?"),
        ("Price", "Was hat Holm über die Brücke gesagt?"),
        ("Lindqvist", "Was hat Holm gesagt?"),
        ("Holm", "ماذا قال ترامب عن الجسر؟"),
        ("Holm", "トランプは橋について何と言いましたか。"),
        ("Holm", ""),
        ("Holm", "؟ — 12"),
    ],
)
def test_another_name_is_none(name: str, text: str) -> None:
    assert not stands_in(name, text)


def test_likeness_tells_the_nearest_of_several_names() -> None:
    """By consonants: endings and vowels differ from language to language."""
    assert likeness("Zelensky", "Зеленський") > likeness("Zalenco", "Зеленський")
    assert likeness("Kyiv", "Києві") == 1
    assert likeness("Holm", "Зеленський") == 0


def test_a_word_without_end_is_no_name_and_takes_no_time() -> None:
    """A thousand names are held against a ligature that stands for eighteen letters, five thousand times."""
    began = time.process_time()
    assert not any(likeness("Lindqvist", word) for word in ["\ufdfa" * 5_000] * 1_000)
    assert not any(stands_in("Lindqvist", word) for word in ["Линдквист" * 5_000] * 10)
    assert time.process_time() - began < 1
