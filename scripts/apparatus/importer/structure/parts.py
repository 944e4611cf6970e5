"""What a part is called in the edition: its slug, its kind, and the ids of its headings."""

from __future__ import annotations

import re

from apparatus.importer.text.drafts import PartKind
from apparatus.importer.words import LEADS, number_of, plain, tokens
from apparatus.slugs import latin, slug

_CONCLUSIONS = (
    r"(?:epilogue and )?(?:conclusions?|schluss|fazit|konklu[sk]jon|konklusion|avslutning|afslutning)\b"
    r"(?: and epilogue)?(?:[:.–—-].*)?|schlu(?:ss|ß)(?:wort|betrachtung(?:en)?)"
)
NAMED: tuple[tuple[str, str, PartKind], ...] = (
    (r"preface\b.*|vorwort|forord|förord|avant-propos|préface", "preface", "front"),
    (r"foreword\b.*|geleitwort", "foreword", "front"),
    (r"author['’]?s['’]? note|note (?:by|from) the author", "authors-note", "front"),
    (r"acknowledge?ments?|danksagung|remerciements", "acknowledgements", "front"),
    (
        r"(?:list of |note on )?abbreviations\b.*|abkürzung(?:en|sverzeichnis)|forkortelser|sigles",
        "abbreviations",
        "front",
    ),
    (r"list of .*|maps|tables|illustrations|dedication|chronology", "", "front"),
    (
        r"(?:introduction|einleitung|einführung|innledning|indledning|inledning)\b.*",
        "introduction",
        "chapter",
    ),
    (_CONCLUSIONS, "conclusions", "chapter"),
    (r"(?:epilogue|epilog|épilogue)\b.*", "epilogue", "chapter"),
    (r"(?:prologue|prolog)\b.*", "prologue", "chapter"),
    (
        r"glossary|index|register|about the author|afterword|nachwort|etterord|sources|quellen|kilder",
        "",
        "back",
    ),
)


# what the toolkit makes itself stands at these addresses
RESERVED = frozenset(
    [
        "index",
        "notes",
        "bibliography",
        "archives",
        "report",
        "people",
        "timeline",
        "download",
        "data",
        "search",
    ]
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
        for pattern, name, kind in NAMED:
            if re.fullmatch(pattern, text, re.IGNORECASE):
                return name or slugify(text), kind
    return slugify(title_only_words(title)) or "part", "chapter"


def _has_name(words: str) -> bool:
    """Tell whether a numbered part has a name of its own all the same: `1. Introduction`."""
    names = ("preface", "introduction", "conclusions", "epilogue")
    return any(slug in names and re.fullmatch(pattern, words, re.IGNORECASE) for pattern, slug, _ in NAMED)


def title_only_words(text: str) -> str:
    """Return a heading without its leading number, words apart."""
    return re.sub(r"^(?:\d+|[IVX]+)[.:]?\s+", "", plain(text))


def _numbered(text: str) -> tuple[str, PartKind] | None:
    found = tokens(text)
    if len(found) > 1 and found[0] in LEADS:
        word = found[0]
        letter = word == "appendix" and re.match(r"\w+\s+([A-Z])\b", plain(text))
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
    if match and not _has_name(title_only_words(text)):
        return f"chapter-{number_of(match.group(1))}", "chapter"
    return None


def slugify(text: str) -> str:
    """Return small ASCII words joined by hyphens, without punctuation."""
    return slug(latin(plain(text)).replace("'", ""))
