"""Scores on hand-made cases, and benchmark folders that are read or refused by name and line."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from retrieval.errors import VerbatimError
from retrieval.evaluation.ranking import figure, holds, load, reciprocal_rank


def test_a_figure_is_the_mean_with_its_interval() -> None:
    """The same at each run; certain where all values are alike; nothing where there are none."""
    half = figure([0, 1] * 50)
    assert half == figure([0, 1] * 50)
    assert half.value == 0.5
    assert 0.38 < half.low < 0.45
    assert 0.55 < half.high < 0.62
    assert str(figure([1.0, 1.0])) == "1.000 [1.000, 1.000] n=2"
    assert math.isnan(figure([]).value)
    assert figure([]).n == 0


@pytest.mark.parametrize(
    ("hits", "expected"),
    [([True], 1.0), ([False, True, True], 0.5), ([False] * 3, 0.0), ([], 0.0), ([False] * 10 + [True], 0.0)],
)
def test_reciprocal_rank(hits: list[bool], expected: float) -> None:
    """Of the first hit, among ten."""
    assert reciprocal_rank(hits) == expected


@pytest.mark.parametrize(
    ("text", "strings", "held"),
    [
        ("It cost 40 million crowns. [1]", ["40 million"], True),
        ("It cost 40 millions.", ["40 million"], False),
        ("It was “Très Chère”, he said [2]", ["tres chere"], True),
        ("word " * 59 + "gold", ["gold"], True),
        ("word " * 60 + "gold", ["gold"], False),
        ("anything", [], False),
    ],
)
def test_holding_an_answer(text: str, strings: list[str], held: bool) -> None:
    """Whole words in the first sixty; case, accents, punctuation and citation marks don't count."""
    assert holds(text, strings) is held


def folder(path: Path, **files: Sequence[object]) -> Path:
    (path / "articles").mkdir()
    (path / "articles" / "ferry.txt").write_text("The ferry froze\n\nThe ferry froze in the sound. Nobody was hurt.")
    for name, lines in files.items():
        text = lines if isinstance(lines, str) else "\n".join(json.dumps(line) for line in lines)
        (path / f"{name}.jsonl").write_text(text, "utf-8")
    return path


def test_a_folder_of_questions(tmp_path: Path) -> None:
    """Spans, days, words of an answer, and questions that have none; blank lines are nothing."""
    question = {"question": "What froze?", "asked": "2025-02-14", "gold": [{"article": "ferry", "spans": [[0, 9]]}]}
    wrong = {"question": "What did Holm say?", "said_instead_by": ["Mara Lindqvist"]}
    made = load(folder(tmp_path, questions=json.dumps(question) + "\n\n", wrong_speaker=[wrong]))
    (gold,) = made.questions
    assert gold.spans == ((made.articles[0].id, 0, 9),)
    assert gold.asked == date(2025, 2, 14)
    assert made.unanswerable[0].said_instead_by == ("Mara Lindqvist",)


def test_articles_in_one_file(tmp_path: Path) -> None:
    """Their ids are the names that questions use; what isn't there isn't gold; a title may be missing."""
    made = load(
        folder(
            tmp_path,
            articles=[{"id": "a", "text": "Ice. It froze.\u2028Hard.", "published": "2025-02-10T08:00:00"}],
            questions=[
                {"question": "What?", "gold_urls": ["a", "gone"], "answers": ["it froze"]},
                {"question": "Who?", "gold_urls": ["a"], "answers": ["Holm"], "answer_in_gold": False},
            ],
        )
    )
    (article,) = made.articles
    assert (article.published, article.path) == (date(2025, 2, 10), "a")
    assert [gold.article_ids for gold in made.questions] == [{article.id}, {article.id}]
    assert [gold.strings for gold in made.questions] == [("it froze",), ()]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ('{"question": "a?"}\n{"question": \n', "line 2: not JSON"),
        ('{"asked": "2025-02-14"}', "line 1: no 'question' in it"),
        ('\n{"question": "a?", "asked": "14 Feb"}', "line 2: not as it should be"),
        ('["question"]', "line 1: not as it should be"),
        ('{"question": "a?", "gold": [{"article": "nowhere", "spans": [[0, 1]]}]}', "line 1: no 'nowhere' in it"),
        ('{"question": "a?", "gold": [{"article": "ferry", "spans": [3]}]}', "line 1: not as it should be"),
    ],
)
def test_a_bad_line_is_named(lines: str, says: str, tmp_path: Path) -> None:
    """With its file."""
    with pytest.raises(VerbatimError, match=r"questions\.jsonl") as caught:
        load(folder(tmp_path, questions=lines))
    assert says in str(caught.value)


def test_a_missing_or_foreign_file_is_named(tmp_path: Path) -> None:
    """What it is called and what is wrong."""
    with pytest.raises(VerbatimError, match=r"questions\.jsonl can't be read"):
        load(folder(tmp_path))
    (tmp_path / "questions.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(VerbatimError, match=r"questions\.jsonl isn't UTF-8"):
        load(tmp_path)
