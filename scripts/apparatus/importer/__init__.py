"""From the plain text of a print to an edition: one stage per module, each a pure function."""
