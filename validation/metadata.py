"""Q9 and Q10: what an answer rests on and how long it stays checked.

JAMA benchmarks (authorship, attribution, disclosure, currency) and the NHS standard for creating health
content (date last checked, date of the next check, at least every year here).
"""

from collections.abc import Iterator
from datetime import date, timedelta

from content.evidence import EVIDENCE_LABELS, facts, sources_of
from content.files import DATA
from validation.corpus import Corpus, Page
from validation.rules import Fault, Place, answer_rule, corpus_rule

LONGEST_CYCLE = timedelta(days=366)
EDITORIAL_LINE = ("author_role", "funding", "conflict", "review_cycle")


@answer_rule("Q9", topics_only=True)
def fact_ids(page: Page) -> Iterator[str]:
    """The answer names its facts; they exist, and at least one has a source that people can see."""
    answer = page.answer
    for id in answer.facts:
        if id not in facts():
            yield f"The fact {id} is not in facts.yml; correct the id."
    if answer.evidence == "not_applicable":
        return
    if not answer.facts:
        yield "The answer names no facts; list the row ids it stands on in metadata.facts."
    elif not sources_of(answer.facts):
        yield "None of the facts has a source that people may see; add one that has."


@answer_rule("Q9", topics_only=True)
def evidence_label(page: Page) -> Iterator[str]:
    """The answer says how sure anybody can be."""
    if page.answer.evidence not in EVIDENCE_LABELS:
        found = (
            f'"{page.answer.evidence}" is no evidence label' if page.answer.evidence else "There is no evidence label"
        )
        yield f"{found}; use one of {', '.join(EVIDENCE_LABELS)}."


@answer_rule("Q9", topics_only=True)
def dates(page: Page) -> Iterator[str]:
    """The answer says when it was checked and when it will be."""
    for name, value in (("checked", page.answer.checked), ("next_check", page.answer.next_check)):
        if _date(value) is None:
            yield f'metadata.{name} is {value!r}; write a date in quotes such as "2026-11-23".'


@corpus_rule("Q10")
def review_dates(corpus: Corpus) -> Iterator[Fault]:
    """No answer is past its review, and none waits longer than a year for it."""
    for page in corpus.pages:
        checked, following = _date(page.answer.checked), _date(page.answer.next_check)
        if following and following < corpus.today:
            yield Fault(page.place, f"The next check was due on {following}; have the answer checked, set new dates.")
        if checked and checked > corpus.today:
            yield Fault(page.place, f"The date checked, {checked}, is in the future; correct it.")
        if checked and following and not timedelta() < following - checked <= LONGEST_CYCLE:
            message = f"From {checked} to {following} is no review cycle; check within {LONGEST_CYCLE.days} days."
            yield Fault(page.place, message)


@corpus_rule("Q9")
def editorial_line(corpus: Corpus) -> Iterator[Fault]:
    """Who wrote this, who paid for it, and how it is kept right."""
    for key in EDITORIAL_LINE:
        if not str(corpus.editorial.get(key) or "").strip():
            yield Fault(Place(DATA / "editorial.yml"), f"The line {key} is missing or empty; write it.")


def _date(value: object) -> date | None:
    """The date of an ISO string; None for anything else, a YAML date without quotes included."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
