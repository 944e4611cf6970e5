"""Templates stay compiled from one build to the next: to compile a theme's takes a tenth of a build.

They are kept by Jinja's own cache, in a folder that is the user's alone, beside the system's other temporary
files. It knows a template again by its path and its text; all else that goes into what is made of it is in
the names of the cache's files. Where it cannot be known what that is, nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket

# those of whom it is known what their filters, tests and extensions make of a template while it is compiled
_KNOWN = frozenset({"apparatus", "builtins", "jinja2", "markupsafe", "mkdocs", "_operator", "properdocs"})
_SETTINGS = (
    "autoescape", "block_end_string", "block_start_string", "comment_end_string", "comment_start_string",
    "is_async", "keep_trailing_newline", "line_comment_prefix", "line_statement_prefix", "lstrip_blocks",
    "newline_sequence", "newstyle_gettext", "optimized", "sandboxed", "trim_blocks", "variable_end_string",
    "variable_start_string",
)  # fmt: skip


def keep(environment: Environment, *others: str) -> None:
    """Have an environment keep what it compiles, and find what was kept; `others` too go into that."""
    helpers = list(_helpers(environment))
    plain = environment.finalize is None and isinstance(environment.autoescape, bool)
    if not plain or any(_module(helper).partition(".")[0] not in _KNOWN for _, helper in helpers):
        return
    settings = [(name, getattr(environment, name, None)) for name in _SETTINGS]
    named = [(name, _module(helper)) for name, helper in helpers]
    trimmed = environment.policies.get("ext.i18n.trimmed")
    digest = hashlib.sha256(repr((settings, named, trimmed, others)).encode()).hexdigest()[:16]
    with contextlib.suppress(OSError, RuntimeError):  # no folder that is safe
        environment.bytecode_cache = _Cache(pattern=f"apparatus-{digest}-%s.cache")


def _helpers(environment: Environment) -> Iterator[tuple[str, Any]]:
    """Yield what may run while a template is compiled."""
    yield from sorted(environment.extensions.items())
    yield from sorted(environment.filters.items())
    yield from sorted(environment.tests.items())


def _module(helper: Any) -> str:  # noqa: ANN401 - functions and objects of any kind
    return getattr(helper, "__module__", None) or type(helper).__module__


class _Cache(FileSystemBytecodeCache):
    """Jinja's own; where the folder is full or may not be written, a template is compiled again next time."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)
