"""Each rule for the corpus finds its planted faults and passes a clean corpus."""

from pathlib import Path

import pytest
from samples import MORE, STANDARD, TODAY, corpus_of, faults, sample, small_talk

from content.evidence import Fact, Source
from content.files import DATA
from content.topics import Topic
from validation.examples import Example, read_examples
from validation.replies import read_replies

HARD = "The rehabilitation multidisciplinary administrator communicated recommendations immediately. "
EDITORIAL = dict.fromkeys(("author_role", "funding", "conflict", "review_cycle"), "Said.")


def source(url: str) -> Source:
    return Source("s", "Title", "Publisher", "2026", url)


def topic(id: str, area: str = "evidence", title: str = "Does it work?", does: str | None = None) -> Topic:
    return Topic(id=id, area=area, title=title, does=does)


def examples(intent: str, count: int, file: Path = DATA / "evidence" / "nlu.yml") -> tuple[Example, ...]:
    return tuple(Example(intent, f"{intent} number {number}", file) for number in range(count))


def all_levels(name: str = "utter_ask_cure") -> list:
    return [sample(level=level, name=name) for level in ("standard", "simple", "more")]


def test_smog() -> None:
    assert faults("Q2", corpus_of(sample(HARD * 40))) != []
    assert faults("Q2", corpus_of(sample(HARD))) == []  # too few sentences to tell
    assert faults("Q2", corpus_of(sample("Ask your team. " * 40))) == []


def test_share_of_passive_sentences() -> None:
    active, passive = "We give the cells. " * 27, "The cells are given. "
    found = faults("Q5", corpus_of(sample(active + passive * 4)))
    assert len(found) == 2  # of its file, and of all files
    assert "4 of 31" in found[0]
    assert faults("Q5", corpus_of(sample(active + passive * 3))) == []


@pytest.mark.parametrize(
    ("checked", "next_check", "fault"),
    [
        ("2026-11-23", "2027-11-23", None),
        ("2026-11-23", "2026-11-24", None),
        ("2026-05-23", "2026-11-23", None),
        ("2026-05-23", "2026-11-22", "was due"),
        ("2026-11-23", "2027-11-25", "366 days"),
        ("2026-11-23", "2026-11-23", "no review cycle"),
        ("2026-11-24", "2027-11-23", "future"),
    ],
)
def test_review_dates(checked: str, next_check: str, fault: str | None) -> None:
    found = faults("Q10", corpus_of(sample(checked=checked, next_check=next_check)))
    assert (fault in found[0]) if fault else not found


def test_editorial_line() -> None:
    assert faults("Q9", corpus_of(editorial=EDITORIAL)) == []
    assert len(faults("Q9", corpus_of())) == 4
    assert "funding" in faults("Q9", corpus_of(editorial={**EDITORIAL, "funding": " "}))[0]


@pytest.mark.parametrize(
    ("found", "names"),
    [
        ({"ask_cure": topic("ask_cure", title="")}, "no title"),
        ({"ask_cure": topic("ask_cure", title="x" * 46)}, "46 characters"),
        ({"ask_risks": topic("ask_risks")}, "no answer"),
        ({"greet": topic("greet", "conversation")}, "no answer"),
    ],
)
def test_topics_lack_something(found: dict[str, Topic], names: str) -> None:
    assert any(names in message for message in faults("STRUCT", corpus_of(*all_levels(), topics=found)))


def test_topics_are_complete() -> None:
    found = {
        "ask_cure": topic("ask_cure"),
        "find_trials": topic("find_trials", "trials", does="action_find_trials"),
        "greet": topic("greet", "conversation"),
    }
    assert faults("STRUCT", corpus_of(*all_levels(), small_talk("Hello."), topics=found)) == []


def test_a_rule_may_reply_with_an_action() -> None:
    found = {"affirm": topic("affirm", "conversation")}
    by_action, by_answer = frozenset({"action_accept_offer"}), frozenset({"utter_affirm", "action_listen"})
    assert faults("STRUCT", corpus_of(topics=found, replies={"affirm": by_action})) == []
    assert faults("STRUCT", corpus_of(topics=found, replies={"affirm": by_answer})) != []


def test_replies_are_read_from_rules(tmp_path: Path) -> None:
    file = tmp_path / "rules.yml"
    file.write_text(
        "rules:\n- rule: a\n  steps:\n  - intent: a\n  - action: utter_a\n  - action: action_b\n"
        "- rule: c\n  condition:\n  - active_loop: f\n  steps:\n  - action: f\n  - active_loop: null\n"
    )
    assert read_replies(file) == {"a": {"utter_a", "action_b"}}


def test_content_topics_need_three_levels_and_each_once() -> None:
    found = {"ask_cure": topic("ask_cure")}
    missing = faults("STRUCT", corpus_of(*all_levels()[:2], topics=found))
    assert missing == ["The level more is missing; write it."]
    twice = faults("STRUCT", corpus_of(*all_levels(), sample(), topics=found))
    assert twice == ["The level standard stands 2 times, and Rasa picks one at random; keep one."]


def test_levels_differ_and_more_adds() -> None:
    assert faults("STRUCT", corpus_of(*all_levels())) == []
    same = faults("STRUCT", corpus_of(sample(), sample(STANDARD.replace("**", ""), "simple")))
    assert same == ["The text is that of the level standard; write one for this level."]
    assert "must add" in faults("STRUCT", corpus_of(sample(MORE), sample(STANDARD, "more")))[0]
    assert "must add" in faults("STRUCT", corpus_of(sample(), sample(f"{STANDARD} Now. Now.", "more")))[0]


def test_a_response_is_defined_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("validation.completeness.DATA", tmp_path)
    file = tmp_path / "responses.yml"
    file.write_text("responses:\n  utter_ask_cure:\n  - text: a\n  utter_ask_risks:\n  - text: b\n")
    assert faults("STRUCT", corpus_of(sample(file=file))) == []
    file.write_text("responses:\n  utter_ask_cure:\n  - text: a\n  utter_ask_cure:\n  - text: b\n")
    assert "stands 2 times" in faults("STRUCT", corpus_of(sample(file=file)))[0]


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("http://www.ninds.nih.gov/x", "https:"),
        ("www.ninds.nih.gov/x", "https:"),
        ("https://ninds", "https:"),
        ("https://github.com/x", "github"),
        ("https://mirror.docplayer.net/x", "docplayer"),
        ("https://staging.scite.ai/x", "scite"),
    ],
)
def test_unfit_addresses(url: str, names: str) -> None:
    assert any(names in message for message in faults("LINK", corpus_of(sources={"s": source(url)})))


def test_fit_addresses() -> None:
    sources = {"s": source("https://www.ninds.nih.gov/github")}
    facts = {"A": Fact("A", "Said.", seen=True, source="s"), "B": Fact("B", "Said.", seen=False)}
    assert faults("LINK", corpus_of(sources=sources, facts=facts)) == []
    facts["C"] = Fact("C", "Said.", seen=True, source="t")
    assert "source t is not" in faults("LINK", corpus_of(sources=sources, facts=facts))[0]


def test_duplicate_sentences() -> None:
    def said(*pairs: tuple[str, str]) -> list[str]:
        return faults("DUP", corpus_of(examples=tuple(Example(*pair, DATA / "x" / "nlu.yml") for pair in pairs)))

    assert said(("ask_cure", "Is it a cure?"), ("ask_cure", "is it  a cure")) != []
    assert "in ask_cure" in said(("ask_cure", "Can't it cure?"), ("ask_risks", "can’t it, cure"))[0]
    assert said(("ask_cure", "is it in [London](place)"), ("ask_cure", "Is it in London?")) != []
    assert said(("ask_cure", "is it a cure"), ("ask_risks", "is it a risk"), ("greet", "👋"), ("thanks", "👍")) == []


@pytest.mark.parametrize(
    ("intent", "area", "needed"),
    [
        ("ask_cure", "evidence", 60),
        ("emergency", "safety", 60),
        ("greet", "conversation", 25),
        ("out_of_scope", "conversation", 300),
        ("out_of_scope_medical", "conversation", 200),
    ],
)
def test_enough_examples(intent: str, area: str, needed: int) -> None:
    found = {intent: topic(intent, area)}
    assert faults("NLU", corpus_of(topics=found, examples=examples(intent, needed))) == []
    few = faults("NLU", corpus_of(topics=found, examples=examples(intent, needed - 1)))
    assert few == [f"The topic has {needed - 1} example sentences; it needs {needed}."]


def test_balance() -> None:
    found = {"ask_cure": topic("ask_cure"), "ask_risks": topic("ask_risks", "risks")}
    even = examples("ask_cure", 60) + examples("ask_risks", 240)
    assert faults("NLU", corpus_of(topics=found, examples=even)) == []
    assert (
        "4 times the 60 of ask_cure"
        in faults("NLU", corpus_of(topics=found, examples=even + examples("ask_risks", 241)[240:]))[0]
    )


def test_unknown_intents() -> None:
    assert "no topic" in faults("NLU", corpus_of(examples=examples("ask_cute", 60)))[0]


LANGUAGES = [
    "¿hablas español?", "você fala português", "parlez-vous français", "sprechen Sie bitte deutsch", "говорите по-русски",  # noqa: E501
    "क्या आप हिंदी", "你会说中文吗", "日本語で話せますか", "هل تتحدث العربية", "한국어 할 수 있어요", "czy mówisz po polsku", "parli italiano",  # noqa: E501
]  # fmt: skip


def test_languages() -> None:
    def spoken(texts: list[str]) -> list[str]:
        return faults(
            "NLU",
            corpus_of(
                topics={"other_language": topic("other_language", "conversation")},
                examples=tuple(Example("other_language", text, DATA / "c" / "nlu.yml") for text in texts),
            ),
        )

    assert spoken(LANGUAGES * 5) == []
    assert "11 languages" in spoken(LANGUAGES[1:] * 6)[0]
    assert "0 languages" in spoken(["do you speak my language?"] * 60)[0]


def test_examples_are_read_in_both_forms(tmp_path: Path) -> None:
    file = tmp_path / "nlu.yml"
    file.write_text(
        "nlu:\n- intent: a\n  examples: |\n    - one\n    - two - three\n- intent: b\n  examples:\n  - four\n"
        "  - text: five\n- synonym: c\n  examples: |\n    - six\n"
    )
    assert [(example.intent, example.text) for example in read_examples(file)] == [
        ("a", "one"), ("a", "two - three"), ("b", "four"), ("b", "five"),
    ]  # fmt: skip


def test_today_is_the_day_of_the_samples() -> None:
    assert corpus_of().today == TODAY
