"""What is wrong with the content that the sheet shows. The page says it in words; here it has a kind."""

from typing import NamedTuple

FACT = "missing_fact"
SOURCE = "missing_source"
TOPIC = "missing_topic"
BUTTON = "button_without_topic"
EVIDENCE = "unknown_evidence_label"
DATE = "unreadable_date"
KINDS = (FACT, SOURCE, TOPIC, BUTTON, EVIDENCE, DATE)


class Fault(NamedTuple):
    """`name` is what is missing or unknown, `where` the response, claim, term or country that names it."""

    kind: str
    where: str
    name: str
