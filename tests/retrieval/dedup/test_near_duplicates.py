"""Which articles are reprints of each other, and what is counted once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.dedup.near_duplicates import LEAST_ALIKE, MOST_COMPARED, Reprints, fingerprint, is_reprint, shingles
from retrieval.library import Library
from retrieval.model import Article
from tests.retrieval.conftest import Open

WIRE = """The last ferry of the winter left the harbour of Norholm two hours late on Monday with ninety people aboard.
Ice as thick as a hand had closed the sound in the night, and the crew broke a channel with the help of a tug.
“The ice is thick and it will stay for weeks,” said Mara Lindqvist.
The harbour office expects no ship before the end of March and has asked the army for an icebreaker.
Shops on the island began to ration milk and bread on Tuesday, though the council called the shelves well filled.
“Nobody will go hungry on this island,” said Jon Holm.
Schools stay open, and the mail comes by air twice a week until the sound is clear again.
"""
LINES = WIRE.splitlines()
INTRO = "Islanders face a long winter without a boat, as our reporter found out on a windy quay this week."
QUOTES = [LINES[2], LINES[5]]
ANOTHER_REPORT = "\n".join(
    [
        "A cold wind met the few who had come to the town hall to hear what the authorities plan to do about ice.",
        QUOTES[0],
        "Behind the harbour master stood a map on which a red line marked where the thickest floes had been seen.",
        QUOTES[1],
        "Fishermen in the last row shook their heads, and one of them left before questions could be put to anybody.",
        "What will become of the spring timetable was not told, nor who would pay for a channel if one is broken.",
    ]
)


def article(text: str, publisher: str | None, day: int = 10, **told: str) -> Article:
    return Article(
        title=text[:30], text=text, publisher=publisher, published=date(2025, 2, day), path=f"{publisher}-{day}", **told
    )


FIRST = article(WIRE, "Coast Agency")


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(LINES[:5]),
        "\n".join([INTRO, *LINES[1:]]),
        WIRE.replace("“", "«").replace("”", "»"),
        WIRE.replace("“", "‘").replace("”", "’"),
        "\n".join([LINES[0], LINES[2], LINES[1], *LINES[4:]]),
        WIRE.replace("ninety people", "some 90 passengers").replace("Ice as thick as a hand", "Thick ice"),
        WIRE.upper(),
    ],
    ids=["tail", "intro", "guillemets", "single marks", "order", "words", "capitals"],
)
def test_what_outlets_do_to_a_reprint(text: str) -> None:
    """It stays one, whichever of the two came first."""
    other = article(text, "Island Post", 11)
    assert is_reprint(FIRST, other)
    assert is_reprint(other, FIRST)


def test_near_copies_that_are_none() -> None:
    """Two reports of a press conference, one outlet's update of its story, a brief, an item in a round-up."""
    assert not is_reprint(FIRST, article(ANOTHER_REPORT, "Island Post"))
    update = article("\n".join([INTRO, *LINES[:5], LINES[5].replace("go hungry", "starve")]), "Coast Agency", 11)
    assert not is_reprint(FIRST, update)
    assert not is_reprint(article(LINES[3], "A"), article(LINES[3] + " So be it.", "B"))
    rest_of_the_week = " ".join(f"event{number}" for number in range(600))
    assert not is_reprint(FIRST, article(f"{rest_of_the_week}\n{WIRE}", "Weekly Round-up", 11))


def test_outlets_that_are_not_known() -> None:
    """Without names the urls' hosts tell; without either only the same text with little changed is a reprint."""
    cut = "\n".join([INTRO, *LINES[1:6], LINES[6].replace("mail", "post")])
    told = [article(text, None, url=f"https://{host}/1") for text, host in ((WIRE, "a.example"), (cut, "b.example"))]
    assert is_reprint(*told)
    assert not is_reprint(told[0], article(cut, None, url="https://news.a.example/1"))
    assert not is_reprint(article(WIRE, None), article(cut, None))
    assert is_reprint(article(WIRE, None), article(WIRE + "So far.", None))


@given(st.text())
def test_any_text_has_a_fingerprint(text: str) -> None:
    """Equal for equal texts; nothing is a reprint of a text without words."""
    assert np.array_equal(fingerprint(shingles(text)), fingerprint(shingles(text)))
    assert fingerprint(shingles(text)).shape == (128,)


def test_a_fingerprint_stays_what_it_is() -> None:
    """Indexes keep fingerprints: another version must find the same for the same text."""
    assert fingerprint({1, 2, 3})[:4].tolist() == [277274469, 2241546430, 1311794348, 1610968749]
    assert fingerprint(set()).tolist() == [0xFFFFFFFF] * 128


def test_fingerprints_propose() -> None:
    """Reprints have enough in common, strangers haven't; more articles than there was room for at first."""
    one, cut, other = (fingerprint(shingles(text)) for text in (WIRE, "\n".join(LINES[:5]), ANOTHER_REPORT))
    assert (one == cut).sum() >= LEAST_ALIKE > (one == other).sum()
    known = {str(number): article(f"{number} {ANOTHER_REPORT}", "A") for number in range(3)} | {"x": FIRST}
    ids = [*(str(number) for number in range(1100)), "x"]
    _, found = Reprints(ids, np.stack([*[other] * 1100, one]), known.get).take(article("\n".join(LINES[:5]), "B"))
    assert found == (FIRST.id,)


def test_reports_written_to_one_form_are_compared_with_the_most_alike_only() -> None:
    """Else each takes longer than the one before. The true reprint is among those."""
    form = [f"{line} Number {number} of them, as every week, in the same words." for number, line in enumerate(LINES)]
    looked_up: list[str] = []

    def found(article_id: str) -> Article | None:
        looked_up.append(article_id)
        return reports.get(article_id)

    reports = {
        each.id: each
        for each in (article("\n".join([*form, f"Report {number}: {ANOTHER_REPORT}"]), "A") for number in range(300))
    }
    reports[FIRST.id] = FIRST
    known = np.stack([fingerprint(shingles(each.text)) for each in reports.values()])
    _, reprints = Reprints([*reports], known, found).take(article("\n".join(LINES[:5]), "B"))
    assert FIRST.id in reprints
    assert len(looked_up) <= MOST_COMPARED


CUT = article("\n".join([INTRO, *LINES[1:4]]), "Island Post", 12)
ADDED = article(WIRE + "“I was aboard myself,” said Erik Dahl.", "Gazette", 11)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_reprint_is_counted_once(opened: Open, order: Sequence[int]) -> None:
    """In whatever order they come: the first published leads, and only what the others add is theirs."""
    library = opened()
    told = (FIRST, ADDED, CUT)
    for number in order:
        library.add([told[number]])
    check_group(library)


def test_reprints_that_come_together(opened: Open) -> None:
    """In one ingest, and after a rebuild."""
    library = opened()
    report = library.add([CUT, FIRST, ADDED])
    assert (report.new, report.reprints) == ([CUT.path], [FIRST.path, ADDED.path])
    check_group(library)
    library.rebuild()
    check_group(library)


def check_group(library: Library) -> None:
    snapshot = library.snapshot()
    assert snapshot is not None
    catalog = snapshot.catalog
    assert catalog.coverage.articles == 1
    assert [each.id for each in catalog.without_copies()] == [FIRST.id]
    assert [each.publisher for each in catalog.copies_of(FIRST.id)] == ["Gazette", "Island Post"]
    assert {each.name: each.statements for each in catalog.speakers} == {
        "Mara Lindqvist": 1,
        "Jon Holm": 1,
        "Erik Dahl": 1,
    }
    repeated = {catalog.passages.at(row)[0].text.strip() for row in catalog.copies.passages}
    assert not any(INTRO in text and LINES[1] not in text for text in repeated)


def test_a_group_without_its_first(opened: Open) -> None:
    """The next one leads when it is forgotten, and counts in full."""
    library = opened()
    library.add([FIRST, CUT, ADDED])
    library.forget([FIRST.id])
    catalog = library.snapshot().catalog  # type: ignore[union-attr]
    assert [each.publisher for each in catalog.without_copies()] == ["Gazette"]
    assert [each.publisher for each in catalog.copies_of(CUT.id)] == ["Gazette"]
    assert next(each.statements for each in catalog.speakers if each.name == "Jon Holm") == 1
    library.forget([ADDED.id])
    assert library.snapshot().catalog.copies.of == {}  # type: ignore[union-attr]
