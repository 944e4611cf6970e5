"""How long a build takes, as a ratio: this edition against plain MkDocs with Material on the same chapters.

    .venv/bin/python benchmarks/build.py [--runs 5] [--edition FOLDER]     site, note pages and bundle
    .venv/bin/python benchmarks/build.py --growth 1 2 4 8                  the same text several times over

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


def seconds(command: list[str], folder: Path) -> float:
    """Run a command in a folder and return its wall time."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=QUIET, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def ours(folder: Path) -> float:
    """Build an edition with everything that a build makes."""
    return seconds([sys.executable, "-m", "apparatus", "build", "--edition", str(folder)], ROOT)


def plain(folder: Path) -> float:
    """Build the same chapters with MkDocs and Material alone."""
    return seconds([sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(folder / "site")], folder)


def compare(edition: Path, work: Path, runs: int) -> float:
    """Print the runs in pairs and return the median of their ratios."""
    here = shutil.copytree(
        edition,
        work / "ours",
        ignore=shutil.ignore_patterns(".*", "site", "dist", "build", "tests", "scripts"),
    )
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


def main() -> int:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--edition", type=Path, default=ROOT)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--growth", type=int, nargs="*", metavar="TIMES")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        if arguments.growth:
            growth(arguments.edition, Path(folder), arguments.growth)
        else:
            compare(arguments.edition, Path(folder), arguments.runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
