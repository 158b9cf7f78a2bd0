"""`python -m bench.widget_bundle`: the widget as one small file, for sites that want one request and a fixed hash.

The modules in `widget/` work as they are. The one file is what others' bundles can be compared with.
"""

import base64
import gzip
import hashlib
import platform
import subprocess
import sys
from pathlib import Path

from bench.messages import ROOT
from bench.npm_packages import ESBUILD

ENTRY = ROOT / "widget" / "stroke-assistant.js"
BUNDLE = ROOT / "build" / "widget" / "stroke-assistant.js"


def make_bundle() -> Path:
    """Writes build/widget/stroke-assistant.js. Served from /widget/, its default server is /api/v1 beside it."""
    esbuild = ESBUILD[(platform.system(), platform.machine())].folder() / "bin" / "esbuild"
    esbuild.chmod(0o755)
    options = ["--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8", "--log-level=warning"]
    subprocess.run([str(esbuild), str(ENTRY), *options, f"--outfile={BUNDLE}"], check=True)
    return BUNDLE


def gzip_bytes(content: bytes) -> int:
    """Size after gzip -9."""
    return len(gzip.compress(content, 9, mtime=0))


def modules_gzip_bytes() -> int:
    """All modules of the widget as they stand, comments and all, in one gzip stream."""
    return gzip_bytes(b"".join(path.read_bytes() for path in sorted(ENTRY.parent.rglob("*.js"))))


def main() -> int:
    """Makes the file and prints its size and the hash for the `integrity` attribute."""
    content = make_bundle().read_bytes()
    digest = base64.b64encode(hashlib.sha384(content).digest()).decode()
    print(f'{BUNDLE.relative_to(ROOT)}: {gzip_bytes(content)} bytes after gzip\nintegrity="sha384-{digest}"')
    return 0


if __name__ == "__main__":
    sys.exit(main())
