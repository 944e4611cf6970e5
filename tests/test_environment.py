"""The environment is made whole or not at all, and made anew only when what it stands on has changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import environment

ROOT = Path(__file__).parent.parent


@pytest.fixture
def project(tmp_path):
    """A project with its locks, and no environment yet."""
    for name in ("pyproject.toml", environment.RUN, environment.TEST):
        (tmp_path / name).write_text(f"# {name}\n")
    return tmp_path


class Installer:
    """Stands in for uv and pip: makes the folders, and remembers which lock it was given."""

    def __init__(self):
        self.locks = []

    def __call__(self, _root, folder, lock):
        self.locks.append(lock)
        python = environment.python_of(folder)
        python.parent.mkdir(parents=True)
        python.touch()
        (environment.site_packages(folder) / "click-1.dist-info").mkdir(parents=True)


@pytest.fixture
def install():
    return Installer()


def test_a_second_run_reuses_the_environment(project, install):
    first = environment.make(project, install=install)
    assert environment.make(project, install=install) == first == environment.python_of(project / ".venv")
    assert install.locks == [environment.RUN]


def test_tests_need_more_than_a_build_but_a_build_no_less(project, install):
    environment.make(project, environment.RUN, install)
    environment.make(project, environment.TEST, install)
    environment.make(project, environment.RUN, install)
    assert install.locks == [environment.RUN, environment.TEST]


def test_a_build_leaves_what_tests_need(project, install):
    environment.make(project, environment.TEST, install)
    (project / environment.RUN).write_text("# newer\n")
    environment.make(project, environment.RUN, install)
    environment.make(project, environment.RUN, install)
    assert install.locks == [environment.TEST, environment.TEST]


def _remove_package(venv):
    (environment.site_packages(venv) / "click-1.dist-info").rmdir()


def _change_stamp(venv, name):
    stamp = json.loads((venv / environment.STAMP).read_text())
    (venv / environment.STAMP).write_text(json.dumps({**stamp, name: "another one"}))


DAMAGE = {
    "another lock": lambda venv: (venv.parent / environment.RUN).write_text("# newer\n"),
    "another pyproject": lambda venv: (venv.parent / "pyproject.toml").write_text("# newer\n"),
    "another Python": lambda venv: _change_stamp(venv, "python"),
    "moved": lambda venv: _change_stamp(venv, "root"),
    "half made": lambda venv: (venv / environment.STAMP).unlink(),
    "stamp cut short": lambda venv: (venv / environment.STAMP).write_text('{"python":'),
    "stamp of another kind": lambda venv: (venv / environment.STAMP).write_text("[]"),
    "no interpreter": lambda venv: environment.python_of(venv).unlink(),
    "a package is gone": _remove_package,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_what_is_broken_or_out_of_date_is_made_anew(damage, project, install):
    environment.make(project, install=install)
    damage(project / ".venv")
    environment.make(project, install=install)
    environment.make(project, install=install)
    assert len(install.locks) == 2
    assert not (project / ".venv-before").exists()


def test_a_package_that_someone_added_is_no_damage(project, install):
    environment.make(project, install=install)
    (environment.site_packages(project / ".venv") / "ipdb-1.dist-info").mkdir()
    environment.make(project, install=install)
    assert len(install.locks) == 1


def _fail(_root, folder, _lock):
    folder.mkdir()
    raise environment.EnvironmentFault("no network")


def test_an_install_that_fails_leaves_nothing(project):
    with pytest.raises(environment.EnvironmentFault, match="no network"):
        environment.make(project, install=_fail)
    assert not (project / ".venv").exists()


def test_an_install_that_fails_leaves_the_environment_before(project, install):
    environment.make(project, install=install)
    (project / environment.RUN).write_text("# newer\n")
    with pytest.raises(environment.EnvironmentFault, match="no network"):
        environment.make(project, install=_fail)
    assert environment.python_of(project / ".venv").exists()
    (project / environment.RUN).write_text(f"# {environment.RUN}\n")
    environment.make(project, install=install)
    assert len(install.locks) == 1


def test_a_fault_is_one_line_and_exit_code_1(project, capsys, monkeypatch):
    monkeypatch.setattr(environment, "ROOT", project)
    (project / environment.RUN).unlink()
    assert environment.run("build.py", environment.RUN, lambda _: 0) == 1
    said = capsys.readouterr().err
    assert said == f"build.py: the environment could not be made: {project / environment.RUN} is not there\n"


TOLD = {
    "pip": (
        ["/v/bin/python", "-m", "pip", "install"],
        "WARNING: Retrying\nERROR: No matching distribution found for anyascii==0.3.3\n",
        "python -m pip install failed: ERROR: No matching distribution found for anyascii==0.3.3",
    ),
    "uv": (
        ["/bin/uv", "pip", "install", "--quiet"],
        "  × Failed to fetch: anyascii\n  ╰─▶ dns error\n",
        "uv pip install failed: × Failed to fetch: anyascii",
    ),
    "venv": (
        ["/bin/python3", "-m", "venv", "/x"],
        "The virtual environment was not created successfully because ensurepip is not available.\n",
        "python3 -m venv does not work here; install uv, or your system's package python3-venv",
    ),
    "silent": (["/bin/uv", "venv", "--quiet"], "", "uv venv failed: it said nothing"),
}


@pytest.mark.parametrize(("command", "output", "line"), TOLD.values(), ids=TOLD)
def test_the_reason_of_a_failed_install_is_one_line(command, output, line):
    assert environment.reason(command, output) == line


def test_uv_is_taken_where_it_is_on_the_path(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    assert environment.choose_installer() is not environment.with_pip
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert environment.choose_installer() is environment.with_pip


@pytest.mark.parametrize("script", ["build.py", "test.py", "lock.py"])
def test_an_older_python_is_told_what_is_needed(script, tmp_path):
    """Run a script with a version that says 3.9: one line, exit code 1."""
    (tmp_path / "sitecustomize.py").write_text(
        "import platform, sys\n"
        "sys.version_info = (3, 9, 2, 'final', 0)\n"
        "platform.python_version = lambda: '3.9.2'\n"
    )
    ran = subprocess.run(
        [sys.executable, ROOT / "scripts" / script],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == "apparatus needs Python 3.11 or newer; this is Python 3.9.2\n"
