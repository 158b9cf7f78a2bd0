"""The topics of `data/topics.yml`: what the assistant can answer or do."""

from dataclasses import dataclass
from functools import cache
from typing import Mapping, Optional

from content.files import ContentError, read_content


@dataclass(frozen=True)
class Topic:
    """One topic. `id` is the Rasa intent; `does` the action that replies instead of `utter_<id>`."""

    id: str
    area: str
    title: str
    covers: str = ""
    does: Optional[str] = None


@cache
def topics() -> Mapping[str, Topic]:
    """All topics by id, in the order of the file.

    Raises:
        ContentError: an id stands twice.
    """
    found: dict[str, Topic] = {}
    for area, rows in read_content("topics.yml")["topics"].items():
        for row in rows:
            if row["id"] in found:
                raise ContentError(f"topics.yml: the id {row['id']} stands twice")
            found[row["id"]] = Topic(area=area, **row)
    return found
