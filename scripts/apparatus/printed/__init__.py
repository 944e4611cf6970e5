"""How prints write citations: the grammar of author-date, archival and short references, no edition needed."""
