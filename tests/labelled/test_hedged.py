"""Whether words that weren't said, or not certainly, stand as somebody's plain words; and whether said ones do."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from retrieval.attribution import Analyst
from retrieval.model import Article

ARTICLES = [json.loads(line) for line in Path(__file__).with_name("hedged.jsonl").read_text("utf-8").splitlines()]
LEAST = 0.9
"""Before the rules 25 of 40 hedged ones held, and 39 of 40 said ones. One person wrote the texts and the rules."""


def stands_as_said(row: dict[str, str], analyst: Analyst) -> bool:
    """Whether some statement shows the words as plain words of the person."""
    found = analyst.analyse(Article(title="t", text=row["text"])).statements
    plain = [each for each in found if row["words"] in each.text and each.hedge is None and each.via is None]
    return any(each.speaker is not None and each.speaker.split()[-1] == row["who"].split()[-1] for each in plain)


@pytest.mark.parametrize("half", ["a", "b"])
def test_words_stand_as_said_where_the_article_says_so(half: str) -> None:
    """Denied, invented, planned and alleged words carry a hedge; said words near such words carry none."""
    analyst, right = Analyst(), defaultdict(list)
    for row in ARTICLES:
        if row["half"] == half:
            right[row["hedged"]].append(stands_as_said(row, analyst) is not row["hedged"])
    for hedged, held in right.items():
        assert sum(held) >= LEAST * len(held), f"hedged {hedged}: {sum(held)} of {len(held)}"
