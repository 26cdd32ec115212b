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
from pathlib import Path

from tests.bench import collection as bench
from tests.bench.measuring import CHECKOUT
from tests.bench.tables import heading, row
from tests.integrity import contents, copied, faults

KILLS = int(os.environ.get("BENCH_KILLS") or 50)
ARTICLES = 40
"""Enough for two groups. Until the first is written, most of a first ingest's time, a kill finds nothing to harm."""


def kills() -> None:
    """`verbatim ingest` killed again and again, articles edited in between; then once to its end."""
    chance = random.Random(50)
    articles = sorted(bench.collection().articles, key=lambda article: len(article.text))[:ARTICLES]
    with tempfile.TemporaryDirectory() as folder:
        home, texts = Path(folder) / "home", Path(folder) / "texts"
        texts.mkdir()
        for number, article in enumerate(articles):
            (texts / f"{number:03d}.txt").write_text(article.text, encoding="utf-8")
        longest = _run(home, texts, None)
        shutil.rmtree(home)
        found: list[str] = []
        ended = held = 0
        for kill in range(KILLS):
            ended += _run(home, texts, chance.uniform(0.0, longest)) is not None
            copy = Path(folder) / f"after {kill}"
            after = copied(bench.opened, home, copy) if home.exists() else None
            found += [f"after kill {kill + 1}: {fault}" for fault in faults(after)] if after else []
            held += after is not None and after.index.count() > 0
            shutil.rmtree(copy, ignore_errors=True)
            for number in chance.sample(range(ARTICLES), 3):
                with (texts / f"{number:03d}.txt").open("a", encoding="utf-8") as file:
                    file.write(f"\n\nThis report was edited after kill {kill + 1}.")
        _run(home, texts, None)
        last = copied(bench.opened, home, Path(folder) / "last")
        found += faults(last)
        _run(Path(folder) / "clean", texts, None)
        clean = copied(bench.opened, Path(folder) / "clean", Path(folder) / "clean copy")
        clean.refresh()
        same = contents(last) == contents(clean)
    heading(f"{KILLS} kills of `verbatim ingest` ({ARTICLES} articles, {longest:.1f} s), files edited in between")
    row("killed before its end", f"{KILLS - ended}")
    row("with articles in the index then", f"{held}")
    row("faults found", f"{len(found)} {found[:3] or ''}")
    row("in the end as a clean build", "yes" if same else "NO")


def _run(home: Path, texts: Path, seconds: float | None) -> float | None:
    """How long an ingest took; None when it was killed after so many seconds."""
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ingest", str(texts)],
        cwd=CHECKOUT,
        env={**os.environ, "VERBATIM_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            return None
    return time.perf_counter() - started
