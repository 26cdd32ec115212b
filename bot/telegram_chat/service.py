"""From the settings to a bot that answers, and to its clean end."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, nullcontext, suppress
from functools import partial

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import Application, ContextTypes, ExtBot

from bot.errors import StateFailure
from bot.settings import Settings
from bot.shelf import Shelf
from bot.state.admissions import Admissions
from bot.state.conversations import StoredTurns
from bot.state.database import State, opened
from bot.state.follows import Follows
from bot.state.inbox import Inbox
from bot.state.shared_questions import SharedQuestions
from bot.state.spending import StoredLedger
from bot.telegram_chat.chat_context import spot_of
from bot.telegram_chat.handlers.access import Access
from bot.telegram_chat.handlers.alerts import Alerts
from bot.telegram_chat.handlers.commands import register
from bot.telegram_chat.handlers.questions import apologise
from bot.telegram_chat.handlers.router import Chat
from bot.telegram_chat.ports import Answers, Checks
from bot.telegram_chat.transport.errors import translated
from bot.telegram_chat.transport.http import Requests
from bot.telegram_chat.transport.identity import place_of
from bot.telegram_chat.transport.rate_limiter import Outgoing
from bot.telegram_chat.transport.token_scrubber import scrubbed
from bot.telegram_chat.updates.dispatcher import AnyApplication, Entrance, Reception
from bot.telegram_chat.updates.polling import Polling
from bot.telegram_chat.updates.standby import delivered, on_duty, watched
from bot.telegram_chat.updates.webhook_address import place
from bot.voice.transcriber import Transcriber
from retrieval.errors import NoArticles

log = logging.getLogger(__name__)

_THREADS = 64
# Those that answer wait for models and disks more than they compute; each lane needs one, and one more to store with.
_CONNECTIONS = 128
# To the Bot API server: an answer and "typing" for each lane at work, and then some.
_STOP_SECONDS = 60
# What is being answered when the signal comes has so long to be finished; what isn't is taken up at the next start.
_ALERTS_SECONDS = 10
# What followers are being sent then has so long.
_SWITCH_SECONDS = 0.0005
# Tuned on 600 questions in 100 chats.
_TIDY_SECONDS = 6 * 3600


def run(
    settings: Settings,
    answers: Answers,
    shelf: Shelf | None = None,
    checks: Checks | None = None,
    voice: Transcriber | None = None,
) -> None:
    """Answer in Telegram until SIGINT or SIGTERM, then finish the answers under way and return.

    Args:
        settings: the token and the Bot API server's address are read from it.
        answers: the core.
        shelf: the collection, which admins may change from their chat; None: they can't.
        checks: what checks the words that people send; None: those are questions like any other.
        voice: what hears voice notes; None: they are told to be read only.

    Raises:
        SettingsError: there is no token, or it or the server's address can't be one.
        TokenRejected: the server doesn't know the token.
        AnotherInstance: another program keeps polling with the same token.
        TelegramUnreachable: the server doesn't answer at the start (later, it is waited for).
        TelegramFailure: anything else that Telegram refuses at the start.
        StateFailure: the database of the bot's state can't be used.
    """
    token, _ = place_of(settings)
    chat = partial(Chat, answers, shelf=shelf, checks=checks, voice=voice)
    try:
        answers.open()
    except NoArticles as error:
        log.warning("%s; admins can put some in from their chat", error)
    # Threads that compute answers would each keep the one that talks to Telegram waiting for 5 ms at every turn.
    sys.setswitchinterval(_SWITCH_SECONDS)
    with scrubbed(token) as scrubber:
        try:
            asyncio.run(_answer_until_stopped(settings, answers, chat))
        except TelegramError as error:
            scrubber.error(error)
            raise translated(error, settings) from error


async def _answer_until_stopped(settings: Settings, answers: Answers, chat: Callable[[State, Access], Chat]) -> None:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS, "chat"))
    delivered_to = place(settings)
    outgoing = Outgoing()
    application = _application(settings, outgoing)
    bot = application.bot
    with _until_stopped() as stop:
        try:
            await application.initialize()
            with closing(await asyncio.to_thread(opened, settings, bot.id)) as state, closing(state.duty()) as duty:
                entrance = Entrance(state)
                async with delivered(bot, delivered_to, entrance, stop):
                    if not await on_duty(duty, stop):
                        return
                    await asyncio.to_thread(state.read_moves)
                    turns = StoredTurns(state)
                    answers.keep_turns_in(turns)
                    answers.count_in(StoredLedger(lambda: nullcontext(state), settings.secret))
                    follows = Follows(state)
                    access = Access(settings, Admissions(state), state.former)
                    application.add_handlers(access.handlers(), group=-1)
                    application.add_handlers(chat(state, access).handlers())
                    reception = Reception(application, state, follows, shared=delivered_to is not None)
                    outgoing.aside, outgoing.moved = reception.aside, reception.moved
                    await register(bot, settings.telegram_admins or ())
                    await application.start()
                    tidying = asyncio.create_task(_tidy(state, turns, follows))
                    alerting = asyncio.create_task(Alerts(answers, state, follows, access.admits).run(bot, stop))
                    gc.collect()
                    gc.freeze()  # what a start has loaded stays: looking through it again takes 6% of an answer
                    try:
                        await reception.resume()
                        entrance.open(reception)
                        log.info("Answering as @%s", bot.username)
                        watching = asyncio.create_task(watched(duty, reception, stop))
                        watching.add_done_callback(lambda _: stop.set())
                        if delivered_to is None:
                            await bot.delete_webhook()  # Telegram refuses to be polled while there is one
                            await Polling(bot, reception.take).run(stop)
                        await watching
                    finally:
                        stop.set()
                        tidying.cancel()
                        await reception.finish(_STOP_SECONDS)
                        await asyncio.wait({alerting}, timeout=_ALERTS_SECONDS)
                        alerting.cancel()
                        await application.stop()
        finally:
            await application.shutdown()
            await bot.shutdown()  # which the line above leaves out when the start failed


def _application(settings: Settings, outgoing: Outgoing) -> AnyApplication:
    token, server = place_of(settings)
    bot = ExtBot(
        token,
        base_url=f"{server}/bot",
        base_file_url=f"{server}/file/bot",
        request=Requests(_CONNECTIONS),
        get_updates_request=Requests(1),
        rate_limiter=outgoing,
    )
    application = Application.builder().bot(bot).updater(None).job_queue(None).build()
    application.add_error_handler(_apologise)
    return application


async def _tidy(state: State, turns: StoredTurns, follows: Follows) -> None:
    """Forget, now and every some hours, what nobody can ask for any more."""
    while True:
        try:
            await asyncio.to_thread(Inbox(state).tidy)
            await asyncio.to_thread(turns.tidy)
            await asyncio.to_thread(follows.tidy)
            await asyncio.to_thread(SharedQuestions(state).tidy)
        except StateFailure as error:
            log.warning("What is old is not forgotten yet: %s", error)
        await asyncio.sleep(_TIDY_SECONDS)


async def _apologise(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """What went wrong outside of an answer: in the log, and in a line for who waits."""
    message = update.effective_message if isinstance(update, Update) else None
    if message is not None and context.error is not None:
        await apologise(context.bot, spot_of(message), context.error)
    else:
        log.error("An update was not handled", exc_info=context.error)


@contextmanager
def _until_stopped() -> Iterator[asyncio.Event]:
    """An event that SIGINT and SIGTERM set. The second signal has its usual effect: it ends the process."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)

    def let_go() -> None:
        for each in signals:
            with suppress(NotImplementedError, RuntimeError, ValueError):
                loop.remove_signal_handler(each)

    def stopped() -> None:
        let_go()  # before it is said: who reads it may send the second signal at once
        log.info("Stopping; the answers under way are finished first")
        stop.set()

    for each in signals:
        # Outside the main thread, and on Windows, there are none to be had.
        with suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(each, stopped)
    try:
        yield stop
    finally:
        let_go()
