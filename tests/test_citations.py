"""Citations in notes: what pandoc reads is read, what is written is read back, faults are shown."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apparatus.citations import format_citation, format_cluster, parse
from apparatus.locators import format_locators, parse_locators
from apparatus.model import Citation, Cluster, Locator, Span

NUMBERS = st.integers(1, 999).map(str)
VALUES = st.one_of(
    NUMBERS,
    st.tuples(NUMBERS, NUMBERS).map("-".join),
    st.tuples(NUMBERS, NUMBERS).map(", ".join),
    NUMBERS.map(lambda n: f"{n}ff"),
    st.sampled_from(["III", "xii-xiv", "Three"]),
)
PLAIN = st.sampled_from(["page", "chapter", "section", "number", "note"])
LOCATORS = st.one_of(
    st.just(()),
    st.tuples(st.builds(Locator, PLAIN, VALUES)),
    st.tuples(st.just(Locator("volume", "III")), st.builds(Locator, st.just("page"), VALUES)),
    st.tuples(st.just(Locator("other", "pp. 14 (-15)"))),
)
KEYS = st.from_regex(r"[a-z][a-z0-9]{1,8}(-[a-z0-9]{1,6}){0,3}", fullmatch=True)
WORDS = st.lists(st.sampled_from(["see", "also", "and", "for", "the", "harbour", "(but"]), max_size=3).map(
    " ".join
)
SUFFIXES = st.sampled_from(["", ", quote from p. 161", ", my emphasis", " and passim"])


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    shown, form = draw(st.sampled_from([("", "full"), ("Ibid.", "ibid"), ("*Ibid.*", "ibid")]))
    return Citation(draw(KEYS), draw(LOCATORS), draw(WORDS), shown, draw(SUFFIXES), form)  # type: ignore[arg-type]


LONG = 5  # seconds: what is read once takes a tenth of one, what was read again for each sign a minute


@given(st.lists(citations(), min_size=1, max_size=4))
def test_a_written_cluster_is_read_back(written: list[Citation]) -> None:
    text = format_cluster(Cluster(tuple(written), Span(0, 0)))
    clusters, faults = parse(f"Before {text}. After")
    assert faults == ()
    assert [c for cluster in clusters for c in cluster.citations] == written
    assert clusters[0].span.of(f"Before {text}. After") == text


@given(KEYS, LOCATORS)
def test_a_citation_in_the_sentence_is_read_back(key: str, locators: tuple[Locator, ...]) -> None:
    written = Citation(key, locators, in_text=True)
    clusters, faults = parse(f"In {format_cluster(Cluster((written,), Span(0, 0)))} says")
    assert (clusters[0].citations, faults) == ((written,), ())


@given(LOCATORS)
def test_written_locators_are_read_back(locators: tuple[Locator, ...]) -> None:
    text = format_locators(locators)
    assert parse_locators(f", {text}" if text else "") == (locators, "")


@given(st.text(st.sampled_from("ab@[]^;,`\\*{}. "), max_size=30))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    clusters, faults = parse(text)
    spans = [cluster.span for cluster in clusters]
    assert all(first.end <= second.start for first, second in pairwise(spans))
    assert all(0 <= fault.span.start <= fault.span.end <= len(text) for fault in faults)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[-@ulam1974, p. 3]", Citation("ulam1974", (Locator("page", "3"),), year_only=True)),
        ("[see @a, pp. 3–5]", Citation("a", (Locator("page", "3–5"),), prefix="see")),
        ("[@a, 12]", Citation("a", (Locator("page", "12"),))),
        ("[@a, 12 copies of it]", Citation("a", suffix=", 12 copies of it")),
        (
            "[*K polozheniyu* [On the harbour] @a, p. 4]",
            Citation("a", (Locator("page", "4"),), "*K polozheniyu* [On the harbour]"),
        ),
        ("[@a, vol. III, 128]", Citation("a", (Locator("volume", "III"), Locator("page", "128")))),
        (
            "[Extract 1957 @a, p. 6]",
            Citation("a", (Locator("page", "6"),), shown="Extract 1957", form="short"),
        ),
        *(
            (f"[see Holm, {again} @b, p. 3]",
             Citation("b", (Locator("page", "3"),), "see Holm,", again, form="short"))
            for again in ("op. cit.", "*op. cit.*,", "Loc. cit.", "a.a.O.,", "a. a. O.", "(a.a.O.)")
        ),
        ("[Extract 1957, op. cit. @a]", Citation("a", (), "Extract 1957,", "op. cit.", form="short")),
        ("[the cop. cited @a]", Citation("a", (), "the cop. cited")),
        ("[see *Extract 1957* @a]", Citation("a", (), "see", "*Extract 1957*", form="short")),
    ],
)  # fmt: skip
def test_one_citation(text: str, expected: Citation) -> None:
    clusters, faults = parse(text, lambda key: ("Extract 1957",) if key == "a" else ())
    assert faults == ()
    assert [c for cluster in clusters for c in cluster.citations] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "`[@code]`",
        "[sic]",
        "[a link](x.md)",
        r"\[@no]".replace("@", r"\@"),
        "somebody@example.org",
        "[^5]",
        r"\@x",
    ],
)
def test_prose_holds_no_citation(text: str) -> None:
    assert parse(text) == ((), ())


@pytest.mark.parametrize(
    ("text", "message", "fault"),
    [
        ("[@a; p. 3]", "no key in this part of the citation", " p. 3"),
        ("See [@a, p. 5 and so on", "a bracket is never closed", "["),
        ("[see @, p. 4]", "no key after @", "@"),
        ("[@a @b]", "a second key in one citation", "@"),
    ],
)
def test_a_fault_says_what_is_wrong_and_where(text: str, message: str, fault: str) -> None:
    _, faults = parse(text)
    assert [(f.message, f.span.of(text)) for f in faults] == [(message, fault)]


@pytest.mark.parametrize("sign", ["[", "[@", "[[@a]", "@a [", "`", "`` `", "[]", "\\[", "[@a; "])
def test_a_long_note_is_read_in_the_time_that_its_length_takes(sign: str) -> None:
    start = time.process_time()
    parse(sign * 20_000)
    assert time.process_time() - start < LONG


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (r"[an escaped \[ bracket @a]", ["a"]),
        ("[code with `]` in it @a]", ["a"]),
        ("`` a ` [@b] `` [@a]", ["a"]),
        ("a lone ` and [@a].\n\nA lone ` and [@b]", ["a", "b"]),
        ("runs `` and [@a] and ` are no code", ["a"]),
        ("One [@a].\n\n    code [@b\n\nTwo [@c].", ["a", "c"]),
        ("- One.\n\n    It goes on [@a].", ["a"]),
    ],
)
def test_brackets_in_code_and_after_a_backslash_are_none(text: str, keys: list[str]) -> None:
    clusters, faults = parse(text)
    assert faults == ()
    assert [citation.key for cluster in clusters for citation in cluster.citations] == keys


def test_prefix_and_shown_form_stand_before_the_key() -> None:
    citation = Citation("a", (Locator("page", "9"),), "compare", "Ibid.", ", twice", "ibid")
    assert format_citation(citation) == "compare Ibid. @a, p. 9, twice"
