"""Where the assistant keeps the little that must survive a restart."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def state_folder() -> Path:
    """The folder named by `ASSISTANT_STATE`, else `var/`. It may not exist yet."""
    return Path(os.environ.get("ASSISTANT_STATE") or ROOT / "var")


def private_file(path: Path) -> Path:
    """`path`, made empty and for its owner's eyes only if it was not there.

    Raises:
        OSError: the folder or the file cannot be made.
    """
    path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, PRIVATE_FILE))
    return path
