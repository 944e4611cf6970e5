"""The command `apparatus`: import | check | build | serve. Prints, and ends with an exit code."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from apparatus import __version__
from apparatus.files import os_problem, read_text
from apparatus.model import Problem
from apparatus.problems import CODES, format_problem, is_error, ordered

if TYPE_CHECKING:
    from apparatus.importer.result import ImportResult
    from apparatus.publish import Carried, Published, Step

MARKS = ("mkdocs.yml", "docs", "notes", "bibliography.bib")  # what tells an edition's folder
REPORT = "import-report.json"

PATH = click.Path(path_type=Path)
EDITION = click.option("--edition", type=PATH, metavar="FOLDER", default=Path(), help="The edition.")


@click.group()
@click.version_option(__version__, prog_name="apparatus", message="%(prog)s %(version)s")
def app() -> None:
    """Turn a printed monograph with endnotes into a static scholarly edition."""


@app.command("import", short_help="Make an edition from the plain text of a print.")
@click.argument("text", type=PATH, metavar="TEXT")
@click.option("--into", type=PATH, metavar="FOLDER", required=True, help="The folder of the new edition.")
@click.option(
    "--settings",
    type=PATH,
    metavar="FILE",
    help="What the text does not tell; import.yml beside TEXT if it is there.",
)
@click.option("--force", is_flag=True, help="Replace the edition that is in FOLDER.")
def import_(text: Path, into: Path, settings: Path | None, *, force: bool) -> None:
    """Read the plain text of a print (TEXT, UTF-8) and write a whole edition into FOLDER.

    Writes mkdocs.yml, docs/, notes/, bibliography.bib, and a report of what was
    joined, resolved or left open: all of it, or nothing where there is an error.
    Other files in FOLDER stay.
    """
    from apparatus.folders import write_folder
    from apparatus.importer.run import import_print

    with _working() as step:
        step("reading", "")
        source = _needed(text, scanned=True)
        beside = settings or text.with_name("import.yml")
        words, faults = read_text(beside, needed=settings is not None)
        _stop_at(faults)
        if not force:
            _stop_at(_existing(into))
        step("importing", "")
        result: ImportResult = import_print(source, str(text), words, str(beside))
        _stop_at(result.problems)
        step("writing", "")
        with _writing(into):
            write_folder(into, result.files, _written_before(into) - set(result.files))
    print(result.summary)
    _sum_up(result.problems)
    print(f"written to {into}; next: apparatus check {into}, apparatus build --edition {into}")


@app.command(short_help="List every problem of an edition.")
@click.argument("folder", type=PATH, metavar="[FOLDER]", default=Path())
@click.option("--open", "only_open", is_flag=True, help="List only what is open, not errors.")
def check(folder: Path, *, only_open: bool) -> None:
    """List every problem of an edition, as `path:line: CODE what is wrong (hint)`.

    Without FOLDER it is the edition in the working folder. Exit code 1 where one of the problems is an
    error. What the codes mean stands in the README.
    """
    from apparatus.checks import examine

    edition, problems = examine(folder)
    _show(problem for problem in problems if not (only_open and is_error(problem)))
    errors = sum(map(is_error, problems))
    print(f"{len(edition.notes)} notes, {_count(errors, 'error')}, {len(problems) - errors} open")
    if errors:
        raise SystemExit(1)


@app.command(short_help="Make the site and what is carried away.")
@EDITION
@click.option("--all", "everything", is_flag=True, help="Make NAME.epub and NAME.pdf too.")
def build(edition: Path, *, everything: bool) -> None:
    """Check an edition, then build site/, dist/NAME-offline.zip and dist/NAME.html in its folder.

    Where there is an error nothing is changed. The new addresses are added to notes/addresses.txt.
    """
    from apparatus.publish import publish

    start = time.monotonic()
    with _writing(edition), _working() as step:
        published, problems = publish(edition, step, everything=everything)
    if published is None:
        _stop_at(problems)
    else:
        _sum_up(problems, edition)
        _tell(published, time.monotonic() - start)


@app.command(short_help="Show an edition while it is edited.")
@EDITION
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port on this machine."
)
def serve(edition: Path, port: int) -> None:
    """Show an edition in the browser while it is edited, at http://127.0.0.1:8000/.

    Each edit of a chapter, a note or the bibliography is shown at once. Where it has an error, the
    error is printed and the last good site stays. Stop it with Ctrl-C.
    """
    from apparatus import host, publish
    from apparatus.settings import CONFIG

    def build_into(folder: Path, address: str) -> str:
        with _working() as step:
            problems = publish.preview(edition, folder, address, step)
        errors = [problem for problem in problems if is_error(problem)]
        _show(errors)
        _say("not built; mend it and save" if errors else "built")
        return "\n".join(map(format_problem, errors))

    _needed(edition / CONFIG)
    try:
        host.serve(edition / CONFIG, port, build_into, lambda address: _say(f"serving {address}"))
    except KeyboardInterrupt:
        _say("stopped")
    except host.PortTaken as taken:
        raise click.BadParameter(str(taken), param_hint="--port") from taken


def main() -> None:
    """Run the command; whatever happens is told in a line."""
    for stream in (sys.stdout, sys.stderr):  # a terminal that is not UTF-8 shows what it can
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    signal.signal(signal.SIGTERM, _ended)
    try:
        sys.exit(app(prog_name="apparatus", standalone_mode=False))
    except click.ClickException as error:  # of what was typed
        error.show()
        raise SystemExit(error.exit_code) from None
    except click.Abort:
        _say("stopped")
        raise SystemExit(130) from None
    except OSError as error:
        _fail(error, os_problem(error, Path()))
    except Exception as error:  # noqa: BLE001 - no traceback reaches a user
        message = " ".join(f"{type(error).__name__}: {error}".split())
        hint = "please report it with what led to it; APPARATUS_DEBUG=1 shows where"
        _fail(error, Problem("apparatus", 0, "INTERNAL", message, hint))


def _ended(number: int, _frame: object) -> None:
    """Leave as an exception does, so that folders half made and processes go."""
    sys.exit(128 + number)


def _fail(error: Exception, problem: Problem) -> None:
    if os.environ.get("APPARATUS_DEBUG"):
        traceback.print_exception(error)
    _show([problem])
    raise SystemExit(1) from None


def _needed(path: Path, *, scanned: bool = False) -> str:
    """Return the text of a file that must be there and hold something."""
    text, faults = read_text(path, scanned=scanned)
    _stop_at(faults)
    if not text.strip():
        _stop_at([Problem(str(path), 0, "EMPTY-FILE", "this file holds nothing")])
    return text


def _existing(folder: Path) -> list[Problem]:
    there = [name for name in MARKS if (folder / name).exists()]
    hint = "--force replaces it, and keeps every file that the import does not write"
    message = f"an edition is there already ({', '.join(there)})"
    return [Problem(str(folder), 0, "EXISTS", message, hint)] if there else []


def _written_before(folder: Path) -> set[str]:
    """Return the files that an earlier import wrote, as its report lists them."""
    try:
        report = json.loads((folder / REPORT).read_text("utf-8"))
        return set(map(str, report["files"]))
    except (OSError, ValueError, LookupError, TypeError):
        return set()


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Tell a fault of the disk with the folder that was written."""
    try:
        yield
    except OSError as error:
        _stop_at([os_problem(error, folder)])


def _stop_at(problems: Iterable[Problem]) -> None:
    """Where there is an error, print all errors, sum up what is open, and end."""
    errors = [problem for problem in problems if is_error(problem)]
    if errors:
        _show(ordered(errors))
        _sum_up(problems)
        raise SystemExit(1)


def _sum_up(problems: Iterable[Problem], folder: Path | None = None) -> None:
    """Print how many problems are open, by their codes."""
    codes = Counter(problem.code for problem in problems if not is_error(problem))
    if codes:
        counts = ", ".join(f"{codes[code]} {code}" for code in CODES if code in codes)
        where = f" (apparatus check {folder} --open lists them)" if folder is not None else ""
        print(f"{codes.total()} open: {counts}{where}")


def _tell(published: Published, seconds: float) -> None:
    edition = published.edition
    print(f"{published.pages} pages, {len(edition.notes)} notes, {seconds:.1f} s")
    print(f"site:   {_from_here(published.site)}{os.sep}")
    print(f"bundle: {_size(published.bundle)}")
    print(f"sha256: {published.sha256}")
    for other in published.others:
        print(f"also:   {_size(other)}")
    for path in published.removed:
        print(f"gone:   {_from_here(path)}, of an earlier build")
    for line in published.missing:
        _say(line)


def _size(file: Carried) -> str:
    from apparatus.lists.downloads import size_in_words

    return f"{_from_here(file.path)} ({size_in_words(file.size)})"


def _from_here(path: Path) -> Path:
    """Return a path as from the working folder where it is below that."""
    path, here = path.absolute(), Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _show(problems: Iterable[Problem]) -> None:
    """Print problems on standard error, coloured on a terminal."""
    for problem in problems:
        colour = "red" if is_error(problem) else "yellow"
        code = click.style(problem.code, fg=colour, bold=True)
        click.echo(format_problem(replace(problem, code=code)), err=True)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _say(line: str) -> None:
    click.echo(line, err=True)


@contextmanager
def _working() -> Iterator[Step]:
    """Give what shows progress: a line that moves on a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        yield lambda what, page: None if page else _say(what)
        return
    from rich.console import Console
    from rich.live import Live
    from rich.spinner import Spinner
    from rich.text import Text

    spinner = Spinner("dots")

    def step(what: str, page: str) -> None:
        spinner.update(text=Text.assemble(what, " ", (page, "dim")))
        live.refresh()

    # moved by each step and by no thread: a process with several is not forked, see `aside`
    with Live(spinner, console=Console(stderr=True), auto_refresh=False, transient=True) as live:
        yield step


if __name__ == "__main__":
    main()
