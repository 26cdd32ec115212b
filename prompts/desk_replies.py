"""What the bot says to those who run it, in their chat; as :mod:`prompts.replies`."""

from __future__ import annotations

from prompts import Reply

INGEST_WHAT = "Write the link behind it: /ingest https://… – or just send me the link, or a text or HTML file."
FILE_TOO_LARGE = "That file is larger than Telegram lets me fetch (20 MB). Put it in with `verbatim ingest`."
ADDED = Reply("Added: {title} · {statements}", "title statements")
BUTTON_UNDO, BUTTON_UNDO_ONE = "↩ Undo", Reply("↩ Undo: {title}", "title")
BUTTON_REMOVE = Reply("✕ {n}. {title}", "n title")
REMOVE_SURE = Reply("Take out {title}? Its statements leave every answer.", "title")
BUTTON_REMOVE_YES, BUTTON_KEEP = "Take it out", "Keep it"
MORE_ARTICLES = "There are more: write more words."
NO_SUCH_ARTICLES = "No article holds those words."
NOTHING_THERE_ADMIN = (
    "There are no articles to answer from yet. Send me a link, a file, or a channel's post, and I put it in. For many "
    "at once, use `verbatim ingest PATH`."
)
REMOVE_WHAT = "Write which article: /remove ID or link. /articles lists them with a button each."
REMOVED = Reply("Taken out: {title}", "title")
NO_SUCH_ARTICLE = "I have no article with that id or at that link."
PEOPLE_ACCESS = {
    "open": "Everybody may ask, but for those who are denied. (TELEGRAM_ACCESS)",
    "list": "People on the list may ask, and those who are allowed here. (TELEGRAM_ALLOWED)",
    "approval": "People who are allowed here may ask, and people on the list. (TELEGRAM_ALLOWED)",
}
PEOPLE_ADMINS = Reply("Admins, who always may: {n}", "n")
BUTTON_LET_IN, BUTTON_KEEP_OUT = Reply("✓ {name}", "name"), Reply("✕ {name}", "name")
REVIEW_OF_DISLIKED, REVIEW_OF_REFUSED = "Answers that somebody didn't like:", "Questions that I couldn't answer:"
REVIEW_DISLIKED = Reply("👎 {question}\n→ {answer}", "question answer")
REVIEW_NONE = "None."
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
STATS_FELL_BACK = Reply(", {n} more without it", "n")
STATS_COST = Reply("; cost {cost:,.2f}", "cost")
