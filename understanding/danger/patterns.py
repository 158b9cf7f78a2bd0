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
from typing import Dict, Iterable, List, NamedTuple, Sequence, Set, Tuple

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

Place = Tuple[int, int]  # first word, one past the last word
Index = Dict[int, Dict[int, List[int]]]  # element → first word → ends

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


class Grammar:
    """Compiles patterns and finds their elements in a list of words."""

    def __init__(self, lists: Dict[str, Sequence[str]]) -> None:
        self._nlp = spacy.blank("en")
        self._matcher = PhraseMatcher(self._nlp.vocab, attr="ORTH")
        self._elements: Dict[Tuple[str, ...], int] = {}
        self._of_phrase: Dict[int, List[int]] = {}
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
            for phrase in phrases:
                key = self._nlp.vocab.strings.add(phrase)
                if key not in self._of_phrase:
                    words = phrase.split()
                    self.words.update(words)
                    self._matcher.add(phrase, [Doc(self._nlp.vocab, words=words)])
                self._of_phrase.setdefault(key, []).append(number)
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
        index: Index = {}
        if words:
            for key, first, end in self._matcher(Doc(self._nlp.vocab, words=words)):
                for element in self._of_phrase[key]:
                    index.setdefault(element, {}).setdefault(first, []).append(end)
        return index


def missing(index: Index) -> int:
    """A bit for each element that does not occur."""
    return ~sum(1 << element for element in index)


def places(pattern: Pattern, index: Index) -> Set[Place]:
    """Every place where the pattern holds; the elements of `needs` must be in the index."""
    found = {(first, end) for first, ends in index[pattern.steps[0].element].items() for end in ends}
    for step in pattern.steps[1:]:
        table = index.get(step.element, {})
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
