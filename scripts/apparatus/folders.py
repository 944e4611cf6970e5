"""Folders that change whole: made in a workspace inside them, then moved to their places, or left alone."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from apparatus.files import write_text


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
            swap([(entry, folder / entry.name) for entry in sorted(new.iterdir())], work / "old")
    except BaseException:
        for parent in made:
            parent.rmdir()
        raise


@contextmanager
def workspace(folder: Path) -> Iterator[Path]:
    """Give a new folder inside `folder`, gone in the end; faults of the disk in it name `folder`."""
    try:
        work = Path(tempfile.mkdtemp(prefix=".apparatus-", dir=folder))
    except OSError as error:
        raise _at(folder, error) from error
    try:
        yield work
    except OSError as error:
        raise (_at(folder, error) if _is_of(work, error) else error) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def swap(pairs: Iterable[tuple[Path, Path]], aside: Path) -> None:
    """Move each new path to its place, and what was there into the folder `aside`: all of them or none."""
    aside.mkdir()
    moves: list[tuple[Path, Path]] = []  # (from, to), as they were done
    try:
        for number, (new, place) in enumerate(pairs):
            place.parent.mkdir(parents=True, exist_ok=True)
            if os.path.lexists(place):
                _move(place, aside / str(number), moves)
            _move(new, place, moves)
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
