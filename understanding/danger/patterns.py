"""The small pattern language of `data/danger_signs.yml`, on top of spaCy's PhraseMatcher.

cant breathe            words one after another
<face>                  any phrase of the word list `face`
[a|b c|<list>]          any of these phrases
<x>?  [a|b]?            may be missing
<face> ~3 <droop>       up to three other words between
<face> &3 <droop>       the same in either order
droop(s|ed|ing|)        endings inside a phrase
"""

import re
from collections import defaultdict
from functools import reduce
from typing import Dict, Iterable, List, NamedTuple, Sequence, Set, Tuple

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

Place = Tuple[int, int]  # first word, one past the last word
Occurrence = Tuple[int, int, int]  # phrase, first word, one past the last word

_PIECE = re.compile(r"<(\w+)>(\??)|\[([^\]]+)\](\??)|([~&])(\d)|([^\s<\[~&]+)")
_ENDINGS = re.compile(r"\(([^()]*)\)")


class Step(NamedTuple):
    """One element of a pattern: its phrases, how many words may come before it, whether it may be missing."""

    element: int
    gap: int
    optional: bool


class Pattern(NamedTuple):
    """A compiled pattern; `needs` has a bit for each element that must occur at all."""

    source: str
    steps: Tuple[Step, ...]
    needs: int


def expand(phrase: str) -> List[str]:
    """All spellings of a phrase with (a|b|) endings."""
    innermost = _ENDINGS.search(phrase)
    if not innermost:
        if set(phrase) & set("()[]<>|&~?"):
            raise ValueError(f"cannot read {phrase!r}")
        return [" ".join(phrase.split())]
    head, tail = phrase[: innermost.start()], phrase[innermost.end() :]
    found = [spelling for ending in innermost.group(1).split("|") for spelling in expand(head + ending + tail)]
    return list(dict.fromkeys(found))


class Index:
    """Where elements occur in the words of one message. A message holds many and asks for few: found on demand."""

    def __init__(self, occurrences: Sequence[Occurrence], phrases: Sequence[Set[int]], present: int) -> None:
        """Take the phrases that occur, the phrases of each element, and a bit for each element that occurs."""
        self.occurrences = occurrences
        self._phrases = phrases
        self._tables: Dict[int, Dict[int, List[int]]] = {}
        self.present = present

    def ends(self, element: int) -> Dict[int, List[int]]:
        """First word → ends of the element."""
        table = self._tables.get(element)
        if table is None:
            table = self._tables[element] = {}
            if self.present >> element & 1:
                phrases = self._phrases[element]
                for phrase, first, end in self.occurrences:
                    if phrase in phrases:
                        table.setdefault(first, []).append(end)
        return table


class Grammar:
    """Compiles patterns and finds their elements in a list of words."""

    def __init__(self, lists: Dict[str, Sequence[str]]) -> None:
        self._nlp = spacy.blank("en")
        self._matcher = PhraseMatcher(self._nlp.vocab, attr="ORTH")
        self._elements: Dict[Tuple[str, ...], int] = {}
        self.phrases: List[Set[int]] = []  # of each element
        self._elements_of: Dict[int, int] = {}  # phrase → a bit for each element it belongs to
        self._lists = {name: self._flatten(name, lists) for name in lists}
        self.words: Set[str] = set()

    def _flatten(self, name: str, lists: Dict[str, Sequence[str]]) -> Tuple[str, ...]:
        phrases: List[str] = []
        for entry in lists[name]:
            inner = re.fullmatch(r"<(\w+)>", entry)
            phrases.extend(self._flatten(inner.group(1), lists) if inner else expand(str(entry)))
        return tuple(sorted(set(phrases)))

    def _element(self, phrases: Tuple[str, ...]) -> int:
        number = self._elements.get(phrases)
        if number is None:
            number = self._elements[phrases] = len(self._elements)
            self.phrases.append(set())
            for phrase in phrases:
                key = self._nlp.vocab.strings.add(phrase)
                if key not in self._elements_of:
                    words = phrase.split()
                    self.words.update(words)
                    self._matcher.add(phrase, [Doc(self._nlp.vocab, words=words)])
                self.phrases[number].add(key)
                self._elements_of[key] = self._elements_of.get(key, 0) | 1 << number
        return number

    def compile(self, source: str) -> List[Pattern]:
        """A pattern as written, or two when it holds `&`."""
        pieces: List[Tuple[Tuple[str, ...], bool]] = []
        gaps: List[Tuple[str, int]] = []
        literal: List[str] = []
        pending = ("~", 0)

        def close_literal() -> None:
            nonlocal pending
            if literal:
                pieces.append((tuple(sorted(set(expand(" ".join(literal))))), False))
                gaps.append(pending)
                pending = ("~", 0)
                literal.clear()

        position = 0
        for found in _PIECE.finditer(source):
            if source[position : found.start()].strip():
                raise ValueError(f"cannot read {source!r}")
            position = found.end()
            name, name_optional, choice, choice_optional, kind, size, word = found.groups()
            if word:
                literal.append(word)
                continue
            close_literal()
            if kind:
                pending = (kind, int(size))
                continue
            phrases = self._lists[name] if name else self._choices(choice)
            pieces.append((phrases, bool(name_optional or choice_optional)))
            gaps.append(pending)
            pending = ("~", 0)
        close_literal()
        return self._orders(source, pieces, gaps)

    def _choices(self, choice: str) -> Tuple[str, ...]:
        depth, parts = 0, [""]
        for letter in choice:
            depth += {"(": 1, ")": -1}.get(letter, 0)
            if letter == "|" and depth == 0:
                parts.append("")
            else:
                parts[-1] += letter
        phrases: Set[str] = set()
        for part in parts:
            phrases.update(self._lists[part[1:-1]] if part.startswith("<") else expand(part))
        return tuple(sorted(phrases - {""}))

    def _orders(
        self, source: str, pieces: List[Tuple[Tuple[str, ...], bool]], gaps: List[Tuple[str, int]]
    ) -> List[Pattern]:
        orders = [list(range(len(pieces)))]
        swaps = [i for i, (kind, _) in enumerate(gaps) if kind == "&"]
        if swaps:
            if len(swaps) > 1:
                raise ValueError(f"only one & in {source!r}")
            cut = swaps[0]
            orders.append(list(range(cut, len(pieces))) + list(range(cut)))
        patterns = []
        for order in orders:
            steps = []
            for place, i in enumerate(order):
                phrases, optional = pieces[i]
                if swaps and place and order[place] != order[place - 1] + 1:
                    gap = gaps[swaps[0]][1]
                else:
                    gap = gaps[i][1] if place else 0
                steps.append(Step(self._element(phrases), gap, optional))
            if steps[0].optional:
                raise ValueError(f"the first element may not be optional: {source!r}")
            patterns.append(Pattern(source, tuple(steps), sum({1 << s.element for s in steps if not s.optional})))
        return patterns

    def index(self, words: List[str]) -> Index:
        """Where each element occurs."""
        occurrences = self._matcher(Doc(self._nlp.vocab, words=words)) if words else []
        present = reduce(int.__or__, (self._elements_of[phrase] for phrase, _, _ in occurrences), 0)
        return Index(occurrences, self.phrases, present)


class Catalogue:
    """All pattern lists of the data file, sifted together by what a message holds."""

    def __init__(self, grammar: Grammar) -> None:
        """Start empty; `grammar` compiled, or will compile, all that is added."""
        self._grammar = grammar
        self._rows: List[Tuple[int, Pattern]] = []  # list, pattern
        self._beginning: Dict[int, Set[int]] = defaultdict(set)  # phrase → rows that can begin with it
        self._lists = 0

    def add(self, patterns: Iterable[Pattern]) -> int:
        """Take in a list; returns its number."""
        self._lists += 1
        for pattern in patterns:
            for phrase in self._grammar.phrases[pattern.steps[0].element]:
                self._beginning[phrase].add(len(self._rows))
            self._rows.append((self._lists, pattern))
        return self._lists

    def possible(self, index: Index) -> Dict[int, List[Pattern]]:
        """List number → those of its patterns whose needed elements all occur, in the order of the list."""
        absent = ~index.present
        begun = set().union(*(self._beginning.get(phrase, ()) for phrase, _, _ in index.occurrences))
        found: Dict[int, List[Pattern]] = defaultdict(list)
        for number, pattern in map(self._rows.__getitem__, sorted(begun)):
            if not pattern.needs & absent:
                found[number].append(pattern)
        return found


def places(pattern: Pattern, index: Index) -> Set[Place]:
    """Every place where the pattern holds."""
    found = {(first, end) for first, ends in index.ends(pattern.steps[0].element).items() for end in ends}
    for step in pattern.steps[1:]:
        table = index.ends(step.element)
        longer: Set[Place] = set(found) if step.optional else set()
        for first, end in found:
            for start in range(end, end + step.gap + 1):
                for stop in table.get(start, ()):
                    longer.add((first, stop))
        if not longer:
            return longer
        found = longer
    return found


def compile_all(grammar: Grammar, sources: Iterable[str]) -> List[Pattern]:
    """Patterns of a list as written in the data file."""
    return [pattern for source in sources for pattern in grammar.compile(source)]
