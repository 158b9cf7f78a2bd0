"""Writes the saved list, so that a difference between two versions of it can be read line by line."""

from datetime import date
from pathlib import Path
from typing import Any, Dict, Iterable

import yaml

from actions.registries.model import Trial
from actions.registries.rows import row_of
from content.registries import registry_of

HEADER = """\
# The saved list of trials: what a search shows when no registry can be reached. `make refresh-trials` writes it anew; a
# person reads the differences before they are kept. A record holds as of `as_of`, its status as of `status_as_of` (if
# missing, the day is not known). In our own words and reviewed: time_window (shown where time_since_stroke, the
# registry's own sentence, is missing) and results, each with its date, sources and rows of facts.yml where there are
# any. Names, e-mails and phones of people are never kept.
"""


class _Dumper(yaml.SafeDumper):
    """Without anchors: each row stands for itself."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def saved_row(trial: Trial) -> Dict[str, Any]:
    """The row of a trial, without what follows from its id and without long texts of the registry."""
    row = row_of(trial)
    for field in ("summary", "official_title", *(("registry", "url") if registry_of(trial.id) else ())):
        row.pop(field, None)
    for site in row.get("sites", ()):
        site.pop("status", None)
    return row


def write_snapshot(path: Path, trials: Iterable[Trial], checked: date) -> None:
    """Write the list as of a day, in the order given."""
    document = {"checked": checked.isoformat(), "trials": [saved_row(trial) for trial in trials]}
    text = yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=140, default_flow_style=None)
    path.write_text(f"{HEADER}{text}", encoding="utf-8")
