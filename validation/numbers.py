"""Q7: how numbers and chances are said.

Sources: IPDAS 2021 and "Making Numbers Meaningful" 2025 (counts with one denominator; no "1 in X", no
words for chances, no relative risks) and the NHS style guide (numerals, ranges with "to", no "%").
"""

import re
from collections.abc import Iterator
from re import Match, Pattern

from validation.corpus import Page
from validation.lexicon import phrases, unexcused
from validation.rules import answer_rule

_COUNT = re.compile(
    r"(?<![\w.,])(?P<some>\d[\d,]*|none|nobody|no one) (?:people |patients |adults )?(?:out )?(?P<link>of|in) "
    r"(?:(?:the|all|these|those|about|around|every|nearly|almost|over|some) )*(?P<all>\d[\d,]*)(?![\d.]*\d)",
    re.IGNORECASE,
)
_ONE_IN = re.compile(
    r"(?<!phase )(?<!type )\b(?:1|one)(?: person| patient| adult| survivor| man| woman| child| stroke)?"
    r"[ -]in[ -](?:every |about |around |each )?"
    r"(?:(?!(?:19|20)\d\d\b)\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|"
    r"forty|fifty|sixty|eighty|a hundred|a thousand)\b",
    re.IGNORECASE,
)
_PER_CENT = re.compile(r"\bper ?cent(?:age)?s?\b", re.IGNORECASE)
_TIMES = re.compile(
    r"\b\d+(?:\.\d+)?(?: ?[x×]| times|-?fold) (?:more|less|fewer|higher|lower|greater|bigger|smaller|better|worse|"
    r"larger|likelier|as|the)\b|\b\d+-?fold\b",
    re.IGNORECASE,
)
# "Phase 2/3" is the name of a study's phase.
_FRACTION = re.compile(r"[½⅓⅔¼¾⅕⅛]|(?<!phase )(?<!Phase )(?<![\w/])\d{1,2}/\d{1,3}(?![\w/])")
_DASH = re.compile(r"(?<![\w.-])\d+(?:\.\d+)? ?[-–—] ?\d+(?:\.\d+)?(?![\w-])")
_ROUND = re.compile(r"10+")


@answer_rule("Q7")
def percent(page: Page) -> Iterator[str]:
    """No percentage alone."""
    for sentence in page.text.sentences:
        if _PER_CENT.search(sentence.text):
            yield f'"per cent" is hard to picture; say "N of M people": "{sentence.text}"'
        elif "%" in sentence.text and not _COUNT.search(sentence.text):
            yield f'A bare % is hard to picture; say "N of M people": "{sentence.text}"'


@answer_rule("Q7")
def one_in(page: Page) -> Iterator[str]:
    """No "1 in 7"."""
    for match in _matches(page, _ONE_IN):
        yield f'"{match[0]}" misleads readers; say "N of M people" (such as "14 of 100 people").'


@answer_rule("Q7")
def risk_words(page: Page) -> Iterator[str]:
    """No word for a chance without a count in the same sentence."""
    for sentence in page.text.sentences:
        if not _COUNT.search(sentence.text):
            words, allowed = phrases("risk_words", "words"), phrases("risk_words", "allowed")
            for match in unexcused(sentence.text, words, allowed):
                yield f'"{match[0]}" means something else to each reader; give a count beside it or leave it out.'


@answer_rule("Q7")
def fractions(page: Page) -> Iterator[str]:
    """No share of people as a fraction."""
    words = _matches(page, phrases("numbers", "fractions"), phrases("numbers", "not_fractions"))
    for match in (*words, *_matches(page, _FRACTION)):
        yield f'"{match[0]}" is a fraction; say "N of M people".'


@answer_rule("Q7")
def multiples(page: Page) -> Iterator[str]:
    """No "3 times more": it hides how many people it is about."""
    for match in (*_matches(page, _TIMES), *_matches(page, phrases("numbers", "multiples"))):
        yield f'"{match[0]}" compares without a count; say both counts: "N of M people".'


@answer_rule("Q7")
def numerals(page: Page) -> Iterator[str]:
    """Numbers stand as numerals."""
    for match in _matches(page, phrases("numbers", "number_words"), phrases("numbers", "not_numbers")):
        yield f'"{match[0]}" is a number in words; write the numeral.'


@answer_rule("Q7")
def ranges(page: Page) -> Iterator[str]:
    """A range stands with "to"."""
    for match in _matches(page, _DASH):
        yield f'"{match[0]}" is hard to read aloud; write the range with "to".'


@answer_rule("Q7")
def counts(page: Page) -> Iterator[str]:
    """No more people counted than there were."""
    for match in _matches(page, _COUNT):
        some, everybody = match["some"].replace(",", ""), int(match["all"].replace(",", ""))
        if match["link"].lower() == "of" and some.isdigit() and int(some) > everybody:
            yield f'"{match[0]}" counts more people than there are; check the fact.'


@answer_rule("Q7")
def denominators(page: Page) -> Iterator[str]:
    """Rounded counts in one bubble stand over the same number. Counts of real studies may differ."""
    for bubble in page.text.bubbles:
        over = {
            int(match["all"].replace(",", ""))
            for sentence in bubble.sentences
            for match in _COUNT.finditer(sentence.text)
        }
        rounded = sorted(number for number in over if _ROUND.fullmatch(str(number)))
        if len(rounded) > 1:
            yield f'A bubble counts "of {rounded[0]}" and "of {rounded[1]}"; use one of them for both.'


def _matches(page: Page, banned: Pattern[str], excused: Pattern[str] | None = None) -> Iterator[Match[str]]:
    """What a pattern finds in the sentences of an answer, excused phrases apart."""
    for sentence in page.text.sentences:
        yield from unexcused(sentence.text, banned, excused) if excused else banned.finditer(sentence.text)
