"""XML that holds articles: WordPress's export (WXR), feeds that hold whole texts, NITF and NewsML-G2 of agencies, and
Evernote's notes (ENEX)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, BinaryIO
from urllib.parse import urljoin

from lxml import etree

from retrieval.errors import ArticleError, BadArticleData
from retrieval.lang.paragraph_kinds import told_kinds
from retrieval.model import ParagraphKind
from retrieval.readers.boilerplate import without_boilerplate
from retrieval.readers.decoding.encodings import one_line
from retrieval.readers.decoding.sniffing import LIST_OF_FEEDS, refuse_feed, root_of
from retrieval.readers.exports.other_xml import other_article
from retrieval.readers.html.fragments import out_of_html
from retrieval.readers.metadata.article_metadata import Particulars, article_of
from retrieval.readers.metadata.endings import breaks_off
from retrieval.readers.metadata.publication_dates import day_told
from retrieval.readers.source import NO_TEXT, UNPUBLISHED, Found, Source

_ARTICLES = ("item", "entry", "nitf", "newsItem", "note")
_FEWEST_WORDS = 60  # of a feed's entry that holds its article: a teaser has some forty
_OPENING = 4096  # bytes
_NO_NEWS = frozenset(("attachment", "nav_menu_item", "wp_block", "wp_template", "wp_global_styles", "custom_css"))
_NO_POSTS = frozenset(("comment", "settings", "template", "page"))  # of Blogger
_SHORT_CODES = re.compile(
    r"\[caption\b[^\[\]]{0,500}\](?:(?!\[caption\b).){0,3000}?\[/caption\]|\[/?(?:gallery|embed|video|audio|playlist)\b[^\]]{0,500}\]",
    re.DOTALL,
)
_DAY_OF_NITF = re.compile(r"((?:19|20)[0-9]{2})-?([0-9]{2})-?([0-9]{2})")


def xml_articles(file: BinaryIO, source: Source) -> Iterator[Found]:
    """The articles in an XML file, read one by one: it may be of any size. No entity in it is expanded.

    Raises:
        NotAnArticle: it is a list of feeds, or a feed whose entries hold no texts.
        BadArticleData: it is XML of another kind, or none.
    """
    opening = file.read(_OPENING)
    file.seek(0)
    if root_of(opening) == LIST_OF_FEEDS:
        refuse_feed(opening, source.shown)
    outlet: str | None = None
    people = dict[str, str]()
    has_any, without_text = False, source.noted[NO_TEXT]
    parser = etree.iterparse(
        file, events=("end",), recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    number = 0
    try:
        for _, element in parser:
            name = _name(element)
            if name == "title" and outlet is None and _name(element.getparent()) in {"channel", "feed"}:
                outlet = one_line(_all_text(element)) or None
            elif name == "author" and (login := element.findtext("{*}author_login")):  # WordPress's
                people[login] = element.findtext("{*}author_display_name") or login
            if name not in _ARTICLES or (name == "note" and _name(element.getparent()) != "en-export"):
                continue
            number += 1
            try:
                if name in _READERS:
                    found = _READERS[name](element, source)
                else:
                    found = _of_entry(element, source, outlet, people)
            except ArticleError as error:
                found = error
            element.clear()
            while element.getprevious() is not None and element.getparent() is not None:
                del element.getparent()[0]
            if found is not None:
                has_any = True
                is_error = isinstance(found, ArticleError)
                key = number if is_error or not found.url else found.url
                yield found if is_error else found.model_copy(update={"path": f"{source.shown}#{key}"})
    except etree.XMLSyntaxError as error:
        raise BadArticleData(source.shown, f"it isn't XML ({error.msg})", "Save it again.", error.lineno) from None
    if has_any:
        return
    source.noted.take_back(NO_TEXT, source.noted[NO_TEXT] - without_text)
    refuse_feed(opening, source.shown)
    file.seek(0)
    data = file.read(source.max_bytes + 1)
    other = other_article(data, source) if len(data) <= source.max_bytes else None
    if other is not None:
        yield other
        return
    raise BadArticleData(source.shown, "it is XML of a kind that isn't read", "Save its text as .txt and take that.")


def _of_entry(entry: Any, source: Source, outlet: str | None, people: Mapping[str, str]) -> Any:
    """The article of an item of RSS or WordPress, or of an entry of Atom; None where there is none.

    Args:
        people: from the names by which authors sign in to their own.
    """
    fields: dict[str, str] = {}
    called = (each.get("term", "") for each in entry if _name(each) == "category" and each.get("scheme"))
    if any(term.rpartition("#")[2] in _NO_POSTS for term in called):
        return None
    for child in entry:
        name, value = _name(child), _all_text(child)
        if name == "link" and child.get("href") and child.get("rel", "alternate") == "alternate":
            value = child.get("href")
            with suppress(ValueError):
                value = urljoin(child.base or "", value)
        if name == "author" and (names := [_all_text(each) for each in child if _name(each) == "name"]):
            value = ", ".join([fields[name], *names] if name in fields else names)
            fields.pop(name, None)
        if value.strip():
            fields.setdefault(name, value)
    if fields.get("post_type") in _NO_NEWS:
        return None
    if fields.get("status", "publish") != "publish" and "post_type" in fields:
        source.noted[UNPUBLISHED] += 1
        return None
    written = fields.get("encoded") or fields.get("content") or ""
    if "post_type" not in fields and len(re.sub(r"<[^<>]{0,2000}>", " ", written).split()) < _FEWEST_WORDS:
        written = ""
    if not written.strip():
        source.noted[NO_TEXT] += 1
        return None
    if "<p" not in written:  # WordPress makes paragraphs of blank lines when it shows a text
        written = re.sub(r"\n\s*\n", "</p><p>", written)
    day = next((fields[key] for key in ("pubDate", "published", "date", "updated", "post_date") if key in fields), "")
    text, kinds = out_of_html(_SHORT_CODES.sub("", written))
    return _article(
        text,
        source,
        kinds=kinds,
        title=fields.get("title"),
        author=people.get(creator := fields.get("creator", ""), creator) or fields.get("author"),
        day=day,
        outlet=outlet,
        url=fields.get("link"),
    )


def _of_nitf(nitf: Any, source: Source) -> Any:
    """The article of News Industry Text Format (IPTC; the New York Times Annotated Corpus is in it)."""
    found: dict[str, Any] = {}
    for element in nitf.iter("{*}*"):
        found.setdefault(_name(element), element)
    texts = [found["body.content"]] if "body.content" in found else []
    texts = [each for each in nitf.iter("{*}block") if each.get("class") == "full_text"] or texts
    captions = {
        each for text in texts for box in text.iter("{*}media", "{*}media-caption") for each in box.iter("{*}p")
    }
    paragraphs = [one_line(_all_text(each)) for text in texts for each in text.iter("{*}p") if each not in captions]
    if not any(paragraphs):
        source.noted[NO_TEXT] += 1
        return None
    issued = [found[key].get(name, "") for key, name in _DAYS_OF_NITF if key in found]
    match = next((match for each in issued if (match := _DAY_OF_NITF.match(each))), None)
    title = found.get("hl1", found.get("title"))
    publisher = found["pubdata"].get("name") if "pubdata" in found else None
    author = re.sub(r"\A[Bb][Yy]\s+", "", one_line(_all_text(found["byline"]))) if "byline" in found else None
    return _article(
        "\n\n".join(filter(None, paragraphs)),
        source,
        title=None if title is None else _all_text(title),
        author=author,
        day="-".join(match.groups()) if match else "",
        outlet=publisher,
        url=found["pubdata"].get("ex-ref") if "pubdata" in found else None,
    )


def _of_news_item(item: Any, source: Source) -> Any:
    """The article of a news item of NewsML-G2 (IPTC), whose text is HTML, NITF or plain; None of a picture."""
    found: dict[str, Any] = {}
    for element in item.iter("{*}*"):
        if _name(element) not in found and _all_text(element).strip():
            found[_name(element)] = element
    bodies = [each for name in ("inlineXML", "inlineData") for each in item.iter(f"{{*}}{name}")]
    paragraphs = [one_line(_all_text(each)) for body in bodies[:1] for each in body.iter("{*}p")]
    text = "\n\n".join(filter(None, paragraphs)) or "".join(map(_all_text, bodies[:1]))
    if not text.strip():
        source.noted[NO_TEXT] += 1
        return None
    told = {name: one_line(_all_text(element)) for name, element in found.items()}
    outlet = next((told[name] for name in ("creditline", "copyrightHolder", "infoSource") if name in told), None)
    provider = item.find(".//{*}provider")
    if outlet is None and provider is not None:  # a code says it where there is no name
        outlet = told.get("provider") or provider.get("literal")
    return _article(
        text.strip(),
        source,
        title=told.get("headline"),
        author=re.sub(r"\A[Bb][Yy]\s+", "", told.get("by", "")),
        day=next((told[name] for name in _DAYS_OF_G2 if name in told), ""),
        outlet=outlet,
        url=None,
    )


def _of_note(note: Any, source: Source) -> Any:
    """The article of a note that was clipped; the day on which that was done isn't the article's."""
    written = (note.findtext("content") or "").partition("<en-note")[2].partition(">")[2]
    text, kinds = out_of_html(written.replace("</en-note>", "")) if written.strip() else ("", {})
    if not text.strip():
        source.noted[NO_TEXT] += 1
        return None
    told = note.find("note-attributes")
    author, url = ("", "") if told is None else (told.findtext("author") or "", told.findtext("source-url") or "")
    # Who clipped it stands as its author, too; who wrote it stands in the text, if anywhere.
    title, author = note.findtext("title"), None if url else author
    return _article(text, source, title=title, author=author, day="", outlet=None, url=url, kinds=kinds)


_READERS = {"nitf": _of_nitf, "newsItem": _of_news_item, "note": _of_note}
_DAYS_OF_G2 = ("contentCreated", "firstCreated", "versionCreated", "contentModified")
_DAYS_OF_NITF = (("date.issue", "norm"), ("pubdata", "date.publication"), ("story.date", "norm"))


def _article(
    text: str,
    source: Source,
    *,
    title: str | None,
    author: str | None,
    day: str,
    outlet: str | None,
    url: str | None,
    kinds: Mapping[str, ParagraphKind] | None = None,
) -> Found:
    published = day_told(one_line(day), source.noted) if day else None
    link = url.strip() if url and re.match(r"\s*https?://", url) else None
    told = Particulars(
        title=one_line(title or "") or None,
        publisher=outlet,
        author=one_line(author or "") or None,
        published=published,
        url=link,
        incomplete=breaks_off(text),
    )
    article = article_of(without_boilerplate(text), told, source.shown, noted=source.noted)
    return article.model_copy(update={"kinds": told_kinds(article.text, kinds)}) if kinds else article


def _name(element: Any) -> str:
    tag = element.tag if element is not None else ""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _all_text(element: Any) -> str:
    """An element's text with that of what is inside; of XHTML in Atom its markup."""
    inside = next(iter(element), None)
    if inside is not None and _name(inside) == "div":
        return str(etree.tostring(inside, encoding="unicode", with_tail=False))
    return "".join(element.itertext())
