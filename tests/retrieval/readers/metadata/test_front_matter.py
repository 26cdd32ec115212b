"""Front matter at the top of a file."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from retrieval.errors import EmptyArticle
from retrieval.model import Article
from retrieval.readers.metadata.front_matter import split_front_matter
from retrieval.readers.source import UNREAD_DATE, UNREAD_LINE
from tests.conftest import examples
from tests.retrieval.readers.conftest import Read

BODY = "  The minister left.\n\n— She said nothing.  \n\n"


def _fields(article: Article) -> tuple[str | None, ...]:
    return (article.title, article.publisher, article.author, str(article.published), article.url)


def test_known_keys_are_read_and_others_ignored(read: Read) -> None:
    """Title, publisher, author, day and link come from front matter; the text is exactly the rest."""
    article = read(
        '---\ntitle: "Talks: a start"\npublisher: Sample Daily\nauthor: Jane Doe\npublished: 2025-02-13\n'
        f"url: https://example.org/a\ntags: [a, b]\n---\n{BODY}"
    )
    assert _fields(article) == ("Talks: a start", "Sample Daily", "Jane Doe", "2025-02-13", "https://example.org/a")
    assert article.text == BODY


def test_other_names_of_keys_and_lists_of_authors_are_read(read: Read) -> None:
    """Keys come in any case and under their usual other names; authors may be a list."""
    article = read(
        "\ufeff---\r\nTitle: 2024\r\nOutlet: Wire\r\nauthors:\r\n  - Jane Doe\r\n  - name: John Roe\r\n"
        "Date: Feb. 13, 2025\r\nlink: x\r\n...\r\nText.\r\n"
    )
    assert _fields(article) == ("2024", "Wire", "Jane Doe, John Roe", "2025-02-13", "x")
    assert article.text == "Text.\n"


@pytest.mark.parametrize("written", ["[[Jane Doe]]", '"[[Jane Doe]]"', "\n  - [[Jane Doe|Jane]]", "[[[Jane Doe]]]"])
def test_a_link_to_a_note_is_its_name(read: Read, written: str) -> None:
    """As note-takers' clippers write authors."""
    assert read(f"---\ntitle: Ice\nauthor: {written}\n---\nText.").author == "Jane Doe"


def test_a_source_that_is_an_address_is_the_link(read: Read) -> None:
    """``source`` names the outlet, or holds the link."""
    article = read("---\nsource: https://example.org/a\nauthor: None\npublisher: ~\n---\nText stands here.")
    assert (article.url, article.publisher, article.author) == ("https://example.org/a", "example.org", None)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-02-13", date(2025, 2, 13)),
        ("2025-2-3", date(2025, 2, 3)),
        ("2025-02-13T23:30:00+02:00", date(2025, 2, 13)),
        ("'2025-02-13 08:00:00 UTC'", date(2025, 2, 13)),
        ("Thursday, 13 February 2025", date(2025, 2, 13)),
        ("February 13th, 2025 at 9:30 a.m. EST", date(2025, 2, 13)),
        ("", None),
        ("unknown", None),
    ],
)
def test_a_day_is_read_as_people_write_it(read: Read, written: str, day: date | None) -> None:
    """Days in figures from the year down, or with the month's name, with or without a time."""
    assert read(f"---\ndate: {written}\n---\nText.").published == day


@pytest.mark.parametrize(
    ("block", "title"),
    [
        ("title: Budget: what we know", "Budget: what we know"),
        ("title: [UPDATED] Budget passes", "[UPDATED] Budget passes"),
        ('title: "Ice" holds the ferry: no end', '"Ice" holds the ferry: no end'),
        ("title: @harbour: 'we wait'", "@harbour: 'we wait'"),
        ("title: *Harbour* & ice", "*Harbour* & ice"),
        ("title: `Ice`", "`Ice`"),
        ("title: 100% of ferries: none sailed # yet", "100% of ferries: none sailed # yet"),
        ('title: "Ice holds', "Ice holds"),
        ("title:\tIce\n\tholds", "Ice"),
        ("title:\n  Ice: a long\n  winter: ends", "Ice: a long winter: ends"),
        ('tags: [ice, "ferry\ntitle: Ice', "Ice"),
        ("  broken: [\n: : :\ntitle: Ice", "Ice"),
        ("&a: *b\ntitle: Ice", "Ice"),
        ('title: "Ice\x01"', "Ice"),
        ("a: " + "[" * 1000 + "\ntitle: Ice", "Ice"),
        ("title: Ice\nthumb: !!binary |\n  %%%\n?", "Ice"),
    ],
)
def test_front_matter_that_is_no_yaml_is_read_line_by_line(read: Read, block: str, title: str) -> None:
    """What a parser refuses costs at most its own line; the keys around it and the text are read."""
    article = read(f"---\n{block}\nauthor: Talks: a start\ndate: 2025-02-13\n---\nText.")
    assert (article.title, article.author, article.text) == (title, "Talks: a start", "Text.")
    assert article.published == date(2025, 2, 13)


def test_authors_below_their_key_are_read_where_another_line_is_no_yaml(read: Read) -> None:
    """Each line of a list is an author, as it is written."""
    article = read("---\ntitle: a: b\nauthors:\n- @jane\n- name: John Roe\n---\nText.")
    assert article.author == "@jane, John Roe"


def test_a_line_without_a_key_is_counted() -> None:
    """It is told once with a count, and the article is read without it."""
    noted: Counter[str] = Counter()
    found = split_front_matter("---\ntitle: a: b\nonly words\nmore words\n---\nText.", noted)
    assert found is not None
    assert (found[0].title, found[1]) == ("a: b", "Text.")
    assert noted == {UNREAD_LINE: 2}


@pytest.mark.parametrize("end", ["\n", ""])
def test_front_matter_without_an_end_ends_with_its_last_key(read: Read, end: str) -> None:
    """What follows the keys is the text; a sentence with a colon is no key."""
    article = read(f"---\ntitle: a\nauthors:\n  - B C\n{end}She said: the ferry froze.\n\nMore.")
    assert (article.title, article.author) == ("a", "B C")
    assert article.text.strip() == "She said: the ferry froze.\n\nMore."


@pytest.mark.parametrize(
    "text", ["---\nonly words\n---\nText.", "---\n- a list\n---\nText.", "---\nIce: what we know\n---\nText."]
)
def test_lines_without_keys_between_rules_are_text(read: Read, text: str) -> None:
    """A headline between two rules is kept."""
    assert read(text).text == text


def test_aliases_do_not_multiply(read: Read) -> None:
    """Each list holds the one before it ten times: no more of it is looked at than an article may need."""
    lists = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'{{name: *a{n - 1}}}'] * 10)}]" for n in range(1, 30)]
    assert read("---\n" + "\n".join(lists) + "\nauthor: *a29\ntitle: Ice\n---\nText.").title == "Ice"


def test_a_rule_across_the_page_is_no_front_matter(read: Read) -> None:
    """Three hyphens and a blank line are how Markdown draws a line; the text keeps it."""
    assert read("---\n\nThe talks went on.\n\n---\n\nMore.").text.startswith("---\n\nThe talks")


def test_escapes_in_a_title_make_no_broken_text(read: Read) -> None:
    """Half a character or a NUL, written as an escape, is no text."""
    assert read('---\ntitle: "a\\ud800\\0b\\nc"\n---\nText.').title == "a? b c"


def test_front_matter_without_text_is_empty(read: Read) -> None:
    """A title alone is no article."""
    with pytest.raises(EmptyArticle):
        read("---\ntitle: a\n---\n")


def test_what_front_matter_leaves_out_comes_from_the_text(read: Read) -> None:
    """A file with a title only still tells its outlet in the credit line."""
    article = read("---\ntitle: a\n---\nIt rained.\n\nThis story first appeared in The Sample Post.\n")
    assert (article.title, article.publisher) == ("a", "The Sample Post")


@examples(200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=200))
def test_the_text_after_front_matter_is_untouched(read: Read, text: str) -> None:
    """Offsets into what follows the closing line are offsets into the article."""
    body = text + "x"
    assert read(f"---\ntitle: a\n---\n{body}").text == body


def test_toml_between_plus_signs_is_front_matter(read: Read) -> None:
    """As some site generators write it; the text after it stays as it is."""
    block = (
        '+++\ntitle = "Ice"\ndate = 2025-02-10T23:30:00-05:00\nauthors = ["A B", "C D"]\nsite = \'Harbour News\'\n+++\n'
    )
    article = read(block + " The ferry froze.\n")
    assert (article.title, article.author, article.publisher) == ("Ice", "A B, C D", "Harbour News")
    assert (article.published, article.text) == (date(2025, 2, 10), " The ferry froze.\n")
    article = read("+++\ntitle = \"Ice\" and fire\nauthor = 'A B'\ndate = yesterday\n+++\nThe ferry froze.")
    assert (article.title, article.author, article.published) == ('"Ice" and fire', "A B", None)


@pytest.mark.parametrize("written", ["2025-02-31", "03/04/2025", "yesterday"])
def test_a_date_that_cannot_be_read_costs_the_date(written: str) -> None:
    """It is counted, and the article is read without it."""
    noted: Counter[str] = Counter()
    found = split_front_matter(f"---\ntitle: a\ndate: {written}\n---\nText.", noted)
    assert found is not None
    told, text = found
    assert (told.title, told.published, text) == ("a", None, "Text.")
    assert noted == {UNREAD_DATE: 1}
