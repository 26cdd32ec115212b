"""Nouns for people, what they are called by, and bodies; the lists stand in ``people.txt``, which explains them."""

from __future__ import annotations

import re

from retrieval.lang.en.inflection import finite
from retrieval.lang.en.speech_nouns import SPEECH_NOUNS
from retrieval.lang.word_lists import sections, table

_LISTS = sections(__name__, "people.txt")
TITLES = _LISTS["titles"]
SEATS = _LISTS["seats"]
MEASURED = _LISTS["measured"]
JUDGES = frozenset("justice recorder magistrate".split())
"""Titles of those whom an article calls "the judge" as well."""

ALIAS = frozenset("alias aka a.k.a a.k.a. nicknamed dubbed".split())
BEFORE_ALIAS = frozenset("also better widely popularly commonly locally universally who is was known".split())
"""Between a name and the words before another one of the same person: "who was better known as"."""
NAME_TITLES = _LISTS["titles that names drop"]
HONORIFICS = _LISTS["honorifics"]
ADDRESS_GENDER = dict.fromkeys(_LISTS["men's forms of address"], "m") | dict.fromkeys(
    _LISTS["women's forms of address"], "f"
)
"""Honorifics and pronouns by which articles call men and women."""

ADDRESS_OF = {"m": "Mr", "f": "Ms"}
BORN = "born"
"""Before the year of somebody's birth."""

PARTICLES = _LISTS["particles"]
PARTICLES_OF_PEOPLE = _LISTS["particles of people"]
CASED_PARTICLES = PARTICLES | _LISTS["particles like first names"]
NAMES_LIKE_PLACES = _LISTS["first names like places"]
NAME_SUFFIXES = _LISTS["name suffixes"]
POSITIONS = _LISTS["positions"]
ROLES = _LISTS["roles"]
BODY_WORDS = _LISTS["bodies"]
_PERSON_NOUNS = sections(__name__, "person_nouns.txt")
PERSON_NOUNS = ROLES | _PERSON_NOUNS["person nouns"] | _LISTS["people that WordNet lacks"]
"""Nouns for people of all kinds, trades among them."""
PERSON_NOUNS_AND_TITLES = PERSON_NOUNS | TITLES
ALSO_PERSON_NOUNS = _PERSON_NOUNS["people in another sense"]
"""Nouns that more often stand for something else: "substitute"."""
POST_NOMINALS = _LISTS["post-nominals"]
BODY_NOUNS = _LISTS["body nouns"]
COMPANIES = _LISTS["companies"]
COMPANY_ENDINGS = _LISTS["company endings"]
KIN = _LISTS["kin"]
RELATED = KIN | _LISTS["asks for relatives"]
ANYBODY = _LISTS["anybody"]
ANYBODY_AT_ALL = frozenset("people persons speakers names voices sources those".split())
"""Nouns by which a question asks for all who speak."""
ALSO_BODIES = _LISTS["also bodies"]
SPEAKS_FOR = _LISTS["speaks for"]
AGE = "old"
"""The head of "the 19-year-old"."""
SEVERAL = _LISTS["several people"]
PLACE_PREFIXES = _LISTS["place prefixes"]
NAMED_PLACES = _LISTS["named places"]
_MOST_INITIALS = 3
ROLE_NAMES = tuple(
    frozenset(name.replace("_", " ") for name in (key, *others))
    for key, others in table(__name__, "role_names.txt").items()
)
"""The names of each role that goes by several."""

LOOSELY = {
    key: tuple(each.replace("_", " ") for each in others) for key, others in table(__name__, "loose_roles.txt").items()
}
"""What a noun loosely stands for: "boss" for "chairman", and not the other way round."""
ROLE_SIGNS = {key: frozenset(signs) for key, signs in table(__name__, "role_signs.txt").items()}
"""Words of a sentence that tell that the one whom it names is something: "client" of a lawyer."""
ROLE_INITIALS = frozenset(name for names in ROLE_NAMES for name in names if len(name) <= _MOST_INITIALS)
"""Roles by their initials, which may stand before a name: "CS Wanjala"."""

GENDERED = dict.fromkeys(_LISTS["male"], "m") | dict.fromkeys(_LISTS["female"], "f")
"""Nouns and titles of men and of women."""

_SPEAKERS = ROLES | BODY_WORDS | _LISTS["speakers"] | SPEECH_NOUNS
_TELLERS = _LISTS["more people"] | _LISTS["tellers"]

TITLE_ABBREVIATIONS = {
    "gov": "governor",
    "sen": "senator",
    "rep": "representative",
    "gen": "general",
    "prof": "professor",
    "adm": "admiral",
    "amb": "ambassador",
    "brig": "brigadier",
    "capt": "captain",
    "cdr": "commander",
    "cllr": "councillor",
    "cmdr": "commander",
    "col": "colonel",
    "coun": "councillor",
    "cpl": "corporal",
    "det": "detective",
    "insp": "inspector",
    "lt": "lieutenant",
    "maj": "major",
    "rev": "reverend",
    "sgt": "sergeant",
    "supt": "superintendent",
}
FORMER = frozenset("former ex then".split())
_FIELDS = sections(__name__, "fields.txt")
FIELD_OF = {word: field for field, words in _FIELDS.items() for word in words}
"""What field of life a noun or title belongs to: "senator" to politics."""

COMPATIBLE_FIELDS = frozenset(
    frozenset((field, other)) for field, others in table(__name__, "compatible_fields.txt").items() for other in others
)
"""Pairs of fields that one person is known by without a word about the change."""

OFFICE_PREFIXES = _LISTS["office prefixes"]
LESSER_OFFICES = _LISTS["lesser offices"]
BEFORE_A_GOAL = frozenset(["to", "for"])
"""Those of them that stand before an office only as what somebody wants: "candidate for mayor"."""
RANKS = _LISTS["ranks"]
FIXED_OFFICES = re.compile(r"\b(?:secretary of (?:state|defen[cs]e|the treasury)|chief of staff)\b")
AFTER_AN_OFFICE = _LISTS["after an office"]
OFFICES = _LISTS["offices"]
"""Titles that a person either has or hasn't, a man's form for both."""
PORTFOLIOS = _LISTS["portfolios"]
"""What an office is for, in American spelling."""
LEAVES_AN_OFFICE = frozenset("who which that whose where when as while but".split())
HOLDS_AN_OFFICE = frozenset("is was are were became becomes be been serves served".split())

HOLDS_A_ROLE = finite(
    "advise chair command coach direct edit head lead manage own preside represent run serve teach work".split()
) | frozenset("found founded played".split())
"""What somebody who "represented", "heads" or "once ran" something is introduced by."""

BEFORE_ONE_OFFICE = frozenset("former vice prime new outgoing current".split())
"""Words between "the" and an office that only one holds: "the new mayor"."""
TELLS_APART = frozenset("other fellow last next same former local senior junior young".split())
"""Adjectives before a noun for a person that tell one from another: "the other driver"."""
PUT_INTO_OFFICE = frozenset("appointed chosen crowned elected installed made named ordained promoted sworn".split())
"""Participles of what makes somebody a mayor."""
IN_OFFICE = finite("serve start take work".split()) | PUT_INTO_OFFICE
"""Verbs before "as the mayor" of whom it tells that."""


def is_office(noun: str) -> bool:
    """Whether a folded noun says what a person is: "president", "fisherman"."""
    return noun in ROLES or noun in TITLES or noun.endswith(("er", "or", "ist", "ian", "man", "woman"))


def can_tell(noun: str) -> bool:
    """Whether a common noun in lower case can be said to tell something, though it may seldom do: "data", "a firm"."""
    singulars = {noun, noun.removesuffix("s"), noun.removesuffix("es"), noun.removesuffix("ies") + "y"}
    return any(n in _TELLERS or can_speak(n) or n.endswith(("man", "woman")) for n in singulars)


def can_speak(noun: str) -> bool:
    """Whether a common noun in lower case stands for people, a body or a text that can be said to speak."""
    singular = noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
    return (
        any(n in _SPEAKERS for n in (noun, singular))
        or noun.endswith(("men", "women", "people", "ists", "ees", "ians", "ors", "ers", "ist", "ee", "ian"))
        or (singular.endswith(("er", "or", "ant")) and len(singular) > 6)
    )
