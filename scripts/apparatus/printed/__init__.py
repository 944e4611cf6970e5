"""How prints write citations: author-date, archival and short references, read without an edition."""
