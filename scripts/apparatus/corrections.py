"""`corrections.yml` <-> the record of each place where the edition departs from the print.

- note: 51                  # or `at:` with the address of a section, or `entry:` with a key
  print: Bernhard Fall
  edition: Bernard Fall
  reason: the bibliography and the book's title page have Bernard
  status: made              # made (default), possible (the print's form stands), proposed (an editor decides)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, get_args, get_type_hints

import yaml

from apparatus.model import Correction, Problem
from apparatus.yamlfile import lines_of_items, read_yaml

_PLACES: tuple[Literal["note", "at", "entry"], ...] = ("note", "at", "entry")
_KNOWN = (*_PLACES, "print", "edition", "reason", "status")
_STATUS = get_args(get_type_hints(Correction)["status"])


def read_corrections(text: str, path: str) -> tuple[tuple[Correction, ...], tuple[Problem, ...]]:
    """Read `corrections.yml`, a list of corrections."""
    data, faults = read_yaml(text, path)
    if faults or data is None:
        return (), faults
    if not isinstance(data, list):
        return (), (
            Problem(path, 1, "YAML-SYNTAX", "a list is expected", "begin each correction with “- note:”"),
        )
    corrections: list[Correction] = []
    problems: list[Problem] = []
    for item, line in zip(data, lines_of_items(text), strict=True):
        fault = _fault(item)
        if fault:
            problems.append(Problem(path, line, "CORRECTION", fault, f"fields: {', '.join(_KNOWN)}"))
        else:
            corrections.append(_correction(item, line))
    return tuple(corrections), tuple(problems)


def format_corrections(corrections: Iterable[Correction]) -> str:
    """Write corrections as YAML; `read_corrections` reads them back."""
    items = [_plain(correction) for correction in corrections]
    return str(yaml.safe_dump(items, allow_unicode=True, sort_keys=False, width=110)) if items else "[]\n"


def _fault(item: Any) -> str:  # noqa: ANN401 - what YAML gives can be anything
    if not isinstance(item, dict):
        return "a correction has fields such as note:, print: and reason:"
    unknown = [str(name) for name in item if name not in _KNOWN]
    missing = [name for name in ("print", "edition", "reason") if name not in item]
    if unknown:
        return f"unknown field {unknown[0]}:"
    if missing:
        return f"the field {missing[0]}: is missing"
    if sum(place in item for place in _PLACES) != 1:
        return "one of note:, at: and entry: says where it is"
    if item.get("status", "made") not in _STATUS:
        return f"status: is one of {', '.join(_STATUS)}"
    return ""


def _correction(item: dict[str, Any], line: int) -> Correction:
    kind = next(name for name in _PLACES if name in item)
    status = item.get("status", "made")
    place, printed, edition, reason = (str(item[name]) for name in (kind, "print", "edition", "reason"))
    return Correction(kind, place, printed, edition, reason, status, line)


def _plain(correction: Correction) -> dict[str, str | int]:
    place = correction.place
    plain: dict[str, str | int] = {correction.kind: int(place) if place.isdigit() else place}
    plain |= {"print": correction.print, "edition": correction.edition, "reason": correction.reason}
    return plain | ({"status": correction.status} if correction.status != "made" else {})
