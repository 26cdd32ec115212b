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
INDEFINITE = frozenset("a an one another some many several two three most each every few both no".split())
"""What opens a noun phrase that is nobody's name: "a New Hampshire Republican"."""

SOME_OF = frozenset("some many others most all those one few several both each".split())
NOBODYS_NAME = frozenset(
    "i you it that this which who what these those one there me some many others both all everyone nobody someone"
    " anyone whoever everybody they we them us each none another few several either neither most itself himself herself"
    " themselves something nothing anything everything my your their our its whom whose".split()
)

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

SUBORDINATORS = frozenset(
    "after when while as if although though since because before until once unless whereas where how".split()
)
CONDITIONS = frozenset(["if", "unless", "whether"])
TOPIC_OR_PLACE = frozenset("about against as at for of on over to with".split())
PLACE_OR_HEARER = frozenset("at in on over to with".split())
SMALL_IN_TITLES = frozenset("a an and as at but by for from in into nor of on or over the to up with vs".split())
"""Words that a headline in capitals writes small."""

CLAUSE_OPENINGS = frozenset(
    "that to whether if how what why when who it he she they we the a his her their its there this for".split()
)
"""First words of clauses that the judge of reported clauses was fitted with."""

SMALL_WORDS = frozenset(
    "a an the this that these those of to in on at by for from with about as into over under toward towards against"
    " after before during since until while and or but nor so because if when where who whom whose which what why how"
    " is are was were be been am has have had do does did will would can could may might shall should must he she it"
    " they we i you his her its their our my your not than then there said says".split()
)
"""Words beside which a phrase may begin, and with which none ends."""

# Readiness, and what is still to come.
READY = frozenset("likely unlikely willing unwilling ready eager reluctant quick slow happy able careful free".split())
"""Adjectives whose "to" has their own subject: "was more likely to say"."""

READY_TO_SPEAK = frozenset("willing unwilling ready eager reluctant open determined prepared confident happy".split())
"""What only the one of whom it is said can tell: "Jones is willing to sign, he said"."""

TO_COME = frozenset("expected poised scheduled slated due set supposed is are was were".split())
"""Before "to": "is expected to endorse", "is to endorse": nobody has done so yet."""

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
