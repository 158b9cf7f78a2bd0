"""`python -m bench.widget`: what the widget costs a page, beside two well-known ones, and how soon it can be used.

Sizes are those of the one-file editions after gzip -9. Times are those of the demo page of the real assistant in
Chromium with the processor slowed down four times, from the first paint until the first choices can be pressed.
"""

import statistics
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Dict, List

from playwright.sync_api import Browser

from bench.live_page import assistant, chromium
from bench.messages import ROOT
from bench.npm_packages import DEEP_CHAT, RASA_WEBCHAT
from bench.widget_bundle import gzip_bytes, make_bundle, modules_gzip_bytes

RESULTS = ROOT / "bench" / "RESULTS.md"
START, END = "<!-- measured by `python -m bench.widget` -->", "<!-- end of widget -->"
RUNS = 7
SLOWDOWN = 4
# The moment at which a choice stands on the page, on the page's own clock.
WATCH = """
const look = setInterval(() => {
    const chat = document.querySelector('stroke-assistant')?.shadowRoot;
    if (chat?.querySelector('.choices:not([hidden]) button')) { window.usable = performance.now(); clearInterval(look) }
}, 5);"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def main() -> int:
    """Measure, print and write the table."""
    sizes = bundle_sizes()
    with assistant() as url, chromium() as browser:
        times = [_times(browser, url) for _ in range(RUNS)]
    paint, usable = (statistics.median(run[key] for run in times) for key in ("paint", "usable"))
    worst = max(run["usable"] for run in times)
    lines = [
        "| what | ours | deep-chat 2.4.2 | rasa-webchat 1.0.1 | reach |",
        "|---|---|---|---|---|",
        "| one file, gzip (KB) | " + " | ".join(f"{sizes[name] / 1024:.1f}" for name in sizes) + " | ≤ 12 |",
        f"| readable modules, gzip (KB) | {modules_gzip_bytes() / 1024:.1f} | | | |",
        f"| first paint to usable, CPU 4 times slower (ms, median of {RUNS}) | {usable - paint:.0f} | | | ≤ 1,000 |",
        f"| start of loading to usable (ms, median, worst) | {usable:.0f}, {worst:.0f} | | | |",
    ]
    print("\n".join(lines))
    _write(lines)
    return 0


def bundle_sizes() -> Dict[str, int]:
    """Bytes after gzip of each widget's file for a page."""
    files: Dict[str, Path] = {
        "ours": make_bundle(),
        "deep-chat": DEEP_CHAT.folder() / "dist" / "deepChat.bundle.js",
        "rasa-webchat": RASA_WEBCHAT.folder() / "lib" / "index.js",
    }
    return {name: gzip_bytes(path.read_bytes()) for name, path in files.items()}


def _times(browser: Browser, url: str) -> Dict[str, float]:
    page = browser.new_page()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.add_init_script(WATCH)
    page.goto(url)
    page.locator(".choices button").first.wait_for()
    page.wait_for_timeout(50)
    times = {"paint": float(page.evaluate(PAINT)), "usable": float(page.evaluate("usable"))}
    page.close()
    return times


def _write(table: List[str]) -> None:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, stdout=subprocess.PIPE, text=True).stdout
    heading = f"Measured {date.today():%Y-%m-%d} at commit {commit.strip()} by `python -m bench.widget`."
    before, rest = RESULTS.read_text(encoding="utf-8").split(START, 1)
    measured = "\n".join([START, heading, "", *table, END])
    RESULTS.write_text(before + measured + rest.split(END, 1)[1], encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
