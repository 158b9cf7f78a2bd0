"""Journeys: whole conversations as data, read from `tests/journeys/*.yml`.

A file holds one area of the content:

    area: risks
    journeys:
    - name: A daughter fears a tumour          # unique
      begin: {country: GB, level: simple}      # optional: the wishes of POST /session
      steps:
      - text: could the injected cells later become cancerous
        answer: tumour_risk.simple
        evidence: not_known
        sources: true
        says: ["Nobody knows"]
        choices: ["What about years later?"]
      - choice: What about years later?
        answer: long_term_safety
      - command: more

A step sends exactly one of
- text: typed by the person, in words that training never saw (tests/test_leak.py proves it)
- choice: the title of a button, offered by the latest message that has one of this title
- command: simpler, more, again, sources or start_over

and may expect of the reply
- answer: how the id of a message begins: the answer's public name, then perhaps `.` and the reading level. A list
  stands for as many messages as it has entries, in their order
- kind: of one of the messages: answer, emergency or notice
- evidence: the evidence level of one of the messages, or none if no message has one
- says, never: fragments that the text must, or must not, hold. Markup and case do not count
- sources: true for at least one, false for none, or fragments of addresses that must be there
- choices: titles that must be offered (others may be)
- cards: how many cards there must be at least

Every reply must hold at least one message with text, whatever the step expects. The runner is `test_journeys.py`; a
load test can drive the same files through `read_journeys` and `faults`.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Union

import yaml

FOLDER = Path(__file__).parent
SENT = ("text", "choice", "command")
NONE = "none"

Messages = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Step:
    """One message of a person and what its reply must be like; None stands for no expectation."""

    sends: str
    value: str
    answer: Optional[Tuple[str, ...]] = None
    kind: Optional[str] = None
    evidence: Optional[str] = None
    says: Tuple[str, ...] = ()
    never: Tuple[str, ...] = ()
    sources: Union[bool, Tuple[str, ...], None] = None
    choices: Tuple[str, ...] = ()
    cards: int = 0


@dataclass(frozen=True)
class Journey:
    """One conversation."""

    name: str
    area: str
    steps: Tuple[Step, ...]
    begin: Mapping[str, str] = field(default_factory=dict)


def read_journeys(folder: Path = FOLDER) -> List[Journey]:
    """All journeys of the files in `folder`.

    Raises:
        ValueError: a file has another shape, or a name stands twice; the message says where.
    """
    journeys: List[Journey] = []
    for path in sorted(folder.glob("*.yml")):
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        for row in document["journeys"]:
            unknown = set(row) - {"name", "begin", "steps"}
            if unknown or not row["steps"]:
                raise ValueError(f"{path.name}: {row.get('name')}: {unknown or 'no steps'}")
            steps = tuple(_step(step, f"{path.name}: {row['name']}") for step in row["steps"])
            journeys.append(Journey(row["name"], document["area"], steps, row.get("begin", {})))
    names = [journey.name for journey in journeys]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"these names stand twice: {twice}")
    return journeys


def _step(row: Dict[str, Any], where: str) -> Step:
    sends = [key for key in SENT if key in row]
    if len(sends) != 1:
        raise ValueError(f"{where}: a step sends one of {SENT}, not {sends}")
    expected = {key: value for key, value in row.items() if key not in SENT}
    for name in ("answer", "says", "never", "choices"):
        if isinstance(expected.get(name), str):
            expected[name] = [expected[name]]
    expected = {key: tuple(value) if isinstance(value, list) else value for key, value in expected.items()}
    try:
        return Step(sends[0], str(row[sends[0]]), **expected)
    except TypeError as error:
        raise ValueError(f"{where}: {error}") from error


def token_of(title: str, replies: Sequence[Messages]) -> Optional[str]:
    """The token of the button with this title that was offered last; None if there was none."""
    for messages in reversed(replies):
        for message in messages:
            for choice in message["choices"]:
                if choice["title"] == title:
                    return str(choice["token"])
    return None


def faults(step: Step, messages: Messages) -> List[str]:
    """What is wrong with a reply, one sentence each; empty if it is as the step expects."""
    found: List[str] = []
    ids = [message["id"] for message in messages]
    text = _plain("\n\n".join(message["text"] for message in messages))
    if not text.strip():
        found.append("says nothing")
    if step.answer is not None and not _begins(ids, step.answer):
        found.append(f"answers {ids}, not {list(step.answer)}")
    if step.kind is not None and step.kind not in [message["kind"] for message in messages]:
        found.append(f"is no {step.kind}: {ids}")
    if step.evidence is not None:
        levels = [message["evidence"]["level"] for message in messages if message["evidence"]] or [NONE]
        if step.evidence not in levels:
            found.append(f"has the evidence {levels}, not {step.evidence}")
    found += [f"does not say {fragment!r}" for fragment in step.says if _plain(fragment) not in text]
    found += [f"says {fragment!r}" for fragment in step.never if _plain(fragment) in text]
    addresses = [source["url"] for message in messages for source in message["sources"]]
    if isinstance(step.sources, tuple):
        found += [f"has no source {part!r}" for part in step.sources if not any(part in url for url in addresses)]
    elif step.sources is not None and step.sources != bool(addresses):
        found.append(f"has the sources {addresses}")
    titles = [choice["title"] for message in messages for choice in message["choices"]]
    found += [f"does not offer {title!r} but {titles}" for title in step.choices if title not in titles]
    if sum(len(message["cards"]) for message in messages) < step.cards:
        found.append(f"shows fewer than {step.cards} cards")
    return found


def _begins(ids: Sequence[str], expected: Sequence[str]) -> bool:
    parts = [id.split(".") for id in ids]
    if len(expected) == 1:
        return any(part[: expected[0].count(".") + 1] == expected[0].split(".") for part in parts)
    return len(parts) == len(expected) and all(
        part[: name.count(".") + 1] == name.split(".") for part, name in zip(parts, expected)
    )


def _plain(text: str) -> str:
    return " ".join(text.replace("**", "").replace("’", "'").casefold().split())
