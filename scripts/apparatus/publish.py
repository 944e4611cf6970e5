"""An edition's folder -> `site/`, the bundle in `dist/` and the ledger: all of them new, or all as before."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path

from apparatus import ledger
from apparatus.addresses import record
from apparatus.aside import Aside
from apparatus.carried.book import book
from apparatus.carried.bundle import write_bundle
from apparatus.carried.formats import write_formats
from apparatus.carried.packing import check_time
from apparatus.checks import examine
from apparatus.edition import Edition
from apparatus.files import below
from apparatus.folders import Change, brought, keep_hidden, swap, workspace, workspace_for
from apparatus.lists import downloads
from apparatus.model import Problem
from apparatus.problems import is_error, ordered
from apparatus.settings import CONFIG

Step = Callable[[str, str], None]  # told what is done now, and the page that it has come to or ""


@dataclass(frozen=True, slots=True)
class Carried:
    """A file that is carried away."""

    path: Path
    size: int  # in bytes


@dataclass(frozen=True, slots=True)
class Published:
    """What a build made, and where it lies."""

    edition: Edition
    site: Path
    pages: int
    bundle: Carried
    sha256: str  # of the bundle
    others: tuple[Carried, ...] = ()
    missing: tuple[str, ...] = ()  # why a file that was asked for is not there
    removed: tuple[Path, ...] = ()  # files of an earlier build, whose text is no longer that of the site


def publish(
    folder: Path, step: Step, *, everything: bool = False
) -> tuple[Published | None, tuple[Problem, ...]]:
    """Build the site and what is carried away, with `everything` EPUB and PDF too.

    Where a problem is an error nothing is changed, and nothing published.
    """
    step("checking", "")
    edition, problems = _examine(folder)
    if any(map(is_error, problems)):
        return None, problems
    with workspace(folder) as work:
        step("building the site", "")
        from apparatus import host

        built = host.build(
            folder / CONFIG, work / "site", lambda page: step("building the site", page), (edition, problems)
        )
        if built.problems:
            return None, ordered([*problems, *built.problems])
        downloads.fill_copy(work / "site", built.site_url, everything=everything)
        packing = Aside(
            lambda: write_bundle(work / "site", work / "dist", edition.name, edition.book, built.site_url)
        )
        try:
            whole = book(edition, built.pages, work / "site", built.site_url)
            missing = write_formats(whole, work / "dist", lambda what: step(what, ""), everything=everything)
            step("packing the bundle", "")
            bundle = packing.wait()
        finally:
            packing.stop()
        downloads.fill(work / "site", sorted((work / "dist").iterdir()))
        published = _describe(edition, work / "site", built.place, bundle, missing)
        _put(work, built.place.resolve(), folder / "dist", published.removed)
    return published, ordered([*problems, *_record(edition)])


def preview(folder: Path, site: Path, address: str, step: Step) -> tuple[Problem, ...]:
    """Build the site alone, for a server at `address`, into the new folder `site`, if there is no error."""
    step("checking", "")
    edition, problems = _examine(folder, drafts=True)
    if any(map(is_error, problems)):
        return problems
    step("building the site", "")
    from apparatus import host

    built = host.build(
        folder / CONFIG, site, lambda page: step("building the site", page), (edition, problems), address
    )
    return ordered([*problems, *built.problems])


def _examine(folder: Path, *, drafts: bool = False) -> tuple[Edition, tuple[Problem, ...]]:
    """Load and check an edition, and what of the surroundings goes into its files.

    Meanwhile the modules of MkDocs are read, which takes as long.
    """
    read = partial(import_module, "apparatus.host")
    edition, problems = examine(folder, drafts=drafts, meanwhile=read)
    return edition, ordered([*problems, *check_time()])


def _record(edition: Edition) -> list[Problem]:
    """Add the new addresses to the ledger; where that may not be written the site is there all the same."""
    try:
        record(edition)
    except OSError as error:
        message = f"the new addresses are not recorded: {error.strerror or error}"
        hint = "make the file writable and build again, before it is published"
        return [Problem(str(edition.folder / ledger.NAME), 0, "NOT-RECORDED", message, hint)]
    return []


def _put(work: Path, site: Path, dist: Path, gone: Iterable[Path]) -> None:
    """Move what was made to where it goes, and what is `gone` out of `dist/`: all of it or nothing.

    Other files of `dist/` stay, and so do the site's hidden ones, which MkDocs keeps too.
    """
    made = sorted((work / "dist").iterdir())
    with workspace_for(site, work) as beside, workspace_for(dist / "-", work) as near:
        new = brought(work / "site", beside)
        keep_hidden(site, new)
        carried = (Change(dist / path.name, brought(path, near), near) for path in made)
        swap([Change(site, new, beside), *carried, *(Change(path, None, near) for path in gone)])


def _describe(edition: Edition, site: Path, place: Path, bundle: Path, missing: tuple[str, ...]) -> Published:
    """Say what was made while it is still in the workspace: once it is in its place nothing may fail."""
    pages = sum(path.endswith(".html") for path in below(site))
    others = (path for path in sorted(bundle.parent.iterdir()) if not path.name.startswith(bundle.name))
    dist = edition.folder / "dist"
    first, *rest = (Carried(dist / path.name, path.stat().st_size) for path in (bundle, *others))
    made = {path.name for path in bundle.parent.iterdir()}
    names = (f"{edition.name}{form.ending}" for form in downloads.FORMATS)
    removed = tuple(dist / name for name in names if name not in made and (dist / name).is_file())
    checksum = hashlib.sha256(bundle.read_bytes()).hexdigest()
    return Published(edition, place, pages, first, checksum, tuple(rest), missing, removed)
