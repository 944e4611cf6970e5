"""Tests everything: makes the environment with what tests need, then runs linters, types and tests.

python3 scripts/test.py                      ruff check, ruff format, mypy, pytest
python3 scripts/test.py ARGUMENTS            only pytest, with these arguments
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import environment

LINTERS = (
    ("ruff check", ("ruff", "check", "--quiet", "--output-format", "concise")),
    ("ruff format", ("ruff", "format", "--check", "--quiet", "--output-format", "concise")),
    ("mypy", ("mypy", "--no-error-summary")),
)


def main(arguments: Sequence[str]) -> int:
    """Run the tests, and return the exit code."""
    return environment.run("test.py", environment.TEST, lambda python: _test(python, arguments))


def _test(python: Path, arguments: Sequence[str]) -> int:
    """Run all steps, also after one that failed; say at the end which did."""
    steps = [*(() if arguments else LINTERS), ("pytest", ("pytest", *arguments))]
    failed = [name for name, command in steps if not _passes(name, python, command)]
    if failed:
        sys.stderr.write(f"test.py: failed: {', '.join(failed)}\n")
    return 1 if failed else 0


def _passes(name: str, python: Path, command: Sequence[str]) -> bool:
    sys.stdout.write(f"== {name}\n")
    sys.stdout.flush()
    return not subprocess.run([python, "-m", *command], cwd=environment.ROOT, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
