"""A clean answer at each reading level, and ways to spoil it."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from content.answers import Answer, Button
from content.topics import topics
from validation import Corpus, Page
from validation.corpus import page
from validation.rules import REGISTER

TODAY = date(2026, 11, 23)
FILE = Path("/content/evidence/responses.yml")

BUTTONS = (Button("Does it work?", "/ask_does_it_work"), Button("Find a trial", "/find_trials"))

STANDARD = """\
**No treatment** with stem cells can cure a stroke today. Studies so far did **not show** a clear benefit.

Nobody knows yet **who may be helped**, or when. In 1 study, 12 of 104 people did very well.

**Ask your stroke team** what can help you now."""

SIMPLE = """\
Stem cells **cannot cure** a stroke.
Studies did **not show** a clear benefit.
Nobody knows **who may be helped**.

Ask your **stroke team** about it.
Ask what **can help you** now."""

MORE = """\
**No treatment** with stem cells can cure a stroke today. Studies so far did **not show** a clear benefit.

In the **TREASURE** study, 12 of 104 people with cells did very well. So did 10 of 102 people without cells.
• The cells went into a **vein**.
• People had them within 36 hours.

Nobody knows yet **who may be helped**, or when. **Ask your stroke team** what can help you now."""

TEXTS = {"standard": STANDARD, "simple": SIMPLE, "more": MORE}


def answer(text: str | None = None, level: str = "standard", **changes: Any) -> Answer:
    """The clean answer to "Can it cure a stroke?", with another text or other fields."""
    clean = Answer(
        name="utter_ask_cure",
        level=level,
        text=TEXTS[level] if text is None else text,
        file=FILE,
        buttons=BUTTONS,
        facts=("C-TREA-04",),
        evidence="larger_studies_no_clear_benefit",
        checked="2026-11-23",
        next_check="2027-02-23",
    )
    return replace(clean, **changes)


def sample(text: str | None = None, level: str = "standard", **changes: Any) -> Page:
    """The same, made ready for the rules."""
    return page(answer(text, level, **changes), topics())


def small_talk(text: str, **changes: Any) -> Page:
    """An answer that belongs to no content topic."""
    plain = {
        "name": "utter_greet",
        "buttons": (),
        "facts": (),
        "evidence": None,
        "checked": None,
        "next_check": None,
    }
    return sample(text, **{**plain, **changes})


def corpus_of(*pages: Page, **changes: Any) -> Corpus:
    """A corpus of these answers and nothing else."""
    return Corpus(today=TODAY, pages=pages, **changes)


def faults(rule: str, corpus: Corpus) -> list[str]:
    """What the corpus rules with this id say."""
    return [fault.message for id, find in REGISTER.of_corpus if id == rule for fault in find(corpus)]
