"""Who is who among names that are at hand, as a catalog lists them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from retrieval.entities.corrections import NONE, Corrections
from retrieval.entities.registry import Everything, Use, register
from retrieval.model import Speaker


def registered(
    used: Sequence[Use], text_of: Callable[[str], str] = lambda _: "", said: Corrections = NONE
) -> tuple[list[Speaker], dict[tuple[str, str], int]]:
    """All speakers, the most quoted first, and the place there of whom each name means, by article and name."""
    found = register(Everything(lambda: used, text_of), said.one, said.two)
    of_each: dict[str, list[Use]] = defaultdict(list)
    for use, owner in zip(used, found.owners, strict=True):
        of_each[owner].append(use)
    made = {owner: speaker for owner, each in of_each.items() if (speaker := found.speaker(owner, each))}
    order = sorted(made, key=lambda owner: (-made[owner].statements, owner))
    places = {owner: place for place, owner in enumerate(order)}
    meant = zip(used, found.owners, strict=True)
    rows = {(use.article_id, use.name): places[owner] for use, owner in meant if owner in places}
    return [made[owner] for owner in order], rows
