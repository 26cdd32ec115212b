"""Verbs of speech: the table in ``speech_verbs.txt``, and the lists that the steps of attribution and questions use."""

from __future__ import annotations

from retrieval.lang.en.inflection import bare_and_participle, finite, forms, inflected
from retrieval.lang.word_lists import table

VERBS = table(__name__, "speech_verbs.txt")
"""Each lemma with its classes, which the file explains."""


def lemmas(kind: str) -> list[str]:
    """The verbs of a class."""
    return [lemma for lemma, kinds in VERBS.items() if kind in kinds]


# What a cue in an article is.
GROUPS = ("say", "act", "mind", "show", "quote")
CUES = {form: (lemma, group) for group in reversed(GROUPS) for lemma in lemmas(group) for form in forms(lemma)}
"""Every form of a cue, with its lemma and the class by which it is taken."""

SAY = inflected(lemmas("say"))

# What a draft may put for a cue.
PLAIN = finite(lemmas("plain")) | {"saying"}
"""Forms that say no more than that somebody said it; any other must be the article's own cue."""

ASSERTS = inflected([*lemmas("plain"), *lemmas("asserts")]) | frozenset("according to on in at with by of".split())
"""Words of cues beside which "said" is right."""

ATTRIBUTES = inflected(lemmas("attributes")) | {"according", "reportedly"}
"""Words that attribute. A sentence that cites passages alone may hold none of them, nor leave one out."""

# What a question asks for.
ASKED = "say said tell told think comment talk speak write tweet post state claim announce".split()
"""Verbs in "what did X say"; none that things do too ("how did the markets react")."""

SPOKEN = bare_and_participle("say tell comment talk speak mention respond react tweet post write".split())
"""Verbs in "did X say" and "has X said" that ask for words, and not whether X did something."""

CLAIMED = bare_and_participle("say tell state claim tweet write".split())
"""Verbs in "did X say that"."""

ASKS_FOR_WORDS = finite(lemmas("asked")) | frozenset(
    "saying telling warning quotation quotations statement statements word words opinion opinions view views position"
    " positions response reaction stance take point according".split()
)
"""Words by which a question asks for somebody's words."""

STANCES = {
    "criticised": finite(lemmas("criticised")) | {"questioned"},
    "welcomed": finite(lemmas("welcomed")),
    "denied": finite(lemmas("denied")),
    "warned": finite(lemmas("warned")) | {"alarmed"},
}
"""What somebody may have done about a topic: the words of the question and the cues of the articles alike."""

SPEECH_NOUNS = frozenset(
    "response answer question reply view words argument claim warning call demand note sign signs letters statements"
    " tweets statement interview speech tweet post letter email memo remark remarks comment comments message release"
    " briefing conference testimony address essay column op-ed article report book memoir".split()
)
"""What somebody's words are in: its owner speaks by it."""
