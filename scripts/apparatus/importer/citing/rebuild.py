"""A note's text in the edition: citations as pandoc writes them, cross references as links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from apparatus.citations import format_cluster
from apparatus.importer.book import PrintNote
from apparatus.importer.citing.found import Found
from apparatus.model import Citation, Cluster, Problem, Span
from apparatus.printed.crossrefs import Targets, link

# what may stand between two citations of one bracket: a semicolon, and a word or two before the second
_BETWEEN = re.compile(r"\s*;\s*(?P<prefix>(?:and|but)?\s*(?:[Ss]ee(?: also)?|cf\.|also|compare)?)\s*$")


def rebuild(
    note: PrintNote, found: Sequence[Found], opened: Sequence[Span], targets: Targets, path: str
) -> tuple[str, tuple[Problem, ...]]:
    """Return the note's text in the edition; `opened` are citations that stay prose as they stand."""
    numbering = f"{note.label.rpartition('-')[0]}-" if "-" in note.label else ""
    own = replace(targets, numbering=numbering)
    out, problems, position = list[str](), list[Problem](), 0
    end = len(note.text)
    for cluster, span in [*_clusters(note.text, found), (None, Span(end, end))]:
        text, missing = _prose(note.text, Span(position, span.start), opened, own)
        line = note.line + note.text.count("\n", 0, position)
        message = f"note {note.label} refers to “{{}}”, which is not there"
        problems += [Problem(path, line, "CROSS-REFERENCE", message.format(words)) for words in missing]
        out += [text, format_cluster(cluster) if cluster else ""]
        position = span.end
    return "".join(out).strip(), tuple(problems)


def _prose(note: str, prose: Span, opened: Sequence[Span], targets: Targets) -> tuple[str, tuple[str, ...]]:
    """Return prose between citations, its cross references linked but for those within open citations."""
    out, missing, position = "", tuple[str, ...](), prose.start
    for part in prose.without(opened):
        linked, lost = link(_escaped(part.of(note)), targets, cited=part.start > 0)
        out += _escaped(note[position : part.start]) + linked
        missing, position = missing + lost, part.end
    return out + _escaped(note[position : prose.end]), missing


def _escaped(text: str) -> str:
    """Return prose in which an @ begins no citation."""
    return text.replace("@", "\\@")


def _clusters(text: str, found: Iterable[Found]) -> Iterator[tuple[Cluster, Span]]:
    """Put citations that follow each other with a semicolon between them into one bracket."""
    cluster: list[Citation] = []
    start = end = 0
    for item in found:
        between = _BETWEEN.fullmatch(text[end : item.span.start]) if cluster else None
        alone = item.citation.in_text or (cluster and cluster[-1].in_text)
        if between is not None and not alone:
            cluster.append(replace(item.citation, prefix=between["prefix"].strip()))
        else:
            if cluster:
                yield Cluster(tuple(cluster), Span(start, end)), Span(start, end)
            cluster, start = [item.citation], item.span.start
        end = item.span.end
    if cluster:
        yield Cluster(tuple(cluster), Span(start, end)), Span(start, end)
