"""Words around the answers on a web page, and what people read when something fails: `data/web/`."""

from dataclasses import dataclass
from functools import cache
from typing import Mapping, Optional, Tuple

from content.answers import answers
from content.files import ContentError, read_content
from content.helplines import PhoneNumber, crisis_number, emergency_numbers
from content.topics import Topic, topics


@dataclass(frozen=True)
class Safety:
    """What to do in an emergency when the assistant cannot answer."""

    text: str
    numbers: Tuple[PhoneNumber, ...]


@cache
def error_messages() -> Mapping[str, str]:
    """The sentence for each error code, without markup.

    Raises:
        ContentError: an error names a response that does not exist.
    """
    return {code: _words(text) for code, text in read_content("web/errors.yml")["errors"].items()}


def safety(country: Optional[str]) -> Safety:
    """Whom to call in a country (ISO code); the numbers of several countries if it is None or has no sure number."""
    words = read_content("web/errors.yml")["safety"]
    crisis = crisis_number(country, words["crisis"])
    numbers = emergency_numbers(country, words["emergency"])
    return Safety(words["text"], (*numbers, crisis) if crisis else numbers)


def evidence_label(level: Optional[str]) -> Optional[str]:
    """How sure anybody can be, in words; None for a text that makes no claim."""
    label = read_content("web/labels.yml")["evidence"].get(level)
    return str(label) if label else None


@cache
def commands() -> Mapping[str, Topic]:
    """The topic that each command of a web page asks for, by the command's name."""
    return {name: topics()[topic] for name, topic in read_content("web/labels.yml")["commands"].items()}


def spoken_link(site: str) -> str:
    """What is said for an address at this site."""
    return str(read_content("web/labels.yml")["spoken_link"]).format(site=site)


def _words(text: str) -> str:
    if not text.startswith("utter_"):
        return text
    if text not in answers():
        raise ContentError(f"web/errors.yml names {text}, which is no response")
    return answers()[text][0].text.replace("**", "").strip()
