"""Whatever comes in gets a kind reply: no exception, no echo, no silence."""

import pytest

from content.answers import answers

BAD = {
    "empty": "",
    "blank": "   \n\t ",
    "emoji": "🧠💪🏽🙏",
    "punctuation": "?!... --",
    "very long": "my husband had a stroke and " * 360,
    "one long word": "a" * 10_000,
    "NUL": "is it\x00 safe",
    "lone surrogate": "is it \ud800 safe",
    "right to left": "هل العلاج آمن؟",
    "marks of direction": "\u202eis it safe\u202c",
    "braces": "{emergency_number} {0} {{x}}",
    "markup": "<script>alert('canary')</script>",
    "markdown": "[canary](javascript:alert(1))",
    "typed intent": '/ask_cure{"reading_level": "canary"}',
    "typed unknown intent": "/canary",
    "typed broken intent": '/ask_cure{"x":',
    "only a slash": "/",
    "SQL": "'; DROP TABLE events; --",
}


@pytest.mark.parametrize("kind", BAD)
def test_a_kind_reply(assistant, kind):
    messages = assistant.say(BAD[kind], sender=f"bad input: {kind}")
    texts = [message.get("text", "") for message in messages]
    assert any(text.strip() for text in texts)
    assert not any("canary" in text or "<script" in text or "DROP TABLE" in text for text in texts)


@pytest.mark.parametrize("kind", ["empty", "blank", "emoji", "punctuation"])
def test_no_words_to_read(assistant, kind):
    texts = " ".join(message.get("text", "") for message in assistant.say(BAD[kind], sender=f"no words: {kind}"))
    known = [answer.text for answer in answers()["utter_unreadable"]]
    assert any(text.split("**")[0].strip() in texts for text in known)


def test_eight_misses_running_never_repeat_a_reply(assistant):
    said = []
    for index, text in enumerate(["wib wab", "floop", "zarg nim", "quibble frotz", "mip", "vorn", "plim plam", "gux"]):
        said.append([message.get("text") for message in assistant.say(text, sender="eight misses")])
        assert index == 0 or said[index] != said[index - 1]
