"""Makes `.venv` beside `pyproject.toml` from a lock file: whole, or not at all.

Standard library only, and in words that an old Python can parse, so that it can say what is missing.
With `uv` where it is on PATH, else with `venv` and `pip`; every package is held to its hash. A stamp
in `.venv` says what it was made from; while that is still so, nothing is done.
"""

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older Python learns what is needed
    sys.exit(f"apparatus needs Python 3.11 or newer; this is Python {platform.python_version()}")

ROOT = Path(__file__).resolve().parent.parent
RUN = "requirements.lock"
TEST = "requirements-test.lock"  # holds all that the other one does
STAMP = "apparatus-stamp.json"

Stamp = Mapping[str, str]
Installer = Callable[[Path, Path, str], None]  # (root, folder of the environment, lock file)


class EnvironmentFault(Exception):
    """The environment cannot be made; the message is one line for the user."""


def make(root: Path, lock: str = RUN, install: Installer | None = None) -> Path:
    """Return the Python of the environment under `root`, which is made first where it is not current."""
    folder = root / ".venv"
    if not is_current(folder, describe(root, lock)):
        lock = TEST if TEST in _stamp(folder) else lock  # a build takes nothing from who tests
        try:
            _make_anew(root, folder, lock, install or choose_installer())
            _write_stamp(folder, describe(root, RUN) | describe(root, lock))
        except OSError as error:
            raise EnvironmentFault(f"{error.filename or folder}: {error.strerror or error}") from error
    return python_of(folder)


def run(script: str, lock: str, steps: Callable[[Path], int]) -> int:
    """Make the environment, hand its Python to `steps`, and return the exit code; faults are one line."""
    try:
        return steps(make(ROOT, lock))
    except EnvironmentFault as fault:
        sys.stderr.write(f"{script}: the environment could not be made: {fault}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write(f"{script}: stopped\n")
        return 130


def describe(root: Path, lock: str) -> dict[str, str]:
    """Return what an environment is made from: the Python, the place, and the hashes of the files."""
    files = {name: root / name for name in ("pyproject.toml", lock)}
    for path in files.values():
        if not path.is_file():
            raise EnvironmentFault(f"{path} is not there")
    hashes = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "root": str(root),
        **hashes,
    }


def is_current(folder: Path, wanted: Stamp) -> bool:
    """Tell whether the environment is whole and made from what is wanted."""
    stamp = _stamp(folder)
    same = bool(stamp) and all(stamp.get(name) == value for name, value in wanted.items())
    return same and python_of(folder).is_file() and set(stamp.get("installed", [])) <= set(installed(folder))


def _stamp(folder: Path) -> dict[str, Any]:
    """Return what the environment says that it was made from, nothing where it was not finished."""
    try:
        stamp = json.loads((folder / STAMP).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def installed(folder: Path) -> list[str]:
    """Return the packages that are installed, by the names of their metadata folders."""
    return sorted(path.name for path in site_packages(folder).glob("*.dist-info"))


def python_of(folder: Path) -> Path:
    """Return where the environment's Python lies."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def choose_installer() -> Installer:
    """Return what makes an environment here: uv where it is on PATH, else venv and pip."""
    uv = shutil.which("uv")
    return with_pip if uv is None else lambda root, folder, lock: with_uv(uv, root, folder, lock)


def _make_anew(root: Path, folder: Path, lock: str, install: Installer) -> None:
    """Make the environment in its place; what was there comes back when that fails."""
    aside = folder.with_name(f"{folder.name}-before")
    _remove(aside)
    if folder.exists() or folder.is_symlink():
        folder.rename(aside)
    sys.stderr.write(f"making {folder} (the first time this takes a minute)\n")
    try:
        install(root, folder, lock)
    except BaseException:
        _remove(folder)
        if aside.exists():
            aside.rename(folder)
        raise
    _remove(aside)


def _remove(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    else:
        shutil.rmtree(folder, ignore_errors=True)


def _write_stamp(folder: Path, made_from: Stamp) -> None:
    """Write the stamp last: an environment without one was not finished."""
    stamp = {**made_from, "installed": installed(folder)}
    (folder / STAMP).write_text(json.dumps(stamp, indent=1) + "\n", "utf-8")


def with_uv(uv: str, root: Path, folder: Path, lock: str) -> None:
    """Make the environment with uv."""
    _call([uv, "venv", "--quiet", "--no-project", "--python", _base_python(), str(folder)], root)
    install = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(python_of(folder))]
    _call([*install, "--require-hashes", "--requirement", lock], root)
    _call([*install, "--no-deps", "--no-build-isolation", "--editable", "."], root)


def with_pip(root: Path, folder: Path, lock: str) -> None:
    """Make the environment with venv and pip."""
    _call([_base_python(), "-m", "venv", str(folder)], root)
    pip = [
        str(python_of(folder)),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
    ]
    _call([*pip, "--require-hashes", "--requirement", lock], root)
    _call([*pip, "--no-deps", "--no-build-isolation", "--editable", "."], root)


def _base_python() -> str:
    """Return the Python that runs this, or the one behind it when it runs in an environment."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def _call(command: Sequence[str], root: Path) -> None:
    done = subprocess.run(  # noqa: S603 - the commands stand above
        command,
        cwd=root,
        check=False,
        text=True,
        errors="replace",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        raise EnvironmentFault(reason(command, done.stdout))


def reason(command: Sequence[str], output: str) -> str:
    """Return one line: what failed, and the line of its output that says why."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if line.lower().startswith(("error", "×", "caused by"))]
    name = " ".join([Path(command[0]).stem, *(word for word in command[1:4] if not word.startswith("--"))])
    if command[1:3] == ["-m", "venv"]:
        return "python3 -m venv does not work here; install uv, or your system's package python3-venv"
    return f"{name} failed: {(telling or lines or ['it said nothing'])[0]}"


def site_packages(folder: Path) -> Path:
    """Return where the environment's packages lie."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return folder / ("Lib" if os.name == "nt" else f"lib/{version}") / "site-packages"
