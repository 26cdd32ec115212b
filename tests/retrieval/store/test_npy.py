"""Arrays in files, written and read part by part."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from retrieval.store.npy import read, written


def test_what_is_written_in_parts_is_one_array(tmp_path: Path) -> None:
    """NumPy reads it whole, and any of its rows are read alone."""
    rows = np.arange(12, dtype=np.float32).reshape(4, 3)
    with written(tmp_path / "a.npy", np.float32, (4, 3)) as write:
        write(rows[:1])
        write(rows[1:])
    assert np.array_equal(np.load(tmp_path / "a.npy"), rows)
    with read(tmp_path / "a.npy") as part:
        assert np.array_equal(part(range(2, 4)), rows[2:])
        assert part(range(1, 1)).shape == (0, 3)


def test_rows_that_never_came_are_an_error(tmp_path: Path) -> None:
    """Such a file would be read wrongly."""
    with pytest.raises(ValueError, match="shape"), written(tmp_path / "a.npy", np.int32, (2,)) as write:
        write(np.zeros(1, dtype=np.int32))
