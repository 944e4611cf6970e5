"""What all tests share: the real print, the browser, and that nothing is skipped in CI."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("steady", deadline=None)  # no test depends on how fast the machine is
settings.load_profile("steady")

# validators run for seconds; half of that is Java's second compiler, which pays in what runs for minutes
os.environ["JAVA_TOOL_OPTIONS"] = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def source() -> Path:
    """Return where the text of the real print lies."""
    place = os.environ.get("APPARATUS_SOURCE", "")
    if not place:
        pytest.skip("APPARATUS_SOURCE is not set: the real print is not here")
    return Path(place)


def program(name: str) -> str:
    """Return the path of a program that some tests need; without it they are skipped."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not here")
    return found


@pytest.fixture(scope="session")
def pandoc() -> str:
    """Return the path of pandoc."""
    return program("pandoc")


@pytest.fixture(scope="session")
def java() -> str:
    """Return the path of a Java."""
    return program("java")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a browser."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("chromium is not here")
    return found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that is skipped in CI."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        _forbid(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a file that is skipped whole in CI."""
    report = yield
    if report.skipped:
        _forbid(report)
    return report


def _forbid(report: pytest.TestReport | pytest.CollectReport) -> None:
    if os.environ.get("CI", "").lower() in ("1", "true"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"skipped, and in CI nothing is: {reason}"
