"""What the danger signs must catch and what they must leave alone."""

from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from understanding.danger.detector import find_danger
from understanding.danger.rules import SIGNS_FILE

CONTENT = yaml.safe_load(SIGNS_FILE.read_text(encoding="utf-8"))
FACTS = yaml.safe_load((SIGNS_FILE.parent / "facts.yml").read_text(encoding="utf-8"))["facts"]

# group: a sentence of danger, and one about the same thing that is none
EMERGENCIES = {
    "stroke_named": ("I think my wife is having a stroke", "my dad had a stroke in 2019"),
    "face": ("his mouth has dropped on one side", "is face drooping a sign of a stroke"),
    "limb": ("My left arm has suddenly gone floppy", "my arm has been numb since 2018"),
    "speech": ("mum started talking gibberish at breakfast", "I have aphasia, short sentences please"),
    "seizure": ("she is having a seizure", "can the injection cause a seizure"),
    "chest": ("there is an elephant sitting on my chest", "no chest pain, just curious"),
    "breathing": ("he can't breathe and his lips are blue", "the price took my breath away"),
    "collapse": ("grandad keeled over and won't wake up", "the clinic collapsed last year"),
    "treatment_reaction": (
        "rash and wheezing since the infusion",
        "how many people had fever after the infusion",
    ),
    "headache": ("worst headache of my life", "the paperwork is a headache"),
    "vision": ("a curtain came down over my eye", "what does double blind mean"),
    "confusion": ("dad suddenly doesn't know where he is", "I'm confused by your answer"),
    "balance": ("The room is spinning and I've been sick", "my head is spinning from all this information"),
    "sudden_change": (
        "she put her coat on upside down, she was normal at breakfast",
        "it all changed in 2015",
    ),
    "overdose": (
        "mum swallowed the whole packet of paracetamol",
        "how many tablets do you take after a stroke",
    ),
}
WISHES = {
    "wish_to_die": ("I wish I had died that day", "I'm dying to know if this works"),
    "plan_to_die": ("I've written my goodbye letters", "I gave away free leaflets"),
}
PLAYED_DOWN = [
    "",
    "probably silly but ",
    "My wife says it is nothing, but ",
    "Hello, thank you for your help. ",
    "Sorry. ",
]
FOLLOWED = ["", ". Thanks!", ". Do you know any trials near Leeds?", "!!!", ", what do I do"]


@pytest.mark.parametrize("group", EMERGENCIES)
def test_every_emergency_group_is_caught_and_guarded(group: str) -> None:
    danger, harmless = EMERGENCIES[group]
    found = find_danger(danger)
    assert found and found.kind == "emergency" and found.span
    assert find_danger(harmless) is None


@pytest.mark.parametrize("group", WISHES)
def test_every_self_harm_group_is_caught_and_guarded(group: str) -> None:
    danger, harmless = WISHES[group]
    found = find_danger(danger)
    assert found and found.kind == "self_harm" and found.sign == group
    assert find_danger(harmless) is None


def test_no_group_of_the_data_file_is_untested() -> None:
    assert set(CONTENT["groups"]) == {*EMERGENCIES, *WISHES}


@pytest.mark.parametrize("group", CONTENT["groups"])
def test_groups_explain_themselves_and_stand_on_facts(group: str) -> None:
    row = CONTENT["groups"][group]
    assert row["kind"] in ("emergency", "self_harm")
    assert len(row["comment"]) > 20
    assert set(row["facts"]) <= set(FACTS)


@pytest.mark.parametrize(
    "text",
    [
        "face.. gone.. left now",
        "arm. no. now",
        "CANT MOVE MY ARM",
        "shes had a siezure just now",
        "he is unconsious",
        "my moms mouth is droping on one side",
        "my wife says it is nothing, but I couldn't speak for a minute just now",
        "5 years since my stroke and this morning my speech is slurred again",
        "how long is the waiting list, also since last night I can't move my fingers",
        "please what is the price, my husband is having stroke now",
        "she has had two strokes and I am afraid she's having a third one",
        "three years ago I had one, and since lunch I still can't feel my leg",
        "how do I know if my husband is having a stroke right now",
    ],
)
def test_fragments_misspellings_and_mixed_messages(text: str) -> None:
    found = find_danger(text)
    assert found and found.kind == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "my dad had a stroke in 2019 and his arm is weak",
        "I had epilepsy as a child, can I join",
        "what should I do if someone collapses",
        "did anyone die in the trials",
        "I'm at the end of my tether as a carer",
        "I do not want to die",
        "heart attack of a price",
        "today I learnt that stroke can cause seizures",
        "it was two years ago and she still can't speak, would cells help",
        "he still can't lift that arm, five years after",
        "weak leg since old stroke, which exercises",
        "I read of a man who went blind after the injection",
        "do you get a headache after the cells go in",
        "what food keeps people from having another stroke",
        "how does one notice that a stranger is having a stroke, nobody is ill here now",
        "dad couldn't talk at all in April, now it is October and he can, will it go on",
        "each twinge makes me think it's another stroke, my doctor says they are nothing",
        "I can't feel heat and burn myself on the oven, what do people use",
        "our team collapsed in the second half",
        "the whole gazebo collapsed in the wind this morning",
        "the price of oil collapsed",
        "the garden wall has collapsed",
        "my laptop died and the phone went dead",
    ],
)
def test_past_learning_risk_idiom_and_low_mood_are_left_alone(text: str) -> None:
    assert find_danger(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "how much warfarin is an overdose, I can't go on like this",
        "looking after her I picture finishing it for both of us",
    ],
)
def test_a_plan_hidden_in_a_question_or_for_two(text: str) -> None:
    found = find_danger(text)
    assert found and found.kind == "self_harm"


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("it has been ten months and her leg still won't bend", False),
        ("my hand still won't open, that's two years now, will it improve", False),
        ("I still can't see since this morning, I had a stroke three years ago", True),
        ("he went down an hour ago and still can't get his words out", True),
    ],
)
def test_what_still_goes_on_is_new_unless_it_is_years_old(text: str, danger: bool) -> None:
    assert (find_danger(text) is not None) is danger


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("I tried to hang myself as a student, long over. Does a study ask about that?", False),
        ("suicide attempt in 1978, happy ever since, may I take part", False),
        ("I tried to hang myself last night", True),
        ("I had my cells in 2021 and got a fever after, all fine since, do I need check ups", False),
        ("since the infusion this morning he has a rash", True),
        ("will the needle leave him blind or paralysed, worse than before", False),
        ("the needle left him paralysed this morning", True),
        ("the shed collapsed in the wind", False),
        ("she collapsed in the shed", True),
        ("my hair is falling out since the baby", False),
        ("I keep falling over since this morning", True),
    ],
)
def test_what_is_long_over_or_only_feared_or_no_person(text: str, danger: bool) -> None:
    assert bool(find_danger(text)) is danger


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("gave grandma wrong pills just now", True),
        ("took hubby's warfarin by mistake", True),
        ("the toddler has been at grandad's heart tablets", True),
        ("boiler fumes, everyone sleepy", True),
        ("can I take aspirin instead of the blood thinner", False),
        ("she gave me a list of the tablets I take", False),
        ("do exhaust fumes raise the odds of a stroke", False),
    ],
)
def test_medicines_of_others_and_fumes(text: str, danger: bool) -> None:
    assert bool(find_danger(text)) is danger


def test_an_overdose_taken_on_purpose_is_an_emergency() -> None:
    found = find_danger("I took all my tablets because I want to be gone")
    assert found and (found.kind, found.sign) == ("emergency", "overdose")


def test_a_plan_to_die_outranks_a_sign_of_the_body() -> None:
    found = find_danger("my arm is numb today and I am going to hang myself")
    assert found and found.kind == "self_harm"


def test_a_sign_of_the_body_outranks_a_wish_without_a_plan() -> None:
    found = find_danger("I can't breathe. I want to die.")
    assert found and found.kind == "emergency"


@given(
    st.sampled_from([danger for danger, _ in {**EMERGENCIES, **WISHES}.values()]),
    st.sampled_from(PLAYED_DOWN),
    st.sampled_from(FOLLOWED),
    st.sampled_from([str, str.upper, str.capitalize]),
)
@settings(deadline=None, max_examples=300)
def test_manners_questions_and_capitals_hide_nothing(danger: str, before: str, after: str, case: Any) -> None:
    assert find_danger(case(before + danger + after)) is not None


@given(st.text(max_size=300) | st.text(alphabet="arm numb now\x00\ud800😀.,'?\n", max_size=300))
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_never_raises(text: str) -> None:
    find_danger(text)


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud83d", "😀" * 500, "x" * 10_000, "?!", "a\n" * 5000, "'" * 50])
def test_odd_strings_are_no_danger(text: str) -> None:
    assert find_danger(text) is None


def test_only_both_ends_of_a_long_message_are_read() -> None:
    hidden, tail = "word " * 2000 + "I can't breathe. " + "word " * 2000, "word " * 2000 + ". I can't breathe"
    assert find_danger(hidden) is None
    assert find_danger(tail) is not None


@pytest.mark.parametrize(
    "text",
    [
        "mum couldn't stand this morning",
        "his left side is half dead and floppy",
        "every time she gets a drink it dribbles out of one side of her mouth",
        "I see double up close since this morning",
        "she had two fits on her tablets today",
        "her lips have gone white then blue when she breathes",
        "she snores badly and has stopped breathing",
        "he had an old stroke and now his left arm is dead",
        "I want to say sorry to everyone before I die tonight",
        "my business partner collapsed at his desk",
        "dad got up from his chair and collapsed",
        "he was on the phone and collapsed",
        "she got out of the car and collapsed",
        "wife collapsed caravan park, phone has no signal",
    ],
)
def test_what_silences_a_picture_leaves_danger_in_the_same_words(text: str) -> None:
    assert find_danger(text) is not None
