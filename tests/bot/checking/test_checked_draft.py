"""A checked draft: its counts, and what a script sees of it."""

from __future__ import annotations

import json

from bot.checking.checked_draft import CheckedDraft, Item, Verdict, checked_json
from retrieval.model import Article, Citation, Kind

ARTICLE = Article(title="Ice", text='"It will hold," Mara Lund said.')
SOURCE = Citation(
    number=1, article=ARTICLE, quote="It will hold", start=1, end=13, kind=Kind.DIRECT, speaker="Mara Lund"
)
ITEM = Item("It will fold", 3, 15, "quotation", "Mara Lund", Verdict.ALTERED, (SOURCE,), (("fold", "hold"),))
CLAIM = Item("it would hold", 20, 33, "claim", "Mara Lund", Verdict.COMPARE)


def test_what_a_script_sees() -> None:
    """The fields of the contract, and citations as in answers."""
    made = json.loads(checked_json(CheckedDraft("…", [ITEM, CLAIM]), "draft.md"))
    assert made["draft"] == "draft.md"
    assert made["counts"] == {"altered": 1, "compare": 1}
    first = made["items"][0]
    assert (first["verdict"], first["differences"], first["note"]) == ("altered", [["fold", "hold"]], None)
    assert first["sources"][0]["quote"] == "It will hold"
    assert first["sources"][0]["article"]["title"] == "Ice"


def test_claims_leave_a_draft_verbatim() -> None:
    assert CheckedDraft("…", [CLAIM]).is_verbatim
    assert not CheckedDraft("…", [CLAIM, ITEM]).is_verbatim
