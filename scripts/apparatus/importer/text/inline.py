"""Running text of the print to inline Markdown: emphasis kept, note calls set, all else literal."""

from __future__ import annotations

import re
from collections.abc import Mapping

# An escape of the print's own residue comes first: `\*` is an asterisk that was meant as one.
TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<stray>\\)"
    r"|(?P<stars>\*{1,3})"
    r"|(?P<under>_+)"
    r"|(?P<link>\]\()"
    r"|(?P<image>!\[)"
    r"|(?P<mark>[`<{}])"
    r"|(?P<note>\[\^)"
    r"|(?P<cite>(?<![^\W_])@(?=\w)|\[@)"
    r"|(?P<entity>&(?=#?\w+;))"
)
START = re.compile(
    r"^(?:(\d+)([.)])(?=\s|$)|([-+*])(?=\s|$)|(#{1,6})(?=\s|$)|(>)|(:)(?=\s)|(-{3,}|={3,}|_{3,})\s*$|(\[)(?=[^\]]*\]:))"
)
WRITTEN = {"`": "\\`", "<": "&lt;", "{": "\\{", "}": "\\}"}


def render(text: str, calls: Mapping[int, tuple[int, str]] | None = None, *, paragraph: bool = True) -> str:
    """Return `text` as inline Markdown; `calls` maps the start of a marker to its end and its note's label.

    What Markdown would read as markup is escaped, emphasis that is opened and closed is kept. `paragraph` is
    false for what follows a heading's or a table's own mark, where a list or a heading cannot begin.
    """
    emphasis = _emphasis(text)
    out: list[str] = []
    at = 0
    calls = calls or {}
    stops = sorted([*calls, *(m.start() for m in TOKEN.finditer(text))])
    for stop in stops:
        if stop < at:
            continue
        out.append(text[at:stop])
        if stop in calls:
            end, label = calls[stop]
            out.append(f"[^{label}]" if label else "")
            at = end
            continue
        match = TOKEN.match(text, stop)
        if match:
            out.append(_written(match, emphasis))
            at = match.end()
    out.append(text[at:])
    line = re.sub(r"\s+", " ", "".join(out)).strip()
    return _start(line) if paragraph else line


def _written(match: re.Match[str], emphasis: Mapping[int, str]) -> str:
    kind, token = match.lastgroup, match.group()
    if kind == "escape":
        return token if token[1] in "*_`" else WRITTEN.get(token[1], token[1])
    if kind == "stray":
        return ""
    if kind in ("stars", "under"):
        return emphasis.get(match.start(), "".join("\\" + c for c in token) if _risky(match) else token)
    if kind == "link":
        return "]\\("
    if kind == "image":
        return "\\!["
    if kind == "note":
        return "\\[^"
    if kind == "cite":
        return token.replace("@", "&#64;")
    return "&amp;" if kind == "entity" else WRITTEN[token]


def _risky(match: re.Match[str]) -> bool:
    """Tell whether a mark could be read as emphasis: within a word `_` cannot, between spaces `*` cannot."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    if match.lastgroup == "under":
        return not (before.isalnum() and after.isalnum())
    return bool(before.strip() or after.strip())


def _emphasis(text: str) -> dict[int, str]:
    """Map the start of each mark of a closed emphasis to the mark that Markdown shall have."""
    found: dict[int, str] = {}
    open_at: dict[str, int] = {}
    for match in TOKEN.finditer(text):
        if match.lastgroup not in ("stars", "under"):
            continue
        token, key = match.group(), match.group()
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        opens = bool(after.strip()) and not before.isalnum()
        closes = bool(before.strip()) and not (after.isalnum() and token[0] == "_")
        if closes and key in open_at:
            mark = "*" * len(token)
            found[open_at.pop(key)] = mark
            found[match.start()] = mark
        elif opens:
            open_at[key] = match.start()
    return found


def _start(text: str) -> str:
    """Escape what Markdown would read as a list, a heading, a quotation or a rule at a paragraph's start."""
    match = START.match(text)
    if not match:
        return text
    if match.group(1):
        return f"{match.group(1)}\\{text[match.end(1) :]}"
    return f"\\{text}"
