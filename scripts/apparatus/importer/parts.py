"""What a part is called in the edition: its slug, its kind, and the ids of its headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from anyascii import anyascii

from apparatus.importer.drafts import PartKind
from apparatus.importer.words import number_of, plain, title_only, tokens

NAMED: tuple[tuple[str, str, PartKind], ...] = (
    (r"preface\b.*", "preface", "front"),
    (r"foreword\b.*", "foreword", "front"),
    (r"author['’]?s['’]? note|note (?:by|from) the author", "authors-note", "front"),
    (r"acknowledge?ments?", "acknowledgements", "front"),
    (r"(?:list of |note on )?abbreviations\b.*", "abbreviations", "front"),
    (r"list of .*|maps|tables|illustrations|dedication|chronology", "", "front"),
    (r"introduction\b.*", "introduction", "chapter"),
    (r"(?:epilogue and )?conclusions?\b(?: and epilogue)?(?:[:.–—-].*)?", "conclusions", "chapter"),
    (r"epilogue\b.*", "epilogue", "chapter"),
    (r"prologue\b.*", "prologue", "chapter"),
    (r"glossary|index|about the author|afterword|sources", "", "back"),
)


def slug_of(title: str, printed: str, special: str) -> tuple[str, PartKind]:
    """Return a part's slug, not yet unique, and its kind."""
    if special == "sources":
        return "archival-sources", "sources"
    for text in (title, printed):
        numbered = _numbered(text)
        if numbered:
            return numbered
    for text in (plain(title), title_only_words(title)):
        for pattern, slug, kind in NAMED:
            if re.fullmatch(pattern, text, re.IGNORECASE):
                return slug or slugify(text), kind
    return slugify(title_only_words(title)) or "part", "chapter"


def title_only_words(text: str) -> str:
    """Return a heading without its leading number, words apart."""
    return re.sub(r"^(?:\d+|[IVX]+)[.:]?\s+", "", plain(text))


def _numbered(text: str) -> tuple[str, PartKind] | None:
    found = tokens(text)
    if len(found) > 1 and found[0] in ("chapter", "part", "appendix"):
        word = found[0]
        letter = word == "appendix" and re.match(r"(?i)appendix\s+([A-Z])\b", plain(text))
        number = (
            letter.group(1).lower()
            if letter and letter.group(1) not in "IVX"
            else str(number_of(found[1]) or "")
        )
        if number:
            return f"{word}-{number}", "back" if word == "appendix" else "chapter"
    if found and found[0] == "appendix":
        return "appendix", "back"
    match = re.match(r"(\d{1,2}|[IVX]+)[.:]?\s+\S", plain(text))
    if match and title_only(text) not in ("introduction", "conclusion", "conclusions", "epilogue", "preface"):
        return f"chapter-{number_of(match.group(1))}", "chapter"
    return None


def slugify(text: str) -> str:
    """Return small ASCII words joined by hyphens, without punctuation."""
    folded = anyascii(unicodedata.normalize("NFC", plain(text))).lower()
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", folded)))


def unique(name: str, taken: Container[str]) -> str:
    """Return the name, with `-2`, `-3` ... where it is taken."""
    if name not in taken:
        return name
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"
