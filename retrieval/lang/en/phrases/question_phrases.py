"""Phrases with which people ask about articles, as regular expressions: greetings, what was said, by whom, when.

Named groups are what a request is made of; each phrase says which it has. All ignore case.
"""

from __future__ import annotations

import re

from retrieval.lang.en.numbers import NUMBERS, ORDINALS
from retrieval.lang.en.people import NAME_TITLES
from retrieval.lang.en.question_words import NEWSPAPER_WORDS, QUESTION_WORDS
from retrieval.lang.en.speech_verbs import ASKED, ASKS_SOMEBODY, CLAIMED, SAYING, SAYS_BARELY, SPOKEN
from retrieval.lang.patterns import any_of

TOPIC_PREPOSITIONS = ("about", "on", "regarding", "concerning")
_ON = any_of(TOPIC_PREPOSITIONS)
_ASKED = any_of(ASKED)


_AUXILIARY = (
    r"(?:(?:did|does|do|has|have|had|is|are|was|were|be|been|will|would|can|could|should|shall|may|might|must)"
    r"(?:n['’]?t)?|\w+['’](?:s|d|re|ve|ll))"
)


def _phrase(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# To the bot.
GREETING = _phrase(
    r"(?:yes|no|ok|okay|hi|hello|hey|good (?:morning|day|evening|afternoon)|help|thanks?|thank you|start|yo"
    r"|(?:so )?what (?:can|do) (?:you|i) (?:do|ask|know)|how do(?:es)? (?:you|this|it) work|who are you|what are you"
    r"|what is this)(?: there| verbatim| you| all| bot| about| for me| me| a lot)*[\s!.?]*"
)
_ASKS_DIRECTLY = (
    r"(?:(?:what|who|when|where|why|how)(?:['’]?(?:s|d|re))?"
    r"|whom|whose|which|did|does|do|is|are|was|were|has|have|had)\b"
)
COURTESY_BEFORE = _phrase(
    r"\W*(?:hi|hey|hello|good (?:morning|day|evening|afternoon))(?: (?:there|all|both|team|bot|verbatim))*"
    rf"(?:\s*[,.!:–—-]+\s*|\s+(?={_ASKS_DIRECTLY}|(?:can|could|any|need|i)\b))"
)
ASKS_POLITELY = _phrase(
    r"\W*(?:(?:can|could|would|will) (?:you|u|anyone|somebody) (?:(?:please|pls|kindly|just|quickly|maybe) )?"
    r"(?:tell|show|remind) (?:me|us)|(?:(?:please|pls) )?(?:tell|remind) (?:me|us)|do you (?:happen to )?know"
    r"|i(?:['’]d| would)? (?:(?:like|love|need|want) to know)|quick (?:one|q|question))"
    rf"(?:[,: ](?:please|pls))?[\s,:–—-]+(?={_ASKS_DIRECTLY})"
)
COURTESY_BEHIND = _phrase(
    r"(?:(?<!\babout)(?<!\bon)(?<!\bof)(?<!\bfor)(?<!\bto)(?<!\bthe)(?<!\bwith)(?<!\bsay)(?<!\bsaid)"
    r"[\s,.;!–—-]+(?:(?:many |with )?thanks|thank (?:you|u)|thx|tx|tnx|tysm|ty)"
    r"|[\s,.;!–—-]+(?:please|pls|plz)|(?<=[,.;!?–—-])\s*(?:cheers|ta))"
    r"(?: (?:a lot|so much|very much|again|in advance|a million|mate|man|everyone|all|you|u|bot))*\s*[.!?]*$"
)
"""How a message begins and ends that asks something in between: "hi, can you tell me … thanks a lot!"."""

NOT_IN_HASTE = _phrase(r"\b(did|does|do|was|were|is|are|has|have|had|would|could|should|ca|wo)nt\b")
"""A verb with a "not" whose apostrophe is missing: "why didnt she"."""

_NO_SUBJECT = rf"(?i:{_AUXILIARY}|to|who|that|if|about|in|on|of|for|at|by|with)\b"
LACKS_DID = re.compile(
    r"^(?P<asks>\W*(?i:(?:(?:and|so|but|ok|okay)\W+)?(?:what|when|where|why|how)(?: (?:else|exactly|then|all))?)) "
    rf"(?P<who>(?!{_NO_SUBJECT})(?:(?!(?i:{_AUXILIARY}|to|who|that|if)\b)[\w'’.-]+ ){{0,7}}?"
    rf"(?!{_NO_SUBJECT}|(?i:the|an?|his|her|their|its|this|any|no)\b)[\w'’.-]+ (?={any_of(SAYS_BARELY)}\b))"
    rf"(?!(?i:.*\b{_AUXILIARY}\b))"
)
"""A question without its "did": "what the widow say about it"."""

AT_THE_BOT = _phrase(
    r"\b(?:ignore|forget|disregard|override) (?:all |any )?(?:your|the|these|previous|prior|above)\b|\bsystem prompt\b"
    r"|\byou are (?:now|an?|so|such|really|very)?\s*(?:stupid|dumb|useless|idiot|an? idiot|dan|evil|bad|an? \w+ bot)\b"
    r"|\b(?:fuck|shit|bitch|asshole|idiot|moron)\b|\bpretend (?:to be|you)\b|\bact as\b"
    r"|^(?:please )?(?:write|tell|make|sing|compose) (?:me |us )?(?:an? )?(?:poem|joke|song|story|essay|code|program)\b"
    r"|^(?:do|can) you (?:love|like|think|feel|dream)\b|^are you (?:human|real|an? ai|alive|conscious)\b"
)
INSTRUCTION = _phrase(
    r"(?:please |now |ok(?:ay)? )?(?:ignore|forget|disregard|override) (?:all |any )?(?:of )?"
    r"(?:your|the|these|previous|prior|above|everything|instructions)\b"
)
MORE = _phrase(r"(?:(?:show |give )?(?:me )?(?:some )?more|next|go on|continue|anything else|what else|else)\W*")
CITATION_NUMBERS = {**ORDINALS, "last": -1}
WHOLE = _phrase(
    r"\b(?:whole|full|entire|complete) (?:passage|paragraph|text|quote|context|thing|sentence)|\bin (?:context|full)\b"
    r"|(?:more |the |some )?context(?: please| on (?P<context>\d\d?))?\W*$"
    r"|^(?:show|open|read)(?: me)?(?: the)?(?: (?:source|citation|number))? ?(?P<digit>\d\d?)\W*$"
    rf"|^(?:the )?(?P<ordinal>{any_of(CITATION_NUMBERS)})(?: one| quote| citation)?\W*$"
    r"|^(?:number |no\.? ?|#|\[)?(?P<alone>\d\d?)\]?\W*$"
)
"""A whole passage: of the citation in ``context``, ``digit``, ``ordinal`` or ``alone``, else of the first."""

OF_AN_ORDER = re.compile(r"\b(?:Father|Mother|Sister|Brother)(?= [A-Z])")
"""What stands before a priest's or a nun's name, who is nobody's kin for it."""

# About the collection.
_QUOTED = r"(?:quoted|cited)"
_EVERYBODY = (
    r"(?:every(?:one|body)|(?:all|list|show|which|what|how many)(?: me)?(?: of)?(?: all)?(?: the)?(?: different)?"
    r" (?:speakers|people|persons|names|sources|voices))(?: (?:who|that))?"
)
SPEAKERS = _phrase(
    rf"\b(?P<quoted>(?:(?:list |show )?(?:me )?{_EVERYBODY}|who)(?:'s|s| is| are| was| were| gets?)(?: all)? {_QUOTED}"
    rf"(?: (?:the )?most(?: often)?)?|(?:list |show )?(?:me )?{_EVERYBODY} {_QUOTED}"
    rf"|(?:who(?:'s| is| are| was)? )?(?:the )?most[- ]{_QUOTED}(?: (?:people|persons?|speakers?|sources?|names?))?)\b"
    rf"|\b(?:who(?:'s| is| are| all is| gets?)? (?:{_QUOTED}|speaks?|speaking|talks?|talking|in (?:here|there))"
    r"|(?:list|show|which|what)(?: me)?(?: all)?(?: the)? (?:speakers|people|persons|names)"
    r"|whose (?:quotes|words|statements)|who do you (?:have|know)|who can i ask about)\b"
)
"""``quoted`` where it asks for nothing else, whatever it names."""

_SPOKE = (
    r"(?:spoke|speaks?|spoken|speaking|talked|talks?|talking|commented|comments?|commenting|testif(?:y|ies|ied)"
    r"|gave (?:evidence|testimony)|weighed in|said (?:anything|something|things))"
)
WHO_SPOKE = _phrase(
    r"^\W*(?:(?:so|and|ok|now|please|list|name|names? of|give me|show me|tell me)\W+)*"
    r"(?:who(?:['’]?s)?(?: all| else)?|(?:every(?:one|body)|anyone|anybody|those)(?: who| that)?"
    r"|(?:(?:which|what|any|all|the) )*"
    r"(?P<kind>[^\W\d_][\w'’ -]{1,40}?(?:(?<!s)s|people|men|women))(?: who| that)?)"
    rf"(?: (?:has|have|had|is|are|was|were|been|all))* {_SPOKE}(?: or {_SPOKE})?\b"
    r"(?! (?:out |up )?(?:against|for|in favou?r|to (?:me|us|you)\b)| (?:the )?most)(?P<left>.*)"
)
"""Who all spoke on something: ``kind``, where only those of kinds are asked for, in the plural; ``left``: on what."""
END = _phrase(r"[?!;]|\.\s")
OR = _phrase(r"\s*,\s*|\s+(?:or|and|&)\s+")
AND_WHAT = _phrase(
    r"\W*(?:\b(?:and|plus|with)\b.{0,12}\b(?:what|whats|a line|quotes?|names?)\b.*|\b(?:gimme|names?)\b.*)$"
)

HOW_OFTEN_QUOTED = _phrase(
    r"\bhow (?:often|many times|much) (?:is|are|was|were|has|have|does|do|did)\b.+?"
    rf"\b{_QUOTED}\b"
)
ARTICLES = _phrase(
    r"\b(?:(?:which|what|list|show|how many)(?: me)?(?: all)?(?: of)?(?: the)?"
    r" (?:articles?|reports?|stories|story|texts?)"
    r"|(?:articles?|reports|stories) (?:about|on|from|since|mentioning))\b"
    r"|^(?:all )?(?:the |your )?(?:articles|reports|stories)\W*$"
)
NEWS = _phrase(
    r"\b(?:(?:what(?:'s|’s|s| is)? |anything |any )?(?:the )?(?:latest|new|news)(?: news)? (?P<on>on|about|regarding)\b"
    r"|^anything new\W*$|what(?:'s|’s|s| is)? (?:new|happening|going on|the latest)|latest(?: news)?$|any news|the news"
    r"|headlines?"
    r"|what(?:'s|’s|s| is| are)? (?:it|this|that|the articles?|these articles|they) (?:all )?about|summar(?:y|ise|ize)"
    r"|top stories|what happened(?: today| yesterday| this week| last week)?\W*$)"
)
"""``on`` where a topic follows."""

EVERYTHING = _phrase(
    r"^(?:(?:please |can you )?(?:tell|show|give) me )?(?:everything|anything|something|all)"
    r"(?: (?:you (?:have|know)|there is))? (?:about|on|regarding) "
)
WHO_IS = _phrase(r"\b(?:who(?:'s|’s|s| is| was| are| were| the hell is)|tell me (?:more )?about|introduce)\b")
WHO_IS_ALONE = _phrase(
    r"\W*(?:so |and )?who(?:'s|’s|s| is| was| are| were) (?P<called>(?:the |an? )?[\w.'’-]+(?: [\w.'’-]+){0,6}?)\W*"
)
"""Nothing but who somebody is, by a name or a description."""
FROM_OUTLET = r"(?:according to|reported by|as reported by|quoted by|in|by|from)\s+(?:the\s+)?"
"""What stands before an outlet's name."""
STRANGE_OUTLET = re.compile(
    rf"\b(?i:(?:according to|reported by|quoted by|in|by|from)\s+the\s+)"
    rf"(?P<outlet>(?:[A-ZÀ-Þ][\w'’-]*\s+)+{any_of(NEWSPAPER_WORDS)})\b"
)
"""An outlet that may be none of those that there are: the last word of its name is a newspaper's."""

# Overviews.
GIST = _phrase(
    r"\b(?:tl;?\s?dr|gist|summary|summari[sz]e|sum up|recap|overview|(?:key|main) (?:points?|facts|ideas?)|takeaways?"
    r"|in (?:short|brief|a nutshell)|bottom line)\b(?: (?:of|on|about|for))?"
    r"|^what(?:'s|’s|s| is| was| are| were)(?= .+ about\W*$)"
)
TIMELINE = _phrase(
    r"\b(?:time ?line|chronology|history|sequence of events|course of events)\b(?: (?:of|for|on|about))?"
    r"|\bhow (?:did|has|have)\b(?=.+\b(?:unfold(?:ed)?|develop(?:ed)?)\b)|\bin (?:chronological|time) order\b"
)
CHANGE = _phrase(
    r"\b(?:changed?|changes|changing|shift(?:ed)?|switch(?:ed)?) (?:(?:his|her|its|their|the) )?"
    r"(?:minds?|positions?|stances?|views?|tunes?|course|lines?)\b(?: (?:about|on|over))?"
    r"|\bhow (?:has|have|did|does|do)\b(?=.+\b(?:chang(?:ed?|es|ing)|evolved?|shift(?:ed)?)\W*$)"
    r"|\bwhat (?:has |have |is |'s )?(?:changed|become of|became of|different)(?: (?:in|about|with|for))?\b"
    r"|\bthen and now\b|\bu[- ]turns?\b(?: on)?|\bflip[- ]?flop(?:ped|s)?\b(?: on)?"
)
COMPARE = _phrase(
    r"^(?:please )?(?:compare|contrast)\b|\b(?:differ(?:ences?|ent|s)?|disagree[sd]?|divides|separates)\b(?: between)?"
    r"|\bside by side\b|\b(?:versus|vs?\.?)(?=\s)|\beach (?=say|said|think|want|propose|promise)"
    r"|\bwho sa(?:ys|id) what\b"
)
OF_SEVERAL = _phrase(
    rf"{COMPARE.pattern}|\b(?:reactions?|reax|responses)\b|\bboth (?:sides|versions|of them)\b"
    r"|\beach (?:side|of them)\b|\b(?:every(?:one|body)|who else|others)\b"
)
"""Asks for the words of more than one."""

BEST_QUOTES = _phrase(
    r"\b(?:(?:the|a|one|some|two|three|top) )?(?:(?:best|good|great|killer|punchy|strong|strongest|striking|quotable"
    r"|memorable|pithy|colou?rful|sharpest|top|nice) )+(?:(?:two|three|five|\d\d?) )?"
    r"(?:quotes?|quotations?|lines?|remarks?|statements?)\b"
    r"(?: (?:of|by|from))?|\bsound ?bites?\b(?: (?:of|by|from))?|\bone[- ]liners?\b(?: (?:of|by|from))?"
)
PIECE = _phrase(r"\b(?:articles?|story|stories|pieces?|reports?|page|text)\b")
"""What an overview may be of; the words beside it name it."""

_TITLE = rf"(?:{any_of(NAME_TITLES)}\.? )?"
VERSUS = _phrase(r"(?:versus|vs?\.?)")
JOINS = _phrase(r"\s(?:and|versus|vs?\.?|with|against)\s")
BESIDE_A_SIDE = _phrase(
    rf"[,;:?!()–—]|\s-\s|\b(?:{any_of(QUESTION_WORDS)}|{_ON}|over|between|compare|contrast|please|said|says?|each|both|differ|agree|disagree|mean|when|while)\b"
)
"""What stands outside the two that are compared."""

COMPLETE = _phrase(
    r"\b(?:all|every|each|everything|complete|full list|list)\b.*\b(?:quotes?|quotations?|statements?|comments?"
    r"|remarks?|words|said|says?)\b"
)
"""All that somebody said is asked for."""

# Words in quotation marks.
ON_A_QUOTE = _phrase(rf"\b(?:{_ON}|over|of|to|by|the|an?|his|her|their)\s*[\"“„«'‘]")
SAID_A_QUOTE = _phrase(rf"(?:did|has|have|does)\b[^\"“„«]*\b{any_of(CLAIMED)}(?: that)?:?\s*[\"“„«]")
SAID_THAT = _phrase(rf"(?:did|has|have|does)\b.+\b{any_of(CLAIMED)}\b.*\bthat\b")
SAID_CLAUSE = _phrase(rf"(?:did|has|have|does)\b.+?\b{any_of(CLAIMED)}(?: that)?\s+(?P<claim>[^\"“„«]+?)\W*$")
I_NEVER_SAID = _phrase(
    r"\b(?:i|we)(?: have|['’]ve| had)? (?:never|did not|didn['’]t|have not|haven['’]t) (?:\w+ )?"
    r"(?:said|say|uttered|utter|used|use|made|make|written|write|told|tell|called|call)\b"
    r"|\b(?:not|never|isn['’]t|aren['’]t|weren['’]t|wasn['’]t) (?:my (?:words|line)|mine)\b"
)
"""What somebody answers who is told to have said something."""
CHECK_WORDS = frozenset("check verify real fake genuine true false fact correct accurate really actually quote".split())
"""What frames a quotation that a person wants to be checked."""

# Whose words.
ABOUT = _phrase(r"\b(?:about|regarding|concerning)\b")
FROM = _phrase(r"\b(?:from|by)\b")
REACTION_BY = _phrase(r"\b(?:reactions?|responses?|quotes?|comments?)\b.*\b(?:by|from)\s+(?:the\s+)?$")
WHO_SAID = _phrase(
    r"\b(?:who(?:'s| has| had| else)?(?: ever)?(?: also)? (?P<verb>\w+)|(?:has|did) any(?:one|body) (?P<verb2>\w+)"
    r"|(?:what|whose) (?:is|are|were|was) (?:the )?(?:reactions?|quotes?|comments?) (?P<verb3>to|on|about)"
    r"|(?:what (?:did|do|does|have|has) )(?:people|others|the others|every(?:one|body)|(?:any|some)(?:one|body))"
    r" (?:else )?(?P<verb4>\w+))\b|^(?:any |the )?(?:reactions?|responses?) (?P<verb5>to|on)\b"
)
"""The word in ``verb`` to ``verb5`` is what somebody is asked to have done."""

WAS_SAID = _phrase(
    r"(?:and |so )?(?:what(?:'s|’s| was| is| were| has been| got)(?: being| all)? (?:said|stated|announced)"
    r"|(?:show |give )?(?:me )?(?:any |all |the )*(?:quotes|statements)(?= (?:from|of|on|about|since)\b|\W*$)"
    r"|who said what)\b"
)
WROTE_ON = _phrase(r"\s*(?:that|about|on|to|[\"“'‘])")
YES_OR_NO = _phrase(r"(?:did|does|do|has|have|is|was|will|would|can|could)\s+(?:the\s+)?")
ASKS_A_FACT = _phrase(r"(?:how (?:many|much|long|old|often|far)|when|where|which|what time)\b")
ASKS_WHICH = _phrase(r"\b(?:which|what)\s+(?P<kind>[^\W\d_][\w-]*(?!['’]))")
"""Which of a kind it was: "what country elected", "at which company"."""
DID_BEFORE = _phrase(r"\b(?:did|does|do|has|have|had)\s+(?:the\s+)?$")
LEADS_UP = _phrase(
    r"[^?]{20,}[.!]\W+(?=(?:how (?:many|much|long|old|often|far)|when|where|which|who|what (?:is|was|are|were))\b)"
)
"""Sentences that lead up to a question on a fact."""
SAID_IT = _phrase(r"^(?:where|when)\b.* (?:it|that|this|so)\W*$")
ROLE_ON = _phrase(
    r"(?:what about |and |quote )?(?P<role>the (?:[^\W\d_][\w'’-]* ){0,4}?[^\W\d_][\w'’-]*)(?: (?:on|about)\b|\W*$)"
)
OFFICE_ALONE = re.compile(r"(?P<role>(?:[a-z][\w'’-]* ){0,3}[a-z][\w'’-]*)\W*")
LEADING_THE = _phrase(r"^the\s+")
LEADING_ARTICLE = _phrase(r"^(?:the|an?)\s+")
AUDIENCE = _phrase(
    r"(?<=\btell|\btold)\s+(?:the\s+)?(?P<to>reporters|journalists|press|media|correspondents|crowds?|supporters|voters"
    r"|donors|delegates|lawmakers|senators|parliament|congress|audience)\b"
)
_MEANWHILE = (
    "(?:ever|also|already|then|just|again|once|later|first|exactly|really|actually|finally|initially|originally|recently"
    "|publicly|openly|allegedly|reportedly|apparently|supposedly)"
)
# What may stand between somebody and what they did.
SPOKE = _phrase(rf"\s+(?:{_MEANWHILE}\s+)?{any_of(SPOKEN)}")
ASKED_OF = _phrase(
    r"\b(?:did|does|has|have)\s+(?:the\s+)?(?P<name>(?:[^\W\d_][\w'’.-]*\s+){1,4}?)"
    rf"(?:{_MEANWHILE}\s+)?(?<!\bof ){_ASKED}\b"
)
_WHO = rf"(?P<who>(?!{any_of(QUESTION_WORDS)}\b)[^\W\d_][^?!:;]{{2,80}}?)"
_LEADS_TO = (
    r"(?:(?:and|so|ok|what about|anything|something|any|comments?|words?|quotes?|reactions?|responses?|statements?"
    r"|what|did|else)\s+)*(?:(?:from|by|of)\s+)?"
)
DESCRIBED = (
    _phrase(
        rf"\b(?:did|does|do|has|have|had)\s+{_WHO}\s+(?:{_MEANWHILE}\s+)?(?<!\bof )"
        rf"(?:{any_of({*ASKS_SOMEBODY, *SPOKEN})})\b"
    ),
    _phrase(rf"\bwhat\s?(?:['’]?s|is|are|was|were)\s+{_WHO}\s+(?:{any_of(SAYING)})\b"),
    _phrase(rf"^\W*{_WHO}\s*[,–-]+\s*(?:so\s+)?what\s+(?:did|does|do|has|have|had)\s+(?:he|she|they|it)\b(?:\s+\w+)?"),
    _phrase(rf"^\W*{_LEADS_TO}{_WHO}(?:\s+(?:on|about|re|regarding|over|to)\b|\s+[–—-]\s+|\W*$)"),
)
"""Whose words are asked for, in ``who``; the topic stands behind."""
ADDRESSED = _phrase(
    r"\s*(?:(?:say|said|reply|respond|write|speak|talk)\s+to|tell|told|ask|asked|shout at|promise|warn)"
    r"(?:\s+[^\W\d_][\w'’-]*){1,3}\W*$"
)
"""What stands between somebody and the one whom they say it to, where no topic follows."""
TOGETHER = _phrase(
    rf"\b(?:did|does|has|have)\s+(?P<names>(?:(?!(?:{_ASKED}|did|does|what)\b)[^\W\d_][\w'’.-]*(?:\s*,\s*|\s+(?:&\s+)?))"
    rf"{{2,14}}?)(?:both\s+|{_MEANWHILE}\s+)?{_ASKED}\b"
)
WORDS_OF = _phrase(
    r"\b(?:quotes?|comments?|remarks?|statements?|words?|repl(?:y|ies)|response)\s+(?:of|from|by)\s+"
    r"(?P<name>[\w'’.\- ]+?)(?:\s+(?:on|about)\b|\W*$)"
)
COMPARED = _phrase(r"(?:please )?(?:compare|contrast|differences? between|what (?:divides|separates))\s(?:the )?$")
QUESTION_WORD = _phrase(r"\b(?P<word>which|who|whom|whose|where|when|why|how|what)\b")
OPEN_WHAT = _phrase(
    r"(?:'s|’s)?\s+(?:else\s+|exactly\s+|all\s+|the\s+)?"
    r"(?:did|does|do|has|have|had|is|was|were|are|about|would|could|can|will|might)\b|\W*$"
)
"""Behind a "what" that asks for words: "what did", "what else has", and not "what share"."""

# Around a name.
BEFORE_A_NAME = frozenset({"", "the", "and", "what about", "what about the", "how about", "now"})
"""What stands before a name that is nearly all of a question."""

JOINS_NAMES = frozenset({"and", ",", "&", ", and", "or", "", "v", "v.", "vs", "vs.", "versus"})
AND = _phrase(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+")
OF = _phrase(r"\s+of\s+(?:the\s+)?")
ARTICLE_BEFORE = _phrase(r"\b(?:the|an?)\s+$")
FROM_BEFORE = _phrase(r"\b(?:from|by|of)\s+(?:the\s+)?$")
ON_BEFORE = _phrase(rf"\b(?:{_ON}|against)\s+(?:the\s+)?$")
ABOUT_BEFORE = re.compile(rf"\b(?:{_ON}|over|against|of|to|for|with|by|than)\s*(?:the\s*)?$")
BEFORE_A_ROLE = _phrase(r"\b(?:did|does|do|has|have|had|is|was|what|who|by|from|about|on|and)\b|,")
"""What parts a role before a name from the words in front of it: "what did the MP Holm"."""

ASKS_OF_SOME = _phrase(r"^\W*(?:which|how (?:did|has|have|does|do)|what (?:did|has|have|does|do))\b")
REACTS = _phrase(
    r"\bhow (?:did|has|have|does|do|is|are) .+? (?=re(?:act|spond))"
    r"|\bre(?:action|sponse)s? (?:of|from|by) .+?(?= (?:to|on|over)\b)"
)
"""Who reacted, in "how did X react to" and "the reaction of X to"."""

ABOUT_BEFORE_TOPIC = _phrase(rf"\b(?:{_ON}|over|against|of|to|for)\s+")

# What kind of answer.
_HELPS = r"(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could)"
ASKED_THING = _phrase(
    rf"\b(?:what|which)\s+(?:[\w'’-]+\s+){{0,3}}?(?={_HELPS}\b)|\b(?:what|which)\s+[\w'’-]+"
    rf"|\bhow\s+(?:much|many|[a-z]+(?=\s+{_HELPS}\b))"
)
"""What stands for the answer and needn't stand beside it: "which team", "how fast"."""

ASKS_WHY_OR_HOW = _phrase(rf"\W*(?:and |but |so )?(?:why\b|how(?: come\b|(?=\s+{_HELPS}\b)))")
OPENS_WITH_WHY = _phrase(r"\W*(?:and |but |so )?(?:why|how come)\b")
ASKS_WHEN_OR_WHERE = _phrase(r"\W*(?:and |but |so )?(?:when|where|since when)\b")
"""Takes for granted that all of it is so."""

DOES_TO = _phrase(
    r"\b(?:did|does|do|has|have|had|was|were|is|are|when|after|before|since|because|that)\s+"
    r"(?P<deed>(?:(?!(?:did|does|do|how|what|why|who|where|over|in|at|on|after|before|when|because|about|during)\b)[\w.'’-]+\s*)"
    r"{3,9})"
)
"""One who does something to another: "why did the council sue Holm", "when Holm was sued by the council"."""

NOT_EXACTLY = _phrase(
    r"\b(?:about|around|roughly|approximately|nearly|almost|some|over|under|up to|(?:more|less|fewer|higher) than"
    r"|at least|since|from|until|class of)\s+[$€£'’]?$"
)
"""Before a number that is not exactly the one meant, or a year in two digits."""
ASKS_WHEN = re.compile(r"\bwhen\b|\bwhat (?:day|date|year|month)\b")
ASKS_HOW_MANY = re.compile(r"\bhow (?:many|much|long|old|far|big|large|often)\b|\bwhat (?:percentage|share|number)\b")
_UNITS = r"(?:second|minute|hour|day|night|week|fortnight|month|year|decade|centur)(?:s|y|ies)?"
FINER_KINDS = (
    (
        re.compile(r"\b(?:what|which) (?:time|hour)\b(?! of (?:year|the year))"),
        re.compile(r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\s?[ap]\.?m\b|\b(?:noon|midnight|o['’]clock)\b", re.IGNORECASE),
    ),
    (
        re.compile(
            r"\bhow much\b.*\b(?:cost|pay|paid|pays|worth|spen[dt]|spends|su(?:e|es|ed|ing)|earns?|earned"
            r"|sav(?:e|es|ed|ing)|fined?|price|raised?|owe[sd]?|ma[dk]es?|making|money|sold|sell|bought|buy|fund(?:ed|s)?|invest(?:ed)?|get|got"
            r"|given?|gave|donat\w+|stol\w+|repa\w+|charged?)\b|\bwhat\b.*\b(?:cost|price|fine|salary|budget)\b"
            r"|\bhow (?:big|large) (?:was|is) the (?:fine|loan|budget|deal|grant)\b"
        ),
        re.compile(
            r"[$€£¥₹₽]\s?\d|\b\d[\d,.]*\s?(?:(?:thousand|million|billion|trillion|m|bn|tn)\s)?(?:dollars?|dlrs|euros?|pounds?"
            r"|pence|p|cents?|soles|crowns?|kron\w+|rupees?|yen|yuan|rand|pesos?|francs?|shillings?|zloty|lira|roubles?"
            r"|rubles?|dinars?|dirhams?|riyals?|naira|reais)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\bhow (?:long|soon)\b"),
        re.compile(
            rf"\b(?:\d[\d,.]*|an?|half|{any_of(NUMBERS)})[- ](?:and a half )?{_UNITS}\b|\b(?:since|until|from)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\bhow old\b|\bwhat age\b"),
        re.compile(r"\b\d{1,3}[- ]years?[- ]old\b|\baged? (?:of )?\d|, \d{1,3},|\(\d\d\)", re.IGNORECASE),
    ),
    (
        re.compile(r"\bwhat (?:share|percentage|proportion|per ?cent)\b|\b(?:un)?employment rate\b|\binflation rate\b"),
        re.compile(r"\d\s?(?:%|per ?cent\b|pc\b)|\b(?:half|third|quarter|fifth|majority)\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\bhow (?:far|high|tall|deep|wide|heavy|fast|hot|cold)\b"),
        re.compile(
            r"\d\s?-?(?:km|kilomet\w+|met\w+|miles?|mi|feet|foot|ft|inch\w*|yards?|cm|mph|kph|km/h|kg|tons?|tonnes?|pounds?"
            r"|degrees?|°)",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"^\W*(?:and )?where\b"),
        re.compile(
            r"\b(?:in|at|near|from|to|outside|off|on|across)\s(?:the\s)?(?:\w+\s)?(?-i:[A-ZÀ-Þ])", re.IGNORECASE
        ),
    ),
)
"""What asks for a number or place of a certain kind, and what such a one looks like."""

ASKS_WHY = re.compile(r"\bwhy\b|\bwhat (?:caused|led)\b")
ASKS_WHERE = re.compile(r"\bwhere\b|\b(?:what|which) (?:place|city|town|village|street|building|venue|stadium)\b")
ASKS_WHO = re.compile(r"\bwho\b|\bwhom\b|\bwhose\b|\bwhich\b")
FRONTED_CLAUSE = re.compile(
    r"^\W*(?:when|where|while|after|before|as)\b[^,?]*,(?=.*\b(?:how|why|who|what|which|where|when)\b)"
)
"""The clause before what is asked: "when it struck, how many …"."""

HOW_MANY = _phrase(r"\bhow many\s+(?:more |other |of the |of )?(?P<noun>[^\W\d_][\w’'-]*(?: [^\W\d_][\w’'-]*){0,3})")

HE_OR_SHE = _phrase(r"\W*(?:he|she|they|it|you|we)\s")
"""Opens what describes nobody."""
ITS_OWNER = _phrase(r"\W*(?:his|her|its|their)\s")
"""Opens an introduction that leaves it to the words before whose lawyer somebody is."""
BEHIND_A_NOUN = re.compile(
    r"\s*[,(;:–—]|\s+(?:of|for|at|from|in|on|by|to|with|behind|near|who|whose|that|which|about|over|after|against"
    r"|[^\W\d_]+(?:ed|ing))\b",
    re.IGNORECASE,
)
"""What stands behind the noun of a description: "widow in the ferry case", "boss who resigned"."""
