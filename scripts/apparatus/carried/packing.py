"""Files -> a zip that has the same bytes each time: no clock, no user, no order of a disk in it."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

from apparatus.model import Problem

_LEVEL = 4  # of nine: it takes half the time of the sixth, which is usual, for three per cent more bytes
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
_VARIABLE = "SOURCE_DATE_EPOCH"
_LATEST = 253402300799  # the last second of the year 9999, after which no date is written


def pack(files: Mapping[str, bytes], stored: tuple[str, ...] = ()) -> bytes:
    """Return a zip of the files by their paths; those of `stored` come first and uncompressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in (*stored, *sorted(set(files) - set(stored))):
            method = zipfile.ZIP_STORED if path in stored else zipfile.ZIP_DEFLATED
            archive.writestr(_member(path, method), files[path], method, _LEVEL)
    return buffer.getvalue()


def made_at() -> datetime:
    """Return the time that files say they were made: SOURCE_DATE_EPOCH, else always the same."""
    seconds = os.environ.get(_VARIABLE, "")
    return datetime.fromtimestamp(int(seconds), UTC) if has_time() else datetime(*_EPOCH, tzinfo=UTC)


def has_time() -> bool:
    """Tell whether SOURCE_DATE_EPOCH says when the files are made."""
    return _is_time(os.environ.get(_VARIABLE, ""))


def check_time() -> tuple[Problem, ...]:
    """Report a SOURCE_DATE_EPOCH that is none: what was meant to be made again would differ."""
    seconds = os.environ.get(_VARIABLE)
    if seconds is None or _is_time(seconds):
        return ()
    hint = "seconds since 1970 in the figures 0 to 9, as of `git log -1 --format=%ct`"
    return (Problem(_VARIABLE, 0, "SETTING", f"“{seconds}” is no time", hint),)


def _is_time(seconds: str) -> bool:
    return re.fullmatch(r"[0-9]{1,12}", seconds) is not None and int(seconds) <= _LATEST


def _member(path: str, method: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, _EPOCH)
    info.create_system = 3  # Unix, whatever this machine is
    info.external_attr = 0o100644 << 16
    info.compress_type = method
    return info
