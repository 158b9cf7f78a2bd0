"""Text from the server or from a person is never read as markup, and only safe addresses become links."""

from playwright.sync_api import expect

from tests.widget.chat import Chat
from tests.widget.fake_answers import HOSTILE
from tests.widget.fake_server import FakeServer

INSIDE = "document.querySelector('stroke-assistant').shadowRoot"


def test_hostile_answers_are_only_text(chat: Chat) -> None:
    chat.visit()
    chat.ask("hostile")
    chat.button("Where is this from?", last=True).click()
    expect(chat.answers.nth(-2)).to_contain_text("<script>window.pwned=1</script>")
    assert (
        chat.page.evaluate(
            f"{INSIDE}.querySelectorAll('script,img,iframe,[onerror],[onload],[onclick],[onmouseover],svg[onload]').length"
        )
        == 0
    )
    assert chat.page.evaluate("window.pwned") is None
    links = chat.page.evaluate(f"[...{INSIDE}.querySelectorAll('a')].map(a => new URL(a.href).protocol)")
    assert set(links) <= {"http:", "https:", "mailto:", "tel:"}


def test_a_hostile_question_is_only_text(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    chat.ask(HOSTILE)
    assert chat.questions.last.locator("p").text_content() == HOSTILE
    assert chat.page.evaluate("window.pwned") is None
    assert chat.page.evaluate(f"{INSIDE}.querySelectorAll('.mine img,.mine script,.mine strong').length") == 0
    chat.page.reload()
    expect(chat.questions.last).to_contain_text("onerror")
    assert chat.page.evaluate("window.pwned") is None


def test_safe_addresses_become_links_that_say_what_they_are(chat: Chat) -> None:
    chat.visit()
    answer = chat.ask("links")
    found = {link.text_content(): link.get_attribute("href") for link in answer.get_by_role("link").all()}
    assert found == {
        "stroke.org.uk (web link, opens a new page)": "https://www.stroke.org.uk/",
        "Email help@example.org": "mailto:help@example.org",
        "Call 03033033100": "tel:03033033100",
    }
    assert answer.get_by_role("link").first.get_attribute("rel") == "noopener noreferrer"
    expect(answer.get_by_role("listitem")).to_have_text(["One", "Two"])


def test_an_answer_that_is_no_json_is_a_failure(chat: Chat, server: FakeServer) -> None:
    chat.visit()
    chat.page.route("**/api/v1/messages", lambda route: route.fulfill(status=200, body="<html>a proxy's page</html>"))
    chat.say("Does it work?")
    expect(chat.words("The assistant does not answer now.")).to_be_visible()
    chat.page.unroute("**/api/v1/messages")
    expect(chat.answers.last).to_contain_text("Nobody knows yet")
