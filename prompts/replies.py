"""Every sentence that the bot itself says, by name, for each of its fronts.

The texts are plain: a front adds its markup (HTML in Telegram, colours in the terminal) and escapes what it fills in.
A text without placeholders is a ``str``; a :class:`Reply` declares its placeholders, and loading this module checks
them.

Some texts stand elsewhere, beside the code that they are read with: what an error says (``VerbatimError`` and its
subclasses, in ``bot`` and in ``retrieval``, which imports nothing from here), the help of the command line's options
and of the settings, log lines, the tables of `verbatim eval`, and what a model is told. The greeting is a prompt file
(``help.md``), which a person may replace.
"""

from __future__ import annotations

from collections.abc import Sequence

from prompts import Plural, Reply


def listed(names: Sequence[str]) -> str:
    """Names as a sentence has them: ``A``, ``A and B``, ``A, B and C``."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


# What a check says of a draft
CHECK_STYLE = Reply("house style: {words}", "words")
CHECK_IN_NO_MOUTH = "the article gives these words to nobody"
CHECK_UNCERTAIN = "the article has these words, but who said them isn't certain"
CHECK_OWN_WORDS = "the article reports this in its own words, not in quotation marks"
CHECK_HEDGED = Reply("the article has these words as {hedge}", "hedge")
CHECK_SAID_BY = Reply("said by {who}", "who")
CHECK_INTERRUPTED = "the article interrupts these words"
CHECK_NEAREST = "the nearest that the articles have"
CHECK_NOTHING_OF = Reply("nothing like this found from {who}", "who")
CHECK_CHANGED_SINCE = Reply("the article had these words until it was edited on {day}", "day")
CHECK_NAME = Reply("the name in the articles: {theirs}", "theirs")
CHECK_OFFICE = Reply("the draft has {mine}, the articles have {theirs}", "mine theirs")
CHECK_AT_LINE = Reply("{verdict}, line {line}", "verdict line")
CHECK_TO_FIRST = "To the first words that aren't verbatim"
CHECK_WATCHING = Reply("Watching {name}: checked again when it changes, or the articles do. Ctrl-C ends it.", "name")
CHOOSE_A_FORM = "Write it so: verbatim check draft.txt --html --output report.html"
OUTPUT_IS_DRAFT = "--output names the draft itself, which the report would replace"
CHECK_NOTHING = "no words"
NO_QUOTATIONS = "There are no quotations of four words or more in this draft, and no claims."
NO_DRAFT = "There is no draft"
WRITE_A_DRAFT = "Name a file, or send the text: verbatim check - < draft.txt"

# What a check says in a chat
CHECKED_VERBATIM = Reply("✅ verbatim{by}", "by")
CHECKED_ALTERED = Reply("⚠️ differs: {differences}", "differences")
CHECKED_DIFFERENCE = Reply("{draft} → {source}", "draft source")
CHECKED_OTHER = Reply("❌ said by {who}, not {speaker}", "who speaker")
CHECKED_NOT_FOUND = "❌ not in my articles"
CHECKED_NOT_FOUND_NEAR = "❌ not in my articles; the nearest:"
CHECKED_COMPARE = "↔️ a claim; compare with"
CHECKED_NOTHING_LIKE = "↔️ a claim; I have nothing to compare it with"
CHECKED_OTHERWISE = {
    "cut": "⚠️ cut: the whole sentence says otherwise",
    "spliced": "⚠️ put together from two places",
    "other_speaker": "❌ somebody else's words",
    "hedged": "⚠️ not simply said",
    "changed_since": "⚠️ the article was changed since",
    "unattributed": "⚠️ there, but without a speaker",
}
CHECK_NAMES = {
    "verbatim": "✅ verbatim",
    "altered": "⚠️ different",
    "cut": "⚠️ cut",
    "spliced": "⚠️ put together",
    "other_speaker": "❌ somebody else's",
    "hedged": "⚠️ hedged",
    "changed_since": "⚠️ changed since",
    "unattributed": "⚠️ without a speaker",
    "not_found": "❌ not found",
    "compare": "↔️ to compare",
}
CHECK_OF = Reply("Check of {name}", "name")
CHECK_WHAT = "What shall I check? Write it like NAME: “…”, or send me a text or a document."
NO_DRAFT_KIND = Reply("I can't check a {kind} file. Send me text, Markdown, Word, OpenDocument or HTML.", "kind")
DRAFT_TOO_LONG = Reply("That is too long to check here: at most {n:,} characters. Send me a part of it.", "n")
DRAFT_TOO_LARGE = "That file is larger than Telegram lets me fetch (20 MB). Send me the part to check."

# How much there is of something
ARTICLES = Plural("1 article", "{n:,} articles")
PASSAGES = Plural("1 passage", "{n:,} passages")
STATEMENTS = Plural("1 statement", "{n:,} statements")
CITATIONS = Plural("1 citation", "{n:,} citations")
ANSWERS = Plural("1 answer", "{n:,} answers")
AND_MORE = Reply("… and {n} more", "n")

# Telegram: the first words, and what can be done where
START = (
    "I answer from a collection of news articles in the speakers' own words, and show where each one stands.\n"
    "Ask in your own words, or tap a question:"
)
WELCOME = "You're welcome."
HELP_ASK = "Ask in your own words: what somebody said, who said it, who somebody is, what is new."
HELP_CHECK = "Send me a quotation, a text or a document, or send a message on: I check its words against the articles."
HELP_COMMAND = Reply("/{name} – {does}", "name does")
HELP_INLINE = Reply("In any chat, write @{bot} and a name or a topic: I offer quotes to send.", "bot")
HELP_GROUPS = "Add me to a group: there I answer when I am mentioned, replied to, or asked by a command."
HELP_IN_GROUP = Reply(
    "Here I answer when you mention @{bot}, reply to me, or use a command. A mention under somebody's words is about "
    "those words.",
    "bot",
)
HELP_ADMIN = (
    "For you as an admin; a link, a document, or a channel's post that you send is put in; /check under it, or as a "
    "document's caption, checks it:"
)
DESCRIPTION = (
    "I answer questions about a collection of news articles with the speakers' own words, each with its source. Send "
    "me a quotation, a text or a document, and I check its words against the articles. What the articles don't hold, I "
    "don't make up."
)
SHORT_DESCRIPTION = "News articles, in the speakers' own words, each with its source. I check quotations, too."

# What each front says
CANCELLED = "Cancelled."
UNKNOWN_COMMAND = "I don't know that command. Just ask your question, or see /help."
UNTITLED = "Untitled"
PARAGRAPH = Reply(", paragraph {n}", "n")

# Questions that an answer suggests, or that a command stands for
WHAT_DID = Reply("What did {who} say?", "who")
WHAT_DID_ON = Reply("What did {who} say about {topic}?", "who topic")
WHO_SAID = Reply('Who said "{words}"?', "words")
WHO_IS = Reply("Who is {who}?", "who")
ASK_SPEAKERS = "Who is quoted?"
ASK_SPEAKERS_ON = Reply("Who is quoted on {topic}?", "topic")
ASK_ARTICLES = "Which articles are there?"
ASK_ARTICLES_ON = Reply("Which articles about {topic}?", "topic")
ASK_LATEST = "What is the latest?"
ASK_LATEST_ON = Reply("What is the latest on {topic}?", "topic")


def what_did(who: str, topic: str = "") -> str:
    """The question what somebody said, on a topic where there is one."""
    return WHAT_DID_ON.format(who=who, topic=topic) if topic else WHAT_DID.format(who=who)


WHO_SAID_ANYTHING = Reply("Who said anything about {topic}?", "topic")

# Answers: refusals, and questions back
SEARCHED = Reply("{found} Searched: {coverage}.", "found coverage")
NEAREST = "The nearest that I have:"
NOTHING_ANSWERS = "I found nothing in the articles that answers this."
MAY_NOT_ANSWER = "This may not answer it, but it is the nearest that I have:"
UNSAID = Plural(
    "The word {words} isn't in what the articles say on this. They say:",
    "The words {words} aren't in what the articles say on this. They say:",
    "words",
)
APART = Reply("No sentence that I found has {words} beside the rest of the question. The articles say:", "words")
OTHER_WAY_ROUND = "The articles tell it the other way round:"
NOT_TOGETHER = Reply("No article that I found tells of {what} together with the rest of the question.", "what")
NOTHING_CHECKED = "I found nothing that I could check."
NO_MORE = "There is no more on that."
NOTHING_YET = "There is nothing yet to show more of."
NO_CITATIONS = "There is no answer with citations yet."
WHICH_CITATION = Reply("Which citation? The last answer has {citations}.", "citations")
WHO_IS_MEANT = "I can't tell who is meant. Please ask again with the name."
LOOKS_LIKE_A_DRAFT = Reply(
    "That looks like a draft with {n} quotations. Send it behind /check (or to verbatim check), and I'll compare each"
    " with the articles.",
    "n",
)
ONLY_THE_FIRST = Reply("I answer {most} questions at once; these are the first {most} of {n}.", "most n")
WHICH_ONE = "Which one do you mean?"
NOT_QUOTED = Plural("{who} isn't quoted in the articles.", "{who} aren't quoted in the articles.", "who")
NOT_FOR_CERTAIN = Reply("I found nothing that I can attribute to {who} with certainty.", "who")
NAME_APPEARS = Reply("The name appears in {n} of them.", "n")
NAME_DOES_NOT_APPEAR = "The name doesn't appear there either."
NO_SUCH_OFFICE = Reply("The articles quote nobody whom they introduce as {office}.", "office")
NOBODY_QUOTED = "Nobody is quoted in the articles."
SPEAKERS_QUOTED = Plural("1 speaker{scope}:", "{n:,} speakers{scope}, the most quoted first:", "scope")
WHO_SPOKE = Plural("1 speaker{scope}:", "{n:,} speakers{scope}:", "scope")
NO_ARTICLE_ON = Reply("I have no article{scope}.", "scope")
SILENT = Plural(
    "{who} is quoted in the articles, but I found nothing from them{scope}.",
    "{who} are quoted in the articles, but I found nothing from them{scope}.",
    "who scope",
)
TALKED_ABOUT = Reply("They did talk about {topics}.", "topics")
NOTHING_FROM = Reply("I found nothing from {who}{scope}.", "who scope")
NOTHING_BY = Reply(
    "I found nothing by {name}{scope}, nor by people whom the articles describe by that name.", "name scope"
)
NOT_TOLD = Reply("The articles don't tell {detail} {who} said it.", "detail who")
NOT_INTRODUCED = Reply("The articles don't say who {who} is.", "who")
NOT_THESE_WORDS = Reply("I found no article that quotes {who} with these words.", "who")
NOT_WORD_FOR_WORD = Reply("Not word for word: {differences}. The articles have:", "differences")
MORE_DIFFERS = Plural("1 more", "{n} more")
NOT_SAID = "The articles don't report this as said. What they tell:"
TOLD_BY_ANOTHER = "Somebody else tells of them:"
OTHERS_WORDS = "They are somebody else's words."
READ_AS = Reply("Read as: {question}", "question")
WHO_IS_MEANT_UNCERTAIN = "Who is meant isn't certain; this fits best:"
SOMEBODY_ELSE = "Somebody else on it:"
SPEAKER_NOT_CERTAIN = "The articles have these words, but who says them isn't certain:"
FOUND_NOBODY = Reply("I found nobody in the articles who {did}.", "did")
FOUND_NOBODY_ELSE = Reply("I found nobody else in the articles who {did}.", "did")
DID_SAY = Reply("said: {words}", "words")
DID_SAY_ANYTHING = "said anything"
THIS = "this"
ON_TOPIC = Reply("on {topic}", "topic")
IN_DAYS = Reply("in those days ({days})", "days")
IN_OUTLET = Reply("in {outlet}", "outlet")

# Answers: headings, and what lines say besides the articles' words
ENGLISH_ONLY = "I read questions in English only."
ANOTHER_LANGUAGE = Reply("I read questions in English only. I took this one as: {read}", "read")
IN_ANOTHER_LANGUAGE = "In an article that isn't in English, of which I read little:"
NO_REASON = "The articles give no reason in so many words. What was said:"
NOT_IN_THOSE_WORDS = "No article puts it in those words. What was said on it:"
DIFFERENT_NUMBERS = "The articles give different numbers, the newest first:"
ALL_SAID = Reply("{shown} of {found} statements{scope}, the newest first:", "shown found scope")
SIDES = {"welcomed": "In favour:", "criticised": "Against:", "": "Also said:"}
"""Above those on each side, and those whose words don't tell on which they are."""
NEAR_IN_MEANING = Reply("These words of {who} don't name {topic}, but may be about it:", "who topic")
NOT_SAID_TO = Reply("The articles don't say that it was to {audience}.", "audience")
PASSED_ON = Reply("Passed on by {name}:", "name")
DESCRIBED_BY = Reply("By people whom the articles describe by the name {name}:", "name")
SAID_IN_DAYS = Reply("Said {days}:", "days")
ARTICLES_OR_MORE = Reply("{n:,} or more articles", "n")
SEE_ALSO = "See also"
AS_INTRODUCED = Reply("{name}, as introduced: ", "name")
AS_QUOTED_BY = Reply("{lead}, as quoted by {outlet}", "lead outlet")
AND_BY = Reply(" / by {outlet}", "outlet")
ALSO_IN = Reply(" (also in {outlets})", "outlets")
BREAKS_OFF = " (the text breaks off here)"
INCOMPLETE = " · incomplete"
KIND_NOTES = {"direct": "", "partial": " (quoted in part)", "indirect": " (reported)", "passage": ""}
"""By kind of statement."""
HEDGE_NOTES = {
    "denied": "a denial",
    "false": "reported as false",
    "hypothetical": "hypothetical",
    "questioned": "in question",
    "retracted": "taken back",
    "read out": "read out",
    "another's words": "somebody else's words",
    "imitated": "in imitation",
    "hearsay": "on another's words",
    "alleged": "alleged",
    "planned": "announced beforehand",
    "mentioned": "about a phrase",
    "disputed": "disputed by the article",
}
"""What a line says of a statement that the article hedges, by hedge."""
ACCORDING_TO = Reply("according to {name}", "name")
SAID_TO = Reply("to {audience}", "audience")
OUTLET_OF_DAY = Reply("{outlet} of {day}", "outlet day")
ARTICLE_OF_DAY = Reply("an article of {day}", "day")
ANOTHER_ARTICLE = "another article"
SINCE = Reply("since {day}", "day")
UNTIL = Reply("until {day}", "day")
DAYS = Reply("{first} to {last}", "first last")
I_HAVE = Reply("I have {coverage}.", "coverage")

# Answers that a model lays out
STOPPED = "I stopped the model."
WITHOUT_MODEL = f"{STOPPED} What I found without it:"
ON_TOPIC_HEADING = Reply("On {topic}:", "topic")

# Telegram: questions and their answers
NO_QUESTION = "Put your question into the same message, and I'll look it up."
NO_TEXT = "I can only read text. Put your question into words, and I'll look it up."
I_HEARD = Reply("🎤 I heard: {words}", "words")
NOT_HEARD = {
    "missing": "I can't listen here: what that takes isn't installed. Please write your question.",
    "model": "I can't listen here: the model for it can't be loaded. Please write your question.",
    "unreadable": "I can't play that recording. Please write your question.",
    "long": "That is too long for me to listen to: two minutes at most. Please write your question.",
    "slow": "Listening took too long. Please write your question.",
}
"""By why a recording wasn't heard."""
HEARD_NOTHING = "I heard no words in that. Please say it again, or write your question."
NOT_SHARED = "That question isn't shared any more. Ask me in your own words, and I'll look it up."
WRITE_QUOTE = "Whose words? Write a name, or: NAME about TOPIC"
WRITE_WHO = "Who? Write a name, and I look up how the articles introduce them."
NOTHING_THERE = "There are no articles to answer from yet."
NOTHING_UNDER_WAY = "No answer of yours is under way."
WRITING = "✍️ Writing …"
MAYBE_MISSED = "My last message may not have arrived. If you don't see it, tap here."
ANSWER_EXPIRED = "I don't have that answer any more. Ask again, and I'll look it up."
ANOTHERS_ANSWER = "That is another one's answer. Tap Sources for passages of your own."
SOMETHING_WENT_WRONG = Reply("Something went wrong (error id {code}).", "code")
ASK_AGAIN_LATER = "Asking again in a minute may help."
NOTHING_TO_SHOW = "I have nothing to show for that."
TOO_MUCH_FOR_A_CHAT = "There is more, too much for a chat. Ask about a part of it."
CONTINUES = "… continues in the next message"
CONTINUED = "continued …"

# Telegram: the passage behind an answer, and buttons
PASSAGE_OF = Reply("Passage {number} of {count}", "number count")
THE_PASSAGE = "The passage"
QUOTE_GOES_ON = "… the quote goes on in the answer"
QUOTE_TOO_LONG = "This quote is longer than a message. Open the article to copy it."
QUOTE = "Quote"
SHARED = Reply("This link asks me the same question:\n{link}", "link")
THANKS = "Thanks, noted."
ASK_ME = "Ask me a question"
NOTHING_FOUND_ASK_ME = "Nothing found. Ask me a question"
BUTTON_COPY = "📋 Copy quote"
BUTTON_SOURCES = "📖 Sources"
BUTTON_FILE = "📄 File"
QUOTES_FILE = "quotes.docx"
QUOTES_CAPTION = "The quotes with their sources, to take away."
BUTTON_SHARE = "🔗 Share"
BUTTON_SEND = "Send it to somebody"
BUTTON_COPY_ONE = Reply("📋 {number}", "number")
BUTTON_MORE = Reply("{shown} of {found} · more", "shown found")
BUTTON_STOP = "⏹ Stop"
BUTTON_SHOW = "Show the answer"
BUTTON_BACK = "↩ Answer"
BUTTON_OPEN = "Open the article"

# Telegram: who may ask, and how often
INVITED_ONLY = Reply("I answer invited people only. An admin can invite you: your id is {id}.", "id")
ADMINS_ASKED = "I have asked the admins whether I may answer you. I'll tell you what they decide."
STILL_WAITING = "I am still waiting for an admin to decide whether I may answer you."
LET_IN = "You may ask me now. Put your question, or see /help."
LET_IN_ANSWERING = "You may ask me now. This is what I have on what you wrote:"
WANTS_TO_ASK = Reply("{name} wants to ask me questions.", "name")
BUTTON_ALLOW, BUTTON_DENY = "Allow", "Deny"
ADMINS_DECIDE = "Only admins decide that."
DECIDED_BY = Reply("{decision} by {name}", "decision name")
STANDINGS = {"asked": "Waiting", "allowed": "Allowed", "denied": "Denied"}
NO_REQUEST = "This request isn't there any more."
RATE_LIMIT = Reply(
    "I take {questions} a minute from each person, so that everybody gets answers. Ask me again {soon}.",
    "questions soon",
)
QUESTIONS = Plural("one question", "{n} questions")
IN_SECONDS = Plural("in a second", "in {n} seconds")

# Telegram: following somebody or something
FOLLOW_WHAT = "Whom or what do you want to follow? Write a name, or a topic in a few words."
FOLLOWS_FULL = Reply(
    "You follow {most} names and topics; I keep no more. Tap one under /following to remove it.", "most"
)
FOLLOWED = Reply(
    "You follow {name}. When a new article quotes them, or anybody on that topic, I'll send it here. "
    "Quiet hours are in /settings.",
    "name",
)
BUTTON_UNFOLLOW = Reply("✕ Unfollow {name}", "name")
UNFOLLOWED = Reply("You no longer follow {name}.", "name")
NOT_FOLLOWED = "You don't follow that. See /following."
FOLLOWS_NOTHING = "You follow nobody and nothing yet. Start with /follow NAME or topic."
FOLLOWING = Reply("You follow:\n{names}", "names")
DIGEST = Reply("🗞 Your daily digest: {names}", "names")
NEW_ON_FOLLOWED = Reply("🔔 New on what you follow: {names}", "names")

# Telegram: a person's settings
SETTINGS_TITLE = "Your settings"
SETTINGS = Reply(
    "Answers: {length}\nAlerts: {alerts}\nQuiet hours: {quiet}\nYour clock: {clock}",
    "length alerts quiet clock",
)
ANSWERS_SHORT, ANSWERS_LONG = "short: the quotes and their sources", "long: with each cited passage to unfold below"
ALERTS_ON, ALERTS_OFF = "on, as news comes", "off: what you follow waits until they are on"
ALERTS_DAILY = Reply("once a day, at {hour:02}:00", "hour")
QUIET_NEVER, QUIET_HOURS = "none", Reply("{first:02}:00 to {last:02}:00", "first last")
BUTTON_SHORT, BUTTON_LONG = "Short answers", "Long answers"
BUTTON_ALERTS_ON, BUTTON_ALERTS_OFF = "Alerts on", "Alerts off"
BUTTON_QUIET, BUTTON_DIGEST, BUTTON_ZONE = "Other quiet hours", "Daily digest", "Time zone"
BUTTON_NO_DIGEST = "None: send news as it comes"
WHICH_CITY = "Which city is your clock that of? UTC+2 does as well."
NO_SUCH_CITY = "I don't know that city. Write a larger one with the same time, or hours like UTC+2."
WHICH_ZONE = "There are several of that name. Which time zone is it?"
CLOCK_SET = Reply("Your clock: {clock}. It is {time} there now.", "clock time")
SAVED = "Saved."
IN_PRIVATE = "That is between you and me. Write it to me in a private chat."
BUTTON_PRIVATE = "Open our chat"
FORGET_ALL = (
    "This deletes everything that I keep about you: our conversations, whom you follow, your settings, your thumbs and "
    "the questions that you shared. It can't be undone."
)
BUTTON_FORGET = "Delete everything"
PRIVACY = (
    "I keep your questions and my answers for follow-ups, whom you follow, your settings, your thumbs and the "
    "questions that you share or ask where I am a guest, each under your Telegram id; where an admin decides who may "
    "ask, your name as well and, until they decide, what you wrote. Only the people who run me see them. /forget_me "
    "deletes it all, but for an admin's decision to keep somebody out."
)
FORGOTTEN = (
    "Done. I have deleted everything that I kept about you: our conversations, whom you follow, your settings, your "
    "thumbs and the questions that you shared. If a language model writes here, what you used of it this month still "
    "counts until the month is over, under a number that doesn't tell who you are."
)

# Telegram: what its list of commands says of each
COMMANDS = {
    "ask": "Ask the articles a question",
    "quote": "What somebody said: NAME, or NAME about TOPIC",
    "who": "Who somebody is: NAME",
    "speakers": "Who is quoted",
    "articles": "Which articles there are",
    "latest": "What is new",
    "timeline": "Statements over time: NAME, or NAME about TOPIC",
    "check": "Check a quotation or a text: NAME: “…”, or reply to it",
    "follow": "Get new statements: NAME or TOPIC",
    "unfollow": "Stop getting them: NAME or TOPIC",
    "following": "What you follow",
    "settings": "Length of answers, alerts, quiet hours",
    "timezone": "Set your clock: CITY",
    "cancel": "Stop the answer under way",
    "privacy": "What I keep about you",
    "forget_me": "Delete everything that I keep about you",
    "help": "What I can do, with examples",
}
ADMIN_COMMANDS = {
    "ingest": "Put an article in: URL, or send a link or a file",
    "remove": "Take an article out: ID or URL; /articles has buttons for it",
    "people": "Who may ask, and who wants to",
    "allow": "Let a person ask: ID",
    "deny": "Stop a person from asking: ID",
    "review": "Answers that were disliked, and questions without one",
    "stats": "How much there is, and how it is used",
}

# Pages
PAGE_TO_CITED = "Go to the cited words"
PAGE_OPENED = Reply("Opened in the browser: {path}", "path")
PAGE_WRITTEN = Reply("No browser here; open this file with one: {path}", "path")
AT_LINE = Reply("{path}:{line}", "path line")
NO_SUCH_PLACE = Reply("{at!r} is not a place in this article, which has {n} code points", "at n")
WRITE_A_PLACE = "Write the place of a citation: --at START, or --at START-END"
NOTHING_TO_SHOW_HERE = Reply("There is no article {name}, in the collection or as a file", "name")
SEVERAL_IN_FILE = Reply("{path} holds {articles}", "path articles")
NAME_ONE_BY_ID = Reply("Name one by its id: {ids}", "ids")

# Terminal: the chat
GREETING_COMMANDS = "/help lists the commands; Ctrl-D leaves."
GREETING_INGEST = "Or put some in from here: /ingest PATH"
INGEST_FILES = "Write /ingest and a file or a folder."
TERMINAL_COMMANDS = {
    "/source N": "Show citation N of the last answer in its place in the article",
    "/open N": "Open the article of citation N in the browser, at the cited words",
    "/timeline NAME": "Somebody's statements over time; without a name, who is quoted how often",
    "/check FILE|TEXT": "Check the quotations of a draft against the articles",
    "/export FILE": "Write what the last answer cites to a .md, .csv, .html, .docx or .json file",
    "/articles": COMMANDS["articles"],
    "/speakers": COMMANDS["speakers"],
    "/ingest PATH": "Put articles in: a file or a folder",
    "/help": "Show this",
    "/quit": "Leave, as Ctrl-D does",
}

# Terminal: answers, articles and lists
TRY = Reply("Try: {questions}", "questions")
NO_DATE = "no date"
CHECK_FILE_OR_WORDS = "Name a file or write the words: /check draft.docx, or paste a draft first"
EXPORT_TO = Reply("Name a file; its ending says the format: {suffixes}", "suffixes")
EXPORTED = Reply("{n} written to {path}", "n path")
EXPORT_TITLE = "Quotations"
JSON_OR_FORMAT = "--json and --format don't go together"
CHOOSE_ONE = "Leave one of them out"
OUTPUT_NEEDS_FORMAT = "--output writes a file in a format, and none is named"
CHOOSE_A_FORMAT = "Add --format md, csv, html, docx or csl"
NO_DOCUMENT_HERE = "A terminal can't show a Word document"
NAME_A_FILE = "Name a file: --output quotes.docx"
NO_SPEAKER = "unknown speaker"
CHANGED_SINCE = Reply("Changed since: another version took its place on {day}. {now}", "day now")
NOW_IS = Reply("It is {id} now.", "id")
LATER_REMOVED = "The later version was taken out."
NO_ARTICLE_FITS = "No article fits. `verbatim articles` alone lists them all"
NO_STATEMENT_FITS = "No statement fits. `verbatim quotes` alone lists them all"
NO_ARTICLE = Reply("there is no article {id}; `verbatim articles` lists them", "id")
WRITTEN = Reply("{articles} written", "articles")
MERGED_SPEAKERS = Reply("{other} is {name} from now on", "other name")
SPLIT_SPEAKERS = Reply("{name} and {other} are two from now on", "name other")
NOBODY_SO_CALLED = Reply("Nobody in the articles is called {name}; `verbatim quotes` shows the names", "name")
FORGOTTEN_ARTICLES = Reply("{articles} forgotten", "articles")
REPRINTS_STAY = Reply("Reprints of them stay; this takes them out as well:\nverbatim forget {ids}", "ids")

# Doctor
FINDING_OK, FINDING_WRONG = "ok", "WRONG"
SETTINGS_AT_DEFAULTS = "all at their defaults"
NOT_WRITABLE = Reply("{home} can't be written to ({reason})", "home reason")
FIX_RIGHTS = "Fix its permissions, or set VERBATIM_HOME"
NO_REASON_GIVEN = "no reason given"
DISK_FREE = Reply("{n:,} MB are free for {home}", "n home")
MAKE_ROOM = Reply("Make room: {n} MB are needed", "n")
EMBEDDER_FAILS = Reply("it doesn't run ({error})", "error")
EMBEDDER_WRONG = "its vectors make no sense"
EMBEDDER_OK = Reply("answers in {n:.0f} ms, its start included", "n")
CHECK_EMBEDDER = "Check EMBEDDER: it should name a model for embeddings"
REINSTALL = "Reinstall Verbatim: a file of its package is missing or damaged"
NO_MODEL = "none is chosen (LLM); answers are laid out without one"
MODEL_INSTALLED = Reply("{name} is installed; --call sends it a request", "name")
MODEL_TOOK = Reply("{name} answered in {seconds:.1f} s, {n} tokens", "name seconds n")
RERANKER_OK = "orders passages"
RERANKER_FAILS = Reply("{name} doesn't order passages ({fault})", "name fault")
CHECK_RERANKER = "Check RERANKER, its server and RERANKER_SECONDS; answers do without it meanwhile"
MODEL_SILENT = "It wrote nothing. Check LLM: it may not be a chat model"
TELEGRAM_UNSET = "there is no token (TELEGRAM_BOT_TOKEN); `verbatim telegram` needs one"
TELEGRAM_SET = "there is a token; --call asks Telegram whose it is"
TELEGRAM_OK = Reply("the token is that of @{name}", "name")
VOICE_OK = Reply("voice notes are heard with {model}", "model")
VOICE_MISSING = "VOICE_MODEL is set, and faster-whisper isn't installed"
VOICE_NO_FOLDER = Reply("VOICE_MODEL names a folder that isn't there: {model}", "model")
INSTALL_VOICE = 'In Verbatim\'s folder: .venv/bin/uv pip install -e ".[voice]"; and name a model: a folder, or small.en'
NO_WEBHOOK = "none (TELEGRAM_WEBHOOK_URL); messages are fetched"
WEBHOOK_ARRIVES = "Telegram delivers messages to TELEGRAM_WEBHOOK_URL"
WEBHOOK_ELSEWHERE = Reply("Telegram delivers messages to {url}", "url")
WEBHOOK_NOWHERE = "Telegram doesn't deliver messages to TELEGRAM_WEBHOOK_URL"
WEBHOOK_FAILS = Reply("{n} messages wait at Telegram, which can't deliver them: {error}", "n error")
WEBHOOK_WAITING = Reply("{n} wait there", "n")
START_TELEGRAM = "Start `verbatim telegram`, which tells Telegram where to"
CHECK_WEBHOOK = "See that TELEGRAM_WEBHOOK_URL leads to TELEGRAM_WEBHOOK_LISTEN, and that its certificate is valid"
WEBHOOK_AT = Reply("Telegram delivers messages; `verbatim telegram` listens at {host}, port {port}", "host port")
DATABASE_AT = Reply("the chats' state is kept in {place}", "place")
NO_PROXY = "none stands before the servers that the settings name"
PROXY_IS = Reply("requests go through {named}", "named")
NO_ARTICLES = "there are no articles yet"
REPAIRED = Reply("repaired: {message}", "message")
REINDEXED = "The indexes are made again."
STILL_WRONG = "A repair didn't help"
REPAIR_IT = "`verbatim doctor --index --repair` repairs it"

# Model Context Protocol: what an assistant is told of the tools
MCP_INSTRUCTIONS = (
    "Answers come from the person's own collection of news articles, in the articles' words. Quote only what stands in "
    "a citation's `quote`, under its `speaker`, and name its article; `start` and `end` are code points of that "
    "article's text. Words with a `hedge` are not to be given as said without saying so. A refusal means that the "
    "collection doesn't hold it: say so, and answer nothing in its place."
)
MCP_ASK = (
    "Answer a question about the news articles with checked citations: what somebody said, who said something, who "
    "somebody is, what happened. `chat` names a conversation, so that a question may follow up on the one before; "
    "`asked` is the day (YYYY-MM-DD) on which words like yesterday mean something."
)
MCP_QUOTES = (
    "List statements that the articles attribute to speakers: direct quotes, partial quotes, reported speech. Narrow "
    "down by speaker, topic, article id and days of publication (since is included, before is not)."
)
MCP_CHECK = (
    "Check the quotations and attributed claims of a draft against the articles: verbatim, altered, cut, spliced, "
    "another speaker's, hedged or not found, each with its source and the words that differ. Places are code points of "
    "the draft."
)
MCP_PASSAGE = "Show the paragraphs of an article around a citation (article id, start, end), and those beside them."
MCP_SPEAKERS = "List who is quoted in the articles, most quoted first, with how the articles introduce them."
MCP_ARTICLES = "List the articles, newest first, by outlet, days of publication, and words that all stand in them."
MCP_ARTICLE_TEXT = "The whole text of an article, by its id."
MCP_OUTSIDE = Reply("start and end lie outside the article's text, which has {n} code points", "n")
MCP_SERVING = Reply("serving at http://{host}:{port}/mcp; Ctrl-C ends it", "host port")
