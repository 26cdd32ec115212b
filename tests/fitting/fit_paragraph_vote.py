"""Fits ``paragraph_vote.json``: which lines of a page are its article's. Run by hand, never at run time.

``python -m tests.fitting.fit_paragraph_vote [--write]`` fits on the pages that may be looked at: the half ``fit`` of
``tests/labelled/pages``, in the two batches in which it was written; those of large systems; and those real pages of
half A of ``world`` in ``BENCH_DATA`` whose own data tell their article. It reports each of these sources with weights
that were fitted on the others; ``tests/labelled/test_pages.py`` has the half that is held out.
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
from tests.bench.pages import own_text, pages_of
from tests.fitting.logistic_fit import fit, write
from tests.labelled.pages import Page, key, labelled

PENALTY, LEAST = 1.0, 0.4
FIRST, LATER, STRANGERS = 31, 43, 55  # of the pages of ``fit``
BESIDE = 1.0  # how much a line counts that isn't the article's
MOST_LINES = 20  # of a page
SYSTEMS = Path(__file__).parents[1] / "retrieval" / "readers" / "pages" / "systems"


class Voted(NamedTuple):
    """A page's lines, what it says of its body, and which lines are the article's; None where nobody said."""

    lines: list[paragraph_vote.Line]
    body: str | None
    kept: list[bool | None]


def sources() -> Iterator[tuple[str, list[Voted]]]:
    """The labelled pages that may be looked at, by who wrote them and when."""
    pages = list(labelled("fit"))
    yield "first pages", [voted(page) for page in pages[:FIRST]]
    yield "later pages", [voted(page) for page in pages[FIRST:LATER]]
    yield "a stranger's pages", [voted(page) for page in pages[LATER:STRANGERS]]
    yield "another stranger's", [voted(page) for page in pages[STRANGERS:]]
    systems = []
    for label in map(json.loads, (SYSTEMS / "labels.jsonl").read_text("utf-8").splitlines()):
        markup = (SYSTEMS / f"{label['page']}.html").read_text("utf-8")
        article = [key(each) for name in ("paras", "heads", "allowed") for each in label.get(name, ())]
        systems.append(Page(label["page"], markup, article, [key(each) for each in label.get("beside", ())]))
    yield "systems", [voted(page) for page in systems]
    yield "real pages", [page for file in pages_of(0) if (page := _real(file)) is not None]


def _real(file: Path) -> Voted | None:
    """A page whose own data tell its article, as if they didn't; of what they don't tell nobody said anything."""
    markup = file.read_text("utf-8", errors="replace")
    if (whole := own_text(markup)) is None:
        return None
    lines = voted(Page(file.stem, markup, [], [])).lines
    return Voted(lines, None, [True if key(line.text) in whole else None for line in lines])


def voted(page: Page) -> Voted:
    """What the vote is on, in a page."""
    tree = parsed_page(page.markup, page.name)
    told = told_by(tree, None)
    lines = candidates_of(tree, told.particulars.title, told.particulars.publisher, told.particulars.author).lines
    return Voted(lines, told.body, [page.is_article(line.text) for line in lines])


def examples(of: Sequence[Voted]) -> list[tuple[frozenset[str], bool, float]]:
    """The signs of every line, whether it is the article's, and how much it counts; with what a page tells of its
    body, and without. A page of many lines counts no more than one of ``MOST_LINES``."""
    return [
        (signs, is_kept, (1.0 if is_kept else BESIDE) * min(1.0, MOST_LINES / len(page.lines)))
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
    return fit(
        [(signs, kept) for signs, kept, _ in held], penalty=PENALTY, least=LEAST, shares=[each for *_, each in held]
    )


def report(name: str, of: Sequence[Voted], model: Logistic) -> None:
    """What the vote keeps of the article, and what stands beside it in the text."""
    total = lost = beside = left = 0
    for page in of:
        kept = set(map(id, paragraph_vote.voted(page.lines, page.body, model)))
        for line, is_kept in zip(page.lines, page.kept, strict=True):
            total += is_kept is True
            lost += is_kept is True and id(line) not in kept
            beside += is_kept is False
            left += is_kept is False and id(line) in kept
    print(f"{name}: {lost} of {total} lines of articles lost, {left} of {beside} others left, {len(of)} pages")


def main() -> None:
    """Report on sources that were left out, and write the weights where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    of = dict(sources())
    for name, pages in of.items():
        model = fitted([page for other, others in of.items() if other != name for page in others])
        report(f"{name}, left out", pages, model)
    everything = [page for pages in of.values() for page in pages]
    model = fitted(everything)
    report("fitted", everything, model)
    if parser.parse_args().write:
        write(model, Path(paragraph_vote.__file__).parent / paragraph_vote.WEIGHTS)


if __name__ == "__main__":
    main()
