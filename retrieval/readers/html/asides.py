"""What stands beside an article in its page, told by what elements are and how they are called, taken out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, islice
from typing import Any

from retrieval.lang.en.phrases.page_phrases import (
    ASIDE_HEADING,
    ASIDE_NAME_PHRASES,
    ASIDE_NAMES,
    LINKS_HEADING,
    POST_NAMES,
    SIGNS_QUOTE,
)
from retrieval.lang.tokens import words

_REMARKS = "//a[starts-with(@id, 'cmnt')]"  # those in a margin, as Google Docs exports them, and their marks
_MOST = 0.3  # of the page's paragraphs' letters: what holds more isn't an aside, in spite of its name
_MOST_READERS = 0.8  # the same, of a box with a heading as "Comments"
_WHOLE = frozenset(("html", "body", "main", "article"))
_MOST_OF_LINKS = 0.6  # of its letters
_LEAST_COLUMN = 500  # letters of an article that a page is laid out around
_COLUMN = 2  # links: a cell with fewer is one of a table, not a page's column
_PULL_QUOTE = re.compile(r"pull-?_?quote", re.IGNORECASE)
_REPEATED = 0.6  # of a pull-quote's words, three by three: it is often shortened
_MOSTLY, _PARTLY = 0.6, 0.3  # of a box's letters
_LONGEST_OFFER = 400  # letters of a box in which one leaves an address
_MOST_BOXES, _MOST_OFFERS = 500, 20  # that are looked at: each may take a walk over the page
_INLINE = frozenset(
    "a abbr b bdi bdo big button cite code data del dfn em font i ins kbd label mark output q s samp small span strong"
    " sub sup time tt u var".split()
)
_READ_AWAY = frozenset("button label output data dfn bdi bdo time code kbd samp tt var".split())
_POSTS = frozenset(("social", "share", "sharing"))  # a box with a quotation in it is a post that the article shows
_HANDLE = re.compile(r"@[\w.-]{2,60}")
_POST_HEAD = re.compile(r"header|author|user|name", re.IGNORECASE)
_POST_FRAME = re.compile(r"header|footer|author|user|avatar|meta|date|time|stats|actions", re.IGNORECASE)
_LONGEST_POST = 3_000  # code points
_SEPARATORS = tuple("|·•/»›")
_HIDDEN_STYLE = re.compile(r"display:\s*none|visibility:\s*hidden|clip:\s*rect\(0", re.IGNORECASE)
_HIDDEN_NAMES = re.compile(
    r"(?:\A|\s)(?:hidden|d-none|sr-only|visually-?hidden|screen-?reader(?:-text|-only)?|assistive-text)(?=\s|\Z)",
    re.IGNORECASE,
)
_SHOWN_NAMES = re.compile(r":(?:block|flex|grid|inline|not-)")  # hidden on small screens only
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LABEL = 60  # letters: a box with no more beside what leads elsewhere is its frame, with a label of any language


def take_out_asides(tree: Any) -> None:
    """Take out of a page what isn't its article; what is said in it stays, in any box."""
    for mark in tree.xpath(_REMARKS):
        box = next((each for each in mark.iterancestors("sup", "div", "p")), mark)
        if box.getparent() is not None:
            box.drop_tree()
    total = weight(tree)
    _drop_hidden(tree, total)
    _open_posts(tree)
    _keep_words(tree)
    _keep_pull_quotes(tree)
    _drop_offers(tree)
    _keep_signatures(tree)
    for element in list(tree.iter("figcaption", "aside", "form", "button", "nav", "template")):
        _drop(element, total)
    _open_boxes(tree)
    _drop_headed(tree, total)
    _drop_leading_on(tree, total)
    named = [(element, names) for element in tree.iter("*") if (names := aside_names(element))]
    # Some sites call every paragraph behind their wall "paywall", and every section between two adverts "ads".
    held: Counter[str] = Counter()
    for element, names in named:
        held.update(dict.fromkeys(names - _names_around(element), weight(element)))
    for element, names in named:
        if any(held[name] <= _MOST * total for name in names):
            _drop(element, total)
    for cell in list(tree.iter("td")):  # the columns of pages that are laid out in tables
        if sum(1 for _ in cell.iter("a")) >= _COLUMN and is_linked(cell):
            _drop(cell, total)
    _drop_columns(tree)


def _drop_columns(tree: Any) -> None:
    """Take out of a table that a page is laid out with the cells beside the one that holds the article."""
    root = next(tree.iter("body"), tree)
    least = _MOSTLY * letters(root)
    main: Any = None
    for cell in islice(root.iter("td"), _MOST_BOXES):
        if (main is None or main in cell.iterancestors()) and _has_more(cell, int(least)):
            main = cell
    if main is None or least < _LEAST_COLUMN:
        return
    around = {main, *main.iterancestors()}
    for table in (each for each in around if each.tag == "table"):
        for cell in list(table.iter("td", "th")):
            is_beside = cell not in around and around.isdisjoint(cell.iterancestors("td"))
            if is_beside and cell.getparent() is not None and next(cell.iter("h1"), None) is None:
                cell.drop_tree()


def is_hidden(element: Any) -> bool:
    """Whether a browser doesn't show an element: words for screen readers, what a script may show."""
    names = element.get("class") or ""
    return bool(
        element.get("hidden") is not None
        or _HIDDEN_STYLE.search(element.get("style") or "")
        or (_HIDDEN_NAMES.search(names) and not _SHOWN_NAMES.search(names))
    )


def _drop_hidden(tree: Any, total: int) -> None:
    """Take out what isn't shown; what holds much of the text is the article, which a script opens."""
    for element in [each for each in tree.iter("*") if is_hidden(each)]:
        if element.getparent() is not None and element.tag not in _WHOLE and weight(element) <= _MOST * total:
            element.drop_tree()


def _drop_leading_on(tree: Any, total: int) -> None:
    """Take out what leads elsewhere by its form: a card that is one link with a heading, a list of which each item
    is a link, an article's card within the article; with the box that frames it, and the label above."""
    own = (each for each in tree.iter("h1", "title") if next(each.iterancestors("a"), None) is None)
    title = {_same(" ".join(each.itertext())) for each in own}
    cards = [each for each in tree.iter("a") if each.get("href") and next(each.iter(*_HEADINGS, "p"), None) is not None]
    cards += [each for each in tree.iter("ul", "ol") if _is_list_of_links(each)]
    cards += [each for each in tree.iter("article") if next(each.iterancestors("article"), None) is not None]
    held = set(cards)
    cards = [each for each in cards if held.isdisjoint(each.iterancestors())]
    if sum(map(letters, cards)) > _MOSTLY * letters(tree):  # a front page, which leads elsewhere as a whole
        return
    for card in cards[:_MOST_BOXES]:
        says_title = any(_same(" ".join(each.itertext())) in title for each in card.iter(*_HEADINGS))
        if card.getparent() is None or says_title or weight(card) > _MOST * total or not _links(card):
            continue
        box, size = card, letters(card)
        while (parent := box.getparent()) is not None and parent.tag not in _WHOLE:
            if _has_more(parent, size + _LABEL) or _holds_title(parent, card):
                break
            box = parent
        if box.getparent() is not None:  # else it went with another
            box.drop_tree()


def _has_more(element: Any, most: int) -> bool:
    """Whether an element's text has more code points; it isn't counted further than that."""
    return any(count > most for count in accumulate(len(text.strip()) for text in element.itertext()))


def _holds_title(element: Any, card: Any) -> bool:
    return any(card not in each.iterancestors() for each in element.iter("h1"))


def _links(card: Any) -> bool:
    return card.tag == "a" or next(card.iter("a"), None) is not None


def _is_list_of_links(element: Any) -> bool:
    items = [each for each in element if each.tag == "li"]
    return bool(items) and is_linked(element) and all(next(each.iter("a"), None) is not None for each in items)


def _same(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _drop_headed(tree: Any, total: int) -> None:
    """Take out the boxes whose heading says that they stand beside the article: readers' comments, others' stories."""
    for heading in list(tree.iter("h2", "h3", "h4", "h5", "h6"))[:_MOST_BOXES]:
        said = " ".join(heading.text_content().split())
        is_links = LINKS_HEADING.fullmatch(said) is not None
        if not is_links and ASIDE_HEADING.fullmatch(said) is None:
            continue
        box = heading
        while (parent := box.getparent()) is not None and not any(map(letters, box.itersiblings(preceding=True))):
            holds_text = weight(parent) > (_MOST if is_links else _MOST_READERS) * total
            if parent.tag in _WHOLE or holds_text or next(parent.iter("h1", "article"), None) is not None:
                break
            box = parent
        if box is not heading and (not is_links or next(box.iter("a"), None) is not None):
            box.drop_tree()


def aside_names(element: Any) -> set[str]:
    """The words that an element's names call it an aside by."""
    names = names_of(element)
    if not names:
        return set()
    # "postByline" is two words, too.
    words_in_names = re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", names).lower())
    found = {word for word in words_in_names if word in ASIDE_NAMES}
    found |= {phrase for phrase in ASIDE_NAME_PHRASES if phrase in names.lower()}
    if "tags" in found and not is_linked(element):
        found.discard("tags")  # a list of tags leads elsewhere; others call HTML's tags so
    return found


def names_of(element: Any) -> str:
    """What an element is called, on one line; nothing where it has no name."""
    own = element.tag if isinstance(element.tag, str) and "-" in element.tag else None
    return " ".join(filter(None, (element.get("class"), element.get("id"), element.get("data-component"), own)))


def weight(element: Any) -> int:
    """How much of the page's text an element holds: what navigation and lists of links hold doesn't count."""
    return sum(letters(each) for each in element.iter("p"))


def letters(element: Any) -> int:
    """How many code points an element's text has."""
    return sum(len(text.strip()) for text in element.itertext())


def _names_around(element: Any) -> set[str]:
    return {name for each in element.iterancestors() for name in aside_names(each)}


def is_linked(element: Any) -> bool:
    """Whether most of what an element says are links."""
    return sum(letters(link) for link in element.iter("a")) > _MOST_OF_LINKS * letters(element)


def _drop(element: Any, total: int) -> None:
    parent = element.getparent()
    if parent is None or element.tag in _WHOLE or next(element.iter("h1"), None) is not None:
        return
    if weight(element) > _MOST * total and element.tag != "form":
        return
    element.drop_tree()


def _keep_words(tree: Any) -> None:
    """Make words that stand inside a sentence nothing but words: without them a quotation would be another one.

    A link to what is "related", a button that explains a term; and marks that a browser draws around a ``q``.
    """
    for element in reversed(list(tree.iter())):  # a mark within marks is of the other kind
        if not isinstance(element.tag, str) or (element.tag not in _INLINE and "-" not in element.tag):
            continue
        if element.tag == "q":
            _draw_marks(element)
        elif _is_within_sentence(element):
            for key in ("class", "id", "data-component", "role"):
                element.attrib.pop(key, None)
            if element.tag in _READ_AWAY or "-" in element.tag:
                element.tag = "span"


def _is_within_sentence(element: Any) -> bool:
    parent, before = element.getparent(), element.getprevious()
    if parent is None or any(each.tag not in _INLINE for each in element.iterdescendants("*")):
        return False
    leading = ((parent.text if before is None else before.tail) or "").strip()
    trailing = (element.tail or "").strip()
    if trailing and not trailing.startswith(_SEPARATORS):
        return bool(leading) or element.tag in {"a", "span", "em", "strong", "b", "i"}
    return bool(leading) and leading[-1] not in '.!?…:”"|·•' and not aside_names(element) and element.tag != "button"


def _draw_marks(element: Any) -> None:
    inside = "".join(element.itertext()).strip()
    around = element.getparent()
    is_within = around is not None and letters(around) > letters(element)  # else it may be a box, drawn otherwise
    if is_within and inside and inside[0] not in "\"“”„«‘'":
        nested = any(each.tag == "q" for each in element.iterancestors())
        opening, closing = "‘’" if nested else "“”"
        if len(element):
            element[-1].tail = (element[-1].tail or "") + closing
        else:
            element.text = (element.text or "") + closing
        element.text = opening + (element.text or "")
    element.tag = "span"
    element.attrib.clear()


def _drop_offers(tree: Any) -> None:
    """Take out the boxes in which one leaves an address, by any name."""
    for field in [each for each in tree.iter("input") if "email" in (each.get("type"), each.get("name"))][
        :_MOST_OFFERS
    ]:
        box = field
        while (parent := box.getparent()) is not None and letters(parent) < _LONGEST_OFFER:
            box = parent
        if box is not field:
            _drop(box, weight(tree))


def _keep_pull_quotes(tree: Any) -> None:
    """Leave of the pull-quotes those that say what stands nowhere else in the page; the others are taken out."""
    found = [each for each in tree.iter("aside") if _is_quotation(each)]
    found += [each for each in tree.iter("*") if _PULL_QUOTE.search(each.get("class") or "")]
    quotes = {each: None for each in found if each.tag not in _WHOLE}
    outermost = [each for each in quotes if not any(outer in quotes for outer in each.iterancestors())]
    if not outermost:
        return
    standing = _threes(words(" ".join(_texts_outside(tree, frozenset(outermost)))))
    for element in outermost:
        quoted = next(element.iter("blockquote"), element)
        said = _threes(words(" ".join(quoted.itertext())))
        if len(said & standing) >= _REPEATED * len(said):
            element.drop_tree()
        else:
            _be_text(element)


def _is_quotation(element: Any) -> bool:
    quoted = next(element.iter("blockquote"), None)
    return quoted is not None and letters(quoted) > _MOSTLY * letters(element)


def _threes(of: list[str]) -> set[tuple[str, ...]]:
    return set(zip(of, of[1:], of[2:], strict=False)) or {tuple(of)}


def _texts_outside(tree: Any, left_out: frozenset[Any]) -> Iterator[str]:
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        if isinstance(element, str):
            yield element
            continue
        if element.tail and element is not tree:
            waiting.append(element.tail)
        if element not in left_out and isinstance(element.tag, str) and element.tag not in {"script", "aside"}:
            waiting.extend(reversed(element))
            waiting.append(element.text or "")


def _open_posts(tree: Any) -> None:
    """Make a quotation and its signature of each post of a network that an article shows: its author is the speaker.

    Sites draw a copied post as a link, with its author above and its time below.
    """
    posts = [each for each in tree.iter("div", "figure", "article", "section") if _is_post(each)][:_MOST_BOXES]
    for post in posts:
        if post.getparent() is None or any(_is_post(each) for each in post.iterancestors()):
            continue
        handle = _HANDLE.search(" ".join(post.itertext()))
        head = next((each for each in post.iter() if _POST_HEAD.search(each.get("class") or "")), None)
        if handle is None or head is None or next(post.iter("blockquote"), None) is not None:
            continue
        name = " ".join(" ".join(head.itertext()).partition(handle[0])[0].split())
        for part in [each for each in post.iter() if _POST_FRAME.search(each.get("class") or "") and each is not post]:
            part.drop_tree()
        said = " ".join(" ".join(post.itertext()).split())
        if not name or not said or len(said) > _LONGEST_POST:
            continue
        for child in list(post):
            post.remove(child)
        post.tag = "blockquote"
        post.attrib.clear()
        post.text = None
        for text in (said, f"— {name} ({handle[0]})"):
            paragraph = post.makeelement("p")
            paragraph.text = text
            post.append(paragraph)


def _is_post(element: Any) -> bool:
    return isinstance(element.tag, str) and bool(POST_NAMES & set((element.get("class") or "").lower().split()))


def _keep_signatures(tree: Any) -> None:
    """Who said a quotation set in a block, whatever the name's element is called; it may stand below."""
    for quote in list(tree.iter("blockquote"))[:_MOST_BOXES]:
        below = quote.getnext()
        if below is not None and (below.tag == "figcaption" or SIGNS_QUOTE.search(names_of(below).lower())):
            below.tag = "footer"
            quote.append(below)
        for element in quote.iter("cite", "footer"):
            _be_text(element)


def _open_boxes(tree: Any) -> None:
    """Quotations and tables out of the figures and embeds they stand in: such boxes are left out whole."""
    for element in list(tree.iter("blockquote"))[:_MOST_BOXES]:
        if aside_names(element) - _POSTS:
            continue
        _be_text(element)
        size = letters(element)
        for box in element.iterancestors():
            if box.tag not in {"div", "figure", "span"} or size <= _PARTLY * letters(box) or aside_names(box) - _POSTS:
                break
            _be_text(box)


def _be_text(element: Any) -> None:
    """An element that nothing is read into for its kind or its names."""
    for key in ("class", "id", "data-component", "role"):
        element.attrib.pop(key, None)
    if element.tag in {"aside", "figure"}:
        element.tag = "div"
