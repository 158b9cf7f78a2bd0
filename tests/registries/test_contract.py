"""Our requests and our made-up answers against the registry's own description of its API."""

import re
from pathlib import Path
from typing import Any, Callable, Dict, Iterator

import jsonschema
import pytest
import yaml
from aiohttp import web

from actions.registries.clinicaltrials_gov import PAGE_SIZE
from actions.registries.clinicaltrials_gov_record import FIELDS
from actions.registries.finder import TrialFinder
from actions.registries.http import Deadline
from actions.registries.model import Place, Query
from tests.registries.server import FakeRegistry
from tests.registries.studies import page, study

SPEC: Dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "fixtures" / "clinicaltrials_gov_api_v2.yml").read_text(encoding="utf-8")
)
PERSONAL = re.compile(r"contact|overallofficial|email|phone|responsible|investigator", re.IGNORECASE)


def problems(request: web.Request) -> Iterator[str]:
    """Where a request leaves the description."""
    path = "/studies" if request.path == "/api/v2/studies" else "/studies/{nctId}"
    described = {row["name"]: row["schema"] for row in SPEC["paths"][path]["get"]["parameters"]}
    if path != "/studies":
        yield from _faults("nctId", request.match_info["id"], described["nctId"])
    for name, value in request.query.items():
        if name not in described:
            yield f"{name} is no parameter of {path}"
            continue
        schema = described[name]
        if schema["type"] == "array":
            yield from _faults(name, value.split("|"), schema)
        elif schema["type"] == "integer":
            yield from _faults(name, int(value), schema)
        else:
            yield from _faults(name, value, schema)


def _faults(name: str, value: Any, schema: Dict[str, Any]) -> Iterator[str]:
    validator = jsonschema.Draft4Validator(schema)
    yield from (f"{name}: {error.message}" for error in validator.iter_errors(value))


def answer_faults(document: Any, name: str) -> list[str]:
    """Where an answer leaves its schema, unknown keys included."""
    whole = {"$ref": f"#/components/schemas/{name}", "components": _strict(SPEC["components"])}
    return [error.message for error in jsonschema.Draft4Validator(whole).iter_errors(document)]


def _strict(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {key: _strict(part) for key, part in schema.items()}
    return {**strict, "additionalProperties": False} if isinstance(schema.get("properties"), dict) else strict


async def test_a_search_asks_as_described(registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.studies = lambda request: page([study()], token=None if "pageToken" in request.query else "abc")
    await finder.search(Query(place=Place("Leeds", "GB", 53.8, -1.55)))
    asked = registry.asked("/api/v2/studies")
    assert len(asked) == 2 and [fault for request in asked for fault in problems(request)] == []


async def test_a_look_up_asks_as_described(registry: FakeRegistry, finder: TrialFinder) -> None:
    registry.study = lambda request: study()
    await finder.look_up("NCT99999001")
    await finder.look_up("2019-088888-11")
    asked = registry.asked("/api/v2/studies")
    assert len(asked) == 2 and [fault for request in asked for fault in problems(request)] == []


def test_the_pages_are_within_what_the_registry_gives() -> None:
    assert 0 < PAGE_SIZE <= 1000


def test_no_field_about_people_is_asked_for() -> None:
    names = FIELDS.split("|")
    assert len(names) == len(set(names)) and not [name for name in names if PERSONAL.search(name)]


@pytest.mark.parametrize("number", [1, 2, 999])
def test_the_made_up_studies_are_as_described(number: int) -> None:
    assert answer_faults(page([study(number)], token="abc"), "PagedStudies") == []


def test_the_description_would_notice_a_wrong_study() -> None:
    wrong = study(statusModule={"overallStatus": "Recruiting"})
    wrong["protocolSection"]["designModule"]["phase"] = "2"
    assert len(answer_faults(page([wrong]), "PagedStudies")) == 2


async def test_the_description_would_notice_a_wrong_request(registry: FakeRegistry, settings: Any) -> None:
    from actions.registries.http import Fetcher

    fetch: Callable[..., Any] = Fetcher("nct", settings).get
    wrong = {"filter.phase": "PHASE2", "pageSize": "-1", "fields": "1st|"}
    await fetch(f"{settings.clinicaltrials_url}/studies", wrong, Deadline(2))
    assert len(list(problems(registry.requests[0]))) == 4
