"""What SQLite's error codes mean to a person, of the record and of Chroma's database alike."""

from __future__ import annotations

from retrieval.errors import IndexFailure, IndexFull, IndexLocked, IndexReadOnly


def of_sqlite(code: str, what: str) -> IndexFailure | None:
    """The failure of ``what`` ("the record in /home") for the name of a code; None where it's another, or damaged."""
    shown = what[:1].upper() + what[1:]
    if "LOCK" in code.removeprefix("SQLITE_LOCKED") or code.startswith(("SQLITE_IOERR_SHM", "SQLITE_PROTOCOL")):
        return IndexFailure(
            f"The file system of {what.partition(' in ')[2]} can't lock or share files",
            "Set VERBATIM_HOME to a folder on a local disk",
        )
    if code.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return IndexFull(what)
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return read_only(what, "it can't be opened" if "CANTOPEN" in code else "read-only or no permission")
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return IndexLocked(f"{shown} is locked by another program", "Close what uses it, then try again")
    return None


def read_only(what: str, why: str) -> IndexReadOnly:
    """The failure of what may not be written."""
    return IndexReadOnly(
        f"{what[:1].upper()}{what[1:]} can't be written to ({why})",
        "Give yourself write permission there, or set VERBATIM_HOME to another folder",
    )
