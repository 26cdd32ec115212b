"""Words that hold sentences together: auxiliaries, pronouns, prepositions, conjunctions, and what turns a sense."""

from __future__ import annotations

from retrieval.lang.word_lists import sections

_LISTS = sections(__name__, "function_words.txt")

STOP_WORDS = _LISTS["stop words"]

ONLY_ENGLISH = _LISTS["only english"]

# Verbs that help others.
COPULAS = frozenset("is was became remains remained been".split())
LIGHT_VERBS = _LISTS["light verbs"]
"""Verbs that say little of what happened."""
MODALS = frozenset("can could may might must shall should will would ca wo 'd 'll ’d ’ll".split())

# Pronouns.
PRONOUNS = _LISTS["pronouns"]
POSSESSIVES = frozenset("his her their its my our".split())
THIRD_PERSON = frozenset("he she they him her them his their".split())
OF_MYSELF = frozenset("i me my mine myself".split())
OF_OURSELVES = OF_MYSELF | frozenset("we us our ours ourselves".split())
TO_YOU = frozenset("you your yours yourself yourselves".split())
PRONOUN_GENDER = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}

REFLEXIVES = frozenset(["himself", "herself", "itself", "themselves"])
DETERMINERS = frozenset("the a an one some many most several two three".split())
INDEFINITE = _LISTS["indefinite"]
SOME_OF = frozenset("some many others most all those one few several both each".split())
NOBODYS_NAME = _LISTS["nobodys name"]

# Prepositions and conjunctions.
VENUE_PREPOSITIONS = "on in at during to via before by from over through with while after outside inside aboard".split()
"""What opens a venue as articles tell it: "on X", "during a visit"."""

GIVES_REASON = ("because", "since", "as a result", "so that", "due to", "in order to", "that is why", "the reason")
MAY_GIVE_REASON = (*GIVES_REASON, "after", "amid", "over", "following")
"""Beside what gives a reason in so many words, what often stands before one."""

SUBORDINATORS = _LISTS["subordinators"]
CONDITIONS = frozenset(["if", "unless", "whether"])
TOPIC_OR_PLACE = frozenset("about against as at for of on over to with".split())
PLACE_OR_HEARER = frozenset("at in on over to with".split())
SMALL_IN_TITLES = _LISTS["small in titles"]
CLAUSE_OPENINGS = _LISTS["clause openings"]

# Readiness, and what is still to come.
EXPECTED = frozenset("expected poised scheduled slated due set supposed".split())
READY = _LISTS["ready"]
READY_TO_SPEAK = _LISTS["ready to speak"]
TO_COME = EXPECTED | {"is", "are", "was", "were"}
"""Before "to": "is expected to endorse", "is to endorse": nobody has done so yet."""

LEANS_ON_A_VERB = frozenset("to for of against as".split())
"""Words with which reported words begin that say little without their verb: "to come to Moscow"."""

# What turns a sense.
NEGATIONS = frozenset("not no never none nobody nothing neither nor without".split())
LIMITS = NEGATIONS | frozenset("but unless except if although though however until only yet provided".split())
"""What follows these takes back, or limits, what came before."""
DENIES = frozenset("not never".split())
"""Words that deny the verb behind them, besides those that end in "n't"."""

DENIALS = NEGATIONS | frozenset("cannot hardly deny denied denies refuse refused false untrue wrong".split())
"""In front of words, or among them, these say their opposite; so does any contraction with "n't"."""

SPOKEN_PRONOUNS = frozenset("i i'm i've i'd i'll we we're we've our my me us you your".split())
"""What people say of themselves and to each other, and an article seldom says."""
