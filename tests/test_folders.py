"""Workspaces: what a process that was killed left is taken away, and nothing that another one works in."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from apparatus.folders import workspace

WORKS = """
import sys, time
from pathlib import Path
from apparatus.folders import workspace
with workspace(Path(sys.argv[1])) as work:
    (work / sys.argv[2]).mkdir()
    print(work, flush=True)
    time.sleep(600)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no locks of that kind")


@contextmanager
def working(folder: Path, name: str) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Have a process work in a workspace inside `folder`, where it made a folder; it is killed in the end."""
    command = [sys.executable, "-c", WORKS, str(folder), name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, Path(process.stdout.readline().strip())
        finally:
            process.kill()


def test_what_a_killed_process_left_is_taken_away_and_not_before(tmp_path: Path) -> None:
    with working(tmp_path, "site") as (process, left), working(tmp_path, "site") as (_, other):
        with workspace(tmp_path):
            assert left.is_dir()
        process.kill()
        process.wait()
        assert left.is_dir()
        with workspace(tmp_path) as work:
            assert sorted(tmp_path.iterdir()) == sorted([other, work])
        assert list(tmp_path.iterdir()) == [other]


def test_what_was_moved_out_of_its_place_stays(tmp_path: Path) -> None:
    with working(tmp_path, "old-abc") as (process, left):
        process.kill()
        process.wait()
        with workspace(tmp_path):
            assert (left / "old-abc").is_dir()


@pytest.mark.parametrize("name", [".apparatus-settings", ".apparatus-", ".apparatus-x/lock"])
def test_what_an_editor_calls_like_that_stays(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir(parents=True)
    (tmp_path / ".apparatus-file").write_text("mine")
    with workspace(tmp_path):
        assert (tmp_path / name).is_dir()
        assert (tmp_path / ".apparatus-file").read_text() == "mine"
