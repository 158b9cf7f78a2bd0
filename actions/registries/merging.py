"""Makes one trial of several records of it: from two registries, or from a registry and the saved list."""

from dataclasses import fields, replace
from typing import Any, Dict, Iterable, List, NamedTuple, Tuple

from actions.registries.model import Trial
from actions.registries.vocabulary import Origin

# Which record is the base: the newest data first, ClinicalTrials.gov before others, since it says most.
_ORIGINS = {origin: rank for rank, origin in enumerate(Origin)}
_FIRST_REGISTRY = "nct"
# A value of the base and the value that belongs to it are taken over together or not at all.
_TOGETHER = {"enrolment_is_actual": "enrolment", "status_as_of": "status", "why_stopped": "status"}
_NEVER = {"id", "registry", "url", "as_of", "cautions", "other_ids", *_TOGETHER}


class Found(NamedTuple):
    """A trial and where its record came from."""

    trial: Trial
    origin: Origin


def merged(found: Iterable[Found]) -> List[Found]:
    """Each trial once. Records are of one trial if one of them bears, or names, an id of the other.

    Two records that one registry gives at the same time are two trials, whatever they name: a follow-up study names
    the study before it.
    """
    groups: List[List[Found]] = []
    of_id: Dict[str, List[Found]] = {}
    for item in found:
        known = (of_id.get(trial_id) for trial_id in (item.trial.id, *item.trial.other_ids))
        group = next((group for group in known if group and not any(_are_two(item, member) for member in group)), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(item)
        # The bearer of an id counts more than a record that only names it.
        of_id[item.trial.id] = group
        for trial_id in item.trial.other_ids:
            of_id.setdefault(trial_id, group)
    return [_one(group) for group in groups]


def _are_two(item: Found, member: Found) -> bool:
    return (
        item.trial.registry == member.trial.registry
        and item.trial.id != member.trial.id
        and Origin.SNAPSHOT not in (item.origin, member.origin)
    )


def _one(group: List[Found]) -> Found:
    if len(group) == 1:
        return group[0]
    base, *others = sorted(group, key=_rank)
    trial = base.trial
    for other in others:
        trial = _filled(trial, other.trial)
    return Found(trial, base.origin)


def _rank(found: Found) -> Tuple[int, bool]:
    return _ORIGINS[found.origin], found.trial.registry != _FIRST_REGISTRY


def _filled(trial: Trial, other: Trial) -> Trial:
    """The trial with what it lacks taken from another record of it."""
    missing = {
        field.name: getattr(other, field.name)
        for field in fields(trial)
        if field.name not in _NEVER and getattr(trial, field.name) == field.default
    }
    missing.update({name: getattr(other, name) for name, lead in _TOGETHER.items() if lead in missing})
    ids = dict.fromkeys((*trial.other_ids, other.id, *other.other_ids))
    changes: Dict[str, Any] = {
        **missing,
        "other_ids": tuple(trial_id for trial_id in ids if trial_id != trial.id),
        "cautions": tuple(dict.fromkeys((*trial.cautions, *other.cautions))),
    }
    return replace(trial, **changes)
