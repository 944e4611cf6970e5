"""The documents are honest: what is there is described, and nothing of one machine is in them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from apparatus import __version__, archives, bibliography, corrections
from apparatus.__main__ import app
from apparatus.edition import BookData
from apparatus.importer.settings import Settings
from apparatus.problems import CODES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

NOT_OURS = {".git", ".venv", ".venv-before", "site", "dist", "build", "__pycache__"}
CACHES = re.compile(r"\..*_cache|\.hypothesis|.*\.egg-info|\.apparatus-.*")
LOCKS = ("requirements.lock", "requirements-test.lock")


def texts() -> dict[str, str]:
    """Return the project's text files by their paths."""
    found = {}
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if path.is_file() and not NOT_OURS.intersection(parts) and not any(map(CACHES.fullmatch, parts)):
            data = path.read_bytes()
            if b"\0" not in data:
                found["/".join(parts)] = data.decode("utf-8", "replace")
    return found


@pytest.mark.parametrize("command", list(app.commands))
def test_the_readme_shows_every_command(command):
    assert re.search(rf"^\| `apparatus {command}\b[^`]*` \|", README, re.MULTILINE)


@pytest.mark.parametrize("code", CODES)
def test_the_readme_tells_what_every_code_means(code):
    stops = "stops" if CODES[code].severity == "error" else "open"
    assert f"| `{code}` | {stops} | {CODES[code].meaning} |" in README


def test_the_readme_has_no_code_that_is_not_there():
    listed = re.findall(r"^\| `([A-Z][A-Z0-9-]+)` \|", README, re.MULTILINE)
    assert listed == list(CODES)


KEYS = {
    "import.yml": [field.name for field in fields(Settings)],
    "mkdocs.yml": [field.name for field in fields(BookData)],
    "archives.yml": [*sorted(archives._FIELDS), *(field.name for field in fields(archives.Level))],
    "corrections.yml": list(corrections._KNOWN),
    "bibliography.bib": [
        *bibliography.PEOPLE,
        *sorted(archives.OWN_FIELDS.difference(bibliography.PEOPLE)),
        bibliography.ALSO_SHORT,
    ],
}


@pytest.mark.parametrize(("file", "key"), [(file, key) for file, keys in KEYS.items() for key in keys])
def test_the_readme_describes_every_key(file, key):
    section = README.partition(f"### {file}")[2].partition("\n### ")[0].partition("\n## ")[0]
    assert re.search(rf"^\| [^|]*`{key}`[^|]*\|", section, re.MULTILINE), f"{file} has {key}"


def test_the_changelog_has_this_version():
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"## [{__version__}]" in changelog or "## [Unreleased]" in changelog


def test_the_version_stands_once():
    assert PROJECT["version"] == __version__


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_registry_and_pins_by_hash(lock):
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    packages = re.findall(r"^(\S+)==\S+ .*\\\n    --hash=sha256:", text, re.MULTILINE)
    assert len(packages) == len(re.findall(r"^\S+", text, re.MULTILINE))


def test_the_locks_agree():
    run, test = (
        dict(re.findall(r"^(\S+)==(\S+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE)) for lock in LOCKS
    )
    assert run.items() <= test.items()


@pytest.mark.parametrize("group", ["run", "test"])
def test_the_lock_has_what_the_project_names(group):
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    names = {
        "run": [*settings["project"]["dependencies"], *settings["build-system"]["requires"]],
        "test": settings["dependency-groups"]["test"],
    }[group]
    text = (ROOT / LOCKS[group == "test"]).read_text("utf-8")
    locked = set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))
    assert {re.match(r"[\w.-]+", name)[0].lower() for name in names} <= locked


@pytest.mark.parametrize("name", ["pyproject.toml", ".ci/run"])
def test_no_configuration_names_a_registry(name):
    text = (ROOT / name).read_text("utf-8")
    assert not re.search(r"index-url|index_url|find-links|trusted-host|\[\[tool\.uv\.index", text)


def test_nothing_names_a_place_on_one_machine():
    place = re.compile(rf"(?<![\w.~/-])/(?:root|home|Users|work|tmp)/\w|{re.escape(str(ROOT))}\b")
    found = [
        f"{name}: {match.group()}"
        for name, text in texts().items()
        if name != "tests/test_documents.py"
        for match in place.finditer(text)
    ]
    assert found == []


def test_every_link_of_the_documents_leads_to_a_file():
    dead = []
    for path in ROOT.glob("*.md"):
        text = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text):
            dead += [] if (ROOT / target).exists() else [f"{path.name}: {target}"]
    assert dead == []
