"""`python -m validation [paths…] [--today YYYY-MM-DD]`: print what is wrong; exit 1 if anything is."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from content.files import DATA
from validation import Finding, check, load, readability, vocabulary


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the content and print each finding. With paths, only what stands in these files or folders.

    All content is read in any case: whether a sentence stands twice, or a topic is answered, shows only in the whole.
    """
    options = _options(arguments)
    files = {file for path in options.paths for file in _files(path)}
    corpus = load(options.today, extra=sorted(file for file in files if DATA not in file.parents))
    findings = check(corpus, files)
    for finding in findings:
        print(finding)
    sys.stdout.flush()
    for note in filter(None, (readability.note(corpus), vocabulary.note(), _summary(findings))):
        print(note, file=sys.stderr)
    return 1 if findings else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m validation", description="Check the content of data/.")
    parser.add_argument("paths", nargs="*", type=Path, help="files or folders; without any: everything in data/")
    parser.add_argument("--today", type=date.fromisoformat, default=date.today(), metavar="YYYY-MM-DD")
    options = parser.parse_args(arguments)
    for path in options.paths:
        if not path.exists() or not _files(path):
            parser.error(f"{path} is no YAML file and no folder with any")
    return options


def _files(path: Path) -> list[Path]:
    path = path.resolve()
    return sorted(path.rglob("*.yml")) if path.is_dir() else [path]


def _summary(findings: Sequence[Finding]) -> str:
    files = len({finding.place.file for finding in findings})
    return f"{len(findings)} findings in {files} files" if findings else "nothing found"


if __name__ == "__main__":
    sys.exit(main())
