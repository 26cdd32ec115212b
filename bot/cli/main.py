"""The command line: one function a command, each thin over the core.

Exit codes: 0 answered or help, or done; 1 refused or clarify; 2 anything wrong.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import traceback
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot import settings as settings_module
from bot.errors import ProgramFault
from prompts import ingest_replies, replies
from retrieval.errors import IndexMismatch, SettingsError, VerbatimError, to_install

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.answering.answerer import Answerer
    from bot.settings import Settings
    from retrieval.library import Library, Report
    from retrieval.model import Answer

log = logging.getLogger(__name__)

DONE, NOT_ANSWERED, WRONG = 0, 1, 2
INTERRUPTED = 130
"""128 + SIGINT, as shells count it."""


class _ToStandardError(logging.StreamHandler[TextIO]):
    """Writes to what is standard error at the time: while a progress bar is drawn, what writes above it."""

    def emit(self, record: logging.LogRecord) -> None:
        self.setStream(sys.stderr)
        super().emit(record)


def run(arguments: list[str]) -> int:
    """Run one command; returns the exit code. What a person did wrong is one line on standard error."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(
        level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s", handlers=[_ToStandardError()]
    )
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        settings = settings_module.load()
        settings_module.heed_proxies(settings)
        code: int = options.command(options, settings)
        sys.stdout.flush()
    except VerbatimError as error:
        _complain(error)
        return WRONG
    except KeyboardInterrupt:
        _complain(ingest_replies.STOPPED_ALL_KEPT)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe has gone: nothing is left to say to it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:  # a full disk, a folder that went away: the system's own words say it best
        at = f" ({error.filename})" if error.filename else ""
        _complain(f"{error.strerror or error}{at}")
        return WRONG
    except Exception as error:
        _complain(_program_fault("This command", error))
        return WRONG
    return code


def _complain(what: object) -> None:
    print(f"verbatim: {what}", file=sys.stderr)  # noqa: T201 - the one line that a person reads


def _program_fault(where: str, error: Exception) -> ProgramFault:
    """Log the type and the place of an exception that nothing foresaw, without its own words: they may hold secrets."""
    log.error("%s: %s\n%s", where, type(error).__name__, "".join(traceback.format_tb(error.__traceback__)).rstrip())
    return ProgramFault(where, error)


class _Version(argparse.Action):
    """Prints the version that is installed. argparse's own action would look it up at each start."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"{parser.prog} {version('verbatim-bot')}")  # noqa: T201
        parser.exit(DONE)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="verbatim",
        description="Answers questions about news articles with the speakers' own words, each one cited and checked.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, run: Callable[[argparse.Namespace, Settings], int], says: str, *, json: str = "", sample: bool = True
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=says)
        added.set_defaults(command=run)
        if json:
            added.add_argument("--json", action="store_true", help=json)
        if sample:
            added.add_argument("--sample", action="store_true", help="use the bundled sample instead of your articles")
        return added

    line = "one JSON object a line"
    says = "answer a question, or one question for each line of standard input"
    ask = command("ask", _ask, says, json="one JSON object an answer")
    ask.add_argument("question", nargs="*", help="the question; without it, lines of standard input are")

    command("repl", _repl, "ask in a terminal, one question after the other")
    command("telegram", _telegram, "answer in Telegram")

    mcp = command("mcp", _mcp, "serve assistants and agents by the Model Context Protocol")
    says = "listen at this port of this machine (streamable HTTP, /mcp) instead of standard input"
    mcp.add_argument("--http", metavar="PORT", help=says)

    each = "what became of each file, as one JSON object; with --watch, one a line"
    ingest = command("ingest", _ingest, "put articles in: files, folders, links, feeds", json=each, sample=False)
    ingest.add_argument("names", nargs="*", metavar="PATH|URL", help="a file, a folder, a link, a feed, an OPML file")
    ingest.add_argument("--watch", action="store_true", help="go on: what is new or changed there, until Ctrl-C")
    ingest.add_argument("--rebuild", action="store_true", help="make the index again from the articles in it")
    ingest.add_argument("--ray", nargs="?", const="", metavar="ADDRESS", help="work on articles on a Ray cluster")

    articles = command("articles", _articles, "list the articles, all or those that fit", json=line)
    articles.add_argument("--outlet", metavar="NAME", help="of this outlet; part of its name will do")
    articles.add_argument("--since", type=_day, metavar="YYYY-MM-DD", help="published on this day or later")
    articles.add_argument("--before", type=_day, metavar="YYYY-MM-DD", help="published before this day")
    articles.add_argument("--text", metavar="WORDS", help="holding all of these words, in any form")

    says = "show an article, also a version that was replaced"
    article = command("article", _article, says, json="one JSON object")
    article.add_argument("id", metavar="ID", help="as `verbatim articles` lists it, or an answer cites it")

    says = "show an article with a place in it marked, in the terminal or as a page"
    show = command("show", _show, says)
    show.add_argument("article", metavar="ID|FILE", help="as `verbatim articles` lists it, or a file that holds one")
    says = "code points of its text, as a citation tells them; a start alone means the statement or sentence there"
    show.add_argument("--at", metavar="START[-END]", help=says)
    says = "as a page: opened in the browser, or written to FILE"
    show.add_argument("--html", nargs="?", const="", metavar="FILE", help=says)

    forget = command("forget", _forget, "take articles out, with the versions that they replaced", sample=False)
    forget.add_argument("ids", nargs="+", metavar="ID", help="as `verbatim articles` lists them")

    says = "say who is who, where names alone don't tell; kept when articles are put in again"
    speakers = command("speakers", _speakers, says, sample=False)
    speakers.add_argument("what", choices=("merge", "split"), help="two names are one speaker, or two")
    speakers.add_argument("name", metavar="NAME", help="as answers show it; of a merged speaker the one to be shown")
    speakers.add_argument("other", metavar="OTHER", help="the other name")

    export = command("export", _export, "write all articles and statements, one JSON object an article")
    export.add_argument("file", nargs="?", type=Path, metavar="FILE", help="where to; standard output without it")

    quotes = command("quotes", _quotes, "list the statements that the articles hold", json=line)
    quotes.add_argument("--speaker", metavar="NAME")
    quotes.add_argument("--about", metavar="TEXT")
    quotes.add_argument("--article", metavar="ID")
    quotes.add_argument(
        "--since", type=_day, metavar="YYYY-MM-DD", help="said, or else published, on this day or later"
    )
    quotes.add_argument("--before", type=_day, metavar="YYYY-MM-DD", help="said, or else published, before this day")
    formats = ("md", "csv", "html", "docx", "csl")
    quotes.add_argument("--format", choices=formats, help="a file to take away, each statement with its citation")
    styles = ("mla", "apa", "chicago")
    quotes.add_argument("--style", choices=styles, default="chicago", help="of the citations in md, html and docx")
    quotes.add_argument("--output", type=Path, metavar="FILE", help="with --format: where to, else standard output")

    says = "draw somebody's statements over time, or who is quoted how often"
    timeline = command("timeline", _timeline, says)
    timeline.add_argument("name", nargs="*", metavar="NAME", help="whose statements; without it, who is quoted")
    timeline.add_argument("--about", metavar="TEXT")
    says = "what each bar is split by; outlet is the default"
    timeline.add_argument("--by", choices=("outlet", "topic"), default="outlet", help=says)
    for form, says in (("png", "a picture"), ("svg", "a picture in vectors"), ("html", "a page with the statements")):
        timeline.add_argument(f"--{form}", type=Path, metavar="FILE", help=f"{says}, instead of bars in the terminal")

    says = "check the quotations of a draft against the articles; exit code 1 when any isn't verbatim"
    check = command("check", _check, says)
    check.add_argument("draft", nargs="?", default="-", metavar="FILE", help="the draft; - or none: standard input")
    forms = check.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="one JSON object")
    forms.add_argument("--html", action="store_true", help="a page: the draft, and the articles' words beside it")
    forms.add_argument("--md", action="store_true", help="the report as Markdown")
    check.add_argument("--output", type=Path, metavar="FILE", help="where to; standard output without it")
    check.add_argument("--watch", action="store_true", help="go on: check again when the draft or the articles change")

    says = "say what is wrong with this installation, and what to do"
    doctor = command("doctor", _doctor, says, json="one JSON object")
    doctor.add_argument("--index", action="store_true", help="look at every article, and at the indexes made from them")
    doctor.add_argument("--repair", action="store_true", help="with --index: make the indexes again that are wrong")
    doctor.add_argument("--call", action="store_true", help="ask the model something, and Telegram whose the token is")

    says = "make the indexes again from the record, without parsing or embedding an article"
    again = command("reindex", _reindex, says)
    which = again.add_mutually_exclusive_group()
    which.add_argument("--vectors", action="store_true", help="only the vectors in Chroma")
    which.add_argument("--words", action="store_true", help="only the full-text indexes, with all that questions read")

    says = "measure the bot on a folder of questions with known answers"
    ranking = command("eval", _eval, says, json="the figures as one JSON object", sample=False)
    ranking.add_argument("folder", type=Path, metavar="DIR")
    ranking.add_argument("--misses", type=int, default=0, metavar="N", help="show N questions that went wrong")
    return parser


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{written!r} is not a date; write it as YYYY-MM-DD") from None


def _open(options: argparse.Namespace, settings: Settings) -> Answerer:
    from bot import wiring
    from bot.cli.progress_bar import steps_shown

    library = _library(options, settings)
    answers = wiring.answerer_of(library, settings)
    with steps_shown(library):  # a start may make an index again
        answers.open()
    return answers


def _library(options: argparse.Namespace, settings: Settings) -> Library:
    """The person's collection, or that of the bundled sample, put in where it isn't there yet."""
    from bot import wiring

    library = wiring.library(settings, sample=options.sample)
    if options.sample:
        from bot.cli.progress_bar import shown

        with shown(library) as progress:
            wiring.put_sample_in(library, progress)
    return library


def _embed_again(options: argparse.Namespace, settings: Settings) -> None:
    """Embed again in the background where ``EMBEDDER`` has changed, for what runs long; the sample is small."""
    from bot import collection, wiring

    if not options.sample:
        collection.embed_again_beside(wiring.library(settings))


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    from bot import json_output
    from retrieval.model import Question, Status

    answered = {Status.ANSWERED, Status.HELP}
    if not options.question and sys.stdin.isatty():
        raise VerbatimError("There is no question", 'Write one: verbatim ask "what did … say about …"')
    answers = _open(options, settings)
    if options.question:
        answer = answers.answer(Question(text=" ".join(options.question), asked=date.today()))
        _print_answer(answer, json=options.json)
        return DONE if answer.status in answered else NOT_ANSWERED
    code = DONE
    for line in json_output.questions(sys.stdin.buffer, date.today()):
        try:
            if line.error is not None:
                raise line.error
            answer = answers.answer(line.question)  # type: ignore[arg-type]  # either is there
        except Exception as error:
            failed = error if isinstance(error, VerbatimError) else _program_fault(f"input, line {line.number}", error)
            _complain(failed)
            answer, code = json_output.answer_to_one_who_failed(line, failed), WRONG
        else:
            code = max(code, DONE if answer.status in answered else NOT_ANSWERED)
        _print_answer(answer, json=options.json)
    return code


def _print_answer(answer: Answer, *, json: bool) -> None:
    if json:
        from bot.json_output import answer_json

        print(answer_json(answer), flush=True)  # noqa: T201
    else:
        from bot.cli import render

        render.show_answer(render.console(), answer)


def _repl(options: argparse.Namespace, settings: Settings) -> int:
    from bot import wiring
    from bot.cli import repl

    library = _library(options, settings)
    _embed_again(options, settings)
    return repl.run(library, wiring.answerer_of(library, settings))


def _telegram(options: argparse.Namespace, settings: Settings) -> int:
    from bot import wiring
    from bot.checking.checker import Checker
    from bot.shelf import Shelf
    from bot.telegram_chat.service import run as run_telegram

    logging.getLogger("bot").setLevel(logging.INFO)  # a service says that it is up
    library = _library(options, settings)
    _embed_again(options, settings)
    answers, voice = wiring.answerer_of(library, settings), wiring.transcriber_of(settings)
    run_telegram(settings, answers, Shelf(library), Checker(library), voice)
    return DONE


def _mcp(options: argparse.Namespace, settings: Settings) -> int:
    from bot.verbatim import Verbatim

    try:
        from bot.cli import mcp_server
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("mcp"):
            raise
        raise SettingsError("`verbatim mcp` needs a package that isn't installed", to_install("mcp")) from None
    _embed_again(options, settings)
    with Verbatim.open(sample=options.sample, settings=settings) as news:
        mcp_server.run(news, options.http)
    return DONE


def _ingest(options: argparse.Namespace, settings: Settings) -> int:
    from bot import wiring
    from bot.cli.progress_bar import shown, steps_shown
    from retrieval import gather

    if not options.names and (options.watch or not options.rebuild):
        raise VerbatimError("There is nothing to ingest", "Name files, folders or links: verbatim ingest PATH|URL")
    articles = wiring.library(settings)
    articles.ray = options.ray
    try:
        with shown(articles) as progress:
            code = _print_report(articles.rebuild(progress), json=options.json) if options.rebuild else DONE
            if options.names and not options.watch:
                code = max(code, _print_report(gather.ingest(articles, options.names, progress), json=options.json))
    except KeyboardInterrupt:
        _complain(ingest_replies.REBUILD_STOPPED if options.rebuild else progress.stopped())
        return INTERRUPTED
    if options.watch:
        from bot.cli import watch_command

        with steps_shown(articles, lines=True):
            return watch_command.run(articles, options.names, json=options.json)
    return code


def _print_report(report: Report, *, json: bool) -> int:
    from bot import json_output
    from bot.cli import render
    from bot.collection import failures, left_out, summary, tables_read

    if json:
        print(json_output.report_json(report))  # noqa: T201
        return WRONG if report.failed else DONE
    for failure in failures(report):
        _complain(render.printable(failure))
    render.console().print(summary(report))
    for told in filter(None, (tables_read(report), left_out(report))):
        render.console().print(render.printable(told))
    return WRONG if report.failed else DONE


def _articles(options: argparse.Namespace, settings: Settings) -> int:
    from bot import collection, json_output
    from bot.cli import render

    which = collection.Filter(options.outlet, options.since, options.before, options.text)
    found = list(collection.chosen(_open(options, settings).snapshot(), which))
    if options.json:
        for article, copies in found:
            print(json_output.dumps(json_output.article_fields(article, copies)))  # noqa: T201
    else:
        render.show_articles(render.console(), found)
    if not found:
        _complain(replies.NO_ARTICLE_FITS)
    return DONE if found else NOT_ANSWERED


def _article(options: argparse.Namespace, settings: Settings) -> int:
    from bot import json_output, wiring
    from bot.cli import render

    found = wiring.library(settings, sample=options.sample).version(options.id)
    if found is None:
        raise VerbatimError(f"There is no article {options.id}", "`verbatim articles` lists them")
    if options.json:
        print(json_output.version_json(found))  # noqa: T201
    else:
        render.show_version(render.console(), found)
    return DONE


def _show(options: argparse.Namespace, settings: Settings) -> int:
    from bot.cli import show_command

    show_command.run(options, _library(options, settings))
    return DONE


def _forget(options: argparse.Namespace, settings: Settings) -> int:
    from bot import collection, wiring
    from bot.cli import render
    from bot.cli.progress_bar import steps_shown

    library = wiring.library(settings)
    with steps_shown(library):
        gone, missing, staying = collection.forget(library, options.ids)
    to = render.console()
    if gone:
        to.print(replies.FORGOTTEN_ARTICLES.format(articles=replies.ARTICLES.of(len(gone))))
    if staying:
        to.print(render.printable(replies.REPRINTS_STAY.format(ids=" ".join(article.id for article in staying))))
    for article_id in missing:
        _complain(render.printable(replies.NO_ARTICLE.format(id=article_id)))
    return WRONG if missing else DONE


def _speakers(options: argparse.Namespace, settings: Settings) -> int:
    from bot import wiring
    from bot.cli import render
    from bot.cli.progress_bar import steps_shown

    library = wiring.library(settings)
    with steps_shown(library):
        library.refresh()
        snapshot = library.snapshot()
        known = {
            name for each in (snapshot.catalog.speakers if snapshot else ()) for name in (each.name, *each.other_names)
        }
        pair = options.name, options.other
        missing = [name for name in pair if name not in known]
        for name in missing:
            _complain(render.printable(replies.NOBODY_SO_CALLED.format(name=name)))
        if missing:
            return WRONG
        merges = options.what == "merge"
        library.correct_speakers(lambda held: held.merged(*pair) if merges else held.split(*pair))
    done = replies.MERGED_SPEAKERS if merges else replies.SPLIT_SPEAKERS
    render.console().print(render.printable(done.format(name=options.name, other=options.other)))
    return DONE


def _export(options: argparse.Namespace, settings: Settings) -> int:
    from bot import collection

    snapshot = _open(options, settings).snapshot()
    with collection.written(options.file) as to:
        count = collection.export(snapshot, to)
    print(replies.WRITTEN.format(articles=replies.ARTICLES.of(count)), file=sys.stderr)  # noqa: T201
    return DONE


def _doctor(options: argparse.Namespace, settings: Settings) -> int:
    from bot import wiring
    from bot.cli import doctor
    from bot.cli.checkup import checkup
    from bot.cli.progress_bar import steps_shown

    library = wiring.library(settings, sample=options.sample)
    look_closely = options.index or options.repair
    found = list(checkup(settings, call=options.call))
    with steps_shown(library):
        if not library.is_begun:
            found += doctor.no_index()  # to open it would make it
        else:
            found += doctor.whole_index(library, repair=options.repair) if look_closely else doctor.light_index(library)
    return DONE if doctor.report(found, json=options.json) else NOT_ANSWERED


def _reindex(options: argparse.Namespace, settings: Settings) -> int:
    from bot.cli.progress_bar import steps_shown

    library = _library(options, settings)
    with steps_shown(library):
        library.reindex(vectors=not options.words, words=not options.vectors)
    print(replies.REINDEXED, file=sys.stderr)  # noqa: T201
    return DONE


def _quotes(options: argparse.Namespace, settings: Settings) -> int:
    from bot import json_output
    from bot.cli import quotes_command, render

    if options.json and options.format:
        raise VerbatimError(replies.JSON_OR_FORMAT, replies.CHOOSE_ONE)
    if options.output and not options.format:
        raise VerbatimError(replies.OUTPUT_NEEDS_FORMAT, replies.CHOOSE_A_FORMAT)
    found = quotes_command.found(options, _open(options, settings))
    if not found:
        _complain(replies.NO_STATEMENT_FITS)
        return NOT_ANSWERED
    if options.format:
        quotes_command.write(options, found)
        return DONE
    to = render.console()
    for each in found:
        if options.json:
            print(json_output.statement_json(each.statement, each.article, each.speaker))  # noqa: T201
        else:
            who = each.speaker or replies.NO_SPEAKER
            cut = replies.BREAKS_OFF * each.article.breaks_off_at(each.statement.end)
            to.print(render.printable(f"{who} ({each.statement.kind.value}): {each.statement.text}{cut}"))
            to.print(render.printable(f"    {render.source(each.article)}"))
    return DONE


def _timeline(options: argparse.Namespace, settings: Settings) -> int:
    from bot.cli import timeline_command

    return DONE if timeline_command.run(options, _open(options, settings)) else NOT_ANSWERED


def _check(options: argparse.Namespace, settings: Settings) -> int:
    from bot.cli import check_command

    return DONE if check_command.run(options, _library(options, settings)) else NOT_ANSWERED


def _eval(options: argparse.Namespace, settings: Settings) -> int:
    from bot import json_output, wiring
    from bot.evaluation import labelled, measure
    from bot.llm import rerankers
    from retrieval.evaluation import ranking

    conversations = options.folder / "conversations.jsonl"
    benchmark = ranking.load(options.folder, questions_needed=not conversations.exists())
    library = wiring.library_in(settings.home / "eval" / options.folder.absolute().name, settings)
    try:
        library.add(benchmark.articles)
    except IndexMismatch:  # left by another version: these are only copies of the folder's articles
        library.rebuild()
    scores = measure.measure(library, benchmark, reranker=rerankers.chosen(settings))
    if conversations.exists():
        measure.converse(library, labelled.load(conversations), scores)
    if options.json:
        print(json_output.dumps(measure.figures_json(scores)))  # noqa: T201
    else:
        print(measure.table(scores))  # noqa: T201
    misses = [
        f"{gold.question}\n{answer.status.value}: {answer.text}" for gold, answer, hit in scores.answers if not hit
    ]
    for miss in [*misses, *scores.faults][: options.misses]:
        print(f"\n--- {miss}")  # noqa: T201
    return DONE
