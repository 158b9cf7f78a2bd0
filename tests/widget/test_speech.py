"""Read aloud and dictation, with a stand-in for the browser's voices."""

from playwright.sync_api import expect

from tests.widget.chat import Chat

VOICES = """
window.said = []; window.cancelled = 0;
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } };
Object.defineProperty(window, 'speechSynthesis', {value: {speak: part => said.push(part), cancel: () => cancelled++}});
"""
NO_VOICES = """
Object.defineProperty(window, 'speechSynthesis', {value: undefined});
delete window.webkitSpeechRecognition; delete window.SpeechRecognition;
"""
EARS = """
window.webkitSpeechRecognition = class {
    start() { window.ear = this } stop() { this.onend() }
    hear(text) { this.onresult({results: [[{transcript: text}]]}) }
};
delete window.SpeechRecognition;
"""


def test_a_message_is_read_at_150_words_a_minute_without_markup(chat: Chat) -> None:
    chat.page.add_init_script(VOICES)
    chat.visit()
    answer = chat.ask()
    answer.get_by_role("button", name="Read aloud").click()
    parts = chat.page.evaluate("said.map(({text, rate, lang}) => [text, rate, lang])")
    text = " ".join(part[0] for part in parts)
    assert (
        text.startswith("Nobody knows yet") and text.endswith("which proven care is open to you.") and "*" not in text
    )
    assert {(round(part[1], 2), part[2]) for part in parts} == {(0.83, "en")}, (
        "voices speak about 180 words a minute at rate 1"
    )
    expect(answer.get_by_role("button", name="Stop reading")).to_be_visible()
    chat.page.evaluate("said.at(-1).onend()")
    expect(answer.get_by_role("button", name="Read aloud")).to_be_visible()


def test_reading_stops_by_button_by_escape_and_by_another_message(chat: Chat) -> None:
    chat.page.add_init_script(VOICES)
    chat.visit()
    first, second = chat.answers.first, chat.ask()
    first.get_by_role("button", name="Read aloud").click()
    first.get_by_role("button", name="Stop reading").click()
    assert chat.page.evaluate("cancelled") >= 1
    first.get_by_role("button", name="Read aloud").click()
    second.get_by_role("button", name="Read aloud").click()
    expect(first.get_by_role("button", name="Read aloud")).to_be_visible()
    expect(second.get_by_role("button", name="Stop reading")).to_be_visible()
    chat.page.keyboard.press("Escape")
    expect(second.get_by_role("button", name="Read aloud")).to_be_visible()


def test_the_speed_can_be_changed_between_110_and_200(chat: Chat) -> None:
    chat.page.add_init_script(VOICES)
    chat.visit()
    chat.button("Options").click()
    for name, end in (("Slower", "110 words a minute"), ("Faster", "200 words a minute")):
        for _ in range(12):
            chat.button(name).click()
        expect(chat.page.get_by_text(end)).to_be_visible()
    chat.button("Back to the chat").click()
    chat.answers.first.get_by_role("button", name="Read aloud").click()
    assert round(chat.page.evaluate("said[0].rate"), 2) == 1.11


def test_without_voices_there_are_no_such_buttons(chat: Chat) -> None:
    chat.page.add_init_script(NO_VOICES)
    chat.visit()
    chat.ask()
    expect(chat.button("Read aloud")).to_have_count(0)
    chat.button("Options").click()
    expect(chat.page.get_by_text("Reading speed")).to_have_count(0)
    expect(chat.page.get_by_text("Speak instead of typing")).to_have_count(0)


def test_dictation_is_off_until_chosen_with_its_warning(chat: Chat) -> None:
    chat.page.add_init_script(EARS)
    chat.visit()
    expect(chat.button("Speak")).to_have_count(0)
    chat.button("Options").click()
    expect(chat.page.get_by_text("Your browser may send your voice to another company")).to_be_visible()
    chat.page.get_by_label("Speak instead of typing").check()
    chat.button("Back to the chat").click()
    chat.box.fill("So:")
    chat.button("Speak").click()
    chat.page.evaluate("ear.hear('does it work')")
    chat.button("Stop listening").click()
    assert chat.box.input_value() == "So: does it work"
    expect(chat.button("Speak")).to_be_visible()
    expect(chat.questions).to_have_count(0)
