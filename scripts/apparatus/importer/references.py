"""An author-date entry of a print's bibliography -> a work.

    entry   = ( names | title ) year "." rest | names "." rest "," year "."
    names   = inverted { ( "," | "and" ) name } [ role ] { "," names }      role: "(ed.)", "(comps.)"
    year    = digits [ letter ] | "(forthcoming)"
    rest    = book | article | chapter | paper
    book    = italic [ "(" edition ")" ] imprint
    article = quoted [","] italic [","] [ volume ] [ "(" number ")" ] [ ":" pages ] [ imprint ]
    chapter = quoted [","] "in" names role italic imprint
    paper   = ( italic | quoted ) words that say "paper", "report", "unpublished" ...
    imprint = place [ ":" publisher ]

What no rule takes is kept in the field `note`: nothing of an entry is lost.
"""

from __future__ import annotations

import re
from dataclasses import replace

from apparatus.importer.entrynames import read_name, read_names
from apparatus.model import Name, Problem, Work

_YEARS = r"(?:1[5-9]|20)\d\d(?:[a-z]|[-–/](?:\d{4}|\d\d))?"
_YEAR = re.compile(
    rf"(?P<before>^.*?)[\s,]\(?(?P<year>{_YEARS}|forthcoming|in press|n\.d\.)\)?[.,:]?\s+"
    r"(?=\\?[*\"“„‘'`«\[(]|[^\W\d_a-z])",
    re.DOTALL,
)
# the other common order, the year last: Huber, Max. *Glas im Tal*. Munich: Isar, 1931.
_YEAR_LAST = re.compile(
    rf"(?P<names>(?:(?![*\"“„«]).)+?)[.,]\s+(?P<rest>[*\"“„«].*?)[,\s]"
    rf"\(?(?P<year>{_YEARS})\)?(?P<after>(?:: [\d–-]+)?)\.?"
)
# the same where the text has lost its italics: Huber, Max. Glas im Tal. Munich: Isar, 1931.
_YEAR_LAST_PLAIN = re.compile(
    r"(?P<names>[^\W\d_][^,.:\"]*, (?:[^.:\"]|\b[A-Z]\.)+?)(?:(?<=\b[A-Z]\.)|\.) "
    r"(?P<title>[A-ZÀ-Þ][^.\"“*]{2,}?)[.?!] "
    rf"(?P<rest>[A-ZÀ-Þ][^.:\"*]*: [^:\"*]+), (?P<year>{_YEARS})\.?"
)
_ROLE = re.compile(
    r"\s*\((?P<role>eds?|comps?|trans|hrsg|hgg?|red|utg|éds?)\.?\),?\s*|,\s*(?P<bare>eds?)\.?,?\s*$",
    re.IGNORECASE,
)
_ITALIC = re.compile(r"\*(?P<title>[^*]+)\*[.,]?\s*")
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
    r"(?P<journal>[A-ZÀ-Þ][^:\d\"“*.]{2,}?),?\s+(?=(?:[Vv]ol\. ?)?\d{1,3}\b[^:]{0,40}(?::\s?\d|pp?\.\s?\d))"
)
# Fisheries Review, 12(3), 44-61
_COMMA_ARTICLE = re.compile(
    r"\*?(?P<journal>[^,*.:]+)\*?, \*?(?P<volume>\d+)\*?(?:\((?P<number>[\d/–-]+)\))?,"
    r" (?P<pages>\d+\s?[-–]\s?\d+)\.?"
)
_IN_BARE = re.compile(r"[Ii]n:?\s+(?=\*)")
_EDITION = re.compile(
    r"\(?(?P<edition>(?:\d+(?:st|nd|rd|th)|[Rr]ev(?:ised|\.)?|[Ss]econd|[Tt]hird)) ?"
    r"ed(?:ition|n)?\.?\)?[.,]?\s*"
)
_TRANSLATOR = re.compile(r"\(?[Tt]rans(?:lated|\.)(?: from [\w ]+?)? by (?P<names>[^.()]+)\)?\.?\s*")
_VOLUMES = re.compile(r"(?P<volume>[Vv]ols?\. ?[IVXLC\d]+(?:\s?[-–]\s?[IVXLC\d]+)?)[.,]\s*")
_SEVERAL = re.compile(r"^(\d+ (?:vols?\.|Bde?\.|bd\.))\s+")
_PAGES = re.compile(r"[:,]?\s*(?:pp?\. ?)?(?P<pages>\d+\s?[-–]\s?\d+)\.?$")
_NUMBER = re.compile(r"\((?P<number>\d+(?:[-–/]\d+)?)\)|(?:number|no\.) ?(?P<no>\d+)", re.IGNORECASE)
_VOLUME = re.compile(r"(?:vol(?:ume|\.) ?)?(?P<volume>\d{1,3}|[IVXL]+)(?=[\s,(:]|$)", re.IGNORECASE)
_ISSUE = re.compile(
    r"(?P<issue>(?:(?:Spring|Summer|Autumn|Fall|Winter|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)(?:[-/ ]\w+)? )?(?:1[5-9]|20)\d\d(?:[-/](?:\d{4}|\d\d))?)"
)
_IMPRINT = re.compile(r"(?P<place>[^:]+?):\s+(?P<publisher>[^:]+)$", re.DOTALL)
_PAPER = re.compile(
    r"\b(?:working|occasional|discussion|research) papers?\b|\btechnical report\b", re.IGNORECASE
)
_UNPUBLISHED = re.compile(
    r"\b(?:unpublished|paper (?:presented|given|read)|(?:doctoral|master'?s|Ph\.?D\.?) "
    r"|dissertation|thesis)\b",
    re.IGNORECASE,
)


def read_entry(text: str, line: int, path: str) -> tuple[Work, tuple[Problem, ...]]:
    """Read one entry; where no author and year can be found the whole of it is kept, with a problem."""
    # a backslash before such a sign and a letter would be an accent in LaTeX
    text = re.sub(r"\\(?=[`'\"^~=.])", "", " ".join(text.split()))
    match = _YEAR.match(f"{text} ")
    head = match["before"].strip(" ,") if match else ""
    last = _year_last(text)
    # a year after a whole sentence is the title's: Hollis, Mark. The War of 1914. Boston: Beacon, 1988.
    if match is not None and head and not (last and re.search(r"[^\W\d_]{3,}\. \S", head)):
        work = _with_rest(_head(head, _year(match["year"])), text[match.end() :].strip())
        return replace(work, line=line), ()
    if last is not None:
        return replace(last, line=line), ()
    message = f"no author and year in “{text[:60]}”"
    work = Work("", "misc", text, "n.d.", fields={"keywords": "unread"}, line=line)
    return work, (Problem(path, line, "ENTRY-UNREAD", message, "give it its fields in bibliography.bib"),)


def _year_last(text: str) -> Work | None:
    """Read an entry that has its year at the end."""
    last = _YEAR_LAST.fullmatch(text)
    if last is not None:
        return _with_rest(
            _head(_dotted(last["names"]), _year(last["year"])), f"{last['rest']}{last['after'] or '.'}"
        )
    plain = _YEAR_LAST_PLAIN.fullmatch(text)
    if plain is None:
        return None
    return _with_rest(_head(plain["names"], _year(plain["year"])), f"*{plain['title']}*. {plain['rest']}.")


def _dotted(names: str) -> str:
    """Give an initial its stop back, which the sentence's end took."""
    return f"{names}." if re.search(r"\b[A-Z]$", names) else names


def _year(printed: str) -> str:
    """Return a year, or years of volumes with a plain hyphen."""
    return printed.replace("–", "-").replace("/", "-")


def _head(head: str, year: str) -> Work:
    """Read what stands before the year: names with their roles, or a title."""
    year = "forthcoming" if year in ("forthcoming", "in press") else year
    italic = _ITALIC.fullmatch(head)
    if italic is not None or head.startswith("*"):
        return Work("", "book", head.strip("* ."), year)
    head = head.removesuffix(".") if head.endswith((").", "ed.", "eds.")) else head
    authors: list[Name] = []
    editors: list[Name] = []
    fields: dict[str, str] = {}
    position = 0
    for role in [*_ROLE.finditer(head), None]:
        part = head[position : role.start() if role else len(head)]
        names = read_names(part) if not position else tuple(read_name(str(name)) for name in read_names(part))
        kind = ((role["role"] or role["bare"]) if role else "").lower()
        if kind.startswith("comp"):
            authors += names
            fields["authortype"] = "compiler"
        elif kind:
            editors += names
        else:
            authors += names
        position = role.end() if role else position
    return Work("", "book", "", year, tuple(authors), tuple(editors), fields)


def _with_rest(work: Work, rest: str) -> Work:
    """rest = book | article | chapter | paper."""
    quoted, italic = _QUOTED.match(rest), _ITALIC.match(rest)
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
    italic = _ITALIC.match(rest)
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
    return _imprint(replace(work, kind="incollection", editors=editors, fields=fields), match["rest"])


def _chapter(work: Work, rest: str, inside: re.Match[str] | None) -> Work:
    """chapter = quoted [","] "in" names role italic imprint."""
    editors = (
        tuple(read_name(str(n)) for n in read_names(inside["names"].replace(" et al.", ""))) if inside else ()
    )
    if inside and " et al." in inside["names"]:
        editors = (*editors, Name("others"))
    rest = rest[inside.end() :] if inside else re.sub(_IN_BARE, "", rest, count=1)
    italic = _ITALIC.match(rest)
    booktitle = italic["title"].strip(" .,") if italic else ""
    work = replace(work, kind="incollection", editors=editors, fields={**work.fields, "booktitle": booktitle})
    return _imprint(work, rest[italic.end() :] if italic else rest)


def _article(work: Work, rest: str) -> Work:
    """article: what stands after the journal's title."""
    fields = dict(work.fields)
    head, tail = _cut_imprint(rest.rstrip(" ;").removesuffix("."))
    tail += "." if tail.endswith("D.C") else ""
    for name, pattern in (("pages", _PAGES), ("number", _NUMBER), ("issue", _ISSUE), ("volume", _VOLUME)):
        match = pattern.search(head)
        if match is not None:
            value = next(group for group in match.groups() if group)
            fields[name] = re.sub(r"\s?[-–]\s?", "-", value)
            head = head[: match.start()] + head[match.end() :]
    if re.fullmatch(r"(?:1[5-9]|20)\d\d", fields.get("issue", "")) and fields["issue"] == work.year[:4]:
        del fields["issue"]  # the year once more
    left = re.sub(r"\b(?:vol(?:ume|\.)|number|no\.)(?=\W|$)", "", head).strip(" .,:;()")
    return _imprint(replace(work, fields=fields), " ".join(part for part in (left, tail) if part))


def _cut_imprint(rest: str) -> tuple[str, str]:
    """Cut `Winter 1995/1996 (6-7) Washington, D.C.: Wilson Center.` where the place begins."""
    match = re.search(r"(?<=\))\s+(?=[A-Z][^:]*:\s)|(?<=\))\s+(?=[A-Z])", rest)
    return (rest[: match.start()], rest[match.end() :]) if match else (rest, "")


def _monograph(work: Work, rest: str) -> Work:
    """book | paper, after a title in italics."""
    if _PAPER.search(rest) and ":" not in rest.partition("aper")[0]:
        return _paper(work, rest)
    if _UNPUBLISHED.search(rest):
        return replace(work, kind="unpublished", fields={**work.fields, "note": rest.strip(" .,")})
    return _imprint(work, rest)


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
    place, institution = _institution(rest.strip(" ").removesuffix("." if not rest.endswith("D.C.") else ""))
    fields |= {name: value for name, value in (("institution", institution), ("address", place)) if value}
    return replace(work, kind="techreport", fields=fields)


def _institution(text: str) -> tuple[str, str]:
    """Tell place and institution of a paper apart, in either order."""
    place = r"[A-Z][\w.]+(?: [A-Z][\w.]+)?(?:,? (?:D\.C|[A-Z]{2})\.?)?"
    before = re.fullmatch(rf"(?P<place>{place})[,:]\s+(?P<who>.{{12,}})", text)
    after = re.fullmatch(rf"(?P<who>.{{12,}}),\s+(?P<place>{place})", text)
    match = before if before and not (after and "D.C" in after["place"]) else after
    return (match["place"].rstrip(","), match["who"]) if match else ("", text)


def _imprint(work: Work, rest: str) -> Work:
    """imprint = [ edition ] [ volumes ] [ translator ] place [ ":" publisher ]."""
    fields = dict(work.fields)
    for name, pattern in (
        ("edition", _EDITION),
        ("volume", _VOLUMES),
        ("translator", _TRANSLATOR),
        ("note", _SEVERAL),
    ):
        match = pattern.search(rest)
        if match is not None:
            fields[name] = re.sub(r"^[Vv]ols?\. ?|(?<=\w) (?=[-–])|(?<=[-–]) ", "", match[1])
            rest = (rest[: match.start()] + rest[match.end() :]).strip()
    if work.kind == "incollection":
        pages = _PAGES.search(rest)
        if pages is not None:
            fields["pages"], rest = pages["pages"], rest[: pages.start()]
    rest = rest.strip(" ;,")
    if re.search(r"\([Ee]ds?\.\)|^[Ii]n:? ", rest):  # part of a book in a form that no rule reads
        return replace(work, fields={**fields, "note": rest.strip(" .,")})
    rest = rest if rest.endswith(("D.C.", "Inc.", "Co.")) else rest.removesuffix(".")
    match = _IMPRINT.fullmatch(rest)
    if match is not None:
        fields |= {"address": match["place"].strip(" ,"), "publisher": match["publisher"].strip(" ,")}
    elif rest and work.year == "forthcoming":
        fields["publisher"] = rest
    elif rest and len(rest.split()) <= 4:  # a place alone
        fields["address"] = rest
    elif rest:
        fields["note"] = rest
    return replace(work, fields=fields)
