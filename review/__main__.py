"""`python -m review OUTPUT.html [--today YYYY-MM-DD]`: write the sheet; exit 1 if the content has faults."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from content.files import ContentError
from review.material import read_material
from review.page import render
from review.sheet import build_sheet


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page. Faults of the content stand on it by name; the page is written all the same."""
    options = _options(arguments)
    try:
        sheet = build_sheet(read_material(), options.today)
    except ContentError as error:
        print(f"The review sheet cannot be written: {error}", file=sys.stderr)
        return 1
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(render(sheet), encoding="utf-8")
    for fault in sheet.faults:
        print(f"{fault.where}: {fault.kind.replace('_', ' ')}: {fault.name}", file=sys.stderr)
    return 1 if sheet.faults else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m review", description="Write the clinicians' review sheet.")
    parser.add_argument("output", type=Path, metavar="OUTPUT.html", help="missing folders are made")
    parser.add_argument("--today", type=date.fromisoformat, default=date.today(), metavar="YYYY-MM-DD")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
