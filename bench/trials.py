"""`python -m bench.trials`: how soon the first card stands, and how well trials are told from look-alikes.

The registry is a server on this machine with 200 made-up studies that takes its time; what is printed is the time
beyond the server's own.
"""

import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any, Dict, List

from aiohttp import web

from actions.registries.finder import TrialFinder
from actions.registries.model import Place, Query
from actions.registries.settings import Settings
from bench.trial_relevance import measure as measure_relevance

STUDIES, PAGE, DELAY, RUNS = 200, 100, 0.15, 9
LEEDS = Query(place=Place("Leeds", "GB", 53.8, -1.55))
# As long as the texts of a real record are on average.
FILLER = "Patients with a persistent deficit of the arm who can follow instructions and have given consent. " * 25


def studies() -> List[Dict[str, Any]]:
    """Made-up studies of the size of real ones, each with five sites."""
    return [_study(number) for number in range(1, STUDIES + 1)]


async def measure() -> Dict[str, float]:
    """Median times in milliseconds: live beyond the server's own delay, from disk, and from memory."""
    found = studies()
    pages = [json.dumps(_page(found, start)).encode() for start in range(0, STUDIES, PAGE)]

    async def answer(request: web.Request) -> web.Response:
        await asyncio.sleep(DELAY)
        return web.Response(body=pages[int(request.query.get("pageToken", "0"))], content_type="application/json")

    async def nothing(request: web.Request) -> web.Response:
        return web.Response(text='<allTrials xmlns="http://www.67bricks.com/isrctn"/>', content_type="application/xml")

    app = web.Application()
    app.router.add_get("/studies", answer)
    app.router.add_get("/query/format/default", nothing)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    times: Dict[str, List[float]] = {"live": [], "disk": [], "memory": []}
    try:
        for _ in range(RUNS):
            with tempfile.TemporaryDirectory() as folder:
                settings = Settings(clinicaltrials_url=url, isrctn_url=url, cache=Path(folder))
                finder = TrialFinder(settings)
                times["live"].append(await _timed(finder) - DELAY * 1000 * len(pages))
                # The list of the second registry may still be on its way; with it all trials are merged anew, once.
                await finder.settled()
                await _timed(finder)
                times["memory"].append(await _timed(finder))
                times["disk"].append(await _timed(TrialFinder(settings)))
    finally:
        await runner.cleanup()
    return {f"trials_{name}_ms": median(taken) for name, taken in times.items()}


async def _timed(finder: TrialFinder) -> float:
    started = time.perf_counter()
    result = await finder.search(LEEDS)
    taken = (time.perf_counter() - started) * 1000
    if len(result.matches) < 100:
        raise RuntimeError(f"only {len(result.matches)} trials came back")
    return taken


def _page(found: List[Dict[str, Any]], start: int) -> Dict[str, Any]:
    page: Dict[str, Any] = {"studies": found[start : start + PAGE]}
    if start + PAGE < len(found):
        page["nextPageToken"] = str(start // PAGE + 1)
    return page


def _study(number: int) -> Dict[str, Any]:
    site = {"facility": f"Hospital {number}", "city": "Leeds", "country": "United Kingdom", "status": "RECRUITING"}
    sites = [{**site, "geoPoint": {"lat": 53.8 + step / 10, "lon": -1.55}} for step in range(5)]
    criteria = (
        f"Inclusion Criteria:\n\n* {FILLER}\n* Ischemic stroke within {number} days\n\nExclusion Criteria:\n\n* None"
    )
    return {
        "protocolSection": {
            "identificationModule": {
                "nctId": f"NCT99999{number:03d}",
                "briefTitle": f"Mesenchymal Stem Cells for Ischemic Stroke {number}",
                "officialTitle": f"A Randomized Trial of Bone Marrow Cells After Ischemic Stroke {number}",
            },
            "statusModule": {
                "overallStatus": "RECRUITING",
                "statusVerifiedDate": time.strftime("%Y-%m"),
                "lastUpdatePostDateStruct": {"date": time.strftime("%Y-%m-%d")},
            },
            "descriptionModule": {"briefSummary": FILLER[:600], "detailedDescription": FILLER},
            "conditionsModule": {"conditions": ["Ischemic Stroke"]},
            "designModule": {"studyType": "INTERVENTIONAL", "phases": ["PHASE2"]},
            "armsInterventionsModule": {
                "interventions": [{"name": "Bone marrow cells", "description": f"Intravenous infusion. {FILLER[:400]}"}]
            },
            "eligibilityModule": {"eligibilityCriteria": criteria, "minimumAge": "18 Years"},
            "contactsLocationsModule": {"locations": sites},
        },
        "hasResults": False,
    }


def main() -> int:
    """Measure, print, and fail if a figure is out of reach."""
    figures = asyncio.run(measure())
    relevance = measure_relevance()
    figures.update(trials_precision=relevance.precision, trials_recall=relevance.recall)
    for name, value in figures.items():
        print(f"{name:24} {value:8.1f}")
    for title in relevance.let_in:
        print(f"let in: {title}")
    for title in relevance.missed:
        print(f"missed: {title}")
    reached = figures["trials_live_ms"] <= 300 and figures["trials_memory_ms"] <= 20
    return 0 if reached and relevance.precision >= 97 and relevance.recall >= 97 else 1


if __name__ == "__main__":
    sys.exit(main())
