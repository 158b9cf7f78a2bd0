"""`python -m bench.places`: how well places and trial numbers are read, and how long a message takes.

The lists of `tests/trials/` were at hand while the reader was built. `places_blind.yml` was written when it was done,
and nothing was changed for it: its share is the honest one.
"""

import statistics
import time
from functools import partial
from typing import Any, Callable, List, Mapping, NamedTuple, Sequence

from bench.messages import ROOT
from content.files import read_yaml
from content.places import Context, Outcome, Place, PlaceResult, find_places
from content.trial_ids import read_trial_ids

LISTS = ROOT / "tests" / "trials"
BLIND = ROOT / "bench" / "data" / "places_blind.yml"
ROUNDS = 20


class Share(NamedTuple):
    """How many of a list were read right, and which were not."""

    right: int
    of: int
    wrong: List[str]

    def __str__(self) -> str:
        wrong = f"; wrong: {', '.join(map(repr, self.wrong))}" if self.wrong else ""
        return f"{100 * self.right / max(1, self.of):.1f} % ({self.right} of {self.of}){wrong}"


def main() -> None:
    """Measure and print."""
    started = time.process_time()
    find_places("Leeds", Context.ANSWER)
    print(f"first place, with the table read: {1000 * (time.process_time() - started):.0f} ms of the processor")
    listed, blind = read_yaml(LISTS / "places.yml"), read_yaml(BLIND)
    print("places of the list:", places(listed))
    print("places of the blind list:", places(blind))
    for name, questions in (("the list", listed["ordinary"] + listed["passing"]), ("blind", blind["ordinary"])):
        print(f"ordinary questions without a place, {name}:", ordinary(questions))
    print("trial numbers:", trial_numbers(read_yaml(LISTS / "trial_ids.yml")))
    questions = listed["ordinary"] + listed["passing"] + blind["ordinary"]
    for context in Context:
        print(f"processor time a message, {context.value}:", _times(questions, partial(find_places, context=context)))
    print("processor time a message, trial numbers:", _times(questions, read_trial_ids))


def places(lists: Mapping[str, Any]) -> Share:
    """The share of places, in all contexts, that are found or asked about as they should be."""
    cases = [(text, context, wanted) for context in Context for text, wanted in lists.get(context.value, {}).items()]
    wrong = [text for text, context, wanted in cases if not _right(find_places(text, context), wanted)]
    return Share(len(cases) - len(wrong), len(cases), wrong)


def ordinary(questions: Sequence[str]) -> Share:
    """The share of questions in which no place to look near is seen."""
    wrong = [text for text in questions if find_places(text).outcome is not Outcome.NONE]
    return Share(len(questions) - len(wrong), len(questions), wrong)


def trial_numbers(lists: Mapping[str, Any]) -> Share:
    """The share of messages whose numbers, right and wrong, are all read as they should be and nothing else is."""
    wrong = [text for text, ids in lists["right"].items() if _numbers(text) != (ids, [])]
    wrong += [text for text, (_, _, meant) in lists["wrong"].items() if _numbers(text) != ([], [meant])]
    wrong += [text for text in lists["none"] if _numbers(text) != ([], [])]
    total = sum(map(len, (lists["right"], lists["wrong"], lists["none"])))
    return Share(total - len(wrong), total, wrong)


def _numbers(text: str) -> Any:
    found = read_trial_ids(text)
    return [one.id for one in found.valid], [one.suggestion for one in found.malformed]


def _right(found: PlaceResult, wanted: Any) -> bool:
    if wanted is None:
        return found.outcome is Outcome.NONE
    if isinstance(wanted, str):
        return found.place is not None and _named(found.place) == wanted
    return found.outcome is Outcome.AMBIGUOUS and set(wanted) <= set(map(_named, found.choices))


def _named(place: Place) -> str:
    return f"{place.name}, {place.country}"


def _times(questions: Sequence[str], read: Callable[[str], Any]) -> str:
    times = []
    for _ in range(ROUNDS):
        for text in questions:
            started = time.process_time()
            read(text)
            times.append(1000 * (time.process_time() - started))
    return f"p50 {statistics.median(times):.2f} ms, p95 {statistics.quantiles(times, n=20)[18]:.2f} ms"


if __name__ == "__main__":
    main()
