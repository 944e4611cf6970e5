"""What citations are put together from: names, dates, titles in capitals, and punctuation that fits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from apparatus.dates import MONTHS

Item = Mapping[str, Any]
CslName = Mapping[str, str]

SHORT_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "Jun.", "Jul.", "Aug.", "Sep.", "Oct.", "Nov.", "Dec.")
OTHERS = {"literal": "others"}  # BibTeX's word for et al.

_ITALIC, _UPRIGHT = "\ue000", "\ue001"  # stand for markup until the text has its punctuation
_SMALL = frozenset(
    ("a", "an", "and", "as", "at", "but", "by", "down", "for", "from", "in", "into", "nor", "of", "on",
     "onto", "or", "over", "so", "the", "till", "to", "up", "via", "with", "yet",
     "about", "van", "von", "de", "d", "l")
)  # fmt: skip
_CHUNK = re.compile(r"[^\W_]+|\s+|.", re.DOTALL)
_STOPS = (".", "?", "!")


# names


def given_first(name: CslName) -> str:
    """Return `Adam B. Ulam`."""
    if "literal" in name:
        return curly(name["literal"])
    return curly(f"{name['given']} {name['family']}") + (f" {name['suffix']}" if "suffix" in name else "")


def family_first(name: CslName) -> str:
    """Return `Ulam, Adam B.`; a name in its own order stays as it is."""
    if "literal" in name:
        return curly(name["literal"])
    return ", ".join(filter(None, (curly(f"{name['family']}, {name['given']}"), name.get("suffix"))))


def abbreviated(name: CslName) -> CslName:
    """Return a name with its given names as initials: `A. B.`, `J.-P.`."""
    if "literal" in name:
        return name
    words = name["given"].replace(".", ". ").split()
    initials = ["-".join(f"{part[0]}." for part in word.split("-") if part) for word in words]
    return {**name, "given": " ".join(initials)}


def listed(names: Sequence[str], last: str = "and") -> str:
    """Join names: `A`, `A and B`, `A, B, and C`."""
    if len(names) <= 2:  # noqa: PLR2004 - two names take no comma
        return f" {last} ".join(names)
    return f"{', '.join(names[:-1])}, {last} {names[-1]}"


# dates


def year(item: Item) -> str:
    """Return the year in which an item appeared, or what stands for it."""
    issued = item.get("issued", {})
    if "date-parts" not in issued:
        return str(issued.get("literal", ""))
    years = [str(part[0]) for part in issued["date-parts"]]
    return "–".join(dict.fromkeys(years))


def unsure(item: Item) -> bool:
    """Tell whether the date is uncertain."""
    return bool(item.get("issued", {}).get("circa"))


def month_first(item: Item, *, with_year: bool = True) -> str:
    """Return `September 30, 1954`, `June 12–14, 1957`, `June–July 1955`."""
    parts = item.get("issued", {}).get("date-parts")
    if not parts:
        return str(item.get("issued", {}).get("literal", "")) if with_year else ""
    days = [" ".join([*_month(part, MONTHS), *map(str, part[2:])]) for part in parts]
    if _share(parts, 2):
        days[1] = str(parts[1][2])
    if not with_year:
        return "–".join(days)
    whole = [f"{day}{', ' if len(part) > 2 else ' '}{part[0]}" for day, part in zip(days, parts, strict=True)]  # noqa: PLR2004
    return "–".join([*(days if _share(parts, 1) else whole)[:-1], whole[-1]]).strip()


def day_first(item: Item) -> str:
    """Return `30 Sep. 1954`, `12–14 Jun. 1957`, `Jun.–Jul. 1955`."""
    parts = item.get("issued", {}).get("date-parts")
    if not parts:
        return str(item.get("issued", {}).get("literal", ""))
    days = [" ".join([*map(str, part[2:]), *_month(part, SHORT_MONTHS)]) for part in parts]
    if _share(parts, 2):
        days[0] = str(parts[0][2])
    whole = [f"{day} {part[0]}" for day, part in zip(days, parts, strict=True)]
    return "–".join([*(days if _share(parts, 1) else whole)[:-1], whole[-1]]).strip()


def _month(part: Sequence[int], months: Sequence[str]) -> list[str]:
    return [months[part[1] - 1]] if len(part) > 1 else []


def _share(parts: Sequence[Sequence[int]], depth: int) -> bool:
    """Tell whether both ends of a range have the same year, or the same year and month."""
    return len(parts) > 1 and len(parts[0]) > depth and parts[0][:depth] == parts[1][:depth]


# titles


def headline(item: Item, field: str = "title") -> str:
    """Return a title in the capitals of English headlines, if it is in English."""
    written = curly(item[field])
    return capitals(written) if item.get("language", "en").startswith("en") else written


@cache
def capitals(title: str) -> str:
    """Capitalise the words of a title but the small ones; what has capitals inside stays as it is."""
    state, written = "start", []
    for chunk in _CHUNK.findall(title):
        written.append(_capitalised(chunk, state))
        state = _after(chunk, state)
    return "".join(written)


def _capitalised(chunk: str, state: str) -> str:
    if not chunk.isascii() or not chunk.isalnum() or chunk != chunk.lower():
        return chunk
    if state == "start" or (state == "word" and chunk not in _SMALL and len(chunk) > 1):
        return chunk[0].upper() + chunk[1:]
    return chunk


def _after(chunk: str, state: str) -> str:
    """Return what may come after a chunk: the start of a sentence, a word, or the inside of one."""
    if chunk.isspace():
        return {"stop": "start", "inside": "word"}.get(state, state)
    if chunk in "“‘":
        return state
    if chunk in ".?!:":
        return "stop"
    return "word" if chunk in "-/–—" else "inside"


# punctuation


@cache
def curly(text: str) -> str:
    """Return text with a printer's quotation marks and apostrophes."""
    text = re.sub(r"(^|[\s(\[“‘/—–-])'(?=\S)(?=[^']*\S'(?!\w))", r"\1“", text)
    text = re.sub(r"(“[^'“”]*\S)'(?!\w)", r"\1”", text)
    text = re.sub(r'(^|[\s(\[“‘/—–-])"(?=\S)', r"\1“", text)
    return text.replace('"', "”").replace("'", "’")


def quoted(text: str) -> str:
    """Return text in quotation marks, those in it made single."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”" if text else ""


def italic(text: str) -> str:
    """Mark text as italic."""
    return f"{_ITALIC}{text}{_UPRIGHT}" if text else ""


def capital(text: str) -> str:
    """Return text that begins with a capital."""
    return text[:1].upper() + text[1:]


def joined(parts: Iterable[str | None], separator: str) -> str:
    """Join what is there; a comma goes inside quotation marks."""
    whole = ""
    for part in filter(None, parts):
        whole = (
            f"{_closed(whole, separator.rstrip())}{separator[len(separator.rstrip()) :]}{part}"
            if whole
            else part
        )
    return whole


def sentences(parts: Iterable[str | None]) -> str:
    """Join what is there with full stops between."""
    return joined(parts, ". ")


def ended(text: str) -> str:
    """Return text with a full stop."""
    return _closed(text, ".")


def unmarked(item: Item) -> Item:
    """Return an item whose text has none of the signs that stand for markup here."""
    text = json.dumps(item, ensure_ascii=False)
    if _ITALIC not in text and _UPRIGHT not in text:
        return item
    return dict(json.loads(text.translate({ord(_ITALIC): None, ord(_UPRIGHT): None})))


def html(text: str) -> Markup:
    """Return text as HTML, with `<i>` and nothing else in it."""
    return Markup(str(escape(text)).replace(_ITALIC, "<i>").replace(_UPRIGHT, "</i>"))  # noqa: S704 - escaped


def _closed(text: str, sign: str) -> str:
    """Put a sign after text: once, and inside a quotation mark that ends it."""
    if not sign:
        return text
    if text.endswith("”"):
        return text if text[-2:-1] in ("?", "!") else _closed(text[:-1], sign) + "”"
    bare = text.rstrip(_UPRIGHT + "’”")
    if bare.endswith(sign) or (sign == "." and bare.endswith(_STOPS)):
        return text
    return text + sign
