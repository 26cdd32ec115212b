"""Statements put together from frames, voices, quotes and occasions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from retrieval.attribution import confidence
from retrieval.attribution.confidence import Circumstances
from retrieval.attribution.coref.name_book import NameBook
from retrieval.attribution.coref.noun_phrases import Voice
from retrieval.attribution.coref.resolver import Voices
from retrieval.attribution.coref.speaker_types import type_of
from retrieval.attribution.cues.cue_filters import is_mute
from retrieval.attribution.cues.cue_subjects import quoted_by
from retrieval.attribution.cues.cues import Frame
from retrieval.attribution.hedges import Found, Hedges
from retrieval.attribution.parse import Parse
from retrieval.attribution.quote_attribution import Attributed
from retrieval.attribution.quote_masking import Quote, Shape
from retrieval.attribution.reported import clause_classifier
from retrieval.attribution.reported.reported_clauses import Reported, reported, resumed
from retrieval.attribution.venue_and_date import said_on, shared, venue
from retrieval.lang.paragraphs import paragraphs
from retrieval.lang.tokens import run_within, words
from retrieval.model import Article, Hedge, Kind, SpeakerType, Statement

_DIGITS = 3


def as_written(name: str | None, text: str) -> str | None:
    """A name with the apostrophe that the article writes it with; the parser reads straight ones."""
    if name is None or "'" not in name or name in text:
        return name
    curled = name.replace("'", "’")
    return curled if curled in text else name


def _is_sure(statement: Statement, least: float | None) -> bool:
    """Whether a statement may be shown under its speaker.

    Under no more than what the article calls a body there, "the council", or somebody beside the verb, "the widow", it
    is put in no other mouth.
    """
    enough = confidence.least_of(statement.kind) if least is None else least
    said, mention = words(statement.speaker or ""), words(statement.mention or "")
    is_body = statement.speaker_type is SpeakerType.BODY and not (statement.speaker or "")[:1].isupper()
    is_mention = statement.cue is not None and (statement.speaker or "A")[:1].islower() and said == mention
    if is_mention or (is_body and run_within(said[-1:], mention)):
        enough = min(enough, confidence.REPORTED_LEAST)
    return statement.confidence is None or statement.confidence >= enough


class Assembly:
    """Builds the statements of one article."""

    def __init__(
        self,
        article: Article,
        parse: Parse,
        quotes: list[Quote],
        frames: list[Frame],
        voices: Voices,
        book: NameBook,
    ) -> None:
        self._article = article
        self._parse = parse
        self._quotes = quotes
        self._frames = [f for f in frames if f.source >= 0 and parse.quote[f.verb] < 0]
        self._voices = voices
        self._book = book
        self._sources = {f.verb: f.source for f in self._frames}
        self._groups = {f.verb: f.group for f in self._frames}
        self._ends = [q.end for q in quotes]
        self._passed_on = self._passers()
        self._plausibility = clause_classifier.fitted()
        self._certainty = confidence.fitted()
        self._hedges = Hedges(article.text, paragraphs(article.text), parse, quotes)

    @property
    def described(self) -> Mapping[int, str]:
        """By the head of a description the name that the article keeps for later."""
        return self._voices.delayed

    def statements(self, attributed: Mapping[int, Attributed], least: float | None = None) -> list[Statement]:
        """All statements in order of start, under a speaker where that is certain enough.

        Args:
            attributed: who said each quote, by the quote's index.
            least: the confidence from which on a speaker is certain enough; None: as it was fitted.
        """
        kept: dict[tuple[int, int, str | None], Statement] = {}
        for statement, *circumstances in self._judged(attributed):
            if statement.speaker is not None:
                certainty = round(min(self._certainty.score(each) for each in circumstances), _DIGITS)
                statement = statement.model_copy(update={"confidence": certainty})
            kept[statement.start, statement.end, statement.speaker] = statement
        ordered = sorted(kept.values(), key=lambda s: (s.start, s.end))
        told = shared(ordered, self._parse, self._frames, self._voices, self._article.text)
        return [
            each if _is_sure(each, least) else each.model_copy(update={"speaker": None, "speaker_type": None})
            for each in told
        ]

    def judged(self, attributed: Mapping[int, Attributed]) -> Iterator[tuple[Statement, set[str]]]:
        """Every statement under the speaker that the rules find, with what its confidence is judged by."""
        for statement, circumstances, *_ in self._judged(attributed):
            yield statement, circumstances

    def _judged(
        self, attributed: Mapping[int, Attributed]
    ) -> Iterator[tuple[Statement, set[str]] | tuple[Statement, set[str], set[str]]]:
        """The same; with a quote that goes on with another one also that one's: it is never surer than that."""
        around = Circumstances(self._article.text, self._parse, self._quotes, self._book, attributed)
        covered: set[int] = set()
        for clause, voice in self.clauses(attributed):
            plausible = self._plausibility.of(self._parse, clause, voice)
            if plausible < self._plausibility.least:
                continue
            more = resumed(self._parse, clause.frame, clause)
            for each in (voice, *self._voices.joint(clause.frame.source)):
                for part in (clause, more):
                    if part is not None:
                        made = self._reported(part, each, covered)
                        quoted = made.kind is Kind.PARTIAL
                        yield made, around.of_clause(clause.frame, each, plausible, quoted=quoted)
        for index, found in attributed.items():
            if self._quotes[index].shape is Shape.FULL or index not in covered:
                joint = self._voices.joint(found.frame.source) if found.frame is not None else []
                for voice in (found.voice, *joint):
                    made = self._quoted(index, replace(found, voice=voice))
                    own, root = around.of_quote(index, found, voice), around.root(index, found)
                    yield (made, own) if root is found else (made, own, around.of_quote(root.quote, root, root.voice))

    def clauses(self, attributed: Mapping[int, Attributed]) -> Iterator[tuple[Reported, Voice]]:
        """Every clause that may report somebody's words, and whose."""
        spent = {a.frame.verb for a in attributed.values() if a.frame is not None and a.how == "after"}
        for frame in self._frames:
            voice = self._voices.at(frame.source)
            if voice is None or frame.verb in spent or (voice.pronoun and voice.name is None):
                continue
            if is_mute(self._parse, frame) and not voice.person:
                continue
            clause = reported(self._parse, frame, self._sources)
            if (
                clause is not None
                and not self._is_work(clause)
                and not (frame.group == "according" and self._passes_on(frame))
            ):
                yield clause, voice

    def _is_work(self, clause: Reported) -> bool:
        """Whether what somebody "wrote" is the title of a work and no more."""
        start = max(self._parse.end[clause.frame.verb], clause.start)
        inside = [q for q in self._quotes if q.shape is Shape.TITLE and start <= q.start < clause.end]
        text = self._article.text
        return bool(inside) and not text[start : inside[0].start].strip() and inside[-1].end >= clause.end

    def _reported(self, clause: Reported, voice: Voice, covered: set[int]) -> Statement:
        held = range(bisect_left(self._ends, clause.start + 1), bisect_left(self._ends, clause.end + 1))
        start, end = clause.start, clause.end
        last = held.stop
        if last < len(self._quotes) and self._quotes[last].start < end:
            held = range(held.start, last + 1)
        fragments = [i for i in held if self._quotes[i].shape is Shape.FRAGMENT]
        for i in held:
            start, end = min(start, self._quotes[i].start), max(end, self._quotes[i].end)
        another = bool(fragments) and self._reports_another(voice, start, self._quotes[fragments[0]].start)
        if not another:
            covered.update(fragments)
        kind = Kind.PARTIAL if fragments else Kind.INDIRECT
        made = self._statement(kind, start, end, voice, clause.frame, self._via(clause.frame))
        return made.model_copy(update={"hedge": Hedge.HEARSAY}) if made.hedge is None and another else made

    def _reports_another(self, voice: Voice, start: int, fragment: int) -> bool:
        """Whether somebody else's act of speech stands between a clause's start and the words quoted in it."""
        for frame in self._frames:
            if start < self._parse.start[frame.verb] < fragment and frame.group in ("say", "act"):
                other = self._voices.at(frame.source)
                if other is not None and other.name not in (None, voice.name):
                    return True
        return False

    def _quoted(self, index: int, found: Attributed) -> Statement:
        quote = self._quotes[index]
        kind = Kind.DIRECT if quote.shape is Shape.FULL else Kind.PARTIAL
        via = self._via(found.frame) if found.frame is not None else None
        made = self._statement(kind, quote.start, quote.end, found.voice, found.frame, via, found.occasion)
        passer = self._outer(found.frame) if found.frame is not None and made.hedge is None else None
        heard = passer is not None and passer.name is None  # "She said that Jones shouted, “…”"
        return made.model_copy(update={"hedge": Hedge.HEARSAY}) if heard else made

    def _via(self, frame: Frame) -> Voice | None:
        """Who passed on what ``frame`` reports: named by "according to", or the one in whose report it stands."""
        if frame.group == "according":
            return None
        passer = self._passed_on.get(self._parse.sentence[frame.verb]) or self._outer(frame)
        speaker = self._voices.at(frame.source)
        if passer is None or passer.name is None or (speaker is not None and speaker.name == passer.name):
            return None
        return passer

    def _outer(self, frame: Frame) -> Voice | None:
        parse, current = self._parse, frame.verb
        quoting = quoted_by(parse, frame.verb, frame.source)
        if quoting >= 0:
            return self._voices.at(quoting)
        for _ in range(8):
            above = parse.head[current]
            if above == current or self._is_aside(current):
                return None
            if above in self._sources and parse.dep[current] == "ccomp" and self._groups[above] == "say":
                return self._voices.at(self._sources[above])
            to = parse.head[above]  # "told a radio show that Jones warned", where the clause hangs on the show
            heard = parse.dep[above] in ("dobj", "dative") and self._groups.get(to) == "say"
            if heard and parse.dep[current] == "acl" and parse.children_by(current, "mark"):
                return self._voices.at(self._sources[to])
            current = above
        return None

    def _is_aside(self, verb: int) -> bool:
        """Whether a clause is the article's own: "Smith said …, after Jones said that"."""
        parse = self._parse
        if parse.dep[verb] not in ("advcl", "pcomp") or (verb in self._sources and self._is_within(verb)):
            return False
        opening = {parse.lower[parse.left[verb]], parse.lower[parse.head[verb]]}
        return bool(opening & {"after", "as", "while", "when", "before", "since", "although", "though"})

    def _is_within(self, verb: int) -> bool:
        """Whether a clause hangs on one that somebody reports: "Smith said she was there when Jones said that"."""
        above = self._parse.head[verb]
        return above not in self._sources and self._parse.dep[above] == "ccomp"

    def _passers(self) -> dict[int, Voice]:
        """Who passes on what a sentence (by number) reports: "Jones said, according to Reuters"."""
        passed: dict[int, Voice] = {}
        spoken: dict[int, list[Frame]] = {}
        for frame in self._frames:
            if self._tells(frame):
                spoken.setdefault(self._parse.sentence[frame.verb], []).append(frame)
        for frame in self._frames:
            sentence = self._parse.sentence[frame.verb]
            if frame.lemma == "according to" and self._tellers_beside(frame, spoken.get(sentence, [])):
                voice = self._voices.at(frame.source)
                if voice is not None and voice.name:
                    passed[sentence] = voice
        return passed

    def _tellers_beside(self, passing: Frame, spoken: list[Frame]) -> bool:
        """Whether others speak in a sentence with "according to", and not in a clause of their own behind it."""
        parse = self._parse
        above = parse.head[passing.verb]
        own = [f for f in spoken if parse.dep[f.verb] == "advcl" and parse.head[f.verb] == above and f.verb > above]
        return any(f.source != passing.source for f in spoken if f not in own)

    def _tells(self, frame: Frame) -> bool:
        """Whether somebody's words stand with a cue: a quote in its sentence, or a clause that "said" reports."""
        if frame.group not in ("say", "act", "quote"):
            return False
        quoted = any(self._parse.stand_in[slice(*self._parse.sentence_of(frame.verb))])
        return quoted or (frame.group == "say" and any(self._parse.dep[t] == "ccomp" for t in frame.content))

    def _passes_on(self, frame: Frame) -> bool:
        return frame.lemma == "according to" and self._parse.sentence[frame.verb] in self._passed_on

    def _words(self, first: int, last: int) -> str:
        """The article's words from token to token, without the full stop that ends a sentence."""
        words = self._article.text[self._parse.start[first] : self._parse.end[last]]
        return words[:-1] if words.endswith(".") and words.count(".") == 1 else words

    def _statement(
        self,
        kind: Kind,
        start: int,
        end: int,
        voice: Voice,
        frame: Frame | None,
        via: Voice | None,
        occasion: Frame | None = None,
    ) -> Statement:
        text, parse = self._article.text, self._parse
        told = frame or occasion
        where = venue(parse, told) if told is not None else None
        when: date | None = said_on(parse, told, self._article.published) if told is not None else None
        told_by = voice.first >= 0
        hedge = self._hedge(kind, start, end, frame)
        if hedge is None and via is not None and voice.name is not None:
            hedge = self._hedges.denied_by(voice.name, end)
        if hedge is None and occasion is not None:
            goes_on = self._hedges.of(occasion, start, end)
            hedge = goes_on if goes_on is not None and goes_on.hedge in (Hedge.ALLEGED, Hedge.PLANNED) else None
        # What the statement itself tells ("denied saying …") is its speaker's act, and stands.
        unsaid = hedge is not None and not hedge.hedge.was_said and not start <= hedge.start < hedge.end <= end
        mention_start = parse.start[voice.first] if told_by else None
        return Statement(
            article_id=self._article.id,
            start=start,
            end=end,
            text=text[start:end],
            kind=kind,
            speaker=None if unsaid else as_written(voice.name, text),
            speaker_type=None if unsaid else type_of(parse, self._book, voice),
            mention=text[mention_start : parse.end[voice.last]] if told_by else None,
            mention_start=mention_start,
            cue=text[parse.start[frame.verb] : parse.end[frame.verb]] if frame is not None else None,
            said_on=when,
            venue=self._words(*where) if where is not None else None,
            via=(via.name if via.pronoun else text[parse.start[via.first] : parse.end[via.last]])
            if via is not None
            else None,
            hedge=hedge.hedge if hedge is not None else None,
            hedge_start=hedge.start if hedge is not None else None,
            hedge_end=hedge.end if hedge is not None else None,
        )

    def _hedge(self, kind: Kind, start: int, end: int, frame: Frame | None) -> Found | None:
        found = self._hedges.of(frame, start, end)
        return found or (self._hedges.talked_about(start, end) if kind is Kind.PARTIAL else None)
