"""Made-up studies in the shape of the API v2. Their ids begin with NCT99999; no such study exists."""

from copy import deepcopy
from typing import Any, Dict, List, Optional

Study = Dict[str, Any]

_LEEDS = {"lat": 53.8, "lon": -1.55}


def study(number: int = 1, **changes: Any) -> Study:
    """A full study of donor cells after an ischaemic stroke, recruiting in Leeds.

    `changes` names modules and what to set in them: `statusModule={"overallStatus": "COMPLETED"}`; None removes one.
    """
    made = deepcopy(_study(number))
    for module, values in changes.items():
        if values is None:
            del made["protocolSection"][module]
        else:
            made["protocolSection"][module].update(values)
    return made


def site(
    city: str = "Leeds",
    country: str = "United Kingdom",
    point: Optional[Dict[str, float]] = None,
    **more: Any,
) -> Dict[str, Any]:
    """A place of a study; without a point it has no coordinates."""
    row = {"facility": f"{city} Hospital", "city": city, "country": country, **more}
    return {**row, "geoPoint": point} if point else row


def leeds() -> Dict[str, Any]:
    """A recruiting site with coordinates."""
    return site(point=_LEEDS, status="RECRUITING")


def page(studies: List[Study], token: Optional[str] = None) -> Dict[str, Any]:
    """An answer to a search."""
    return {"studies": studies, **({"nextPageToken": token} if token else {})}


def _study(number: int) -> Study:
    return {
        "protocolSection": {
            "identificationModule": {
                "nctId": f"NCT99999{number:03d}",
                "nctIdAliases": [f"NCT99998{number:03d}"],
                "secondaryIdInfos": [{"id": f"2019-099{number:03d}-35", "type": "EUDRACT_NUMBER"}],
                "briefTitle": f"Donor Cells After Ischemic Stroke, Study {number}",
                "officialTitle": "A Randomized Trial of Allogeneic Mesenchymal Stem Cells After Ischemic Stroke",
                "acronym": "MADE-UP",
            },
            "statusModule": {
                "overallStatus": "RECRUITING",
                "statusVerifiedDate": "2026-10",
                "startDateStruct": {"date": "2025-01-15", "type": "ACTUAL"},
                "completionDateStruct": {"date": "2028-12", "type": "ESTIMATED"},
                "lastUpdatePostDateStruct": {"date": "2026-10-20", "type": "ACTUAL"},
            },
            "sponsorCollaboratorsModule": {"leadSponsor": {"name": "University of Nowhere", "class": "OTHER"}},
            "descriptionModule": {"briefSummary": "Tests whether donor cells are safe."},
            "conditionsModule": {"conditions": ["Ischemic Stroke"]},
            "designModule": {
                "studyType": "INTERVENTIONAL",
                "phases": ["PHASE1", "PHASE2"],
                "designInfo": {
                    "allocation": "RANDOMIZED",
                    "interventionModel": "PARALLEL",
                    "maskingInfo": {"masking": "DOUBLE"},
                },
                "enrollmentInfo": {"count": 40, "type": "ESTIMATED"},
            },
            "armsInterventionsModule": {
                "armGroups": [{"type": "EXPERIMENTAL"}, {"type": "PLACEBO_COMPARATOR"}],
                "interventions": [
                    {
                        "name": "Umbilical cord mesenchymal stem cells",
                        "description": "One intravenous infusion of allogeneic cells",
                    }
                ],
            },
            "eligibilityModule": {
                "eligibilityCriteria": (
                    "Inclusion Criteria:\n\n* Aged 18 to 80 years\n* Ischemic stroke 6 to 60 months before joining\n\n"
                    "Exclusion Criteria:\n\n* Stroke within 3 days"
                ),
                "sex": "ALL",
                "minimumAge": "18 Years",
                "maximumAge": "80 Years",
            },
            "contactsLocationsModule": {"locations": [leeds()]},
        },
        "hasResults": False,
    }
