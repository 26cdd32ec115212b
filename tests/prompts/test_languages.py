"""What the bot says around its answers, in other languages."""

from __future__ import annotations

from pathlib import Path

import pytest

import prompts.languages
from prompts import Plural, PromptError, Reply, replies
from prompts.languages import LANGUAGES, in_every_language, in_language, load


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_what_the_others_have(language: str) -> None:
    """Each with the placeholders of the English text, or it fails at load."""
    assert load(language).keys() == load("de").keys()
    english = {name: vars(replies)[name] for name in load(language)}
    same = {name for name, said in load(language).items() if said == english[name]}
    assert same <= {"BUTTON_SOURCES"}  # a word of French, too
    for name, said in load(language).items():
        if isinstance(said, Reply):
            assert said.names == english[name].names
    assert load(language)["COMMANDS"].keys() == replies.COMMANDS.keys()  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_telegram_shows_has_room(language: str) -> None:
    """Descriptions of the bot and of its commands (Bot API)."""
    assert len(in_language(replies.DESCRIPTION, language)) <= 512
    assert len(in_language(replies.SHORT_DESCRIPTION, language)) <= 120
    assert all(len(each) <= 256 for each in in_language(replies.COMMANDS, language).values())


def test_a_reply_is_found_by_what_it_is() -> None:
    """A text, one with placeholders, one with a number, a table; a variant of a language is that language."""
    assert in_language(replies.CANCELLED, "de") == "Abgebrochen."
    assert in_language(replies.INVITED_ONLY, "pt-br").format(id=7).endswith("o seu número é 7.")
    assert in_language(replies.IN_SECONDS, "FR-ca").of(3) == "dans 3 secondes"
    assert in_language(replies.COMMANDS, "es")["latest"] == "Qué hay de nuevo"
    assert replies.NO_TEXT in in_every_language(replies.NO_TEXT)
    assert len(in_every_language(replies.NO_TEXT)) == len(LANGUAGES) + 1


@pytest.mark.parametrize("language", [None, "", "en", "xx", "../de", "d", "\x00"])
def test_other_languages_fall_back_to_english(language: str | None) -> None:
    """And so does a reply that a language lacks, or a text that is none."""
    assert in_language(replies.CANCELLED, language) == replies.CANCELLED
    assert in_language(replies.STATEMENTS, "de") is replies.STATEMENTS
    assert in_language("What is said nowhere", "de") == "What is said nowhere"


@pytest.mark.parametrize(
    "content",
    [
        'NO_SUCH_REPLY = "Was?"',
        'listed = "Was?"',
        'CANCELLED = "Abgebrochen {warum}."',
        'INVITED_ONLY = "Nur für Eingeladene."',
        'INVITED_ONLY = "Nur für Eingeladene: {number}."',
        'CANCELLED = ""\n[COMMANDS]\nfly = "Fliegen"',
        'QUESTIONS = "Fragen"',
        '[QUESTIONS]\none = "eine"\nmany = "{k}"',
        "CANCELLED = 7",
    ],
)
def test_what_does_not_fit_the_english_fails_at_load(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file and the reply are named."""
    (tmp_path / "de.toml").write_text(content, encoding="utf-8")
    monkeypatch.setattr(prompts.languages, "files", lambda _: tmp_path)
    load.cache_clear()
    with pytest.raises(PromptError):
        load("de")
    load.cache_clear()


def test_numbers_are_said_for_one_and_many() -> None:
    for language in LANGUAGES:
        said = load(language)["QUESTIONS"]
        assert isinstance(said, Plural)
        assert said.of(5) != said.of(1)
