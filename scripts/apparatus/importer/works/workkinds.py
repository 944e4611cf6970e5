"""What follows the names and the year of an entry: the work's title, kind and fields.

    rest    = book | article | chapter | paper
    book    = italic [ "(" edition ")" ] imprint
    article = quoted [","] italic [","] [ volume ] [ "(" number ")" ] [ ":" pages ] [ imprint ]
    chapter = quoted [","] "in" names role italic imprint
    paper   = ( italic | quoted ) words that say "paper", "report", "unpublished" ...

What no rule takes is kept in the field `note`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from apparatus.importer.works.entrynames import read_name, read_names
from apparatus.importer.works.imprints import PAGES, cut_imprint, institution, with_imprint
from apparatus.model import Name, Work

ITALIC = re.compile(r"\*(?P<title>[^*]+)\*[.,]?\s*")
_QUOTED = re.compile(
    r"[\"“](?P<title>(?:[^\"“”]|[\"“](?=\w)[^\"“”]*[\"”](?=\s|\w))+?)[.,]?[\"”][.,]?\s*"
    r"|\\?[‘'`](?P<single>.+?)[.,]?[’'][.,]\s*"
    r"|«(?P<french>[^»]+?)[.,]?»[.,]?\s*|„(?P<german>[^“”]+?)[.,]?[“”][.,]?\s*"
)
_IN = re.compile(r"[Ii]n:?\s+(?P<names>[^*]+?)(?:,?\s*(?P<role>\((?:eds?|comps?)\.?\)|eds?\.)),?\s*")
# In Water and Paper, edited by Jo Reed and Al Stone, 12-33. London: Tate
_IN_EDITED = re.compile(
    r"[Ii]n:?\s+\*?(?P<book>[^*.]+?)[,.]?\*?[,.]?\s+[Ee]d(?:ited|s?\.) by (?P<names>[^\d]+?)"
    r"(?:,\s*(?P<pages>\d+\s?[-–]\s?\d+))?\.\s+(?P<rest>.*)",
    re.DOTALL,
)
# In K. Zahn (Ed.), Water and Law (pp. 3-40). Vienna: Manz
_IN_BRACKETS = re.compile(
    r"[Ii]n:?\s+(?P<names>.+?) \([Ee]ds?\.\), \*?(?P<book>[^(*]+?)\*? \(pp?\. ?(?P<pages>[\d–-]+)\)\."
    r"\s+(?P<rest>.*)",
    re.DOTALL,
)
# Imago Mundi 40: 57-76, where the text has lost the italics of the journal
_PLAIN_JOURNAL = re.compile(
    r"(?P<journal>[A-ZÀ-Þ][^:\d\"“*.]{2,}?),?\s+"
    r"(?=(?:[Vv]ol\. ?|[Nn]o\. ?)?\d{1,3}\b[^:]{0,40}(?::\s?\d|pp?\.\s?\d))"
)
# Fisheries Review, 12(3), 44-61
_COMMA_ARTICLE = re.compile(
    r"\*?(?P<journal>[^,*.:]+)\*?, \*?(?P<volume>\d+)\*?(?:\((?P<number>[\d/–-]+)\))?,"
    r" (?P<pages>\d+\s?[-–]\s?\d+)\.?"
)
_IN_BARE = re.compile(r"[Ii]n:?\s+(?=\*)")
_NUMBER = re.compile(r"\((?P<number>\d+(?:[-–/]\d+)?)\)|(?:number|no\.) ?(?P<no>\d+)", re.IGNORECASE)
_VOLUME = re.compile(r"(?:vol(?:ume|\.) ?)?(?P<volume>\d{1,3}|[IVXL]+)(?=[\s,(:]|$)", re.IGNORECASE)
_ISSUE = re.compile(
    r"(?P<issue>(?:(?:Spring|Summer|Autumn|Fall|Winter|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)(?:[-/ ]\w+)? )?(?:1[5-9]|20)\d\d(?:[-/](?:\d{4}|\d\d))?)"
)
_PAPER = re.compile(
    r"\b(?:working|occasional|discussion|research) papers?\b|\btechnical report\b", re.IGNORECASE
)
_UNPUBLISHED = re.compile(
    r"\b(?:unpublished|paper (?:presented|given|read)|(?:doctoral|master'?s|Ph\.?D\.?) "
    r"|dissertation|thesis)\b",
    re.IGNORECASE,
)


def with_rest(work: Work, rest: str) -> Work:
    """rest = book | article | chapter | paper."""
    quoted, italic = _QUOTED.match(rest), ITALIC.match(rest)
    if quoted is not None:
        title = next(text for text in quoted.groups() if text)
        return _quoted(replace(work, title=title), rest[quoted.end() :])
    if italic is not None:
        return _monograph(replace(work, title=italic["title"].strip(" .,")), rest[italic.end() :])
    if work.title:
        return _monograph(work, rest)
    title, _, after = rest.partition(". ")
    article, chapter = _COMMA_ARTICLE.fullmatch(after), _IN_BRACKETS.fullmatch(after)
    if article is not None:
        fields = {name: value for name, value in article.groupdict().items() if value}
        return replace(work, kind="article", title=title.strip(" ."), fields={**work.fields, **fields})
    if chapter is not None:
        return _edited_chapter(replace(work, title=title.strip(" .")), chapter)
    return _monograph(replace(work, title=title.strip(" .")), after)


def _quoted(work: Work, rest: str) -> Work:
    """article | chapter | paper, after a title in quotation marks."""
    edited = _IN_EDITED.fullmatch(rest) or _IN_BRACKETS.fullmatch(rest)
    if edited is not None:
        return _edited_chapter(work, edited)
    inside = _IN.match(rest)
    if inside is not None or _IN_BARE.match(rest):
        return _chapter(work, rest, inside)
    italic = ITALIC.match(rest)
    if italic is None and not _PAPER.search(rest):
        italic = _PLAIN_JOURNAL.match(rest)
    if italic is None:
        return _paper(work, rest)
    return _article(
        replace(work, kind="article", fields={**work.fields, "journal": italic[1].strip(" .,")}),
        rest[italic.end() :],
    )


def _edited_chapter(work: Work, match: re.Match[str]) -> Work:
    """chapter = quoted "in" italic "," "edited by" names "," pages "." imprint."""
    editors = tuple(read_name(str(name)) for name in read_names(match["names"]))
    fields = {**work.fields, "booktitle": match["book"].strip(" .,")}
    if match["pages"]:
        fields["pages"] = re.sub(r"\s?[-–]\s?", "-", match["pages"])
    return with_imprint(replace(work, kind="incollection", editors=editors, fields=fields), match["rest"])


def _chapter(work: Work, rest: str, inside: re.Match[str] | None) -> Work:
    """chapter = quoted [","] "in" names role italic imprint."""
    editors = (
        tuple(read_name(str(n)) for n in read_names(inside["names"].replace(" et al.", ""))) if inside else ()
    )
    if inside and " et al." in inside["names"]:
        editors = (*editors, Name("others"))
    rest = rest[inside.end() :] if inside else re.sub(_IN_BARE, "", rest, count=1)
    italic = ITALIC.match(rest)
    booktitle = italic["title"].strip(" .,") if italic else ""
    work = replace(work, kind="incollection", editors=editors, fields={**work.fields, "booktitle": booktitle})
    return with_imprint(work, rest[italic.end() :] if italic else rest)


def _article(work: Work, rest: str) -> Work:
    """article: what stands after the journal's title."""
    fields = dict(work.fields)
    head, tail = cut_imprint(rest.rstrip(" ;").removesuffix("."))
    tail += "." if tail.endswith("D.C") else ""
    for name, pattern in (("pages", PAGES), ("number", _NUMBER), ("issue", _ISSUE), ("volume", _VOLUME)):
        match = pattern.search(head)
        if match is not None:
            value = next(group for group in match.groups() if group)
            fields[name] = re.sub(r"\s?[-–]\s?", "-", value)
            head = head[: match.start()] + head[match.end() :]
    if re.fullmatch(r"(?:1[5-9]|20)\d\d", fields.get("issue", "")) and fields["issue"] == work.year[:4]:
        del fields["issue"]  # the year once more
    left = re.sub(r"\b(?:vol(?:ume|\.)|number|no\.)(?=\W|$)", "", head).strip(" .,:;()")
    return with_imprint(replace(work, fields=fields), " ".join(part for part in (left, tail) if part))


def _monograph(work: Work, rest: str) -> Work:
    """book | paper, after a title in italics."""
    if _PAPER.search(rest) and ":" not in rest.partition("aper")[0]:
        return _paper(work, rest)
    if _UNPUBLISHED.search(rest):
        return replace(work, kind="unpublished", fields={**work.fields, "note": rest.strip(" .,")})
    return with_imprint(work, rest)


def _paper(work: Work, rest: str) -> Work:
    """paper: a working paper with its series and number, or what was never published."""
    if not _PAPER.search(rest):
        kind = "unpublished" if _UNPUBLISHED.search(rest) or not rest else "misc"
        return replace(
            work, kind=kind, fields={**work.fields, **({"note": rest.strip(" .,")} if rest else {})}
        )
    series = re.match(
        r"(?P<series>.*?[Pp]apers?)(?:,? (?:no\. ?)?(?P<y>\d{4})?,? ?(?:\((?P<n>\d+)\))?)[.,]?\s*", rest
    )
    fields = dict(work.fields)
    if series is not None:
        fields["type"] = series["series"]
        fields |= {"number": series["n"]} if series["n"] else {}
        rest = rest[series.end() :]
    place, body = institution(rest.strip(" ").removesuffix("." if not rest.endswith("D.C.") else ""))
    fields |= {name: value for name, value in (("institution", body), ("address", place)) if value}
    return replace(work, kind="techreport", fields=fields)
