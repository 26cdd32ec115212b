"""Memory that is free goes back to the system."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any

_ARENA_MAX, _MMAP_THRESHOLD = -8, -3
"""Of ``mallopt``, from glibc's ``malloc.h``."""

_ARENAS = 2
_LARGE = 1 << 20


@cache
def hold_little() -> None:
    """From now on, have free memory lie together, where it can be given back; for a process that will allocate much.

    glibc makes an arena for each thread, and lays ever larger blocks among the small ones: what is free lies in a
    hundred places, each with something in use beside it. After 256 articles that was 75 of 400 MB.
    """
    if (library := _glibc()) is not None:
        library.mallopt(_ARENA_MAX, _ARENAS)
        library.mallopt(_MMAP_THRESHOLD, _LARGE)


def give_back() -> None:
    """Let the system have what this process has freed. A few milliseconds."""
    if (library := _glibc()) is not None:
        library.malloc_trim(0)


@cache
def _glibc() -> Any:
    """The C library, where it has to be told; None on macOS, musl and Windows."""
    try:
        library = ctypes.CDLL(None)
        return library if library.malloc_trim and library.mallopt else None
    except (AttributeError, OSError, TypeError):
        return None
