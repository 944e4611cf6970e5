"""The grammar of the notes style: what is a citation of which work, and what is none."""

# ruff: noqa: E501 - tables, each case on its line

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apparatus.bibliography import shown_forms
from apparatus.citations import parse
from apparatus.importer.works.keys import give_keys
from apparatus.importer.works.lostitalics import with_italics
from apparatus.importer.works.references import read_entry
from apparatus.locators import format_locators
from apparatus.model import Locator, Name, Work
from apparatus.printed.notesstyle import find_notes, index_works
from apparatus.printed.unlisted import find_unlisted

ENTRIES = """
Aldous, Adam B. Barriers and Bridges: Road Policy in Vestmark, 1817-73. 2nd ed. New York: Prentiss, 1974.
Berg, Anna, ed. The Book of Ferries. Oslo: Kystpress, 1990.
The Great Toll Book. Oslo: Crown Press, 1931.
Haugen, Jane. The Tolls of 1848. London: Farrow, 1980.
Haugen, Jane. "Tolls and Taxes." PhD diss., University of Bergen, 1977.
Holm, Kari, and Peter Strand. Salt Roads: A Survey. Cambridge, MA: Harbour University Press, 1996.
Lunde, Kari. "Ferry Women." In The Book of Ferries, edited by Anna Berg, 12-34. Oslo: Kystpress, 1990.
Moreau, Luc. Gates, Bars, and Iron. Translated by Jane Hill. London: Farrow, 1981.
Müller, Jo. What Is a Toll? London: Farrow, 1985.
Smith, John. "The Salt Tax." Journal of Tolls 12, no. 3 (1988): 45-67.
Smith, John. The Salt Tax and the Crown. London: Farrow, 1991.
Tran Van Minh. The Road South. Hanoi: Song Hong, 1962.
Linde, Anna van der. Silver. Leiden: Kade, 1990.
Vogt, Ernst, Anna Berg, Jo Reed, and Al Stone. Four Bridges. 2 vols. Bergen: Kystpress, 1983.
"""
WORKS = give_keys(read_entry(line, 1, "print.txt")[0] for line in ENTRIES.strip().splitlines())
INDEX = index_works(WORKS)

FULL = "Adam B. Aldous, Barriers and Bridges: Road Policy in Vestmark, 1817-73, 2nd ed. (New York: Prentiss, 1974)"
CITED = [  # text, form, keys, locators, what is shown in front of the key
    (f"{FULL}, 69-71.", "full", "aldous1974", "pp. 69-71", ""),
    (f"See {FULL}.", "full", "aldous1974", "", ""),
    ("A. B. Aldous, *Barriers and Bridges* (Prentiss, 1974), 2:45.", "full", "aldous1974", "vol. 2, p. 45", ""),
    ("Adam Aldous, “Barriers and Bridges” (1974), p. 3n4", "full", "aldous1974", "p. 3, n. 4", ""),
    ("Adam Aldous, Barriers and Bridges, 69.", "full", "aldous1974", "p. 69", ""),
    ("Adam Aldous, Barriers, 69.", "short", "aldous1974", "p. 69", "Adam Aldous, Barriers"),
    ("Aldous, Barriers and Bridges, 2nd ed., 70.", "short", "aldous1974", "p. 70", "Aldous, Barriers and Bridges, 2nd ed."),
    ("Aldous, Barriers, 70, 72-73.", "short", "aldous1974", "pp. 70, 72-73", "Aldous, Barriers"),
    ("Aldous, *Barriers,* 70", "short", "aldous1974", "p. 70", "Aldous, *Barriers,*"),
    ("*Aldous, Barriers*, 70", "short", "aldous1974", "p. 70", "*Aldous, Barriers*"),
    ("See Aldous, Bridges, pp. 70–71.", "short", "aldous1974", "pp. 70–71", "Aldous, Bridges"),
    ("See also Aldous, Barriers.", "short", "aldous1974", "", "Aldous, Barriers"),
    ("The gate (Aldous, Barriers, 70) was shut.", "short", "aldous1974", "p. 70", "Aldous, Barriers"),
    ("Aldous, Barriers, chap. 3; and so on.", "short", "aldous1974", "chap. 3", "Aldous, Barriers"),
    ("Aldous, Barriers. And Bridges, 12 of them.", "short", "aldous1974", "", "Aldous, Barriers"),
    ("Aldous, Barriers, vol. 2 (See Haugen 1980).", "short", "aldous1974", "vol. 2", "Aldous, Barriers"),
    ("Aldous, Barriers, 70 (Prentiss has 1974).", "short", "aldous1974", "p. 70", "Aldous, Barriers"),
    ("Aldous, 95.", "alone", "aldous1974", "p. 95", "Aldous"),
    ("It was so. Cf. Aldous, 95-96.", "alone", "aldous1974", "pp. 95-96", "Aldous"),
    ("Aldous, op. cit., p. 95.", "again", "aldous1974", "p. 95", "Aldous, op. cit."),
    ("Aldous, *loc. cit.*", "again", "aldous1974", "", "Aldous, *loc. cit.*"),
    ("Aldous, Barriers, op. cit., 9.", "short", "aldous1974", "p. 9", "Aldous, Barriers, op. cit."),
    ("Anna Berg, ed., The Book of Ferries (Oslo: Kystpress, 1990), 12.", "full", "berg1990", "p. 12", ""),
    ("Berg (ed.), Book of Ferries, 13.", "short", "berg1990", "p. 13", "Berg (ed.), Book of Ferries"),
    ("The Great Toll Book (Oslo: Crown Press, 1931), 12.", "full", "greattoll1931", "p. 12", ""),
    ("*Great Toll Book*, 12.", "short", "greattoll1931", "p. 12", "*Great Toll Book*"),
    ("Jane Haugen, “Tolls and Taxes” (PhD diss., University of Bergen, 1977), 4.", "full", "haugen1977", "p. 4", ""),
    ("Haugen, The Tolls of 1848, 12.", "short", "haugen1980", "p. 12", "Haugen, The Tolls of 1848"),
    ("Haugen, Tolls, 12.", "short", "haugen1980 haugen1977", "p. 12", "Haugen, Tolls"),
    ("Haugen, “Tolls,” 12.", "short", "haugen1977", "p. 12", "Haugen, “Tolls,”"),
    ("Haugen, 12.", "alone", "haugen1980 haugen1977", "p. 12", "Haugen"),
    ("Kari Holm & Peter Strand, Salt Roads: A Survey (Cambridge: Harbour, 1996), 4.", "full", "holm1996", "p. 4", ""),
    ("Holm and Strand, Salt Roads, xi-xii.", "short", "holm1996", "pp. xi-xii", "Holm and Strand, Salt Roads"),
    ("Holm et al., Salt Roads, 3.", "short", "holm1996", "p. 3", "Holm et al., Salt Roads"),
    ('Kari Lunde, "Ferry Women," in The Book of Ferries: Essays, ed. Anna Berg (Oslo: Kystpress, 1990), 12-14.', "full", "lunde1990", "pp. 12-14", ""),
    ('Kari Lunde, "Ferry Women," in The Book of Ferries, 13.', "full", "lunde1990", "p. 13", ""),
    ("Luc Moreau, Gates, Bars, and Iron, trans. Jane Hill (London: Farrow, 1981), 3.", "full", "moreau1981", "p. 3", ""),
    ("Moreau, Gates, Bars, 3.", "short", "moreau1981", "p. 3", "Moreau, Gates, Bars"),
    ("Jo Mueller, What Is a Toll? (London: Farrow, 1985), 3.", "full", "muller1985", "p. 3", ""),
    ("Muller, *What Is a Toll?*, 3.", "short", "muller1985", "p. 3", "Muller, *What Is a Toll?*"),
    ('John Smith, "The Salt Tax," Journal of Tolls 12, no. 3 (1988): 45.', "full", "smith1988", "p. 45", ""),
    ("John Smith, “The Salt Tax”, Journal of Tolls 12 (Fall 1988), 45.", "full", "smith1988", "p. 45", ""),
    ('Smith, "Salt Tax," 46.', "short", "smith1988", "p. 46", 'Smith, "Salt Tax,"'),
    ("Smith, *Salt Tax*, 46.", "short", "smith1991", "p. 46", "Smith, *Salt Tax*"),
    ("Smith, Salt Tax, 46.", "short", "smith1988 smith1991", "p. 46", "Smith, Salt Tax"),
    ("Smith, Crown, 46.", "short", "smith1991", "p. 46", "Smith, Crown"),
    ("Tran Van Minh, The Road South (Hanoi: Song Hong, 1962), 4.", "full", "tranvanminh1962", "p. 4", ""),
    ("Tran, Road South, 4.", "short", "tranvanminh1962", "p. 4", "Tran, Road South"),
    ("Anna van der Linde, Silver (Leiden: Kade, 1990), 4.", "full", "linde1990", "p. 4", ""),
    ("Van der Linde, Silver, 4.", "short", "linde1990", "p. 4", "Van der Linde, Silver"),
    ("Ernst Vogt et al., Four Bridges (Bergen: Kystpress, 1983), 1:4.", "full", "vogt1983", "vol. 1, p. 4", ""),
    ("Vogt, Berg, Reed, and Stone, Four Bridges, 4.", "short", "vogt1983", "p. 4", "Vogt, Berg, Reed, and Stone, Four Bridges"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "form", "keys", "locators", "shown"), CITED)
def test_a_citation_is_found_with_its_work_and_its_pages(
    text: str, form: str, keys: str, locators: str, shown: str
) -> None:
    found = list(find_notes(text, INDEX))
    assert [(c.form, " ".join(c.keys), format_locators(c.locators), c.shown) for c in found] == [
        (form, keys, locators, shown)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Adam Aldous was born in 1901 and died in 1974.",
        "In 1974 Aldous published Barriers and Bridges, and 700 copies were sold.",
        "Aldous, Barriers and Bridges, is the best of them.",
        "Aldous, 43, had never seen a gate.",
        "They were young: Aldous, 23; Haugen, 25.",
        "Aldous, 1974.",
        "Aldous, 12 May 1974.",
        "The letter is in Aldous, Barriers, 12 May 1974.",
        "Aldous, Barriers, 12 copies of which are left.",
        "Peter Aldous, Barriers, 12.",
        "C. Aldous, Barriers, 12.",
        "Quill and Aldous, Barriers, 12.",
        "Aldous and Quill, Barriers, 12.",
        "Holm, Salt Roads, 12.",
        "Aldous et al., Barriers, 12.",
        "Berg, Barriers, 12.",
        "Aldous, The, 12.",
        "Aldous, In, 12.",
        "They thank Aldous, Barriers.",
        "Aldous, Barriers, 1974.",
        "Aldous, Barriers, was written in haste (New York: Prentiss, 1974), 3.",
        "Aldous (1974) has it.",
        "The Great Toll Book is lost, and 12 pages with it.",
        "According to Aldous, bridges, 12 of them, were built.",
    ],
)
def test_words_that_cite_nothing_are_left_alone(text: str) -> None:
    assert list(find_notes(text, INDEX)) == []


@pytest.mark.parametrize(
    ("text", "keys", "also", "near"),
    [
        ("Luc Moreau, Gates, Bars, and Iron (London: Farrow, 1982), 3.", ("moreau1981",), (), ("1982", "1981")),
        ("Luc Moreau, Gates, Bars, and Iron (Paris: Seuil, 1955), 3.", (), ("moreau1981",), None),
        ("Luc Moreau, Gates, Bars, and Iron (1955; repr., London: Farrow, 1981), 3.", ("moreau1981",), (), None),
        ("John Smith, The Salt Tax (London: Farrow, 1991), 3.", ("smith1991",), (), None),
    ],
)  # fmt: skip
def test_the_year_of_an_imprint_must_be_the_works(
    text: str, keys: tuple[str, ...], also: tuple[str, ...], near: tuple[str, str] | None
) -> None:
    (found,) = find_notes(text, INDEX)
    assert (found.keys, found.also, found.near) == (keys, also, near)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Peter Quill, Carts: A Trade (Leeds: Arden, 1962), 4.", ["Peter Quill, Carts: A Trade (Leeds: Arden, 1962), 4"]),
        ("See P. Quill and Jo Ware, Carts (Leeds: Arden, 1962).", ["P. Quill and Jo Ware, Carts (Leeds: Arden, 1962)"]),
        ("Peter Quill, “Carts,” Past 3, no. 1 (1962): 4; not so.", ["Peter Quill, “Carts,” Past 3, no. 1 (1962): 4"]),
        ("*The Road Book* (Leeds: Arden, 1962), 4.", ["*The Road Book* (Leeds: Arden, 1962), 4"]),
        ("Aldous, “Fares,” 6.", ["Aldous, “Fares,” 6"]),
        ("So did Quill. And Quill, op. cit., 6.", ["Quill, op. cit., 6"]),
        ("Op. cit., 6.", ["Op. cit., 6"]),
        ("Ware, 6. Ware, Carts, 7.", ["Ware, 6", "Ware, Carts, 7"]),
        ("Peter Quill was born in Leeds (in 1902), 4 miles from Arden.", []),
        ("The mill burnt down (Leeds, 1962), and 4 men with it.", []),
        ("Leeds, York and Hull (all of them before 1962), 4.", []),
        ("Quill, 6. Quill, Carts, 7.", []),
        # of nobody that is known, but with marks, two words or a page's mark
        ("But see Quill, Carts, p. 90, and the letter.", ["Quill, Carts, p. 90"]),
        ("Quill, p. 219. The clerk was a Mr Moe.", ["Quill, p. 219"]),
        ("Quill, Carts and Carters, 90.", ["Quill, Carts and Carters, 90"]),
        ("Quill and Moe (eds), Northern Carts, p. 7; Roth, *Carts*, xi.", ["Quill and Moe (eds), Northern Carts, p. 7", "Roth, *Carts*, xi"]),
        ("Quill, ‘The Carters’ Wives’, p. 8; Quill, a.a.O., S. 9.", ["Quill, ‘The Carters’ Wives’, p. 8", "Quill, a.a.O., S. 9"]),
        ("Introduction, p. 5. Emphasis mine, p. 5.", []),
        # a British imprint: place and year
        ("P. Quill, The Carters of Leeds (London, 1974), pp. 5–6.", ["P. Quill, The Carters of Leeds (London, 1974), pp. 5–6"]),
        ("P. Quill, The Carters of Leeds (March, 1974), and others.", []),
        ("The Mill (Leeds: Arden, 1962) was reprinted.", []),
        ("Peter Quill, Carts were sold by the dozen (Leeds: Arden, 1962), 4.", []),
        ("Aldous, a carter, 6.", []),
    ],
)  # fmt: skip
def test_a_work_without_an_entry_is_told_by_its_shape(text: str, found: list[str]) -> None:
    unlisted = find_unlisted(text, INDEX.bearing, {"ware"}, 0, len(text))
    assert [one.span.of(text) for one in unlisted] == found


@pytest.mark.parametrize(
    ("entry", "title", "year", "names"),
    [
        ("Hill, J. R. The War of 1914. 2 vols. London: Faber, 1980.", "The War of 1914", "1980", ["Hill, J. R."]),
        ("King, Jo L., Jr. Carts. London: Faber, 1980.", "Carts", "1980", ["King, Jo L. Jr."]),
        ("Hill, Jo, K. Berg, and L. O'Neill. U.S. Tolls. Bath, MA: Tate, 1980.", "U.S. Tolls", "1980", ["Hill, Jo", "Berg, K.", "O'Neill, L."]),
        ("Hill, Jo. Why Toll? A History, 1817-73. London: Faber, 1980.", "Why Toll? A History, 1817-73", "1980", ["Hill, Jo"]),
        ('Hill, J. "Tolls of 1848." Past & Past, no. 44 (Fall 1970): 3-30.', "Tolls of 1848", "1970", ["Hill, J."]),
        ("Road Office. Day Books. Leeds: Arden, 1901.", "Day Books", "1901", ["Road Office"]),
        ("The Road Book. Leeds: Arden, 1901.", "The Road Book", "1901", []),
        ("Huy Kim. Tolls: 1925 - 1945. Bath University Press, 1982.", "Tolls: 1925 - 1945", "1982", ["Huy Kim"]),
        ("Hill, Jo. Tolls. A History, 1817-73. London: Faber, 1980.", "Tolls. A History, 1817-73", "1980", ["Hill, Jo"]),
        ("Hill, Jo. Tolls. Road Studies 12. Bath, Mass.: Tate and Co., 1980.", "Tolls", "1980", ["Hill, Jo"]),
        ("Hill, Jo. Tolls. 2nd ed. Bath, N.J.: D.C. Tate, 1980.", "Tolls", "1980", ["Hill, Jo"]),
        ("Hill, Jo. Tolls: Roads, Bridges, and the Crown. Leeds, 1980.", "Tolls: Roads, Bridges, and the Crown", "1980", ["Hill, Jo"]),
        ("Hill, Jo, ed. Tolls. Arden and Tate, 1980.", "Tolls", "1980", ["Hill, Jo"]),
        ("Hill, Jo. Tolls. St. Louis: Arden, 1980.", "Tolls", "1980", ["Hill, Jo"]),
        ("Hill, Jo. Tolls. D.C. Arden, 1980.", "Tolls", "1980", ["Hill, Jo"]),
        ("Hill, Jo. Tolls. Ivan R. Tate, 1980.", "Tolls", "1980", ["Hill, Jo"]),
        ("Hill, J. B. Tolls: Vol. I, Roads. St. Ann's Press, 1980.", "Tolls: Vol. I, Roads", "1980", ["Hill, J. B."]),
    ],
)  # fmt: skip
def test_an_entry_with_its_year_last_is_read(entry: str, title: str, year: str, names: list[str]) -> None:
    work, problems = read_entry(entry, 1, "print.txt")
    assert (work.title, work.year, problems) == (title, year, ())
    assert [name.inverted() for name in (*work.authors, *work.editors)] == names


def test_years_with_a_spaced_dash_are_no_entry_s_year() -> None:
    text = "Huy Kim. Tolls: 1925 - 1945. Hill and Daughters, 1982."
    work, problems = read_entry(text, 1, "print.txt")
    assert (work.title, work.authors, [problem.code for problem in problems]) == (text, (), ["ENTRY-UNREAD"])


@pytest.mark.parametrize(
    ("imprint", "fields"),
    [
        ("Road Studies 12. Bath, Mass.: Tate and Co.", {"series": "Road Studies 12", "address": "Bath, Mass.", "publisher": "Tate and Co."}),
        ("London and Bath: Tate", {"address": "London and Bath", "publisher": "Tate"}),
        ("Bath University Press", {"publisher": "Bath University Press"}),
        ("Arden, Tate and Hill", {"publisher": "Arden, Tate and Hill"}),
        ("London and Bath", {"address": "London and Bath"}),
    ],
)  # fmt: skip
def test_an_imprint_is_read(imprint: str, fields: dict[str, str]) -> None:
    work, _ = read_entry(f"Hill, Jo. Tolls. {imprint}, 1980.", 1, "print.txt")
    assert (work.title, work.fields) == ("Tolls", fields)


@pytest.mark.parametrize(
    "entry",
    [
        "Hill, Jo 1980. The Tolls. London: Faber.",
        "Hill, Jo. Customs: A History, 1980.",
        "Road Office 1901. Day Books. Leeds: Arden, 1902.",
        "Road Office. Day Books. Leeds, 1902.",
        "Huy Kim. Tolls: 1925 - 1945. Hill and Daughters, 1982.",
        "Letters of the brothers Tor, 1780-1799.",
        "———. Tolls and Crowns. London: Faber, 1985.",
    ],
)
def test_an_entry_without_a_whole_imprint_stays_as_it_stands(entry: str) -> None:
    assert with_italics(entry) == entry


@pytest.mark.parametrize(
    ("before", "prefix", "shown"),
    [
        ("see Aldous, *Barriers*", "see", "Aldous, *Barriers*"),
        ('see also Aldous, "Barriers,"', "see also", 'Aldous, "Barriers,"'),
        ("*Barriers*,", "", "*Barriers*,"),
        ("Aldous's Barriers", "Aldous's", "Barriers"),
        ("the NonBarriers", "the NonBarriers", ""),
        ("Barriers of", "Barriers of", ""),
    ],
)
def test_the_edition_tells_a_short_note_from_a_prefix(before: str, prefix: str, shown: str) -> None:
    titles = shown_forms(replace(WORKS[0], fields={"shorttitle": "Barriers"}))
    clusters, faults = parse(f"[{before} @aldous1974, p. 3]", lambda _key: titles)
    citation = clusters[0].citations[0]
    assert (citation.prefix, citation.shown, faults) == (prefix, shown, ())


FAMILIES = ["Aldous", "O’Dell", "Lloyd-Jones", "Brandão", "van der Linde", "Berg"]
GIVEN = ["Adam B.", "J. R.", "Élise", "Anna-Marie", "Jo"]
FIRST = ["Gates", "Barriers", "Salt", "Ferries", "Lead", "Houses"]  # no two works begin with the same
MORE = ["of Iron", "and the Crown", "in 1848", "of Vestmark, Bars, and Silver", "without End", ""]
SUBTITLE = ["", ": A History", ": Road Policy, 1817-73", ": The Long Way"]
BEFORE = [
    "",
    "See ",
    "See also ",
    "Cf. ",
    "For the toll, see ",
    "The figures are in ",
    "He left in 1931. ",
    "It was so; see ",
]
AFTER = [".", ", emphasis mine.", "; he says nothing else.", ". Berg (1901) knew it.", " (my italics)."]  # fmt: skip
MARKS = {"book": ["{}", "*{}*"], "article": ['"{},"', "“{}”,"], "incollection": ['"{},"', "“{}”,"]}


@st.composite
def works(draw: st.DrawFn) -> list[Work]:
    count = draw(st.integers(1, 4))
    families = draw(st.lists(st.sampled_from(FAMILIES), min_size=count, max_size=count))
    firsts = draw(st.permutations(FIRST))[:count]
    made = []
    for family, first in zip(families, firsts, strict=True):
        article = draw(st.sampled_from(["", "The ", "A "]))
        title = f"{article}{first} {draw(st.sampled_from(MORE))}".strip() + draw(st.sampled_from(SUBTITLE))
        kind, year = draw(st.sampled_from(sorted(MARKS))), str(draw(st.integers(1850, 1999)))
        made.append(Work("", kind, title, year, (Name(family, draw(st.sampled_from(GIVEN))),)))
    return list(give_keys(made))


def full_note(work: Work, title: str) -> str:
    name = str(work.authors[0])
    rest = {
        "book": f"{title} (Leeds: Arden, {work.year}),",
        "article": f"{title} Journal of Tolls 12, no. 3 ({work.year}):",
        "incollection": f"{title} in The Book of Ferries, ed. Jo Ware (Leeds: Arden, {work.year}),",
    }
    return f"{name}, {rest[work.kind]}"


@given(works(), st.data())
def test_a_note_made_from_a_work_is_found_again(made: list[Work], data: st.DataObject) -> None:
    work = data.draw(st.sampled_from(made))
    main = work.title.partition(":")[0]
    mark = data.draw(st.sampled_from(MARKS[work.kind]))
    pages = data.draw(st.sampled_from(["45", "45-47", "xi", "45, 47-48"]))
    short = main.removeprefix("The ").removeprefix("A ")
    title = data.draw(st.sampled_from([work.title, main, short, short.split()[0]]))
    if data.draw(st.booleans()):
        note = full_note(work, mark.format(title))
        form = "full"
    else:
        ending = "" if mark.endswith(('"', ",")) else ","
        note = f"{work.authors[0].family}, {mark.format(title)}{ending}"
        form = "short"
    text = f"{data.draw(st.sampled_from(BEFORE))}{note} {pages}{data.draw(st.sampled_from(AFTER))}"
    found = list(find_notes(text, index_works(made)))
    assert [(c.keys, c.form, c.locators) for c in found] == [
        ((work.key,), form, (Locator("page", pages),))
    ], text


@given(works(), st.data())
def test_two_works_that_one_short_title_fits_are_both_candidates(
    made: list[Work], data: st.DataObject
) -> None:
    work = data.draw(st.sampled_from(made))
    twin = replace(work, key="twin", title=f"{work.title.split(':')[0]} Again", year="2000")
    text = f"{work.authors[0].family}, {work.title.split(':')[0]}, 45."
    (found,) = find_notes(text, index_works([*made, twin]))
    assert set(found.keys) == {work.key, "twin"}
