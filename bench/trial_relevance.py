"""How well trials of cells for stroke are told from look-alikes."""

from typing import Any, List, Mapping, NamedTuple

from actions.registries.model import Trial
from actions.registries.relevance import is_relevant
from actions.registries.vocabulary import StudyType
from bench.messages import ROOT
from content.files import read_yaml

DATA = ROOT / "bench" / "data"


class Relevance(NamedTuple):
    """Shares in per cent, and which records were judged wrongly."""

    precision: float
    recall: float
    missed: List[str]
    let_in: List[str]


def measure() -> Relevance:
    """Judge the 82 listed trials and 200 look-alikes."""
    trials = read_yaml(DATA / "trial_relevant.yml")["relevant"]
    look_alikes = read_yaml(DATA / "trial_look_alikes.yml")["look_alikes"]
    missed = [str(row["t"]) for row in trials if not is_relevant(_trial(row))]
    let_in = [str(row["t"]) for row in look_alikes if is_relevant(_trial(row))]
    right = len(trials) - len(missed)
    return Relevance(100 * right / max(1, right + len(let_in)), 100 * right / len(trials), missed, let_in)


def _trial(row: Mapping[str, Any]) -> Trial:
    kind = StudyType.OBSERVATIONAL if row.get("o") else StudyType.INTERVENTIONAL
    return Trial(
        id="NCT99999001",
        registry="nct",
        url="",
        title=row["t"],
        conditions=tuple(row["c"]),
        interventions=tuple(row["i"]),
        study_type=kind,
    )
