"""A quarrel over some months, as one newspaper told it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from retrieval.model import Kind
from tests.bot.answering.conftest import ERIK, HOLM, Ask, Other, Report, Said

QUARREL: Sequence[Report] = (
    Report(
        "Council plans a toll bridge. The council presented its plan for a toll bridge to Northport on Monday. The toll"
        " bridge was first proposed in 2019, when the old ferry sank. “A toll is the only way to pay for steel and"
        " stone,” Jon Holm said. “Nobody in my harbour will pay to cross his own water,” said Erik Lindqvist. Holm said"
        " that the toll would be two crowns.",
        3,
        [
            Said("“A toll is the only way to pay for steel and stone,”", HOLM),
            Said("“Nobody in my harbour will pay to cross his own water,”", ERIK, cue="said"),
            Said("that the toll would be two crowns", HOLM, Kind.INDIRECT),
        ],
    ),
    Report(
        "Mayor drops the toll. Jon Holm changed course on the toll bridge on Tuesday and no longer wants a toll."
        " Ada Marsh, who spoke for the islanders from 2003 to 2006, was glad. “There will be no toll, not now and not"
        " later,” Holm said. The fishermen celebrated until the morning.",
        11,
        [Said("“There will be no toll, not now and not later,”", HOLM)],
    ),
    Report(
        "Bakery wins a prize. The bakery in Harbour Street won a prize for its rye bread on Wednesday. “We bake as"
        " our mothers did,” said Pia Lund.",
        12,
        [Said("“We bake as our mothers did,”", "Pia Lund")],
    ),
)


@pytest.fixture
def quarrel(asked_of: Other) -> Ask:
    """Puts questions to the articles on the quarrel."""
    return asked_of(QUARREL)
