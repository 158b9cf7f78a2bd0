"""What goes to the log: where and when something failed, never what a person wrote.

Rasa puts messages, slots and whole conversations into log texts and tracebacks, at every level. So its texts are
not let through at all: of a foreign log line the place in the source and the kind of error are kept, which is
enough to find the cause. Our own lines are written without a person's words and pass whole.
"""

import logging
import re
import sys
import traceback
from typing import Any, MutableMapping, Optional

import structlog

OUR_ROOMS = ("actions", "channels", "content", "serving", "understanding")
_KEPT_KEYS = frozenset({"level", "logger", "timestamp"})
# The event of Rasa's structured logs is a fixed dotted name; anything else could be a sentence with values in it.
_EVENT_NAME = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")


class PlacesOnly(logging.Formatter):
    """Formats a line of ours whole and a foreign one as its place."""

    def format(self, record: logging.LogRecord) -> str:
        """One line: time, level, place, and text or kind of error."""
        ours = record.name.split(".")[0] in OUR_ROOMS or record.name == "__main__"
        parts = [self.formatTime(record), record.levelname, f"{record.name}:{record.lineno}"]
        if ours:
            parts.append(record.getMessage())
        if record.exc_info and record.exc_info[0] is not None:
            parts.append(_place_of(record.exc_info[1]))
        return " ".join(parts)


def _place_of(error: Optional[BaseException]) -> str:
    if error is None:
        return ""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def _keep_places(_: Any, __: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    event = str(entry.get("event", ""))
    kept = {key: value for key, value in entry.items() if key in _KEPT_KEYS}
    kept["event"] = event if _EVENT_NAME.fullmatch(event) else "(text withheld)"
    return kept


def configure_logs(level: int = logging.WARNING) -> None:
    """Send all logs to standard error in the safe form. Call after Rasa is imported, which configures its own."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(PlacesOnly())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # Rasa's warnings quote messages it could not parse.
    logging.captureWarnings(True)
    # A line that cannot be written would otherwise be printed with all its values.
    logging.raiseExceptions = False
    for room in OUR_ROOMS:
        logging.getLogger(room).setLevel(logging.INFO)
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            _keep_places,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
