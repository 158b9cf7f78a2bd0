"""What a person can take away from the talk: topics, trials, warning signs, questions and sources, ready to print.

`summary_of` needs no dispatcher and utters nothing, so that a channel can offer the page too. From a tracker of Rasa's
own, pass `rasa_sdk.Tracker.from_dict(tracker.current_state(EventVerbosity.ALL))`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Dict, Iterator, List, Mapping, Tuple

from rasa_sdk import Tracker

from actions.clinic_check.answers import ClinicAnswers
from actions.history import topics_answered
from content.answers import answers
from content.doctor_questions import questions_about
from content.evidence import Source, sources_of
from content.registries import registry_of
from content.take_away import take_away_line, take_away_note, take_away_title
from content.topics import topics

MOST_TRIALS = 10
MOST_SOURCES = 8


@dataclass(frozen=True)
class SummarySource:
    """A page to read. `date` is the ISO date on which it was last checked or, for a trial, shown."""

    title: str
    url: str
    date: str


@dataclass(frozen=True)
class Summary:
    """The page. `date` is an ISO date; texts may hold `**bold**`. Nothing in it was typed by the person."""

    title: str
    date: str
    topics: Tuple[str, ...]
    questions: Tuple[str, ...]
    sources: Tuple[SummarySource, ...]
    note: str

    @property
    def empty(self) -> bool:
        """Whether nothing was talked about yet."""
        return not self.topics

    def as_dict(self) -> Dict[str, Any]:
        """The page as plain values: `{"title", "date", "topics", "questions", "sources", "note"}`."""
        return {
            "title": self.title,
            "date": self.date,
            "topics": list(self.topics),
            "questions": list(self.questions),
            "sources": [{"title": s.title, "url": s.url, "date": s.date} for s in self.sources],
            "note": self.note,
        }


@dataclass(frozen=True)
class _Trial:
    """A trial that was shown or looked up."""

    id: str
    title: str
    registry: str
    url: str
    seen: str


def summary_of(tracker: Tracker, today: date) -> Summary:
    """The page of the talk so far; lists are empty if nothing was talked about."""
    talked = topics_to_take_away(tracker)
    trials = list(_trials(tracker, today).values())[-MOST_TRIALS:]
    check = ClinicAnswers.of(tracker.slots)
    lines = [topics()[topic].title for topic in talked]
    lines += [
        take_away_line("trial_with_title" if trial.title else "trial", id=trial.id, title=trial.title)
        for trial in trials
    ]
    lines += [take_away_line("sign", sign=sign.sign) for sign in check.named]
    lines += [take_away_line("unsure", sign=sign.sign) for sign in check.unsure]
    return Summary(
        title=take_away_title(),
        date=today.isoformat(),
        topics=tuple(lines),
        questions=tuple(questions_to_take_away(tracker)) if lines else (),
        sources=(*_pages(talked), *(_entry(trial) for trial in trials)),
        note=take_away_note(),
    )


def topics_to_take_away(tracker: Tracker) -> List[str]:
    """Ids of the topics that were answered from sources.

    Help texts and crisis replies rest on none; nobody should find them on a printed page.
    """
    return [topic for topic in topics_answered(tracker) if sources_of(answers()[f"utter_{topic}"][0].facts)]


def questions_to_take_away(tracker: Tracker) -> List[str]:
    """Questions for the stroke team about what was talked of, then those for the clinic that was checked."""
    check = ClinicAnswers.of(tracker.slots)
    asks = (take_away_line("ask_clinic", ask=sign.ask) for sign in (*check.named, *check.unsure))
    return [*questions_about(topics_to_take_away(tracker)), *asks]


def _pages(talked: List[str]) -> List[SummarySource]:
    found: Dict[str, SummarySource] = {}
    for topic in talked:
        answer = answers()[f"utter_{topic}"][0]
        for source in sources_of(answer.facts):
            found.setdefault(source.id, SummarySource(_source_title(source), source.url, answer.checked or ""))
    return list(found.values())[:MOST_SOURCES]


def _source_title(source: Source) -> str:
    if source.year[:1].isdigit():
        return take_away_line("source_with_year", title=source.title, publisher=source.publisher, year=source.year)
    return take_away_line("source", title=source.title, publisher=source.publisher)


def _entry(trial: _Trial) -> SummarySource:
    title = take_away_line("trial_source", id=trial.id, registry=trial.registry) if trial.registry else trial.id
    return SummarySource(title, trial.url, trial.seen)


def _trials(tracker: Tracker, today: date) -> Mapping[str, _Trial]:
    """The trials by number, each as it was seen last."""
    found: Dict[str, _Trial] = {}
    for event in tracker.events:
        for trial in (*_looked_up(event, today), *_on_cards(event, today)):
            # A card knows the title; a number looked up again must not lose it.
            known = found.pop(trial.id, None)
            found[trial.id] = known if known and not trial.title else trial
    return found


def _looked_up(event: Mapping[str, Any], today: date) -> Iterator[_Trial]:
    if event.get("event") != "user":
        return
    for entity in (event.get("parse_data") or {}).get("entities") or ():
        number = str(entity.get("value") or "") if entity.get("entity") == "trial_id" else ""
        registry = registry_of(number) if number else None
        normalised = registry.normalised(number) if registry else None
        if registry and normalised:
            yield _Trial(normalised, "", registry.name, registry.record_link(normalised), _day(event, today))


def _on_cards(event: Mapping[str, Any], today: date) -> Iterator[_Trial]:
    if event.get("event") != "bot":
        return
    card = ((event.get("data") or {}).get("custom") or {}).get("card") or {}
    if card.get("kind") != "trial" or not card.get("id"):
        return
    number = str(card["id"])
    registry = registry_of(number)
    url = str((card.get("link") or {}).get("url") or "")
    yield _Trial(number, str(card.get("title") or ""), registry.name if registry else "", url, _day(event, today))


def _day(event: Mapping[str, Any], today: date) -> str:
    stamp = event.get("timestamp")
    return date.fromtimestamp(stamp).isoformat() if isinstance(stamp, (int, float)) else today.isoformat()
