"""The package keeps its shape: imports point one way, and few modules know the world outside."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent.parent / "scripts"
PACKAGE = SCRIPTS / "apparatus"

# a module imports only from those before it; a new module gets its place here
ORDER = (
    (
        "model",
        "problems",
        "compiled",
        "places",
        "slugs",
        "hints",
        "entrytypes",
        "languages",
        "files",
        "yamlfile",
        "folders",
        "aside",
    ),  # records, and the disk
    (
        "dates",
        "locators",
        "citations",
        "chaptertext",
        "notes",
        "headings",
        "paragraphs",
        "archives",
        "entrychecks",
        "bibliography",
        "corrections",
        "settings",
    ),  # sources
    ("printed", "resolve", "style", "links", "ledger"),
    ("edition", "concordance", "people", "shelves", "addresses"),
    ("typeset", "export", "checks", "citing", "lists", "carried", "site"),  # HTML and other forms
    ("plugin", "host"),  # MkDocs
    ("importer",),
    ("publish", "__main__"),  # commands
)
PLACES = {name: place for place, name in enumerate(name for stage in ORDER for name in stage)}

KNOW_MKDOCS = {"apparatus/plugin.py", "apparatus/host.py"}
KNOW_LEATHER = {"apparatus/lists/drawing.py"}
KNOW_PYBTEX = {"apparatus/bibliography.py", "apparatus/style.py"}
SPEAK = {"apparatus/__main__.py", "build.py", "test.py", "environment.py", "lock.py"}

FILES = {path.relative_to(SCRIPTS).as_posix(): path for path in sorted(SCRIPTS.rglob("*.py"))}
MODULES = {name: path for name, path in FILES.items() if name.startswith("apparatus/")}


def imports(path: Path) -> Iterator[str]:
    """Yield what a module imports, with dots: `apparatus.model.Note`, `mkdocs.config`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own(path: Path) -> set[str]:
    """Return the parts of the package that a module imports: `model`, `importer`."""
    parts = [name.split(".") for name in imports(path)]
    return {part[1] for part in parts if part[0] == "apparatus" and part[1] in PLACES}


def part_of(path: Path) -> str:
    """Return the part of the package that a module is, or belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


FOLDERS = sorted({path.parent for path in MODULES.values() if path.parent != PACKAGE})


def test_every_module_has_its_place_in_the_order():
    there = {part_of(path) for path in MODULES.values()} - {"__init__"}
    assert sorted(there - set(PLACES)) == []


def test_every_folder_of_modules_is_a_package():
    assert [path.parent for path in MODULES.values() if not (path.parent / "__init__.py").is_file()] == []


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_one_way(name):
    part = part_of(MODULES[name])
    assert [other for other in own(MODULES[name]) if PLACES[other] > PLACES.get(part, -1)] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_part_of_a_package_imports_itself_by_way_of_others(folder):
    within = ".".join(folder.relative_to(SCRIPTS).parts)
    needs: dict[str, set[str]] = {}
    for path in folder.rglob("*.py"):
        part = path.relative_to(folder).parts[0].removesuffix(".py")
        names = [name.removeprefix(f"{within}.") for name in imports(path) if name.startswith(f"{within}.")]
        needs.setdefault(part, set()).update(name.split(".")[0] for name in names)
    needs = {part: others & set(needs) - {part} for part, others in needs.items() if part != "__init__"}
    while needs:
        ready = {name for name, others in needs.items() if not others & set(needs)}
        assert ready, f"these import each other: {needs}"
        needs = {name: others for name, others in needs.items() if name not in ready}


@pytest.mark.parametrize(
    ("library", "known"), [("mkdocs", KNOW_MKDOCS), ("pybtex", KNOW_PYBTEX), ("leather", KNOW_LEATHER)]
)
def test_few_modules_know_a_library(library, known):
    found = {
        name for name, path in FILES.items() if any(other.split(".")[0] == library for other in imports(path))
    }
    assert found <= known


def _speaks(node: ast.AST) -> bool:
    """Tell whether a piece of code prints, or ends the program."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in ("print", "exit", "SystemExit")
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return (node.value.id, node.attr) in {("sys", "exit"), ("sys", "stdout"), ("sys", "stderr")}
    return False


def test_only_the_commands_print_or_exit():
    found = {
        name
        for name, path in FILES.items()
        if any(map(_speaks, ast.walk(ast.parse(path.read_text("utf-8")))))
    }
    assert found <= SPEAK


@pytest.mark.parametrize("name", FILES)
def test_a_module_says_its_one_job(name):
    docstring = ast.get_docstring(ast.parse(FILES[name].read_text("utf-8")))
    assert docstring
    assert docstring.split("\n\n")[0].rstrip()[-1] in ".:", "the first paragraph is a sentence"


@pytest.mark.parametrize("name", FILES)
def test_files_are_short(name):
    lines = FILES[name].read_text("utf-8").count("\n")
    assert lines < 400
