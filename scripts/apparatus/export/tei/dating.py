"""Dates of EDTF -> the attributes by which TEI dates an element."""

from __future__ import annotations

import re

from apparatus import dates

_ONE = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?")  # a season, `1955-21`, is none of ISO 8601
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
EDTF = "http://www.loc.gov/standards/datetime/"


def dated(edtf: str) -> dict[str, str]:
    """Return `when`, `from` and `to`, or `notBefore` and `notAfter`; the EDTF too, where they say less.

    `cert` is low where EDTF has `?` or `%`, `precision` low where it has `~` or `%`.
    """
    if not edtf:
        return {}
    mark, plain = (edtf[-1], edtf[:-1]) if edtf[-1] in "?~%" else ("", edtf)
    found = _bounds(plain) | ({"cert": "low"} if mark in ("?", "%") else {})
    found |= {"precision": "low"} if mark in ("~", "%") else {}
    whole = mark == "" and (_ONE.fullmatch(edtf) or ("/" in edtf and "from_" in found))
    return found if whole else found | {"when_custom": "".join(edtf.split()), "datingMethod": EDTF}


def when(date: str) -> dict[str, str]:
    """Return `when` for a date of ISO 8601 or a year, nothing for anything else."""
    return {"when": date} if _ONE.fullmatch(date) and dates.is_edtf(date) else {}


def _bounds(edtf: str) -> dict[str, str]:
    if _ONE.fullmatch(edtf):
        return when(edtf)
    first, _, last = edtf.partition("/")
    if _ONE.fullmatch(first) and _ONE.fullmatch(last) and dates.is_edtf(edtf):
        return {"from_": first, "to": last}
    return _between(edtf)


def _between(edtf: str) -> dict[str, str]:
    """Return the first and the last day that a set, a season or a decade can mean."""
    if not dates.is_edtf(edtf):
        return {}
    found = zip(("notBefore", "notAfter"), dates.bounds(edtf), strict=True)
    return {name: day for name, day in found if _DAY.fullmatch(day)}
