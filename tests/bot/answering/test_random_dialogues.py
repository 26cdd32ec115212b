"""Whatever is said in whatever order, nothing raises and no quotation is wrong."""

from __future__ import annotations

from bot.answering.answerer import Answerer
from tests.bot.answering.conftest import ERIK, HOLM, MARA, TODAY, LibraryOf
from tests.bot.answering.dialogue.quarry import QUARRY, RUTH
from tests.bot.answering.random_dialogues import dialogues, fault, held

WHO = (HOLM, MARA, ERIK, RUTH, "Lindqvist", "Price", "Coast Guard", "Sven Berg", "holm", "Lindkvist")
WHAT = ("the bridge", "ice", "fares", "hope", "the minister", "quarry", "volcanoes", "“far too thin”", "Monday")


def test_random_dialogues_keep_the_promise(library_of: LibraryOf) -> None:
    """Sixty of six turns; a strict answerer raises where the gate would have dropped a line."""
    for reports in (None, QUARRY):
        answerer = Answerer(library_of() if reports is None else library_of(reports), strict=True)
        for n, turns in enumerate(dialogues(7, 30, WHO, WHAT)):
            for turn, answer in zip(turns, held(answerer, turns, str(n), TODAY), strict=True):
                assert fault(answer) is None, (turns, turn)
