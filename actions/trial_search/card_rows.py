"""The rows of a card: what a registry says of one trial, in plain words or quoted."""

from typing import Mapping, Optional

from actions.registries.model import (
    Age,
    Cells,
    Finding,
    Match,
    Origin,
    PartialDate,
    Phase,
    Site,
    SponsorClass,
    Status,
    StudyType,
    Trial,
)
from actions.trial_search.registry_text import NAME, QUOTE, plain
from content.card_wording import has_wording, joined, wording
from content.plain_dates import plain_partial_date
from content.registries import registries

KILOMETRES_TO_MILES = 0.621371
MOST_COUNTRIES = 4

_FINAL = frozenset({Status.COMPLETED, Status.TERMINATED, Status.WITHDRAWN, Status.NO_LONGER_AVAILABLE})


def rows_of(match: Match) -> Mapping[str, str]:
    """The rows of a trial by the names in `data/trials/card_wording.yml`. None is empty."""
    trial = match.trial
    return {
        "tests": _tests(trial),
        "status": _status(match),
        "phase": _phase(trial),
        "kind": _kind(trial),
        "who": _who(trial),
        "time": _time(trial),
        "where": _where(match),
        "size": _size(trial),
        "runs": _runs(trial),
        "results": _results(trial),
        "number": trial.id,
        "dated": _dated(match),
    }


def _tests(trial: Trial) -> str:
    if trial.study_type is StudyType.OBSERVATIONAL:
        return wording("tests", "observes")
    if not trial.cells and not trial.routes:
        return wording("tests", "not_stated")
    routes = joined(tuple(wording("routes", route.value) for route in trial.routes), by="or")
    return wording(
        "tests",
        "line",
        cells=_cells(trial),
        route=wording("route", routes=routes) if routes else "",
        compared=wording("compared", trial.allocation.value),
    )


def _cells(trial: Trial) -> str:
    if Cells.CELL_PRODUCTS in trial.cells:
        return wording("cell_products")
    source = joined(tuple(wording("cells", cells.value) for cells in trial.cells), by="or")
    if not source:
        return wording("cells_unknown", trial.donor.value)
    return wording("cells_of", trial.donor.value, source=source)


def _status(match: Match) -> str:
    trial = match.trial
    name = trial.status.value
    if match.status_is_old:
        status = wording("status_then", name) if has_wording("status_then", name) else wording("status", name)
        day = _date(trial.status_as_of)
        line = (
            wording("status_line", "old", status=status, date=day)
            if day
            else wording("status_line", "undated", status=status)
        )
        if trial.status not in _FINAL:
            line += wording("status_line", "may_have_changed")
    else:
        line = wording("status_line", "now", status=wording("status", name))
    why = plain(trial.why_stopped or "", QUOTE)
    return line + (wording("status_line", "why", words=why) if why else "")


def _phase(trial: Trial) -> str:
    if not trial.phases:
        return wording("phase_not_stated")
    return wording("phase_joined").join(wording("phases", phase.value) for phase in Phase if phase in trial.phases)


def _kind(trial: Trial) -> str:
    if len(trial.stroke_kinds) > 1:
        return wording("kinds", "both")
    return wording("kinds", trial.stroke_kinds[0].value if trial.stroke_kinds else "not_stated")


def _who(trial: Trial) -> str:
    least, most = trial.min_age, trial.max_age
    if least and most:
        # "Age 18 to 75 years": the unit once, if it is the same.
        first = str(least.amount) if least.unit == most.unit else _age(least)
        age = wording("age", "between", least=first, most=_age(most))
    elif least:
        age = wording("age", "from", least=_age(least))
    else:
        age = wording("age", "to", most=_age(most)) if most else wording("age", "none")
    return age + wording("sex", trial.sex.value) + wording("only_the_team")


def _age(age: Age) -> str:
    return f"{age.amount} {wording('age', 'one' if age.amount == 1 else 'units', age.unit)}"


def _time(trial: Trial) -> str:
    quoted = plain(trial.time_since_stroke or "", QUOTE)
    if quoted:
        return wording("quote", words=quoted)
    ours = plain(trial.time_window or "", QUOTE).rstrip(".")
    return wording("own_words", words=ours) if ours else wording("time_not_stated")


def _where(match: Match) -> str:
    site = match.nearest
    place = _site(site) if site else ""
    if not place:
        return wording("where", "not_stated")
    return wording("where", "line", place=place, distance=_distance(match.distance_km), more=_more(match))


def _site(site: Site) -> str:
    parts = (plain(part or "", NAME) for part in (site.facility, site.city, site.country))
    return wording("separator").join(dict.fromkeys(part for part in parts if part))


def _distance(kilometres: Optional[int]) -> str:
    if kilometres is None:
        return ""
    if kilometres < 1:
        return wording("where", "near", km=1, miles=1)
    return wording("where", "distance", km=kilometres, miles=max(1, round(kilometres * KILOMETRES_TO_MILES)))


def _more(match: Match) -> str:
    others = [site for site in match.trial.sites if site != match.nearest]
    names = tuple(dict.fromkeys(plain(site.country or "", NAME) for site in others if site.country))
    if not others or not names:
        return ""
    countries = wording("where", "many_countries", count=len(names)) if len(names) > MOST_COUNTRIES else joined(names)
    return wording("where", "more_one" if len(others) == 1 else "more", count=len(others), countries=countries)


def _size(trial: Trial) -> str:
    if trial.enrolment is None:
        return wording("size", "not_stated")
    if trial.enrolment == 0:
        return wording("size", "nobody")
    return wording("size", "actual" if trial.enrolment_is_actual else "planned", count=f"{trial.enrolment:,}")


def _runs(trial: Trial) -> str:
    if trial.sponsor_class is SponsorClass.INDIVIDUAL:
        return wording("runs", "individual") + wording("runs", "pays")
    sponsor = plain(trial.sponsor or "", NAME).rstrip(".")
    if not sponsor:
        return wording("runs", "not_stated")
    kind = wording("runs", "kinds", trial.sponsor_class.value)
    return wording("runs", "line", sponsor=sponsor, kind=kind) + wording("runs", "pays")


def _results(trial: Trial) -> str:
    results = trial.results
    if results is None or results.finding is Finding.NOT_KNOWN:
        return wording("results", "posted" if trial.results_posted else "none")
    return wording(
        "results",
        "line",
        finding=wording("findings", results.finding.value),
        words=plain(results.text, QUOTE),
        date=_date(results.as_of),
    )


def _dated(match: Match) -> str:
    day = _date(match.trial.as_of)
    if match.origin is Origin.SNAPSHOT or not day:
        return wording("dated", "saved", date=day) if day else wording("dated", "undated")
    registry = registries().get(match.trial.registry)
    return wording("dated", "live", registry=registry.name if registry else match.trial.registry, date=day)


def _date(day: Optional[PartialDate]) -> str:
    return plain_partial_date(str(day)) if day else ""
