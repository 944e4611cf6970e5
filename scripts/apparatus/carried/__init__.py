"""What readers carry away: the offline zip, one file, EPUB and PDF, all from the pages of the site."""
