"""The examples for programs run as they stand."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent / "examples"
PRINTED = {
    "ask": "Michael McFaul",
    "chat_engine": "4 messages",
    "documents": "We lost a winter, not a port,",
    "embedder": "384 True",
    "query_engine": "Michael McFaul",
    "retriever": "Minerals",
    "statement_extractor": "Edda Quist direct “We lost a winter, not a port,”",
}
"""Each example, and something that it prints."""


@pytest.mark.parametrize("name", sorted(PRINTED))
def test_the_example_runs(
    name: str, sample_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VERBATIM_HOME", str(sample_home))
    runpy.run_path(str(EXAMPLES / f"{name}.py"), run_name="__main__")
    assert PRINTED[name].casefold() in capsys.readouterr().out.casefold()


def test_every_example_is_run() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.py")} == set(PRINTED)
