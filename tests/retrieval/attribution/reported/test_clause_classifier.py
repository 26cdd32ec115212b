"""The weights that tell what somebody said from other uses of the same words."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.logistic import Logistic
from tests.fitting.fit_clause_classifier import examples
from tests.fitting.logistic_fit import fit, write

WORDS = "Maria Lopez said the harbour is full. Peter Hahn denied the charge. Lopez wants the harbour to open."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two labelled articles; of one of them nothing but what Lopez said is labelled."""
    (tmp_path / "articles").mkdir()
    for name in ("one", "two"):
        (tmp_path / "articles" / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n{WORDS}", "utf-8")
    start = WORDS.index("the harbour is full")
    row = (
        f'{{"article": "one", "source": ["Maria Lopez"], "source_spans": [[[0, 11]]], "cue": ["said"], '
        f'"content": ["the harbour is full"], "content_spans": [[[{start}, {start + 19}]]]}}\n'
    )
    (tmp_path / "attributions.jsonl").write_text(row, "utf-8")
    return tmp_path


def test_a_clause_is_an_example_labelled_where_it_overlaps_a_label(folder: Path) -> None:
    """Every clause that rules find is told from its cue, and is right where people marked it."""
    found = [row for half in "AB" for row in examples(folder, half)]
    cues = {name for row in found for name in row.features if name.startswith("cue ") and name.count(" ") == 1}
    assert cues == {"cue say", "cue deny", "cue want"}
    assert [("cue say" in row.features) for row in found if row.labelled] == [True]


def test_features_of_labelled_clauses_gain_weight() -> None:
    """What stands with labels weighs for a clause, what stands without them against it; rare ones are left out."""
    rows = [({"said"}, True)] * 9 + [({"saw"}, False)] * 9
    model = fit([*rows, ({"rare"}, True)], penalty=1.0, least=0.5)
    assert model.weights["said"] > 0 > model.weights["saw"]
    assert "rare" not in model.weights
    assert model.score(["said"]) > 0.8 > 0.2 > model.score(["saw"])


def test_weights_are_written_as_they_are_read(tmp_path: Path) -> None:
    """The file beside the code is sorted, a feature a line, so that a new fit can be compared."""
    write(Logistic({"b": 1.0, "a": -0.5}, 0.25, 0.75), tmp_path / "weights.json")
    lines = (tmp_path / "weights.json").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith('"')] == [
        '"least": 0.75,',
        '"bias": 0.25,',
        '"weights": {',
        '"a": -0.5,',
        '"b": 1.0',
    ]
