"""NumPy's files, written part by part: of what is large, never more than a part is in memory.

Not through a memory map: a disk that is full would end the process there, where a write says so.
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
