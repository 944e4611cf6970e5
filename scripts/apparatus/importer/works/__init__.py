"""The bibliography of a print -> works with their keys."""
