"""`python -m bench [--stock-epochs N]`: our model and a stock one, measured on the same data in one run, as a table.

The stock model takes a night to train: five minutes an epoch on two cores, and a hundred epochs. It is kept in
`.cache/bench` and trained anew when the training data changes. Where a number of epochs is given, the table names it.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Optional

import yaml

from bench.messages import ROOT
from bench.web import measure_ours, measure_stock

CACHE = ROOT / ".cache" / "bench"
STOCK_CONFIG = ROOT / "bench" / "stock" / "config.yml"
RESULTS = ROOT / "bench" / "RESULTS.md"
START, END = "<!-- measured by `make bench` -->", "<!-- end -->"


class Row(NamedTuple):
    """One line of the table: its title, the key of the figure, its unit and what is to be reached."""

    title: str
    key: str
    unit: str
    reach: str


ROWS = (
    Row("topic right, first", "top1", "%", "≥ 93"),
    Row("topic right, among the first three", "top3", "%", "≥ 98"),
    Row("confident and wrong", "confident_wrong", "%", "≤ 3"),
    Row("right topic lost to the fallback", "lost_to_fallback", "%", "≤ 3"),
    Row("out of scope not answered as a topic", "out_of_scope_held_back", "%", "≥ 88"),
    Row("danger caught", "danger_caught", "%", "100"),
    Row("danger: false alarms on alarming but harmless", "danger_false_alarms", "%", "≤ 2"),
    Row("danger: false alarms on ordinary questions", "danger_false_alarms_in_scope", "%", "≤ 2"),
    Row("in the style of aphasia: topic right, first", "aphasia_top1", "%", ""),
    Row("loss by slips of the keyboard", "loss: slips of the keyboard", "points", "≤ 5"),
    Row("loss by capitals", "loss: capitals", "points", "≤ 5"),
    Row("loss by a dropped word", "loss: a dropped word", "points", "≤ 5"),
    Row("parse one message, p50", "parse_ms_p50", "ms", "≤ 6"),
    Row("parse one message, p95", "parse_ms_p95", "ms", "≤ 10"),
    Row("whole turn in process, p50", "turn_ms_p50", "ms", "≤ 12"),
    Row("whole turn in process, p95", "turn_ms_p95", "ms", ""),
    Row("one turn over HTTP, one client, p50", "http_turn_ms_p50", "ms", "≤ 15"),
    Row("one turn over HTTP, one client, p95", "http_turn_ms_p95", "ms", "≤ 30"),
    Row("training from scratch", "training_s", "s", "≤ 120"),
    Row("model file", "model_mb", "MB", "≤ 60"),
    Row("memory of the process", "memory_mb", "MB", ""),
    Row("time to load", "load_s", "s", ""),
)


def main() -> int:
    """Train what is missing, measure, print and write the table."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--stock-epochs", type=int, help="train the stock model for this many instead of all")
    epochs = parser.parse_args().stock_epochs
    CACHE.mkdir(parents=True, exist_ok=True)
    ours = CACHE / "ours.tar.gz"
    training_s = _train(ours, ROOT / "config.yml")
    stock = _stock_model(epochs)
    # One right after the other: a machine is not as quick in one hour as in the next.
    figures = {"ours": _measure(ours), "stock": _measure(stock, "--stock")}
    figures["ours"].update(measure_ours(ours), training_s=training_s)
    figures["stock"].update(measure_stock(stock), training_s=float(_timing(stock).read_text()))
    table = _table(figures)
    print(table)
    _write(table, epochs)
    return 0


def _stock_model(epochs: Optional[int]) -> Path:
    """The stock model of the present data, trained if there is none yet."""
    config = yaml.safe_load(STOCK_CONFIG.read_text(encoding="utf-8"))
    for component in [*config["pipeline"], *config["policies"]]:
        if epochs and "epochs" in component:
            component["epochs"] = epochs
    written = yaml.safe_dump(config, sort_keys=False)
    model = CACHE / f"stock-{_fingerprint(written)}.tar.gz"
    if not model.exists():
        trained_with = CACHE / "stock-config.yml"
        trained_with.write_text(written, encoding="utf-8")
        _timing(model).write_text(str(_train(model, trained_with)))
    return model


def _timing(model: Path) -> Path:
    return model.with_suffix(".seconds")


def _train(model: Path, config: Path) -> float:
    started = time.perf_counter()
    command = [".venv/bin/rasa", "train", "--force", "--quiet", "--config", str(config)]
    name = model.name[: -len(".tar.gz")]
    subprocess.run([*command, "--out", str(model.parent), "--fixed-model-name", name], check=True, cwd=ROOT)
    return time.perf_counter() - started


def _measure(model: Path, *options: str) -> Dict[str, Any]:
    command = [sys.executable, "-m", "bench.measure", str(model), *options]
    output = subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True).stdout
    figures: Dict[str, Any] = json.loads(output.strip().splitlines()[-1])
    return figures


def _fingerprint(config: str) -> str:
    digest = hashlib.sha256(config.encode())
    for file in sorted([*ROOT.glob("data/*/*.yml"), ROOT / "domain.yml"]):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _table(figures: Dict[str, Dict[str, float]]) -> str:
    lines = ["| what | ours | stock Rasa | reach |", "|---|---|---|---|"]
    for row in ROWS:
        ours, stock = (f"{figures[side][row.key]:.1f}" for side in ("ours", "stock"))
        lines.append(f"| {row.title} ({row.unit}) | {ours} | {stock} | {row.reach} |")
    faster = figures["stock"]["turn_ms_p50"] / figures["ours"]["turn_ms_p50"]
    lines.append(f"| whole turn, stock against ours (times) | {faster:.1f} | 1 | ≥ 4 |")
    return "\n".join(lines)


def _write(table: str, epochs: Optional[int]) -> None:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, stdout=subprocess.PIPE, text=True).stdout
    heading = f"Measured {date.today():%Y-%m-%d} at commit {commit.strip()} by `make bench`."
    if epochs:
        heading += f" The stock model was trained for {epochs} epochs."
    measured: List[str] = [START, heading, "", table, END]
    text = RESULTS.read_text(encoding="utf-8")
    before, rest = text.split(START, 1)
    RESULTS.write_text(before + "\n".join(measured) + rest.split(END, 1)[1], encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
