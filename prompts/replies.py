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
from string import Formatter

from prompts import require_same


class Reply:
    """A text with named placeholders, each ``{name}`` or ``{name:format}`` as in ``str.format``.

    Args:
        template: the text.
        names: its placeholders, with blanks between.

    Raises:
        PromptError: a placeholder isn't declared, or a declared one isn't there.
    """

    def __init__(self, template: str, names: str) -> None:
        used = frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)
        require_same(template, frozenset(names.split()), used)
        self.template, self.names = template, used

    def format(self, **values: object) -> str:
        """The text with each placeholder's value; ``PromptError`` names what is missing or unknown."""
        require_same(self.template, self.names, values.keys())
        return self.template.format(**values)


class Plural:
    """A text for one of something and a text for any other number, which holds ``{n}``."""

    def __init__(self, one: str, many: str) -> None:
        self.one, self.many = one, Reply(many, "n")

    def of(self, n: int) -> str:
        """The text for ``n``."""
        return self.one if n == 1 else self.many.format(n=n)


def listed(names: Sequence[str]) -> str:
    """Names as a sentence has them: ``A``, ``A and B``, ``A, B and C``."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


# How much there is of something
ARTICLES = Plural("1 article", "{n:,} articles")
STATEMENTS = Plural("1 statement", "{n:,} statements")
ANSWERS = Plural("1 answer", "{n:,} answers")
AND_MORE = Reply("… and {n} more", "n")

# What each front says
CANCELLED = "Cancelled."
UNKNOWN_COMMAND = "I don't know that command. Just ask your question, or see /help."
UNTITLED = "Untitled"
PARAGRAPH = Reply(", paragraph {n}", "n")

# Questions that an answer suggests, or that a command stands for
WHAT_DID = Reply("What did {who} say?", "who")
WHAT_DID_ON = Reply("What did {who} say about {topic}?", "who topic")
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


# Telegram: questions and their answers
NO_QUESTION = "Put your question into the same message, and I'll look it up."
NO_TEXT = "I can only read text. Put your question into words, and I'll look it up."
NOT_SHARED = "That question isn't shared any more. Ask me in your own words, and I'll look it up."
WRITE_QUOTE = "Write it like this: /quote NAME about TOPIC"
WRITE_WHO = "Write it like this: /who NAME"
NOTHING_UNDER_WAY = "No answer of yours is under way."
STOPPED = "Stopped."
WRITING = "✍️ Writing …"
MAYBE_MISSED = "I was restarted while my answer was on its way. If you don't see it, tap here."
ANSWER_EXPIRED = "I don't have that answer any more. Ask again, and I'll look it up."
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
BUTTON_SHARE = "🔗 Share"
BUTTON_SEND = "Send it to somebody"
BUTTON_MORE = "More"
BUTTON_STOP = "⏹ Stop"
BUTTON_SHOW = "Show the answer"
BUTTON_BACK = "↩ Answer"
BUTTON_OPEN = "Open the article"

# Telegram: who may ask, and how often
INVITED_ONLY = Reply("I answer invited people only. An admin can invite you: your id is {id}.", "id")
ADMINS_ASKED = "I have asked the admins whether I may answer you. I'll tell you what they decide."
STILL_WAITING = "I am still waiting for an admin to decide whether I may answer you."
LET_IN = "You may ask me now. Put your question, or see /help."
WANTS_TO_ASK = Reply("{name} wants to ask me questions.", "name")
BUTTON_ALLOW, BUTTON_DENY = "Allow", "Deny"
ADMINS_DECIDE = "Only admins decide that."
DECIDED = Reply("{decision}.", "decision")
DECIDED_BY = Reply("id {id}: {decision} by {name}", "id decision name")
RATE_LIMIT = Reply(
    "I take {questions} a minute from each person, so that everybody gets answers. Ask me again {soon}.",
    "questions soon",
)
QUESTIONS = Plural("one question", "{n} questions")
IN_SECONDS = Plural("in a second", "in {n} seconds")

# Telegram: following somebody or something
FOLLOW_WHAT = "Write what to follow: /follow NAME, or /follow a topic in a few words."
FOLLOW_WHICH = "Several people have that name. Which one?"
FOLLOWS_FULL = Reply(
    "You follow {most} names and topics; I keep no more. Tap one under /following to remove it.", "most"
)
FOLLOWED = Reply(
    "You follow {name}. When a new article quotes them, or anybody on that topic, I'll send it here. "
    "Quiet hours are in /settings.",
    "name",
)
UNFOLLOWED = Reply("You no longer follow {name}.", "name")
NOT_FOLLOWED = "You don't follow that. See /following."
FOLLOWS_NOTHING = "You follow nobody and nothing yet. Start with /follow NAME or topic."
FOLLOWING = Reply("You follow:\n{names}", "names")
NEW_ON_FOLLOWED = Reply("🔔 New on what you follow: {names}", "names")

# Telegram: a person's settings
SETTINGS_TITLE = "Your settings"
SETTINGS = Reply(
    "Answers: {length}\nAlerts: {alerts}\nQuiet hours: {quiet}\nYour clock: {clock}",
    "length alerts quiet clock",
)
ANSWERS_SHORT, ANSWERS_LONG = "short: the quotes and their sources", "long: with each cited passage to unfold below"
ALERTS_ON, ALERTS_OFF = "on", "off: what you follow waits until they are on"
QUIET_NEVER, QUIET_HOURS = "none", Reply("{first:02}:00 to {last:02}:00", "first last")
BUTTON_SHORT, BUTTON_LONG = "Short answers", "Long answers"
BUTTON_ALERTS_ON, BUTTON_ALERTS_OFF = "Alerts on", "Alerts off"
BUTTON_QUIET, BUTTON_EARLIER, BUTTON_LATER = "Other quiet hours", "Clock −", "Clock +"
SAVED = "Saved."
FORGOTTEN = (
    "Done. I have deleted everything that I kept about you: our conversations, whom you follow, your settings, your "
    "thumbs and the questions that you shared. If a language model writes here, what you used of it this month still "
    "counts until the month is over, under a number that doesn't tell who you are."
)

# Telegram: admins
INGEST_WHAT = "Write the link behind it: /ingest https://… – or just send me the link, or a text or HTML file."
FILE_TOO_LARGE = "That file is larger than Telegram lets me fetch (20 MB). Put it in with `verbatim ingest`."
REMOVE_WHAT = "Write which article: /remove ID or link. `verbatim articles` lists the ids."
REMOVED = Reply("Taken out: {title}", "title")
NO_SUCH_ARTICLE = "I have no article with that id or at that link."
ALLOW_WHOM = "Write their Telegram id: /allow 123456789 or /deny 123456789."
ALWAYS_ADMIN = "That is an admin, who may always ask."
ALLOWED = Reply("{id} may ask me now.", "id")
DENIED = Reply("{id} may no longer ask me.", "id")
STATS = Reply(
    "{articles}; {statements}\nMessages of the last days: {done}, waiting now: {waiting}\n"
    "Thumbs: {up} up, {down} down\nFollows: {follows} by {people} people",
    "articles statements done waiting up down follows people",
)
STATS_MODEL = Reply("The model, this month: {tokens:,} tokens{limit}; {answers}", "tokens limit answers")
STATS_LIMIT = Reply(" of {limit:,}", "limit")
STATS_FELL_BACK = Reply(", {n} more in the articles' own words", "n")
STATS_COST = Reply("; cost {cost:,.2f}", "cost")

# Telegram: what its list of commands says of each
COMMAND_ASK = "Ask the articles a question"
COMMAND_QUOTE = "What somebody said: NAME, or NAME about TOPIC"
COMMAND_WHO = "Who somebody is: NAME"
COMMAND_SPEAKERS = "Who is quoted"
COMMAND_ARTICLES = "Which articles there are"
COMMAND_LATEST = "What is new"
COMMAND_FOLLOW = "Get new statements: NAME or TOPIC"
COMMAND_UNFOLLOW = "Stop getting them: NAME or TOPIC"
COMMAND_FOLLOWING = "What you follow"
COMMAND_SETTINGS = "Length of answers, alerts, quiet hours"
COMMAND_CANCEL = "Stop the answer under way"
COMMAND_FORGET_ME = "Delete everything that I keep about you"
COMMAND_HELP = "What I can do, with examples"
COMMAND_INGEST = "Put an article in: URL, or send a link or a file"
COMMAND_REMOVE = "Take an article out: ID or URL"
COMMAND_ALLOW = "Let a person ask: ID"
COMMAND_DENY = "Stop a person from asking: ID"
COMMAND_STATS = "How much there is, and how it is used"
