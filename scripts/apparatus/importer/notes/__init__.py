"""The notes of a print and their calls, brought together."""
