"""How long a build takes, as a ratio: this edition against plain MkDocs with Material on the same chapters.

    .venv/bin/python benchmarks/build.py [--runs 5] [--edition FOLDER]     site, note pages and bundle
    .venv/bin/python benchmarks/build.py --growth 1 2 4 8                  the same text several times over
    .venv/bin/python benchmarks/build.py --parts [--runs 15]               what note pages and chapters add

Plain means: the chapters with their notes as Python-Markdown's footnotes, Material, search, nothing of
ours. Both run as processes of their own, in turn, after a warm-up; the ratio is taken pair by pair and its
median is what counts, since machines drift. The goal: at most 2, and growth in line with the text.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLAIN = """site_name: plain
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [attr_list, tables, footnotes]
"""
LINK = re.compile(r"\]\((?!https?:)[^)]*\)")
CALL = re.compile(r"\[\^[^\]]+\]")
HEADING = re.compile(r"^#+ .*$", re.MULTILINE)
PAGE = re.compile(r":\s+(\S+\.md)$")
WITHOUT_NOTE_PAGES = """from apparatus import plugin
from apparatus.__main__ import main
plugin.note_pages = lambda *_, **__: iter(())
main()"""
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def plain_copy(edition: Path, folder: Path) -> Path:
    """Write the chapters with their notes as plain footnotes; citations stay as they are written."""
    shutil.copytree(edition / "docs", folder / "docs")
    for notes in sorted((edition / "notes").glob("*.md")):
        chapter = folder / "docs" / notes.name
        chapter.write_text(f"{chapter.read_text('utf-8')}\n{notes.read_text('utf-8')}", "utf-8")
    for page in (folder / "docs").glob("*.md"):  # links to pages that only an edition has would be warned of
        page.write_text(LINK.sub("](#)", page.read_text("utf-8")), "utf-8")
    (folder / "mkdocs.yml").write_text(PLAIN, "utf-8")
    return folder


def grown(edition: Path, folder: Path, times: int) -> Path:
    """Write an edition with every chapter and note `times` over, the notes numbered anew in each copy."""
    (folder / "docs").mkdir(parents=True)
    (folder / "notes").mkdir()
    for name in ("bibliography.bib", "notes/archives.yml"):
        shutil.copy(edition / name, folder / name)
    for notes in sorted((edition / "notes").glob("*.md")):
        for copy in range(times):
            renumber = lambda m, c=copy: f"[^{c}-{m[1]}]"  # noqa: E731 - one use, one line
            for kind in ("docs", "notes"):
                text = (edition / kind / notes.name).read_text("utf-8")
                text = re.sub(r"\[\^(\d+)\]", renumber, text)
                text = LINK.sub("](index.md)", text)
                (folder / kind / f"{notes.stem}-{copy}.md").write_text(text, "utf-8")
    (folder / "docs/index.md").write_text("# Many copies\n", "utf-8")
    settings = PLAIN.replace("[search]", "[search, apparatus]").replace(", footnotes", "")
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    return folder


def own_copy(edition: Path, folder: Path) -> Path:
    """Copy an edition without what was made from it."""
    left_out = shutil.ignore_patterns(".*", "site", "dist", "build", "tests", "scripts")
    return shutil.copytree(edition, folder, ignore=left_out)


def without_prose(edition: Path, folder: Path) -> Path:
    """Copy an edition with nothing of its chapters but their headings and calls, so that all notes stay."""
    own_copy(edition, folder)
    for notes in sorted((edition / "notes").glob("*.md")):
        chapter = folder / "docs" / notes.name
        text = chapter.read_text("utf-8")
        headings = [CALL.sub("", heading) for heading in HEADING.findall(text)]
        chapter.write_text("\n\n".join([*headings, " ".join(CALL.findall(text))]), "utf-8")
    (folder / "notes/addresses.txt").unlink(missing_ok=True)  # those of paragraphs are gone
    return folder


def without_chapters(edition: Path, folder: Path) -> Path:
    """Copy an edition without its chapters that have notes, and without these."""
    own_copy(edition, folder)
    for notes in sorted((edition / "notes").glob("*.md")):
        (folder / "docs" / notes.name).unlink()
        (folder / "notes" / notes.name).unlink()
    for page in (folder / "docs").glob("*.md"):
        page.write_text(LINK.sub("](index.md)", page.read_text("utf-8")), "utf-8")
    for name in ("addresses.txt", "corrections.yml"):
        (folder / "notes" / name).unlink(missing_ok=True)
    settings = folder / "mkdocs.yml"
    kept = [line for line in settings.read_text("utf-8").splitlines() if _is_there(line, folder)]
    settings.write_text("\n".join(kept), "utf-8")
    return folder


def _is_there(line: str, folder: Path) -> bool:
    """Tell whether the page is there that a line of the settings names, if it names one."""
    page = PAGE.search(line)
    return page is None or (folder / "docs" / page[1]).exists() or page[1] == "notes/index.md"


def seconds(command: list[str], folder: Path) -> float:
    """Run a command in a folder and return its wall time."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=QUIET, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def ours(folder: Path) -> float:
    """Build an edition with everything that a build makes."""
    return seconds([sys.executable, "-m", "apparatus", "build", "--edition", str(folder)], ROOT)


def ours_without_note_pages(folder: Path) -> float:
    """Build an edition with everything but the notes' own pages."""
    command = [sys.executable, "-c", WITHOUT_NOTE_PAGES, "build", "--edition", str(folder)]
    return seconds(command, ROOT)


def plain(folder: Path) -> float:
    """Build the same chapters with MkDocs and Material alone."""
    return seconds([sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(folder / "site")], folder)


def compare(edition: Path, work: Path, runs: int) -> float:
    """Print the runs in pairs and return the median of their ratios."""
    here = own_copy(edition, work / "ours")
    there = plain_copy(edition, work / "plain")
    ours(here), plain(there)  # warm-up
    ratios = []
    for _ in range(runs):
        a, b = ours(here), plain(there)
        ratios.append(a / b)
        print(f"ours {a:6.2f} s   plain {b:6.2f} s   ratio {a / b:.2f}")
    print(f"median ratio {statistics.median(ratios):.2f}")
    return statistics.median(ratios)


def growth(edition: Path, work: Path, sizes: list[int]) -> None:
    """Print how the time of a build grows with the text."""
    for size in sizes:
        folder = grown(edition, work / f"x{size}", size)
        took = ours(folder)
        print(f"x{size:<3} {took:7.2f} s   {took / size:6.2f} s per copy")


def parts(edition: Path, work: Path, runs: int) -> None:
    """Print what the notes' own pages add to a build, and what the chapters do: the median of both.

    Those are left out one after the other: first the pages, which quote the chapters, then the chapters
    with their notes, or their prose alone.
    """
    whole = own_copy(edition, work / "ours")
    calls, nothing = without_prose(edition, work / "calls"), without_chapters(edition, work / "nothing")
    times = [
        (ours(whole), *map(ours_without_note_pages, (whole, calls, nothing)))
        for _ in range(runs + 1)  # the first is the warm-up
    ]
    full, chapters, notes, rest = (statistics.median(column) for column in zip(*times[1:], strict=True))
    print(f"a whole build            {full:5.2f} s")
    print(f"the notes' own pages     {full - chapters:5.2f} s")
    print(f"the chapters with notes  {chapters - rest:5.2f} s")
    print(f"their prose alone        {chapters - notes:5.2f} s")


def main() -> int:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--edition", type=Path, default=ROOT)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--growth", type=int, nargs="*", metavar="TIMES")
    parser.add_argument("--parts", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        if arguments.growth:
            growth(arguments.edition, Path(folder), arguments.growth)
        elif arguments.parts:
            parts(arguments.edition, Path(folder), arguments.runs)
        else:
            compare(arguments.edition, Path(folder), arguments.runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
