"""Verbs of speech: the table in ``speech_verbs.txt``, and the lists that the steps of attribution and questions use."""

from __future__ import annotations

from retrieval.lang.en.inflection import bare_and_participle, finite, forms, inflected
from retrieval.lang.word_lists import sections, table

_LISTS = sections(__name__, "speech_verb_lists.txt")

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
COMMUNICATES = inflected(
    {*sections(__name__, "communication_verbs.txt")["communication verbs"], *lemmas("criticised"), *lemmas("welcomed")}
)
"""Forms of verbs of communication and of taking a stand: their subject says what is quoted as their object."""
HANDS_OVER = inflected("give send extend offer express convey".split())
"""Verbs that attribute words in quotation marks behind a possessive: "gave its “deepest sympathies”"."""

# What a question asks for.
ASKED = "say said tell told think comment talk speak write tweet post state claim announce".split()
"""Verbs in "what did X say"; none that things do too ("how did the markets react")."""

ASKS_SOMEBODY = sorted({*ASKED, *lemmas("say"), *"want ask shout reply answer respond mean suggest".split()})
"""Verbs in "what did the widow say"."""

SAYING = sorted(forms(each)[-1] for each in ASKS_SOMEBODY if each not in {"said", "told"})
"""The same in "what's the widow saying"."""

SAYS_BARELY = sorted({*ASKS_SOMEBODY, "argue"} - {"said", "told"})
"""The same without "did": "what the widow say"."""

SPOKEN = bare_and_participle("say tell comment talk speak mention respond reply react tweet post write".split())
"""Verbs in "did X say" and "has X said" that ask for words, and not whether X did something."""

CLAIMED = bare_and_participle("say tell state claim tweet write".split())
"""Verbs in "did X say that"."""

ASKS_FOR_WORDS = finite(lemmas("asked")) | _LISTS["asks for words"]
STANCES = {
    "criticised": finite(lemmas("criticised")) | {"questioned"},
    "welcomed": finite(lemmas("welcomed")),
    "denied": finite(lemmas("denied")),
    "warned": finite(lemmas("warned")) | {"alarmed"},
}
"""What somebody may have done about a topic: the words of the question and the cues of the articles alike."""

SIDES = {
    "criticised": finite(lemmas("criticised")) | inflected(_LISTS["against"]),
    "welcomed": finite(lemmas("welcomed")) | inflected(_LISTS["in favour"]),
}
"""Verbs by which somebody is against something or for it."""
TAKES_SIDES = frozenset().union(*SIDES.values()) - _LISTS["sides as nouns"]
"""Those that name what somebody does to a topic, and no topic."""
PARTISANS = {"criticised": _LISTS["who are against"], "welcomed": _LISTS["who are in favour"]}
REACTS = inflected("react respond reply retort".split())

# What the parser's trees leave open.
CLAUSE_FOLLOWS = _LISTS["clause follows"]
KEPT_IN_SPAN = _LISTS["kept in span"]
OBJECT_HEARS = _LISTS["object hears"]
TOPICAL = _LISTS["topical"]
THINGS_SHOW = _LISTS["things show"]
VOWS = finite("vow pledge promise threaten".split())
"""With "to": what they will do is what they say, though the parser may take it for their purpose."""

TELLS = inflected(["tell"])
ORDERED = finite("tell ask order urge require instruct advise force warn".split())
"""Verbs in "was told to": what somebody is told to do isn't done yet."""
PASSES_ON = inflected("quote cite report".split())
"""Verbs in "as quoted by the Post": who does it passes words on."""
QUOTES_SOMEBODY = inflected("quote cite misquote".split())
QUOTED_AS_SAYING = frozenset("quoted cited heard reported".split())
OVERHEARD = frozenset("heard seen caught filmed recorded overheard spotted videotaped taped".split())
MAKES_SAY = inflected("force lead prompt".split())
"""Verbs whose object speaks: "it led Jones to say"."""

GOES_ON_TO = _LISTS["goes on to"]
NEVER_PASSIVE = _LISTS["never passive"]

# Who is asked answers.
ASKS = inflected("ask press question".split())
QUESTIONED = frozenset("asked pressed questioned interviewed".split())
REACHED = _LISTS["reached"]
GESTURES = finite(_LISTS["gestures"])
"""Forms of verbs that tell what a speaker's face or head does; his words follow."""

# Around quotes, before anything is parsed.
BEFORE_A_QUOTE = (
    "said says say saying asked asks wrote writes added adding tweeted replied joked shouted declared".split()
)
AFTER_A_QUOTE = (
    "said says asked asks answered wrote added told tweeted replied responded continued wondered shouted posted".split()
)
SAYS_MORE = r" (?:that (?!day|night|morning|evening|week|month|year)|(?:he|she|they|it|there) )"
"""What stands behind such a verb where it tells something else: "“…?” Jones said he would go."."""

IN_HEADLINES = _LISTS["in headlines"]

# When and where.
TELLS_WHERE = inflected(
    "speak appear talk write respond answer testify ask press question interview post tweet say tell".split()
)
"""Verbs beside a cue that carry when and where: "speaking on Monday, he said"."""

POSTS = finite("post write tweet".split()) - {"post", "write", "tweet", "written"}
