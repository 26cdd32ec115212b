"""NumPy's files, read and written part by part: of what is large, never more than a part is in memory.

Not through a memory map: what was read of one stays in the process's memory, and a disk that is full would end the
process there, where a write says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


@contextmanager
def written(path: Path, kind: type[Any], shape: tuple[int, ...]) -> Iterator[Callable[[NDArray[Any]], object]]:
    """A new ``.npy`` file of this type and shape; what is given takes its next rows, until all have come.

    Raises:
        OSError: it can't be written.
        ValueError: at the end, when other than these rows have come.
    """
    with path.open("wb") as file:
        layout = {"descr": np.lib.format.dtype_to_descr(np.dtype(kind)), "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(file, layout)
        begin = file.tell()
        yield lambda rows: file.write(np.ascontiguousarray(rows, dtype=kind).data)
        if file.tell() - begin != np.dtype(kind).itemsize * int(np.prod(shape)):
            msg = f"{path.name} was to have the shape {shape}"
            raise ValueError(msg)


@contextmanager
def read(path: Path) -> Iterator[Callable[[range], NDArray[Any]]]:
    """The rows of a ``.npy`` file, as they are asked for.

    Raises:
        OSError, ValueError: it can't be read, or is cut off there.
    """
    with path.open("rb") as file:
        np.lib.format.read_magic(file)
        (_, *of_a_row), _, kind = np.lib.format.read_array_header_1_0(file)
        begin, wide = file.tell(), int(np.prod(of_a_row))

        def rows(wanted: range) -> NDArray[Any]:
            file.seek(begin + wanted.start * wide * kind.itemsize)
            return np.fromfile(file, kind, len(wanted) * wide).reshape(len(wanted), *of_a_row)

        yield rows
