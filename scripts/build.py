"""Builds the edition: makes the environment, then runs `apparatus build` in it.

python3 scripts/build.py                     the edition in this folder
python3 scripts/build.py --edition FOLDER    another one
python3 scripts/build.py --all               EPUB and PDF too
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import environment


def main(arguments: Sequence[str]) -> int:
    """Build, and return the exit code."""
    return environment.run("build.py", environment.RUN, lambda python: _build(python, arguments))


def _build(python: Path, arguments: Sequence[str]) -> int:
    if not any(argument.split("=")[0] in ("--edition", "--help") for argument in arguments):
        arguments = ["--edition", _short(environment.ROOT), *arguments]
    return subprocess.run([python, "-m", "apparatus", "build", *arguments], check=False).returncode  # noqa: S603


def _short(folder: Path) -> str:
    """Return the folder as from here where it is here or below: shorter to read in messages."""
    return os.path.relpath(folder) if folder.is_relative_to(Path.cwd()) else str(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
