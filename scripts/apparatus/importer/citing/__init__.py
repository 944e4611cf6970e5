"""The citations of a print's notes: found, resolved, and written as the edition has them."""
