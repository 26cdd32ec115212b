"""Fits ``paragraph_vote.json``: which lines of a page are its article's. Run by hand, never at run time.

``python -m tests.fitting.fit_paragraph_vote [--write]`` fits on the pages of ours that may be looked at: the half
``fit`` of ``tests/labelled/pages`` and those of large systems. It reports pages that were left out of fitting, a fifth
at a time; ``tests/labelled/test_pages.py`` has the half that is held out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from retrieval.logistic import Logistic
from retrieval.readers.html import paragraph_vote
from retrieval.readers.html.main_text import candidates_of
from retrieval.readers.html.page_metadata import told_by
from retrieval.readers.html_file import parsed_page
from tests.fitting.logistic_fit import fit, write
from tests.labelled.pages import Page, key, labelled

PENALTY, LEAST, FOLDS = 1.0, 0.4, 5
BESIDE = 2.0  # how much a line counts that isn't the article's
SYSTEMS = Path(__file__).parents[1] / "retrieval" / "readers" / "pages" / "systems"


class Voted(NamedTuple):
    """A page's lines, what it says of its body, and which lines are the article's; None where nobody said."""

    lines: list[paragraph_vote.Line]
    body: str | None
    kept: list[bool | None]


def pages() -> Iterator[Page]:
    """The labelled pages that may be looked at."""
    yield from labelled("fit")
    for label in map(json.loads, (SYSTEMS / "labels.jsonl").read_text("utf-8").splitlines()):
        markup = (SYSTEMS / f"{label['page']}.html").read_text("utf-8")
        article = [key(each) for name in ("paras", "heads", "allowed") for each in label.get(name, ())]
        yield Page(label["page"], markup, article, [])


def voted(page: Page) -> Voted:
    """What the vote is on, in a page."""
    tree = parsed_page(page.markup, page.name)
    told = told_by(tree, None)
    lines = candidates_of(tree, told.particulars.title, told.particulars.publisher, told.particulars.author).lines
    return Voted(lines, told.body, [page.is_article(line.text) for line in lines])


def examples(of: Sequence[Voted]) -> list[tuple[frozenset[str], bool]]:
    """The signs of every line, and whether it is the article's; with what a page tells of its body, and without."""
    return [
        (signs, is_kept)
        for page in of
        for body in {None, page.body}
        for signs, is_kept, line in zip(
            paragraph_vote.features_of(page.lines, body), page.kept, page.lines, strict=True
        )
        if is_kept is not None and line.block.tag not in paragraph_vote.HEADINGS
    ]


def fitted(of: Sequence[Voted]) -> Logistic:
    """The weights for these pages."""
    held = examples(of)
    return fit(held, penalty=PENALTY, least=LEAST, shares=[1.0 if kept else BESIDE for _, kept in held])


def report(name: str, of: Sequence[tuple[Voted, Logistic]]) -> None:
    """What the vote keeps of the article, and what stands beside it in the text."""
    total = lost = beside = left = 0
    for page, model in of:
        kept = set(map(id, paragraph_vote.voted(page.lines, page.body, model)))
        for line, is_kept in zip(page.lines, page.kept, strict=True):
            total += is_kept is True
            lost += is_kept is True and id(line) not in kept
            beside += is_kept is False
            left += is_kept is False and id(line) in kept
    print(f"{name}: {lost} of {total} lines of articles lost, {left} of {beside} others left, {len(of)} pages")


def main() -> None:
    """Report on pages that were left out, and write the weights where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    of = [voted(page) for page in pages()]
    models = [fitted([page for n, page in enumerate(of) if n % FOLDS != fold]) for fold in range(FOLDS)]
    report("left out", [(page, models[n % FOLDS]) for n, page in enumerate(of)])
    model = fitted(of)
    report("fitted", [(page, model) for page in of])
    if parser.parse_args().write:
        write(model, Path(paragraph_vote.__file__).parent / paragraph_vote.WEIGHTS)


if __name__ == "__main__":
    main()
