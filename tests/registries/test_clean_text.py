"""Text that anybody may have written into a registry."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.registries.clean_text import clean, clean_lines, shorten


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<script>alert(1)</script>Cells", "alert(1) Cells"),
        ("Cells <b onclick='x'>for</b> stroke", "Cells for stroke"),
        ("<img src=x onerror=alert(1)", "img src=x onerror=alert(1)"),
        ("&lt;script&gt;x&lt;/script&gt;", "x"),
        ("**Bold** _cells_ `now`", "Bold cells now"),
        ("[Join now](https://clinic.example/pay)", "Join now"),
        ("[x](javascript:alert(1)) y", "x y"),
        ("See https://clinic.example and www.clinic.example now", "See and now"),
        ("Write to someone@clinic.example or call +1 555 010 9999", "Write to or call"),
        ("Phone: 0113 496 0000 for cells", "Phone: for cells"),
        ("\u202egnp.exe\u202c \u2066cells\u2069 \u200bhidden\ufeff", "gnp.exe cells hidden"),
        ("Line\u2028one\r\ntwo\x00\x1b[31m", "Line one two[31m"),
        ("within \\<72 h, 10\\^8 cells, 18 \\~ 80", "within <72 h, 10^8 cells, 18 ~ 80"),
        ("NIHSS < 20 and > 5", "NIHSS < 20 and > 5"),
        ("a_b and EudraCT 2019-001724-35", "a_b and EudraCT 2019-001724-35"),
        ("Z\u0301\u0302\u0303\u0304\u0305\u0306a", "\u0179\u0302\u0303a"),
        ("   ", None),
        ("", None),
        (None, None),
        (7, None),
        (["Cells"], None),
    ],
)
def test_what_is_shown(written: object, shown: object) -> None:
    assert clean(written) == shown


def test_5000_characters_are_cut_after_a_word() -> None:
    shown = clean("stroke cells " * 400, 60)
    assert shown and len(shown) <= 60 and shown.endswith(("stroke…", "cells…"))
    assert shorten("x" * 5000, 60) == "x" * 59 + "…"


def test_lines_are_kept_apart() -> None:
    assert clean_lines("* one\n\n  * two  \r\n#three") == ["one", "two", "#three"]


@given(st.text(max_size=3000))
@settings(deadline=None)
def test_nothing_hidden_is_ever_left(text: str) -> None:
    shown = clean(text, 300)
    if shown is not None:
        assert len(shown) <= 300 and shown.isprintable() and "<script" not in shown


@pytest.mark.parametrize("piece", ["<a", "[](", "@a", "+1 ", "![a](b", "www.", "\u0301", "tel ", "_ ", "\\<"])
def test_a_long_row_of_the_same_is_read_in_one_pass(piece: str) -> None:
    """Slow patterns would take minutes here, and the run would be stopped."""
    assert clean_lines(piece * 500_000) is not None
