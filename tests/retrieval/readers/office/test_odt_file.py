"""OpenDocument texts."""

from __future__ import annotations

import io
import zipfile

import pytest

from retrieval.errors import BadArticleData
from retrieval.model import Article
from tests.retrieval.readers.conftest import found_in

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def saved(body: str, head: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"{head}<office:document-content {NAMES}><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
    return out.getvalue()


def test_paragraphs_as_they_are_shown() -> None:
    """Notes of editors and deleted words aren't; blanks and line breaks are."""
    body = (
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:h>Ferry stops</text:h>"
        '<text:p>The <text:span>ferry<text:s text:c="2"/>stopped</text:span>.<office:annotation><text:p>sure?</text:p>'
        "</office:annotation> Ice came.</text:p><text:list><text:list-item><text:p>One<text:line-break/>two"
        "</text:p></text:list-item></text:list>"
    )
    (article,) = found_in(saved(body), "a.odt")
    assert isinstance(article, Article)
    assert article.title == "Ferry stops"
    assert article.text == "Ferry stops\n\nThe ferry  stopped. Ice came.\n\nOne\n\ntwo"


def test_styles_may_have_a_name_of_the_documents_own() -> None:
    """Behind which stands the one that tells a title or a caption."""
    styles = "".join(
        f'<style:style style:name="P{number}" style:parent-style-name="{parent}"/>'
        for number, parent in enumerate(("Title", "Standard", "Illustration"))
    )
    body = "".join(
        f'<text:p text:style-name="P{number}">{text}</text:p>'
        for number, text in ((0, "Ice"), (1, "It came."), (2, "Ice, seen."))
    )
    data = saved(f'<styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">{styles}</styles>{body}')
    (article,) = found_in(data, "a.odt")
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Ice", "Ice\n\nIt came.")


@pytest.mark.parametrize("data", [b"none of this", saved("<text:p>", "")])
def test_what_is_no_document_is_told(data: bytes) -> None:
    """In one line."""
    (error,) = found_in(data, "a.odt")
    assert isinstance(error, BadArticleData)


def test_entities_of_its_own_are_not_expanded() -> None:
    """A few lines could name a gigabyte, or a file of the machine."""
    head = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "bbbb">]>'
    (article,) = found_in(saved("<text:p>The ferry &a;&b; stopped.</text:p>", head), "a.odt")
    assert isinstance(article, Article)
    assert article.text == "The ferry  stopped."
