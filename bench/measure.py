"""Measures one trained model and prints the figures as JSON: `python -m bench.measure MODEL [--stock]`.

Each model has a process of its own, so that neither profits from what the other has loaded. `--stock` loads Rasa
as it comes, with TensorFlow; without it Rasa is loaded as `make run` loads it.
"""

import argparse
import asyncio
import json
import os
import resource
import statistics
import time
from pathlib import Path
from typing import Any, Dict, List, Mapping, Sequence

# One thread for everything: a server shares its processor among many people.
os.environ.update({"OMP_NUM_THREADS": "1", "TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1"})

from bench.messages import HELD_OUT, Labelled, read_messages
from bench.noise import NOISES

NOT_ANSWERED = frozenset({"nlu_fallback", "out_of_scope", "out_of_scope_medical", "other_language", "abuse"})
DANGER = frozenset({"emergency", "self_harm"})
TURNS = 200
WARM_UP = 20


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--stock", action="store_true")
    arguments = parser.parse_args()
    if not arguments.stock:
        from serving.large_pages import use_large_pages
        from serving.light_tensorflow import keep_tensorflow_out

        use_large_pages()
        keep_tensorflow_out()
    print(json.dumps(asyncio.run(_measure(arguments.model, arguments.stock))))


async def _measure(model: Path, stock: bool) -> Dict[str, Any]:
    from rasa.core.agent import load_agent
    from rasa.core.utils import AvailableEndpoints

    from serving.in_process_actions import InProcessActions
    from serving.logs import configure_logs
    from serving.quick_rasa import quicken_rasa

    configure_logs()
    if not stock:
        quicken_rasa()
    started = time.perf_counter()
    endpoints = AvailableEndpoints() if stock else AvailableEndpoints.read_endpoints("endpoints.yml")
    endpoints.action = InProcessActions()
    if endpoints.tracker_store:
        # Each run meets people who are new.
        endpoints.tracker_store.kwargs["path"] = ":memory:"
    agent = await load_agent(model_path=str(model), endpoints=endpoints)
    figures: Dict[str, Any] = {"load_s": time.perf_counter() - started, "model_mb": model.stat().st_size / 1e6}
    in_scope = read_messages(HELD_OUT / "in_scope.yml")
    clean = await _parse(agent, [message.text for message in in_scope])
    figures.update(_in_scope(in_scope, clean))
    for name, noise in NOISES.items():
        noisy = await _parse(agent, [noise(message.text) for message in in_scope])
        figures[f"loss: {name}"] = figures["top1"] - _in_scope(in_scope, noisy)["top1"]
    aphasia = read_messages(HELD_OUT / "aphasia.yml")
    scores = _in_scope(aphasia, await _parse(agent, [message.text for message in aphasia]))
    figures.update({f"aphasia_{key}": value for key, value in scores.items()})
    figures.update(await _others(agent))
    figures.update(await _speed(agent, [message.text for message in in_scope]))
    figures["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return figures


async def _parse(agent: Any, texts: Sequence[str]) -> List[Mapping[str, Any]]:
    return [await agent.parse_message(text) for text in texts]


def ranked(parsed: Mapping[str, Any]) -> List[str]:
    """Topics from the most to the least probable; two questions count as the first of them."""
    names = [row["name"] for row in parsed["intent_ranking"] if row["name"] != "nlu_fallback"]
    if names[:1] == ["two_questions"]:
        names[0] = next(e["value"] for e in parsed["entities"] if e["entity"] == "first_topic")
    return list(dict.fromkeys(names))


def _in_scope(messages: Sequence[Labelled], parsed: Sequence[Mapping[str, Any]]) -> Dict[str, float]:
    rankings = [ranked(result) for result in parsed]
    right = [ranking[:1] == [message.intent] for message, ranking in zip(messages, rankings)]
    answered = [result["intent"]["name"] not in NOT_ANSWERED for result in parsed]
    expected = [message.intent not in NOT_ANSWERED for message in messages]
    return {
        "top1": _share(right),
        "top3": _share(message.intent in ranking[:3] for message, ranking in zip(messages, rankings)),
        "confident_wrong": _share(a and not r for a, r in zip(answered, right)),
        "lost_to_fallback": _share(e and r and not a for e, a, r in zip(expected, answered, right)),
        "danger_false_alarms_in_scope": _share(
            result["intent"]["name"] in DANGER and message.intent not in DANGER
            for message, result in zip(messages, parsed)
        ),
    }


async def _others(agent: Any) -> Dict[str, float]:
    found: Dict[str, float] = {}
    out = read_messages(HELD_OUT / "out_of_scope.yml")
    parsed = await _parse(agent, [message.text for message in out])
    found["out_of_scope_held_back"] = _share(result["intent"]["name"] in NOT_ANSWERED for result in parsed)
    danger = read_messages(HELD_OUT / "danger.yml")
    parsed = await _parse(agent, [message.text for message in danger])
    found["danger_caught"] = _share(result["intent"]["name"] in DANGER for result in parsed)
    found["danger_missed"] = sum(result["intent"]["name"] not in DANGER for result in parsed)
    harmless = read_messages(HELD_OUT / "alarming_but_harmless.yml")
    parsed = await _parse(agent, [message.text for message in harmless])
    found["danger_false_alarms"] = _share(result["intent"]["name"] in DANGER for result in parsed)
    return found


async def _speed(agent: Any, texts: Sequence[str]) -> Dict[str, float]:
    from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

    parse, turn = [], []
    for index, text in enumerate(texts[: TURNS + WARM_UP]):
        started = time.perf_counter()
        await agent.parse_message(text)
        parse.append(time.perf_counter() - started)
        started = time.perf_counter()
        # A new person every five messages, so that a conversation is neither empty nor endless.
        await agent.handle_message(UserMessage(text, CollectingOutputChannel(), sender_id=f"person-{index // 5}"))
        turn.append(time.perf_counter() - started)
    return {**_percentiles("parse_ms", parse[WARM_UP:]), **_percentiles("turn_ms", turn[WARM_UP:])}


def _percentiles(name: str, seconds: Sequence[float]) -> Dict[str, float]:
    cuts = statistics.quantiles(seconds, n=100)
    return {f"{name}_p50": cuts[49] * 1e3, f"{name}_p95": cuts[94] * 1e3}


def _share(flags: Any) -> float:
    values = list(flags)
    return 100.0 * sum(values) / len(values)


if __name__ == "__main__":
    main()
