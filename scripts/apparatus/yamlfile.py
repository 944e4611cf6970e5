"""The text of a YAML file -> what it holds: every fault of its syntax or its values becomes a problem."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from apparatus.model import Problem

# the same in C, where PyYAML has it: eight times faster
_SAFE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SAFE):  # type: ignore[misc] # which of the two it is, is seen when it runs
    """Reads YAML; a value that cannot be, `2001-99-99`, is a fault of its line like any other."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002 - PyYAML's
        """Return what a node holds."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, LookupError, AttributeError, TypeError) as error:
            raise _unreadable(node) from error


class _OfMkDocs(_Loader):
    """Reads `mkdocs.yml`: `!ENV` is a variable; tags of Python (`!!python/name:...`) mean nothing to us."""


_OfMkDocs.add_multi_constructor("", lambda _loader, _suffix, _node: None)
_OfMkDocs.add_constructor("!ENV", construct_env_tag)


def read_yaml(text: str, path: str, *, of_mkdocs: bool = False) -> tuple[Any, tuple[Problem, ...]]:
    """Return what a text of YAML holds, None where that is nothing; `of_mkdocs` knows its tags."""
    try:
        return yaml.load(text, Loader=_OfMkDocs if of_mkdocs else _Loader), ()  # noqa: S506 - both are safe
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = str(getattr(error, "problem", None) or "this is not YAML")
        line = _line(text, mark) if mark else 0
        tab = mark is not None and "\t" in text.split("\n")[line - 1][: mark.column + 1]
        hint = "YAML is indented with spaces, not with a tab" if tab else ""
        return None, (Problem(path, line, "YAML-SYNTAX", message, hint),)


def lines_of_items(text: str) -> tuple[int, ...]:
    """Return the lines on which the items of a list begin, in a text that `read_yaml` has read."""
    node = yaml.compose(text, Loader=_Loader)
    return (
        tuple(_line(text, item.start_mark) for item in node.value)
        if isinstance(node, yaml.SequenceNode)
        else ()
    )


def lines_within(text: str, key: str) -> dict[str, int]:
    """Return the lines of a key of a mapping, under `""`, and of each value within it, where it is first."""
    node = yaml.compose(text, Loader=_Loader)
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    found: dict[str, int] = {}
    for name, value in pairs:
        if name.value == key:
            found[""] = _line(text, name.start_mark)
            for scalar in _scalars(value):
                found.setdefault(scalar.value, _line(text, scalar.start_mark))
    return found


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Yield the values of a tree of lists and mappings, their keys left out."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    for item in node.value if isinstance(node, yaml.CollectionNode) else ():
        yield from _scalars(item[1] if isinstance(item, tuple) else item)


def _line(text: str, mark: yaml.Mark) -> int:
    """Return the line of a mark as an editor counts it: PyYAML has other line ends too."""
    return text.count("\n", 0, mark.index) + 1


def _unreadable(node: yaml.Node) -> yaml.YAMLError:
    kind = node.tag.rpartition(":")[2]
    message = f"“{node.value}” is no {kind}" if isinstance(node, yaml.ScalarNode) else f"this is no {kind}"
    return yaml.constructor.ConstructorError(None, None, message, node.start_mark)
