"""Words by which an article says that somebody's words were denied, made up, alleged, or not yet said.

Collected by hand for this project from fact checks, corrections and court reports; a form of a word stands where the
article may use it beside a cue ("denied saying", "a doctored clip shows her saying").
"""

from __future__ import annotations

NEGATIONS = frozenset("not n't n’t never nor".split())
NOBODY = frozenset(["nobody", "no-one", "none", "neither", "nothing"])

OPEN_QUESTIONS = ("when", "whether", "if", "why", "how", "what", "who", "where", "which")
"""Words that open what somebody wouldn't say: nothing is denied."""

REPORTS_OF_SPEECH = frozenset(
    "evidence proof record recording sign indication suggestion basis truth transcript footage hint".split()
)
"""Nouns of which "no" says that nothing was said: "there is no evidence that"."""

DENIES = frozenset(
    "deny denies denied denying refuse refuses refused refusing decline declines declined declining avoid avoids"
    " avoided avoiding dispute disputes disputed disputing reject rejects rejected rejecting".split()
)
STOPS_SHORT = frozenset("stop stops stopped stopping fall falls fell falling".split())
INSTEAD = frozenset("rather instead without".split())

FALSELY = frozenset(
    "falsely wrongly incorrectly mistakenly erroneously misleadingly inaccurately wrongfully fraudulently".split()
)
ALLEGEDLY = frozenset("allegedly reportedly supposedly purportedly apparently seemingly".split())
ALLEGES = frozenset("allege alleges alleged alleging accuse accuses accused accusing claim claims claimed".split())

FAKE = frozenset(
    "fake faked false fabricated bogus doctored manipulated altered edited ai-generated computer-generated"
    " generated synthetic deepfake phony phoney forged parody satirical satire spoof hoax hacked fictional"
    " fictitious invented supposed purported impostor imposter impersonator lookalike cloned misleading debunked"
    " photoshopped".split()
)
"""Of a clip, a post or an account: whose words it shows were not said. Of the speaker: it is somebody else."""

POSES = frozenset("impersonating posing masquerading".split())

WANTS = frozenset(
    "want wants wanted urge urges urged ask asks asked like expect expects expected hope hopes hoped wish wishes"
    " wished press presses pressed beg begs begged need needs needed order orders ordered force forces forced"
    " pressure pressures pressured challenge challenges challenged dare dares dared call calls called wait waits"
    " waited".split()
)
"""Verbs after which "X to say" tells what somebody else would have X say."""

TO_COME = frozenset(
    "expected due set scheduled slated poised likely about planning plans plan planned preparing ready supposed".split()
)
SUPPOSES = frozenset("suppose supposing imagine imagining assume assuming pretend".split())
CONDITIONS = frozenset(["if", "unless", "whether"])

READS_OUT = frozenset("read reads reading recite recites recited reciting sing sings sang quote quotes quoted".split())
TEXTS = frozenset(
    "letter statement note email e-mail message poem passage text speech lines words book verse psalm prayer"
    " comment comments tweet post script diary testimony manifesto indictment".split()
)
PASSES = frozenset(
    "like likes liked share shares shared retweet retweets retweeted repost reposts reposted forward forwarded"
    " circulate circulated receive receives received find finds found hold holds held carry carries carried wear"
    " wears wore see sees saw apologise apologised apologize apologized defend defends defended criticise criticised"
    " criticize criticized condemn condemned mock mocked regret regretted".split()
)
"""Verbs whose object ("a comment saying", "the slogan") holds words that aren't the subject's own."""

HOLD_SPEECH = (
    TEXTS | REPORTS_OF_SPEECH | frozenset("clip video tape audio image picture screenshot leaflet sign".split())
)
"""Nouns of which "saying" tells what they hold."""

NAMED_WORDS = frozenset(
    "slogan phrase word term sentence line motto chant headline sign banner placard leaflet poster label nickname"
    " expression notion cliché".split()
)
"""Nouns beside which words in quotation marks are talked about: "criticised the slogan '…'"."""

SAID_AGAIN = frozenset(
    "use uses used using repeat repeats repeated coin coins coined shout shouts shouted chant chants chanted utter"
    " uttered add adds added say says said write writes wrote invoke invokes invoked".split()
)
"""Verbs by whose subject such words were said all the same."""

VERDICT = r"\W*(?:verdict|rating|our (?:rating|ruling|verdict)|ruling|conclusion|fact[- ]check(?: verdict)?|result)"
VERDICT_FALSE = (
    r"\b(?:false|fake|fabricat\w+|not true|untrue|incorrect|altered|doctored|satire|satirical|misattributed|made up"
    r"|invented|hoax|pants on fire|no evidence|misleading|miscaptioned|wrong)\b"
)
LABELS_FALSE = r"\W*(?:false|fake|hoax|myth|altered|satire|misattributed|fabricated|not true|debunked)\s*[:–—-]"
CLAIM = r"\W*(?:the )?claims?\s*[:–—-]"
NOTE = r"\W*(?:editor['’]?s['’]? note|correction|clarification|retraction|update|note)\b"
NOT_SAID_AFTER_ALL = (
    r"\b(?:said no such thing"
    r"|never (?:actually )?(?:said|made|uttered|wrote|tweeted|posted|gave|printed|published)"
    r"(?: (?:it|this|so|such|any|the (?:words?|lines?|quot\w+|remark|phrase|statement|comment|post|tweet))\b|[.])"
    r"|(?:did|has)(?: not|n['’]t) (?:actually |ever )?(?:say|said|make|made) (?:it|that|this|so|any such)\b"
    r"|(?:quote|quotation|statement|remark|line|words|post|tweet|clip|video|screenshot|letter)s? (?:\w+ ){0,3}?"
    r"(?:is|are|was|were|has been|have been) (?:\w+ly )?(?:fake|false|fabricated|invented|made up|doctored|forged"
    r"|a hoax|satire|a joke|a forgery)|no such (?:quote|statement|remark|post|tweet)"
    r"|has not done so|have not done so|comes from (?:a|the) (?:comedy|satir|parody|film|play|novel|sketch)\w*)"
)
"""A sentence after the words, by which they were not said."""
