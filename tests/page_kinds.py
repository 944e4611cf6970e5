"""A page of every kind that the edition’s site has, and the screens on which they are looked at."""

KINDS = {
    "landing": "",
    "chapter": "chapter-1/",
    "appendix": "appendix-1/",
    "abbreviations": "abbreviations/",
    "about": "about/",
    "notes": "notes/",
    "note": "notes/56/",
    "bibliography": "bibliography/",
    "archives": "archives/",
    "requests": "archives/requests/",
    "people": "people/",
    "timeline": "timeline/",
    "data": "data/",
    "report": "report/",
    "download": "download/",
    "404": "404.html",
}
WIDE, TABLET, PHONE = (1440, 1000), (900, 1000), (390, 844)
CHAPTERS = ["introduction", *(f"chapter-{number}" for number in range(1, 6)), "conclusions", "appendix-1"]
