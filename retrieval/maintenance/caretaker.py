"""Looks after a collection's index: finds what is wrong in it and repairs it, for who holds the writer's lock."""

from __future__ import annotations

from contextlib import suppress

from retrieval.embedding.base import Embedder
from retrieval.errors import IndexCorrupt
from retrieval.ingestion.enrichment import Analyser
from retrieval.ingestion.pipeline import Intake
from retrieval.ingestion.report import Step
from retrieval.maintenance import repair
from retrieval.maintenance.audit import Audit, Finding, audit
from retrieval.store.engine import Engine


class Caretaker:
    """Audits and repairs.

    Args:
        engine: has index and snapshot.
        embedder: makes the vectors that are to be made again.
        analyser: finds the statements that are to be found again.
        step: is told how far a look at the whole index is, or its repair.
    """

    def __init__(self, engine: Engine, embedder: Embedder, analyser: Analyser, step: Step) -> None:
        self._engine = engine
        self._embedder = embedder
        self._analyser = analyser
        self._step = step

    def audit(self) -> Audit:
        """Look at the whole index and at what is derived from it."""
        engine = self._engine
        engine.look_at_vectors()
        engine.index.catch_up()
        if engine.index.state.unfinished or (engine.current is not None and not engine.is_current):
            with suppress(IndexCorrupt):  # what a kill leaves is put in order at every start; damage is told below
                engine.settle()
        is_current = engine.is_current
        return audit(engine.index, self._embedder.dimensions, engine.current, is_current=is_current, step=self._step)

    def repair(self) -> list[Finding]:
        """Repair what :meth:`audit` finds; returns that."""
        engine = self._engine
        try:
            found = self.audit()
        except IndexCorrupt as error:
            if engine.url:
                raise
            return [self._rescue(error)]
        if found.findings:
            originals = repair.shown(engine.current)
            intake = Intake(engine.index, self._embedder, self._analyser, repair.FoundHoldings(found))
            repair.mend(engine.index, found, originals, intake, self._step)
            self._step(repair.DERIVING, 0, 0)
            engine.derive(whole=True)
        if engine.index.state.is_doubted:
            engine.index.state.trust()
        return found.findings

    def _rescue(self, error: IndexCorrupt) -> Finding:
        """Make an index again that can't be read."""
        count, aside = repair.rescue(self._engine, self._embedder, self._analyser, self._step)
        self._step(repair.DERIVING, 0, 0)
        self._engine.derive(whole=True)
        return Finding("index", f"{error.message}; {count} articles were read from {aside} and the snapshot")
