"""Work that goes on in a process of its own."""

from __future__ import annotations

import errno
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from apparatus import __main__, aside
from apparatus.aside import Aside


@pytest.fixture(params=["forked", "when waited for"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(aside, "_can_fork", lambda: request.param == "forked")
    return str(request.param)


def _failing(error: BaseException) -> Callable[[], None]:
    def work() -> None:
        raise error

    return work


def test_what_the_work_returns_comes_back_whole(way: str) -> None:
    large = "é" * 3_000_000  # more than a pipe holds
    assert Aside(lambda: (Path("a"), large)).wait() == (Path("a"), large)


def test_work_is_done_once(way: str, tmp_path: Path) -> None:
    def work() -> int:
        with (tmp_path / "log").open("a") as log:
            log.write("done\n")
        return os.getpid()

    begun = Aside(work)
    assert begun.wait() == begun.wait()
    assert (begun.wait() == os.getpid()) is (way != "forked")
    assert (tmp_path / "log").read_text() == "done\n"


def test_a_full_disk_is_told_as_the_disk_told_it(way: str) -> None:
    with pytest.raises(OSError, match="No space") as caught:
        Aside(_failing(OSError(errno.ENOSPC, "No space left", "/there"))).wait()
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, "/there")


def test_an_error_in_the_code_says_where_it_is(way: str) -> None:
    class Odd(Exception):  # cannot be sent from process to process
        def __init__(self, one: str, two: str) -> None:
            super().__init__(f"{one} {two}")

    with pytest.raises((Odd, RuntimeError), match="not so"):
        Aside(_failing(Odd("not", "so"))).wait()


def test_work_that_is_stopped_writes_nothing_after_that(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(aside, "_can_fork", lambda: True)
    begun = Aside(lambda: [(time.sleep(0.01), (tmp_path / str(n)).touch()) for n in range(100_000)])
    while not list(tmp_path.iterdir()):
        time.sleep(0.01)
    begun.stop()
    there = sorted(tmp_path.iterdir())
    time.sleep(0.1)
    assert sorted(tmp_path.iterdir()) == there
    begun.stop()  # again changes nothing


def test_a_process_that_was_killed_is_a_fault_of_the_system(monkeypatch) -> None:
    monkeypatch.setattr(aside, "_can_fork", lambda: True)
    begun = Aside(lambda: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(ChildProcessError, match="ended from outside"):
        begun.wait()


def test_nothing_is_forked_from_a_program_with_threads() -> None:
    waiting = threading.Event()
    thread = threading.Thread(target=waiting.wait)
    thread.start()
    try:
        assert Aside(os.getpid).wait() == os.getpid()
    finally:
        waiting.set()
        thread.join()


def test_what_a_terminal_shows_of_the_work_needs_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    before = threading.active_count()
    with __main__._working() as step:
        step("building the site", "chapter-1.md")
        assert threading.active_count() == before
