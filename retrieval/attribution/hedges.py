"""Hedges: what an article says against its own quotations, so that words that weren't said have no speaker.

A hedge is looked for where it governs the words: at the cue and at what stands above it in the sentence ("there is no
evidence that X said"), at the noun whose words they are ("a doctored clip"), in the question that they answer, in the
sentences after them ("Falk said no such thing"), in verdict lines and editors' notes, and in the data of a fact
check's page.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from retrieval.attribution.cues.cues import Frame
from retrieval.attribution.parse import NOUNS, PROPER, VERBS, Parse
from retrieval.attribution.quote_masking import Quote
from retrieval.lang import tokens
from retrieval.lang.en import hedging_words as words
from retrieval.lang.en.function_words import CONDITIONS, DENIALS, THIRD_PERSON
from retrieval.lang.en.speech_nouns import SPEECH_NOUNS
from retrieval.lang.en.speech_verbs import CUES
from retrieval.model import Article, Hedge, Review, Statement

_HIGHEST = 8
"""Steps up the parse, from a cue to what governs it."""

_LATER = 2
"""Sentences behind the words in which they may be taken back."""

_VERDICT = re.compile(words.VERDICT + r"\s*[:–—-]\s*(?P<value>.{0,80})", re.IGNORECASE)
_VERDICT_HEAD = re.compile(words.VERDICT + r"\s*", re.IGNORECASE)
_VERDICT_BELOW = re.compile(r"(?P<value>[^.!?\n]{0,60})")
_VERDICT_FALSE = re.compile(words.VERDICT_FALSE, re.IGNORECASE)
_LABELS_FALSE = re.compile(words.LABELS_FALSE, re.IGNORECASE)
_IS_FALSE = re.compile(words.IS_FALSE, re.IGNORECASE)
_WIDEST_VERDICT = 60
_CLAIM = re.compile(words.CLAIM, re.IGNORECASE)
_GOES_AROUND = re.compile(words.GOES_AROUND, re.IGNORECASE)
_IS_CLAIMED = re.compile(words.IS_CLAIMED, re.IGNORECASE)
_NOTE = re.compile(words.NOTE, re.IGNORECASE)
_ASKS = re.compile(rf"(?:{'|'.join(words.OPEN_QUESTIONS)})\b", re.IGNORECASE)
_ASKED_WHETHER = re.compile(words.ASKED_WHETHER, re.IGNORECASE)
_NOT_SAID = re.compile(words.NOT_SAID_AFTER_ALL, re.IGNORECASE)

_FEWEST_OF_A_CLAIM = 3
"""Words of a statement that stand together in a claim, or terms in both: with fewer it isn't about the claim."""

_SHARE_OF_A_CLAIM = 0.67
"""Share of the shorter one's terms that both must have."""

_LOWEST = re.compile(r"[01](?:\.\d+)? of ")
_VERDICT_TRUE = re.compile(words.VERDICT_TRUE, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A hedge and where the article says so, in code points."""

    hedge: Hedge
    start: int
    end: int


class Hedges:
    """The hedges of one article.

    Args:
        text: the article's text.
        paragraphs: ``(start, end)`` of each.
        parse: its parse.
        quotes: its quotes, by which the parse counts.
    """

    def __init__(self, text: str, paragraphs: list[tuple[int, int]], parse: Parse, quotes: list[Quote]) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._parse = parse
        self._quotes = quotes
        self._false = self._paragraphs_found_false()

    def of(self, frame: Frame | None, start: int, end: int) -> Found | None:
        """The hedge on the words from ``start`` to ``end``, attributed by ``frame``; None where there is none."""
        found = self._false.get(self._paragraph_at(start)) or self._asked_whether(start, end)
        found = found or self._taken_back(start, end)
        if found is None and frame is not None and frame.group not in ("according", "noun"):
            cue = frame.verb
            if start <= self._parse.start[cue] < end and self._parse.lower[cue] in words.DENIES:
                return self._found(Hedge.DENIED, cue, cue)
            found = self._governing(frame, start, end)
        return found or self._at_own_verb(frame, start) or self._asked_before(start)

    def _at_own_verb(self, frame: Frame | None, start: int) -> Found | None:
        """What governs the verb that a quote hangs on, where another one attributes it: "'…', X did not say"."""
        parse = self._parse
        for index, (first, last) in parse.quote_tokens.items():
            if self._quotes[index].start != start:
                continue
            above = {parse.head[token] for token in range(first, last)} - set(range(first, last))
            # "What Jones should have said is, '…'."
            for verb in above.union(*(parse.children_by(token, "csubj") for token in above)):
                is_cue = parse.lower[verb] in CUES and parse.tag[verb] in VERBS
                if is_cue and (frame is None or verb != frame.verb):
                    return self._governing(Frame(verb, *CUES[parse.lower[verb]], -1, []), start, start)
        return None

    def _paragraph_at(self, offset: int) -> int:
        return next((n for n, (_, end) in enumerate(self._paragraphs) if offset < end), -1)

    def _paragraphs_found_false(self) -> dict[int, Found]:
        """The paragraphs whose quotations a label, a verdict line or an editor's note says are false."""
        found: dict[int, Found] = {}
        spans = [self._text[start:end] for start, end in self._paragraphs]
        claims = [n for n, span in enumerate(spans) if _CLAIM.match(span)]
        for n, span in enumerate(spans):
            start = self._paragraphs[n][0]
            if label := _LABELS_FALSE.match(span):
                found[n] = Found(Hedge.FALSE, start, start + label.end())
            verdict = _VERDICT.match(span) or self._headed_verdict(n)
            if verdict and _VERDICT_FALSE.search(verdict["value"]):
                for claim in [c for c in claims if c < n][-1:] or self._claimed(n):
                    found[claim] = Found(Hedge.FALSE, start, start + verdict.end())
            if _NOTE.match(span) and (told := _NOT_SAID.search(span)):
                order = (*range(n - 1, -1, -1), *range(n + 1, len(spans)))
                meant = next((m for m in order if any(q.paragraph == m for q in self._quotes)), None)
                if meant is not None:
                    found[meant] = Found(Hedge.RETRACTED, start + told.start(), start + told.end())
        return found

    def _headed_verdict(self, n: int) -> re.Match[str] | None:
        """A verdict in a paragraph below its heading: "Our verdict", and then "False. The crowd …"."""
        heading = self._text[slice(*self._paragraphs[n - 1])] if n else ""
        return (
            _VERDICT_BELOW.match(self._text[slice(*self._paragraphs[n])]) if _VERDICT_HEAD.fullmatch(heading) else None
        )

    def _claimed(self, verdict: int) -> list[int]:
        """The paragraphs above a verdict that tell of words going around; else the first one with a quote.

        What experts say of the claim, and what was really said, stands in others.
        """
        quoting = sorted({quote.paragraph for quote in self._quotes if quote.paragraph < verdict})
        masked = {n: self._masked(*self._paragraphs[n]) for n in quoting}
        told = [n for n in quoting if _GOES_AROUND.search(masked[n])]
        # "Kane, an engineer, examined the clip. “…,” she said" is an expert's.
        told = [n for n in told if n == quoting[0] or _IS_CLAIMED.search(masked[n])]
        return told or quoting[:1]

    def _taken_back(self, start: int, end: int) -> Found | None:
        """A later sentence, outside of quotation marks, by which the words were never said."""
        number = self._paragraph_at(start)
        behind = self._paragraphs[number : number + 2]
        # Behind other words, in a later paragraph, it is those that are taken back.
        others = [q.end for q in self._quotes if q.paragraph == number + 1 and not start <= q.start < end]
        area = self._masked(end, min([*others[:1], behind[-1][1]]) if behind else end)
        for sentence in list(re.finditer(r"[^.!?]+[.!?]*", area))[: _LATER + 1]:
            if told := _NOT_SAID.search(sentence.group()):
                at = end + sentence.start()
                return Found(Hedge.FALSE, at + told.start(), at + told.end())
        return None

    def denied_by(self, speaker: str, end: int) -> Found | None:
        """Where one whose words another tells denies them, in one of the next sentences: "Jones denies it", "He denied
        having said it".
        """
        parse = self._parse
        at = bisect_left(parse.start, end)
        until = parse.sentence[min(at, len(parse) - 1)] + _LATER
        for verb in range(at, len(parse)):
            if parse.sentence[verb] > until:
                break
            if parse.lower[verb] in words.DENIES_FLATLY and parse.quote[verb] < 0:
                what = [parse.lower[t] for t in parse.children_by(verb, "dobj", "xcomp", "ccomp")]
                who = [parse.word[t] for t in parse.children_by(verb, "nsubj")]
                is_theirs = speaker.split()[-1] in who or not THIRD_PERSON.isdisjoint(map(str.lower, who))
                if words.THE_CLAIM.intersection(what) and is_theirs:
                    return self._found(Hedge.DENIED, verb, verb)
        return None

    def _masked(self, start: int, end: int) -> str:
        """The text from ``start`` to ``end`` with what it quotes made blank, offsets kept."""
        area = list(self._text[start:end])
        for quote in self._quotes:
            for at in range(max(quote.start, start), min(quote.end, end)):
                area[at - start] = " "
        return "".join(area)

    def _governing(self, frame: Frame, start: int, end: int) -> Found | None:
        """What the sentence of a cue says against it: at the cue, above it, or of who is said to speak."""
        found = self._at_cue(frame, start)
        below = frame.verb
        for at in self._path(frame.verb):
            if found is not None:
                break
            found, below = self._above(at, below), at
        return found or self._in_a_fake(frame.verb, end) or self._at_source(frame) or self._as_a_question(frame)

    def _in_a_fake(self, token: int, end: int) -> Found | None:
        """What is told of that which holds the words: "a fake post which claims X said", "the claim … is false"."""
        parse = self._parse
        for _ in range(_HIGHEST):
            above, dep = parse.head[token], parse.dep[token]
            if above == token:
                return None
            if dep in ("relcl", "acl") and parse.tag[above] in ("NN", "NNS"):
                top = parse.head[above] if parse.dep[above] in ("nsubj", "nsubjpass") else above
                if found := self._fake(above):
                    return found
                if parse.lower[above] in SPEECH_NOUNS | words.HOLD_SPEECH:
                    false = _IS_FALSE.match(self._masked(end, end + _WIDEST_VERDICT))
                    return Found(Hedge.FALSE, end, end + false.end()) if false else self._is_found_false(top)
            elif dep in ("ccomp", "csubj") and (found := self._is_found_false(above)):
                return found
            token = above
        return None

    def _is_found_false(self, verb: int) -> Found | None:
        """Whether a verb tells that its subject is "false", "a fabrication", "not true"."""
        parse = self._parse
        negated = bool(parse.children_by(verb, "neg"))
        for told in parse.children_by(verb, "acomp", "attr", "oprd"):
            says_no = parse.lower[told] in words.FAKE | words.FALSEHOODS
            says_yes = parse.lower[told] in words.GENUINE
            if (says_no and not negated) or (says_yes and negated):
                return self._found(Hedge.FALSE, verb, told)
        return None

    def _path(self, token: int) -> Iterator[int]:
        """What stands above a cue, up to the head of its sentence."""
        parse = self._parse
        for _ in range(_HIGHEST):
            above = parse.head[token]
            own_clause = parse.dep[token] in ("conj", "advcl", "relcl")
            if parse.dep[token] == "acl" and parse.tag[token] == "VBG" and parse.lower[above] not in words.HOLD_SPEECH:
                return  # "rejected the idea, saying": the participle is the main subject's
            if above == token or (own_clause and parse.children_by(token, "nsubj", "nsubjpass")):
                return
            yield above
            token = above

    def _found(self, hedge: Hedge, first: int, last: int) -> Found:
        first, last = min(first, last), max(first, last)
        return Found(hedge, self._parse.start[first], self._parse.end[last])

    def _at_cue(self, frame: Frame, start: int) -> Found | None:
        parse, verb = self._parse, frame.verb
        for child in parse.children[verb]:
            lower = parse.lower[child]
            if (parse.dep[child] == "neg" or lower in words.NEGATIVES) and not self._leaves_open(frame, start):
                return self._found(Hedge.DENIED, child, verb)
            if parse.dep[child] in ("nsubj", "nsubjpass") and self._is_nobody(child):
                return self._found(Hedge.DENIED, child, verb)
        low, _ = parse.sentence_of(verb)
        before = parse.lower[max(low, verb - 3) : verb]
        if tuple(before[-2:]) in words.SHORT_OF or words.NEARLY.intersection(before[-1:]):
            return self._found(Hedge.DENIED, verb - len(before[-2:]), verb)
        if before[-2:] == ["all", "but"]:
            return self._found(Hedge.HYPOTHETICAL, verb - 2, verb)
        if "than" in before[-1:] and "rather" in before:
            return self._found(Hedge.DENIED, verb - 2, verb)
        if before[-2:] == ["short", "of"] and verb - 3 >= low and parse.lower[verb - 3] in words.STOPS_SHORT:
            return self._found(Hedge.DENIED, verb - 3, verb)
        if before[-2:] == ["instead", "of"] or before[-1:] == ["without"]:
            return self._found(Hedge.DENIED, verb - 1, verb)
        found = self._by_adverb(verb) or self._conditioned(verb)
        return found or (self._by_modal(verb) if frame.group in ("say", "colon") else None)

    def _by_modal(self, verb: int) -> Found | None:
        """ "Will tell them", "should have said", "if asked, he would say": words not said yet, or never."""
        parse = self._parse
        helping = sorted(parse.children_by(verb, "aux"))
        for at in helping:
            lower = parse.lower[at]
            have = "have" in (parse.lower[t] for t in helping)
            only = any(parse.lower[t] == "only" for t in parse.children[verb])  # "could only say"
            if (lower in words.NOT_DONE and not only) or (lower == "would" and (have or self._has_condition(verb))):
                return self._found(Hedge.HYPOTHETICAL, at, verb)
            if lower in ("will", "'ll"):
                return self._found(Hedge.PLANNED, at, verb)
        return None

    def _has_condition(self, verb: int) -> bool:
        parse = self._parse
        low, _ = parse.sentence_of(verb)
        return parse.lower[low] == "if" or any(
            parse.lower[t] == "if" for c in parse.children_by(verb, "advcl") for t in parse.children_by(c, "mark")
        )

    def _leaves_open(self, frame: Frame, start: int) -> bool:
        """Whether a negated verb denies no words: "doesn't believe that", "wouldn't say when", "is not so sure: …"."""
        return frame.group in ("mind", "colon") or _ASKS.match(self._text, start) is not None

    def _is_nobody(self, token: int) -> bool:
        parse = self._parse
        return parse.lower[token] in words.NOBODY or any(
            parse.lower[t] == "no" for t in parse.children_by(token, "det")
        )

    def _by_adverb(self, token: int) -> Found | None:
        for child in self._parse.children[token]:
            lower = self._parse.lower[child]
            if lower in words.FALSELY:
                return self._found(Hedge.FALSE, child, token)
            if lower in words.ALLEGEDLY:
                return self._found(Hedge.ALLEGED, child, token)
        return None

    def _conditioned(self, token: int) -> Found | None:
        for child in self._parse.children_by(token, "mark"):
            if self._parse.lower[child] in CONDITIONS:
                return self._found(Hedge.HYPOTHETICAL, child, token)
        return None

    def _above(self, at: int, below: int) -> Found | None:
        """What a word above the cue says of it; ``below`` is the word between them, or the cue."""
        parse, lower = self._parse, self._parse.lower[at]
        dep = parse.dep[below]
        if lower in words.NOBODY:
            return self._found(Hedge.DENIED, at, at)
        if lower in words.MISQUOTES:
            return self._found(Hedge.FALSE, at, at)
        if parse.tag[at] in NOUNS:
            if lower in words.REPORTS_OF_SPEECH and self._is_nobody(at):
                return self._found(Hedge.DENIED, parse.left[at], at)
            if dep in ("acl", "relcl", "ccomp") and (denied := self._dismissed(at)) is not None:
                return denied
            return self._fake(at)
        if lower in words.SUPPOSES:
            return self._found(Hedge.HYPOTHETICAL, at, at)
        if dep in ("xcomp", "ccomp", "pcomp", "dobj", "advcl", "prep"):
            beside = parse.tag[below] != "VBG" or below - at <= 2
            if lower in words.DENIES and dep in ("xcomp", "ccomp", "dobj") and beside:
                return self._found(Hedge.DENIED, at, at)
            to_do = parse.tag[below] == "VB" and any(parse.lower[t] == "to" for t in parse.children_by(below, "aux"))
            had_said = parse.tag[below] in ("VBN", "VBD") and any(
                parse.lower[t] == "to" for t in parse.children_by(below, "aux")
            )
            if (had_said and lower in words.THOUGHT) or (
                to_do and lower in words.SEEMS and parse.lower[below] in words.PLAIN_SPEECH
            ):
                return self._found(Hedge.ALLEGED, at, at)
            if to_do and lower in ("is", "are") and not parse.children_by(below, "nsubj"):
                return self._found(Hedge.PLANNED, at, at)
            if to_do and lower in words.TO_COME and not parse.children_by(below, "nsubj"):
                return self._found(Hedge.PLANNED, at, at)
            if to_do and lower in words.WANTS and parse.children_by(below, "nsubj"):
                return self._found(Hedge.HYPOTHETICAL, at, at)
        if dep in ("ccomp", "xcomp", "dobj", "prep"):
            for source in parse.children_by(at, "nsubj", "nsubjpass"):
                if (found := self._fake(source)) is not None:
                    return found
                plain = dep in ("ccomp", "dobj") and lower not in words.DENIES | words.DOUBTS
                if plain and self._is_nobody(source):
                    return self._found(Hedge.DENIED, source, at)
                if parse.lower[source] in words.RUMOURS:
                    return self._found(Hedge.ALLEGED, source, at)
            return self._by_adverb(at)
        return None

    def _dismissed(self, claim: int) -> Found | None:
        """Whether somebody denies the claim that holds words: "dismissed as malicious a claim that he had said"."""
        parse, at = self._parse, claim
        if parse.lower[claim] not in words.CLAIMS:
            return None
        for _ in range(2):
            at = parse.head[at]
            if parse.lower[at] in words.DENIES | words.DISMISSES:
                return self._found(Hedge.DENIED, at, at)
        return None

    def _fake(self, noun: int) -> Found | None:
        """Whether a noun is called fake: "an AI-generated clip", "a parody account", "an impostor"."""
        parse = self._parse
        if parse.tag[noun] not in PROPER and parse.lower[noun] in words.FAKE:
            return self._found(Hedge.FALSE, noun, noun)
        made_of = ("acl", "relcl") if parse.lower[noun] in SPEECH_NOUNS | words.HOLD_SPEECH else ()
        for child in parse.children_by(noun, "amod", "compound", "nmod", *made_of):
            made = parse.lower[child] in words.FAKE and parse.tag[child] not in (*PROPER, "VBG", "VBZ")
            if made or (child + 2 <= noun and parse.lower[child : child + 2] in (["ai", "-"], ["made", "-"])):
                return self._found(Hedge.FALSE, child, noun)
            if (found := self._fake(child)) is not None:
                return found
        of = [
            o for p in parse.children_by(noun, "prep") if parse.lower[p] == "of" for o in parse.children_by(p, "pobj")
        ]
        return next((found for o in of if (found := self._fake(o)) is not None), None)

    def _invents(self, hearer: int) -> Found | None:
        """Whether words are told an outlet that makes up its stories: "told the Turnip, a humour website"."""
        parse = self._parse
        for noun in (hearer, *parse.children_by(hearer, "appos")):
            for child in (
                parse.children_by(noun, "amod", "compound", "nmod") if parse.lower[noun] in words.OUTLETS else ()
            ):
                if parse.lower[child] in words.INVENTS:
                    return self._found(Hedge.FALSE, child, noun)
        return None

    def _at_source(self, frame: Frame) -> Found | None:
        """What the article says of the speaker, or of the text that the words stand in."""
        parse, source, verb = self._parse, frame.source, frame.verb
        if source < 0:
            return None
        if (found := self._fake(source)) is not None:
            return found
        low, high = parse.sentence_of(verb)
        for at in range(low, min(high, max(source, verb))):
            poses = parse.lower[at] in words.PRETENDS and parse.lower[at + 1 : at + 3] == ["to", "be"]
            if parse.lower[at] in words.POSES or (poses and parse.tag[at + 3] in PROPER):
                return self._found(Hedge.IMITATED, at, at)
        if parse.lower[verb] in words.MIMICS:
            return self._found(Hedge.OTHERS, verb, verb)
        for hearer in parse.children_by(verb, "dobj", "dative"):
            if (found := self._invents(hearer)) is not None:
                return found
        if parse.lower[verb] in words.SINGS:
            return self._found(Hedge.READ_OUT, verb, verb)
        if parse.lower[verb] in words.READS_OUT and parse.lower[source] not in words.TEXTS:
            objects = [t for t in parse.children[verb] if t > verb and parse.lower[t] in {*words.TEXTS, "from"}]
            if objects:
                return self._found(Hedge.READ_OUT, verb, objects[0])
        holder = parse.head[verb]
        holds_words = parse.lower[holder] in words.TEXTS or parse.lower[holder] in words.NAMED_WORDS
        if parse.dep[verb] in ("acl", "relcl") and holds_words and holder != source:
            above = parse.head[holder] if parse.dep[holder] != "pobj" else parse.head[parse.head[holder]]
            if parse.lower[above] in words.PASSES:
                return self._found(Hedge.OTHERS, above, holder)
        return None

    def _as_a_question(self, frame: Frame) -> Found | None:
        """The narration's own question: "Did X really say '…'?"."""
        parse, verb = self._parse, frame.verb
        low, high = parse.sentence_of(verb)
        opening = [t for t in range(low, verb) if t == low or parse.word[t - 1] == ":"]  # "Fact check: Did X say …?"
        helping = {*parse.children_by(verb, "aux"), *opening}
        asked = sorted(t for t in helping if parse.lower[t] in ("did", "does", "has", "had"))
        if asked and frame.source > asked[0] and parse.word[high - 1] == "?" and parse.quote[high - 1] < 0:
            return self._found(Hedge.QUESTIONED, asked[0], verb)
        return None

    def _asked_whether(self, start: int, end: int) -> Found | None:
        """Words that somebody is asked about: "asked whether he had ever used the words '…', Jones said no"."""
        number = self._paragraph_at(start)
        if number < 0:
            return None
        for quote in self._quotes:
            if start <= quote.start < end:
                begin = self._paragraphs[number][0]
                if asked := _ASKED_WHETHER.search(self._masked(begin, quote.start)):
                    return Found(Hedge.QUESTIONED, begin + asked.start(), quote.start)
        return None

    def _asked_before(self, start: int) -> Found | None:
        """Words that answer a question of the narration with "would": "What would X say? '…', perhaps."."""
        number = self._paragraph_at(start)
        if number < 0:
            return None
        before = self._masked(self._paragraphs[number][0], start)
        if asked := re.search(r"\b(?:what|how) (?:would|might|could)\b[^.?!]*\?\s*\Z", before, re.IGNORECASE):
            at = self._paragraphs[number][0]
            return Found(Hedge.HYPOTHETICAL, at + asked.start(), at + len(before[: asked.end()].rstrip()))
        return None

    def talked_about(self, start: int, end: int) -> Found | None:
        """Quoted words that are talked about rather than said: "criticised the slogan '…'"."""
        parse = self._parse
        for index, quote in enumerate(self._quotes):
            if start <= quote.start < end and index in parse.quote_tokens:
                noun = parse.quote_tokens[index][0] - 1
                if noun < 1 or parse.lower[noun] not in words.NAMED_WORDS:
                    continue
                above = parse.head[noun] if parse.dep[noun] != "pobj" else parse.head[parse.head[noun]]
                if parse.lower[above] not in words.SAID_AGAIN:
                    return self._found(Hedge.MENTIONED, above, noun)
        return None


def reviewed(article: Article, statements: Iterable[Statement]) -> list[Statement]:
    """The statements, each that the article's reviews find false or doubtful with a hedge.

    Words that the claim puts into the speaker's mouth, while somebody else made it, lose their speaker: nothing says
    that they were said. Other ones were said, but are disputed.
    """
    told = [*article.reviews, *(each for place in article.also for each in place.reviews)]
    doubted = [each for each in told if _is_false(each.rating) or not _VERDICT_TRUE.search(each.rating)]
    return [_hedged(each, article, doubted) for each in statements] if doubted else [*statements]


def _hedged(statement: Statement, article: Article, reviews: Iterable[Review]) -> Statement:
    review = next((each for each in reviews if _is_about(statement.text, each.claim)), None)
    if review is None or statement.hedge is not None:
        return statement
    start, end = _place(article.text, review.rating) or (statement.start, statement.end)
    told = {"hedge_start": start, "hedge_end": end}
    surname = tokens.words(statement.speaker or "")[-1:]
    named = bool(surname) and surname[0] in tokens.words(review.claim)
    if named and surname[0] not in tokens.words(review.claimed_by or "") and _is_false(review.rating):
        return statement.model_copy(update={"hedge": Hedge.FALSE, "speaker": None, "speaker_type": None, **told})
    return statement.model_copy(update={"hedge": Hedge.DISPUTED, **told})


def _is_false(rating: str) -> bool:
    return bool(_VERDICT_FALSE.search(rating) or _LOWEST.match(rating))


def _is_about(said: str, claim: str) -> bool:
    """Whether a statement has what a claim says; a statement that says no to it isn't about it."""
    called, claimed = tokens.words(said), tokens.words(claim)
    if DENIALS & (set(called) - set(claimed)):
        return False
    if len(called) >= _FEWEST_OF_A_CLAIM and tokens.run_within(called, claimed):
        return True
    mine, theirs = set(tokens.terms(said)), set(tokens.terms(claim))
    shared = len(mine & theirs)
    return shared >= _FEWEST_OF_A_CLAIM and shared >= _SHARE_OF_A_CLAIM * min(len(mine), len(theirs))


def _place(text: str, rating: str) -> tuple[int, int] | None:
    """Where a text gives the rating; None where it doesn't."""
    found = re.search(rf"\b{re.escape(rating)}\b", text, re.IGNORECASE) if rating[:1].isalpha() else None
    found = found or (_VERDICT_FALSE.search(text) if _VERDICT_FALSE.search(rating) else None)
    return found.span() if found else None
