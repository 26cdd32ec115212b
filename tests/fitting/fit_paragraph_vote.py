"""Fits ``paragraph_vote.json``: which lines of a page are its article's. Run by hand, never at run time.

``python -m tests.fitting.fit_paragraph_vote FOLDER… [--check FOLDER…] [--write]`` reads folders of pages with a
``labels.jsonl``: for each page (``page``) either all that is kept (``paras``, ``heads``, ``allowed``) or words of what
isn't (``beside``). A page that tells its own body is read twice, with that and without. Reported are pages that were
left out: a fifth of the outlets at a time, then those of ``--check``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from retrieval.logistic import Logistic
from retrieval.readers.html import paragraph_vote
from retrieval.readers.html.main_text import candidates_of
from retrieval.readers.html.page_metadata import told_by
from retrieval.readers.html_file import parsed_page
from tests.fitting.logistic_fit import fit, write

PENALTY, LEAST, FOLDS = 1.0, 0.2, 5
BESIDE, MOST = 2.0, 15  # how much a line counts that isn't the article's; lines of a page that count fully
_FEWEST = 20  # letters of a label that a longer line may hold


class Page(NamedTuple):
    """A page's lines, what it says of its body, and which lines are the article's."""

    site: str
    lines: list[paragraph_vote.Line]
    body: str | None
    kept: list[bool]


def pages(folder: Path) -> Iterator[Page]:
    """Every labelled page of a folder, with its own body and without."""
    for label in map(json.loads, (folder / "labels.jsonl").read_text("utf-8").splitlines()):
        path = next(folder.glob(f"{label['page']}.htm*"))
        tree = parsed_page(path.read_text("utf-8", "replace"), path.name)
        told = told_by(tree, None)
        head = told.particulars
        lines = candidates_of(tree, head.title, head.publisher, head.author).lines
        kept = [_is_kept(line.text, label) for line in lines]
        for body in {None, told.body}:
            yield Page(label.get("site") or label["page"], lines, body, kept)


def _is_kept(line: str, label: dict[str, Any]) -> bool:
    if "beside" in label:
        return not any(each in line for each in label["beside"])
    key = _key(line)
    good = [_key(each) for name in ("paras", "heads", "allowed") for each in label.get(name, ())]
    return any(key in each or (len(each) >= _FEWEST and each in key) for each in good) or key in "".join(good)


def _key(text: str) -> str:
    return "".join(re.findall(r"\w+", text)).casefold()


def examples(of: Sequence[Page]) -> list[tuple[frozenset[str], bool]]:
    """The signs of every line, and whether it is the article's."""
    return [
        (signs, is_kept)
        for page in of
        for signs, is_kept, line in zip(
            paragraph_vote.features_of(page.lines, page.body), page.kept, page.lines, strict=True
        )
        if line.block.tag not in paragraph_vote.HEADINGS
    ]


def fitted(of: Sequence[Page]) -> Logistic:
    """The weights for these pages; a long page counts as much as one of ``MOST`` lines."""
    shares = [
        (1.0 if is_kept else BESIDE) * min(1, MOST / len(held))
        for held in (examples([page]) for page in of)
        for _, is_kept in held
    ]
    return fit(examples(of), penalty=PENALTY, least=LEAST, shares=shares)


def report(name: str, of: Sequence[Page], model: Logistic) -> None:
    """What the vote keeps of the article, and what stands beside it in the text."""
    total = lost = beside = left = 0
    for page in of:
        kept = set(map(id, paragraph_vote.voted(page.lines, page.body, model)))
        for line, is_kept in zip(page.lines, page.kept, strict=True):
            total += is_kept
            lost += is_kept and id(line) not in kept
            beside += not is_kept
            left += not is_kept and id(line) in kept
    print(f"{name}: {lost} of {total} lines of articles lost, {left} of {beside} others left, {len(of)} pages")


def main() -> None:
    """Report on pages that were left out, and write the weights where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--check", nargs="*", default=[], type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    of = [page for folder in given.folders for page in pages(folder)]
    for fold in range(FOLDS):
        out = [page for page in of if int(hashlib.sha256(page.site.encode()).hexdigest(), 16) % FOLDS == fold]
        rest = [page for page in of if page not in out]
        report(f"fold {fold}", out, fitted(rest))
    model = fitted(of)
    report("itself", of, model)
    for folder in given.check:
        report(folder.name, list(pages(folder)), model)
    if given.write:
        write(model, Path(paragraph_vote.__file__).with_name(paragraph_vote.WEIGHTS))


if __name__ == "__main__":
    main()
