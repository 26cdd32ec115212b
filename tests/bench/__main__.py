"""``make bench [ONLY=part]``, or ``python -m tests.bench [PART…]``: the tables of speed and of quality."""

from __future__ import annotations

import os
import sys

from tests.bench import (
    checking,
    dialogues,
    hostile,
    kills,
    pages,
    premises,
    quality,
    quotations,
    reprints,
    round_trip,
    scale,
    speed,
    telegram,
)

GROUPS = {
    "speed": speed.PARTS,
    "quality": {
        **quality.PARTS,
        **quotations.PARTS,
        **round_trip.PARTS,
        **premises.PARTS,
        **reprints.PARTS,
        **pages.PARTS,
        **checking.PARTS,
        **dialogues.PARTS,
    },
}
GROUPS["telegram"] = telegram.PARTS
GROUPS["hostile"] = hostile.PARTS
GROUPS["scale"] = scale.PARTS
GROUPS["kills"] = {"kills": kills.kills, "restarts": telegram.restarts}
PARTS = {name: part for group in GROUPS.values() for name, part in group.items()}


def main(wanted: list[str]) -> int:
    """Run the groups or parts named, by default all."""
    for name in wanted:
        if name not in GROUPS and name not in PARTS:
            print(f"bench: there is no part {name!r}; there are {', '.join((*GROUPS, *PARTS))}", file=sys.stderr)
            return 2
    for name in wanted or GROUPS:
        for part in GROUPS[name].values() if name in GROUPS else [PARTS[name]]:
            part()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or os.environ.get("ONLY", "").split()))
