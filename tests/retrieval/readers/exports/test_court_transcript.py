"""Transcripts of courts."""

from __future__ import annotations

import time

from retrieval.readers.exports.court_transcript import without_line_numbers

_PAGE = """                                     214
 1             IN THE CIRCUIT COURT FOR DALE COUNTY
 2   ROY REYES, having been duly sworn, testified as follows:
 3               DIRECT EXAMINATION
 4   BY MS. CALLOWAY:
 5   Q.   Where were you at nine?
 6   A.   By the feed store. A truck went past at about
 7        sixty and turned in.
 8   MR. DOBBS:  Objection.
 9   THE COURT:  Overruled.
"""


def test_questions_and_answers_are_turns_of_those_who_speak() -> None:
    assert without_line_numbers(_PAGE).split("\n\n")[2:] == [
        "DIRECT EXAMINATION",
        "MS. CALLOWAY: Where were you at nine?",
        "ROY REYES: By the feed store. A truck went past at about sixty and turned in.",
        "MR. DOBBS:  Objection.",
        "THE COURT:  Overruled.",
    ]


def test_who_is_sworn_in_behind_a_turn_answers() -> None:
    """Not a part of what was said before."""
    lines = [
        "THE COURT:  Call your witness.",
        "ROY REYES, having been duly sworn, testified as follows:",
        *("BY MS. CALLOWAY:", "Q.   Where were you?", "A.   By the feed store.") * 3,
    ]
    page = "\n".join(f" {number}   {line}" for number, line in enumerate(lines, start=1))
    found = without_line_numbers(page).split("\n\n")
    assert found[0] == "THE COURT:  Call your witness."
    assert "ROY REYES: By the feed store." in found


def test_who_answers_is_the_witness_where_nobody_is_sworn_in() -> None:
    assert "THE WITNESS: By the feed store." in without_line_numbers(_PAGE.replace("sworn", "seated"))


def test_another_text_stays_as_it_is() -> None:
    listed = "\n".join(f"{n}. Ice floe number {n}" for n in range(1, 12))
    asked = "Q. Where were you?\nA. On the ice."
    for text in (listed, asked, _PAGE.replace("Q.", "K.")):
        assert without_line_numbers(text) == text


def test_long_lines_take_no_longer_than_they_are() -> None:
    begun = time.monotonic()
    without_line_numbers("\n".join(f"{n} a{' ' * 100_000}b" for n in range(1, 10)))
    assert time.monotonic() - begun < 2
