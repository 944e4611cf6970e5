"""What the site has beside the chapters: note pages, search, redirects, scripts, and what the theme needs."""
