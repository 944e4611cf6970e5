"""The text of a print, made even: lines, what a page break cut apart, inline marks."""
