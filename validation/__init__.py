"""The content linter: every rule an answer must keep before a patient reads it.

`python -m validation [paths] [--today YYYY-MM-DD]`. A rule is one small function in the module of its
theme, registered under its id (Q1 … A9 are ids of the project's requirement register). Word lists live
in `data/wording/`, never here.
"""

from validation import (
    buttons,
    completeness,
    links,
    metadata,
    numbers,
    readability,
    spelling,
    structure,
    training,
    vocabulary,
    voice,
    wording,
)
from validation.corpus import Corpus, Page, load
from validation.rules import Finding, check

__all__ = [
    "Corpus",
    "Finding",
    "Page",
    "buttons",
    "check",
    "completeness",
    "links",
    "load",
    "metadata",
    "numbers",
    "readability",
    "spelling",
    "structure",
    "training",
    "vocabulary",
    "voice",
    "wording",
]
