"""SPELL: answers keep to British spelling."""

import re
from collections.abc import Iterator
from functools import cache
from re import Match, Pattern

from validation.corpus import Page
from validation.lexicon import members, phrases, table, unexcused
from validation.rules import answer_rule

_IZE = re.compile(r"\b\w{2,}(?:iz(?:e[drs]?|ing|ations?|ational|able)|yz(?:e[drs]?|ing))\b", re.IGNORECASE)


@answer_rule("SPELL")
def american_words(page: Page) -> Iterator[str]:
    """No American spelling, names apart."""
    for sentence in page.text.sentences:
        for match in unexcused(sentence.text, _american(), phrases("british_spelling", "allowed")):
            is_name = match.start() > 0 and match[0][0].isupper()
            if not is_name:
                yield f'"{match[0]}" is American spelling; write "{_british(match)}".'


@answer_rule("SPELL")
def ize(page: Page) -> Iterator[str]:
    """Words such as organise stand with s."""
    for match in _IZE.finditer(page.text.plain):
        listed = match[0].lower() in members("british_spelling", "keep_z")
        if not listed and not _american().fullmatch(match[0]):
            yield f'"{match[0]}" is American spelling; write "{match[0].replace("z", "s")}".'


@cache
def _american() -> Pattern[str]:
    stems = sorted(table("british_spelling", "spelling"), key=len, reverse=True)
    exact = "|".join(re.escape(stem.rstrip("=")) for stem in stems if stem.endswith("="))
    opening = "|".join(re.escape(stem) for stem in stems if not stem.endswith("="))
    return re.compile(rf"\b(?:(?P<exact>{exact})|(?P<stem>{opening})(?P<ending>\w*))\b", re.IGNORECASE)


def _british(match: Match[str]) -> str:
    """What was found, in British spelling: "centers" → "centres", "centered" → "centred"."""
    british = table("british_spelling", "spelling")
    if match["exact"]:
        return british[f"{match['exact'].lower()}="]
    stem, ending = british[match["stem"].lower()], match["ending"]
    return stem.removesuffix("e") + ending if stem.endswith("re") and ending[:1] in ("e", "i") else stem + ending
