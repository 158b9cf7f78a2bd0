"""Packages from npm that are measured or used beside the widget: pinned, checked, kept in `.cache/npm`. Needs `npm`."""

import base64
import hashlib
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from bench.messages import ROOT

CACHE = ROOT / ".cache" / "npm"


@dataclass(frozen=True)
class NpmPackage:
    """A package in one version, with the SHA-512 that its archive must have."""

    name: str
    version: str
    integrity: str

    def folder(self) -> Path:
        """The unpacked package; fetched at the first call.

        Raises:
            ValueError: the archive is not the one that was pinned.
        """
        folder = CACHE / f"{self.name.replace('/', '-').lstrip('@')}-{self.version}"
        if not (folder / "package").is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            archive = self._fetch(folder)
            digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
            if f"sha512-{digest}" != self.integrity:
                archive.unlink()
                raise ValueError(f"{self.name} {self.version} is not the archive that was pinned")
            with tarfile.open(archive) as packed:
                packed.extractall(folder, filter="data")
            archive.unlink()
        return folder / "package"

    def _fetch(self, folder: Path) -> Path:
        command = ["npm", "pack", "--silent", f"{self.name}@{self.version}", "--pack-destination", str(folder)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (archive,) = folder.glob("*.tgz")
        return archive


DEEP_CHAT = NpmPackage(
    "deep-chat",
    "2.4.2",
    "sha512-wQNd6Z6HDoH7OMeoQKpmxDm9XdWrRjMkBJ2yl5tsYND9Dz2UCv/BdGVM8vK2V0mhO1u+OniHYPWDGvjlNxjCeQ==",
)
RASA_WEBCHAT = NpmPackage(
    "rasa-webchat",
    "1.0.1",
    "sha512-Ld1zVJvTAaTrs6A5p8t70agNNrKYRyXlvqXZRgBoDvKKUXbA0jhJKECi5bdPGlaR6jsmqWtVylHS+YqIqo0x8w==",
)
ESBUILD = {
    ("Linux", "x86_64"): NpmPackage(
        "@esbuild/linux-x64",
        "0.28.2",
        "sha512-4xTZr1FUmSoQW4XIWmit3tzQrUTZM+N3P0XV8xROKYF50XfI7xeO90+1bZvNwxIufQ9hDQVRJH5YhgPVF8A/HQ==",
    ),
    ("Linux", "aarch64"): NpmPackage(
        "@esbuild/linux-arm64",
        "0.28.2",
        "sha512-pW4AC0P3it8c7do9MVM4p51FzHzdM/TZrerurgRcHJ2WTa1VQ1CIq18xncfpBJw4ojkiZZrKW2yIBWBP92j6Ug==",
    ),
    ("Darwin", "arm64"): NpmPackage(
        "@esbuild/darwin-arm64",
        "0.28.2",
        "sha512-n4KqkOQrraxHJcgjM1RvwbigfQKIKJVpM7xp+KsxiyUSrRdIXnt73VhrPAx0fV44hgfmIVKjxMN9J1t5jySVkw==",
    ),
}
