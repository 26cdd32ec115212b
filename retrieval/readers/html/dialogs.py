"""Dialogs over a page: consent to cookies first of all, whose words may be more than the article's.

Their names are made by a machine on many sites, so they are told by what they say: of most paragraphs, that "we" or
"you" do something with cookies, partners or personal data.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from retrieval.lang.en.phrases.page_phrases import COOKIES, DIALOG_VOICE
from retrieval.readers.html.asides import letters

_ROLES = frozenset(("dialog", "alertdialog"))
_KEPT = frozenset(("html", "body", "main", "article", "head"))
_MOSTLY = 0.6  # of a box's letters
_FEWEST_LETTERS, _LONGEST = 120, 4_000  # of a dialog, of one of its paragraphs
_INLINE = frozenset("a b i em strong span u small br".split())


def drop_dialogs(tree: Any) -> None:
    """Take the dialogs out of a parsed page; a dialog that holds the page's heading stays."""
    for element in list(tree.iter()):
        is_dialog = (
            element.tag == "dialog" or element.get("role") in _ROLES or element.get("aria-modal") == "true"
            if isinstance(element.tag, str)
            else False
        )
        if is_dialog and element.getparent() is not None and _may_go(element):
            element.drop_tree()
    held: dict[Any, list[int]] = defaultdict(lambda: [0, 0])  # letters, and those of consent
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in _INLINE or element.tag in {"script", "style", "head"}:
            continue
        text = " ".join(
            each for each in (element.text, *(_inline_text(child) for child in element)) if each and each.strip()
        )
        size = len(text)
        if size and size <= _LONGEST:
            is_consent = asks_for_consent(text)
            for each in (element, *element.iterancestors()):
                held[each][0] += size
                held[each][1] += size * is_consent
        elif size:
            for each in (element, *element.iterancestors()):
                held[each][0] += size
    for element, (size, consent) in held.items():
        if (
            consent >= max(_FEWEST_LETTERS, _MOSTLY * size)
            and element.getparent() is not None
            and not any(held[each][1] >= _MOSTLY * held[each][0] and _may_go(each) for each in element.iterancestors())
            and _may_go(element)
        ):
            element.drop_tree()


def asks_for_consent(text: str) -> bool:
    """Whether a paragraph speaks as a dialog does: "we", "you" and cookies or the like."""
    return COOKIES.search(text) is not None and DIALOG_VOICE.search(text) is not None


def _inline_text(child: Any) -> str:
    """What stands in a sentence beside an element's own text: its inline children's, and what is behind them."""
    inside = "".join(child.itertext()) if child.tag in _INLINE and letters(child) <= _LONGEST else ""
    return f"{inside} {child.tail or ''}"


def _may_go(element: Any) -> bool:
    return element.tag not in _KEPT and next(element.iter("h1", "article"), None) is None
