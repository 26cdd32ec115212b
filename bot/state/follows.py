"""Whom and what people follow, and which statements they are still to hear of.

Which articles are new is told by those that were there before: the first look at a collection only notes them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Integer, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.state.database import Kept, State
from bot.state.tables import NUMBER, Base, now

REMEMBERED = timedelta(days=180)
"""How long it is known that somebody has heard of a statement, so that a reprint isn't news."""

MOST = 50
"""Follows of one person: each costs a look at every new article."""

_LOOKED = ""
# Stands among the articles once there was a look: a collection that was empty then has only news.


class Follow(Base):
    """Somebody who is followed, or something, in the follower's words."""

    __tablename__ = "follows"
    of_person = "person_id"

    number: Mapped[int] = mapped_column(NUMBER, primary_key=True, autoincrement=True)
    person_id: Mapped[int] = mapped_column(index=True)
    chat_id: Mapped[int]
    topic_id: Mapped[int | None]
    followed: Mapped[str]
    since: Mapped[datetime]


class Alert(Base):
    """A statement for a follower. ``words`` tells the same words elsewhere; ``sent``: when it went out."""

    __tablename__ = "alerts"
    of_person = "person_id"

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[str] = mapped_column(primary_key=True)
    topic_id: Mapped[int | None]
    followed: Mapped[str]
    article: Mapped[str]
    start: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    found: Mapped[datetime] = mapped_column(index=True)
    sent: Mapped[datetime | None] = mapped_column(index=True)


class Seen(Base):
    """An article that was looked at."""

    __tablename__ = "seen"
    of_person = None

    article: Mapped[str] = mapped_column(primary_key=True)


class Paused(Base):
    """A chat that takes no messages: what is followed there waits until it does."""

    __tablename__ = "paused"
    of_person = "chat_id"  # as in the outbox

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    since: Mapped[datetime]


@dataclass(frozen=True)
class Following:
    """One follow: who hears of it, where, and what it is."""

    person: int
    chat: int
    topic: int | None
    followed: str


@dataclass(frozen=True)
class News:
    """A statement for a follower: where it stands, a digest of its words, and when it was found."""

    to: Following
    article: str
    start: int
    end: int
    words: str
    found: datetime


class Follows(Kept):
    """The follows of all persons, and the alerts that they make."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        with state.reading() as session:
            self._paused = set(session.scalars(select(Paused.chat_id)))

    def is_paused(self, chat: int) -> bool:
        """Whether a chat takes no messages. Tells at once."""
        return chat in self._paused

    def pause(self, chat: int) -> None:
        """A chat takes no messages: nothing is looked for or sent there until it does."""
        self._paused.add(chat)
        with self._state.writing() as session:
            if session.get(Paused, chat) is None:
                session.add(Paused(chat_id=chat, since=now()))

    def resume(self, chat: int) -> None:
        """A chat takes messages again."""
        with self._state.writing() as session:
            session.execute(delete(Paused).where(Paused.chat_id == chat))
        self._paused.discard(chat)

    def add(self, follow: Following) -> bool:
        """Follow; False when the person follows too much already. Following again changes nothing."""
        with self._state.writing() as session:
            if follow.followed.casefold() in {each.casefold() for each in self._of(session, follow.person)}:
                return True
            count = session.scalar(select(func.count()).where(Follow.person_id == follow.person)) or 0
            if count >= MOST:
                return False
            session.add(
                Follow(
                    person_id=follow.person,
                    chat_id=follow.chat,
                    topic_id=follow.topic,
                    followed=follow.followed,
                    since=now(),
                )
            )
            return True

    def remove(self, person: int, followed: str) -> bool:
        """Follow no longer, and hear of nothing that still waits; whether it was followed."""
        with self._state.writing() as session:
            mine = [each for each in self._of(session, person) if each.casefold() == followed.casefold()]
            for each in mine:
                session.execute(delete(Follow).where((Follow.person_id == person) & (Follow.followed == each)))
                waits = (Alert.person_id == person) & (Alert.followed == each) & Alert.sent.is_(None)
                session.execute(delete(Alert).where(waits))
            return bool(mine)

    def of(self, person: int) -> list[str]:
        """What a person follows, in the order in which they began."""
        with self._state.reading() as session:
            return self._of(session, person)

    def all(self) -> list[Following]:
        """Every follow in chats that take messages."""
        with self._state.reading() as session:
            rows = session.scalars(select(Follow).where(_takes_messages(Follow)).order_by(Follow.number))
            return [Following(row.person_id, row.chat_id, row.topic_id, row.followed) for row in rows]

    def take_in(
        self, articles: Collection[str], news: Callable[[Sequence[str], Sequence[Following]], Iterable[News]]
    ) -> int:
        """Note the articles that are there now, with what those that are new hold for followers.

        Args:
            articles: the ids of all articles that are there.
            news: what new articles hold for follows; called once, and not for the first articles ever.

        Returns:
            How many alerts that makes. Both are kept in one transaction: what is cut off is found again.
        """
        with self._state.reading() as session:
            seen = set(session.scalars(select(Seen.article)))
        fresh = [each for each in (_LOOKED, *articles) if each not in seen]
        if not fresh:
            return 0
        found = list(news([each for each in fresh if each != _LOOKED], self.all())) if seen else []
        with self._state.writing() as session:
            heard = select(Alert.person_id, Alert.chat_id, Alert.words)
            heard = heard.where(Alert.person_id.in_({each.to.person for each in found}))
            known = {(person, chat, words) for person, chat, words in session.execute(heard)}
            made = 0
            for each in found:
                key = (each.to.person, each.to.chat, each.words)
                if key in known:
                    continue
                known.add(key)
                made += 1
                session.add(
                    Alert(
                        person_id=each.to.person,
                        chat_id=each.to.chat,
                        words=each.words,
                        topic_id=each.to.topic,
                        followed=each.to.followed,
                        article=each.article,
                        start=each.start,
                        end=each.end,
                        found=each.found,
                        sent=None,
                    )
                )
            there = set(session.scalars(select(Seen.article)))  # another process may have been quicker
            session.add_all(Seen(article=each) for each in fresh if each not in there)
            return made

    def waiting(self) -> dict[tuple[int, int, int | None], list[News]]:
        """What is still to be sent, by person, chat and topic, in the order in which it was found."""
        with self._state.reading() as session:
            waits = select(Alert).where(Alert.sent.is_(None), _takes_messages(Alert))
            rows = session.scalars(waits.order_by(Alert.found, Alert.start))
            waiting: dict[tuple[int, int, int | None], list[News]] = {}
            for row in rows:
                to = Following(row.person_id, row.chat_id, row.topic_id, row.followed)
                news = News(to, row.article, row.start, row.end, row.words, row.found)
                waiting.setdefault((row.person_id, row.chat_id, row.topic_id), []).append(news)
            return waiting

    def mark(self, news: Sequence[News], *, sent: bool) -> None:
        """These go out now, or didn't go out after all."""
        with self._state.writing() as session:
            for each in news:
                # A group that has become a supergroup meanwhile has its rows under its new id.
                person, chat = self._state.current(each.to.person), self._state.current(each.to.chat)
                here = (Alert.person_id == person) & (Alert.chat_id == chat) & (Alert.words == each.words)
                session.execute(update(Alert).where(here).values(sent=now() if sent else None))

    def tidy(self) -> None:
        """Forget what was sent long ago, and what is followed in chats that have taken no messages for as long."""
        long_ago = now() - REMEMBERED
        with self._state.writing() as session:
            session.execute(delete(Alert).where(Alert.sent < long_ago))
            gone = select(Paused.chat_id).where(Paused.since < long_ago)
            for table in (Follow, Alert, Paused):
                session.execute(delete(table).where(table.chat_id.in_(gone)))

    @staticmethod
    def _of(session: Session, person: int) -> list[str]:
        return list(session.scalars(select(Follow.followed).where(Follow.person_id == person).order_by(Follow.number)))


def _takes_messages(table: type[Follow | Alert]) -> ColumnElement[bool]:
    return table.chat_id.not_in(select(Paused.chat_id))
