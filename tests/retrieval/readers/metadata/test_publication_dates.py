"""The day of publication, where a text certainly tells it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from retrieval.readers.metadata.publication_dates import day_in, day_of, day_told, is_believable, published_in
from retrieval.readers.source import UNREAD_DATE
from tests.retrieval.readers.conftest import Read

BODY = "The minister left on Monday. She said nothing.\n\nHer aides left on Tuesday, at noon."


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"Published: 12 February 2025\n\n{BODY}", date(2025, 2, 12)),
        (f"Minister leaves\n\nPosted on Feb. 12, 2025\n\n{BODY}", date(2025, 2, 12)),
        (f"{BODY}\n\nFirst published: 2025-02-12", date(2025, 2, 12)),
        (f"Published Wed, February 12, 2025, 10:30 GMT | Updated Feb. 13, 2025\n{BODY}", date(2025, 2, 12)),
        (f"Minister leaves\nBy Jane Doe\nFebruary 12, 2025\n\n{BODY}", date(2025, 2, 12)),
        (f"KYIV, Feb. 12, 2025 (AP) — {BODY}", date(2025, 2, 12)),
        (f"Brussels, Belgium, 12 February 2025 (AP) – {BODY}", date(2025, 2, 12)),
        (f"KYIV, Feb. 12, 2025 – {BODY}", date(2025, 2, 12)),
        (f"KYIV, Feb. 12 (AP) — {BODY}", None),
        (f"On Monday, 12 February 2025 – the last day – she left. {BODY}", None),
        (f"Published 12 February 2025 in a journal, the study is new. {BODY}", None),
        (f"The palace in Kyiv, Ukraine, Feb. 12, 2025. (Agency Photo)\n\n{BODY}", None),
        (f"On February 12, 2025, the minister left. {BODY}", None),
        (f"{BODY}\n\nOn 12 February 2025 – a Wednesday – she left.", None),
        (f"Published: 31 February 2025\n\n{BODY}", None),
        (f"Published: 12 February 2025\nPosted: 13 February 2025\n\n{BODY}", None),
        (f"Updated: 12 February 2025\n\n{BODY}", None),
    ],
)
def test_a_day_counts_when_it_is_certain(read: Read, text: str, day: date | None) -> None:
    """A line that says when it was published, or a dateline with a year; never a date in passing."""
    assert read(text).published == day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("26-FEB-1987 15:01:01.79", date(1987, 2, 26)),
        (" 9-MAR-1987 05:03:09.75", date(1987, 3, 9)),
        ("Thu, 05 Mar 87 10:00:00 GMT", date(1987, 3, 5)),
        ("Thu, 06 Mar 2025 10:00:00 +0000", date(2025, 3, 6)),
        ("5 Mar 07 10:00 EST", date(2007, 3, 5)),
        ("Fri Mar 07 10:00:00 +0000 2025", date(2025, 3, 7)),
        ("05/Mar/2025:10:00:00 +0100", date(2025, 3, 5)),
        ("2025/02/10 10:00:00", date(2025, 2, 10)),
        ("20250210T101500Z", date(2025, 2, 10)),
        ("20250210", date(2025, 2, 10)),
        ("13/02/2025", date(2025, 2, 13)),
        ("02/13/2025 10:00", date(2025, 2, 13)),
        ("03.04.2025", date(2025, 4, 3)),
        ("03/03/2025", date(2025, 3, 3)),
        ("03/04/2025", None),
        ("12 May 25", None),
        ("31/02/2025", None),
        ("20251399", None),
        ("2025110", None),
        ("1234567890", None),
        ("May 2025", None),
        ("2025-03-04 10:00:00+00", date(2025, 3, 4)),
        ("4 mars 2025", date(2025, 3, 4)),
        ("Dienstag, 4. März 2025, 10:15", date(2025, 3, 4)),
        ("Mittwoch, 4. März 2025", None),
        ("4 de marzo de 2025", date(2025, 3, 4)),
        ("4 марта 2025 г.", date(2025, 3, 4)),
        ("4 sztuki 2025", None),
        ("2025年3月4日 10:15", date(2025, 3, 4)),
        ("Mon, 4 Mar 2025 10:00:00 GMT", None),
        ("Monday, March 4, 2025", None),
    ],
)
def test_days_as_data_writes_them(written: str, day: date | None) -> None:
    """Every form that has one reading; what could be two days is none."""
    assert day_of(written) == day


def test_a_day_to_come_and_the_first_of_1970_are_not_believed() -> None:
    """They stand where a clock was wrong or a time stamp is missing."""
    today = datetime.now().astimezone().date()
    assert is_believable(today)
    assert is_believable(date(1970, 1, 2))
    assert not is_believable(date(1970, 1, 1))
    assert not is_believable(today + timedelta(days=3))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("March 5, 2025 Wednesday 10:00 PM GMT", date(2025, 3, 5)),
        ("Wednesday, 5 March 2025, late edition", date(2025, 3, 5)),
        ("from 5 March 2025 to 6 March 2025", None),
        ("late in March", None),
        ("March 4, 2025 | 10:15", date(2025, 3, 4)),
        ("Published: 4 March 2025", date(2025, 3, 4)),
        ("Updated: 9 June 2025 10:15. First published: 7 June 2025", date(2025, 6, 7)),
        ("Updated 4 March 2025", None),
        ("March 5, 2025 Monday 10:00 PM GMT", None),
    ],
)
def test_a_field_of_a_date_may_say_more(written: str, day: date | None) -> None:
    """Words around the day are left out; of two days none is certain."""
    assert day_in(written) == day


@pytest.mark.parametrize("written", ["1970-01-01", "0001-01-01", "9999-12-31", "soon"])
def test_a_day_that_can_not_be_used_is_counted(written: str) -> None:
    """One that can't be true is told of like one that can't be read."""
    noted = Counter[str]()
    assert day_told(written, noted) is None
    assert noted == {UNREAD_DATE: 1}


def test_minutes_are_of_the_day_of_their_meeting() -> None:
    line = "Minutes of the Planning Committee held on Thursday 5 November 2026 at the Village Hall"
    assert published_in(["PENDOCK PARISH COUNCIL", line]) == date(2026, 11, 5)
    assert published_in(["Minutes of fame ended on the ice."]) is None
