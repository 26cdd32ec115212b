"""What a script sees: one line of JSON each, with every field that others build on."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot.json_output import answer_json, article_fields, dumps, questions, statement_json
from retrieval.model import Answer, Appearance, Article, Citation, Kind, ParagraphKind, Question, Statement, Status

TODAY = date(2025, 2, 14)
ARTICLE = Article(
    title="Ice", text="“The ice is thick,” said Mara Lindqvist.", publisher="Post", published=date(2025, 2, 10)
)
QUOTE = "“The ice is thick,”"


def test_an_answer_has_every_field() -> None:
    """A quote is the article's text from start to end."""
    citation = Citation(
        number=1, article=ARTICLE, quote=QUOTE, start=0, end=19, kind=Kind.DIRECT, speaker="Mara Lindqvist", cue="said"
    )
    answer = Answer(question="?", status=Status.ANSWERED, text=f"{QUOTE} [1]", citations=(citation,))
    made = json.loads(answer_json(answer))
    assert list(made) == [
        *("question", "status", "text", "engine", "shown", "found", "citations", "suggestions", "timings_ms")
    ]
    [cited] = made["citations"]
    assert list(cited) == [
        *("number", "quote", "start", "end", "kind", "speaker", "speaker_type", "cue", "said_on", "venue", "via"),
        *("hedge", "confidence"),
        *("paragraph", "marks", "article"),
    ]
    assert ARTICLE.text[cited["start"] : cited["end"]] == cited["quote"]
    assert list(cited["article"]) == ["id", "title", "publisher", "author", "published", "url", "path"]
    assert (cited["kind"], cited["article"]["published"]) == ("direct", "2025-02-10")


def test_a_statement_has_its_mention_and_its_article() -> None:
    """Under the registered name."""
    statement = Statement(
        article_id=ARTICLE.id, start=0, end=19, text=QUOTE, kind=Kind.DIRECT, speaker="Lindqvist", cue="said"
    )
    made = json.loads(statement_json(statement, ARTICLE, "Mara Lindqvist"))
    assert (made["speaker"], made["mention"], made["article"]["id"]) == ("Mara Lindqvist", None, ARTICLE.id)


KINDS = ((0, ParagraphKind.HEADING),)


def test_an_article_tells_where_else_it_stands() -> None:
    """Other places of its own, and reprints under their ids; nothing where there is none."""
    assert not {"also_in", "kinds"} & set(article_fields(ARTICLE))
    assert json.loads(dumps(article_fields(ARTICLE.model_copy(update={"kinds": KINDS}))))["kinds"] == [[0, "heading"]]
    place = Appearance(title="Ice!", publisher="Echo")
    copy = Article(title="Ice", text=ARTICLE.text + " More.", publisher="Courier", also=(place,))
    told = article_fields(ARTICLE.model_copy(update={"also": (place,)}), [copy])["also_in"]
    assert [(each["id"], each["publisher"]) for each in told] == [
        (ARTICLE.id, "Echo"),
        (copy.id, "Courier"),
        (copy.id, "Echo"),
    ]


@pytest.mark.parametrize(
    ("line", "question"),
    [
        (b"what did Holm say\r\n", Question(text="what did Holm say", asked=TODAY)),
        (b"\xef\xbb\xbfwho\n", Question(text="who", asked=TODAY)),
        (b"\xff who", Question(text="\ufffd who", asked=TODAY)),
        (b'{"question": "who", "chat": "a", "more": 1}', Question(text="who", chat="a", asked=TODAY)),
        (b' {"question": "who", "asked": "2025-01-02"}', Question(text="who", asked=date(2025, 1, 2))),
        (b"", Question(text="", asked=TODAY)),
    ],
)
def test_a_line_is_a_question(line: bytes, question: Question) -> None:
    """Plain, or an object; bytes that are no UTF-8 are shown as such."""
    [read] = questions([line], TODAY)
    assert (read.number, read.question, read.error) == (1, question, None)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b'{"question": 5}', "line 2: question: "),
        (b'{"chat": "a"}', "line 2: question: "),
        (b'{"question": "who", "asked": "yesterday"}', "line 2: asked: "),
        (b"{no json", "line 2: "),
    ],
)
def test_a_line_that_is_none_is_told_and_the_next_is_read(line: bytes, says: str) -> None:
    """With its number, and what is to be written."""
    _, wrong, other = questions([b"one", line, b"two"], TODAY)
    assert wrong.question is None
    assert says in str(wrong.error)
    assert '{"question"' in str(wrong.error)
    assert other.question == Question(text="two", asked=TODAY)


@pytest.mark.parametrize("text", ["a\u2028b\u2029c\x85d", "“naïve” 😀", "half \ud83d of it", "a\nb"])
def test_a_line_is_one_line_that_can_be_written(text: str) -> None:
    """Whatever the text holds; what can be read stays readable."""
    line = dumps({"text": text})
    assert len(line.splitlines()) == 1
    line.encode("utf-8")
    assert json.loads(line)["text"] == text
    assert dumps("“naïve”") == '"“naïve”"'
