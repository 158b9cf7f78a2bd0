"""A card says what the registry says, in plain words, whatever is missing or hostile in the record."""

import dataclasses
from enum import Enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.registries.model import (
    Age,
    Allocation,
    Caution,
    Cells,
    Donor,
    Finding,
    Match,
    Origin,
    PartialDate,
    Phase,
    Relaxation,
    Results,
    Route,
    Sex,
    Site,
    SponsorClass,
    Status,
    StrokeKind,
    StudyType,
    Trial,
)
from actions.trial_search.card import Card
from actions.trial_search.registry_text import TITLE
from content.answers import READING_LEVELS
from content.card_wording import card_rows, has_wording, joined, wording
from content.files import ContentError
from tests.actions.trial_search.samples import LEEDS, match, trial


def row(name: str, origin: Origin = Origin.LIVE, old: bool = False, **changes: Any) -> str:
    """One row of the card of the sample trial, changed."""
    found = match(origin=origin, **changes)
    return Card.of(dataclasses.replace(found, status_is_old=old)).rows[name]


class TestRows:
    @pytest.mark.parametrize(
        ("name", "changes", "expected"),
        [
            ("tests", {}, "The person's own cells, from bone marrow, given into a vein. Chance decides who gets"),
            ("tests", {"cells": (), "donor": Donor.DONOR}, "Cells of a donor, given into a vein."),
            ("tests", {"cells": (), "routes": ()}, "The list does not say it in a way that we can read."),
            ("tests", {"cells": (Cells.CELL_PRODUCTS,)}, "Tiny parts that cells release (no whole cells), given"),
            ("tests", {"study_type": StudyType.OBSERVATIONAL}, "The team only watches."),
            ("tests", {"allocation": Allocation.SINGLE_GROUP}, "so nothing is compared."),
            ("status", {}, "Looking for people now."),
            ("status", {"status": Status.TERMINATED, "why_stopped": "No money"}, "Stopped early. Reason: “No money”"),
            ("phase", {}, "Phase 1: first safety tests, few people. Phase 2:"),
            ("phase", {"phases": ()}, "The list does not say."),
            ("kind", {"stroke_kinds": tuple(StrokeKind)}, "Stroke from a clot or a bleed."),
            ("who", {}, "Age 18 to 75 years. Women and men. Only the trial team can say if you fit."),
            ("who", {"min_age": Age(6, "month"), "sex": Sex.FEMALE}, "Age 6 months to 75 years. Women only."),
            ("who", {"max_age": None}, "Age 18 years and over."),
            ("who", {"min_age": None, "max_age": Age(1)}, "Age up to 1 year."),
            ("who", {"min_age": None, "max_age": None, "sex": Sex.NOT_STATED}, "No age limit is known to us. Only"),
            ("time", {}, "The list says: “Ischemic stroke 6 to 60 months ago.”"),
            (
                "time",
                {"time_since_stroke": None, "time_window": "6 months or more."},
                "In our words: 6 months or more.",
            ),
            ("time", {"time_since_stroke": None}, "The list does not say"),
            ("where", {}, "General Hospital, Leeds, United Kingdom, about 12 km (7 miles) from"),
            ("where", {}, "1 more place, in France."),
            ("where", {"sites": ()}, "The list does not say."),
            ("where", {"sites": (LEEDS, *(Site(city="x", country=f"C{n}") for n in range(436)))}, "in 436 countries."),
            ("size", {}, "The plan is 1,200 people."),
            ("size", {"enrolment_is_actual": True}, "1,200 people took part."),
            ("size", {"enrolment": 0}, "Nobody took part."),
            ("size", {"enrolment": None}, "The list does not say."),
            ("runs", {}, "Made-up University (a hospital, university or charity)."),
            ("runs", {"sponsor_class": SponsorClass.INDIVIDUAL, "sponsor": None}, "One named doctor or researcher."),
            ("runs", {"sponsor": None}, "The list does not say."),
            ("results", {}, "No results are known to us."),
            ("results", {"results_posted": True}, "The list holds results. We have not summed them up."),
            (
                "results",
                {"results": Results("7 of 55 people got better.", Finding.NO_BENEFIT, PartialDate(2020, 3))},
                "No clear benefit was found. 7 of 55 people got better. (Seen by us: March 2020.)",
            ),
            ("number", {}, "NCT99999001"),
            ("dated", {}, "Read from ClinicalTrials.gov on 20 November 2026."),
        ],
    )
    def test_plain_words(self, name: str, changes: dict[str, Any], expected: str) -> None:
        assert expected in row(name, **changes)

    def test_a_saved_entry_says_so(self) -> None:
        assert row("dated", Origin.SNAPSHOT) == "From our saved list, of 20 November 2026."
        assert row("dated", Origin.SNAPSHOT, as_of=None) == "From our saved list. Its date is not known."

    def test_an_old_status_is_what_it_was_when_last_checked(self) -> None:
        old = row("status", old=True, status_as_of=PartialDate(2022, 10))
        assert old == "Was looking for people when last checked (October 2022). This may have changed."
        finished = row("status", old=True, status=Status.COMPLETED, status_as_of=PartialDate(2019))
        assert finished == "Finished when last checked (2019)."
        assert row("status", old=True, status_as_of=None).startswith("Was looking for people when last checked.")

    def test_a_status_that_says_not_confirmed_is_not_said_twice(self) -> None:
        cautions = (Caution.NOT_VERIFIED_FOR_TWO_YEARS, Caution.FEE_MENTIONED)
        unknown = Match(trial(status=Status.UNKNOWN), Origin.LIVE, cautions=cautions)
        running = Match(trial(), Origin.LIVE, cautions=cautions)
        assert (len(Card.of(unknown).cautions), len(Card.of(running).cautions)) == (1, 2)

    def test_every_row_has_words_however_empty_the_record(self) -> None:
        card = Card.of(Match(Trial("NCT99999001", "nct", ""), Origin.SNAPSHOT))
        assert set(card.rows) == set(card_rows("standard"))
        assert all(card.rows.values()) and card.title == wording("untitled")


class TestReply:
    @pytest.mark.parametrize("level", READING_LEVELS)
    def test_text_and_card_say_the_same(self, level: str) -> None:
        found = Card.of(Match(trial(), Origin.LIVE, LEEDS, 12, (Caution.FEE_MENTIONED,)))
        reply = found.reply(level)
        assert reply.card is not None and reply.response == "utter_trial_card"
        for line in reply.card["lines"]:
            assert f"• **{line['label']}:** {line['text']}" in reply.values["rows"]
        assert reply.card["cautions"] and all(caution in reply.values["rows"] for caution in reply.card["cautions"])
        assert reply.card["note"].startswith("Listed is not approved")
        assert reply.values["link"] == reply.card["link"]["url"] == "https://clinicaltrials.gov/study/NCT99999001"

    def test_the_simple_level_has_fewer_rows_but_the_same_limits(self) -> None:
        simple, standard = (Card.of(match()).reply(level).values["rows"] for level in ("simple", "standard"))
        assert len(simple) < len(standard)
        for row_name in ("status", "who", "time", "results", "number"):
            assert wording("labels", row_name) in simple

    def test_a_channel_without_cards_gets_the_text_alone(self) -> None:
        reply = Card.of(match()).reply("standard", in_parts=False)
        assert reply.card is None and "Looking for people now" in reply.values["rows"]

    def test_it_survives_the_slot(self) -> None:
        import json

        card = Card.of(match())
        assert Card.from_slot(json.loads(json.dumps(card.for_slot()))) == card

    @pytest.mark.parametrize(
        "title",
        [
            "x" * 5000,
            "word " * 1000,
            "a\n\n**b** `c` {emergency_number} <script>",
            "\u202eevil\u202c",
            "\u200b",
            "🙂" * 400,
        ],
    )
    def test_a_hostile_title_is_bounded_and_plain(self, title: str) -> None:
        card = Card.of(match(title=title, official_title=None))
        assert 0 < len(card.title) <= TITLE
        assert not set(card.title) & set("*`{}<>\n\u202e\u202c\u200b")

    def test_no_address_of_a_record_is_passed_on(self) -> None:
        reply = Card.of(match()).reply("standard")
        assert "evil.example" not in str(reply)
        assert Card.of(match(registry="no such one")).url == "https://trialsearch.who.int/"


@pytest.mark.parametrize(
    ("place", "kinds"),
    [
        (("cells",), [cells for cells in Cells if cells is not Cells.CELL_PRODUCTS]),
        (("cells_of",), Donor),
        (("cells_unknown",), Donor),
        (("routes",), Route),
        (("compared",), Allocation),
        (("status",), Status),
        (("phases",), Phase),
        (("kinds",), StrokeKind),
        (("sex",), Sex),
        (("runs", "kinds"), SponsorClass),
        (("findings",), Finding),
        (("cautions",), Caution),
        (("relaxed",), Relaxation),
        (("source",), Origin),
        (("search", "kinds"), StrokeKind),
    ],
)
def test_every_value_has_its_words(place: tuple[str, ...], kinds: list[Enum]) -> None:
    assert [kind for kind in kinds if not has_wording(*place, kind.value)] == []


def test_words_that_are_missing_are_named() -> None:
    with pytest.raises(ContentError, match="status.NO_SUCH"):
        wording("status", "NO_SUCH")
    with pytest.raises(ContentError, match="where.line"):
        wording("where", "line")


@pytest.mark.parametrize(
    ("words", "expected"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_words_are_joined(words: tuple[str, ...], expected: str) -> None:
    assert joined(words) == expected


_FIELDS = [field.name for field in dataclasses.fields(Trial) if field.name not in ("id", "registry", "url")]
_EMPTY = {field.name: field.default for field in dataclasses.fields(Trial)}


@given(st.sets(st.sampled_from(_FIELDS)), st.sampled_from(list(Origin)), st.booleans())
def test_any_field_may_be_missing(missing: set[str], origin: Origin, old: bool) -> None:
    found = trial(**{name: _EMPTY[name] for name in missing})
    card = Card.of(Match(found, origin, found.sites[0] if found.sites else None, None, tuple(Caution), old))
    assert all(card.rows.values())
    assert "None" not in card.reply("standard").values["rows"]
