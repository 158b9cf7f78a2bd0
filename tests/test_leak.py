"""No message that tests the assistant is a copy, or nearly one, of a message it learned from."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Dict, FrozenSet, Iterator, List, NamedTuple, Sequence

import numpy as np
import pytest
import yaml
from rasa.shared.nlu.training_data.entities_parser import replace_entities
from scipy.sparse import csr_matrix

ROOT = Path(__file__).parents[1]
NEAR_COPY = 0.6  # Jaccard similarity of the sets of three letters in a row
# People answer "yes" in one way only. These are allowed as a turn of a talk, never as a test of its own.
COMMON_REPLIES = frozenset(
    (
        *("hi", "hello", "good morning", "good evening", "bye", "goodbye"),
        *("yes", "yes please", "ok", "no", "no thanks", "thanks", "thank you"),
    )
)


class Tested(NamedTuple):
    """A message that tests the assistant, and the file it stands in."""

    text: str
    file: str


class Leak(NamedTuple):
    """A tested message and the training example it is too close to."""

    tested: Tested
    example: str
    similarity: float

    def __str__(self) -> str:
        return f"{self.tested.file}: {self.tested.text!r} is {self.similarity:.2f} like {self.example!r}"


def fold(text: str) -> str:
    """`text` without case and punctuation, its words one space apart."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(mark for mark in text if unicodedata.category(mark)[0] not in "PS").split())


@cache
def trigrams(text: str) -> FrozenSet[str]:
    """Every three characters in a row of the folded text, its ends marked by spaces."""
    folded = fold(text)
    padded = f" {folded} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2)) if folded else frozenset()


def leaks(tested: Sequence[Tested], examples: Sequence[str]) -> List[Leak]:
    """For each tested message that is too close to an example: the closest one."""
    ours, theirs = _matrices([message.text for message in tested], examples)
    shared = (ours @ theirs.T).tocoo()
    sizes, example_sizes = np.diff(ours.indptr), np.diff(theirs.indptr)
    similarity = shared.data / (sizes[shared.row] + example_sizes[shared.col] - shared.data)
    found: Dict[int, Leak] = {}
    for at in np.flatnonzero(similarity >= NEAR_COPY):
        row, value = int(shared.row[at]), float(similarity[at])
        if row not in found or value > found[row].similarity:
            found[row] = Leak(tested[row], examples[int(shared.col[at])], value)
    return [found[row] for row in sorted(found)]


def _matrices(*lists: Sequence[str]) -> List[csr_matrix]:
    """For each list of messages: a row a message, a column a trigram, 1 where it occurs."""
    columns: Dict[str, int] = {}
    rows = [[[columns.setdefault(part, len(columns)) for part in trigrams(text)] for text in texts] for texts in lists]
    return [_matrix(numbers, len(columns)) for numbers in rows]


def _matrix(rows: Sequence[Sequence[int]], width: int) -> csr_matrix:
    ends = np.cumsum([0, *map(len, rows)])
    flat = [number for row in rows for number in row]
    return csr_matrix((np.ones(len(flat), dtype=np.int32), flat, ends), shape=(len(rows), width))


def _yaml(path: Path) -> Dict[str, Any]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def examples_in(path: Path) -> Iterator[str]:
    """The example messages of a file of Rasa's training data."""
    for intent in _yaml(path)["nlu"]:
        for line in (intent.get("examples") or "").splitlines():
            example = re.match(r"\s*-\s+(.*\S)", line)
            if example:
                yield replace_entities(example.group(1))


def user_texts_in(path: Path) -> Iterator[str]:
    """What people write in a file of test stories, without the common replies inside a longer talk."""
    for story in _yaml(path)["stories"]:
        texts = [replace_entities(step["user"].strip()) for step in story["steps"] if "user" in step]
        yield from (text for text in texts if len(texts) == 1 or fold(text) not in COMMON_REPLIES)


def journey_texts_in(path: Path) -> Iterator[str]:
    """What people type in a file of journeys, without the common replies."""
    for journey in _yaml(path)["journeys"]:
        texts = (step["text"] for step in journey["steps"] if "text" in step)
        yield from (text for text in texts if fold(text) not in COMMON_REPLIES)


@pytest.fixture(scope="module")
def training_examples() -> List[str]:
    return [example for path in sorted(ROOT.glob("data/*/nlu.yml")) for example in examples_in(path)]


@pytest.fixture(scope="module")
def held_out() -> List[Tested]:
    return [Tested(text, path.name) for path in sorted(ROOT.glob("tests/nlu/*.yml")) for text in examples_in(path)]


@pytest.fixture(scope="module")
def conversations() -> List[Tested]:
    paths = sorted(ROOT.glob("tests/conversations/**/*.yml"))
    return [Tested(text, f"{path.parent.name}/{path.name}") for path in paths for text in user_texts_in(path)]


@pytest.fixture(scope="module")
def journeys() -> List[Tested]:
    paths = sorted(ROOT.glob("tests/journeys/*.yml"))
    return [Tested(text, f"{path.parent.name}/{path.name}") for path in paths for text in journey_texts_in(path)]


def test_every_source_was_read(
    training_examples: List[str], held_out: List[Tested], conversations: List[Tested], journeys: List[Tested]
) -> None:
    assert len(training_examples) > 5000
    assert len(held_out) > 500
    assert len(conversations) > 300
    assert len(journeys) > 80


def test_no_held_out_message_was_learned(held_out: List[Tested], training_examples: List[str]) -> None:
    assert not [str(leak) for leak in leaks(held_out, training_examples)]


def test_no_conversation_test_was_learned(conversations: List[Tested], training_examples: List[str]) -> None:
    assert not [str(leak) for leak in leaks(conversations, training_examples)]


def test_no_journey_was_learned(journeys: List[Tested], training_examples: List[str]) -> None:
    assert not [str(leak) for leak in leaks(journeys, training_examples)]


def test_common_replies_are_short() -> None:
    assert all(fold(reply) == reply and len(reply.split()) <= 2 for reply in COMMON_REPLIES)


@pytest.mark.parametrize(
    "planted",
    [
        "Is it safe to travel for the treatment?",
        "is it SAFE, to travel for the treatment",
        "is it really safe to travel for the treatment",
        "is it safe to travel for this treatment",
    ],
)
def test_a_planted_copy_is_found(planted: str) -> None:
    examples = ["how long does a visit take", "Is it safe to travel for the treatment?"]
    (leak,) = leaks([Tested("does the cat mind", "planted.yml"), Tested(planted, "planted.yml")], examples)
    assert (leak.tested.text, leak.example) == (planted, examples[1])


def test_every_near_copy_is_found(training_examples: List[str]) -> None:
    examples = training_examples[::150]
    tested = [Tested(" ".join(example.split()[1:]), "planted.yml") for example in examples]
    sets = [trigrams(example) for example in examples]
    near = [message.text for message in tested if any(_similarity(message.text, other) >= NEAR_COPY for other in sets)]
    assert 0 < len(near) < len(tested)
    assert [leak.tested.text for leak in leaks(tested, examples)] == near


def _similarity(text: str, other: FrozenSet[str]) -> float:
    ours = trigrams(text)
    return len(ours & other) / max(len(ours | other), 1)


@pytest.mark.parametrize("fresh", ["would a journey abroad put him in danger", "", "?!", "一", "🙂"])
def test_a_fresh_message_is_not_a_leak(fresh: str) -> None:
    assert not leaks([Tested(fresh, "fresh.yml")], ["Is it safe to travel for the treatment?", "?", ""])


def test_one_letter_in_another_script_is_found() -> None:
    assert leaks([Tested("你好！", "planted.yml")], ["你好"])


def test_a_planted_copy_in_files_is_found(tmp_path: Path) -> None:
    (tmp_path / "nlu.yml").write_text(
        "nlu:\n- intent: affirm\n  examples: |\n    - yes\n"
        "- intent: lookup_trial\n  examples: |\n    - what is [NCT01](trial_id) about\n",
        encoding="utf-8",
    )
    (tmp_path / "test_talk.yml").write_text(
        "stories:\n"
        "- story: one reply alone\n  steps:\n  - user: |\n      Yes!\n    intent: affirm\n"
        "- story: a talk\n  steps:\n"
        "  - user: |\n      What is [NCT01](trial_id) about?\n    intent: lookup_trial\n"
        "  - action: action_lookup_trial\n"
        "  - user: |\n      yes\n    intent: affirm\n",
        encoding="utf-8",
    )
    examples = list(examples_in(tmp_path / "nlu.yml"))
    tested = [Tested(text, "test_talk.yml") for text in user_texts_in(tmp_path / "test_talk.yml")]
    assert examples == ["yes", "what is NCT01 about"]
    assert [leak.tested.text for leak in leaks(tested, examples)] == ["Yes!", "What is NCT01 about?"]
