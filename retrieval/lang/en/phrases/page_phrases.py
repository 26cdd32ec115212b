"""What web pages and newsletters say beside their articles, as regular expressions: credits, calls, notices, walls.

And how English-speaking sites name the elements that hold such things.
"""

from __future__ import annotations

import re

# Pictures and calls.
_PICTURE = r"(?:Photo(?:graph)?|PHOTO|Image|IMAGE|Picture)s?"
_AGENCY = (
    r"(?:Getty(?: Images)?|Shutterstock|iStock|Alamy|AFP|AP|EPA(?:-EFE)?|EFE|REUTERS|Reuters|dpa|NurPhoto|Anadolu"
    r"|Corbis|WireImage|ZUMA(?: Press)?|Sipa(?: USA)?|TASS|Xinhua|UPI|PA(?: Wire)?|Bloomberg|Pool|POOL"
    r"|[A-Z][\w ]{0,30}(?:Pictures|Photos?|Images))"
)
_NAME = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4}"
_CREDIT = (
    # EPA Photo · AP Photo/Jane Doe, File · Photo by Jane Doe · Image: X · File photo
    rf"(?:{_NAME}[ ]photos?"
    rf"|(?:{_NAME}[ /])?{_PICTURE}(?:[ ]?[/,:][^()\[\]]{{1,80}}|[ ](?:by|via|courtesy|credit)\b[^()\[\]]{{1,80}})?"
    r"|(?:File|Handout|Archive|Stock|Courtesy)[ ](?:photo|image|picture)[^()\[\]]{0,60}"
    # Jane Doe/AFP via Getty Images · Jane Doe/Valley Pictures
    rf"|{_NAME}[ ]?/[ ]?(?:{_NAME}[ ]?/{{1,2}}[ ]?)*{_AGENCY}(?:[ ]via[ ]{_AGENCY})?(?:,[^()\[\]]{{1,20}})?"
    rf"|(?:{_NAME}[ ])?via[ ]{_AGENCY})"
)
CREDIT_IN_BRACKETS = re.compile(rf"{_CREDIT}\.?")
CREDIT_AT_THE_END = re.compile(
    rf"(?:\A|[ ]){_NAME}[ ]?/{{1,2}}[ ]?(?:{_NAME}[ ]?/{{1,2}}[ ]?){{0,3}}"
    r"(?:Getty Images|Shutterstock|AFP|AP|EPA|Reuters|REUTERS)(?:[ ]via[ ](?:Getty Images|AP))?\Z"
    rf"|(?:\A|[ ]){_NAME}[ ]via[ ](?:Getty Images|Shutterstock|AP Images)\Z"
)
CREDIT_LINE = re.compile(
    rf"(?:{_PICTURE}(?:[ ](?:credit|courtesy|source)s?)?(?:[ ]of|[ ]by)?[ ]?[:©]"
    rf"|{_PICTURE}[ ](?:by|courtesy of|credit)|(?:Photo(?:graphy)?|Image)[ ]credits?|Credit:)[^\n]{{0,120}}"
)
CALL = re.compile(
    r"(?:also read|read (?:also|more|next)|see also|related(?: (?:stor(?:y|ies)|articles?|links?|coverage|content))?"
    r"|more on this(?: story)?|recommended|don[’']t miss|you may also like|most read)"
    # A sentence that begins with such a word goes on with one; a call ends there or with a title behind a mark.
    r"(?:[ ]?[:|»›>–—-][^\n]{0,250})?[.…»›>]*"
    r"|share(?: (?:this|full|on)(?: (?:article|story|page|post|facebook|x|twitter|whatsapp|linkedin|telegram|email))?)?"
    r":?"
    r"|click to (?:share|print|email)[^\n]{0,80}|(?:tweet|copy link|print this (?:article|page|story)|email this)"
    r"|follow us(?: on [^\n]{2,60})?[.:]?"
    r"|(?:[0-9,.]+ |no )comments?|comments? [(][0-9,.]+[)]|(?:leave a |add a |view |post a )comments?"
    r"|comment on this (?:story|article)|(?:[0-9]{1,3}[-–])?[0-9]{1,3}[ -]min(?:ute)?s?(?: (?:read|listen|watch))?"
    r"|[(\[—–-]{1,2}[ ]?(?:ends?|more|30)[ ]?[)\]—–-]{1,2}|ENDS"
    r"|(?:tags|filed under|(?:related )?topics)[ ]?:[^\n.!?]{1,200}"
    r"|[(\[—–-]{0,2}[ ]?(?:advertisement|sponsored content|(?:story|article) continues (?:below|after)[^\n]{0,40})"
    r"[ ]?[)\]—–-]{0,2}",
    re.IGNORECASE,
)
NOTICE = re.compile(
    r"skip to (?:the )?(?:main )?(?:content|navigation)|more (?:by|from) this author|enter a valid e-?mail\b[^\n]{0,40}"
    r"|(?:facebook|twitter|whatsapp|linkedin|e-?mail|pinterest|reddit|telegram|bluesky|copy link|gift this article)"
    r"|for immediate release\W{0,3}|(?:(?:press|news|media) (?:release|statement)|(?:strictly )?embargo(?:ed)?)"
    r"(?:\W{1,4}(?:for|not for|embargo(?:ed)?|until|under|strictly|issued|date)\b[^\n.]{0,80})?"
    r"|[^\n>›»]{2,40}(?: [>›»] [^\n>›»]{2,60}){1,5}"
    r"|allow [\w ]{1,20} content\?|record number: ?\w{6,40}"
    r"|(?:(?:first )?(?:published|posted)|(?:last )?updated):? (?:about )?(?:[0-9]{1,3}|an?) "
    r"(?:min(?:ute)?|hr|hour|day|week|month|year)s? ago\b[^\n]{0,80}"
    r"|(?:last )?updated:?(?: at)? [0-9]{1,2}[:.][0-9]{2}[^\n.]{0,40}"
    r"|(?:follow|join) [^\n.]{2,60} on (?:our )?(?:whatsapp|facebook|x|twitter|instagram|telegram|google news)\b[^\n]*"
    r"|[^\n“”\"]{0,200}\b(?:reach|contact|e-?mail|follow) (?:him|her|the (?:writer|reporter)) (?:at|on|via)\b"
    r"[^\n“”\"]{0,80}@[^\n]{0,80}"
    r"|(?:view|read) this (?:post|e-?mail|newsletter|message) (?:on the web|online)\b[^\n]*"
    r"|(?:read in|shared from) apple news"
    r"|read or share this (?:story|article)\b[^\n]*|saved (?:to|from|with) (?:pocket|instapaper)\b[^\n]{0,60}"
    r"|(?:[\w ]{2,30} )?powered by [\w .]{2,40}"
    r"|this (?:article|page|post|story) (?:contains|includes) content (?:provided|hosted|shared) by [^\n]*"
    # What stands in the place of an embed until one agrees.
    r"|(?:this|the) (?:content|video|post|map|player|podcast) is (?:hosted|provided|supplied|loaded) by [^\n]*"
    r"\b(?:cookies|your consent|your permission)\b[^\n]*"
    r"|to (?:show|view|see|watch|load|play|display) [^\n]{2,80}\b(?:we need your|you (?:need|must)|please)\b[^\n]*"
    r"\b(?:cookies|consent|permission)\b[^\n]*|we need your (?:consent|permission) to (?:show|load|display)\b[^\n]*"
    r"|(?:view|see) (?:this|the) (?:post|photo|video|tweet)[^\n.]{0,20} on"
    r" (?:instagram|x|twitter|facebook|tiktok|threads)"
    r"|(?:(?:press|media|news|for (?:further|more) information,?(?: please)?) )?(?:contacts?|enquiries|inquiries):?"
    r"[^\n“”\"]{0,120}@[^\n]{0,120}"
    r"|listen to (?:this|the) (?:article|story)(?:[ .:·–-]*[0-9]{1,3}(?::[0-9]{2})?(?: ?min(?:utes?)?)?)?"
    r"|this is a rush transcript\.[^\n]{0,120}|to order video ?tapes and transcripts\b[^\n]*"
    r"|we are having trouble retrieving the article content\.?"
    r"|please enable java ?script[^\n]{0,60}"
    r"|(?:your browser does not support|javascript is (?:required|disabled))[^\n]{0,80}"
    r"|a version of this (?:article|story) (?:appears|appeared) in print on [^\n]*"
    r"|_*[ ]?follow (?:the |our )?[\w’'. ]{0,40}\bcoverage\b[^\n]{0,80} at:? https?://\S+"
    r"|(?:view|read|open) (?:this |it )?(?:e-?mail |message |newsletter )?"
    r"in (?:your |a |the )?(?:web )?browser\b[^\n]{0,120}"
    r"|unsubscribe\b[^\n]{0,120}"
    r"|you(?:’re|'re| are) (?:receiving|getting) this (?:e-?mail|message|newsletter|because)\b[^\n]*"
    r"|(?:to )?(?:unsubscribe|manage your (?:subscription|preferences))\b[^\n]{0,120}"
    r"|the post [^\n]{1,250} (?:first appeared|appeared first) on [^\n]{1,120}"
    r"|printed and distributed by pressreader|pressreader\.com[ +0-9-]*|copyright and protected by applicable law"
    r"|printed from https?://\S+[^\n]{0,60}|(?:do you have|got|have you) [^\n]{3,60}\?"
    r" (?:contact|e-?mail|get in touch|tell us)[^\n]*"
    r"|our standards:[^\n]{0,80}|(?:contact|e-?mail|reach|write to|follow) [^\n]{2,60} (?:at|on|via)\b"
    r"[^\n]{0,60}@[^\n]{0,120}"
    r"|(?:get|catch|follow|find|check(?: out)?|stay (?:updated|tuned|informed)|download|click here)\b[^\n“”\"]{0,80}"
    r"\b(?:latest|live|real-time|breaking|top|trending|our app|our podcast|channel|subscribe)\b[^\n“”\"]{0,120}"
    r"|listen to (?:the latest episode of )?our podcast\b[^\n]{0,60}"
    r"|you have [0-9a-z]+ (?:free )?(?:articles?|stories) (?:left|remaining)[^\n]{0,60}"
    r"|https?://\S+"
    r"|(?:already a (?:subscriber|member)|have an account)\?[^\n]{0,80}"
    r"|e-?mail this (?:story|article|page) to a friend[^\n]{0,60}|printer-friendly (?:version|page)"
    r"|[^\n]{0,150} [0-9]{1,2}:[0-9]{2} - source: [^\n]{2,40}",
    re.IGNORECASE,
)
"""What a page says about itself and not about the news; each form is some large site's or tool's own."""

CONTACTS = re.compile(
    r"(?<=\n)(?:(?:media|press|news) (?:contacts?|enquiries|inquiries)|contacts?)[ ]?:?[^\n]{0,120}\n"
    r"(?:[^\n]{1,120}\n){1,6}"
    r"(?=[ \t]*\n)",
    re.IGNORECASE,
)
"""Whom to ask about a press release: the lines up to a blank one."""
RELEASED = re.compile(r"\W{0,4}(?:for immediate release|(?:press|news|media) release|embargoed)\b", re.IGNORECASE)
"""How a press release opens."""

COOKIE_NOTICE = re.compile(
    r"(?:we|this (?:web)?site|our (?:web)?site)(?: and our partners)? uses? cookies(?: and [\w ]{2,40})? "
    r"(?:to|on|so that)\b[^\n“”\"]{0,250}"
    r"|we value your privacy\b[^\n]{0,250}|(?:accept|reject|manage) (?:all|cookies|all cookies|preferences|consent)",
    re.IGNORECASE,
)
"""A dialog's words in a text that was copied with it; a page that holds nothing else is told as one."""

RIGHTS = re.compile(r"(?:copyright )?(?:©|\(c\) ?\d{4}|copyright \d{4})[^\n]{0,200}", re.IGNORECASE)
"""Who holds the rights in a page; in other texts it is kept, for it names the outlet."""

NEWSLETTER = re.compile(
    r"(?:\A|[.!?:►»)(][ ]*)(?:Sign up|SIGN UP|Subscribe|SUBSCRIBE|Register)[ ](?:now |here |today )?(?:for|to|here)\b"
    r"[^\n]*|\AGet [^\n]{0,80}(?:newsletter|in(?:to)? your inbox)\b[^\n]*"
)
BY_MAIL = re.compile(r"\b(?:newsletters?|inbox|alerts?|e-?mail|mailing list)\b", re.IGNORECASE)
HINTS = tuple(
    "![,photo,image,picture,credit,getty,shutterstock,/afp,/ afp,/ap,/ ap,/epa,/ epa,/reuters,/ reuters,also,related"
    ",more,recommended,miss,next,most read,share,tweet,link,email,e-mail,follow,advertise,sponsored,continues,sign up"
    ",subscribe,register,inbox,newsletter,listen,allow,content,view this,in your,receiving,getting,manage,javascript"
    ",java script,browser,in print,printer,- source,standards,contact,enquir,inquir,reach,write to,get ,catch,find"
    ",check,stay"
    ",download,click,articles,stories,subscriber,account,cookies,consent,permission,do you,have you"
    ",printed,appeared,transcript,http,pressreader,applicable law"
    ",###,# #,cookie,ago,updated,comment,min,tags,topics,filed,ends,30,accept,privacy,powered,saved,alamy,pa media,epa"
    ",popular,trending,record,release,statement,embargo,skip,facebook,twitter,whatsapp,linkedin,pinterest"
    ",reddit,telegram,bluesky,gift,enter, > , › , » ".split(",")
)
"""Every form above has one of these, in small letters; a text with none isn't cut up at all."""

LINK_LABELS = frozenset(
    "more read related see also watch listen opinion analysis explainer live background exclusive video podcast gallery"
    " photos pictures in story stories next the our from"
    " à lire aussi lesen sie auch mehr zum thema lea también leer más leggi anche lees ook".split()
)
"""What a line that leads elsewhere may open with; some of other languages, whose pages are read, too."""

ASIDE_HEADING = re.compile(
    r"(?:[0-9]+ )?(?:comments?|responses?|replies|thoughts)(?: (?:on|to) .{1,120})?(?: ?\([0-9]+\))?:?"
    r"|(?:join|start) the (?:conversation|discussion)|what (?:readers|our readers|people) are saying"
    r"|discussion about this post|recommended(?: (?:for you|reading|stories|articles|from .{2,40}))?"
    r"|you (?:may|might)(?: also)? (?:be interested in|like|enjoy)(?: .{1,20})?"
    r"|most (?:read|viewed|popular|shared)(?: .{1,30})?"
    r"|(?:trending|popular|editors?['’]s? picks?|recent posts|up next|read next|keep reading|must reads?)(?: .{1,20})?"
    r"|(?:sign up|subscribe)(?: (?:to|for|now|here|today)\b.{0,80})?|(?:our )?newsletters?|morning briefing"
    r"|enjoy(?:ing|ed)? (?:this|our) .{3,40}|support (?:our|independent|local|quality) .{3,40}"
    r"|was this (?:article|page) helpful\??"
    r"|thank you for (?:reading|visiting|subscribing|signing up).{0,40}|share this(?: .{2,20})?"
    r"|about the authors?|dear reader,?",
    re.IGNORECASE,
)
"""Heads a box beside an article, with any content."""

PICTURES_OWNER = re.compile(
    r"(?:[\w .'’-]{2,40}/ ?)?(?:Getty Images|Shutterstock|Alamy|iStock|PA Media|EPA)(?: via Getty Images)?"
)
"""A line above a caption, as the BBC's pages have it when they are copied."""

LINKS_HEADING = re.compile(
    r"related(?: .{2,30})?|further reading"
    r"|(?:more|latest|also|read|see)(?: (?:from|in|on|about|also|more|news|stories)\b.{0,40})?:?",
    re.IGNORECASE,
)
"""Heads a box of links, if there are links in it."""

# Walls.
WALL = re.compile(
    r"\b(?:to continue reading|(?:subscribe|sign in|log in|register) to (?:continue|read|unlock))\b", re.I
)
READ_ON = re.compile(
    r"(?:…|\.{3}|\[…\]|\[\.{3}\])?[ ]*\W{0,3}(?:continue reading|keep reading"
    r"|read (?:the )?(?:full|whole|entire|rest of the|rest of this) (?:story|article|report|text|post))"
    r"(?: (?:on|at|here|in|→)\b[^\n]{0,80}|[ ]*[→»>…]+)?\W{0,3}",
    re.IGNORECASE,
)
"""What ends an excerpt: a link to the rest."""

CUT_MARK = re.compile(
    r"(?P<dots>(?:…|\.{3,})[\])”’\"']{0,2})\s*"
    r"(?:the post [^\n]{1,250} (?:first appeared|appeared first) on [^\n]{1,120}"
    r"|[^\w“”‘’\"']{0,3}(?:continue reading|keep reading"
    r"|read (?:more|on|(?:the )?(?:full|whole|entire) (?:story|article|post)))[^\w“”‘’\"']{0,3})\s*\Z"
    r"|[(\[]more[)\]]\s*\Z",
    re.IGNORECASE,
)
"""What a source puts behind a text that it cut, on the same line: WordPress's tail, an offer to read on, "(more)"."""

WALL_WITHIN = re.compile(
    r"\b(?:already a subscriber|subscribers? only|for subscribers|become a (?:subscriber|member)|unlimited access"
    r"|start your (?:free )?trial)\b",
    re.IGNORECASE,
)
"""Said beside the article too, on every page of many sites."""

COOKIES = re.compile(
    r"\b(?:cookies?|consent|privacy (?:settings|choices|policy)|legitimate interests?|personal data|trackers?"
    r"|tracking technologies|geolocation data|browsing data|ad partners|vendors list)\b",
    re.IGNORECASE,
)
DIALOG_VOICE = re.compile(r"\b(?:we|our|us|you|your|this (?:web)?site|our systems)\b", re.IGNORECASE)
"""News of cookies tells of them in the third person."""

NEEDS_SCRIPT = re.compile(r"\b(?:enable|turn on|requires?|disabled?) (?:java ?script|cookies)\b", re.IGNORECASE)

# Names of elements.
ASIDE_NAMES = frozenset(
    """
    figcaption caption captions credit credits byline bylines newsletter newsletters signup subscribe subscription
    related recirc recirculation readmore read-more share sharing social promo promoted advert advertisement ad ads
    sponsored comments disqus coral ticker liveticker cookie cookies consent gdpr tags paywall paywalled piano regwall
    """.split()
)
"""Words of class and id names; what carries one goes, unless it holds much of the page's text."""

ASIDE_NAME_PHRASES = "read-also read_also also-read more-on most-read image-block links-block photo-credit".split()
DOUBTFUL_NAMES = frozenset(
    "author bio meta widget nav menu footer timestamp date rating sponsor teaser trending recommended popular"
    " breadcrumb banner modal popup overlay placeholder toolbar tool tools copyright disclaimer player"
    " image images img photo photos picture pictures gallery thumbnail thumb".split()
)
"""What is called so and was passed over may be anything."""

STANDFIRST_NAME = re.compile(
    r"(?:\A|[\W_]|(?<=[a-z]))(?:standfirst|sub-?_?(?:title|headline|head|hed|deck)|headline-?sub|de[ck]k?|strapline"
    r"|lead|lede|intro|introduction|excerpt|summary|description)(?![a-z])",
    re.IGNORECASE,
)

# Days.
DAY_NAMES = frozenset(
    "date dates dateline published publish pubdate posted time timestamp datetime publication".split()
)
"""How elements that tell a day are called."""

UPDATED_NAMES = frozenset("update updated modified modification edited revised".split())
ELSEWHERE_NAMES = frozenset(
    "comment comments reply replies disqus related recommended recirc teaser teasers most popular trending latest"
    " masthead sidebar footer nav menu event events calendar widget promo newsletter current today breaking ticker"
    " more next advert ad ads carousel topstories stories".split()
)
"""How boxes are called whose days are other articles', readers' or none."""

UPDATED_WORD = re.compile(r"\b(?:last )?(?:updated|modified|edited|update|changed|corrected)\b", re.IGNORECASE)
PUBLISHED_WORD = re.compile(r"\b(?:first |originally )?(?:published|posted)\b", re.IGNORECASE)

LOST_APOSTROPHE = re.compile(r"(?<=[A-Za-z])\?(?=(?:s|t|d|m|re|ve|ll)\b(?![=&]))")
"""What an encoding without it makes of the apostrophe in "doesn’t"."""

SIGNS_QUOTE = re.compile(r"quote[\w-]{0,20}(?:source|author|attribution|cit(?:e|ation)|credit|name|speaker)")
"""How an element below a quotation is called that tells who said it: "quote-source", "pullquote__attribution"."""

# Posts of networks.
POSTED_BY = re.compile(
    r"(?:(?:a )?(?:post|photo|video|reel|album)(?: (?:shared|posted))?|shared|posted|(?=by u/)) ?"
    r"by (?P<author>[^\n]{2,80}?)(?: on (?P<day>[^\n]{4,40}))?",
    re.IGNORECASE,
)
"""Who posted it, in a line of its own beside the post."""

# Lines that are broken.
COMPOUND_STARTS = frozenset(
    "well long short self ex half high low far full part all so cross mid near ill good best better worse worst one two"
    " three four five six seven eight nine ten hundred first second third last left right vice twenty thirty forty"
    " fifty sixty seventy eighty ninety".split()
)
"""Words that hardly begin a longer word, and often one with a hyphen: "well-known", "long-standing", "ex-minister"."""
PREFIXES = frozenset(("anti", "non"))
"""What stands before a word, mostly with a hyphen where the two aren't one of the common words."""

POST_NAMES = frozenset(
    "tweet twitter-tweet tweet-embed embedded-tweet x-post bluesky-post bluesky-embed bluesky-wrap mastodon-post"
    " mastodon-embed threads-post social-post fb-post truth-post post-embed comment-embed note-embed".split()
)
"""How elements are called that show somebody's post on a network."""
