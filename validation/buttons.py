"""A8: the choices below an answer."""

import re
from collections.abc import Iterator

from content.topics import topics
from validation.corpus import Page
from validation.rules import answer_rule

# A8 asks for 2 to 5 choices a turn; the widget adds one of its own.
LEAST, MOST = 2, 4
# What fits on one line of the widget and into the button of every messaging channel that we know.
TITLE = 45
_PAYLOAD = re.compile(r"/(\w+)")


@answer_rule("A8", topics_only=True)
def number_of_buttons(page: Page) -> Iterator[str]:
    """Every answer offers choices, but not too many."""
    count = len(page.answer.buttons)
    if not LEAST <= count <= MOST:
        yield f"The answer has {count} buttons; give {LEAST} to {MOST}."


@answer_rule("A8", topics_only=True)
def targets(page: Page) -> Iterator[str]:
    """Each button leads to another topic and is called what the topic is called."""
    for button in page.answer.buttons:
        match = _PAYLOAD.fullmatch(button.payload)
        target = topics().get(match[1]) if match else None
        if target is None:
            yield f'The button "{button.title}" sends "{button.payload}"; send /<id> of a topic in topics.yml.'
        elif target.id == page.answer.topic:
            yield f'The button "{button.title}" leads to this same answer; choose another topic.'
        elif not target.covers:
            yield f'The button "{button.title}" leads to small talk ({target.id}); choose a related topic.'
        elif button.title != target.title:
            yield f'The button "{button.title}" must carry the title of {target.id}: "{target.title}".'


@answer_rule("A8")
def titles(page: Page) -> Iterator[str]:
    """Titles are short, and no two buttons are the same."""
    for button in page.answer.buttons:
        if len(button.title) > TITLE:
            yield f'The title "{button.title}" has {len(button.title)} characters; at most {TITLE}.'
    payloads = [button.payload for button in page.answer.buttons]
    for payload in dict.fromkeys(payloads):
        if payloads.count(payload) > 1:
            yield f"Two buttons send {payload}; remove one."
