"""A small invented book with everything in it that a format has to get along with."""

# ruff: noqa: E501 - pages of HTML, each paragraph on its line

from __future__ import annotations

from dataclasses import replace

from apparatus.carried.book import Book, RenderedPage, part_of
from apparatus.edition import BookData

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def notes(*items: str) -> str:
    return f'<section class="endnotes" role="doc-endnotes" aria-labelledby="notes"><h2 id="notes">Notes</h2><ol>{"".join(items)}</ol></section>'


def note(label: str, html: str) -> str:
    links = f'<p class="note-links"><a href="#call-{label}" role="doc-backlink">Back</a> <a href="../notes/{label}/">Note {label}</a></p>'
    return f'<li id="note-{label}" value="{label}" data-places="[]">{html}{links}</li>'


def call(label: str) -> str:
    return f'<sup class="call" id="call-{label}" data-search-exclude="true"><a href="#note-{label}" role="doc-noteref" aria-label="Note {label}">{label}</a></sup>'


INDEX = RenderedPage(
    "index.md",
    "The Book",
    '<h1 id="index">The Book</h1><p>Begin with <a href="chapter-1/">chapter 1</a>, <a href="notes/">the notes</a>.</p>',
)
FIRST = RenderedPage(
    "chapter-1.md",
    "Chapter 1",
    f'<h1 id="chapter-1" data-page="9">Chapter 1: Đồng &amp; &lt;Co&gt;{call("1")}<a class="headerlink" href="#chapter-1">¶</a></h1>'
    f'<p onclick="x()">One{call("2")} and <a href="../chapter-2/#letters">letters</a>, <a href="../notes/3/">note 3</a>, '
    f'<a href="../people/#x">people</a>, <a href="javascript:alert(1)">evil</a>, <a href="https://example.com/?a=1&amp;b=2">outside</a>.</p>'
    '<p>An image <img src="../dot.png" alt="A dot">, one from <img src="https://evil.example/x.png" alt="elsewhere">, one <img src="../gone.png" alt="that is gone">.</p>'
    '<script>document.title = "x"</script>kept<h2 id="letters" data-page="9">Letters</h2><p>Text<br>more &nbsp; \x0b.</p>'
    '<h2 id="1954" data-page="12">1954</h2><p>A year.</p>'
    + notes(
        note("1", '<p><a class="source" href="../bibliography/#holm1974">Holm 1974</a>.</p>'),
        note(
            "2",
            '<p>Ibid.</p><p class="stands-for"><span class="arrow">→</span> Holm 1974 (<a href="../notes/1/">note 1</a>)</p>',
        ),
    ),
)
SECOND = RenderedPage(
    "chapter-2.md",
    "Chapter 2",
    f'<h1 id="chapter-2" data-page="20">Chapter 2</h1><h2 id="letters" data-page="21">Letters</h2><table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1{call("3")}</td></tr></tbody></table>'
    + notes(note("3", "<blockquote><p>Quoted</p></blockquote><ul><li>one</li><li>two</li></ul>")),
)
BIBLIOGRAPHY = RenderedPage(
    "bibliography.md",
    "Bibliography",
    '<h1 id="bibliography">Bibliography</h1><ul><li id="holm1974"><p>Holm, Nils 1974. <em>Salt</em>.</p><p class="cited-in">Cited in <a href="../notes/1/">n. 1</a></p></li></ul>',
)
PAGES = (INDEX, FIRST, SECOND, BIBLIOGRAPHY)
DATA = BookData(
    title="The Book & <Co>", subtitle="A Story", author="Berg, Ada", year="1998", place="Bergen", pages="55"
)


def with_uncalled(page: RenderedPage) -> RenderedPage:
    """Return a page with one note more, `4`, that nothing calls."""
    return replace(
        page, html=page.html.replace("</ol></section>", f"{note('4', '<p>Uncalled.</p>')}</ol></section>")
    )


def invented(site_url: str = "https://example.org/salt/", pages: tuple[RenderedPage, ...] = PAGES) -> Book:
    files = {"dot.png": PIXEL}
    return Book(DATA, "the-book", site_url, tuple(part_of(page, files.get) for page in pages))
