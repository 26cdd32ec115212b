"""Words by which an article says that somebody's words were denied, made up, alleged, or not yet said.

The longer lists stand in ``hedging_words.txt``.
"""

from __future__ import annotations

from retrieval.lang.en.function_words import EXPECTED
from retrieval.lang.en.speech_verbs import CUES
from retrieval.lang.patterns import any_of
from retrieval.lang.word_lists import sections

_LISTS = sections(__name__, "hedging_words.txt")

NEGATIVES = frozenset("not n't n’t never nor".split())
NOBODY = frozenset(["nobody", "no-one", "none", "neither", "nothing"])

OPEN_QUESTIONS = ("when", "whether", "if", "why", "how", "what", "who", "where", "which")
"""Words that open what somebody wouldn't say: nothing is denied."""

REPORTS_OF_SPEECH = _LISTS["reports of speech"]
DENIES = _LISTS["denies"]
DISMISSES = frozenset("dismiss dismisses dismissed dismissing rubbish rubbishes rubbished rebut rebutted".split())
"""With a claim as their object: what it says isn't so."""
CLAIMS = frozenset(
    "accusation accusations allegation allegations assertion assertions charge charges claim claims report reports"
    " rumor rumors rumour rumours suggestion suggestions".split()
)
DENIES_FLATLY = frozenset(["denies", "denied"])
THE_CLAIM = frozenset("it this that saying said".split())
"""What somebody denies who is said to have said something."""
STOPS_SHORT = frozenset("stop stops stopped stopping fall falls fell falling".split())

FALSELY = _LISTS["falsely"]
ALLEGEDLY = frozenset("allegedly reportedly supposedly purportedly apparently seemingly".split())

FAKE = _LISTS["fake"]
FALSEHOODS = frozenset("fabrication forgery hoax invention lie myth untrue".split())
GENUINE = frozenset("accurate authentic correct genuine real true".split())
POSES = frozenset("impersonating posing masquerading".split())
PRETENDS = frozenset("pretending pretended purporting purported claiming".split())
"""With "to be" before a name."""

WANTS = _LISTS["wants"]
TO_COME = EXPECTED | _LISTS["to come"]
SUPPOSES = frozenset(
    "suppose supposing imagine imagining assume assuming pretend picture picturing envisage envisaging envision".split()
)
SEEMS = frozenset("appear appears appeared seem seems seemed".split())
PLAIN_SPEECH = frozenset("say tell write post shout".split())
"""Of these "seems to" tells what a clip shows, and of others how the writer reads somebody."""
THOUGHT = frozenset(
    "alleged believed claimed reported reputed rumored rumoured said supposed thought understood".split()
)
"""Passives before "to have said": what people say of it, and nobody knows."""
RUMOURS = frozenset("rumor rumors rumour rumours gossip legend".split())
NEARLY = frozenset(["almost", "nearly"])
SHORT_OF = (("close", "to"), ("everything", "but"), ("everything", "except"), ("anything", "but"))
"""Before a verb of speech: what is told isn't said in so many words."""
MISQUOTES = frozenset("misquoted misreported misrepresented misattributed mistranslated".split())
MIMICS = frozenset("mimicked mimicking mimics imitated imitating imitates aped aping parodied parodying".split())
NOT_DONE = frozenset("could might may should must".split())
"""Modals beside a verb of speech: nobody says that the words were said."""
OUTLETS = _LISTS["outlets"]
INVENTS = frozenset("satirical satire parody spoof humour humor comedy comic".split())
DOUBTS = frozenset("doubt doubts doubted question questions questioned".split())

READS_OUT = frozenset("read reads reading recite recites recited reciting quote quotes quoted".split())
SINGS = frozenset("sing sings sang sung singing croon croons crooned crooning rap raps rapped rapping".split())
"""Verbs by which words are a song's."""
TEXTS = _LISTS["texts"]
PASSES = _LISTS["passes"]
HOLD_SPEECH = TEXTS | REPORTS_OF_SPEECH | _LISTS["hold speech"]
NAMED_WORDS = _LISTS["named words"]
SAID_AGAIN = _LISTS["said again"]
IS_CLAIMED = (
    r"\b(?:claim(?:s|ed|ing)?|shared|viral|circulat\w+|going around|attribut\w+|purport\w*|allege\w*|quoted as"
    r"|appears? to (?:show|have)|supposedly|rumou?rs?)\b"
)
GOES_AROUND = (
    IS_CLAIMED
    + r"|\b(?:posts?|pictures?|images?|graphics?|memes?|videos?|clips?|screenshots?|photos?|tweets?|card|leaflet)\b"
)
"""How a fact check tells of words that go around."""
VERDICT = r"\W*(?:verdict|rating|our (?:rating|ruling|verdict)|ruling|conclusion|fact[- ]check(?: verdict)?|result)"
VERDICT_FALSE = (
    r"\b(?:false|fake|fabricat\w+|not true|untrue|incorrect|altered|doctored|satire|satirical|misattributed|made up"
    r"|invented|hoax|pants on fire|no evidence|misleading|miscaptioned|wrong)\b"
)
VERDICT_TRUE = (
    r"\A(?!.*\b(?:not|half|part|partly|partially|misses|missing|needs|lacks|out of)\b)"
    r".*\b(?:true|correct|accurate|confirmed|verified|supported|legit\w*|authentic|real|[45] of 5)\b"
)
IS_FALSE = rf"[\s,]*(?:is|are|was|were)\b(?! not\b)(?: \w+)? (?:false|fake|{'|'.join(sorted(FALSEHOODS))})\b"
"""Behind a claim that somebody said something: "is false", "was a fabrication"."""
LABELS_FALSE = r"\W*(?:false|fake|hoax|myth|altered|satire|misattributed|fabricated|not true|debunked)\s*[:–—-]"
CLAIM = r"\W*(?:the )?claims?\s*[:–—-]"
NOTE = r"\W*(?:editor['’]?s['’]? note|correction|clarification|retraction|update|note)\b"
ASKED_WHETHER = (
    r"\b(?:asked|asks|asking|pressed|pressing|questioned|questioning|quizzed|challenged)\b[^.?!;]*?\b(?:whether|if)\b"
    r"(?: \S+){1,4}? (?:had|has|have|did)(?: (?:ever|in fact|indeed|not|\w+ly))?"
    rf" (?:{any_of({*CUES, 'used', 'use', 'uttered', 'utter', 'spoken', 'spoke'})})\b[^.?!;,:]*\Z"
)
"""Before quoted words: they are of a question that somebody is asked, and not of the answer."""
NOT_SAID_AFTER_ALL = (
    r"\b(?:said no such thing"
    r"|never (?:actually )?(?:said|made|uttered|wrote|tweeted|posted|gave|printed|published)"
    r"(?: (?:it|this|so|such|any|the (?:words?|lines?|quot\w+|remark|phrase|statement|comment|post|tweet))\b|[.])"
    r"|(?:did|has)(?: not|n['’]t) (?:actually |ever )?(?:say|said|make|made) (?:it|that|this|so|any such)\b"
    r"|(?:quote|quotation|statement|remark|line|words|post|tweet|clip|video|screenshot|letter)s? (?:\w+ ){0,3}?"
    r"(?:is|are|was|were|has been|have been) (?:\w+ly )?(?:fake|false|fabricated|invented|made up|doctored|forged"
    r"|a hoax|satire|a joke|a forgery)|no such (?:quote|statement|remark|post|tweet)"
    r"|(?:quote|quotation|statement|remark|lines?|words|saying|phrase|claim|letter|passage)\b (?:\w+ ){0,3}?"
    r"(?:is|are|was|were) (?:\w+ ){0,2}not (?:his|hers|theirs|genuine|authentic|real)\b"
    r"|(?:used|uses|has used|have used) no such (?:words?|phrases?|language|term)"
    r"|(?:appears?|is found|are found) (?:nowhere|in none) (?:of|in)"
    r"|(?:wrongly|incorrectly|mistakenly|falsely) attributed|misattributed"
    r"|attributed to [^.]{2,60} (?:that|which) (?:was|had been) (?:made|said|written) by (?:another|some|a )"
    r"|has not done so|have not done so|comes from (?:a|the) (?:comedy|satir|parody|film|play|novel|sketch)\w*)"
)
"""A sentence after the words, by which they were not said."""
