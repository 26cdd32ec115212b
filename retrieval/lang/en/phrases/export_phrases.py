"""What desks, courts and programs for chats write around the texts that they give away."""

from __future__ import annotations

import re

WIRE_SLUG = re.compile(
    r"^(?:[a-z] ){0,3}(?:AM|BC|PM|AP)-{1,2}[\w'’&][^\n]{0,90}?"
    r"(?:,[ ]?(?:[0-9](?:st|nd|rd|th)[ ])?(?P<take>Ld|Lead|Add|Sub|Take|Bjt|Writethru|Urgent|NewsAlert)\b[^\n,]{0,30}"
    r"(?:,[ ]?[0-9]{2,5})?|,[ ]?[0-9]{2,5})[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
"""An agency's line above a story or a take: "BC-US--Ferry Grounding, 2nd Ld-Writethru,0311", "AM-Budget, Bjt,0412"."""

WIRE_NOTE = re.compile(r"^[ \t]*(?:Eds|Editors|Note to editors)[:.][ ][^\n]*\n?", re.MULTILINE | re.IGNORECASE)
ADDED_TAKES = frozenset(("add", "take"))
"""Takes that go on with a story."""

CHATS_OWN = re.compile(
    r"<[^<>\n]{2,60}>|(?:image|video|audio|gif|sticker|document|contact card|media) omitted|null"
    r"|(?:this message was|you) deleted(?: this message)?\.?|missed (?:voice|video) call\b.{0,40}"
    r"|messages (?:and calls |you send to this \w+ )?are (?:now )?(?:secured with )?end-to-end encrypt.*"
    r"|(?:[\w.-]+ )?[(]file attached[)]|<attached: .*>|waiting for this message\b.*",
    re.IGNORECASE,
)
"""What a program for chats says itself in place of a message."""

EXAMINED_BY = re.compile(r"(?:[\w -]{0,30}EXAMINATION[ ])?BY[ ](?P<name>(?:MR|MS|MRS|MISS|DR)\.?[ ][^\n:]{2,40}):")
"""The line of a court's transcript that says whose questions follow."""

SWORN = re.compile(
    r"(?P<name>[A-Z][A-Z.'’-]+(?:[ ][A-Z][A-Z.'’-]+){1,3}),.{0,80}\b(?i:sworn|affirmed|called as a witness)\b"
)
"""The line that says who answers: "ROY REYES, having been duly sworn, testified as follows:"."""

WITNESS = "THE WITNESS"
MEETINGS = "(?:minutes|proceedings|transcript|record|note)s?"
"""What the report of a meeting is called."""
