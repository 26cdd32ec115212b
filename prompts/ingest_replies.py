"""What the bot says of an ingest: what it did, and how far it is."""

from __future__ import annotations

from prompts import Plural, Reply

NEW = Plural("1 new", "{n:,} new")
CHANGED = Plural("1 changed", "{n:,} changed")
UNCHANGED = Plural("1 unchanged", "{n:,} unchanged")
EXACT_COPIES = Plural("1 exact copy", "{n:,} exact copies")
NEAR_COPIES = Plural("1 near copy", "{n:,} near copies")
FAILED = Plural("1 failed", "{n:,} failed")
FAILED_ALIKE = Plural("1 more failed like these", "{n:,} more failed like these")
COPIED = Reply("{copy} is an exact copy of {of}", "copy of")
NEARLY_COPIED = Reply("{copy} is a near copy of {of}", "copy of")
NOTHING_INGESTED = (
    "no articles found; of a folder, text, HTML, JSON, Word, OpenDocument, RTF, PDF, tables, mail, e-books, subtitles,"
    " web archives and packed files of those are taken"
)
TABLE_READ = Reply("{path} was read by its columns: {columns}", "path columns")
SKIPPED = Reply("left out: {what}", "what")
SKIPPED_OTHERS = Reply("{n:,} of other kinds (format not supported)", "n")
NOT_SUPPORTED = Reply("{n:,} {kind} (format not supported)", "n kind")
SKIPPED_REASONS = {
    "no suffix": Plural("1 file without a suffix", "{n} files without a suffix"),
    "readme": Plural("1 readme", "{n} readmes"),
    "list of feeds": Plural(
        "1 list of feeds, which is read when it is named", "{n} lists of feeds, read when they are named"
    ),
    "link to nothing": Plural("1 link that leads nowhere", "{n} links that lead nowhere"),
    "link out of the folder": Plural("1 link out of the folder", "{n} links out of the folder"),
    "pipe or device": Plural("1 pipe or device", "{n} pipes or devices"),
    "folder of a saved page": Plural(
        "1 folder `…_files` beside a saved page", "{n} folders `…_files` beside saved pages"
    ),
    "folder of a program": Plural("1 folder of a program", "{n} folders of programs"),
    "date that can't be read": Plural(
        "1 date that can't be read (its article is in without it)",
        "{n} dates that can't be read (their articles are in without them)",
    ),
    "line of front matter that can't be read": Plural(
        "1 line of front matter that can't be read (its article is in without it)",
        "{n} lines of front matter that can't be read (their articles are in without them)",
    ),
    "entry that isn't published": Plural("1 entry that isn't published", "{n} entries that aren't published"),
    "entry without text": Plural("1 entry without text", "{n} entries without text"),
    "text that was encoded twice, repaired": Plural(
        "1 text that was encoded twice (“â€œ” for a quotation mark; repaired)",
        "{n} texts that were encoded twice (“â€œ” for a quotation mark; repaired)",
    ),
    "text whose statements can't be found": Plural(
        "the statements of 1 text, by a fault of this program (its article is in and can be searched; please tell us)",
        "the statements of {n} texts, by a fault of this program (their articles are in and can be searched; please"
        " tell us)",
    ),
    "text cut off by its source": Plural(
        "the rest of 1 text that its source cut off", "the rest of {n} texts that their source cut off"
    ),
}
"""By what a report calls them (``retrieval.readers.files.SKIPPED``)."""

READING = "Reading"
LOADING_MODEL = "Loading the language model"  # of spaCy: the first article waits some seconds for it
DONE_OF = Reply("{done} of {total}", "done total")
WORDS_A_SECOND = Reply("{n:,.0f} words a second", "n")
MINUTES_LEFT = Reply("about {n:.0f} min left", "n")
SECONDS_LEFT = Reply("about {n:.0f} s left", "n")
STOPPED_ALL_KEPT = "stopped; what was complete is kept"
REBUILD_STOPPED = "stopped; the articles are kept. Start it again"
INGEST_STOPPED = Reply("stopped; {kept}. The same command does the rest", "kept")
KEPT = Plural("1 article is in", "{n} articles are in")
KEPT_NOTHING = "nothing is in yet"
WATCHING = "watching; Ctrl-C ends it"
FILE_GONE = Reply("{path} is gone; its article is kept (`verbatim forget` takes it out)", "path")
PLACE_GONE = Reply("{path} is gone; its articles are kept, and it is watched again when it comes back", "path")
WAITING = Reply("{reason}; waiting for it", "reason")
