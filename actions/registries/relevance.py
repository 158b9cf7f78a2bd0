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
    stroke = words.not_a_stroke.without(titles), words.not_a_stroke.without(conditions)
    if trial.study_type is StudyType.OBSERVATIONAL or not any(part in words.stroke for part in stroke):
        return False
    both = f"{titles} | {conditions}"
    plain = all(part in words.plain_stroke for part in stroke if part)
    if both in words.never or (both in words.unless_plain and not plain):
        return False
    return _gives_cells(trial, titles, words)


def _gives_cells(trial: Trial, titles: str, words: SearchWords) -> bool:
    treatments = words.not_such_cells.without(_joined(*trial.interventions))
    return treatments in words.cells or words.not_such_cells.without(titles) in words.cells


def _joined(*texts: "str | None") -> str:
    return fold_all(text for text in texts if text)


def relevant(trials: Iterable[Trial]) -> list[Trial]:
    """Those of the trials that are relevant, in their order."""
    return [trial for trial in trials if is_relevant(trial)]
