"""Tells a trial of cells for stroke from its look-alikes: heat stroke, birth injury, markers in blood …"""

from typing import Iterable

from actions.registries.model import Trial
from actions.registries.vocabulary import StudyType
from content.trial_search import SearchWords, fold_all, search_words


def is_relevant(trial: Trial) -> bool:
    """Whether people get stem cells, other such cells or what these release, for a stroke that they have had.

    A registry's own search also finds synonyms and neighbours, so each record is judged again, by
    `data/trial_search.yml`.
    """
    words = search_words()
    titles = _joined(trial.title, trial.official_title)
    conditions = _joined(*trial.conditions)
    in_title = _names_stroke(titles, words)
    if trial.study_type is StudyType.OBSERVATIONAL or not (in_title or _names_stroke(conditions, words)):
        return False
    both = f"{titles} | {conditions}"
    if both in words.never or (both in words.unless_in_title and not in_title):
        return False
    return _gives_cells(trial, titles, words)


def _names_stroke(folded: str, words: SearchWords) -> bool:
    return words.not_a_stroke.without(folded) in words.stroke


def _gives_cells(trial: Trial, titles: str, words: SearchWords) -> bool:
    treatments = words.not_such_cells.without(_joined(*trial.interventions))
    return treatments in words.cells or words.not_such_cells.without(titles) in words.cells


def _joined(*texts: "str | None") -> str:
    return fold_all(text for text in texts if text)


def relevant(trials: Iterable[Trial]) -> list[Trial]:
    """Those of the trials that are relevant, in their order."""
    return [trial for trial in trials if is_relevant(trial)]
