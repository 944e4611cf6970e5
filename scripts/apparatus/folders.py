"""Folders that change whole: made in a workspace inside them, then moved to their places, or left alone."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from apparatus.files import write_text

try:
    import fcntl
except ImportError:  # Windows: what a killed process left stays there
    fcntl = None  # type: ignore[assignment]

_LOCK = "lock"  # in a workspace: held by who works there, and let go when that process ends, however it does
_ASIDE = "old-"  # what a folder there is called that has what was moved out of its place


def write_folder(folder: Path, files: Mapping[str, str], gone: Collection[str] = ()) -> None:
    """Write files, given by relative path with `/`, into a folder: all of them or none.

    Every other file that is there stays, but for those that `gone` names.
    """
    made = _make(folder)
    try:
        with workspace(folder) as work:
            new = work / "new"
            for name, text in files.items():
                write_text(new / name, text)
            for entry in new.iterdir():
                _keep(folder / entry.name, entry, {folder / name for name in gone})
            swap(Change(folder / entry.name, entry, work) for entry in sorted(new.iterdir()))
    except BaseException:
        for parent in made:
            parent.rmdir()
        raise


@contextmanager
def workspace(folder: Path) -> Iterator[Path]:
    """Give a new folder inside `folder`, gone in the end; faults of the disk in it name `folder`.

    Those that processes left there when they were killed are taken away.
    """
    _sweep(folder)
    try:
        work = Path(tempfile.mkdtemp(prefix=".apparatus-", dir=folder))
    except OSError as error:
        raise _at(folder, error) from error
    lock = None
    try:
        lock = _locked(work)
        yield work
    except OSError as error:
        raise (_at(folder, error) if _is_of(work, error) else error) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def _locked(work: Path) -> int | None:
    """Return the lock of a workspace, which nobody can find before it is held; none where there are none."""
    if fcntl is None:
        return None
    new = work / f"{_LOCK}.new"
    lock = os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        new.rename(work / _LOCK)
    except OSError:
        os.close(lock)
        return None
    return lock


def _sweep(folder: Path) -> None:
    """Take away the workspaces that nobody works in, but for those that have the last of something."""
    for work in folder.glob(".apparatus-*"):
        if not any(work.glob(f"{_ASIDE}*")) and _is_left(work):
            shutil.rmtree(work, ignore_errors=True)


def _is_left(work: Path) -> bool:
    """Tell whether a folder is a workspace whose lock nobody holds."""
    if fcntl is None:
        return False
    try:
        lock = os.open(work / _LOCK, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(lock)
    return True


@contextmanager
def workspace_for(place: Path, work: Path) -> Iterator[Path]:
    """Give a workspace from which `place` is filled in one step: `work`, or one on the disk of the place."""
    there = next(path for path in place.absolute().parents if path.exists())
    if there.stat().st_dev == work.stat().st_dev:
        yield work
    else:
        with workspace(there) as other:
            yield other


def brought(path: Path, work: Path) -> Path:
    """Return what is at a path, moved into a workspace where it is not in that already."""
    return path if path.is_relative_to(work) else Path(shutil.move(path, work / path.name))


def keep_hidden(old: Path, new: Path) -> None:
    """Give the new folder what the old one has under names that begin with a dot, `.git` or `.nojekyll`."""
    for path in sorted(old.glob(".*")):
        place = new / path.name
        if path.is_dir() and not path.is_symlink():
            place.mkdir(exist_ok=True)
            _keep(path, place, ())
        elif not os.path.lexists(place):
            _share(path, place)


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a place."""

    place: Path
    new: Path | None  # what is moved there, None where nothing is to be there any more
    work: Path  # the workspace on the disk of the place, to which what was there goes


def swap(changes: Iterable[Change]) -> None:
    """Move what is new to its place, and what was there out of the way: all of it or nothing."""
    moves: list[tuple[Path, Path]] = []  # (from, to), as they were done
    try:
        for change in changes:
            if os.path.lexists(change.place):
                aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=change.work))
                _move(change.place, aside / "old", moves)
            if change.new is not None:
                change.place.parent.mkdir(parents=True, exist_ok=True)
                _move(change.new, change.place, moves)
    except BaseException:
        for before, now in reversed(moves):
            now.rename(before)
        raise


def _move(before: Path, now: Path, moves: list[tuple[Path, Path]]) -> None:
    before.rename(now)
    moves.append((before, now))


def _make(folder: Path) -> list[Path]:
    """Make a folder and those above it; return what was made, innermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _keep(old: Path, new: Path, gone: Collection[Path]) -> None:
    """Give the new folder what only the old one has; both share the files until the old one goes."""
    if not (old.is_dir() and new.is_dir()):
        return
    for path in sorted(old.iterdir()):
        place = new / path.name
        if os.path.lexists(place):
            _keep(path, place, gone)
        elif path.is_dir() and not path.is_symlink():
            place.mkdir()
            _keep(path, place, gone)
        elif path not in gone:
            _share(path, place)


def _share(path: Path, place: Path) -> None:
    try:
        os.link(path, place, follow_symlinks=False)
    except OSError:
        shutil.copy2(path, place, follow_symlinks=False)


def _is_of(work: Path, error: OSError) -> bool:
    """Tell whether a fault is the workspace's: a full disk often names the file that was read, or none."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT) or error.filename is None
    return full or Path(str(error.filename)).is_relative_to(work)


def _at(folder: Path, error: OSError) -> OSError:
    return OSError(error.errno, error.strerror or str(error), str(folder))
