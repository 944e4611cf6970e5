"""Notes and the references in them -> HTML. Links are written as from `docs/` (see `fragment`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from html import escape
from itertools import groupby
from operator import itemgetter

import nh3
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from apparatus import links, style
from apparatus.archives import Archives, format_shelfmark
from apparatus.concordance import Concordance
from apparatus.files import CONTROL
from apparatus.model import Citation, Entry, Locator, Note, Resolved, Work
from apparatus.typeset import abbreviations, fragment, typography

TAGS = {
    "a", "abbr", "b", "bdi", "blockquote", "br", "cite", "code", "dd", "dl", "dt", "em", "i", "li", "mark",
    "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "th",
    "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "span": {"lang"}, "em": {"lang"}}
CLASSES = {"a": {"source"}}
SCHEMES = {"http", "https", "mailto"}

_RANGE = re.compile(r"(?<=[\dA-Za-z])\s?-\s?(?=[\dA-Za-z])")
_MAY_LINK = re.compile(r"\]\(|<a\b", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_STOP = re.compile(r"\.(?!\.)")
_MAY_BE_LEFT_OUT = re.compile(r"!\[|<[a-z]", re.IGNORECASE)
_FIRST_ITEM = re.compile(r"^[ >]*1\.\s", re.MULTILINE)
_NUMBER = re.compile(r"^( {0,3}\d+)\.(?=\s)", re.MULTILINE)
_INSERT = re.compile(r"\[@(\d+)\]")
# a paragraph that says to Markdown, and in HTML, what it says to the eye: words with a space between
_WORD = r"[^\\`*_\[\]<>&\s\x00-\x1f\x7f-\x9f]"
_WORDS = rf"(?!\d+\.)[\w“‘(…](?<!_){_WORD}*+(?: {_WORD}++)*+"
PLAIN = re.compile(rf"{_WORDS}(?:\n{_WORDS})*+")


class _Insert(InlineProcessor):
    """Puts prepared HTML in the place of `[@0]`, which the text of a rebuilt note has for its citations."""

    def __init__(self, md: Markdown, prepared: list[str]) -> None:
        super().__init__(_INSERT.pattern, md)
        self.prepared = prepared

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - part of the interface
    ) -> tuple[str | None, int | None, int | None]:
        """Return the prepared HTML, stashed so that nothing reads it as Markdown."""
        number = int(m.group(1))
        if number >= len(self.prepared):
            return None, None, None
        return self.md.htmlStash.store(self.prepared[number]), m.start(), m.end()


class Typesetter:
    """Turns the Markdown of notes and passages into clean HTML, and each note only once."""

    def __init__(self, index: Concordance) -> None:
        """Prepare one Markdown converter for all notes of the edition."""
        self.index = index
        self._prepared: list[str] = []
        self._markdown = Markdown(extensions=["tables"], output_format="html")
        # a citation with a colon after it, `[@0]: so says`, would be the definition of a link, and not shown
        self._markdown.parser.blockprocessors.deregister("reference")
        # `#12 of the file` is no heading, dashes on a line of their own are no rule: neither would be shown
        for name in ("hashheader", "setextheader", "hr"):
            self._markdown.parser.blockprocessors.deregister(name)
        # below escapes and code spans, which must stay what they are, above links
        self._markdown.inlinePatterns.register(_Insert(self._markdown, self._prepared), "insert", 175)
        self._notes: dict[str, str] = {}
        self._printed: dict[str, str] = {}

    def markdown(self, text: str, prepared: Iterable[str] = ()) -> str:
        """Return Markdown as HTML that is safe to show.

        `[@0]` in it is the first of `prepared`: HTML as it stands in a line, and as safe. Most notes and
        passages have no other marks, and are what the converter would make of them in 200 times its time.
        """
        self._prepared[:] = prepared
        if PLAIN.fullmatch(_INSERT.sub(self._letter, text)):
            return f"<p>{_INSERT.sub(lambda found: self._prepared[int(found[1])], text)}</p>"
        return clean(self._converted(text))

    def _converted(self, text: str) -> str:
        """Return Markdown as HTML; a number that begins a block, `12. August 1954`, is that of no list."""
        numbers = "" if _FIRST_ITEM.search(text) else r"\1\\."
        return self._markdown.reset().convert(_NUMBER.sub(numbers, text) if numbers else text)

    def _letter(self, place: re.Match[str]) -> str:
        """Return a letter for what will be put in a place, the place itself where nothing will."""
        return "x" if int(place[1]) < len(self._prepared) else place[0]

    def note(self, label: str) -> str:
        """Return a note as printed, and below it what its *Ibid.* and short titles stand for."""
        if label not in self._notes:
            note = self.index.notes[label]
            self._notes[label] = self.printed(note) + stands_for(self.index.cites(label), self.archives)
        return self._notes[label]

    def printed(self, note: Note) -> str:
        """Return a note's text with its citations as the print shows them, each a link to its source."""
        if note.label not in self._printed:
            cites = self._citations(note)
            self._printed[note.label] = self.markdown(_rebuilt(note, cites), cites)
        return self._printed[note.label]

    def links_of(self, note: Note) -> list[str]:
        """Return where the links in a note's own words lead, as they are written: from `docs/`.

        Its citations are left out: what they cite may be wrong, and is told elsewhere.
        """
        if not _MAY_LINK.search(note.text):
            return []
        nothing = [""] * len(note.citations)
        tree = fragment.parse(self.markdown(_rebuilt(note, nothing), nothing))
        return [found for element in tree.iter("a") if (found := element.get("href")) is not None]

    def unshown(self, note: Note) -> list[str]:
        """Return the tags of a note that are left out where it is shown, each once: `img`, `sic`."""
        if not _MAY_BE_LEFT_OUT.search(note.text):
            return []
        nothing = [""] * len(note.citations)
        self._prepared[:] = nothing
        found = fragment.tags(self._converted(_rebuilt(note, nothing)))
        return [tag for tag in dict.fromkeys(found) if tag not in TAGS]

    def _citations(self, note: Note) -> list[str]:
        found = {resolved.index: resolved for resolved in self.index.cites(note.label)}
        return [
            citation_html(found[number], self.archives) if number in found else escape(f"@{citation.key}")
            for number, citation in enumerate(note.citations)
        ]

    @property
    def archives(self) -> Archives:
        """The archives of the edition."""
        return self.index.edition.archives

    @cached_property
    def typography(self) -> typography.Typography:
        """How the edition's text is dressed; its shelfmarks stay as they are."""
        documents = self.index.edition.bibliography.documents
        shelfmarks = (format_shelfmark(document.shelfmark, self.archives) for document in documents)
        return typography.keeping(self.index.edition.book.language, shelfmarks)

    @cached_property
    def abbreviations(self) -> dict[str, str]:
        """What the edition's own list of abbreviations explains."""
        chapters = self.index.edition.chapters
        lists = [chapter.text for chapter in chapters if chapter.stem == abbreviations.STEM]
        return abbreviations.read("\n".join(lists))


@lru_cache(maxsize=1)  # the site and the data ask for that of one edition
def typesetter(index: Concordance) -> Typesetter:
    """Return the typesetter of an edition."""
    return Typesetter(index)


def clean(html: str) -> str:
    """Return HTML with nothing in it that a note does not need: no script, no style, no id, no `&#1;`."""
    cleaned = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, allowed_classes=CLASSES, url_schemes=SCHEMES, link_rel=None
    )
    return CONTROL.sub("", cleaned)


def citation_html(resolved: Resolved, archives: Archives) -> str:
    """Return a citation as the print shows it, linked to its source."""
    citation = replace(resolved.citation, locators=dashed(resolved.citation.locators))
    html = style.as_html(style.cited(citation, resolved.entry, archives))
    words = html.removesuffix(".")  # of “Ibid.” it is the sentence's; a link in a sentence may be small
    return source_link(resolved.entry, words) + html[len(words) :]


def reference_html(resolved: Resolved, archives: Archives) -> str:
    """Return the full reference behind a citation, linked to its source."""
    text = style.reference(resolved.entry, dashed(resolved.citation.locators), archives)
    return source_link(resolved.entry, style.as_html(text))


def source_link(entry: Entry, html: str) -> str:
    """Return HTML as a link to a work or a document."""
    return f'<a class="source" href="{escape(links.entry(entry))}">{html}</a>'


def note_link(label: str, words: str) -> str:
    """Return a link to a note's own page."""
    return f'<a href="{escape(links.note(label))}">{escape(words)}</a>'


def place_link(index: Concordance, place: str) -> str:
    """Return a link to where a correction or a spelling stands: a note, an entry, or a section."""
    if place in index.notes:
        return note_link(place, f"note {place}")
    if place in index.edition.bibliography.entries:
        return source_link(index.edition.bibliography.entries[place], f"<code>{escape(place)}</code>")
    path, _, name = place.partition("#")
    stem = path.strip("/")
    found = next((heading.text for heading in index.outlines.get(stem, ()) if heading.id == name), "")
    words = f"{index.place(stem)}, “{found}”" if found else index.place(stem)
    return f'<a href="{escape(links.section(stem, name))}">{escape(words)}</a>'


def stands_for(cites: Sequence[Resolved], archives: Archives) -> str:
    """Return a line for each citation that the print does not give in full, with what it stands for."""
    behind = [resolved for resolved in cites if resolved.rule != "full"]
    arrow = '<span class="arrow" title="stands for">→</span>'
    return "".join(
        f'<p class="stands-for">{_shown(resolved.citation) if len(behind) > 1 else ""}'
        f"{arrow} {reference_html(resolved, archives)}{_back_to(resolved)}</p>"
        for resolved in behind
    )


@dataclass(frozen=True, slots=True)
class CitedAt:
    """A note that cites a source: its label, how its chapter is called, and the pages that it names."""

    label: str
    chapter: str
    pages: str  # 75–76, empty where it names none

    @property
    def html(self) -> str:
        """The note as a link to its page, with the pages: `n. 181 (75–76)`."""
        return self.as_from(str)

    def as_from(self, link: links.Link, line: Callable[[str], str] = str) -> str:
        """Return the same with the link made by `link`, and the words dressed by `line`."""
        number, pages = escape(line(f"n. {self.label}")), escape(line(self.pages))
        target = escape(link(links.note(self.label)))
        return f'<a href="{target}">{number}</a>{f" ({pages})" if pages else ""}'


def cited_in(index: Concordance, entry: Entry) -> str:
    """Return `chapter 3: n. 181 (75-76), n. 190; chapter 4: ...`, empty where nothing cites the entry."""
    return chapters_and_notes((at.chapter, at.html) for at in cited_at(index, entry))


def chapters_and_notes(places: Iterable[tuple[str, str]]) -> str:
    """Return places, each with its chapter before it, under their chapters, as `cited_in` does."""
    grouped = groupby(places, key=itemgetter(0))
    return "; ".join(f"{escape(name)}: {', '.join(html for _, html in group)}" for name, group in grouped)


def cited_by_chapter(index: Concordance, entry: Entry) -> dict[str, list[str]]:
    """Return how each chapter is called -> its notes that cite an entry, each as HTML with its pages."""
    grouped = groupby(cited_at(index, entry), key=lambda at: at.chapter)
    return {name: [at.html for at in group] for name, group in grouped}


def cited_at(index: Concordance, entry: Entry) -> list[CitedAt]:
    """Return the notes that cite an entry, in order."""
    grouped = groupby(index.cited_by(entry.key), key=lambda resolved: resolved.note)
    return [
        CitedAt(label, index.place(index.notes[label].chapter), _pages(group)) for label, group in grouped
    ]


def dashed(locators: Iterable[Locator]) -> tuple[Locator, ...]:
    """Return locators with a typesetter's dash in their ranges."""
    return tuple(replace(locator, value=with_dashes(locator.value)) for locator in locators)


def with_dashes(text: str) -> str:
    """Return text with a typesetter's dash in its ranges of numbers."""
    return _RANGE.sub("–", text)


def _rebuilt(note: Note, cites: Sequence[str]) -> str:
    """Return the note's text with `[@0]`, `[@1]` ... for `cites`, its citations; words around them stay."""
    parts, position, number = list[str](), 0, 0
    for cluster in note.clusters:
        parts.append(note.text[position : cluster.span.start])
        written = []
        for citation in cluster.citations:
            written.append(f"{citation.prefix} [@{number}]".strip() + citation.suffix)
            number += 1
        parts.append("; ".join(written))
        position = cluster.span.end
        if _STOP.match(note.text, position) and _ends_in_stop(
            cluster.citations[-1].suffix or cites[number - 1]
        ):
            position += 1  # the stop of “Ibid.” or “4 f.” is the sentence's too
    return "".join([*parts, note.text[position:]])


def _ends_in_stop(html: str) -> bool:
    return _TAG.sub("", html).rstrip('*_"”’»').endswith(".")


def _shown(citation: Citation) -> str:
    words = citation.shown.replace("*", "")
    return f"{escape(words.strip('“”') if words.startswith('“') else words)} "


def _back_to(resolved: Resolved) -> str:
    label = resolved.antecedent
    return f" ({note_link(label, f'note {label}')})" if label and label != resolved.note else ""


def _pages(cites: Iterable[Resolved]) -> str:
    """Return the places that all citations of one source in one note name, each once."""
    return "; ".join(dict.fromkeys(place for resolved in cites if (place := _place(resolved))))


def _place(resolved: Resolved) -> str:
    locators = dashed(resolved.citation.locators)
    if isinstance(resolved.entry, Work):
        return style.after_work(locators).removeprefix(": ")
    return style.folios(locators)
