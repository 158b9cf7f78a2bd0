"""The reply that says where to report a clinic or a harm."""

import json
from typing import List, Mapping, Optional

from rasa_sdk import Tracker

from actions.reply import Reply
from content.countries import country_name
from content.helplines import crisis_line, emergency_number
from content.reporting import Report, countries_to_ask, reporting_for

# Asks in which country the person lives.
ASKS_WHERE = "utter_report_clinic_where"


def report_clinic_reply(tracker: Tracker) -> Reply:
    """The bodies of the person's country; while that is not known, whom to look for and a question which it is."""
    country = tracker.get_slot("country")
    bodies = {"bodies": "\n".join(report_lines(country))}
    if country:
        return Reply("utter_report_clinic", bodies)
    return Reply(ASKS_WHERE, bodies, [_button(code) for code in countries_to_ask()])


def report_lines(country: Optional[str], own_only: bool = False) -> List[str]:
    """The bodies for a country, one a line. With `own_only` none of the general advice that fits any country."""
    return [_line(report) for report in reporting_for(country) if report.countries or not own_only]


def _line(report: Report) -> str:
    contact = " ".join(part for part in (report.address, report.phone) if part)
    return f"• {report.body}: {report.text} {contact}".rstrip()


def _button(code: str) -> Mapping[str, str]:
    # As if the person had said it: the country comes with its numbers to call.
    home = {"country": code, "emergency_number": emergency_number(code), "crisis_line": crisis_line(code)}
    return {"title": country_name(code) or code, "payload": f"/report_clinic{json.dumps(home, ensure_ascii=False)}"}
