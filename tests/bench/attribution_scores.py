"""How good is attribution: statements against PolNeAR's labels, with intervals over articles.

``python -m tests.bench.attribution_scores FOLDER [--half A|B] [--misses N]`` prints the table. The labels are those of
Newell, Margolin and Ruths, "An Attribution Relations Corpus for Political News", LREC 2018.

What is counted: a labelled span that starts with a quotation mark, has 15 characters or more inside and a name in its
source is ``direct``; another labelled span with a named source and a verb of speech as its cue is ``indirect``. ``name
alone`` counts only sources that are nothing but a name. A label is right when a statement overlaps it whose speaker's
surname (or that of ``via``) is a capitalised word of the source, wrong when only statements of other speakers do, else
missing. A statement with a speaker that overlaps no labelled span is invented.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

from retrieval.model import Article, Kind, Statement

_QUOTE_MARKS = "“”‘’\"'«»„`"
_CAPITALISED = re.compile(r"[A-Z][\w.'’&-]*")
# A capital that opens a noun phrase says nothing about it being a name.
_NO_NAME = frozenset(
    "the a an he she they it we i you his her their its our my one some many most several both all other others "
    "this that these those who which mr mrs ms dr sen rep gov president senator former".split()
)
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
# Verbs of speech that make a labelled span without quotation marks count as reported speech.
_SPEECH = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|add(?:s|ed|ing)?|ask(?:s|ed|ing)?|wr(?:ite|ites|ote|itten|iting)|"
    r"argu(?:e|es|ed|ing)|announc(?:e|es|ed|ing)|claim(?:s|ed|ing)?|explain(?:s|ed|ing)?|not(?:e|es|ed|ing)|"
    r"warn(?:s|ed|ing)?|stat(?:e|es|ed|ing)|insist(?:s|ed|ing)?|suggest(?:s|ed|ing)?|tweet(?:s|ed|ing)?|"
    r"declar(?:e|es|ed|ing)|acknowledg(?:e|es|ed|ing)|admit(?:s|ted|ting)?|den(?:y|ies|ied|ying)|"
    r"contend(?:s|ed|ing)?|conced(?:e|es|ed|ing)|assert(?:s|ed|ing)?|maintain(?:s|ed|ing)?|predict(?:s|ed|ing)?|"
    r"promis(?:e|es|ed|ing)|pledg(?:e|es|ed|ing)|vow(?:s|ed|ing)?|repl(?:y|ies|ied|ying)|recall(?:s|ed|ing)?)\b"
    r"(?! to\b)",
    re.IGNORECASE,
)
# Words that may be small inside a name.
_JOINING = frozenset("of de la van von der al bin and for the".split())


class Label(NamedTuple):
    """One labelled attribution: the source's words, the cue, and the spans of what was said."""

    source: str
    cue: str
    spans: tuple[tuple[int, int], ...]


class Share(NamedTuple):
    """A share in per cent with its bootstrap 95% interval over articles, and of how many."""

    value: float
    low: float
    high: float
    n: int


@dataclass(slots=True)
class Counts:
    """What one article adds: right, wrong and missing by kind of label; all and invented by kind of statement."""

    labels: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    statements: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    misses: list[tuple[str, Label, tuple[Statement, ...]]] = field(default_factory=list)
    invented: list[Statement] = field(default_factory=list)


def half_of(article: str) -> str:
    """``A`` (to tune on) or ``B`` (to report), by a hash of the article's name."""
    return "AB"[hashlib.sha256(article.encode()).digest()[0] % 2]


def is_name(source: str) -> bool:
    """Whether a labelled source holds a name: a capitalised word that isn't merely the phrase's first or a title."""
    return any(w.rstrip(".").lower() not in _NO_NAME for w in _CAPITALISED.findall(source))


def is_name_alone(source: str) -> bool:
    """Whether a labelled source is a name and no more: "Mr. Trump", but not "a Trump spokesman"."""
    words = source.split()
    return is_name(source) and all(w[0].isupper() or (n and w in _JOINING) for n, w in enumerate(words))


def kind_of(label: Label, text: str) -> str | None:
    """``direct`` or ``indirect`` for a label that counts, None for one that doesn't."""
    if not label.spans or not is_name(label.source):
        return None
    start, end = label.spans[0]
    words = text[start:end]
    if words[:1] in _QUOTE_MARKS or words.startswith("''"):
        return "direct" if len(words.strip(_QUOTE_MARKS)) >= 15 else None
    return "indirect" if _SPEECH.search(label.cue) else None


def surname(name: str) -> str:
    """The last capitalised word of a name as it is compared (of a name without capitals, its last word)."""
    words = _CAPITALISED.findall(name) or name.split()
    keys = [_bare(word) for word in words]
    while len(keys) > 1 and keys[-1] in _SUFFIXES:
        keys.pop()
    return keys[-1] if keys else ""


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word).strip(".,").lower()


def names_source(speaker: str | None, source: str) -> bool:
    """Whether the speaker's surname is a capitalised word of the source."""
    return speaker is not None and surname(speaker) in {_bare(w) for w in _CAPITALISED.findall(source)}


def count(text: str, labels: Sequence[Label], statements: Sequence[Statement]) -> Counts:
    """Compare the statements of one article with its labels (offsets in the article's text)."""
    counts = Counts()
    spoken = [s for s in statements if s.speaker is not None]
    for label in labels:
        kind = kind_of(label, text)
        if kind is None:
            continue
        over = tuple(s for s in spoken if overlaps(s.start, s.end, label.spans))
        if any(names_source(s.speaker, label.source) or names_source(s.via, label.source) for s in over):
            verdict = 0
        else:
            verdict = 1 if over else 2
            counts.misses.append((f"{kind} {'wrong' if over else 'missing'}", label, over))
        counts.labels[kind][verdict] += 1
        if is_name_alone(label.source):
            counts.labels[f"{kind}, name alone"][verdict] += 1
    everything = [span for label in labels for span in label.spans]
    for s in spoken:
        row = counts.statements[s.kind]
        row[0] += 1
        if not overlaps(s.start, s.end, everything):
            row[1] += 1
            counts.invented.append(s)
    return counts


def overlaps(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a span shares a code point with one of ``spans``."""
    return any(start < stop and begin < end for begin, stop in spans)


def table(counts: Sequence[Counts], *, draws: int = 1000, seed: int = 0) -> dict[str, Share]:
    """The shares over articles: ``direct right``, ``indirect wrong``, ``invented partial`` and so on.

    Args:
        counts: one for each article.
        draws: bootstrap samples of articles for the 95% intervals.
        seed: of the generator that draws them.
    """
    shares: dict[str, Share] = {}
    for kind in ("direct", "direct, name alone", "indirect", "indirect, name alone"):
        rows = np.array([c.labels[kind] for c in counts], dtype=np.int64).reshape(-1, 3)
        for column, verdict in enumerate(("right", "wrong", "missing")):
            shares[f"{kind} {verdict}"] = _share(rows[:, column], rows.sum(axis=1), draws, seed)
    for statement_kind in (Kind.DIRECT, Kind.PARTIAL, Kind.INDIRECT):
        rows = np.array([c.statements[statement_kind] for c in counts], dtype=np.int64).reshape(-1, 2)
        shares[f"invented {statement_kind.value}"] = _share(rows[:, 1], rows[:, 0], draws, seed)
    return shares


def _share(part: np.ndarray, whole: np.ndarray, draws: int, seed: int) -> Share:
    total = int(whole.sum())
    if not total:
        return Share(0.0, 0.0, 0.0, 0)
    picks = np.random.default_rng(seed).integers(0, len(part), (draws, len(part)))
    sums = 100 * part[picks].sum(axis=1) / np.maximum(whole[picks].sum(axis=1), 1)
    low, high = np.percentile(sums, [2.5, 97.5])
    return Share(100 * float(part.sum()) / total, float(low), float(high), total)


def read_labels(folder: Path) -> dict[str, list[Label]]:
    """The labels of ``attributions.jsonl`` by article."""
    found: dict[str, list[Label]] = defaultdict(list)
    with (folder / "attributions.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            spans = tuple((a, b) for group in row["content_spans"] for a, b in group)
            found[row["article"]].append(Label(" ".join(row["source"]), " ".join(row["cue"]), spans))
    return found


def read_articles(folder: Path, half: str | None = None) -> dict[str, Article]:
    """The articles of ``articles/*.md`` by name, offsets counted after the front matter."""
    found = {}
    for path in sorted((folder / "articles").glob("*.md")):
        if half is not None and half_of(path.stem) != half:
            continue
        _, front, text = path.read_bytes().decode("utf-8").split("---\n", 2)
        fields = dict(line.split(": ", 1) for line in front.splitlines() if ": " in line)
        published = date.fromisoformat(fields["published"]) if "published" in fields else None
        found[path.stem] = Article(title=fields.get("title", path.stem), text=text, published=published)
    return found


def rendered(shares: Mapping[str, Share]) -> str:
    """The table as text, one share a line."""
    return "\n".join(f"{k:30} {s.value:5.1f}  ({s.low:4.1f}-{s.high:4.1f})  n={s.n}" for k, s in shares.items())


def main(arguments: Sequence[str] | None = None) -> int:
    """Analyse the folder's articles and print the table; with ``--misses`` also that many misses."""
    from retrieval.attribution import Analyst

    reader = argparse.ArgumentParser(prog="python -m tests.bench.attribution_scores", description=main.__doc__)
    reader.add_argument("folder", type=Path)
    reader.add_argument("--half", choices="AB")
    reader.add_argument("--misses", type=int, default=0)
    chosen = reader.parse_args(arguments)
    labels = read_labels(chosen.folder)
    names = read_articles(chosen.folder, chosen.half)
    counts = []
    shown = 0
    out = sys.stdout
    analyses = Analyst().analyse_all(names.values())
    for name, (article, analysis) in zip(names, analyses, strict=True):
        counts.append(count(article.text, labels[name], analysis.statements))
        for verdict, label, over in counts[-1].misses:
            if shown < chosen.misses:
                shown += 1
                start, end = label.spans[0]
                out.write(f"{verdict} | {label.source} | {label.cue} | {article.text[start:end]!r}\n")
                out.writelines(f"    ours: {s.kind} {s.speaker} | {s.text!r}\n" for s in over)
    out.write(rendered(table(counts)) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
