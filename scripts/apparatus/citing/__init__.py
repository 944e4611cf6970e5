"""How the book, a chapter, a note and a document in it are cited: in words, as records, in a page's head."""
