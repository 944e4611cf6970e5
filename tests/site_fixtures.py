"""The small edition, built once for all tests that read the site."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from site_builder import build, copy_of_edition

from apparatus.carried.bundle import write_bundle
from apparatus.edition import load


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the small edition with its site built."""
    folder = copy_of_edition(tmp_path_factory.mktemp("edition"))
    build(folder)
    return folder


@pytest.fixture(scope="session")
def site(small: Path) -> Path:
    """Return the built site."""
    return small / "site"


@pytest.fixture(scope="session")
def zipped(small: Path) -> Path:
    """Return the offline bundle."""
    edition = load(small)
    return write_bundle(
        small / "site", small / "dist", edition.name, edition.book, "https://example.org/salt/"
    )


@pytest.fixture(scope="session")
def unpacked(zipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the one folder that the unpacked bundle has."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(folder)
    (only,) = folder.iterdir()
    return only
