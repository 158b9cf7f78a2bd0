"""Questions to take to the stroke team: `data/doctor_questions.yml`."""

from typing import Iterable, List

from content.files import read_content
from content.topics import topics


def questions_about(topic_ids: Iterable[str]) -> List[str]:
    """The questions that always help, after those for the areas of these topics. Unknown ids are passed over."""
    document = read_content("doctor_questions.yml")
    areas = dict.fromkeys(topics()[topic].area for topic in topic_ids if topic in topics())
    return [question for area in areas for question in document["areas"].get(area, ())] + document["always"]
