"""Archives of wires in SGML."""

from __future__ import annotations

from datetime import date

from retrieval.errors import NotAnArticle
from retrieval.model import Article
from retrieval.readers.source import NO_TEXT, UNREAD_DATE, Tally
from tests.retrieval.readers.conftest import found_in

REUTERS = """<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" NEWID="1">
<DATE>26-FEB-1987 15:01:01.79</DATE>
<UNKNOWN>&#5;f0</UNKNOWN>
<TEXT>&#2;
<TITLE>FERRY &lt;ICE.O> STOPS</TITLE>
<DATELINE>    BAY, Feb 26 - </DATELINE><BODY>The ferry stopped,
its owner said.
    "The ice is thick," Mara Lindqvist said.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
<REUTERS NEWID="2"><DATE>soon</DATE><TEXT><TITLE>ICE</TITLE><BODY>The ice came.</BODY></TEXT></REUTERS>
<REUTERS NEWID="3"><DATE>26-FEB-1987</DATE><TEXT TYPE="BRIEF"><TITLE>FERRY SAYS NO</TITLE></TEXT></REUTERS>
"""


def test_reuters_articles_come_one_by_one() -> None:
    """With title and day; control characters and the sign-off are no text; what has no body is counted."""
    noted: Tally = Tally()
    first, second = found_in(REUTERS.encode(), "news.sgm", skipped=noted)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.publisher, first.path) == ("FERRY <ICE.O> STOPS", "Reuters", "news.sgm#1")
    assert first.published == date(1987, 2, 26)
    assert first.text.startswith('BAY, Feb 26 - The ferry stopped,\nits owner said.\n    "The ice is thick,"')
    assert first.text.endswith("Lindqvist said.")
    assert (second.published, noted) == (None, {NO_TEXT: 1, UNREAD_DATE: 1})


def test_documents_of_trec_and_gigaword() -> None:
    """``<DOC>`` with paragraphs; the day may stand in the number."""
    data = (
        b'<DOC id="BAY_ENG_19940702.0001" type="story">\n<HEADLINE>\nFerry stops\n</HEADLINE>\n<TEXT>\n<P>\nThe ferry'
        b" stopped.\n</P>\n<P>\nIce came.\n</P>\n</TEXT>\n</DOC>\n"
        b"<DOC><DOCNO>B-2</DOCNO><DD>2 July 1994</DD><TEXT>Ice went.</TEXT></DOC>"
    )
    first, second = found_in(data, "news.sgml")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.text, first.published) == (
        "Ferry stops",
        "The ferry stopped.\n\nIce came.",
        date(1994, 7, 2),
    )
    assert (second.text, second.published) == ("Ice went.", date(1994, 7, 2))


def test_an_archive_is_known_by_its_look_and_other_sgml_is_told() -> None:
    """Also under another suffix; a document of tags that nobody knows is no article."""
    assert len(found_in(REUTERS.encode(), "news.dat")) == 2
    (error,) = found_in(b"<!DOCTYPE memo><memo>Ice</memo>", "memo.sgml")
    assert isinstance(error, NotAnArticle)


def test_an_article_that_never_ends_costs_itself() -> None:
    """One of more bytes than settings allow is told, and nothing hangs."""
    (error,) = found_in(b'<REUTERS NEWID="1"><BODY>' + b"x" * 3_000, "news.sgm", max_bytes=1_000)
    assert "is the most that settings allow" in str(error)
