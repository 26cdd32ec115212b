"""Text that was damaged before it came here."""

from __future__ import annotations

import json

import pytest

from retrieval.errors import UnreadableArticle
from retrieval.model import Article
from retrieval.readers.decoding.damage import decoded_once, undamaged, without_entities
from retrieval.readers.source import REPAIRED, Tally
from tests.retrieval.readers.conftest import found_in

TEXT = "“The ice is thick – it’s old,” said José Núñez.\n\nThe café’s owner, Zoë Müller, said: “Naïve… 5 €.”"


@pytest.mark.parametrize("as_what", ["cp1252", "latin-1"])
def test_what_was_encoded_twice_is_as_it_was(as_what: str) -> None:
    """As Windows-1252 or as Latin-1."""
    whole = TEXT.replace("”", '"')  # its last byte is none of Windows-1252
    damaged = whole.encode().decode(as_what)
    assert undamaged(damaged, "a.txt") == whole
    told = Tally()
    for name in ("a.txt", "a.json", "a.html"):
        page = "".join(f"<p>{each}</p>" for each in damaged.split("\n\n"))
        content = {"a.json": json.dumps({"text": damaged}), "a.html": f"<html><body>{page}</body></html>"}
        (article,) = found_in(content.get(name, damaged).encode(), name, skipped=told)
        assert isinstance(article, Article), article
        assert article.text == whole
    assert told == {REPAIRED: 3}


def test_control_characters_are_the_signs_that_windows_has_there() -> None:
    """Text that was read as Latin-1; a line's end alone stays one."""
    told = Tally()
    assert undamaged("\x93It\x92s old\x85\x94 said José.", "a.txt", told) == "“It’s old…” said José."
    assert told == {REPAIRED: 1}
    assert undamaged("Old.\x85Older.", "a.txt") == "Old.\x85Older."


def test_escapes_of_json_are_the_signs_that_they_name() -> None:
    """Where they stand for all marks of a text; in one that shows them they stay."""
    told = Tally()
    assert undamaged("\\u201cNo,\\u201d Jos\\u00e9 said.", "a.txt", told) == "“No,” José said."
    assert told == {REPAIRED: 1}
    for text in ("Write \\u201c for a mark.", "“Write \\u201c or \\u201d,” he said.", "See C:\\users\\ute."):
        assert undamaged(text, "a.txt") == text


ABOUT_DAMAGE = (
    "The word “cafÃ©” is what a broken program makes of café, clerk Ane Lo said.",
    "“They write ‘cafÃ©’ there,” clerk Ane Lo said.",
)
QUESTIONS = (
    "Who? What? “Why,” she asked. Isn?t it? It?s so.",  # the marks are whole
    "Was it Smith,? he asked. Is it?",
    "Set ?debug or ?verbose behind the address a.example/x?s=1 to see it.",
    "Who?s there? Nobody.",
)


@pytest.mark.parametrize(
    "text",
    [
        *(TEXT, "São João, ÂNGELA e a MAÇÃ", "Ã la carte, â la mode", "plain", "Ångström Ä"),
        *ABOUT_DAMAGE,
        *QUESTIONS,
    ],
)
def test_other_texts_are_as_they_were(text: str) -> None:
    """Letters that also stand in damaged text."""
    assert undamaged(text, "a.txt") == text
    assert decoded_once(text) == text


def test_a_lost_character_is_told_with_its_line() -> None:
    """It is nowhere to be had; what is left of a mark that was encoded twice is lost, too."""
    with pytest.raises(UnreadableArticle, match=r"a\.txt, line 3: a character is lost in its text \('.*thick"):
        undamaged("The ferry.\n\n\ufffdThe ice is thick,\ufffd said Mara.", "a.txt")
    with pytest.raises(UnreadableArticle, match="line 1: a character is lost"):
        undamaged("â€œThe ice is thick,â€\ufffd said JosÃ©.", "a.txt")


def test_letters_lost_to_question_marks_are_told() -> None:
    """An encoding without curled marks left them for each; which was which is nowhere to be had."""
    with pytest.raises(UnreadableArticle, match=r"line 3: a character is lost in its text .*\?The cranes"):
        undamaged("Cranes\n\n?The cranes are older,? Pia Lund said. She doesn?t know. The caf? is shut.", "a.txt")


def test_entities_are_decoded() -> None:
    """Named and numbered; what only looks like one stays."""
    assert without_entities("&ldquo;Ice &amp; fog,&#8221; she said &#x2014; twice") == "“Ice & fog,” she said — twice"
    assert without_entities("AT&T; R&D &c.; a & b") == "AT&T; R&D &c.; a & b"
