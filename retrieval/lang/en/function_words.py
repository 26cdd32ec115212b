"""Words that hold sentences together: auxiliaries, pronouns, prepositions, conjunctions, and what turns a sense."""

from __future__ import annotations

from retrieval.lang.en.inflection import inflected

STOP_WORDS = frozenset(
    "a about am an and any are as at be been but by can could did do does for from had has have he her him his how"
    " i i'm i've if in into is it its me more my no not of on or our she should so some than that the their them then"
    " there these they this those to was we were what when where which who whom why will with would you your".split()
)
"""Words too common to tell one passage from another. ``not`` and ``no`` change what is said, not what about."""

# Verbs that help others.
BE = frozenset("am is are was were be been being".split())
HAVE_AND_DO = frozenset("has have had having do does did".split())
PRESENT_TENSE = frozenset("am is are has have do does".split())
COPULAS = frozenset("is was became remains remained been".split())
MODALS_REPORTED = {"will": "would", "can": "could", "may": "might", "shall": "should"}
"""What reported speech makes of these; never the other way round."""

# Pronouns.
PERSONS = {
    word: person
    for person, words in {
        "I": "i me my mine myself",
        "we": "we us our ours ourselves",
        "you": "you your yours yourself yourselves",
        "he": "he him his himself",
        "she": "she her hers herself",
        "they": "they them their theirs themselves",
        "it": "it its itself",
    }.items()
    for word in words.split()
}
"""Each pronoun with the person that it stands for."""

PERSONS_REPORTED = {"I": {"he", "she", "they"}, "we": {"they"}}
"""What reported speech makes of a speaker's "I" and "we"."""

THIRD_PERSON = frozenset("he she they him her them his their".split())
DEMONSTRATIVES = frozenset("this that these those".split())
PRONOUN_GENDER = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}

# Prepositions and conjunctions.
VENUE_PREPOSITIONS = "on in at during to via before by from over through with while after outside inside aboard".split()
"""What opens a venue as articles tell it: "on X", "during a visit"."""

JOINS_DETAIL = frozenset("on in at of to".split())
"""What joins where, when and to whom."""

LEFT_HANGING = frozenset("of to for from with by and against".split())
"""What words can't end with: something belongs behind."""

GIVES_REASON = ("because", "since", "as a result", "so that", "due to", "in order to", "that is why", "the reason")
MAY_GIVE_REASON = (*GIVES_REASON, "after", "amid", "over", "following")
"""Beside what gives a reason in so many words, what often stands before one."""

# What turns a sense, and what doesn't.
NEGATIONS = frozenset("not no never none nobody nothing neither nor without".split())
TURNING = (
    NEGATIONS
    | inflected(
        "deny refuse reject fail doubt lie allege claim accuse suspect pretend stop halt avoid prevent suppose"
        " oppose".split()
    )
    | frozenset(
        "nowhere hardly barely scarcely unless if whether except until only unlikely doubtful false falsely untrue liar"
        " wrong wrongly incorrect incorrectly myth hoax fake allegedly reportedly supposedly rumour rumours rumor"
        " rumors impossible perhaps maybe possibly probably instead rather than hypothetical hypothetically ridiculous"
        " absurd nonsense against but however although though despite almost nearly unlike".split()
    )
)
"""Words without which a sentence says something else."""

ADDS_DETAIL = frozenset("in on at during since with by from as because and who which where near".split())
"""Words before which a sentence may end although the article's goes on: they add to what was said."""

JOINS_A_REASON = frozenset("because since so and".split())
FILLERS = frozenset("also just really very so well now then even quite simply".split())
OPENERS = frozenset("and but so well yes look listen now because".split())
"""What a spoken sentence may begin with and mean the same without."""
