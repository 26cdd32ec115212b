"""Kills at random moments of the real program, against a clean build."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from retrieval.library import Library
from retrieval.store import snapshot
from tests.bench import collection as bench
from tests.bench.measuring import CHECKOUT
from tests.bench.tables import heading, row
from tests.integrity import contents, copied, faults

KILLS = int(os.environ.get("BENCH_KILLS") or 50)
SEED = int(os.environ.get("BENCH_SEED") or 50)
ARTICLES = 40
"""Enough for two groups. Until the first is written, most of a first ingest's time, a kill finds nothing to harm."""

FIRST = 0.2
"""The share of the kills that come into a first ingest; before the others, one runs to its end."""

EDITED = 9
"""Files edited after each kill: enough that the next ingest calls a helper, as a large one does."""

WRITTEN, DERIVED = 0.05, 0.15
"""Seconds: a kill that is aimed at the writing of a few articles, or at what questions read, comes within these."""


def kills() -> None:
    """`verbatim ingest` killed again and again, articles edited in between; then once to its end.

    A third of the kills come at any moment of the work, a third when the index begins to be written, a third when
    what questions read does.
    """
    chance = random.Random(SEED)
    articles = sorted(bench.collection().articles, key=lambda article: len(article.text))[:ARTICLES]
    with tempfile.TemporaryDirectory() as folder:
        home, texts = Path(folder) / "home", Path(folder) / "texts"
        texts.mkdir()
        for number, article in enumerate(articles):
            (texts / f"{number:03d}.txt").write_text(article.text, encoding="utf-8")
        longest = _run(home, texts, _never)
        shutil.rmtree(home)
        found: list[str] = []
        phases: Counter[str] = Counter()
        held = 0
        for kill in range(KILLS):
            if kill == int(KILLS * FIRST):
                _run(home, texts, _never)
            begins, soon = ((_working, longest), (_writing, WRITTEN), (_deriving, DERIVED))[kill % 3]
            until = chance.uniform(0.0, soon)
            ended = _run(home, texts, begins, until)
            copy = Path(folder) / f"after {kill}"
            after = copied(bench.opened, home, copy) if home.exists() else None
            phases["done already" if ended else _phase(after)] += 1
            found += [f"after kill {kill + 1}: {fault}" for fault in faults(after)] if after else []
            held += after is not None and after.record.count() > 0
            if after is not None:
                after.close()
            shutil.rmtree(copy, ignore_errors=True)
            for number in chance.sample(range(ARTICLES), EDITED):
                with (texts / f"{number:03d}.txt").open("a", encoding="utf-8") as file:
                    file.write(f"\n\nThis report was edited after kill {kill + 1}.")
        _run(home, texts, _never)
        last = copied(bench.opened, home, Path(folder) / "last")
        found += faults(last)
        _run(Path(folder) / "clean", texts, _never)
        clean = copied(bench.opened, Path(folder) / "clean", Path(folder) / "clean copy")
        clean.refresh()
        same = contents(last) == contents(clean)
    heading(f"{KILLS} kills of `verbatim ingest` ({ARTICLES} articles), {EDITED} files edited after each")
    for phase, count in phases.most_common():
        row(phase, f"{count}")
    row("with articles in the index then", f"{held}")
    row("faults found", f"{len(found)} {found[:3] or ''}")
    row("in the end as a clean build", "yes" if same else "NO")


Begins = Callable[[Path, float], bool]
"""Whether a part of the work has begun: (home, when the program was started)."""


def _never(home: Path, started: float) -> bool:
    return False


def _working(home: Path, started: float) -> bool:
    return (home / "write.pid").exists()


def _writing(home: Path, started: float) -> bool:
    """A few articles are in the record, and Chroma follows."""
    return _working(home, started) and (home / "vectors.writing").exists()


def _deriving(home: Path, started: float) -> bool:
    folder = home / "snapshots"
    return folder.exists() and any(each.name.startswith(".") and _changed(each, started) for each in folder.iterdir())


def _changed(file: Path, since: float) -> bool:
    try:
        return file.stat().st_mtime > since
    except OSError:
        return False


def _phase(left: Library | None) -> str:
    """What a kill came into, by what it left."""
    if left is None or not (left.home / "record.db").exists():
        return "before there was a record"
    if (left.home / "vectors.writing").exists():
        return "while Chroma was written to"
    if any(each.name.startswith(".") for each in (left.home / "snapshots").glob("*")):
        return "while what questions read was derived"
    current = snapshot.current(left.home / "snapshots")
    if left.record.revision and (current is None or f".{left.record.revision}." not in current.name):
        return "between the two"
    return "while articles were read and analysed"


def _run(home: Path, texts: Path, begins: Begins, after: float = 0.0) -> float:
    """How long the work of an ingest took; 0.0 when it was killed, so many seconds after a part of it had begun."""
    started = time.time()
    working = 0.0
    kill = float("inf")
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ingest", str(texts)],
        cwd=CHECKOUT,
        env={**os.environ, "VERBATIM_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        while process.poll() is None:
            now = time.time()
            working = working or (now if _working(home, started) else 0.0)
            if kill == float("inf") and begins(home, started):
                kill = now + after
            if now >= kill:
                process.send_signal(signal.SIGKILL)
                return 0.0
            time.sleep(0.002)
    return time.time() - working
