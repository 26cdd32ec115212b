"""The day of publication, where a text certainly tells it."""

from __future__ import annotations

from datetime import date

import pytest

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
