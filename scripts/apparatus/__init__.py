"""apparatus: turns a printed monograph with endnotes into a static scholarly edition."""

__version__ = "0.1.0"
