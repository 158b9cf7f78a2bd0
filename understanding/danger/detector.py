"""Decides whether a message tells of danger: signs × time, against guards, clause by clause.

A *certain* sign is enough by itself unless a guard speaks against it; a *likely* one needs a word of time
(now, since lunch, all of a sudden); a *broad* one a date of today or yesterday. Two likely signs, or one
that is all that was said, are enough without a word of time. Guards and what lifts them:

- idiom (over the sign or inside it), negation, hypothetical ("if someone"): nothing lifts them inside their clause;
- information frame ("signs of", "I read"): lifted by a dated new sign in another clause;
- question frame ("can it cause"): lifted by a dated new sign in the same sentence;
- the past ("in 2019", "since my stroke"): lifted by a dated new sign in the clause of the sign itself.

Both kinds at once: an act already done (overdose, cut veins) is an emergency; a wish to die with a plan or
means is self-harm; otherwise the body comes first, because minutes count.
"""

from dataclasses import dataclass
from typing import Dict, Iterator, Optional, Set, Tuple

from understanding.danger.normalise import Text, normalise
from understanding.danger.patterns import Index, Place, places
from understanding.danger.rules import Group, Rules, load_rules

EMERGENCY, SELF_HARM = "emergency", "self_harm"
IDIOM_WORDS = 4  # an idiom this long silences even a longer sign around it
FEW_WORDS = 5  # "cant move my arm": a sign and nothing else


@dataclass(frozen=True)
class Danger:
    """What was found: the kind is the intent to answer with, the sign a group of the data file."""

    kind: str
    sign: str
    span: str


class _Reading:
    """One message with everything marked that the guards ask for."""

    def __init__(self, rules: Rules, text: Text, index: Index) -> None:
        self.rules, self.text, self.index = rules, text, index
        self._possible = rules.catalogue.possible(index)
        self._marked: Dict[str, Set[Place]] = {}
        self.unmarked: Dict[str, Tuple[Group, Place]] = {}  # no guard, no word of time

    def marked(self, name: str) -> Set[Place]:
        found = self._marked.get(name)
        if found is None:
            found = self._marked[name] = set(self.places(self.rules.marks[name]))
        return found

    def places(self, patterns: int) -> Iterator[Place]:
        """Where any pattern of that list of the catalogue holds inside one sentence."""
        sentences = self.text.sentences
        for pattern in self._possible.get(patterns, ()):
            for first, end in sorted(places(pattern, self.index)):
                if sentences[first] == sentences[end - 1]:
                    yield first, end

    def in_sentence(self, name: str, sentence: int, outside: Place = (0, 0)) -> bool:
        """A mark in that sentence and not within `outside`."""
        return any(
            self.text.sentences[first] == sentence and not (outside[0] <= first and end <= outside[1])
            for first, end in self.marked(name)
        )

    def dated(self, sentence: int) -> bool:
        """A date of today or yesterday, or something that goes on and is no old story."""
        if self.in_sentence("dated", sentence):
            return True
        return self.in_sentence("unfinished", sentence) and not self.in_sentence("old", sentence)

    def in_clause(self, name: str, sign: Place) -> bool:
        """A mark that begins in a clause of the sign; a frame inside it does not count."""
        clauses = self.text.clauses
        low, high = clauses[sign[0]], clauses[sign[1] - 1]
        inside = name == "frame"
        return any(
            low <= clauses[first] <= high and not (inside and sign[0] <= first and end <= sign[1])
            for first, end in self.marked(name)
        )

    def reaches_over(self, name: str, sign: Place) -> bool:
        """A mark over the sign that is not swallowed by it, unless long: "dying to know" against "dying"."""
        long = name == "idiom"
        return any(
            first < sign[1]
            and sign[0] < end
            and (first < sign[0] or sign[1] < end or (first, end) == sign or (long and end - first >= IDIOM_WORDS))
            for first, end in self.marked(name)
        )

    def covers(self, name: str, sign: Place) -> bool:
        """A mark inside the sign or over its edge."""
        return any(first < sign[1] and sign[0] < end for first, end in self.marked(name))

    def negated(self, sign: Place, name: str = "negation") -> bool:
        """A negation right before the sign with nothing but filling words between."""
        words, clauses, fillers = self.text.words, self.text.clauses, self.rules.fillers
        return any(
            end <= sign[0]
            and clauses[end - 1] == clauses[sign[0]]
            and all(word in fillers for word in words[end : sign[0]])
            for _, end in self.marked(name)
        )

    def asked_about(self, sign: Place) -> bool:
        """A question in the sentence of the sign, unless the sign comes after a "but"."""
        words, clauses = self.text.words, self.text.clauses
        if words[clauses.index(clauses[sign[0]])] == "but":
            return self.in_clause("question", sign)
        return self.in_sentence("question", self.text.sentences[sign[0]])

    def impersonal(self, sentence: int) -> bool:
        """ "Is fever common after an injection": starts like a question and names nobody."""
        words = [w for w, s in zip(self.text.words, self.text.sentences) if s == sentence]
        asked = words[0] in self.rules.question_words or sentence in self.text.questions
        return asked and not self.rules.people.intersection(words)


def find_danger(text: str, rules: Optional[Rules] = None) -> Optional[Danger]:
    """The danger a message tells of, or None. Takes any string and never raises."""
    if not isinstance(text, str) or not text.strip():
        return None
    rules = rules or load_rules()
    plain = normalise(text, rules.speller)
    if not plain.words or " ".join(plain.words) in rules.plain_answers:
        return None
    reading = _Reading(rules, plain, rules.grammar.index(plain.words))
    body: Optional[Tuple[Group, Place]] = None
    mind: Optional[Tuple[Group, Place]] = None
    for group in rules.groups:
        if group.kind == SELF_HARM and (mind is None or (group.means and not mind[0].means)):
            place = _wish(reading, group)
            mind = (group, place) if place else mind
        elif group.kind == EMERGENCY and (body is None or group.done):
            place = _sign(reading, group)
            body = (group, place) if place else body
    if body is None and mind is None:
        body = _several(reading)
    elif body and mind and body[1][0] < mind[1][1] and mind[1][0] < body[1][1] and not body[0].done:
        body = None  # one and the same words: "I hope I never wake up"
    if body and (mind is None or body[0].done or not mind[0].means):
        return _danger(EMERGENCY, body, plain)
    return _danger(SELF_HARM, mind, plain) if mind else None


def is_plain_answer(text: str, rules: Optional[Rules] = None) -> bool:
    """Whether the message only answers a question or ends a talk, such as "I don't know"."""
    rules = rules or load_rules()
    return " ".join(normalise(text, rules.speller).words) in rules.plain_answers


def _danger(kind: str, found: Tuple[Group, Place], text: Text) -> Danger:
    group, (first, end) = found
    return Danger(kind, group.sign, " ".join(text.words[first:end]))


def _wish(reading: _Reading, group: Group) -> Optional[Place]:
    """The shortest wish found, so that it does not swallow a sign of the body beside it."""
    found = [place for place in reading.places(group.certain) if not _wish_guarded(reading, place)]
    return min(found, key=lambda place: place[1] - place[0], default=None)


def _wish_guarded(reading: _Reading, place: Place) -> bool:
    if reading.covers("wish_refused", place) or reading.reaches_over("wish_idiom", place):
        return True
    return reading.negated(place, "wish_negation") or reading.in_clause("wish_frame", place)


def _sign(reading: _Reading, group: Group) -> Optional[Place]:
    for tier, patterns in enumerate((group.certain, group.likely, group.broad)):
        for place in reading.places(patterns):
            if _guarded(reading, place, group):
                continue
            if tier == 0 or _is_new(reading, place, group, broad=tier == 2):
                return place
            if tier == 1:
                reading.unmarked.setdefault(group.sign, (group, place))
    return None


def _is_new(reading: _Reading, place: Place, group: Group, broad: bool) -> bool:
    sentence = reading.text.sentences[place[0]]
    if broad:
        return reading.in_sentence("onset", sentence) if group.onset else reading.dated(sentence)
    if reading.dated(sentence) or reading.in_sentence("sudden", sentence):
        return True
    if reading.in_sentence("treated_since", sentence) and not reading.in_sentence("years_ago", sentence):
        return True
    old = reading.in_sentence("old", sentence)
    if reading.in_sentence("now", sentence) and not (old and group.lasting):
        return True
    near = reading.dated(sentence - 1) or reading.dated(sentence + 1)
    return near and not old


def _several(reading: _Reading) -> Optional[Tuple[Group, Place]]:
    """Signs without a word of time: enough if there are two kinds, or if they are all that was said."""
    calm = any(reading.marked(name) for name in ("old", "question", "frame", "hypothetical", "calm"))
    words = reading.text.words
    if calm or reading.text.questions or words[0] in reading.rules.question_words or not reading.unmarked:
        return None
    somebody = words[0] == "cant" or bool(reading.rules.people.intersection(words))
    several = len(reading.unmarked) > 1 and (somebody or len(words) <= FEW_WORDS + 2)
    alone = len(words) <= FEW_WORDS and (somebody or "face" in reading.unmarked or len(words) == 1)
    return next(iter(reading.unmarked.values())) if alone or several else None


def _guarded(reading: _Reading, place: Place, group: Group) -> bool:
    sentence = reading.text.sentences[place[0]]
    if reading.reaches_over("idiom", place) or reading.negated(place):
        return True
    if reading.covers("inner_negation", place) or reading.covers("inner_idiom", place):
        return True
    dated = reading.dated(sentence)
    if not dated and reading.reaches_over("soft_idiom", place):
        return True
    if reading.in_sentence("hypothetical", sentence) and (not dated or reading.in_clause("hypothetical", place)):
        return True
    lifted = dated or reading.in_sentence("treated_since", sentence)
    if reading.in_sentence("frame", sentence, place) and (not lifted or reading.in_clause("frame", place)):
        return True
    if group.lasting and not dated and _asks_about_lasting(reading, place):
        return True
    if not lifted and (reading.asked_about(place) or reading.impersonal(sentence)):
        return True
    return _past(reading, place, group, sentence)


def _asks_about_lasting(reading: _Reading, place: Place) -> bool:
    """A lasting state named beside a question: "My arm just hangs. Could cells help?"."""
    if reading.in_clause("topic", place) or reading.asked_about(place):
        return True
    if reading.rules.change_words.intersection(reading.text.words[place[0] : place[1]]):
        return False
    return bool(reading.marked("asks_help"))


def _past(reading: _Reading, place: Place, group: Group, sentence: int) -> bool:
    """Whether the sign belongs to an old story and nothing says that it is new."""
    if not reading.in_sentence("old", sentence) or reading.in_clause("present", place):
        return False
    if reading.in_clause("old", place):
        return True
    if not group.lasting and reading.in_clause("now", place):
        return False
    if group.acute:
        told = reading.rules.past_verbs.intersection(reading.text.words[place[0] : place[1]])
        return bool(told) and reading.in_sentence("long_ago", sentence) and not reading.in_sentence("present", sentence)
    return not reading.in_sentence("present", sentence) and not reading.in_clause("dated", place)
