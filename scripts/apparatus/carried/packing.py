"""Files -> a zip that has the same bytes each time: no clock, no user, no order of a disk in it."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say


def pack(files: Mapping[str, bytes], stored: tuple[str, ...] = ()) -> bytes:
    """Return a zip of the files by their paths; those of `stored` come first and uncompressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in (*stored, *sorted(set(files) - set(stored))):
            method = zipfile.ZIP_STORED if path in stored else zipfile.ZIP_DEFLATED
            archive.writestr(_member(path, method), files[path], method)
    return buffer.getvalue()


def made_at() -> datetime:
    """Return the time that files say they were made: SOURCE_DATE_EPOCH, else always the same."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if seconds.isdigit():
        return datetime.fromtimestamp(int(seconds), UTC)
    return datetime(*_EPOCH, tzinfo=UTC)


def _member(path: str, method: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, _EPOCH)
    info.create_system = 3  # Unix, whatever this machine is
    info.external_attr = 0o100644 << 16
    info.compress_type = method
    return info
