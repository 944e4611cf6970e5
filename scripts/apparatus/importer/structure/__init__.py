"""What a text consists of: title page, contents, parts with their headings, blocks."""
