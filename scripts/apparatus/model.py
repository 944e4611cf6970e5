"""The frozen records that every stage hands to the next one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something that an editor can mend, or has to know.

    `code` is a key of `problems.CODES` and never changes its meaning; `path` is as the editor would
    write it; `line` counts from 1, 0 where no line can be named; `excerpt` shows the source with a
    caret under the fault, or is empty.
    """

    path: str
    line: int
    code: str
    message: str
    hint: str = ""
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: offsets in characters, `end` exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def without(self, taken: Iterable[Span]) -> list[Span]:
        """Return what is left of the stretch between others, which may overlap, in order."""
        left, position = list[Span](), self.start
        within = [span for span in taken if span.start < self.end and span.end > self.start]
        for span in sorted([*within, Span(self.end, self.end)], key=lambda span: span.start):
            left += [Span(position, span.start)] if span.start > position else []
            position = max(position, span.end)
        return left


@dataclass(frozen=True, slots=True)
class Name:
    """A person or a body. `given` is empty where the name stands in its own order (*Ho Chi Minh*)."""

    family: str
    given: str = ""

    def __str__(self) -> str:
        """Return the name in reading order."""
        return f"{self.given} {self.family}".strip()

    def inverted(self) -> str:
        """Return `Family, Given`, or the name as it stands."""
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True, slots=True)
class Shelfmark:
    """Where a document lies: the archive's abbreviation, and its levels from the outside in."""

    archive: str
    levels: tuple[tuple[str, str], ...]  # (level's field in archives.yml, value): ("fond", "079")


@dataclass(frozen=True, slots=True)
class Work:
    """A published or unpublished work of the bibliography."""

    key: str
    kind: str  # the BibTeX entry type: book, article, incollection, techreport, unpublished ...
    title: str
    year: str  # "1974", "1996a", "forthcoming"; empty where the entry could not be read
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)  # every other BibTeX field, plain text
    line: int = 0

    @property
    def unread(self) -> bool:
        """Whether the import could not read the entry: its title is the whole of it, as printed."""
        return "unread" in self.fields.get("keywords", "").split(", ")


@dataclass(frozen=True, slots=True)
class Document:
    """One document in an archive; folios belong to the citation, not to the document."""

    key: str
    kind: str  # "Record of conversation", "Letter", "Telegram", "Report" ...
    title: str
    shelfmark: Shelfmark
    date: str = ""  # EDTF, empty where unknown
    authors: tuple[Name, ...] = ()
    recipients: tuple[Name, ...] = ()
    participants: tuple[Name, ...] = ()
    offices: tuple[tuple[str, str], ...] = ()  # (name as in the fields above, office as the notes give it)
    shorttitle: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    line: int = 0


Entry = Work | Document


@dataclass(frozen=True, slots=True)
class Bibliography:
    """All entries of `bibliography.bib` by key, in the file's order."""

    entries: Mapping[str, Entry]
    path: str
    text: str = ""  # of the file, from which they were read

    @property
    def works(self) -> tuple[Work, ...]:
        """The works, in the file's order."""
        return tuple(e for e in self.entries.values() if isinstance(e, Work))

    @property
    def documents(self) -> tuple[Document, ...]:
        """The archival documents, in the file's order."""
        return tuple(e for e in self.entries.values() if isinstance(e, Document))


LocatorKind = Literal["page", "folio", "chapter", "volume", "section", "number", "line", "note", "other"]


@dataclass(frozen=True, slots=True)
class Locator:
    """A place inside a source: `("page", "81, 108")`, `("chapter", "1-2")`, `("page", "254ff")`."""

    kind: LocatorKind
    value: str


Form = Literal["full", "ibid", "short"]


@dataclass(frozen=True, slots=True)
class Citation:
    """One source cited at one place of a note.

    `shown` is what the print has in the place of the reference (`Ibid.`, a short title), empty where
    the print gives it in full; `prefix` and `suffix` are the words around it. `in_text` marks
    pandoc's `@key [p. 3]`, in which the name is part of the sentence, `year_only` its `-@key`.
    """

    key: str
    locators: tuple[Locator, ...] = ()
    prefix: str = ""
    shown: str = ""
    suffix: str = ""
    form: Form = "full"
    in_text: bool = False
    year_only: bool = False


@dataclass(frozen=True, slots=True)
class Cluster:
    """A bracket of citations, `[@a, p. 3; see also @b]`, and where it stands in the note's text."""

    citations: tuple[Citation, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Note:
    """An endnote as the edition's files have it.

    `label` is the address (`56`, or `3-12` where numbering starts again in each chapter), `number`
    is what a reader sees. `text` is Markdown; `clusters` are the citations in it, in order.
    """

    label: str
    number: str
    chapter: str  # the chapter's file without its ending: "chapter-1"
    path: str
    line: int
    text: str
    clusters: tuple[Cluster, ...] = ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations of the note, in order."""
        return tuple(c for cluster in self.clusters for c in cluster.citations)


@dataclass(frozen=True, slots=True)
class Call:
    """Where a chapter calls a note."""

    label: str
    chapter: str
    path: str
    line: int


Rule = Literal["full", "ibid-note-before", "ibid-same-note", "short-title"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """A citation with the entry it stands for, how that is known, and the note it goes back to."""

    note: str  # label
    index: int  # place among the note's citations, from 0
    citation: Citation
    entry: Entry
    rule: Rule
    antecedent: str = ""  # label of the note that cites the source in full


@dataclass(frozen=True, slots=True)
class Open:
    """A reference that stands for nothing yet: what the note has, why, and the candidates."""

    note: str
    text: str
    reason: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A place where the edition departs from the print, with its reason."""

    kind: Literal["note", "at", "entry"]
    place: str  # a note's label, the address of a section ("chapter-1/#building-the-north"), a key
    print: str
    edition: str
    reason: str
    status: Literal["made", "possible", "proposed"] = "made"
    line: int = 0
