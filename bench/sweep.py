"""`python -m bench.sweep`: how thresholds trade answers against mistakes, on the tuning messages of `bench/data`.

The held-out messages of `tests/nlu` play no part here: a threshold chosen on them would measure itself.
"""

import asyncio
import os

os.environ["OMP_NUM_THREADS"] = "1"

from typing import Any, List, Mapping, Sequence, Tuple

from bench.measure import DANGER, NOT_ANSWERED, ranked
from bench.messages import TUNING, Labelled, read_messages

SHARPNESS = (3.0, 4.0, 5.0, 6.0, 8.0)
THRESHOLDS = (0.35, 0.4, 0.45, 0.5, 0.525, 0.55, 0.575, 0.6, 0.65)

Parsed = Tuple[Labelled, Mapping[str, Any]]


def main() -> None:
    """Print one line for each pair of sharpness and threshold."""
    from serving.light_tensorflow import keep_tensorflow_out

    keep_tensorflow_out()
    from understanding.topic_classifier import TopicClassifier

    trained = TopicClassifier.get_default_config()["sharpness"]
    in_scope, out_of_scope = asyncio.run(_parse_all())
    print("sharpness threshold | in scope: right answered, wrong answered, lost | out of scope held back")
    for sharpness in SHARPNESS:
        for threshold in THRESHOLDS:
            line = _line(in_scope, out_of_scope, sharpness / trained, threshold)
            print(f"{sharpness:9.1f} {threshold:9.3f} | {line}")


async def _parse_all() -> Tuple[List[Parsed], List[Parsed]]:
    from rasa.core.agent import load_agent

    agent = await load_agent(model_path="models/assistant.tar.gz")

    async def parse(*names: str) -> List[Parsed]:
        messages = [message for name in names for message in read_messages(TUNING / f"{name}.yml")]
        return [(message, await agent.parse_message(message.text)) for message in messages]

    return (
        await parse("tuning_in_scope_1", "tuning_in_scope_2"),
        await parse("tuning_out_of_scope", "tuning_out_of_scope_2"),
    )


def _line(in_scope: Sequence[Parsed], out_of_scope: Sequence[Parsed], power: float, threshold: float) -> str:
    right = wrong = lost = 0
    for message, parsed in in_scope:
        answered = _answered(parsed, power, threshold)
        correct = ranked(parsed)[:1] == [message.intent]
        right += answered and correct
        wrong += answered and not correct
        lost += correct and not answered and message.intent not in NOT_ANSWERED
    held = sum(not _answered(parsed, power, threshold) for _, parsed in out_of_scope)
    share = 100 / len(in_scope)
    return f"{right * share:5.1f} {wrong * share:5.1f} {lost * share:5.1f} | {held * 100 / len(out_of_scope):5.1f}"


def _answered(parsed: Mapping[str, Any], power: float, threshold: float) -> bool:
    # A softmax of sharper margins is the same softmax with each probability raised to a power.
    name = ranked(parsed)[:1]
    if not name or name[0] in NOT_ANSWERED:
        return False
    if name[0] in DANGER:
        return True
    rows = [row for row in parsed["intent_ranking"] if row["name"] not in ("nlu_fallback", "two_questions")]
    odds = [row["confidence"] ** power for row in rows]
    return odds[0] / sum(odds) >= threshold


if __name__ == "__main__":
    main()
