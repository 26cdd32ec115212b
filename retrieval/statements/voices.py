"""Who a noun phrase stands for: a name made full, a pronoun resolved, or a description kept as it is."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.statements.frames import Frame, phrase
from retrieval.statements.lexicon import GENDERED, ROLES
from retrieval.statements.names import Named, NameBook, gender_of, key, named_at
from retrieval.statements.parse import Parse

_PRONOUNS = {"he": "m", "him": "m", "she": "f", "her": "f"}
_PLURAL = ("they", "we", "them", "us")
_OTHER = ("i", "you", "it", "that", "this", "which", "who", "what", "these", "those", "one", "there", "me", "some",
          "many", "others", "both", "all", "everyone", "nobody", "someone", "anyone", "whoever", "everybody")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker at one place: ``name`` (None: not certain) and the tokens of the mention."""

    name: str | None
    first: int
    last: int
    person: bool
    gender: str | None = None
    pronoun: bool = False


class Voices:
    """Resolves the heads of noun phrases in one article, in reading order."""

    def __init__(self, parse: Parse, book: NameBook, frames: list[Frame]) -> None:
        self._parse = parse
        self._book = book
        self._known: dict[int, Voice | None] = {}
        self._spoken: set[str] = set()
        self._subjects: list[tuple[int, Voice]] = []
        self._resolve_all(frames)

    def at(self, token: int) -> Voice | None:
        """The voice of the noun phrase headed by ``token``; None where it can't speak."""
        if token not in self._known:
            self._known[token] = self._voice(token)
        return self._known[token]

    def _resolve_all(self, frames: list[Frame]) -> None:
        parse = self._parse
        sources = {
            frame.source
            for frame in frames
            if frame.source >= 0 and frame.group in ("say", "quote", "act", "according")
        }
        for token in sorted(sources):
            voice = self._voice(token, pronouns=False)
            if voice is not None and voice.name and voice.person:
                self._spoken.add(voice.name)
        heads = {
            token
            for token in range(len(parse))
            if parse.dep[token] in ("nsubj", "nsubjpass") and not parse.stand_in[token]
        }
        for token in sorted(heads | sources):
            voice = self._voice(token)
            self._known[token] = voice
            if voice is not None and voice.name and voice.person and parse.quote[token] < 0:
                self._subjects.append((token, voice))

    def _voice(self, token: int, pronouns: bool = True) -> Voice | None:
        parse = self._parse
        lower = parse.lower[token]
        if parse.stand_in[token] or parse.dep[token] == "expl":
            return None
        if lower in _PRONOUNS:
            if not pronouns:
                return None
            return self._pronoun(token, _PRONOUNS[lower])
        if lower in _PLURAL or lower in _OTHER or parse.tag[token] in ("PRP", "WP", "WDT", "DT", "EX"):
            return Voice(None, token, token, lower in ("i", "we"), pronoun=True)
        first, last = phrase(parse, token)
        named = self._named(token, first, last)
        if named is not None:
            name = self._book.fullest(named)
            gender = gender_of(name) or next((GENDERED[w] for w in named.title.split() if w in GENDERED), None)
            return Voice(name, first, last, named.person, gender)
        if parse.tag[token] in ("NN", "NNS", "NNP", "NNPS", "JJ", "CD", "JJS"):
            words = description(parse, first, last)
            return Voice(words, first, last, False, GENDERED.get(lower))
        return None

    def _named(self, token: int, first: int, last: int) -> Named | None:
        parse = self._parse
        named = named_at(parse, token)
        if named is not None:
            return named
        if parse.lower[token] in ROLES or parse.tag[token] in ("NN",):
            for child in parse.children_by(token, "appos"):
                if first <= child <= last:
                    apposed = named_at(parse, child)
                    if apposed is not None and apposed.person:
                        return apposed
        return None

    def _pronoun(self, token: int, gender: str) -> Voice:
        parse = self._parse
        nothing = Voice(None, token, token, True, gender, pronoun=True)
        here = parse.paragraph[token]
        for earlier, voice in reversed(self._subjects):
            if earlier >= token:
                continue
            if here - parse.paragraph[earlier] > 4:
                break
            if voice.gender not in (None, gender):
                continue
            if voice.name not in self._spoken and not voice.pronoun:
                continue
            return Voice(voice.name, token, token, True, gender, pronoun=True)
        return nothing


def description(parse: Parse, first: int, last: int) -> str:
    """The words of a noun phrase that has no name, a leading capital of its article made small."""
    words = [
        parse.word[first].lower() if key(parse.word[first]) in ("the", "a", "an", "one") else parse.word[first]
    ]
    text = words[0]
    for at in range(first + 1, last + 1):
        glue = " " if parse.start[at] > parse.end[at - 1] else ""
        text += glue + parse.word[at]
    return text
