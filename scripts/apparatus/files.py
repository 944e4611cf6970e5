"""Reading and writing files whole: every fault of the disk becomes a problem that names the file."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from apparatus.model import Problem

# what neither HTML nor XML can hold: controls but for tabs and line ends, and two code points that are none
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_PAGE = "\f"  # with which the text of a print begins a page


def read_text(path: Path, *, needed: bool = True, scanned: bool = False) -> tuple[str, tuple[Problem, ...]]:
    r"""Read a file as UTF-8, line ends made `\n`; an absent one that is not needed is empty.

    `scanned` is the text of a print, see `decode`.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return "", (Problem(str(path), 0, "MISSING-FILE", "this file is not there"),) if needed else ()
    except OSError as error:
        return "", (Problem(str(path), 0, "MISSING-FILE", f"this file cannot be read: {error.strerror}"),)
    return decode(data, str(path), scanned=scanned)


def decode(data: bytes, path: str, *, scanned: bool = False) -> tuple[str, tuple[Problem, ...]]:
    """Decode UTF-8, with or without a byte order mark; say which byte is wrong, and where controls stand.

    A text that was `scanned` may have them of its scan: they are taken out, but for the ends of its pages.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte {error.start + 1} (0x{data[error.start]:02x}) is not UTF-8"
        return "", (Problem(path, line, "NOT-UTF8", message, "save the file as UTF-8"),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if scanned:
        return CONTROL.sub(_blanked, text), ()
    return CONTROL.sub("", text), tuple(_controls(text, path))


def _blanked(control: re.Match[str]) -> str:
    """Return what stands in the place of a control: a space where it parts words, else nothing."""
    sign = control.group()
    return sign if sign == _PAGE else " " if sign.isspace() else ""


def _controls(text: str, path: str) -> Iterator[Problem]:
    """Report the first control character of each line that has some."""
    hint = "take it out; it is not seen in most editors"
    for number, line in enumerate(text.split("\n") if CONTROL.search(text) else (), 1):
        found = CONTROL.search(line)
        if found is not None:
            message = f"character {found.start() + 1} is U+{ord(found.group()):04X}, a control character"
            yield Problem(path, number, "CONTROL-CHARACTER", message, hint)


def below(folder: Path | str, prefix: str = "") -> Iterator[str]:
    """Yield the paths of all files below a folder as from there, in order; links of the disk are left out."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from below(entry.path, f"{prefix}{entry.name}/")
        elif entry.is_file(follow_symlinks=False):
            yield prefix + entry.name


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole: first beside its place, then moved there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def write_text(path: Path, text: str) -> None:
    r"""Write text as UTF-8 with `\n` line ends, whole."""
    write_bytes(path, text.encode("utf-8"))


def os_problem(error: OSError, path: Path) -> Problem:
    """Say what a failed write means."""
    place = str(error.filename or path)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Problem(
            place, 0, "DISK-FULL", "the disk is full", "nothing was changed; make room and run again"
        )
    reason = error.strerror or str(error)
    return Problem(place, 0, "NOT-WRITABLE", f"cannot be written: {reason}", "nothing was changed")
