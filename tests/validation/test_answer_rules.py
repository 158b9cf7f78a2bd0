"""Each rule for one answer finds its planted faults and passes what only looks like one."""

from collections.abc import Iterator
from typing import Any

import pytest
from samples import BUTTONS, TEXTS, sample, small_talk

from content.answers import Button
from content.evidence import facts
from validation import vocabulary
from validation.rules import check_answer

LONG = "The team puts the cells in a vein and then they look at how you move and speak and feel for days"
LIST_OF_WORDS = " ".join(["**cell**"] * 61)


def found(rule: str, page: Any) -> list[str]:
    return [finding.message for finding in check_answer(page) if finding.rule == rule]


@pytest.mark.parametrize("level", TEXTS)
def test_clean_answers_pass_every_rule(level: str) -> None:
    assert [str(finding) for finding in check_answer(sample(level=level))] == []


def test_small_talk_needs_no_facts_buttons_or_bold() -> None:
    assert list(check_answer(small_talk("Hello. I am glad that you are here."))) == []


# rule, level, faulty text, what the message must name
FAULTY = [
    ("Q1", "standard", "Rehabilitation interventions necessitate multidisciplinary collaboration.", "grade"),
    ("Q1", "more", "Rehabilitation interventions necessitate multidisciplinary collaboration.", "8.0"),
    ("Q3", "standard", f"**{LONG}**.", "22 words"),
    ("Q3", "simple", "Ask your **stroke team** what you can do about it today.", "11 words"),
    ("Q3", "simple", "The **cells** did not help them much. Ask your **stroke team**.", "2 sentences"),
    (
        "Q3",
        "standard",
        " ".join(["The **cells** go in a vein in your arm or in your leg first."] * 2),
        "mean",
    ),
    ("Q4", "standard", "\n\n".join(["Ask your **team**."] * 4), "4 bubbles"),
    ("Q4", "simple", "\n\n".join(["Ask your **team**."] * 3), "3 bubbles"),
    ("Q4", "standard", LIST_OF_WORDS, "61 words"),
    ("Q4", "simple", "Ask your **team**.", "3 words"),
    ("Q4", "simple", "\n".join(["The **cells** go into a vein."] * 11), "66 words"),
    (
        "Q5",
        "standard",
        "Cells were **given**. The people were then **tested** by a nurse.",
        "2 sentences are passive",
    ),
    ("Q6", "standard", "The **notional** regimen was a tentative paradigm of systemic import.", "hard"),
    ("Q7", "standard", "It helped **12%**.", "bare %"),
    ("Q7", "standard", "It helped 12 **per cent**.", "per cent"),
    ("Q7", "standard", "It helped a small **percentage**.", "per cent"),
    ("Q7", "standard", "It helped **1 in 7** people.", "1 in 7"),
    ("Q7", "standard", "It helped **one in five** people.", "one in five"),
    ("Q7", "standard", "It helped **1-in-5** people.", "1-in-5"),
    ("Q7", "standard", "It helped **1 person in 7**.", "1 person in 7"),
    ("Q7", "standard", "It helped **half of** them.", "half of"),
    ("Q7", "standard", "Bleeding is **rare**.", "rare"),
    ("Q7", "standard", "Bleeding happens **often**.", "often"),
    ("Q7", "standard", "You are **unlikely** to bleed.", "unlikely"),
    ("Q7", "standard", "This is a **high-risk** step.", "high-risk"),
    ("Q7", "standard", "It is **usually harmless**.", "usually harmless"),
    ("Q7", "standard", "It helped **a third of** them.", "a third of"),
    ("Q7", "standard", "It helped about **1/3** of them.", "1/3"),
    ("Q7", "standard", "The risk was **3 times higher**.", "3 times higher"),
    ("Q7", "standard", "That is **twice as** much.", "twice as"),
    ("Q7", "standard", "There were **three** studies.", "three"),
    ("Q7", "standard", "It took **3-6** months.", "3-6"),
    ("Q7", "standard", "It took **3–6** months.", "3–6"),
    ("Q7", "standard", "It helped **24 of 12 people**.", "24 of 12"),
    ("Q7", "standard", "It helped **24 out of the 12** people.", "24 out of the 12"),
    ("Q7", "standard", "It helped **8 of 10** people and hurt 3 of 100 people.", "of 100"),
    ("Q8", "standard", "This **cure** is new.", "cure"),
    ("Q8", "standard", "It **cures** strokes, and it is not new.", "cures"),
    ("Q8", "standard", "A **breakthrough** for you.", "breakthrough"),
    ("Q8", "standard", "It is **life-changing**.", "life-changing"),
    ("Q8", "standard", "It is **100 % safe**.", "100 %"),
    ("Q8", "standard", "The cells **restore completely** what was lost.", "restore completely"),
    ("Q8", "standard", "You have a **bright future**.", "bright future"),
    ("Q8", "standard", "**No risk** at all.", "No risk at all"),
    ("Q8", "standard", "It **has no side effects**.", "has no side effects"),
    ("Q9", "standard", None, "C-NOT-THERE"),
    ("A9", "standard", "It **doesn't** help.", "doesn't"),
    ("A9", "standard", "**They’re** cells.", "They're"),
    ("A9", "standard", "**It's** a cell.", "It's"),
    ("A9", "standard", "**That’s** a cell.", "That's"),
    ("A9", "standard", "**I'm** a machine. We'll see. You've seen.", "I'm"),
    ("A9", "standard", "Ask your team.", "Bubble 1"),
    ("A9", "standard", "Ask your **team**.\n\nAsk your nurse.", "Bubble 2"),
    ("A9", "simple", "Ask your **team**. Ask your nurse.", "Ask your nurse"),
    ("A9", "standard", "Ask your **team.", "partner"),
    ("IDIOMS", "standard", "There is **light at the end** of the tunnel.", "light at the end"),
    ("IDIOMS", "standard", "A **game-changer** is in the pipeline.", "in the pipeline"),
    ("SPELL", "standard", "The **tumors** grew.", "tumours"),
    ("SPELL", "standard", "An **ischemic** stroke.", "ischaemic"),
    ("SPELL", "standard", "The **centers** are open.", "centres"),
    ("SPELL", "standard", "A **centered** view.", "centred"),
    ("SPELL", "standard", "They **randomized** people.", "randomised"),
    ("SPELL", "standard", "They **analyzed** it.", "analysed"),
    ("SPELL", "standard", "A training **program**.", "programme"),
    ("SPELL", "standard", "The brain is **aging**.", "ageing"),
    ("STRUCT", "standard", "See **https://example.org/x**.", "web address"),
    ("STRUCT", "standard", "See **example.org**.", "web address"),
    ("STRUCT", "standard", "Write to **me@example.org**.", "e-mail"),
    ("STRUCT", "standard", "Call **0303 3033 100**.", "telephone"),
    ("STRUCT", "standard", "Call +44 20 7946 0018 for **help**.", "telephone"),
    ("STRUCT", "standard", "**Now** call 999.", "telephone"),
    ("STRUCT", "standard", "**116 123** helps.", "telephone"),
    ("STRUCT", "standard", "In the UK it is **999**.", "telephone"),
    ("STRUCT", "standard", "The **number** 112 helps.", "telephone"),
    ("STRUCT", "standard", "**Call** {number}.", "{number}"),
    ("STRUCT", "standard", "**Call** {emergency_number.", "{emergency_number."),
    ("STRUCT", "standard", "Ask your **team** 🙂.", "picture"),
    ("STRUCT", "standard", "Ask your **team**!", "exclamation"),
    ("STRUCT", "standard", "**Click** here.", "Click"),
    ("STRUCT", "standard", "# Ask\nyour **team**", "markup"),
    ("STRUCT", "standard", "Ask:\n- your **team**", "markup"),
    ("STRUCT", "standard", "Ask your *own* **team**.", "markup"),
    ("STRUCT", "standard", "Ask [your](team) **team**.", "markup"),
    ("STRUCT", "standard", "Ask:\n•your **team**", "markup"),
    ("STRUCT", "standard", "Ask your **team**. ", "line ends"),
    ("STRUCT", "standard", "Ask your **team**. \nAsk today.", "line ends"),
    ("STRUCT", "standard", "Ask your **team**.\n\n\nAsk **today**.", "blank lines"),
    ("STRUCT", "standard", "Ask your  **team**.", "2 blanks"),
    ("STRUCT", "standard", "Ask your\nstroke **team**.", "breaks off"),
    ("STRUCT", "standard", " ", "empty"),
]


@pytest.mark.parametrize(("rule", "level", "text", "names"), FAULTY)
def test_fault_is_found(rule: str, level: str, text: str | None, names: str) -> None:
    page = sample(text, level, facts=("C-TREA-04", "C-NOT-THERE"))
    assert any(names in message for message in found(rule, page)), found(rule, page)


# rule, level, text that keeps the rule although it looks like a fault
CLEAN = [
    ("Q1", "standard", "Ask your **stroke team**. They know what can help you now."),
    ("Q1", "standard", "Ask about:\n• the **cost**\n• the risks\n• the next step for you"),
    ("Q3", "standard", f"**{LONG.removesuffix(' for days')}**. Ask. Ask your team."),
    ("Q3", "simple", "**Call now.** Do **not** wait."),
    (
        "Q3",
        "standard",
        "Take **vitamin** D. " + "Ask your team. " * 6 + "It took 2.5 years, e.g. with Dr. Smith.",
    ),
    ("Q5", "standard", "Cells were **given**. You are tired. More studies are needed. You are used to it."),
    ("Q5", "standard", "You may get **worried**. This is proven care. The help is not approved. It is red."),
    ("Q5", "standard", "The brain **needs** blood. They have tested it. He used to walk. People got better."),
    (
        "Q6",
        "standard",
        "**Ask** your stroke team about the treatment, the recovery and the hospital in Australia.",
    ),
    ("Q7", "standard", "It helped **12 of 104 people** (12%)."),
    ("Q7", "standard", "It helped **12 out of the 104 people**, so it is rare."),
    ("Q7", "standard", "**How often** do you walk? Ask about the most common kind."),
    ("Q7", "standard", "**1 in 2025**, 3 in 2026. Phase 1 in 20 people. A phase 2/3 study."),
    ("Q7", "standard", "**One** side of the body. Half of the body. One step. 3 times a week. Both."),
    ("Q7", "standard", "**3 to 6** months. MASTERS-2 and COVID-19. Born in 2019-20X."),
    ("Q7", "standard", "**12 of 104** people with cells, 10 of 102 people without."),
    ("Q7", "standard", "**24 in 12** months."),
    ("Q8", "standard", "Nobody can **cure** a stroke."),
    (
        "Q8",
        "standard",
        "It is **not proven to** help. There is no miracle. No clinic can promise a full recovery.",
    ),
    ("Q8", "standard", 'Be careful with the word **"miracle"**. Adverts say “guaranteed”.'),
    ("Q8", "standard", "The **procedure** is secure. There is no risk-free way. They saw no side effects."),
    ("A9", "standard", "The doctor's **letter**. The brain's cells. You cannot know. The people's choice."),
    ("A9", "simple", "**Call now.**\nDo **not** wait."),
    ("IDIOMS", "standard", "Lie on your **side**. The first days after a stroke. A long journey by plane."),
    (
        "SPELL",
        "standard",
        "The **tumour**, the centre, the size, a prize. They seized it. It was enrolled. Metres.",
    ),
    ("SPELL", "standard", "Ask the **US Centers** for Disease Control."),
    ("SPELL", "standard", "This is a **computer program**. The diameter. Take part in a programme."),
    ("STRUCT", "standard", "**Call** {emergency_number} or {crisis_line}."),
    ("STRUCT", "standard", "**ClinicalTrials.gov** lists trials. NCT01234567 is 1 of them."),
    (
        "STRUCT",
        "standard",
        "**Ask:**\n• the team\n• your nurse\n\nIt was 38 °C. 1,000,000 people in 2019 to 2021.",
    ),
    (
        "STRUCT",
        "standard",
        "Call within **24 hours**. In 104 people, 12 did well. It took 100 days. 999 people, 6 of 112 people.",
    ),
]


@pytest.mark.parametrize(("rule", "level", "text"), CLEAN)
def test_clean_text_passes(rule: str, level: str, text: str) -> None:
    assert found(rule, sample(text, level)) == []


FAULTY_FIELDS: list[tuple[str, dict[str, Any], str]] = [
    ("Q9", {"facts": ()}, "no facts"),
    ("Q9", {"facts": ("A-NONE",)}, "A-NONE"),
    ("Q9", {"evidence": None}, "no evidence label"),
    ("Q9", {"evidence": "sure"}, "sure"),
    ("Q9", {"checked": None}, "metadata.checked"),
    ("Q9", {"checked": "23 November 2026"}, "metadata.checked"),
    ("Q9", {"next_check": "2027-02-30"}, "metadata.next_check"),
    ("A8", {"buttons": BUTTONS[:1]}, "1 buttons"),
    ("A8", {"buttons": ()}, "0 buttons"),
    ("A8", {"buttons": BUTTONS * 3}, "6 buttons"),
    ("A8", {"buttons": BUTTONS + BUTTONS[:1]}, "Two buttons"),
    ("A8", {"buttons": (*BUTTONS, Button("What?", "/ask_nothing"))}, "/ask_nothing"),
    ("A8", {"buttons": (*BUTTONS, Button("Find a trial", "find_trials"))}, '"find_trials"'),
    ("A8", {"buttons": (*BUTTONS, Button("Can it cure a stroke?", "/ask_cure"))}, "same answer"),
    ("A8", {"buttons": (*BUTTONS, Button("The risks", "/ask_risks"))}, "What are the risks?"),
    ("A8", {"buttons": (*BUTTONS, Button("Hello", "/greet"))}, "small talk"),
    ("A8", {"buttons": (*BUTTONS, Button("x" * 46, "/ask_risks"))}, "46 characters"),
    ("STRUCT", {"level": "simpler", "text": TEXTS["standard"]}, "simpler"),
]


@pytest.mark.parametrize(("rule", "fields", "names"), FAULTY_FIELDS)
def test_faulty_field_is_found(rule: str, fields: dict[str, Any], names: str) -> None:
    assert any(names in message for message in found(rule, sample(**fields)))


def test_facts_without_any_visible_source_are_found() -> None:
    hidden = next(fact.id for fact in facts().values() if not fact.source)
    assert found("Q9", sample(facts=(hidden,))) != []
    assert found("Q9", sample(facts=(hidden, "C-TREA-04"))) == []


def test_practical_answers_need_no_facts() -> None:
    assert found("Q9", sample(facts=(), evidence="not_applicable")) == []


def test_a_few_words_of_small_talk_are_not_graded() -> None:
    few = "Rehabilitation interventions necessitate collaboration."
    assert found("Q1", small_talk(few)) == []
    assert found("Q1", sample(few)) != []
    assert found("Q1", small_talk(f"{few} {few} {few}")) != []


def test_actions_fill_slots_of_small_talk_only() -> None:
    assert found("STRUCT", small_talk("Did you mean **{title}**?")) == []
    assert found("STRUCT", sample("Did you mean **{title}**?")) != []


def test_small_talk_with_a_long_bubble_needs_bold() -> None:
    assert found("A9", small_talk("I can tell you what is known about stem cells after a stroke.")) != []


@pytest.fixture
def glossary(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A glossary with two terms."""
    rows = {
        "glossary": [
            {"term": "Placebo group", "synonyms": ["dummy treatment", "iPS cells"]},
            {"term": "aphasia"},
        ]
    }
    monkeypatch.setattr(vocabulary, "glossary_exists", lambda: True)
    monkeypatch.setattr(vocabulary, "read_content", lambda name: rows)
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    for remembered in (
        vocabulary.glossary,
        vocabulary._known,
        vocabulary._is_hard,
        vocabulary._explained_elsewhere,
    ):
        remembered.cache_clear()


@pytest.mark.usefixtures("glossary")
@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("You had **thrombolysis**.", ["thrombolysis"]),
        ("You had **thrombolysis** (a medicine for clots). Thrombolysis is fast.", []),
        ("You had a medicine for clots (**thrombolysis**). Thrombolysis is fast.", []),
        ("You had **mesenchymal stem cells** (cells from bone marrow).", []),
        ("A medicine for clots called **thrombolysis**.", []),
        ("You have **aphasia** and iPS cells.", []),
        ("Ask the **NIHSS** about it.", ["NIHSS"]),
        ("The NHS, the USA and the **TREASURE** and MASTERS-2 studies, NCT01234567.", []),
        ("You have **vasculitis** and a lymphocyte.", ["vasculitis", "lymphocyte"]),
        ("The photo is a **diploma**. The diagnosis is clear.", []),
    ],
)
def test_terms_are_in_the_glossary_or_explained(text: str, terms: list[str]) -> None:
    messages = [message for message in found("Q6", sample(text)) if "glossary" in message]
    assert sorted(message.split('"')[1] for message in messages) == sorted(terms)


def test_terms_are_not_checked_without_a_glossary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "glossary_exists", lambda: False)
    _forget()
    assert list(vocabulary.unexplained_terms(sample("You had **thrombolysis**."))) == []
    assert "glossary.yml is missing" in vocabulary.note()
    _forget()
