"""Which frame each quoted span belongs to: after it, before it, around it, or the one of the quote before."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from retrieval.attribution.coref.noun_phrases import Voice
from retrieval.attribution.coref.resolver import Voices
from retrieval.attribution.cues.cue_filters import is_mute, merely_possible
from retrieval.attribution.cues.cue_subjects import quoted_by, subject
from retrieval.attribution.cues.cues import Frame
from retrieval.attribution.cues.givers import author_before, giver, of_the_main_clause, told_last
from retrieval.attribution.cues.placed_names import bare_name, behind_a_particle, label, led_by_cue, signer
from retrieval.attribution.cues.quoted_objects import quoted_object, tells_of
from retrieval.attribution.ner import named_at
from retrieval.attribution.parse import NOUNS, PROPER, VERBS, Parse, weak
from retrieval.attribution.quote_masking import LONGEST_LINE, Quote, Shape
from retrieval.lang.en.people import BODY_NOUNS, COMPANIES
from retrieval.lang.en.speech_nouns import SPEECH_NOUNS, WORDS_OF
from retrieval.lang.en.speech_verbs import CUES, QUESTIONED, TELLS

_STOPS, _BRACKETS = (".", "?", "!"), ("(", "[", "-LRB-")
_WIDEST, _LONGEST_MERE = 150, 12  # tokens from a quote to the sentence's end; of "Jane Brown, the mayor, said"
_LONGEST_LABEL, _LONGEST_NAME_LABEL = 14, 8  # of "Jane Brown, Harbour Post:" and "Jane Brown on Twitter:"
_SUBORDINATE = frozenset("after before since because although though while when if unless until".split())


@dataclass(frozen=True, slots=True)
class Attributed:
    """A quoted span with its frame (None: continued from another quote) and voice.

    ``how`` names the rule; ``occasion`` is the frame that tells when and where, of the quote that it continues.
    """

    quote: int
    frame: Frame | None
    voice: Voice
    how: str
    occasion: Frame | None = None


class Attribution:
    """Finds the frame of each quote of one article.

    Args:
        parse: its tokens.
        quotes: its quotes.
        frames: its attributions.
        voices: who its noun phrases stand for.
        asked: the quotes, by index, that end in a question to somebody.
        beside: those with nothing between them and another.
    """

    def __init__(
        self,
        parse: Parse,
        quotes: list[Quote],
        frames: list[Frame],
        voices: Voices,
        asked: Collection[int] = (),
        beside: Collection[int] = (),
    ) -> None:
        self._parse, self._quotes, self._asked, self._beside = parse, quotes, asked, beside
        titles = {n for n, quote in enumerate(quotes) if quote.shape is Shape.TITLE} | {-1}
        self._frames = [f for f in frames if parse.quote[f.verb] in titles]
        self._verbs = [f.verb for f in self._frames]
        self._by_verb = {f.verb: f for f in self._frames}
        self._voices = voices
        self._words = Counter(parse.word)
        marks = Counter(q.mark for q in quotes if q.shape is Shape.FULL and q.words > 8)
        self._usual_mark = marks.most_common(1)[0][0] if marks else '"'

    def attributed(self) -> dict[int, Attributed]:
        """For each quote that somebody can be named for, by index."""
        found: dict[int, Attributed] = {}
        previous: Attributed | None = None
        for index, quote in enumerate(self._quotes):
            if index not in self._parse.quote_tokens:
                continue
            made = self._signed(index) or self._by_frame(index) or self._signed(index, below=True)
            if made is None and quote.shape is Shape.FULL:
                made = (
                    self._named_behind(index)
                    or self._led_in(index)
                    or self._reported_before(index, previous)
                    or self._in_turn(index, found)
                    or self._continued(index, previous)
                    or (None if index in self._beside else self._given_before(index))
                )
            if made is None and quote.shape is Shape.FULL and self._stands_alone(index):
                nobody = Voice(None, -1, -1, False)
                found[index] = Attributed(index, None, nobody, "nobody")
            elif made is not None:
                found[index] = made
                if quote.shape is Shape.FULL or made.how == "before":
                    previous = made
        self._take_from_next(found)
        return found

    def _take_from_next(self, found: dict[int, Attributed]) -> None:
        """Give a quote that isn't closed at its paragraph's end to whom the one that opens the next is given."""
        for index in sorted(found, reverse=True):
            here, then = found[index], found.get(index + 1)
            if here.how != "nobody" or self._quotes[index].closed or then is None or then.how == "nobody":
                continue
            apart = self._quotes[index + 1].paragraph - self._quotes[index].paragraph
            if apart == 1 and self._opens(index + 1) and self._ends_paragraph(index):
                found[index] = Attributed(index, None, then.voice, "goes on", then.frame or then.occasion)

    def _by_frame(self, index: int) -> Attributed | None:
        shape = self._quotes[index].shape
        rules = {"after": self._after, "before": self._before, "around": self._around, "object": self._object}
        order = {
            Shape.FULL: ["after", "before", "around"],
            Shape.FRAGMENT: ["around", "labelled", "object"],
            Shape.TITLE: ["labelled"],
        }[shape]
        for how in order:
            frame = rules[how](index) if how in rules else self._labelled(index)
            if how == "after" and frame is not None and self._is_led_in_by_its_author(frame, index):
                continue
            if how == "before" and frame is not None:
                frame = of_the_main_clause(self._parse, frame, self._parse.quote_tokens[index][0])
            voice = self._voices.at(frame.source) if frame is not None and frame.source >= 0 else None
            if frame is not None and voice is not None:
                if voice.name is None and self._parse.lower[frame.source] == "it":
                    voice = self._body_before(frame.source) or voice
                silent = is_mute(self._parse, frame) and not voice.person
                return Attributed(index, frame, replace(voice, name=None) if silent else voice, how)
        return None

    def _is_led_in_by_its_author(self, frame: Frame, index: int) -> bool:
        """Whether "Jones wrote a note saying, “…,” the note said" tells before the quote whose it is."""
        parse = self._parse
        if parse.lower[frame.source] not in SPEECH_NOUNS and not weak(parse, frame.source):
            return False
        return self._said_before(index)

    def _body_before(self, token: int) -> Voice | None:
        """The body that "it" stands for in "it said": the nearest subject before, where that is one; None in doubt.

        Of a statement or a letter, who gave it: "A statement from Jones was read. “…,” it said."
        """
        parse = self._parse
        if (author := author_before(parse, token)) >= 0:
            return self._voices.at(author)
        for before in range(token - 1, -1, -1):
            if parse.paragraph[before] < parse.paragraph[token] - 1:
                break
            subject = parse.dep[before] == "nsubj" and parse.dep[parse.head[before]] in ("ROOT", "conj")
            if not subject or parse.stand_in[before] or parse.quote[before] >= 0 or parse.tag[before] == "PRP":
                continue
            voice = self._voices.at(before)
            is_body = parse.tag[before] in PROPER or parse.lower[before] in BODY_NOUNS | COMPANIES
            if voice is None or voice.name is None or not (voice.person or is_body):
                return None  # a thing may be meant
            if not voice.person:
                return voice
        return None

    def _signed(self, index: int, *, below: bool = False) -> Attributed | None:
        """ "…" — Jones, mayor of Bremen: a signature behind a quote, on its line or ``below`` it."""
        parse = self._parse
        _, at = parse.quote_tokens[index]
        if self._quotes[index].shape is not Shape.FULL or at >= len(parse):
            return None
        beside = parse.paragraph[at] == self._quotes[index].paragraph
        if below == beside or (below and (not self._ends_paragraph(index) or parse.word[at] == "-")):
            return None
        last = signer(parse, at)
        voice = self._voices.at(last) if last >= 0 else None
        return Attributed(index, Frame(at, "—", "colon", last, []), voice, "signed") if voice is not None else None

    def _named_behind(self, index: int) -> Attributed | None:
        """ "…," Jones. / "…," Jones from his desk: a name where the verb is missing."""
        parse = self._parse
        begin, end = self._region_after(index)
        if begin < 2 or begin >= end or parse.word[begin - 2] != ",":
            return None
        last = bare_name(parse, begin, end)
        voice = self._voices.at(last) if last >= 0 else None
        return Attributed(index, None, voice, "named behind") if voice is not None else None

    def _ends_paragraph(self, index: int) -> bool:
        parse = self._parse
        _, end = parse.quote_tokens[index]
        return end >= len(parse) or parse.paragraph[end] == self._quotes[index].paragraph + 1

    def _within(self, begin: int, end: int) -> list[Frame]:
        return self._frames[bisect_left(self._verbs, begin) : bisect_left(self._verbs, end)]

    def _region_after(self, index: int) -> tuple[int, int]:
        parse = self._parse
        _, begin = parse.quote_tokens[index]
        paragraph = self._quotes[index].paragraph
        end = begin
        widest = min(len(parse), begin + _WIDEST)
        while end < widest and parse.paragraph[end] == paragraph and not parse.stand_in[end]:
            if parse.word[end] in (*_STOPS, ";"):
                break
            end += 1
        return begin, end

    def _region_before(self, index: int) -> tuple[int, int]:
        parse = self._parse
        end, _ = parse.quote_tokens[index]
        paragraph = self._quotes[index].paragraph
        begin = end
        widest = max(0, end - _WIDEST)
        while begin > widest and parse.paragraph[begin - 1] == paragraph and not parse.stand_in[begin - 1]:
            if parse.word[begin - 1] in _STOPS:
                break
            begin -= 1
        return begin, end

    def _after(self, index: int) -> Frame | None:
        """ "…," Jones said / said Jones, / Jones, who leads the party, said."""
        parse = self._parse
        begin, end = self._region_after(index)
        if begin >= end:
            return None
        ended = parse.word[begin - 2] in _STOPS if begin >= 2 else False
        opens = ended and parse.word[begin][0].isupper()
        if opens and (parse.word[begin - 2] == "." or parse.tag[begin] not in PROPER):
            return self._mere_said(begin, end)
        if parse.word[begin] == ":":
            return None  # a headline: "…": Port Garvie's dockers down tools
        if ended and parse.word[begin] in _BRACKETS:
            return None  # "…." (The council said later that it was an error.)
        if ended and self._leads_next(end):
            return None
        if parse.lower[begin] in _SUBORDINATE or (parse.lower[begin] == "as" and self._said_before(index)):
            return self._closing_said(begin, end)
        for frame in self._within(begin, end):
            if frame.source < 0 or frame.group in ("mind", "show") or (frame.group == "act" and ended):
                continue
            tells = (t for t in frame.content if t > frame.verb and not parse.stand_in[t])
            if opens and any(parse.dep[t] == "ccomp" for t in tells):
                continue  # "…?" Jones said that he would go.
            if parse.lower[frame.verb - 1] == "as" and frame.source > frame.verb:
                continue  # "…," as quoted by the Post
            if parse.tag[frame.verb] == "VBG" and frame.source < begin and self._said_before(index):
                continue
            nearest = min(frame.verb, parse.left[frame.source], frame.source) if frame.source >= begin else frame.verb
            if nearest - begin > 2:
                break
            # "Jones, who speaks on Monday, said": the verb of the relative clause attributes nothing.
            main = [f for f in self._within(frame.verb + 1, end) if f.source == frame.source]
            quoted = [
                f for f in self._within(frame.verb + 1, end) if quoted_by(parse, f.verb, f.source) == frame.source
            ]
            if quoted:
                return quoted[0]  # "…," the Post quoted Jones as saying.
            return main[0] if parse.dep[frame.verb] == "relcl" and main else frame
        return self._any_verb_after(begin, end, ended)

    def _mere_said(self, begin: int, end: int) -> Frame | None:
        """ "…." Jones said.: a sentence that lacks what was said tells who said the quote before it."""
        parse = self._parse
        if end >= len(parse) or parse.word[end] != "." or end - begin > _LONGEST_MERE:
            return None
        frames = self._within(begin, end)
        if len(frames) != 1 or frames[0].lemma not in ("say", "ask") or frames[0].content or frames[0].source < begin:
            return None
        whole = parse.left[frames[0].source] == begin and frames[0].verb == end - 1
        return frames[0] if whole else None

    def _closing_said(self, begin: int, end: int) -> Frame | None:
        """ "…," since many cases were close, said Jones: past a clause that only tells of the occasion."""
        parse = self._parse
        closing = [f for f in self._within(begin, end) if f.group == "say" and begin <= f.source]
        return next((f for f in closing if parse.word[min(f.verb, parse.left[f.source]) - 1] == ","), None)

    def _said_before(self, index: int) -> bool:
        """Whether a cue stands right before a quote: "Jones said, '…,' promising more"."""
        _, end = self._region_before(index)
        return any(f.source >= 0 and f.group == "say" for f in self._within(end - 2, end))

    def _leads_next(self, end: int) -> bool:
        """Whether the words after a quote lead in the next one: "…?" Then Jones wrote, "…"."""
        parse = self._parse
        return end < len(parse) and parse.stand_in[end] and parse.word[end - 1] in (",", ":")

    def _any_verb_after(self, begin: int, end: int, ended: bool) -> Frame | None:
        """ "…," reacted Jones: right after a quote that ends in a comma any verb with a subject attributes."""
        parse = self._parse
        if begin < 2 or ended or parse.word[begin - 2] != ",":
            return None
        if parse.tag[begin] in ("VBD", "VBZ", "VBN") and begin + 1 < end:
            source = subject(parse, begin)
            after = [t for t in parse.children_by(begin, "dobj") if parse.left[t] == begin + 1]
            if source < 0 and parse.right[begin] == end and after:
                source = after[0]  # "…," grinned the 19-year-old.
            source = source if source > begin else behind_a_particle(parse, begin, end)
            if source > begin:
                return Frame(begin, parse.lower[begin], "quote", source, [])
        for at in range(begin, min(end, begin + 12)):
            if parse.tag[at] in ("VBD", "VBZ") and parse.lower[at] not in ("is", "was", "has", "had", "does", "did"):
                source = subject(parse, at)
                if (
                    begin <= source < at
                    and parse.tag[source] not in ("WDT", "WP")
                    and min(parse.left[source], source) - begin <= 1
                    and at - parse.right[source] <= 3
                ):
                    return Frame(at, parse.lower[at], "quote", source, [])
                break
        return None

    def _before(self, index: int) -> Frame | None:
        """Jones said: "…" / Jones, asked about it, said that "…"."""
        parse = self._parse
        begin, end = self._region_before(index)
        if begin >= end:
            return None
        labelled = self._labelled(index)
        if labelled is not None:
            return labelled
        cue, name = led_by_cue(parse, begin, end)
        if cue >= 0:
            return Frame(cue, *CUES[parse.lower[cue]], name, [])
        candidates = [f for f in self._within(begin, end) if f.source >= 0 and f.group not in ("mind", "show")]
        candidates += [f for f in self._within(begin, end) if f.source >= 0 and f.group == "show" and end - f.verb <= 3]
        if not candidates:
            return self._any_verb_before(begin, end)
        chain = self._chain(index)
        near = [f for f in candidates if end - f.verb <= 2 and f.group != "according"]
        linked = [f for f in candidates if f.verb in chain]
        strong = [f for f in candidates if f.group in ("say", "quote") and not weak(parse, f.source)]
        strong = [f for f in strong if parse.dep[f.verb] != "acl"] or strong
        if near:
            return near[-1]
        if parse.word[end - 1] in (":", ",") and self._is_told(candidates[-1]):
            return candidates[-1]
        if linked:
            return linked[-1]
        if parse.word[end - 1] in (":", ","):
            return (strong or candidates)[-1]
        return None

    def _is_told(self, frame: Frame) -> bool:
        """Whether "told those at the hospital:" says whom, and leaves what to the quote behind it."""
        parse = self._parse
        hearers = parse.children_by(frame.verb, "dobj", "dative")
        told = parse.lower[frame.verb] in TELLS and bool(hearers) and not parse.children_by(frame.verb, "ccomp")
        return told and parse.dep[frame.verb] != "relcl" and not weak(parse, frame.source)

    def _any_verb_before(self, begin: int, end: int) -> Frame | None:
        """Jones lobbies for more pay: "…": a clause that ends in a colon attributes by any verb."""
        parse = self._parse
        if parse.word[end - 1] != ":":
            return None
        for at in range(begin, end):
            main = parse.dep[at] in ("ROOT", "conj") or parse.stand_in[parse.head[at]]
            asked = parse.children_by(at, "nsubjpass") if parse.lower[at] in QUESTIONED else []
            if asked and (main or parse.dep[at] == "ccomp"):
                return Frame(at, parse.lower[at], "colon", asked[0], [])
            if parse.tag[at] in VERBS and main:
                source = subject(parse, at)
                if source >= 0 and not weak(parse, source):
                    return Frame(at, parse.lower[at], "colon", source, [])
        return None

    def _labelled(self, index: int) -> Frame | None:
        """Jones: "…" as in transcripts and headlines."""
        parse = self._parse
        begin, end = self._region_before(index)
        if end - begin < 2 or parse.word[end - 1] != ":" or end - begin > _LONGEST_LABEL:
            return None
        if end - begin == 3 and parse.tag[begin] == "PRP$" and parse.lower[begin + 1] in WORDS_OF:
            return Frame(end - 1, ":", "colon", begin, [])  # His words: "…"
        if (last := label(parse, begin, end - 1)) >= 0:
            return Frame(end - 1, ":", "colon", last, [])
        if end - begin > _LONGEST_NAME_LABEL or any(f.source >= 0 for f in self._within(begin, end)):
            return None
        names = [t for t in range(begin, end - 1) if parse.tag[t] in ("NNP", "NNPS")]
        if names and (self._is_introduced(begin, end - 2)):
            return Frame(end - 1, ":", "colon", end - 2, [])
        if not names or any(parse.tag[t] in ("NN", "NNS") for t in range(begin, names[0])):
            return None
        source = names[0]
        while source + 1 in names:
            source += 1
        follows = parse.lower[source + 1]
        opens = names[0] == begin or all(parse.tag[t] in ("DT", "JJ") for t in range(begin, names[0]))
        if self._is_mere_label(source):
            return None
        if (opens and follows in (":", "on", "in", "via", "at", "to")) or parse.lower[begin] == "here":
            return Frame(end - 1, ":", "colon", source, [])
        return None

    def _is_introduced(self, begin: int, last: int) -> bool:
        """Whether a label is an office with a name: "Minister for Ports Jane Brown"."""
        parse = self._parse
        named = named_at(parse, last)
        plain = all(
            parse.tag[t] in (*NOUNS, "IN", "DT", "POS", "HYPH", "JJ", "-LRB-", "-RRB-") for t in range(begin, last)
        )
        return named is not None and named.person and len(named.words) > 1 and named.last == last and plain

    def _is_mere_label(self, source: int) -> bool:
        """Whether a word before a colon isn't a name: "Excerpt:"."""
        voice = self._voices.at(source)
        if voice is None or voice.name is None or voice.person or " " in voice.name or voice.name.isupper():
            return False
        return self._words[voice.name] < 2

    def _object(self, index: int) -> Frame | None:
        """Jones thanked “the nurses who …”."""
        first, end = self._parse.quote_tokens[index]
        return quoted_object(self._parse, first, end, self._quotes[index].words)

    def _given_before(self, index: int) -> Attributed | None:
        """A quote without a cue is theirs who were asked, issued a statement or are furious in the sentence before."""
        if not self._begins_sentence(index):
            return None
        first, _ = self._parse.quote_tokens[index]
        source, only_person = giver(self._parse, first)
        voice = self._voices.at(source) if source >= 0 else None
        if voice is None or voice.name is None or (only_person and not voice.person):
            return None
        return Attributed(index, None, voice, "given before")

    def _chain(self, index: int) -> list[int]:
        """The tokens above the quote in the parse, nearest first."""
        parse = self._parse
        first, end = parse.quote_tokens[index]
        for start in range(first, end):
            token = parse.head[start]
            if parse.quote[token] == index:
                continue
            chain: list[int] = []
            while len(chain) < 40:
                chain.append(token)
                if parse.head[token] == token:
                    break
                token = parse.head[token]
            return chain
        return []

    def _around(self, index: int) -> Frame | None:
        for token in self._chain(index):
            frame = self._by_verb.get(token)
            if frame is not None and frame.source >= 0 and frame.source not in range(*self._parse.quote_tokens[index]):
                if frame.group == "show" and weak(self._parse, frame.source):
                    continue
                if not tells_of(self._parse, frame, index):
                    continue
                if merely_possible(self._parse, frame):
                    continue
                return frame
        return None

    def _led_in(self, index: int) -> Attributed | None:
        """A quote whose paragraph follows a colon or "said in a statement." is said by the speaker before it."""
        parse = self._parse
        first, _ = parse.quote_tokens[index]
        if not self._opens(index) or first == 0:
            return None
        last = first - 1
        comma = parse.word[last] == "," and any(f.group == "say" for f in self._within(last - 2, last))
        is_far = parse.paragraph[last] < self._quotes[index].paragraph - 1
        if is_far or parse.stand_in[last] or (parse.word[last] != ":" and not comma):
            return None
        low, high = parse.sentence_of(last)
        low = min(low, high - 1)
        candidates = [f for f in self._within(low, high) if f.source >= 0 and f.group in ("say", "quote", "act")]
        ranked = [f for f in candidates if not weak(parse, f.source)] or candidates
        frame = ranked[-1] if ranked else self._any_verb_before(low, high)
        if frame is None:
            names = [t for t in range(low, high) if parse.tag[t] == "NNP" and not parse.stand_in[t]]
            if names and high - low <= 12 and not self._is_mere_label(names[-1]):
                frame = Frame(last, ":", "colon", names[-1], [])
        voice = self._voices.at(frame.source) if frame is not None else None
        return Attributed(index, frame, voice, "lead-in") if voice is not None else None

    def _continued(self, index: int, previous: Attributed | None) -> Attributed | None:
        """A quote that goes on with the one before, in its paragraph or at the start of the next."""
        if previous is None or not self._can_continue(index, previous):
            return None
        at = told_last(self._parse, self._parse.quote_tokens[previous.quote][1], self._parse.quote_tokens[index][0])
        other = self._voices.at(at) if at >= 0 else None
        if other is not None and other.person and " " in (other.name or "") and other.name != previous.voice.name:
            return Attributed(index, None, other, "given before")
        same = self._quotes[index].paragraph == self._quotes[previous.quote].paragraph
        how = "continued" if same else "next paragraph"
        return Attributed(index, None, previous.voice, how, previous.frame or previous.occasion)

    def _in_turn(self, index: int, found: Mapping[int, Attributed]) -> Attributed | None:
        """The third of three short lines, a paragraph each, after those of two people who speak in turn."""
        three = self._quotes[max(0, index - 2) : index + 1]
        if len(three) < 3 or any(quote.words > LONGEST_LINE for quote in three) or not self._is_alone(index):
            return None
        lines = [found.get(index - 2), found.get(index - 1)]
        for back, line in zip((2, 1), lines, strict=True):
            quote = self._quotes[index - back]
            if line is None or line.how != "after" or not quote.closed or not self._opens(index - back):
                return None
            if self._quotes[index].paragraph - quote.paragraph != back or line.voice.name is None:
                return None
        first, second = (line for line in lines if line is not None)
        return None if first.voice.name == second.voice.name else Attributed(index, None, first.voice, "in turn")

    def _is_alone(self, index: int) -> bool:
        """Whether a quote is a paragraph of its own."""
        return self._opens(index) and self._ends_paragraph(index)

    def _can_continue(self, index: int, previous: Attributed) -> bool:
        if not self._begins_sentence(index) or self._is_heading(index) or index in self._beside:
            return False
        apart = self._quotes[index].paragraph - self._quotes[previous.quote].paragraph
        if apart == 1 and self._answers(previous):
            return False
        return apart == 0 or (apart == 1 and self._is_alone(index))

    def _answers(self, previous: Attributed) -> bool:
        """Whether the paragraph before ends in somebody's question, so that the next may be another's answer."""
        return self._quotes[previous.quote].closed and previous.quote in self._asked

    def _stands_alone(self, index: int) -> bool:
        """Whether a quote that nobody can be named for still reads as somebody's words."""
        quote = self._quotes[index]
        long = quote.words >= 3 or (quote.inner_end - quote.inner_start >= 6 and quote.words >= 1)
        return long and not self._is_heading(index) and (quote.words < 3 or self._begins_sentence(index))

    def _begins_sentence(self, index: int) -> bool:
        """Whether a quote stands where a sentence can begin, and isn't a part of the article's own."""
        parse, quote = self._parse, self._quotes[index]
        begin, end = parse.quote_tokens[index]
        inner = parse.word[end - 2] if end >= 2 else ""
        runs_on = end < len(parse) and parse.paragraph[end] == quote.paragraph and parse.word[end][0].isalnum()
        if runs_on and inner not in (",", ".", "?", "!"):
            return False
        if begin == 0 or parse.paragraph[begin - 1] != quote.paragraph or parse.stand_in[begin - 1]:
            return True
        if parse.word[begin - 1] in (",", "-", "–", "—"):
            low, _ = self._region_before(index)
            return low > 0 and parse.stand_in[low - 1] and begin - low < 15
        return not parse.word[begin - 1][-1].isalnum()

    def _is_heading(self, index: int) -> bool:
        """Whether a short quote is a paragraph of its own in marks that the article's other quotes don't have."""
        quote = self._quotes[index]
        if quote.words > 8 or not self._opens(index):
            return False
        _, end = self._parse.quote_tokens[index]
        closes = end >= len(self._parse) or self._parse.paragraph[end] != quote.paragraph
        return closes and quote.mark in "'‘" and self._usual_mark not in "'‘"

    def _reported_before(self, index: int, previous: Attributed | None) -> Attributed | None:
        """A quote without a cue behind a sentence that reports somebody is that person's: "Jones agreed. '…'".

        Where it could as well continue the quote before, only a person named in the sentence's main clause takes it.
        """
        parse = self._parse
        first, _ = parse.quote_tokens[index]
        last = first - 1
        if last < 0 or parse.stand_in[last] or parse.paragraph[last] < self._quotes[index].paragraph - 1:
            return None
        low, high = parse.sentence_of(last)
        if any(parse.stand_in[t] for t in range(low, min(high, first))):
            return None
        opens = self._opens(index)
        if opens and parse.word[last] == "?":  # "And what did Jones say?": whoever is asked answers
            return None
        rival = previous.voice.name if previous is not None and self._can_continue(index, previous) else None
        free = rival is None and not opens
        if not free and (self._is_heading(index) or not self._begins_sentence(index)):
            return None
        reports = sorted(
            self._within(low, min(high, first)),
            # "Westmark, which reports today, has seen it, said Jones."
            key=lambda f: (f.group == "according", parse.dep[f.verb] not in ("ROOT", "conj")),
        )
        if any(parse.quote[t] >= 0 and parse.word[t] == "?" for t in range(low, min(high, first))):
            reports = [f for f in reports if parse.quote[f.verb - 1] >= 0]  # "“why wait?” asked Jones."
        for frame in reports:
            main = parse.dep[frame.verb] in ("ROOT", "conj") or parse.dep[parse.head[frame.verb]] == "ROOT"
            told = frame.group in ("say", "act") or (frame.group == "according" and not opens)
            told = told and not (parse.dep[frame.verb] == "advcl" and parse.lower[frame.verb] in QUESTIONED)
            if frame.source < 0 or not told or not (main or free):
                continue
            voice = self._voices.at(frame.source)
            if voice is None or voice.name is None or weak(parse, frame.source):
                continue
            if not free and not voice.person:
                return None
            if voice.name == rival:
                return None
            return Attributed(index, None, voice, "reported above" if opens else "reported before", frame)
        return None

    def _opens(self, index: int) -> bool:
        """Whether the quote opens its paragraph."""
        parse = self._parse
        first, _ = parse.quote_tokens[index]
        return first == 0 or parse.paragraph[first - 1] != parse.paragraph[first]
