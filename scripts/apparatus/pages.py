"""The pages that an edition gets without writing them, as source text.

`::: notes` (or `bibliography`, `archives`, `report`) stands for the list; an editor who writes the
page, with words of their own around that line, has their page instead.
"""

from __future__ import annotations

from apparatus import links

SOURCES: dict[str, str] = {
    links.NOTES: "# Notes\n\n::: notes\n",
    links.BIBLIOGRAPHY: "# Bibliography\n\n::: bibliography\n",
    links.ARCHIVES: "# Archives\n\n::: archives\n",
    # its rows are the notes once more, and would double every hit of the search
    links.REPORT: "---\nsearch:\n  exclude: true\n---\n\n# Report\n\n::: report\n",
}
