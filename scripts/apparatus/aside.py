"""Work in a process of its own while the first goes on, where the system forks and has processors for both.

Elsewhere it is done when it is waited for. What it is made from must stay as it is until then, and it is
known by what it returns and by the files that it writes: nothing else of it comes back.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Outcome(Generic[T]):
    """What work returned, or raised."""

    result: T | None = None
    fault: Exception | None = None


class Aside(Generic[T]):
    """A piece of work that has begun, or waits until it is waited for."""

    def __init__(self, work: Callable[[], T]) -> None:
        """Begin."""
        self._work = work
        self._outcome: _Outcome[T] | None = None
        self._process: Any = None  # of multiprocessing, which has a class for each way to begin one
        if _can_fork():
            context = multiprocessing.get_context("fork")
            self._ours, theirs = context.Pipe(duplex=False)
            self._process = context.Process(target=_do, args=(work, theirs), daemon=True)
            self._process.start()
            theirs.close()  # the process has its own; without it the end of that is the end of ours

    def wait(self) -> T:
        """Return what the work returned, or raise what it raised; once done it is not done again."""
        if self._outcome is None:
            self._outcome = self._received() if self._process else _Outcome(self._work())
        if self._outcome.fault is not None:
            raise self._outcome.fault
        return cast("T", self._outcome.result)

    def stop(self) -> None:
        """End what still goes on; nothing of it is there to write a file after this."""
        if self._process is not None and self._process.is_alive():
            self._process.terminate()
            self._process.join()

    def _received(self) -> _Outcome[T]:
        try:
            outcome: _Outcome[T] = self._ours.recv()
        except EOFError:
            fault = ChildProcessError(errno.ECHILD, "a process that makes files was ended from outside")
            outcome = _Outcome(fault=fault)
        self._ours.close()
        self._process.join()
        return outcome


def _can_fork() -> bool:
    """Tell whether another process can go on from here: no other thread is left halfway in it."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


def _do(work: Callable[[], T], pipe: Connection) -> None:
    """Do the work, and send what it returned or raised; who ends the build is answered by the first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # not what the first process does then
    try:
        pipe.send(_Outcome(work()))
    except OSError as fault:  # the disk's: who waits knows what to say of it
        pipe.send(_Outcome(fault=OSError(fault.errno, fault.strerror or str(fault), fault.filename)))
    except Exception:  # noqa: BLE001 - a programmer's error, of any kind, which need not survive the way
        pipe.send(_Outcome(fault=RuntimeError(traceback.format_exc())))
