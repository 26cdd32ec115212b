"""Whether a draft's quotations get the right verdict: true ones, styled ones, and mutations of true ones.

The statements are those of the given pages (``world``), one quotation a draft sentence. What a mutation makes is known
by how it was made; one that may be true by chance (a cut whose rest turns nothing) isn't made.
"""

from __future__ import annotations

import os
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import accumulate

from bot import wiring
from bot.checking.checker import Checker
from bot.settings import Settings
from retrieval.errors import IndexMismatch
from retrieval.evaluation.ranking import figure
from retrieval.model import Kind
from retrieval.search.retriever import Retriever
from tests.bench.collection import DATA, cache, say
from tests.bench.tables import heading, row

MOST = int(os.environ.get("BENCH_DRAFTS") or 3_000)
"""Quotations; of more, some by chance."""
A_DRAFT = 20
"""Quotations of one draft."""
SEED = 18
WORST = 5
"""Outlets with the smallest share of right verdicts that are shown."""
_FEWEST, _MOST = 8, 60
# Words of a statement that is taken.

_SPELLINGS = {"labor": "labour", "color": "colour", "percent": "per cent", "defense": "defence", "center": "centre"}
_NUMBERS = dict(zip("2 3 4 5 6 7 8 9".split(), "two three four five six seven eight nine".split(), strict=True))
_TENSES = {"will": "would", "is": "was", "are": "were", "has": "had", "have": "had", "can": "could", "must": "may"}


@dataclass(frozen=True)
class _Said:
    words: str
    by: str
    article: str
    outlet: str


def checking() -> None:
    """The table: the share of right verdicts by kind of mutation, and the two that must be (nearly) none."""
    folder = DATA / "world" / "articles"
    if not folder.is_dir():
        say(f"checking: skipped, {folder} isn't there (BENCH_DATA names another folder)")
        return
    with closing(wiring.library(Settings(verbatim_home=cache() / "checking"))) as library:
        try:
            library.ingest([folder])
        except IndexMismatch:  # left by another version
            library.rebuild()
        snapshot = library.snapshot()
        if snapshot is None:
            say(f"checking: skipped, {folder} holds no article")
            return
        said = _said(Retriever(snapshot, library.searchable(), library.embedder))
        chance = random.Random(SEED)
        made = [(*each, one.outlet) for one in said for each in _made(one, said, chance)]
        chance.shuffle(made)
        made = made[:MOST]
        checker = Checker(library)
        outcomes: dict[str, list[str]] = defaultdict(list)
        of_outlet: dict[str, list[float]] = defaultdict(list)
        seconds = 0.0
        for first in range(0, len(made), A_DRAFT):
            part = made[first : first + A_DRAFT]
            ends = list(accumulate(len(draft) + 1 for _, _, draft, _ in part))
            start = time.perf_counter()
            items = checker.check("\n".join(draft for _, _, draft, _ in part)).items
            seconds += time.perf_counter() - start
            for number, (kind, wanted, draft, outlet) in enumerate(part):
                begin = ends[number] - len(draft) - 1
                here = [e.verdict.value for e in items if e.kind == "quotation" and begin <= e.start < ends[number]]
                got = here[0] if len(here) == 1 else f"{len(here)} items"
                outcomes[kind].append("right" if got in wanted.split("|") else got)
                of_outlet[outlet].append(float(got in wanted.split("|")))
    heading(f"checking: {len(made)} quotations of {len(said)} statements", "right · what else")
    for kind, found in sorted(outcomes.items()):
        others = ", ".join(f"{n} {what}" for what, n in Counter(found).most_common() if what != "right")
        row(kind, f"{figure([float(each == 'right') for each in found])} · {others or 'nothing else'}")
    everything = [each for found in outcomes.values() for each in found]
    row("all", str(figure([float(each == "right") for each in everything])))
    altered = [each for kind in outcomes if kind.startswith("altered") for each in outcomes[kind]]
    row("altered called verbatim", str(figure([float(each == "verbatim") for each in altered])))
    styled = [each for kind in outcomes if kind.startswith("true") for each in outcomes[kind]]
    row("true called altered", str(figure([float(each == "altered") for each in styled])))
    for outlet in sorted(of_outlet, key=lambda name: sum(of_outlet[name]) / len(of_outlet[name]))[:WORST]:
        row(f"all, {outlet}", str(figure(of_outlet[outlet])))
    row("milliseconds a quotation", f"{1e3 * seconds / max(1, len(made)):.1f}")


def _said(retriever: Retriever) -> list[_Said]:
    found = {}
    for article in retriever.articles():
        for each in retriever.statements_in(article.id):
            words = each.item.text.strip("\"“”'‘’ ,.")
            plain = each.item.kind is Kind.DIRECT and each.item.hedge is None and each.by is not None
            if plain and _FEWEST <= len(words.split()) <= _MOST and not re.search(r"[\"“”\[\]…\n]|\.\.", words):
                found[words] = _Said(words, each.by or "", article.id, article.publisher or "no outlet")
    return list(found.values())


def _made(one: _Said, said: list[_Said], chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Drafts of a statement: the kind, the verdicts that are right, the text."""
    words = one.words.split()
    yield "true", "verbatim", _draft(one.words, one.by)
    if (styled := _styled(one.words)) != one.words:
        yield "true, in another style", "verbatim", _draft(styled, one.by, "“”")
    middle = [n for n in range(1, len(words) - 1) if words[n].isalpha() and len(words[n]) > 3]
    if middle:
        at = chance.choice(middle)
        other = next((w for w in chance.choice(said).words.split() if w.isalpha() and len(w) > 3), "granite")
        if other.lower() != words[at].lower():
            yield "altered: a word", "altered|spliced", _draft(_put(words, at, other), one.by)
    for kind, change in _CHANGES.items():
        if (changed := change(one.words)) != one.words:
            yield f"altered: {kind}", "altered", _draft(changed, one.by)
    swaps = [n for n in range(1, len(words) - 2) if words[n].isalpha() and words[n + 1].isalpha()]
    swaps = [n for n in swaps if words[n].lower() != words[n + 1].lower()]
    if swaps:
        at = chance.choice(swaps)
        turned = [*words[:at], words[at + 1], words[at], *words[at + 2 :]]
        yield "altered: order", "altered|spliced", _draft(" ".join(turned), one.by)
    if (cut := re.split(r",? but ", one.words, maxsplit=1))[0] != one.words and len(cut[0].split()) >= 5:
        yield "cut", "cut", _draft(cut[0], one.by)
    other = chance.choice(said)
    if other.article != one.article:
        half, rest = words[: len(words) // 2], other.words.split()[len(other.words.split()) // 2 :]
        if min(len(half), len(rest)) >= 4:
            yield "spliced", "spliced", _draft(" ".join([*half, *rest]), one.by)
    beside = [each.by for each in said if each.article == one.article and not _alike(each.by, one.by)]
    if beside:
        yield "another's", "other_speaker", _draft(one.words, chance.choice(beside))
    invented = " ".join(chance.choice(chance.choice(said).words.split()).strip(",.;:") for _ in range(12))
    yield "invented", "not_found", _draft(invented, one.by)


def _draft(words: str, by: str, marks: str = '""') -> str:
    return f"{by} spoke on Monday.\n\n{marks[0]}{words},{marks[1]} {by} said.\n"


def _put(words: list[str], at: int, word: str) -> str:
    return " ".join([*words[:at], word, *words[at + 1 :]])


def _styled(words: str) -> str:
    for mine, theirs in (_SPELLINGS | _NUMBERS).items():
        words = re.sub(rf"(?<![\w.,]){mine}(?![\w.,])", theirs, words)
    return words.replace("'", "’").replace(" - ", " – ").replace("—", " – ")


def _negated(words: str) -> str:
    if re.search(r"\bnot\b", words):
        return re.sub(r"\bnot ", "", words, count=1)
    return re.sub(r"\b(is|are|was|were|will|would|can|could|should|must)\b", r"\1 not", words, count=1)


def _other_number(words: str) -> str:
    return re.sub(r"(?<![\w.,])\d{1,4}(?![\w.,])", lambda found: str(int(found.group()) + 10), words, count=1)


def _other_tense(words: str) -> str:
    return re.sub(rf"\b({'|'.join(_TENSES)})\b", lambda found: _TENSES[found.group()], words, count=1)


_CHANGES: dict[str, Callable[[str], str]] = {
    "a negation": _negated,
    "a number": _other_number,
    "a tense": _other_tense,
}


def _alike(one: str, other: str) -> bool:
    return not set(one.lower().split()).isdisjoint(other.lower().split())


PARTS = {"checking": checking}
