"""Places are read as they are meant, and no ordinary question is taken for a place search."""

from pathlib import Path
from typing import List, Union

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from content.countries import countries
from content.files import read_content, read_yaml
from content.place_choice import kilometres
from content.place_keys import key
from content.places import Context, Kind, Outcome, Place, PlaceResult, country_place, find_places

LISTED = read_yaml(Path(__file__).with_name("places.yml"))
LEAST_RIGHT = 0.98

Expected = Union[None, str, List[str]]


def named(place: Place) -> str:
    return f"{place.name}, {place.country}"


def right(found: PlaceResult, expected: Expected) -> bool:
    if expected is None:
        return found.outcome is Outcome.NONE
    if isinstance(expected, str):
        return found.place is not None and named(found.place) == expected
    return found.outcome is Outcome.AMBIGUOUS and set(expected) <= set(map(named, found.choices))


def test_nearly_every_place_of_the_list_is_read_right() -> None:
    cases = [(text, context, expected) for context in Context for text, expected in LISTED[context.value].items()]
    wrong = [(text, expected) for text, context, expected in cases if not right(find_places(text, context), expected)]
    assert len(cases) >= 300
    assert 1 - len(wrong) / len(cases) >= LEAST_RIGHT, wrong


@pytest.mark.parametrize("text", LISTED["ordinary"])
def test_an_ordinary_question_names_no_place(text: str) -> None:
    assert find_places(text, Context.MESSAGE).outcome is Outcome.NONE
    assert find_places(text, Context.SEARCH).outcome is Outcome.NONE


@pytest.mark.parametrize("text", LISTED["passing"])
def test_a_place_in_passing_is_not_searched_near(text: str) -> None:
    assert find_places(text, Context.MESSAGE).outcome is Outcome.NONE


class TestHome:
    @pytest.mark.parametrize(
        ("text", "home", "expected"),
        [
            ("London", "GB", "London, GB"), ("London", "CA", "London, CA"), ("Birmingham", "us", "Birmingham, US"),
            ("Hyderabad", "PK", "Hyderabad, PK"), ("Georgia", "GE", "Georgia, GE"), ("Punjab", "IN", "Punjab, IN"),
        ],
    )  # fmt: skip
    def test_of_several_the_one_at_home_is_meant(self, text: str, home: str, expected: str) -> None:
        assert right(find_places(text, Context.ANSWER, home), expected)

    def test_a_small_one_at_home_is_asked_about_beside_the_big_one_abroad(self) -> None:
        assert right(find_places("Perth", Context.ANSWER, "GB"), ["Perth, AU", "Perth, GB"])
        assert right(find_places("Boston", Context.ANSWER, "GB"), ["Boston, US", "Boston, GB"])

    def test_elsewhere_it_changes_nothing(self) -> None:
        assert right(find_places("Leeds", Context.ANSWER, "IN"), "Leeds, GB")
        assert right(find_places("London", Context.ANSWER, "IN"), ["London, GB", "London, CA"])


class TestPlaces:
    @pytest.mark.parametrize("code", countries())
    def test_every_country_is_one_and_its_label_leads_back(self, code: str) -> None:
        place = country_place(code)
        assert place is not None and (place.kind, place.country) == (Kind.COUNTRY, code)
        assert find_places(place.label, Context.ANSWER).place == place

    def test_no_code_is_no_country(self) -> None:
        assert country_place("ZZ") is country_place("") is None

    @pytest.mark.parametrize(
        "text", [text for text, expected in LISTED["answer"].items() if isinstance(expected, list)]
    )
    def test_the_label_of_each_choice_leads_to_it(self, text: str) -> None:
        choices = find_places(text, Context.ANSWER).choices
        assert 2 <= len(choices) <= 5 and len({place.label for place in choices}) == len(choices)
        assert [find_places(place.label, Context.ANSWER).place for place in choices] == list(choices)

    @pytest.mark.parametrize(
        ("city", "region"),
        [
            ("Houston", "Texas"), ("Glasgow", "Scotland"), ("Cardiff", "Wales"), ("Belfast", "Northern Ireland"),
            ("Melbourne", "Victoria"), ("Calgary", "Alberta"), ("Mumbai", "Maharashtra"), ("Chennai", "Tamil Nadu"),
            ("Kochi, India", "Kerala"), ("Lucknow", "Uttar Pradesh"), ("Patna", "Bihar"), ("Dresden", "Saxony"),
            ("Stuttgart", "Baden-Württemberg"), ("Toulouse", "Occitanie"), ("Bilbao", "Basque Country"),
            ("Palermo", "Sicily"),
            ("Sapporo", "Hokkaido"), ("Wuhan", "Hubei"), ("Chengdu", "Sichuan"), ("Salvador, Brazil", "Bahia"),
            ("Durban", "KwaZulu-Natal"), ("Eindhoven", "North Brabant"), ("Karachi", "Sindh"),
            ("Monterrey, Mexico", "Nuevo León"), ("Hobart", "Tasmania"), ("Galway", "Connacht"),
            ("Raipur", "Chhattisgarh"), ("Guwahati", "Assam"),
        ],
    )  # fmt: skip
    def test_towns_lie_in_their_regions(self, city: str, region: str) -> None:
        place = find_places(city, Context.ANSWER).place
        assert place is not None and place.region == region

    @pytest.mark.parametrize("context", Context)
    def test_a_town_has_coordinates_that_are_its_own(self, context: Context) -> None:
        leeds, york = (find_places(f"trials near {city}, UK", context).place for city in ("Leeds", "York"))
        assert leeds and york and leeds.population > 400_000
        assert 30 < kilometres((leeds.latitude, leeds.longitude), (york.latitude, york.longitude)) < 40

    def test_every_name_we_added_is_known(self) -> None:
        names = read_content("place_names.yml")
        for name, (city, code) in names["nicknames"].items():
            found = find_places(name, Context.ANSWER)
            assert f"{city}, {code}" in map(named, filter(None, (found.place, *found.choices))), name
        for country, regions in names["regions"].items():
            for region, *_ in regions.values():
                found = find_places(f"{region}, {countries()[country].name}", Context.ANSWER)
                assert found.place and named(found.place) == f"{region}, {country}", region

    @pytest.mark.parametrize(
        "name", ["St. John's", "København", "मुंबई", "Baden-Württemberg", "東京", "القاهرة", "Łódź", "St"]
    )
    def test_a_key_is_the_key_of_itself(self, name: str) -> None:
        assert key(key(name)) == key(name) != ""


class TestResult:
    def test_bounds_are_those_of_the_words(self) -> None:
        text = "any trials near Paris, Texas for an old stroke?"
        found = find_places(text)
        assert text[found.start : found.end] == "Paris, Texas"

    def test_only_a_mended_name_is_a_guess(self) -> None:
        assert find_places("glasgo", Context.ANSWER).guessed
        assert not find_places("Glasgow", Context.ANSWER).guessed

    def test_a_long_message_is_read_at_both_ends(self) -> None:
        text = "it hurts " * 500 + "any trials near Leeds?"
        found = find_places(text)
        assert found.place and text[found.start : found.end] == "Leeds"


anything = st.one_of(
    st.text(st.characters()), st.text("near in Leds Paris,Texas St.’東京מ\u202e🙂\x00\ud800 ", max_size=80)
)


@settings(deadline=None)
@given(anything, st.sampled_from(Context), st.sampled_from([None, "GB", "us", "?"]))
@example("", Context.ANSWER, None)
@example("near " * 2_000, Context.MESSAGE, None)
@example("İ near Leeds", Context.SEARCH, "GB")
def test_any_string(text: str, context: Context, home: str) -> None:
    found = find_places(text, context, home)
    assert (found.place is not None) == (found.outcome is Outcome.FOUND)
    assert (len(found.choices) >= 2) == (found.outcome is Outcome.AMBIGUOUS)
    assert 0 <= found.start <= found.end <= len(text)
    assert (found.start < found.end) == (found.outcome is not Outcome.NONE)
