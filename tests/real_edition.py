"""The edition of this repository, made in all formats once for all tests that read them."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from apparatus.publish import publish

ROOT = Path(__file__).parent.parent
NAME = "solidarity-and-national-revolution"


@dataclass(frozen=True)
class Made:
    """What a build of everything made."""

    folder: Path
    bundle: Path  # the one folder of the unpacked zip

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def carried(self, ending: str) -> Path:
        return self.folder / "dist" / f"{NAME}{ending}"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("real")
    for name in ("docs", "notes"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("mkdocs.yml", "bibliography.bib"):
        shutil.copyfile(ROOT / name, folder / name)
    published, problems = publish(folder, lambda _what, _page: None, everything=True)
    assert published is not None, problems
    assert published.missing == ()
    with zipfile.ZipFile(folder / "dist" / f"{NAME}-offline.zip") as archive:
        archive.extractall(folder / "unpacked")
    return Made(folder, folder / "unpacked" / NAME)
