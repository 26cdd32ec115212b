"""Who is who, settled for what changed, is what settling everything gives."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.model import Article, Introduction, Kind, Statement
from retrieval.store.catalog import Catalog
from retrieval.store.catalog.catalog_writer import writing
from retrieval.store.entry import Entry
from tests.conftest import examples

NAMES = (
    *("Jon Holm", "John Holm", "Jonathan Holm", "Holm", "Jon", "Mara Holm", "Mara Lindqvist", "Mara Lindquist"),
    *(
        "Lindqvist",
        "Mara",
        "Ada Lindqvist",
        "Hillary Berg",
        "Hillary",
        "Bill Berg",
        "Berg",
        "Bergs",
        "the press service",
    ),
)
ROLES = ("", "the mayor of Brann", "a striker", "MP", "a baker")


def entry(number: int, said: Iterable[tuple[str, str]]) -> Entry:
    """An article in which each of these says something, and is introduced by a role where there is one."""
    parts = [
        (f"“So it is, {place}”", name, f"{name}, {role}" if role else name) for place, (name, role) in enumerate(said)
    ]
    text = f"{number}. " + " ".join(f"{words} said {called}." for words, _, called in parts)
    article = Article(title="T", text=text)

    def spans(which: int) -> Iterable[dict[str, Any]]:
        for part in parts:
            at = text.index(part[which])
            yield {
                "article_id": article.id,
                "start": at,
                "end": at + len(part[which]),
                "text": part[which],
                "speaker": part[1],
            }

    return Entry(
        article,
        (f"{number}.txt",),
        (),
        tuple(Statement(kind=Kind.DIRECT, **each) for each in spans(0)),
        tuple(Introduction(**each) for each in spans(2) if each["text"] != each["speaker"]),
        np.zeros((0, 8), dtype=np.float32),
    )


def told(path: Path) -> dict[str, Any]:
    """All that a catalog tells of people, and what the next settling goes on from."""
    catalog = Catalog(path)
    with closing(sqlite3.connect(path)) as held:
        keys = held.execute("SELECT key, owner, is_full, is_several FROM keys ORDER BY key").fetchall()
    return {"speakers": catalog.speakers, "rows": catalog.statements.speaker_rows.tolist(), "keys": keys}


articles = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(ROLES)), min_size=1, max_size=3)
steps = st.lists(
    st.tuples(st.lists(articles, max_size=3), st.sets(st.integers(0, 8), max_size=2)), min_size=2, max_size=6
)


@examples(60)
@given(steps)
def test_step_by_step_or_at_once(taken: list[tuple[list[list[tuple[str, str]]], set[int]]]) -> None:
    """Whatever names came and went: spellings, bare names, namesakes who share their company."""
    held: dict[int, Entry] = {}
    number = 0
    with TemporaryDirectory() as folder:
        before = None
        for step, (came, went) in enumerate(taken):
            path = Path(folder) / str(step)
            with writing(path, before) as catalog:
                for key in went & held.keys():
                    catalog.remove(held.pop(key).article.id)
                for said in came:
                    held[number] = entry(number, said)
                    catalog.put(held[number])
                    number += 1
                catalog.settle()
            before = path
        with writing(Path(folder) / "whole", None) as catalog:
            for each in held.values():
                catalog.put(each)
            catalog.settle()
        assert before is not None
        assert told(before) == told(Path(folder) / "whole")
