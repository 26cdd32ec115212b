"""Paragraphs that stand in an article and are not of it: captions, photo credits, "read also", newsletter boxes.

Better one too many kept than one of the article's own lost: only whole paragraphs go, and only in forms that hardly
mean anything else. A paragraph that opens with a quotation mark is always kept: somebody may be speaking.
"""

from __future__ import annotations

import re

from retrieval.lang.paragraphs import paragraphs

_LONGEST_CAPTION, _LONGEST_CALL = 600, 300  # code points

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
_BRACKETED = re.compile(rf"{_CREDIT}\.?")
_SIGNED = re.compile(
    rf"(?:\A|[ ]){_NAME}[ ]?/{{1,2}}[ ]?(?:{_NAME}[ ]?/{{1,2}}[ ]?){{0,3}}"
    r"(?:Getty Images|Shutterstock|AFP|AP|EPA|Reuters|REUTERS)(?:[ ]via[ ](?:Getty Images|AP))?\Z"
    rf"|(?:\A|[ ]){_NAME}[ ]via[ ](?:Getty Images|Shutterstock|AP Images)\Z"
)
_LONGEST_CREDIT = 120  # code points at a caption's end
_CREDIT_LINE = re.compile(
    rf"(?:{_PICTURE}(?:[ ](?:credit|courtesy|source)s?)?(?:[ ]of|[ ]by)?[ ]?[:©]"
    rf"|{_PICTURE}[ ](?:by|courtesy of|credit)|(?:Photo(?:graphy)?|Image)[ ]credits?|Credit:)[^\n]{{0,120}}"
)
_CALL = re.compile(
    r"(?:also read|read (?:also|more|next)|see also|related(?: (?:stor(?:y|ies)|articles?|links?|coverage|content))?"
    r"|more on this(?: story)?|recommended|don[’']t miss|you may also like|most read)"
    # A sentence that begins with such a word goes on with one; a call ends there or with a title behind a mark.
    r"(?:[ ]?[:|»›>–—-][^\n]{0,250})?[.…»›>]*"
    r"|share(?: (?:this|on)(?: (?:article|story|page|post|facebook|x|twitter|whatsapp|linkedin|telegram|email))?)?:?"
    r"|click to (?:share|print|email)[^\n]{0,80}|(?:tweet|copy link|print this (?:article|page|story)|email this)"
    r"|follow us(?: on [^\n]{2,60})?[.:]?"
    r"|[(\[—–-]{0,2}[ ]?(?:advertisement|sponsored content|(?:story|article) continues (?:below|after)[^\n]{0,40})"
    r"[ ]?[)\]—–-]{0,2}",
    re.IGNORECASE,
)
# What a page says about itself and not about the news; each form is some large site's or tool's own.
_NOTICE = re.compile(
    r"allow [\w ]{1,20} content\?"
    r"|this (?:article|page|post|story) (?:contains|includes) content (?:provided|hosted|shared) by [^\n]*"
    r"|(?:view|see) (?:this|the) (?:post|photo|video|tweet)[^\n.]{0,20} on"
    r" (?:instagram|x|twitter|facebook|tiktok|threads)"
    r"|listen to (?:this|the) (?:article|story)(?:[ .:·–-]*[0-9]{1,3}(?::[0-9]{2})?(?: ?min(?:utes?)?)?)?"
    r"|we are having trouble retrieving the article content\.?"
    r"|please enable java ?script[^\n]{0,60}"
    r"|(?:your browser does not support|javascript is (?:required|disabled))[^\n]{0,80}"
    r"|a version of this (?:article|story) (?:appears|appeared) in print on [^\n]*"
    r"|_*[ ]?follow (?:the |our )?[\w’'. ]{0,40}\bcoverage\b[^\n]{0,80} at:? https?://\S+"
    r"|(?:view|read|open) (?:this |it )?(?:e-?mail |message |newsletter )?"
    r"in (?:your |a |the )?(?:web )?browser\b[^\n]{0,120}"
    r"|unsubscribe\b[^\n]{0,120}|you(?:’re|'re| are) (?:receiving|getting) this (?:e-?mail|message|newsletter)\b[^\n]*"
    r"|(?:to )?(?:unsubscribe|manage your (?:subscription|preferences))\b[^\n]{0,120}"
    r"|e-?mail this (?:story|article|page) to a friend[^\n]{0,60}|printer-friendly (?:version|page)"
    r"|[^\n]{0,150} [0-9]{1,2}:[0-9]{2} - source: [^\n]{2,40}",
    re.IGNORECASE,
)
_PICTURE_LINE = re.compile(r"\[?!\[[^\]\n]{0,300}\]\([^)\n]{1,600}\)(?:\]\([^)\n]{1,600}\))?")  # Markdown's
_NEWSLETTER = re.compile(
    r"(?:\A|[.!?:►»)(][ ]*)(?:Sign up|SIGN UP|Subscribe|SUBSCRIBE|Register)[ ](?:now |here |today )?(?:for|to|here)\b"
    r"[^\n]*|\AGet [^\n]{0,80}(?:newsletter|in(?:to)? your inbox)\b[^\n]*"
)
_BY_MAIL = re.compile(r"\b(?:newsletters?|inbox|alerts?|e-?mail|mailing list)\b", re.IGNORECASE)
_OPENING_MARKS = "\"“”„«‘'"


def without_boilerplate(text: str) -> str:
    """``text`` without such paragraphs; the very same text when there are none. Doing it again changes nothing."""
    if _HINT.search(text) is None:
        return text
    kept, before, dropped = "", 0, False
    for start, stop in paragraphs(text):
        if is_boilerplate(text[start:stop]):
            dropped = True
        else:
            kept += (text[before:start] if kept else "") + text[start:stop]
        before = stop
    return without_boilerplate(kept) if dropped else text


# Every form below has one of these words; most texts have none, and aren't cut up at all.
_HINT = re.compile(
    r"!\[|photo|image|picture|credit|getty|shutterstock|/\s?(?:AFP|AP|EPA|Reuters)\b|also|related|more|recommended"
    r"|miss|next|most read|share|tweet|link|email|follow|advertise|sponsored|continues|sign up|subscribe|register|inbox"
    r"|newsletter|listen|allow|content|view this"
    r"|in your|receiving|getting|manage|java ?script|browser|in print|printer|- source",
    re.IGNORECASE,
)


def is_boilerplate(paragraph: str) -> bool:
    """Whether a paragraph is a caption, a credit, or there to make the reader click."""
    line = " ".join(paragraph.split())
    bare = line.strip("*_# ")
    if not bare or bare[0] in _OPENING_MARKS:
        return False
    if _PICTURE_LINE.fullmatch(bare) is not None or is_caption(bare):
        return True
    if len(bare) > _LONGEST_CALL:
        return False
    is_newsletter = _BY_MAIL.search(bare) is not None and _NEWSLETTER.search(bare) is not None
    return is_newsletter or _CALL.fullmatch(bare) is not None or _NOTICE.fullmatch(bare) is not None


def is_caption(line: str) -> bool:
    """Whether a line stands under a picture: it ends with a credit, or is one."""
    if len(line) > _LONGEST_CAPTION:
        return False
    if _CREDIT_LINE.fullmatch(line) is not None:
        return True
    line = line.rstrip(".*_ ")
    if line.endswith((")", "]")):
        inside = line[max(line.rfind("("), line.rfind("[")) + 1 : -1]
        return len(inside) <= _LONGEST_CREDIT and _BRACKETED.fullmatch(inside) is not None
    return _SIGNED.search(line[-_LONGEST_CREDIT:]) is not None
