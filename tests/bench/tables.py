"""Lines of a table, as they are measured."""

from __future__ import annotations


def heading(title: str, unit: str = "") -> None:
    """A table's first lines."""
    print(f"\n{title}" + (f"\n({unit})" if unit else ""), flush=True)


def row(name: str, value: str) -> None:
    """One line of a table."""
    print(f"  {name:<40} {value}".rstrip(), flush=True)
