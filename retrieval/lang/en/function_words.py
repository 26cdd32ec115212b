"""Words that hold sentences together: auxiliaries, pronouns, prepositions, conjunctions, and what turns a sense."""

from __future__ import annotations

from retrieval.lang.en.inflection import inflected
from retrieval.lang.word_lists import sections

_LISTS = sections(__name__, "function_words.txt")

STOP_WORDS = _LISTS["stop words"]

# Verbs that help others.
BE = frozenset("am is are was were be been being".split())
HAVE_AND_DO = frozenset("has have had having do does did".split())
PRESENT_TENSE = frozenset("am is are has have do does".split())
COPULAS = frozenset("is was became remains remained been".split())
MODALS = frozenset("can could may might must shall should will would ca wo 'd 'll ’d ’ll".split())
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

REFLEXIVES = frozenset(["himself", "herself", "itself", "themselves"])
DETERMINERS = frozenset("the a an one some many most several two three".split())
INDEFINITE = _LISTS["indefinite"]
SOME_OF = frozenset("some many others most all those one few several both each".split())
NOBODYS_NAME = _LISTS["nobodys name"]

# Prepositions and conjunctions.
VENUE_PREPOSITIONS = "on in at during to via before by from over through with while after outside inside aboard".split()
"""What opens a venue as articles tell it: "on X", "during a visit"."""

JOINS_DETAIL = _LISTS["joins detail"]
LEFT_HANGING = _LISTS["left hanging"]
GIVES_REASON = ("because", "since", "as a result", "so that", "due to", "in order to", "that is why", "the reason")
MAY_GIVE_REASON = (*GIVES_REASON, "after", "amid", "over", "following")
"""Beside what gives a reason in so many words, what often stands before one."""

SUBORDINATORS = _LISTS["subordinators"]
CONDITIONS = frozenset(["if", "unless", "whether"])
TOPIC_OR_PLACE = frozenset("about against as at for of on over to with".split())
PLACE_OR_HEARER = frozenset("at in on over to with".split())
SMALL_IN_TITLES = _LISTS["small in titles"]
CLAUSE_OPENINGS = _LISTS["clause openings"]
SMALL_WORDS = _LISTS["small words"]

# Readiness, and what is still to come.
EXPECTED = frozenset("expected poised scheduled slated due set supposed".split())
READY = _LISTS["ready"]
READY_TO_SPEAK = _LISTS["ready to speak"]
TO_COME = EXPECTED | {"is", "are", "was", "were"}
"""Before "to": "is expected to endorse", "is to endorse": nobody has done so yet."""

# What turns a sense, and what doesn't.
NEGATIONS = frozenset("not no never none nobody nothing neither nor without".split())
TURNING = NEGATIONS | inflected(_LISTS["turning verbs"]) | _LISTS["turning words"]
"""Words without which a sentence says something else."""

ADDS_DETAIL = _LISTS["adds detail"]
JOINS_A_REASON = frozenset("because since so and".split())
FILLERS = frozenset("also just really very so well now then even quite simply".split())
OPENERS = _LISTS["openers"]
