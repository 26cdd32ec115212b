"""Phrases with which people go on from an answer, as regular expressions: "and on NATO?", "no, I meant", "who else"."""

from __future__ import annotations

import re

from retrieval.lang.en import times
from retrieval.lang.en.phrases.question_phrases import CITATION_NUMBERS, TOPIC_PREPOSITIONS
from retrieval.lang.en.speech_verbs import SPOKEN
from retrieval.lang.en.times import DAYS_OF_UNIT
from retrieval.lang.patterns import any_of

_ON = any_of(TOPIC_PREPOSITIONS)


def _phrase(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


ON = _phrase(rf"\b{_ON}\b")
PRONOUN = _phrase(r"\b(?:he|she|they|him|her|them|his|hers|their|theirs)\b")
THAT = _phrase(r"\b(?:that|this|it|those|these)\b")
PERSON_PRONOUN = _phrase(r"\b(?:he|she|they|him|her|them|his|hers|their|theirs)\b")
OBJECT = _phrase(r"him|her|them")
ASKS_WHO = _phrase(r"\W*(?:and |but |so )?(?:who|whom|has any(?:one|body)|did any(?:one|body))\b")
CORRECTION = _phrase(
    r"^(?:(?:no+|nope|nah|not (?:him|her|that|this|them|those|these|it|what i (?:asked|meant))|sorry|actually|oops"
    r"|(?:the )?wrong(?: (?:one|person|man|guy|woman|answer|article|story|topic))?|rather|i meant?)\b[\s,:;.!-]*)+"
    r"(?:i(?:['’]m| am| was)? (?:meant?|mean|want(?:ed)?|had|asked|asking|thinking|talking)\b"
    r"(?: (?:about|of|for))?\s*)?"
    r"|^i (?:want(?:ed)?|was (?:asking|thinking|talking)|had|asked|mean)\b(?: (?:about|of|for))?\s*"
    r"(?=.*\b(?:instead|in mind|one|not (?:him|her|that|them))\b)|^(?:switch|change) to\b\s*"
)
AGAIN = _phrase(r"\b(?:again|once more|one more time)\b")
ASIDE = _phrase(
    r"[\s,]+(?:(?:and |but )?not (?:him|her|that|this|them|those|it)|instead|in mind|please|pls|too|as well|likewise"
    r"|similarly|the same|again|then|maybe|perhaps|now|also|(?:him|her|it)self|themselves)\W*$"
)
"""What trails a half sentence: "Kennedy too", "Tony, not her"."""

SAME_FOR = _phrase(r"\W*(?:and )?(?:the )?same\b")
SAME_FOR_ANOTHER = _phrase(r"[\s,]+(?:too|as well|likewise|similarly|the same|also)\W*$")
MORE_OF_THE_SAME = _phrase(
    r"^(?:and|also|but|so|ok(?:ay)?|then|plus|now|only|just|what about|how about|and what about|or"
    r"|(?:the )?same(?: question| thing)? (?:for|with|of|on)|any(?:thing)? (?:word )?from|something(?= (?:on|about)))\b"
    r"[\s,]*(?:what about|how about|also)?\s*|^(?=(?:on|about|regarding)\b)"
)
SAY_BACK = _phrase(r"\b(?P<say>say|said|reply|answer|respond) back\b")
FROM_WHOM = _phrase(r"\W*(?:and |but |so )?(?:is there |was there )?any(?:thing| word)? (?:else )?(?:from|by)\b")
"""Leads to a speaker: "anything from Osei himself"."""

OPENS_WITH_WHOM = _phrase(
    r"\W*(?P<who>(?:the|his|her|their|our|that) [^\W\d_][^,?!]{1,40}), *"
    r"(?P<what>(?:what|did|does|do|has|have|is|was|when|where|why|how|any(?:thing| word)?)\b.+)"
)
"""A question that says first of whom it is: "her daughter, what did she tell the inquest?"."""

DESCRIBED_THERE = _phrase(r"\b(?:about|on|of|to|with|against|for) (?P<who>(?:the|his|her|their) [^\W\d_][\w-]*)")
"""Somebody whom a topic describes: "about his sister being a director"."""

WEEKDAY = _phrase(rf"\b{times.WEEKDAY}\b")

_LEAD = r"(?:(?:and|but|so|ok(?:ay)?|then|well)[\s,]+)*"
_TO_THAT = r"(?: to (?:that|this|it|him|her|them|those))"
RETORT = _phrase(
    rf"\W*{_LEAD}(?:what(?:['’]s| is| was)?|how) (?:(?:did|does|do|has|have|had) )?(?P<who>.{{2,60}}?) "
    r"(?:(?:ever )?(?:say|said|think|have to say|argue|argued)(?: back| in (?:reply|response|return|answer)"
    rf"|{_TO_THAT})|(?:(?:reply|respond|answer|react|counter|retort|hit back|come back)(?:ed)?|(?:['’]s )?"
    rf"(?:reply|response|answer|reaction|comeback))(?:{_TO_THAT}| back)?)\W*"
)
"""What somebody said to what was said: "so what did the engineer say to that", "what did Bell say back"."""

ITS_RETORT = _phrase(
    rf"\W*{_LEAD}(?P<who>his|her|their|(?:the )?[^\W\d_][\w.-]*(?: [^\W\d_][\w.-]*){{0,3}}?)(?:['’]s?)? "
    rf"(?:answer|reply|response|comeback|retort|rebuttal)(?:{_TO_THAT})?\W*"
)
"""The same in half a sentence: "her answer?", "and the speaker's response"."""

WHO_RETORTED = _phrase(
    rf"\W*{_LEAD}(?:who|did any(?:one|body)|any(?:one|body)) "
    rf"(?:answer|repl|respond|counter|react|(?:hit|pushe?d?) back)\w*(?: (?:him|her|them|that|it|this)|{_TO_THAT})?\W*"
)
"""Anybody's reply: "who answered him"."""

SEES = _phrase(
    r"^\W*how (?:do|does|did|has|have) (?P<who>.{2,60}?) (?:see|view|feel|think|judge|take|react|respond)(?:s|n)?\b"
    r"(?: (?:about|to|of|on))?\s*"
)
"""Somebody's words on something: "how does Holm see it?"."""

THEIR_WORDS = _phrase(
    r"\W*(?:and )?(?P<whose>his|her|their)\s+(?:own\s+|exact\s+)?"
    r"(?:words?|takes?|views?|side|opinions?|comments?|quotes?|statements?|reactions?|responses?|answers?|reply|position)"
    r"(?: (?:on|about|to|of) (?:it|that|this|(?!(?:him|her|them)\b)(?P<topic>.{2,80}?)))?\W*"
)
PRONOUN_ALONE = _phrase(r"\W*(?:to |by |from |on |about )?(?:he|she|they|him|her|them|his|hers|theirs)\W*")
OWNED = _phrase(r"(?:his|her|their|its)\s|(?:the\s+)?[^\W\d_][\w.-]*(?: [^\W\d_][\w.-]*){0,2}['’]s? ")
A_ROLE = _phrase(rf"(?:the|a|an|some|any|this|that|our)\s|{OWNED.pattern}")
LEADING_THE = _phrase(r"^(?:the|an?|some|any|this|that)\s+")
THEIRS_SAID = _phrase(
    r"\b(?:did|does|do|has|have|is|was)\s+"
    r"(?P<role>(?:his|her|their|its)\s+(?:[^\W\d_][\w.-]*\s+){0,3}?[^\W\d_][\w.-]*)"
    rf"\s+(?:ever\s+|also\s+)?(?:{any_of(SPOKEN)}|react|reply|respond|think|want|comment)\w*\b"
)
WORDS_ONLY = _phrase(
    r"\b(?:words?|take|view|views|side|opinion|comments?|quotes?|statements?|reaction|response|answer|reply|position"
    r"|stance|line|version|of|on|it|this|that|same)\b"
)
"""What is asked for in "Starmer's take on it": their words, and no topic."""

ASKS = _phrase(
    r"\W*(?:who|whom|whose|what|which|when|where|why|how|did|does|do|has|have|had|is|are|was|were|will|would|can|could"
    r"|should)(?:['’]s)?\b"
)
ONES_BY = _phrase(r"^(?:only |just )?(?:the |those )?(?:(?:one|ones|quotes?|words|those) )?(?:by|from|of)\b\s*")
THE_ONE_OF = _phrase(r"^the (?P<what>.+) one\W*$")
OTHERS = _phrase(
    r"(?:and |but |so )?(?:"
    r"(?:do|does|did|are|is|would) (?:the |any |some )?(?:other \w+|others|(?:any|some)(?:one|body)(?: else)?)"
    r"\b.*\b(?:agree|disagree|differ|think|see|say|opinion|view|mind|share|object|oppose|support|back|comment)\w*\b.*"
    r"|(?:who|(?:which|what) other [\w' ’-]{3,40}?) (?:else )?(?:dis)?agree[sd]?(?: with \w+)?"
    r"|who(?:['’]s| is| was| are| were) (?:for|against|opposed to|in favou?r of) (?:it|that|this|him|her|them)"
    r"|who (?:else )?(?:opposed|opposes|objects?|objected|supports?|supported|backs?|backed)(?: to)?"
    r" (?:it|this|that|him|her|them)"
    r"|(?:any(?:one|body)|some(?:one|body)|who) (?:is )?(?:opposing|opposed|against|for|supporting|else)"
    r"(?: (?:it|that|this|on it|on that|about it|about that))?"
    r"|(?:what|how) (?:did|do|does|about|is) (?:the )?other (?:side|camp|party)s?\b.*"
    r"|(?:the )?other sides?(?:['’]s? .*)?"
    r")\W*"
)
"""Words of others on the topic of the turn before: "do other scientists agree?", "who opposed it?"."""

OTHER_ROLE = _phrase(
    r"\b(?:which|what) other (?P<role>\w[\w' ’-]*?) (?:dis)?(?:agree|think|say|object|support|oppose|back|share|see)"
)
"""Who the others are: "which other police chief disagrees with him"."""

SAID_SO = _phrase(
    r"(?:(?:and|but|so|ok(?:ay)?|wait)[\s,]+)?(?:who(?:['’]s| is| was)? (?:(?:actually|really) )?"
    r"(?:said|says|say|saying|claims?|claimed|claiming|wrote|told)"
    r"(?: (?:that|this|so|it|them|those words|these words))?"
    r"|says who|whose (?:words?|quotes?|claims?) (?:are|is|was|were) (?:these|that|this|those|it|they)"
    r"|who(?:['’]s| is) (?:that|this|it) (?:from|by)|who (?:is|was) (?:quoted|speaking) (?:there|here))\W*"
)
"""Whose the words of the last answer are."""

ALWAYS = _phrase(
    r"\b(?:did|does|do|has|have|was|were)\b.*\b(?:he|she|they)\b.*"
    r"\b(?:always|all along|ever since|before|earlier|used to|change[sd]?)\b"
)
THEIR_WORK = _phrase(
    r"(?:and )?(?:his|her|their) (?:job|role|position|title|office|occupation)\W*"
    r"|(?:and )?what(?:['’]s| is| was| does| do| did)? (?:he|she|they|his|her|their)"
    r"(?: (?:do|work as)(?: for a living)?| (?:job|role|position|title|office))\W*"
)
NEXT_ONE = _phrase(r"(?:and )?(?:the )?(?:next|following|one after(?: (?:that|it))?)(?: (?:one|quote|citation))?\W*")
ONLY_A_PLACE = _phrase(
    r"(?:and |then |no[\s,]+|not that[\s,]+|show |open |read |give )*(?:me )?(?:the )?(?:number |no\.? ?|#)?"
    rf"(?:\d\d?|{any_of(CITATION_NUMBERS)})(?:st|nd|rd|th)?(?: (?:one|quote|citation|source|passage|entry))?"
    r"(?: (?:in full|please|pls))*\W*"
)
NTH_SAID = _phrase(
    rf"(?:and )?what (?:did|does|do|has) (?:the )?(?:{any_of(CITATION_NUMBERS)})(?: one| speaker| person| man| woman)?"
    r" (?:say|said|think|want)\W*"
)
OTHER_ONE = _phrase(r"(?:and |no[\s,]+)?(?:what about |how about )?the other(?: (?:one|quote|citation))?\W*")
OF_SOMEBODY = re.compile(
    r"^(?P<who>[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){0,2}?)['’]s? (?P<what>\w+(?: \w+){0,3})\W*$"
)
"""Somebody's words, in a half sentence: "Starmer's take on it?"."""

LEADING_ON = _phrase(rf"^(?:{_ON}|to|in|for)\b\s*")
ABOUT_IT = _phrase(rf"\b(?:{_ON}|to|of)\s+(?:it|that|this)\b\W*$")
ABOUT_WHOM = _phrase(rf"\b(?:{_ON}|of)\s+(?P<whom>him|her|them)\b\W*$")
WHO_SAID_SO = _phrase(r"(?:and\s+)?(?:who|has any(?:one|body)|did any(?:one|body))\b")
REPLIES = _phrase(
    r"\b(?:reply|replied|respond(?:ed)?|react(?:ed)?|answer(?:ed)?|counter(?:ed)?)\b|\bto (?:that|this|it)\W*$"
)
POINTER_ALONE = _phrase(rf"\W*(?:{_ON}|to|of)\s+(?:it|that|this|them|those|these)\W*")
THEY_SAID = _phrase(rf"\b(?:did|does|has|have|had)\s+(?:he|she|they)\b.*\b(?:{any_of(SPOKEN)}|think)\b")
DETAILS = (
    (
        "why",
        _phrase(
            r"\W*(?:and |but )?(?:why|how come|what for|(?:for|with) what (?:reason|purpose)s?|on what grounds"
            r"|(?:his|her|their|the|any)?\s*reasons?|because)\b"
        ),
    ),
    (
        "when",
        _phrase(
            r"\W*(?:and |but )?(?:when|since when|(?:on |at |in )?(?:what|which) (?:day|date|time|month|year)"
            r"|(?:the |which )?date)\b"
        ),
    ),
    (
        "where",
        _phrase(
            r"\W*(?:and |but )?(?:where|whereabouts"
            r"|(?:in |at |on )?(?:what|which) (?:place|city|town|occasion|event|venue))\b"
        ),
    ),
)
"""How people ask why, when and where something was said."""

_PLEASE = r"(?:(?:please|pls|can you|could you|just|now|then|give me|show me|i need|i want|(?:a|an|the)) )*"
_ARTICLE = r"(?:(?:this|that|the|whole|full|entire) )*(?:article|story|piece|text|page)"
_IT = rf"(?:it(?: all)?|this|that|them|{_ARTICLE})"
ITS_GIST = _phrase(
    rf"\W*{_LEAD}{_PLEASE}"
    r"(?:(?:(?:short|quick|brief) )?(?:summary|summari[sz]e|recap|gist|overview|tl[; ]?dr|(?:main|key) points?"
    r"|highlights|bottom line|upshot|background)"
    rf"(?: (?:of|from|for|in) {_IT}| {_IT})?|sum(?: {_IT})? up(?: {_IT})?|(?:in|to) (?:short|brief|a nutshell)|briefly"
    rf"|(?:condense|shorten|boil)(?: {_IT})?(?: down)?|shorter|short(?:er)? version"
    rf"|what(?:['’]s| is| was) {_IT} (?:all )?about|(?:read|open)(?: me)? {_ARTICLE}|{_ARTICLE})"
    r"(?: (?:please|pls|then|again|for me))*\W*"
)
"""What the article at hand comes to: "summarise that", "tl;dr", "the whole article"."""

_PAPER = r"(?:paper|newspaper|outlet|site|website|source|publication|magazine|article|agency)"
ITS_SOURCE = _phrase(
    rf"\W*{_LEAD}{_PLEASE}"
    r"(?:(?:sources?|links?|urls?|citations?|references?|outlet|publication|newspaper|byline"
    r"|(?:exact|direct|verbatim|actual|precise) (?:words?|wording|quotes?|quotations?)|verbatim|word for word)"
    r"(?: (?:for|of|to) (?:it|this|that))?"
    rf"|(?:which|what) {_PAPER}(?: (?:is|was) (?:it|this|that)(?: from| in)?| said (?:so|it|this|that)"
    r"| (?:reported|published|ran|printed|carried|wrote) (?:it|this|that))?"
    r"|where(?:['’]s| is| was| did) (?:it|this|that)(?: come)? (?:from|published|printed|reported|posted|appear)"
    r"|who (?:reported|published|printed|wrote) (?:it|this|that)"
    rf"|when (?:was|is) {_IT} (?:published|printed|written|posted)"
    rf"|when did {_IT} (?:come out|appear|run))(?: (?:please|pls|again))*\W*"
)
"""Where the words of the last answer stand: "which paper?", "link", "when was it published"."""

_SPEAKS = r"(?:quoted|cited|interviewed|speaking|speaks?|talks?)"
_BE = r"(?: (?:is|are|was|were|gets?|got|has been))?"
ITS_SPEAKERS = _phrase(
    rf"\W*{_LEAD}(?:who|(?:which|what|how many|list|name|show)(?: me)?(?: all)?(?: (?:the|of the))?"
    rf" (?:people|speakers|names|persons)|any(?:one|body))(?: all)?"
    rf"(?:(?: else)?{_BE} ?{_SPEAKS} (?:(?:in|by) {_IT}|there|here)| else{_BE} {_SPEAKS})\W*"
)
"""Who speaks in the article at hand: "who else is quoted", "how many people are quoted in it"."""

QUOTE_THEM = _phrase(
    rf"\W*{_LEAD}{_PLEASE}quote (?P<whose>him|her|them)(?: (?:please|pls|again|directly|exactly|in full|verbatim))*\W*"
)

ASKS_A_FACT = _phrase(
    r"\W*(?:and |but )?(?:(?:by|for|to|of|in|after|at|with|on) )?"
    r"(?:how (?:much|many|long|far|big|often|large|high|deep|old|fast)"
    r"|what (?:percentage|percent|share|sum|number|price|amount|margin|kind|sort|type)s?|which ones?)\b"
)
FACT_ALONE = _phrase(ASKS_A_FACT.pattern + r"(?: exactly| in (?:all|total)| of (?:them|it|those))?\W*")
"""A quantity or a kind, of what the turn before asked: "by how much?"."""

WHO_ELSE = _phrase(
    r"(?:and |but )?(?:(?:who|any(?:one|body)) else|any others?)"
    r"(?: (?:said|says|spoke|talked|commented)(?: (?:that|so|this|it|something|anything))?"
    r"(?: (?:about|on|to) (?:that|this|it))?)?\W*"
)
ONLY_WHEN = frozenset("and but or what how about on in for during the then".split())
"""What a follow-up may hold beside its days or its outlet: "and what about last week?"."""

_UNIT = any_of(DAYS_OF_UNIT)
DAYS_BESIDE = _phrase(
    r"(?:(?:and|but|or|what about|how about|in|on|during)\s+)*(?:the\s+)?"
    rf"(?:(?P<unit>{_UNIT}) (?P<which>before|after|earlier|later)"
    rf"|(?P<where>previous|preceding|following|next) (?P<of>{_UNIT}))"
    r"(?: (?:that|it|this))?\W*"
)
"""The days beside those of the last answer: "and the week before?"."""

EARLIER = frozenset("before earlier previous preceding".split())

WHO_IS = _phrase(r"^(?:and )?who(?:'s|’s| is| was| are| were)\b")
LEANS_ON_THE_TURN_BEFORE = _phrase(
    r"\b(?:he|she|they|him|her|them|his|hers|theirs?|it|its|that|this|those|these|there|then|one|so|same|former|latter|others?|exactly|precisely)\b"
    r"|^(?:and|but|or|so|also|then|what about|how about)\b"
)
POINTING = frozenset(
    "he she they him her them his hers their theirs it its that this those these there then one ones so same former"
    " latter and but or also what about how".split()
)
"""Words that a rewriting puts a name or a topic for, or leaves out."""

AGREES = _phrase(
    r"(?:yes|yeah|yep|yup|yea|ya|sure|ok(?:ay)?|please|go ahead|do(?: it| that| so)?|of course|absolutely|that one)"
    r"(?:[\s,]+(?:yes|please|go ahead|do(?: it| that| so)?|show me(?: that| them| it)?|that one|sure|thanks?))*"
    r"\W*"
)
SAME_AGAIN = _phrase(
    rf"\W*{_LEAD}{_PLEASE}(?:(?:say|tell me|show me|repeat) (?:that|it|this)(?: again)?|repeat|(?:once )?again"
    r"|once more|come again|(?:just|only) (?:the )?(?:direct )?quotes|(?:the )?(?:direct )?quotes only"
    r"|(?:in )?(?:chronological|date) order|by date"
    r"|(?:as|in)(?: a)? (?:bullet points?|bullets|list|order))(?: (?:please|pls))*\W*"
)
"""The last question once more: answers are lists of quotes by day as they are."""

AT_HAND = {"sum_up": ITS_GIST, "who_in_it": ITS_SPEAKERS, "again": SAME_AGAIN, "where_from": ITS_SOURCE}
"""What is certainly asked of the last answer or its article, by the intent."""

DOUBTS = _phrase(
    r"(?:but |and |wait[\s,]+)?did (?:he|she|they) (?:really |actually |ever )*(?:say|write) (?:that|this|it|so)"
    r"(?: (?:exactly|word for word|verbatim|in those words|like that|exactly like that))?\W*"
    r"|(?:is|was|are|were) (?:it|this|that|those|these)(?: really| actually)?(?: an?| the| his| her| their)?"
    r" (?:direct|exact|verbatim|actual|real|word for word|word-for-word)(?: (?:quotes?|words?|quotation))?\W*"
    r"|(?:(?:but |and )?(?:are|r) (?:you|u) (?:quite |really |absolutely )?(?:sure|certain|positive|serious)|really"
    r"|(?:is )?(?:that|this|it)(?:['’]s| is)? (?:really |actually )?(?:right|true|correct|so|real)(?: so)?"
    r"|(?:you )?sure|how do you know(?: that)?|prove it|source|can i (?:really )?trust (?:that|this|it|you)|seriously"
    r"|for real)(?: (?:about|of) (?:that|this|it))?\W*"
)
BACK_TO = _phrase(
    r"(?:(?:ok(?:ay)?|right|now|so|anyway|let['’]?s|let us|can we|please|well|and)[\s,]+)*"
    r"(?:(?:go|going|get|come|circle|circling|turn)\s+)?(?:back|return|returning) to (?P<what>(?:the )?[^?]{2,60}?)"
    r"(?:[\s,]+(?:please|pls|now|again|then))?\W*$"
)
POSSESSIVE = _phrase(r"\b(?:his|hers|their|theirs)\b|\bher\b(?=\s+[a-z])")
PERSON = _phrase(r"\b(?:he|she|they|him|her|them)\b")
