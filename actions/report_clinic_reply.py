"""The reply that says where to report a clinic or a harm."""

from rasa_sdk import Tracker

from actions.reply import Reply
from content.reporting import Report, reporting_for


def report_clinic_reply(tracker: Tracker) -> Reply:
    """The bodies of the person's country, or what kind of body to look for if the country is not known."""
    return Reply("utter_report_clinic", {"bodies": "\n".join(map(_line, reporting_for(tracker.get_slot("country"))))})


def _line(report: Report) -> str:
    contact = " ".join(part for part in (report.address, report.phone) if part)
    return f"• {report.body}: {report.text} {contact}".rstrip()
