"""Names lead to one country, and a sentence to the country it names."""

import re

import pytest

from content.countries import Country, ambiguous, code_of, countries, countries_in, country_name
from content.files import read_content

COUNTRIES = list(countries().values())
# Words that are languages too: "Do you speak Polish?" does not say where somebody lives.
LANGUAGES = {
    "arabic", "bulgarian", "catalan", "chinese", "croatian", "czech", "danish", "dutch", "english", "estonian",
    "filipino", "finnish", "french", "german", "greek", "hebrew", "hindi", "hungarian", "icelandic", "indonesian",
    "irish", "italian", "japanese", "korean", "latvian", "lithuanian", "malay", "maltese", "nepali", "norwegian",
    "persian", "polish", "portuguese", "romanian", "russian", "serbian", "slovak", "slovenian", "somali",
    "spanish", "swedish", "thai", "turkish", "ukrainian", "urdu", "vietnamese", "welsh",
}  # fmt: skip
ENGLISH_WORDS = ["us", "in", "it", "is", "no", "so", "to", "me", "am", "be", "as", "at", "by", "do", "my", "id", "nice", "bath", "male", "mobile", "polish", "reunion", "cork", "hue", "man"]  # fmt: skip  # noqa: E501


def test_all_codes_are_there() -> None:
    assert len(COUNTRIES) == 250
    assert all(re.fullmatch("[A-Z]{2}", str(code)) for code in read_content("countries.yml")["countries"])
    assert {"GB", "NO", "NA", "NE", "XK"} <= set(countries())


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: country.code)
def test_every_name_leads_to_its_country(country: Country) -> None:
    for name, _ in country.places:
        if name not in ambiguous():
            assert code_of(name) == country.code
            assert countries_in(f"We live in {name} now") == (country.code,)
    assert country_name(country.code) == country.name


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: country.code)
def test_lists_hold_words_once(country: Country) -> None:
    words = [name for name, _ in country.places]
    assert all(isinstance(word, str) and word.strip() == word and word for word in words)
    assert len(set(words)) == len(words)
    assert set(country.case_sensitive) <= set(words)


def test_ambiguous_places_stand_in_several_known_countries() -> None:
    assert "Georgia" in ambiguous()
    for name, codes in ambiguous().items():
        assert len(codes) > 1 and set(codes) <= set(countries())
        assert code_of(name) is None
        assert countries_in(f"I live in {name}.") == codes


def test_no_word_for_people_is_a_language() -> None:
    assert not {word.casefold() for country in COUNTRIES for word in country.demonyms} & LANGUAGES


@pytest.mark.parametrize("word", ENGLISH_WORDS)
def test_english_words_are_no_country(word: str) -> None:
    assert countries_in(f"Can you tell me {word} please") == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("I live in Leeds", ["GB"]), ("i am in the uk", ["GB"]), ("I'm British", ["GB"]), ("U.K.", ["GB"]),
        ("Scotland's hospitals", ["GB"]), ("Northern Ireland", ["GB"]), ("I am in Ireland", ["IE"]),
        ("I am in the US", ["US"]), ("us", ["US"]), ("tell us more", []), ("CAN YOU HELP US", []),
        ("new jersey", ["US"]), ("New Mexico", ["US"]), ("the U.S. Virgin Islands", ["VI"]),
        ("New South Wales", ["AU"]), ("Papua New Guinea", ["PG"]), ("Guinea Bissau", ["GW"]),
        ("Perth, Scotland", ["GB"]), ("Paris, Texas", ["US"]), ("London, Ontario", ["CA"]), ("London Ontario", ["CA"]),
        ("Atlanta, Georgia", ["US"]), ("Tbilisi, Georgia", ["GE"]), ("I live in Georgia", ["GE", "US"]),
        ("Hyderabad in Pakistan", ["PK"]), ("San Jose, California", ["US"]), ("Republic of the Congo", ["CG"]),
        ("the Democratic Republic of the Congo", ["CD"]), ("North Korea", ["KP"]), ("Korea", ["KR"]),
        ("Korea, Republic of", ["KR"]), ("Turkey (Türkiye)", ["TR"]), ("türkiye", ["TR"]), ("Holland", ["NL"]),
        ("Côte d’Ivoire", ["CI"]), ("cote d'ivoire", ["CI"]), ("Trinidad & Tobago", ["TT"]), ("Łódź", ["PL"]),
        ("Deutschland", ["DE"]), ("中国", ["CN"]), ("भारत", ["IN"]), ("Україна", ["UA"]), ("South America", []),
        ("People's Republic of China", ["CN"]), ("I am an American living in Spain", ["ES"]),
        ("My son is in Mexico and I live in London", ["MX", "GB"]), ("Do you speak Spanish?", []),
        ("It was tried in guinea pigs", []), ("the American Stroke Association says", []), ("", []), ("🙂", []),
    ],
)  # fmt: skip
def test_countries_in(text: str, codes: list[str]) -> None:
    assert list(countries_in(text)) == codes


def test_country_name() -> None:
    assert country_name("gb") == "United Kingdom"
    assert country_name(None) is country_name("ZZ") is None
    assert countries()["GB"].in_sentence == "the United Kingdom"
    assert countries()["IE"].in_sentence == "Ireland"
