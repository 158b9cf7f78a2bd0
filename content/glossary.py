"""The words a reader may meet and what they mean: `data/glossary.yml`."""

from dataclasses import dataclass
from functools import cache
from typing import Mapping, Optional, Tuple

from content.files import read_content


@dataclass(frozen=True)
class Term:
    """A term with its meaning in one or two plain sentences. `topic` is where one can read on."""

    term: str
    meaning: str
    synonyms: Tuple[str, ...] = ()
    misspellings: Tuple[str, ...] = ()
    topic: Optional[str] = None

    @property
    def forms(self) -> Tuple[str, ...]:
        """Every way in which people write the term."""
        return (self.term, *self.synonyms, *self.misspellings)


@cache
def terms() -> Mapping[str, Term]:
    """All terms by their name as it stands in the file."""
    return {
        row["term"]: Term(
            term=row["term"],
            meaning=row["meaning"],
            synonyms=tuple(map(str, row.get("synonyms", ()))),
            misspellings=tuple(map(str, row.get("misspellings", ()))),
            topic=row.get("topic"),
        )
        for row in read_content("glossary.yml")["terms"]
    }


@cache
def _by_form() -> Mapping[str, Term]:
    return {form.casefold(): term for term in terms().values() for form in term.forms}


def find_term(form: str) -> Optional[Term]:
    """The term that is written so, in any case; None if there is none."""
    return _by_form().get(form.casefold().strip())
