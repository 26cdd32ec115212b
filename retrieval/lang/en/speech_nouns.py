"""Nouns of speech: what somebody's words are in, what stands for a verb of speech, and who may hear it."""

from __future__ import annotations

SPEECH_NOUNS = frozenset(
    "response answer question reply view words argument claim warning call demand note sign signs letters statements"
    " tweets statement interview speech tweet post letter email memo remark remarks comment comments message release"
    " briefing conference testimony address essay column op-ed article report book memoir".split()
)
"""What somebody's words are in: its owner speaks by it."""

NOUN_CUES = frozenset(
    "claim claims promise promises pledge pledges assertion assertions suggestion suggestions warning warnings"
    " prediction predictions contention argument vow accusation accusations allegation allegations denial belief"
    " statement statements insistence complaint complaints view declaration announcement answer position demand message"
    " line response conviction stance".split()
)
"""Nouns that attribute a clause to their owner: "Jones's claim that"."""

NOUN_CUES_WITH_MATTER = frozenset(
    "claim claims promise promises pledge pledges warning warnings vow accusation accusations complaint complaints"
    " view views demand demands proposal proposals criticism comment comments remark remarks concern concerns call"
    " calls request requests assessment threat threats offer explanation praise apology admission opposition".split()
)
"""Of these a topic or a purpose tells enough: "Jones's promise to sell", "Jones's remarks about the port"."""

WORDS_OF = frozenset("words view opinion telling estimation account".split())
"""In "in Jones's words", "by his account"."""

FIGURES = frozenset("toll number figure count cost total price estimate odds chance chances loss losses damage".split())
"""What is put at a number: "put the toll at four"."""

RELEASED = frozenset(
    "released published compiled provided issued collected prepared written filed conducted produced made gathered"
    " commissioned".split()
)
"""What one does with data of one's own; "footage seen by Jones" and "data stolen from Jones" aren't Jones's."""

DEVICES = frozenset("microphone mic tape video camera audio recording clip phone line footage".split())
"""What one is heard on; "was shown a letter saying" and "was seen with a man telling" are others' words."""

OCCASIONS = SPEECH_NOUNS | frozenset(
    "rally debate hearing event appearance hall forum meeting call podcast broadcast taping fundraiser conference"
    " convention summit press tv television radio telephone phone video facebook twitter instagram telegram youtube"
    " media site blog website page show program programme x tiktok account newsletter snapchat reddit linkedin floor"
    " stage trail documents filing court testimony deposition ceremony panel dinner reception church university".split()
)
"""Where something is said, beside places that have names."""

PLATFORMS = frozenset("x twitter telegram facebook instagram youtube linkedin tiktok threads bluesky social".split())
CALLED_BY = frozenset("telephone phone email telegram".split())

AUDIENCES = frozenset(
    "reporters journalists viewers listeners readers lawmakers supporters crowd audience meeting rally conference"
    " congress parliament hearing summit forum gathering newspaper magazine broadcaster channel agency network"
    " committee council assembly panel".split()
)
"""Whom one tells something in public."""
