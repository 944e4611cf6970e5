"""Makes `requirements.lock` and `requirements-test.lock` anew from `pyproject.toml`; needs `uv` on PATH.

    python3 scripts/lock.py              keep the versions that are locked, where they still fit
    python3 scripts/lock.py --upgrade    take the newest ones

`requirements.lock` holds what the edition is built with, and what builds this package itself;
`requirements-test.lock` holds the same versions and what tests need on top. Both serve every
platform and every Python from 3.11 on, name each file's hash, and name no registry.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import environment

OPTIONS = (
    "--universal", "--python-version", "3.11", "--generate-hashes", "--extra", "pdf",
    "--no-emit-index-url", "--no-header", "--no-annotate", "--quiet",
)  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Make both locks, and return the exit code."""
    uv = shutil.which("uv")
    if uv is None:
        sys.stderr.write("lock.py: uv is not on PATH; it is the one tool that this needs\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder, "build-system.in")
        build.write_text("\n".join(_build_requirements()), "utf-8")
        run = [uv, "pip", "compile", *OPTIONS, *arguments, "pyproject.toml", str(build)]
        test = [*run, "--group", "test", "--constraint", environment.RUN]
        return _compile(run, environment.RUN) or _compile(test, environment.TEST)


def _build_requirements() -> list[str]:
    """Return what builds this package; it is installed without build isolation."""
    import tomllib  # an older Python does not have it, and is told so by `environment`

    settings = tomllib.loads((environment.ROOT / "pyproject.toml").read_text("utf-8"))
    return [str(name) for name in settings["build-system"]["requires"]]


def _compile(command: Sequence[str], lock: str) -> int:
    return subprocess.run([*command, "--output-file", lock], cwd=environment.ROOT, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
