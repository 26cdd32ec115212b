"""English is told from other languages by letters and small words, whatever the articles hold."""

from __future__ import annotations

import pytest

from retrieval.lang.languages import is_foreign


@pytest.mark.parametrize(
    "text",
    [
        "Was sagte Trump über Mexiko?",
        "Wer hat das gesagt?",
        "Que dit Hillary Clinton des impôts ?",
        "Qu'a dit Peskov sur les migrants ?",
        "¿Cuántos drones lanzó Rusia contra Kiev?",
        "Qué opina Sanders de los bancos",
        "Cosa ha detto Trump del muro?",
        "O que disse Trump sobre o México?",
        "Waarom zei Rutte dat niet?",
        "Vad sa Trump om muren?",
        "Co Tusk powiedział o podatkach?",
        "Trump Meksika hakkında ne dedi?",
        "Ce a spus Trump despre Mexic?",
        "Mitä Trump sanoi muurista?",
        "Trump nói gì về Mexico?",
        "Що сказав Трамп?",
        "Τι είπε ο Τραμπ;",
        "ماذا قال ترامب؟",
        "特朗普说了什么？",
        "トランプは何と言いましたか",
    ],
)
def test_other_languages(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "What did Le Monde say about la Niña and Das Kapital?",
        "who quoted “Que sera sera” and when",
        "Trump Mexico wall",
        "los angeles fire latest",
        "wat did lula's spokesman say yday",
        "waht is hapening in teh protests",
        "and Merz?",
        "Łukasz Wójcik",
        "",
        "?! 12 🚢",
    ],
)
def test_english_and_what_has_no_language(text: str) -> None:
    assert not is_foreign(text)
