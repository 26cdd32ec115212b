"""Peoples, languages and places."""

from __future__ import annotations

NATIONALITIES = frozenset(
    "african american arab asian australian austrian belarusian belgian brazilian british bulgarian canadian chinese"
    " croatian czech danish dutch egyptian english estonian european finnish french georgian german greek hungarian"
    " indian iranian iraqi irish israeli italian japanese jewish korean kurdish latvian lithuanian mexican moldovan"
    " muslim norwegian pakistani palestinian polish portuguese romanian russian saudi scottish serbian slovak spanish"
    " swedish swiss syrian taiwanese turkish ukrainian western".split()
)

LANGUAGES = frozenset("english french german spanish russian ukrainian polish italian arabic chinese japanese".split())
