"""The sheet as one HTML page: `data/review_sheet.html.j2` with the look of `style.css`."""

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from content.files import DATA
from content.plain_dates import plain_date
from review.passages import as_date
from review.sheet import Sheet

TEMPLATE = "review_sheet.html.j2"
STYLE = Path(__file__).with_name("style.css")

_WEB_ADDRESS = re.compile(r"https?://[^\s]+", re.IGNORECASE)
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 ]")


def render(sheet: Sheet) -> str:
    """The page. Everything that is not written in the template itself is escaped."""
    environment = Environment(
        loader=FileSystemLoader(DATA),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["in_words"] = in_words
    environment.filters["css_string"] = css_string
    environment.tests["web_address"] = is_web_address
    style = Markup(STYLE.read_text(encoding="utf-8"))
    return environment.get_template(TEMPLATE).render(sheet=sheet, style=style).lstrip()


def in_words(value: object) -> str:
    """An ISO date, or a date, as people read it; anything else as it stands."""
    iso = str(value)
    return plain_date(iso) if as_date(iso) else iso


def css_string(text: str) -> Markup:
    """A text as a string of a style sheet, safe within a `style` element."""
    escaped = _NOT_PLAIN.sub(lambda found: f"\\{ord(found[0]):06x} ", text)
    return Markup(f'"{escaped}"')


def is_web_address(address: str) -> bool:
    """Whether a link may lead there: only to http and https."""
    return bool(_WEB_ADDRESS.fullmatch(address))
