"""The edition as data: one module per format, each a pure function from the edition to text."""
