"""Shelfmarks of American archives as notes print them, and volumes of printed series, which are none."""

from __future__ import annotations

import pytest

from apparatus.archives import Archive, Level, anchor, format_shelfmark
from apparatus.model import Shelfmark
from apparatus.printed.seriesvolumes import find_volumes
from apparatus.printed.shelfmarks import find_shelfmarks

CENTRAL = "Central Decimal File 1950-54"


@pytest.mark.parametrize(
    ("text", "archive", "levels"),
    [
        ("751G.00/5-1254, RG 59, NA", "NA", "group=59 decimal=751G.00/5-1254"),
        (
            f"RG 59, {CENTRAL}, 751G.00/5-1254, National Archives",
            "National Archives",
            f"group=59 series={CENTRAL} decimal=751G.00/5-1254",
        ),
        (
            "State Department Central Files, 611.51G/3-1755",
            "State Department Central Files",
            "decimal=611.51G/3-1755",
        ),
        (
            "RG 59, State Department Central Files, 611.51G/3-1755, NARA",
            "NARA",
            "group=59 series=State Department Central Files decimal=611.51G/3-1755",
        ),
        (
            "NARA, RG 59, CDF 1950-1954, Box 3674, 751G.00/5–1254",
            "NARA",
            "group=59 series=CDF 1950-1954 box=3674 decimal=751G.00/5-1254",
        ),
        (
            "National Archives, RG 59, 396.1-GE/5-1254",
            "National Archives",
            "group=59 decimal=396.1-GE/5-1254",
        ),
        (
            "RG 59, General Records of the Department of State, 751G.5-MSP/2-2255, National Archives (NA)",
            "NA",
            "group=59 decimal=751G.5-MSP/2-2255",
        ),
        ("Record Group 59, 851G.00/45, NA", "NA", "group=59 decimal=851G.00/45"),
        (
            "Folder “Quay”, Box 12, Entry 2410, RG 84, NARA",
            "NARA",
            "group=84 entry=2410 box=12 folder=Quay",
        ),
        ("RG 84, Entry 2410, Box 12, Folder 3, NARA", "NARA", "group=84 entry=2410 box=12 folder=3"),
        ("751G.00/5-1254", "", "decimal=751G.00/5-1254"),
    ],
)
def test_levels_are_read_in_any_order_and_kept_from_the_outside_in(
    text: str, archive: str, levels: str
) -> None:
    (found,) = find_shelfmarks(f"Hall to Dillon, 12 May 1954, {text}.")
    assert found.span.of(f"Hall to Dillon, 12 May 1954, {text}.") == text
    assert found.shelfmark.archive == archive
    assert " ".join(f"{field}={value}" for field, value in found.shelfmark.levels) == levels


def test_an_addressee_is_no_part_of_a_shelfmark() -> None:
    text = "Hall to MAE, 751G.00/5-1254, NARA."
    (found,) = find_shelfmarks(text)
    assert (found.span.of(text), found.leading) == ("751G.00/5-1254, NARA", False)


@pytest.mark.parametrize(
    "text",
    [
        "Lansdale Papers, Box 3, Folder 2.",
        "Box 3, Folder 2, NARA.",
        "RG 59, NARA.",
        "The rate was 751.00/5, and the telegram no. 611.51/3.",
        "State Department Central Files, Lot 58 D 66.",
        "FRUS, 1952-1954, XIII: 1234.",
        "On 5-1254 nothing came; 751G.00 is Vietnam.",
        "The ratio 12.751/5-12 was his.",
    ],
)
def test_what_lacks_group_and_decimal_number_is_no_shelfmark(text: str) -> None:
    assert list(find_shelfmarks(text)) == []


@pytest.mark.parametrize(
    ("text", "archive"),
    [
        ("RG 59, State Department Central Files, 611.51G/3-1755.", ""),  # it is a series of some archive
        ("Hall to MAE, 751G.00/5-1254, NARA.", "NARA"),  # the addressee is no archive
        ("Hall to Eden, 751G.00/5-1254, FRUS, 1952-1954, XIII: 1234.", ""),  # nor a printed series
        ("Hall to Eden, 751G.00/5-1254, Box 3, CDF.", ""),
        ("NARA, 751G.00/5-1254.", "NARA"),
        ("NARA, 751G.00/5-1254, RG 59, College Park.", "NARA"),
    ],
)
def test_the_archive_stands_at_either_end(text: str, archive: str) -> None:
    (found,) = find_shelfmarks(text)
    assert found.shelfmark.archive == archive


@pytest.mark.parametrize(
    ("text", "volumes"),
    [
        ("FRUS, 1952-1954, XIII: 1234.", ["FRUS, 1952-1954, XIII: 1234"]),
        ("See *FRUS*, 1952–54, vol. 13, 1234-36, 1240;", ["*FRUS*, 1952–54, vol. 13, 1234-36, 1240"]),
        ("Hall, FRUS 1955-57, vol. I, part 2, pp. 3-5.", ["FRUS 1955-57, vol. I, part 2, pp. 3-5"]),
        ("*DDF*, 1954, doc. 12, and DBFP 1919, XIII.", ["*DDF*, 1954, doc. 12", "DBFP 1919, XIII"]),
        (
            "Foreign Relations of the United States, 1952-1954, vol. XIII: 12.",
            ["Foreign Relations of the United States, 1952-1954, vol. XIII: 12"],
        ),
        ("FRUS, 1958-1960, 5:410.", ["FRUS, 1958-1960, 5:410"]),
        (
            "DBFP, 3rd ser., I, no. 92; ADAP, Serie D, VI, Nr. 4.",
            ["DBFP, 3rd ser., I, no. 92", "ADAP, Serie D, VI, Nr. 4"],
        ),
        # a publisher's capitals within an imprint
        ("In *Work* (Aberdeen: AUP, 1992), pp. 55–79; Butler (London: HMSO, 1949–55), I, no. 86.", []),
        ("The DRV, 1954-1960, and NATO 1949.", []),
        ("AVPRF, f. 079, op. 9; TNA, FO 371/1, 12 May 1954.", []),
        ("In the USSR, 1956 was a year of 12 fairs.", []),
        ("Ulam 1974: 12. SEATO 1954-1956.", []),
    ],
)
def test_volumes_of_printed_series(text: str, volumes: list[str]) -> None:
    assert [span.of(text) for span in find_volumes(text, 0, len(text))] == volumes


def test_decimal_numbers_of_two_days_have_two_addresses() -> None:
    archives = {"NA": Archive("NA", levels=(Level("group", "RG"), Level("decimal")))}
    marks = [
        Shelfmark("NA", (("group", "59"), ("decimal", number)))
        for number in ("751G.00/1-1154", "751G.00/11-154")
    ]
    assert [format_shelfmark(mark, archives) for mark in marks] == [
        "RG 59, 751G.00/1-1154",
        "RG 59, 751G.00/11-154",
    ]
    assert [anchor(mark, archives) for mark in marks] == ["na-rg59-751g00-1-1154", "na-rg59-751g00-11-154"]
