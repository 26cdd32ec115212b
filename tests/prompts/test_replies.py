"""What the bot says is loaded whole, used, and said nowhere else."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator

import pytest

from prompts import Plural, PromptError, Reply, chart_replies, desk_replies, ingest_replies, replies
from tests.conftest import CHECKOUT

MODULES = {
    "replies": replies,
    "desk_replies": desk_replies,
    "chart_replies": chart_replies,
    "ingest_replies": ingest_replies,
}
SAID = {name: said for module in MODULES.values() for name, said in vars(module).items() if name.isupper()}
SOURCES = sorted((CHECKOUT / "bot").rglob("*.py"))
NOT_SAID = {
    "The ferry sails.": "the doctor embeds it to see that the embedder works",
    "A ship goes to sea.": "the same",
}
"""Sentences in the code that nobody is told, each with the reason why it stands there."""


@pytest.mark.parametrize(
    ("template", "names", "wrong"),
    [
        ("Good evening, {name}.", "", "unknown name"),
        ("Good evening.", "name", "missing name"),
        ("Good {time}, {name}.", "name hour", "missing hour; unknown time"),
        ("Good {}.", "", "unknown "),
        ("Good {time.hour}.", "time", "missing time; unknown time.hour"),
    ],
)
def test_a_reply_with_wrong_placeholders_fails_at_load(template: str, names: str, wrong: str) -> None:
    """All that are missing and unknown are named."""
    with pytest.raises(PromptError, match=re.escape(f"{template}: {wrong}")):
        Reply(template, names)


def test_a_reply_takes_its_placeholders_and_no_others() -> None:
    """A value isn't read as a template."""
    reply = Reply("Good {time}, {name}: {share:.0%}.", "time name share")
    assert reply.format(time="day", name="{name}", share=0.5) == "Good day, {name}: 50%."
    with pytest.raises(PromptError, match="missing name, share; unknown hour"):
        reply.format(time="day", hour=12)


def test_a_plural_says_one_and_many() -> None:
    """With the number where the text has it, and the other values in both."""
    plural = Plural("{who} has one", "{who} have {n:,}", "who")
    assert [plural.of(n, who="We") for n in (0, 1, 1200)] == ["We have 0", "We has one", "We have 1,200"]


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_names_are_listed(names: list[str], said: str) -> None:
    """With commas, and "and" before the last one."""
    assert replies.listed(names) == said


def test_a_text_without_declared_placeholders_has_none() -> None:
    """What is a plain ``str`` is said as it stands."""
    assert [name for name, said in SAID.items() if isinstance(said, str) and {"{", "}"} & set(said)] == []


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in SOURCES:
        yield str(path.relative_to(CHECKOUT)), ast.parse(path.read_text(encoding="utf-8"))


def reply_named(node: ast.AST) -> str | None:
    """The name of the reply that a piece of code refers to: ``replies.CANCELLED``."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "local":
        node = node.args[0]  # the same reply in another language
    is_one = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in MODULES
    return node.attr if is_one else None  # type: ignore[attr-defined]  # it is an attribute


def test_every_reply_is_used() -> None:
    """By the code of a front, or in another reply."""
    own = [ast.parse((CHECKOUT / "prompts" / f"{name}.py").read_text(encoding="utf-8")) for name in MODULES]
    names = [node for tree in own for node in ast.walk(tree) if isinstance(node, ast.Name)]
    used = {node.id for node in names if isinstance(node.ctx, ast.Load)}
    used |= {name for _, tree in trees() for node in ast.walk(tree) if (name := reply_named(node))}
    assert SAID.keys() - used == set()


def test_every_use_gives_the_placeholders() -> None:
    """Also where no test comes by."""
    wrong = []
    for where, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            said, given = SAID.get(reply_named(node.func.value) or ""), {each.arg for each in node.keywords}
            if isinstance(said, Reply) and (node.func.attr, given) != ("format", said.names):
                wrong.append(f"{where}:{node.lineno}")
            if isinstance(said, Plural) and (node.func.attr, given) != ("of", said.many.names - {"n"}):
                wrong.append(f"{where}:{node.lineno}")
    assert wrong == []


def test_the_bot_says_nothing_else() -> None:
    """No sentence for a person stands in the code."""
    found = {text: f"{where}:{line}" for where, tree in trees() for line, text in sentences(tree)}
    assert {text: where for text, where in found.items() if text not in NOT_SAID} == {}
    assert NOT_SAID.keys() - found.keys() == set()


def test_a_sentence_in_the_code_is_found() -> None:
    """Also one with values in it; no docstring, log line, error, pattern, or help of an option."""
    code = '''
    def answer(found: int) -> str:
        """Say how many were found."""
        log.info("There are %s of them.", found)
        add_argument("--most", help="Say no more than these.")
        if not found:
            raise NotFound("There is nothing that fits.")
        words = "📋 There is one of them." if found == 1 else f"{found} of them fit."
        return re.compile("Some of them fit.").sub("short", words)
    '''
    assert [text for _, text in sentences(ast.parse(textwrap.dedent(code)))] == [
        "📋 There is one of them.",
        "\0 of them fit.",
    ]


def sentences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The texts that look like a sentence for a person, each with its line."""
    left_out = {id(inner) for node in ast.walk(tree) if is_not_for_a_reader(node) for inner in ast.walk(node)}
    left_out |= {id(inner) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for inner in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in left_out and "(?" not in written(node):
            text = written(node).strip()
            if re.match(r"\W*?[A-Z\0]", text) and text[-1] in ".?!:…" and len(re.findall(r"(?<!\S)\w{2,}", text)) >= 3:
                yield node.lineno, text


def written(node: ast.Constant | ast.JoinedStr) -> str:
    """The text of a literal; NUL stands for a value that is filled in."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(written(each) if isinstance(each, ast.Constant) else "\0" for each in node.values)


def is_not_for_a_reader(node: ast.AST) -> bool:
    """A docstring, a log line, the arguments of an error or a pattern, the help of an option."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.keyword):
        return node.arg in {"help", "description"}
    called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
    return isinstance(node, ast.Raise) or called.startswith("log.") or called == "re.compile"


def test_people_read_plain_words() -> None:
    """In the documents and in all that the bot says: none of the words that modern English has a shorter way for."""
    old = re.compile(r"\b(whatever|whoever|whichever|anew|nobody's|by itself|mend(s|ed|ing)?)\b", re.IGNORECASE)
    read = [*CHECKOUT.glob("*.md"), *(CHECKOUT / "prompts").rglob("*.py"), *(CHECKOUT / "prompts").rglob("*.md")]
    assert len(read) > 10
    found = [(path.name, line) for path in read for line in path.read_text("utf-8").splitlines() if old.search(line)]
    assert found == []
