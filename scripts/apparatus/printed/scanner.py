"""A cursor over a text: each rule of a grammar tries to read at its position, and moves it or does not."""

from __future__ import annotations

import re


class Scanner:
    """Reads `text` from `position` on."""

    def __init__(self, text: str, position: int = 0) -> None:
        self.text = text
        self.position = position

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match at the position and move behind it, or stay and return None."""
        match = pattern.match(self.text, self.position)
        if match is not None:
            self.position = match.end()
        return match

    def sees(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether the pattern matches at the position, without moving."""
        return pattern.match(self.text, self.position) is not None
