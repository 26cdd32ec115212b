"""The command line: what it prints, where, and what it exits with."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
import tomllib
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from bot.answering.answerer import Answerer
from retrieval.library import Library
from retrieval.model import Answer, Article, Question
from retrieval.readers import find_files, read_article
from retrieval.sample import sample_folder
from tests import forking
from tests.bot.conftest import PROGRAM, Run, Verbatim
from tests.conftest import CHECKOUT, examples

SAID = "What did Hegseth say about U.S. troops?"
FEATURED = "there will not be U.S. troops deployed to Ukraine"
"""A fragment of the clearest direct quotation of the bundled sample."""

CITATION = {"number", "quote", "start", "end", "kind", "speaker", "cue", "said_on", "venue", "article"}
ARTICLE = {"id", "title", "publisher", "author", "published", "url", "path"}
ANSWER = {"question", "status", "text", "engine", "citations", "suggestions", "timings_ms", "shown", "found"}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The text of each article of the sample, by its id, read from the files."""
    articles = [read_article(path, max_bytes=100_000) for path in find_files(sample_folder())]
    return {article.id: article.text for article in articles}


def test_ask_prints_the_words_the_speaker_and_the_citation(verbatim: Verbatim) -> None:
    """Verbatim, under the name, with a number that stands again before title, outlet and day."""
    run = verbatim("ask", "--sample", SAID)
    assert (run.code, run.err) == (0, "")
    (line,) = [line for line in run.out.splitlines() if FEATURED in line]
    assert line.startswith("Pete Hegseth")
    number = line.split("[")[-1].rstrip("]")
    (source,) = [each for each in run.out.splitlines() if each.startswith(f"[{number}] ")]
    assert "Verbatim Sample Daily" in source
    assert "12 Feb 2025" in source
    assert "paragraph" in source


def test_an_answer_as_json(verbatim: Verbatim, texts: dict[str, str]) -> None:
    """Field by field: what scripts build on."""
    run = verbatim("ask", "--sample", "--json", SAID)
    assert run.code == 0
    (line,) = run.out.splitlines()
    answer = json.loads(line)
    assert set(answer) == ANSWER
    assert (answer["question"], answer["status"], answer["engine"]) == (SAID, "answered", "extractive")
    assert all(isinstance(each, str) for each in answer["suggestions"])
    assert answer["timings_ms"]
    assert all(isinstance(ms, int | float) and ms >= 0 for ms in answer["timings_ms"].values())
    assert [each["number"] for each in answer["citations"]] == list(range(1, len(answer["citations"]) + 1))
    for citation in answer["citations"]:
        assert set(citation) >= CITATION
        assert set(citation["article"]) == ARTICLE
        assert citation["quote"] == texts[citation["article"]["id"]][citation["start"] : citation["end"]]
        assert citation["kind"] in {"direct", "partial", "indirect", "passage"}
        assert citation["speaker"] is None or citation["kind"] != "passage"
        assert f"[{citation['number']}]" in answer["text"]
        for day in (citation["said_on"], citation["article"]["published"]):
            assert day is None or date.fromisoformat(day)
        assert Path(citation["article"]["path"]).is_file()
    (quote,) = [each for each in answer["citations"] if FEATURED in each["quote"] and each["kind"] == "direct"]
    assert quote["speaker"] == "Pete Hegseth"


@pytest.mark.parametrize(
    ("question", "status", "code"),
    [
        (SAID, "answered", 0),
        ("help", "help", 0),
        ("", "help", 0),
        ("What did Aurelia Quuxbarrow say about zeppelins?", "refused", 1),
    ],
)
def test_exit_codes(verbatim: Verbatim, question: str, status: str, code: int) -> None:
    """0 answered or help, 1 refused: a refusal says how much was searched."""
    run = verbatim("ask", "--sample", "--json", question)
    answer = json.loads(run.out)
    assert (answer["status"], run.code, run.err) == (status, code, "")
    if status == "refused":
        assert "8 articles" in answer["text"]
        assert "2025" in answer["text"]
        assert answer["citations"] == [] or all(each["kind"] == "passage" for each in answer["citations"])


def test_the_version_is_the_packages(program: Verbatim) -> None:
    """As ``pyproject.toml`` has it."""
    version = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert program("--version", by=forking.from_scratch) == Run(0, f"verbatim {version}\n", "")


@pytest.mark.parametrize("arguments", [["ask", "--no-such-option"], ["nothing"], [], ["forget"], ["article", "a", "b"]])
def test_wrong_usage_exits_with_2(program: Verbatim, arguments: list[str]) -> None:
    """As any program."""
    run = program(*arguments)
    assert (run.code, run.out) == (2, "")
    assert "usage: verbatim" in run.err


@pytest.mark.parametrize("arguments", [["ask", "who?"], ["articles"], ["quotes"], ["articles", "--json"]])
def test_without_articles_one_line_offers_both_ways(verbatim: Verbatim, arguments: list[str], tmp_path: Path) -> None:
    """Articles of one's own, or the sample."""
    run = verbatim(*arguments, home=tmp_path / "new")
    assert (run.code, run.out) == (2, "")
    assert len(run.err.splitlines()) == 1
    assert "verbatim ingest" in run.err
    assert "--sample" in run.err


def test_the_sample_is_never_mixed_with_a_persons_articles(
    verbatim: Verbatim, sample_home: Path, tmp_path: Path
) -> None:
    """It has a home of its own inside the home."""
    home = shutil.copytree(sample_home, tmp_path / "home")
    (tmp_path / "own.txt").write_text(
        "date 2025-02-10\n\nThe ferry is late.\n\n“Ice,” said harbour master Mara Lindqvist.\n"
    )
    assert verbatim("ingest", str(tmp_path / "own.txt"), home=home).code == 0
    own = [json.loads(line) for line in verbatim("articles", "--json", home=home).out.splitlines()]
    bundled = [json.loads(line) for line in verbatim("articles", "--json", "--sample", home=home).out.splitlines()]
    assert (len(own), len(bundled)) == (1, 8)
    assert all(set(each) == ARTICLE for each in own + bundled)
    assert verbatim("ask", SAID, home=home).code == 1
    assert verbatim("ask", "--sample", SAID, home=home).code == 0


def test_ingest_reports_failures_and_goes_on(verbatim: Verbatim, tmp_path: Path) -> None:
    """One line each, exit code 2, and the rest is in."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("2025-02-14-munich.md", "2025-02-13-leverage.md", "README.md", "__init__.py"):
        shutil.copy(sample_folder() / name, folder)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(b"\x00\x01" * 500)
    run = verbatim("ingest", str(folder), str(tmp_path / "nowhere"), home=tmp_path / "home")
    assert run.code == 2
    assert run.out.splitlines() == [
        "2 new, 3 failed",
        f"left out: 1 .py (format not supported): {folder / '__init__.py'}",
        f"left out: 1 readme: {folder / 'README.md'}",
    ]
    assert len(run.err.splitlines()) == 3
    for name in ("empty.txt", "binary.txt", "nowhere"):
        assert name in run.err
    again = verbatim("ingest", str(folder / "2025-02-14-munich.md"), home=tmp_path / "home")
    assert (again.code, again.out, again.err) == (0, "1 unchanged\n", "")
    rebuilt = verbatim("ingest", "--rebuild", str(folder / "empty.txt"), home=tmp_path / "home")
    assert (rebuilt.code, rebuilt.out) == (2, "2 new\n1 failed\n")
    nothing = verbatim("ingest", home=tmp_path / "home")
    assert (nothing.code, nothing.out) == (2, "")
    assert "verbatim ingest PATH" in nothing.err


def test_ingest_tells_what_it_leaves_out(verbatim: Verbatim, tmp_path: Path) -> None:
    """Once, by kind, in a folder and in an archive, for a person and for a script."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("a.doc", "b.doc", "c.key", "README.md", "noext"):
        (folder / name).write_text("text")
    (folder / "gone.txt").symlink_to("nowhere")
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("d.doc", b"")
        archive.writestr("e.doc", b"")
        archive.writestr("ferry.txt", "The ferry is late, said nobody, and the harbour is closed.")
    run = verbatim("ingest", str(folder), home=tmp_path / "home")
    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines() == [
        "1 new",
        "left out: 4 .doc (format not supported): "
        f"{folder / 'a.doc'}, {folder / 'b.doc'}, {folder / 'more.zip' / 'd.doc'} …",
        f"left out: 1 .key (format not supported): {folder / 'c.key'}",
        f"left out: 1 file without a suffix: {folder / 'noext'}",
        f"left out: 1 readme: {folder / 'README.md'}",
        f"left out: 1 link that leads nowhere: {folder / 'gone.txt'}",
    ]
    told = json.loads(verbatim("ingest", "--json", str(folder), home=tmp_path / "home").out)
    assert told["skipped"] == {".doc": 4, ".key": 1, "no suffix": 1, "link to nothing": 1, "readme": 1}
    assert told["skipped_names"][".key"] == [str(folder / "c.key")]
    empty = verbatim("ingest", "", home=tmp_path / "home")
    assert (empty.code, empty.err) == (2, "verbatim: '': it names nothing. Name a file, a folder or a link.\n")


def test_ingest_tells_whose_copy_a_file_is(verbatim: Verbatim, tmp_path: Path) -> None:
    """To the letter, or with another end; and of many files that fail alike the first three."""
    folder = tmp_path / "articles"
    folder.mkdir()
    text = (sample_folder() / "2025-02-14-munich.md").read_text(encoding="utf-8")
    (folder / "a.md").write_text(text, encoding="utf-8")
    (folder / "b.md").write_text(text, encoding="utf-8")
    (folder / "c.md").write_text(text + "\nThe harbour of Lervik was closed on Friday.\n", encoding="utf-8")
    for number in range(5):
        (folder / f"empty-{number}.txt").write_bytes(b"")
    run = verbatim("ingest", str(folder), home=tmp_path / "home")
    assert run.out.splitlines() == [
        "1 new, 1 exact copy, 1 near copy, 5 failed",
        f"{folder / 'b.md'} is an exact copy of {folder / 'a.md'}",
        f"{folder / 'c.md'} is a near copy of {folder / 'a.md'}",
    ]
    assert len(run.err.splitlines()) == 4
    assert run.err.endswith("verbatim: 2 more failed like these\n")


def test_a_quote_that_its_source_cut_off_is_marked(verbatim: Verbatim, tmp_path: Path) -> None:
    """Wherever it is shown, and for scripts; a whole quote of the same article isn't."""
    text = "“The cranes are old,” Ada Solberg said on Friday. Solberg told reporters: “One of them f… [+3120 chars]"
    file = tmp_path / "api.json"
    file.write_text(json.dumps([{"title": "Harbour shut", "content": text, "url": "https://p.example/h"}]))
    run = verbatim("ingest", str(file), home=tmp_path / "home")
    assert run.out.startswith("1 new\nleft out: the rest of 1 text that its source cut off: ")
    quotes = [json.loads(line) for line in verbatim("quotes", "--json", home=tmp_path / "home").out.splitlines()]
    assert {each["quote"]: each.get("breaks_off", False) for each in quotes if each["kind"] == "direct"} == {
        "“The cranes are old,”": False,
        "“One of them f…": True,
    }
    assert all(each["article"]["incomplete"] for each in quotes)
    answer = verbatim("ask", "What did Ada Solberg say?", home=tmp_path / "home").out
    assert "“One of them f… (the text breaks off here) [2]" in answer
    assert "“The cranes are old,” [1]" in answer
    assert "Harbour shut · p.example · incomplete" in verbatim("articles", home=tmp_path / "home").out
    for name in ("quotes", "quotes --format md"):
        assert verbatim(*name.split(), home=tmp_path / "home").out.count("(the text breaks off here)") == 1
    exported = tmp_path / "all.jsonl"
    exported.write_text(verbatim("export", home=tmp_path / "home").out)
    verbatim("ingest", str(exported), home=tmp_path / "other")
    assert "· incomplete" in verbatim("articles", home=tmp_path / "other").out


def test_two_names_are_one_speaker_once_somebody_says_so(verbatim: Verbatim, sample_copy: Path) -> None:
    """And two again; names that nobody bears are told."""
    spoken = [json.loads(line)["speaker"] for line in verbatim("quotes", "--json", home=sample_copy).out.splitlines()]
    (one, _), (two, _) = Counter(filter(None, spoken)).most_common(2)
    assert verbatim("speakers", "merge", one, two, home=sample_copy).code == 0
    merged = verbatim("quotes", "--json", home=sample_copy).out
    assert {json.loads(line)["speaker"] for line in merged.splitlines()} == {*spoken} - {two}
    assert verbatim("speakers", "split", one, two, home=sample_copy).code == 0
    assert verbatim("quotes", "--json", home=sample_copy).out.count(f'"speaker": "{two}"') == spoken.count(two)
    assert verbatim("speakers", "merge", one, "Nobody Holm", home=sample_copy).code == 2


def test_forget_takes_out_and_names_what_is_not_there(verbatim: Verbatim, sample_copy: Path) -> None:
    """Exit code 2 when one of the ids isn't there; the others are gone all the same."""
    first, second, *_ = [
        json.loads(line)["id"] for line in verbatim("articles", "--json", home=sample_copy).out.splitlines()
    ]
    run = verbatim("forget", first, "0123", home=sample_copy)
    assert run.code == 2
    assert run.err == "verbatim: there is no article 0123; `verbatim articles` lists them\n"
    assert verbatim("forget", second, home=sample_copy).code == 0
    left = verbatim("articles", home=sample_copy).out
    assert len(left.splitlines()) == 6
    assert first not in left


def test_articles_are_listed_newest_first(verbatim: Verbatim) -> None:
    """One line each: id, day, title, outlet."""
    lines = verbatim("articles", "--sample").out.splitlines()
    days = [line.split()[1] for line in lines]
    assert len(lines) == 8
    assert days == sorted(days, reverse=True)


def test_quotes_as_json(verbatim: Verbatim, texts: dict[str, str]) -> None:
    """A citation's fields without the number, and how the speaker is named there."""
    run = verbatim("quotes", "--sample", "--json", "--speaker", "Hegseth")
    assert run.code == 0
    found = [json.loads(line) for line in run.out.splitlines()]
    assert found
    for each in found:
        assert set(each) >= (CITATION - {"number"}) | {"mention", "via"}
        assert each["quote"] == texts[each["article"]["id"]][each["start"] : each["end"]]
        assert each["speaker"] == "Pete Hegseth"
    (quote,) = [each for each in found if FEATURED in each["quote"] and each["kind"] == "direct"]
    assert "Hegseth" in quote["mention"]
    assert set(quote["article"]) == ARTICLE


def test_quotes_by_topic_and_article(verbatim: Verbatim) -> None:
    """The filters go together; when nothing fits, a line says so and the exit code is 1."""
    every = verbatim("quotes", "--sample", "--json").out.splitlines()
    article = json.loads(every[0])["article"]["id"]
    of_one = verbatim("quotes", "--sample", "--json", "--article", article).out.splitlines()
    assert {json.loads(line)["article"]["id"] for line in of_one} == {article}
    assert len(of_one) < len(every)
    about = verbatim("quotes", "--sample", "--speaker", "Hegseth", "--about", "troops")
    assert FEATURED in about.out
    assert len(about.out.splitlines()) <= 2 * len(every)
    for arguments in (["--speaker", "Aurelia Quuxbarrow"], ["--article", "0123"], ["--json", "--article", "0123"]):
        run = verbatim("quotes", "--sample", *arguments)
        assert (run.code, run.out) == (1, "")
        assert run.err == "verbatim: No statement fits. `verbatim quotes` alone lists them all\n"


LINES = [
    SAID,
    '{"question": "What did Hegseth say?", "chat": "a", "asked": "2025-02-13"}',
    '{"question": "What did Hegseth say?", "asked": "2025-02-30"}',
    '{"question": 5}',
    '{"chat": "a"}',
    "{",
    "",
    "[1, 2]",
    '{"question": "\\ud800 who?"}',
    "\ufeffhelp",
    '{"question": "help", "unknown": [1]}',
    "no line end behind this one",
]


def test_line_mode(verbatim: Verbatim) -> None:
    """One answer for each line, in order; a bad line is named on standard error, and the rest goes on."""
    run = verbatim("ask", "--sample", "--json", stdin="\n".join(LINES))
    answers = [json.loads(line) for line in run.out.splitlines()]
    assert run.code == 2
    assert len(answers) == len(LINES)
    assert [answers[0]["status"], answers[1]["status"]] == ["answered", "answered"]
    assert [answers[0]["question"], answers[1]["question"]] == [SAID, "What did Hegseth say?"]
    assert all(set(answer) == ANSWER for answer in answers)
    wrong = [int(line.split("line ")[1].split(":")[0]) for line in run.err.splitlines()]
    assert wrong == [3, 4, 5, 6, 9]
    for number in wrong:
        assert answers[number - 1]["status"] == "refused"
        assert f"line {number}" in answers[number - 1]["text"]
    assert answers[9]["status"] == answers[10]["status"] == answers[6]["status"] == "help"


def test_line_mode_in_plain_text_and_its_exit_codes(verbatim: Verbatim) -> None:
    """1 when one of the lines was refused, else 0; bytes that are no UTF-8 are no error."""
    assert verbatim("ask", "--sample", stdin=f"{SAID}\nhelp\n").code == 0
    assert verbatim("ask", "--sample", stdin=b"\xff\xfe\n").code in {0, 1}
    run = verbatim("ask", "--sample", stdin=f"What did Aurelia Quuxbarrow say about zeppelins?\n{SAID}\n")
    assert run.code == 1
    assert FEATURED in run.out
    assert verbatim("ask", "--sample", stdin="").out == ""


def test_an_unforeseen_exception_in_one_line_is_that_lines_error(
    verbatim: Verbatim, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lines after it are answered. Its type and place are told, its words aren't: they may hold a key."""
    answer = Answerer.answer

    def fail_at_one(answerer: Answerer, question: Question) -> Answer:
        if question.text != SAID:
            raise ZeroDivisionError("key=sk-123")
        return answer(answerer, question)

    monkeypatch.setattr(Answerer, "answer", fail_at_one)
    run = verbatim("ask", "--sample", "--json", stdin=f"{SAID}\nfail\n{SAID}\n")
    answers = [json.loads(line) for line in run.out.splitlines()]
    assert (run.code, [each["status"] for each in answers]) == (2, ["answered", "refused", "answered"])
    assert set(answers[1]) == ANSWER
    assert (answers[1]["question"], "line 2" in answers[1]["text"]) == ("fail", True)
    assert "ZeroDivisionError" in answers[1]["text"]
    assert "sk-123" not in run.out + run.err


def test_a_question_asked_at_the_ends_of_the_calendar_is_answered(verbatim: Verbatim) -> None:
    """Any day that the calendar has may be the day asked."""
    lines = [
        json.dumps({"question": f"What did Hegseth say {words}?", "asked": asked})
        for asked in ("0001-01-01", "0001-01-02", "9999-12-31")
        for words in ("yesterday", "before today", "after today", "last week", "in May")
    ]
    run = verbatim("ask", "--sample", "--json", stdin="\n".join(lines))
    assert (run.err, len(run.out.splitlines())) == ("", len(lines))


def test_an_unforeseen_exception_exits_with_2(verbatim: Verbatim, monkeypatch: pytest.MonkeyPatch) -> None:
    """1 would be a refusal."""

    def fail(*_: object) -> None:
        raise RuntimeError("key=sk-123")

    monkeypatch.setattr(Answerer, "answer", fail)
    run = verbatim("ask", "--sample", "--json", SAID)
    assert (run.code, run.out) == (2, "")
    assert "RuntimeError" in run.err
    assert "sk-123" not in run.err


def test_each_line_is_answered_before_the_next_is_read(
    program_environment: dict[str, str], sample_home: Path, tmp_path: Path
) -> None:
    """A script may hold a conversation through two pipes."""
    with forking.from_scratch(
        *(PROGRAM, "ask", "--sample", "--json"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**program_environment, "VERBATIM_HOME": str(sample_home)},
        cwd=tmp_path,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for question in (SAID, "help"):
            process.stdin.write(question + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["question"] == question
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_a_reader_that_goes_away_is_no_error(
    program_environment: dict[str, str], sample_home: Path, tmp_path: Path
) -> None:
    """``verbatim … | head -1`` says nothing on standard error, in JSON and in plain text."""
    for arguments in (["quotes", "--json"], ["ask", SAID]):
        reader, writer = os.pipe()
        os.close(reader)
        done = forking.run(
            *(PROGRAM, *arguments, "--sample"),
            stdout=writer,
            env={**program_environment, "VERBATIM_HOME": str(sample_home)},
            cwd=tmp_path,
        )
        os.close(writer)
        assert (done.returncode, done.stderr) == (0, b"")


def test_ctrl_c_is_one_line(program_environment: dict[str, str], sample_home: Path, tmp_path: Path) -> None:
    """130, as shells count it."""
    with forking.start(
        *(PROGRAM, "ask", "--sample", "--json"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**program_environment, "VERBATIM_HOME": str(sample_home)},
        cwd=tmp_path,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("help\n")
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
        assert process.stderr is not None
        assert process.stderr.read() == "verbatim: stopped; what was complete is kept\n"


def test_a_full_disk_is_one_line(verbatim: Verbatim, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says, and the file."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "/somewhere/catalog.sqlite")

    monkeypatch.setattr(Library, "refresh", full)
    run = verbatim("articles", "--sample")
    assert (run.code, run.out) == (2, "")
    assert run.err == "verbatim: No space left on device (/somewhere/catalog.sqlite)\n"


def test_a_wrong_setting_is_one_line(verbatim: Verbatim, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, and not shown."""
    monkeypatch.setenv("THREADS", "s3cret")
    run = verbatim("ask", "--sample", SAID)
    assert (run.code, run.out) == (2, "")
    assert "THREADS" in run.err
    assert "s3cret" not in run.err
    assert len(run.err.splitlines()) == 1


HOSTILE = {
    "100,000 characters": "what did Hegseth say about NATO " * 3_125,
    "100,000 letters": "x" * 100_000,
    "emoji": "👩‍🚀🇺🇦😀" * 50,
    "nul": "what did \x00 Hegseth\x00 say",
    "control": "".join(map(chr, range(32))) + "\x7f\x9b31m" + " Hegseth",
    "right to left": "\u202e\u2067Hegseth said what\u2069\u200f\u061c",
    "expands": "\ufdfa" * 5_000,
    "surrogates": "\ud800\udfff Hegseth said \udc80",
    "marks": "“”\"'‘’«»[1](2)<b>&amp;\\",
    "combining": "e" + "\u0301" * 10_000,
    "quoted": 'Hegseth said "I love zeppelins"',
    "path": "../../etc/passwd\n/etc/passwd",
    "format": "%s {0} $HOME `id` {{question}} [red]x[/red]",
    "line ends": "\r\n\u2028\u2029\x85 Hegseth \v\f said",
    "unassigned": "\U000e0fff\uffff\ufffe\U0010ffff",
}


@pytest.mark.parametrize("question", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_question_is_answered_or_refused(verbatim: Verbatim, texts: dict[str, str], question: str) -> None:
    """Never a traceback, quickly, as text and as JSON, and whatever is quoted is in the article."""
    started = time.process_time()
    for arguments in (["ask", "--sample", question], ["ask", "--sample", "--json", question]):
        run = verbatim(*arguments)
        assert run.code in {0, 1}
        assert run.err == ""
    assert time.process_time() - started < 5
    answer = json.loads(run.out)
    for citation in answer["citations"]:
        assert citation["quote"] == texts[citation["article"]["id"]][citation["start"] : citation["end"]]


def test_hostile_lines_keep_answers_in_step(verbatim: Verbatim) -> None:
    """As objects, all of them through one pipe."""
    lines = [json.dumps({"question": question}) for question in HOSTILE.values()]
    run = verbatim("ask", "--sample", "--json", stdin="\n".join(lines))
    assert len(run.out.splitlines()) == len(lines)
    assert all(
        json.loads(line)["status"] in {"answered", "refused", "clarify", "help"} for line in run.out.splitlines()
    )


@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(), max_size=80)
    | st.lists(st.sampled_from(["Hegseth", "said", "about", "NATO", "\u202e", "“", "'s"])).map(" ".join)
)
def test_any_question_has_a_checked_answer(sample_library: Library, question: str) -> None:
    """The gate is strict here: what breaks the promise raises."""
    from bot.answering.answerer import Answerer
    from bot.json_output import answer_json
    from retrieval.model import Question

    answer = Answerer(sample_library, strict=True).answer(Question(text=question, asked=date(2025, 2, 14)))
    assert json.loads(answer_json(answer))["status"] == answer.status.value


def test_an_article_can_not_drive_a_terminal(verbatim: Verbatim, tmp_path: Path) -> None:
    """Escape sequences and direction marks in title, outlet and text are shown, not sent."""
    hostile = tmp_path / "hostile.txt"
    hostile.write_text(
        "date 2025-02-10\n\nIce \x1b[31mred\x1b[0m \x1b]0;title\x07 in the sound\n\n"
        "“The ice \x1b[2J is \u202ethick\u202c today and the ferry stays,” said Mara Lindqvist.\n",
        encoding="utf-8",
    )
    assert verbatim("ingest", str(hostile), home=tmp_path / "home").code == 0
    for arguments in (["ask", "What did Lindqvist say?"], ["quotes"], ["articles"]):
        run = verbatim(*arguments, home=tmp_path / "home")
        assert run.code == 0
        assert run.out
        assert not set(run.out) & set("\x1b\x07\u202e\u202c\x9b")
        assert ("\ufffd" in run.out) is (arguments != ["articles"])


def test_two_raw_articles(verbatim: Verbatim, shared_articles: Path, tmp_path: Path) -> None:
    """The question of the first day: two posts, word for word, under his name, each with a citation."""
    assert verbatim("ingest", str(shared_articles), home=tmp_path / "home").code == 0
    run = verbatim("ask", "--json", "what did McFaul say", home=tmp_path / "home")
    answer = json.loads(run.out)
    assert run.code == 0
    texts: dict[str, str] = {}
    for path in find_files(shared_articles):
        article: Article = read_article(path, max_bytes=10_000_000)
        texts[article.id] = article.text
    direct = [each for each in answer["citations"] if each["kind"] == "direct"]
    assert len(direct) >= 2
    for each in direct:
        assert each["quote"] == texts[each["article"]["id"]][each["start"] : each["end"]]
        assert "McFaul" in each["speaker"]
        assert each["article"]["title"]
