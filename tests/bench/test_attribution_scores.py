"""How statements are scored against labels."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval.model import Article, Kind, Statement
from tests.bench.attribution_scores import (
    Label,
    count,
    half_of,
    is_name,
    is_name_alone,
    main,
    names_source,
    table,
)

TEXT = "“The harbour is full of ships,” said Maria Lopez. Peter Hahn said that it is empty."
QUOTE = (0, 31)
REPORT = (66, 82)


def statement(start: int, end: int, speaker: str | None, kind: Kind, via: str | None = None) -> Statement:
    article = Article(title="A test", text=TEXT)
    return Statement(
        article_id=article.id, start=start, end=end, text=TEXT[start:end], kind=kind, speaker=speaker, via=via
    )


LABELS = [Label("Maria Lopez", "said", (QUOTE,)), Label("Peter Hahn", "said", (REPORT,))]


@pytest.mark.parametrize(
    ("speaker", "via", "expected"),
    [("Maria Lopez", None, [1, 0, 0]), ("Peter Hahn", None, [0, 1, 0]), (None, None, [0, 0, 1]),
     ("Peter Hahn", "Lopez", [1, 0, 0])],
)  # fmt: skip
def test_a_label_is_right_wrong_or_missing(speaker: str | None, via: str | None, expected: list[int]) -> None:
    """The surname of the speaker, or of who passed it on, decides; no speaker is missing."""
    counts = count(TEXT, LABELS, [statement(*QUOTE, speaker, Kind.DIRECT, via)])
    assert counts.labels["direct"] == expected
    assert counts.labels["indirect"] == [0, 0, 1]


def test_a_statement_over_no_label_is_invented() -> None:
    """Only statements with a speaker count as invented."""
    found = [statement(37, 48, "Maria Lopez", Kind.INDIRECT), statement(37, 48, None, Kind.DIRECT)]
    counts = count(TEXT, LABELS, found)
    assert counts.statements[Kind.INDIRECT] == [1, 1]
    assert counts.statements[Kind.DIRECT] == [0, 0]


def test_what_is_a_name() -> None:
    """A capital at the start of a phrase, or a title alone, makes no name."""
    assert [is_name(s) for s in ("Mr. Hahn", "a spokesman of Bremen Radio", "The spokesman", "She")] == [1, 1, 0, 0]
    assert [is_name_alone(s) for s in ("Mr. Hahn", "a spokesman of Bremen Radio")] == [True, False]
    assert names_source("Peter Hahn Jr.", "Mr. Hahn's office")
    assert not names_source("Maria Lopez", "Mr. Hahn")


def test_shares_have_intervals_over_articles() -> None:
    """The interval holds the share, and the same seed gives the same interval."""
    counts = [count(TEXT, LABELS, [statement(*QUOTE, "Maria Lopez", Kind.DIRECT)]) for _ in range(3)]
    counts.append(count(TEXT, LABELS, []))
    share = table(counts, draws=200)["direct right"]
    assert share == table(counts, draws=200)["direct right"]
    assert (share.value, share.n) == (75.0, 4)
    assert share.low <= share.value <= share.high


def test_halves_are_stable() -> None:
    """An article is in the same half on every machine."""
    assert [half_of(name) for name in ("one", "two", "three", "four")] == ["A", "B", "B", "A"]


def test_the_table_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command reads a folder of labels and prints shares and misses."""
    (tmp_path / "articles").mkdir()
    front = '---\ntitle: "A test"\npublished: 2025-02-14\n---\n'
    (tmp_path / "articles" / "one.md").write_text(front + TEXT, encoding="utf-8")
    row = {"article": "one", "source": ["Otto Brandt"], "cue": ["said"], "content_spans": [[list(QUOTE)]]}
    (tmp_path / "attributions.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert main([str(tmp_path), "--misses", "3"]) == 0
    printed = capsys.readouterr().out
    assert "direct wrong | Otto Brandt" in printed
    assert "n=1" in printed
