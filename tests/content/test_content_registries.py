"""Registries have safe addresses, patterns that know their ids, and the right order."""

import re
from datetime import date
from urllib.parse import urlsplit

import pytest

from content.countries import countries
from content.evidence import facts, sources
from content.files import read_content
from content.registries import Registry, caution, registries, registries_for, registry_of
from validation.formulas import school_grade
from validation.lexicon import entries
from validation.text import Text, words

DOCUMENT = read_content("registries.yml")
ALL = list(registries().values())
EXAMPLES = [registry for registry in ALL if registry.example_id]
PLACEHOLDERS = {"condition", "treatment", "words", "country", "place"}


def site(address: str) -> str:
    """The last labels of a host: www.umin.ac.jp and center6.umin.ac.jp are one site."""
    labels = (urlsplit(address).hostname or "").removeprefix("www.").split(".")
    return ".".join(labels[-3:])


def ids(country: str | None) -> list[str]:
    return [registry.id for registry in registries_for(country)]


@pytest.mark.parametrize("registry", ALL, ids=lambda registry: registry.id)
def test_registry(registry: Registry) -> None:
    assert re.fullmatch("[a-z]+", registry.id)
    assert set(registry.countries) <= set(countries())
    assert len(set(registry.countries)) == len(registry.countries)
    assert registry.fact.startswith("F-REG-") and facts()[registry.fact].seen
    for address in filter(None, (registry.home, registry.search, registry.record)):
        assert address.startswith("https://") and " " not in address
        assert not any(host in (urlsplit(address).hostname or "") for host in entries("unfit_hosts", "hosts"))
    assert site(registry.home) == site(sources()[facts()[registry.fact].source or ""].url)
    assert set(re.findall(r"\{(\w+)\}", registry.search or "")) <= PLACEHOLDERS
    assert registry.record is None or re.findall(r"\{(\w+)\}", registry.record) == ["id"]
    assert bool(registry.id_pattern) == bool(registry.example_id)


@pytest.mark.parametrize("registry", EXAMPLES, ids=lambda registry: registry.id)
def test_pattern_knows_its_ids_only(registry: Registry) -> None:
    example = registry.example_id or ""
    assert [other.id for other in ALL if other.normalised(example)] == [registry.id]
    for written in (example, example.lower(), example.upper(), f" {example[:4]} {example[4:]} "):
        assert registry.normalised(written) == example
    for wrong in (example[:-3], example + "12345", f"x{example}", f"{example}\nrest", ""):
        assert registry.normalised(wrong) is None


@pytest.mark.parametrize(
    ("trial_id", "registry"),
    [
        ("NCT04280003", "nct"), ("nct 04280003", "nct"), ("2019-001724-35", "euctr"), ("2024-518394-34-00", "ctis"),
        ("jRCTb060190041", "jrct"), ("ChiCTR2500106320", "chictr"), ("CTRI/2008/091/000046", "ctri"),
        ("NL-OMON42174", "omon"), ("isrctn12345678", "isrctn"), ("NCT0428000", None), ("NCT042800031", None),
        ("12345678", None), ("stroke", None), ("", None), ("NCT٠٤٢٨٠٠٠٣", None),
    ],
)  # fmt: skip
def test_registry_of(trial_id: str, registry: str | None) -> None:
    found = registry_of(trial_id)
    assert (found and found.id) == registry


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        (None, ["nct", "ictrp"]), ("", ["nct", "ictrp"]), ("ZZ", ["nct", "ictrp"]), ("US", ["nct", "ictrp"]),
        ("GB", ["bpor", "isrctn", "nct", "ictrp"]), ("gb", ["bpor", "isrctn", "nct", "ictrp"]),
        ("DE", ["drks", "ctis", "nct", "ictrp"]), ("NL", ["omon", "ctis", "nct", "ictrp"]),
        ("NO", ["ctis", "nct", "ictrp"]), ("JP", ["jrct", "umin", "nct", "ictrp"]),
        ("IN", ["ctri", "nct", "ictrp"]), ("NG", ["pactr", "nct", "ictrp"]), ("AU", ["anzctr", "nct", "ictrp"]),
        ("CA", ["hcctd", "nct", "ictrp"]),
    ],
)  # fmt: skip
def test_registries_for(country: str | None, expected: list[str]) -> None:
    assert ids(country) == expected


@pytest.mark.parametrize("country", sorted(countries()))
def test_the_who_search_comes_last_and_a_list_is_short(country: str) -> None:
    assert ids(country)[-1] == DOCUMENT["catch_all"] == "ictrp"
    assert 2 <= len(ids(country)) <= 4
    assert not any(registry.old for registry in registries_for(country))


def test_every_order_names_registries_of_its_country() -> None:
    for code, order in DOCUMENT["first"].items():
        assert order == [registry.id for registry in registries_for(code) if not registry.worldwide]


def test_every_country_with_several_has_an_order() -> None:
    several = {code for code in countries() if len([r for r in registries_for(code) if not r.worldwide]) > 1}
    assert several == set(DOCUMENT["first"])


def test_links_are_encoded_and_fall_back_on_the_home_page() -> None:
    known = registries()
    assert known["nct"].search_link() == (
        "https://clinicaltrials.gov/search?cond=stroke&intr=stem%20cells&aggFilters=status:rec%20not"
    )
    assert "&country=Spain&aggFilters=" in known["nct"].search_link(country="Spain")
    assert known["isrctn"].search_link() == "https://www.isrctn.com/search?q=stroke%20stem%20cells"
    assert known["bpor"].search_link(place="Leeds").endswith("?query=stroke%20stem%20cells&location=Leeds")
    assert known["bpor"].search_link().endswith("?query=stroke%20stem%20cells")
    assert "&" not in known["isrctn"].search_link(condition="a&b=c#{x}").removeprefix("https://")
    assert known["ctri"].search_link() == known["ctri"].record_link("CTRI/2008/091/000046") == "https://ctri.nic.in/"
    assert known["nct"].record_link("nct04280003") == "https://clinicaltrials.gov/study/NCT04280003"
    assert known["umin"].record_link("UMIN000012345").endswith("?TrialID=JPRN-UMIN000012345")


def test_sentences_are_plain() -> None:
    texts = [registry.about for registry in ALL] + [caution().text]
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert school_grade(text) <= 6
        assert not re.search(r"n't|'(?:re|ll|ve|m)\b|!|https?:", text)
        assert all(len(sentence.words) <= 20 for sentence in Text(text).sentences)
        assert len(words(text)) >= 5 and text.endswith(".")
    assert all(len(Text(registry.about).sentences) == 1 for registry in ALL)
    assert set(caution().facts) <= set(facts())


def test_dates() -> None:
    checked, due = (date.fromisoformat(DOCUMENT[key]) for key in ("checked", "next_check"))
    assert 0 < (due - checked).days <= 92
