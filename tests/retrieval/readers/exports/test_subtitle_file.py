"""Subtitles to what is spoken."""

from __future__ import annotations

import pytest

from retrieval.errors import EmptyArticle
from retrieval.model import Article, ParagraphKind
from retrieval.readers.exports.subtitle_file import without_time_stamps
from tests.retrieval.readers.conftest import found_in


def spoken(content: str, name: str = "talk.vtt") -> str:
    (article,) = found_in(content.encode(), name)
    assert isinstance(article, Article)
    return article.text


def test_voices_become_turns() -> None:
    """A speaker's cues are one paragraph; markup, cue numbers and notes are no words."""
    assert (
        spoken(
            "WEBVTT\n\nNOTE made by hand\n\n1\n00:00:01.000 --> 00:00:03.000 align:start\n<v Mara Lindqvist>The ice"
            " is\n\n"
            "2\n00:00:03.000 --> 00:00:05.000\n<v Mara Lindqvist>thick &amp; <i>old</i>.\n\n"
            "00:00:05.000 --> 00:00:07.000\n<v Ida Berg>Is it?\n"
        )
        == "Mara Lindqvist: The ice is thick & old.\n\nIda Berg: Is it?"
    )


def test_a_voices_words_are_told_to_be_a_turn() -> None:
    """By its tag, which is certain where a name before a colon isn't."""
    cues = "00:01.000 --> 00:03.000\n<v Ida Berg>Is it?\n\n00:03.000 --> 00:05.000\n<v Okwu>It is.\n"
    (article,) = found_in(f"WEBVTT\n\n{cues}".encode(), "talk.vtt")
    assert isinstance(article, Article)
    assert article.kinds == ((0, ParagraphKind.TURN), (article.text.index("Okwu"), ParagraphKind.TURN))


def test_srt_joins_lines_and_parts_at_pauses_and_names() -> None:
    """Cues that roll up say each line twice."""
    assert (
        spoken(
            "1\n00:00:01,000 --> 00:00:03,000\nThe ferry\nstopped.\n\n"
            "2\n00:00:03,000 --> 00:00:04,000\nstopped.\nIce came.\n\n"
            "3\n00:00:09,000 --> 00:00:10,000\nIt went.\n\n4\n00:00:10,000 --> 00:00:11,000\nLINDQVIST: No.\n\n"
            "5\n00:00:11,000 --> 00:00:12,000\n>> Yes.\n",
            "talk.srt",
        )
        == "The ferry stopped. Ice came.\n\nIt went.\n\nLINDQVIST: No.\n\nYes."
    )


def test_the_files_name_is_the_title() -> None:
    """Its first words are somebody's, not a headline."""
    (article,) = found_in(b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ida Berg>Good evening.\n", "ice-talk.vtt")
    assert isinstance(article, Article)
    assert article.title == "Ice talk"


@pytest.mark.parametrize("data", [b"WEBVTT\n\n", b"no cues at all"])
def test_no_cues_are_told(data: bytes) -> None:
    """A file without them is no article."""
    (error,) = found_in(data, "talk.vtt")
    assert isinstance(error, EmptyArticle)


def test_times_before_names_are_no_text() -> None:
    """In a transcript; a time in an article stays."""
    assert without_time_stamps("00:02:10 Ida Berg: Is it?\n[02:12] Lindqvist: Yes.\n(00:02:15) Berg: Well.") == (
        "Ida Berg: Is it?\nLindqvist: Yes.\nBerg: Well."
    )
    heads = "Ida Berg  0:01  \nIs it?\n\nLindqvist (0:59)\nYes.\n\nIda Berg  1:00:05\nWell.\n\nTranscribed by https://o.example"
    assert without_time_stamps(heads) == "Ida Berg: Is it?\n\nLindqvist: Yes.\n\nIda Berg: Well."
    listing = "Harbour TV 20:00\nThe news\n\nBay One 20:15\nA film\n\nSea Two 21:00\nThe weather"
    back = "Ida Berg 20:00\nIce\n\nLindqvist 9:00\nFog\n\nIda Berg 21:00\nRain"
    assert [without_time_stamps(each) for each in (listing, back)] == [listing, back]
    assert without_time_stamps("10:30 Ice: it came.\nIt went.") == "10:30 Ice: it came.\nIt went."


def test_what_a_program_lists_above_a_transcript_is_none_of_it() -> None:
    listed = "The ice talk\n\nSUMMARY KEYWORDS\nice, sand\n\nSPEAKERS\nIda Berg, Okwu\n\n"
    turns = "Ida Berg  0:03\nIs it old?\n\nOkwu  0:05\nIt is.\n\nIda Berg  0:09\nAnd thin?\n"
    assert without_time_stamps(listed + turns).startswith("The ice talk\n\nIda Berg: Is it old?")
