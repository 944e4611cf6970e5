"""Templates that are kept compiled: read again as they were, and only where nothing else has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, TemplateNotFound
from jinja2.ext import Extension
from site_builder import build, copy_of_edition

from apparatus import compiled


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which templates are kept, which is not there yet."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return next(iter([tmp_path / f"_jinja2-cache-{tmp_path.stat().st_uid}"]))


def shown(text: str, *others: str, **settings: object) -> str:
    environment = Environment(loader=DictLoader({"a.html": text}), autoescape=True, **settings)  # type: ignore[arg-type]
    compiled.keep(environment, *others)
    return environment.get_template("a.html").render(x="<")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def test_a_template_is_compiled_once(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown("a {{ x }}") == "a &lt;"
    assert len(names(kept)) == 1
    monkeypatch.setattr(Environment, "_generate", None)  # which compiles
    assert shown("a {{ x }}") == "a &lt;"


def test_a_template_that_was_edited_is_compiled_anew(kept: Path) -> None:
    assert shown("a {{ x }}") == "a &lt;"
    assert shown("b {{ x }}") == "b &lt;"
    assert len(names(kept)) == 1


@pytest.mark.parametrize(
    ("others", "settings"),
    [(("mended",), {}), ((), {"trim_blocks": True}), ((), {"extensions": ["jinja2.ext.do"]})],
)
def test_what_else_goes_into_it_is_told_apart(
    others: tuple[str, ...], settings: dict[str, object], kept: Path
) -> None:
    shown("a {{ x }}")
    shown("a {{ x }}", *others, **settings)
    assert len(names(kept)) == 2


class Loud(Extension):
    """An extension of somebody else."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """Make all letters big."""
        return source.upper()


@pytest.mark.parametrize("what", ["extension", "filter", "test", "finalize", "autoescape"])
def test_what_other_plugins_do_is_not_kept(what: str, kept: Path) -> None:
    environment = Environment(loader=DictLoader({"a.html": "a"}), autoescape=True)
    if what == "extension":
        environment.add_extension(Loud)
    elif what == "filter":
        environment.filters["loud"] = lambda text: text.upper()
    elif what == "test":
        environment.tests["loud"] = lambda text: text.isupper()
    elif what == "finalize":
        environment.finalize = str
    else:
        environment.autoescape = lambda _name: True
    compiled.keep(environment)
    environment.get_template("a.html")
    assert environment.bytecode_cache is None
    assert names(kept) == set()


def test_a_folder_that_is_not_the_users_own_is_not_used(kept: Path) -> None:
    kept.write_text("something else", "utf-8")
    assert shown("a {{ x }}") == "a &lt;"


def test_what_cannot_be_written_is_compiled_each_time(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", full)
    assert shown("a {{ x }}") == shown("a {{ x }}") == "a &lt;"
    assert names(kept) == set()


@pytest.mark.parametrize("content", [b"", b"j2\x05\x00", b"\xff" * 900])
def test_a_kept_template_that_was_spoilt_is_made_anew(content: bytes, kept: Path) -> None:
    shown("a {{ x }}")
    (only,) = kept.iterdir()
    only.write_bytes(content)
    assert shown("a {{ x }}") == "a &lt;"


def test_a_site_is_the_same_with_templates_that_were_kept(kept: Path, tmp_path: Path) -> None:
    sites = []
    for turn in ("first", "second"):
        folder = copy_of_edition(tmp_path / turn)
        build(folder)
        files = sorted(path for path in (folder / "site").rglob("*") if path.is_file())
        sites.append({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})
        if turn == "first":
            first = names(kept)
            assert len(first) > 20
    assert sites[0] == sites[1]
    assert names(kept) == first


def test_a_template_that_is_not_there_is_missed(kept: Path) -> None:
    environment = Environment(loader=DictLoader({}), autoescape=True)
    compiled.keep(environment)
    with pytest.raises(TemplateNotFound):
        environment.get_template("a.html")
    assert names(kept) == set()
