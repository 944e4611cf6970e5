"""Charts -> SVG that stands in a page: the one module that knows the plotting library, `leather`.

The library makes scales, axes, legend and layout. Its shapes are extended here by two of its own kind:
`Lanes`, which draws a linked mark in each of several rows, and `Stretches`, bars that stand side by side.
What it writes is then made fit for a page: colours come from the page's style, by class; numbers are
short; nothing depends on the time, the machine or an id.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol
from xml.etree.ElementTree import Element, SubElement, tostring

from leather import Axis, Chart, Linear, Ordinal, Series, Shape, Temporal

_ROW = 17  # height of a row
_SIDE, _RIGHT, _TOP = 45, 22, 30  # what is cut off of the margins
_ABOVE_AND_BELOW = 150  # what legend, axis and margins take
_NUMBER = re.compile(r"-?\d+\.\d+(?:E[+-]?\d+)?")
# marks around their middle, for paths: told apart by form and not by colour alone
MARKS = (
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",  # circle
    "M-4-4h8v8h-8z",  # square
    "M0-5L5 4H-5z",  # triangle
    "M0-5.5L5 0L0 5.5L-5 0z",  # diamond
    "M0 5L5-4H-5z",  # triangle on its tip
    "M-1.5-5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5v-3h3.5z",  # cross
    "M-5-2H5V2H-5z",  # bar
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that links several rows on a day."""

    day: date
    rows: tuple[str, ...]
    title: str
    link: str


@dataclass(frozen=True, slots=True)
class Share:
    """Part of a row's bar: how much of it, and what that is."""

    row: str
    amount: int
    title: str


def lanes(kinds: Sequence[tuple[str, Sequence[Event]]], rows: Sequence[str], years: range, name: str) -> str:
    """Draw events by day, a row for each of those who meet in them; a kind has a mark of its own."""
    chart = Chart()
    chart.set_x_scale(Temporal(date(years[0], 1, 1), date(years[-1] + 1, 1, 1)))
    chart.set_y_scale(Ordinal(list(reversed(rows))))
    ticks = [date(year, 1, 1) for year in (*years, years[-1] + 1)]
    chart.set_x_axis(Axis(ticks=ticks, tick_formatter=lambda day, _i, _n: str(day.year)))
    for number, (kind, events) in enumerate(kinds):
        series = Series(list(events), x=lambda e, _: e.day, y=lambda e, _: e.rows[0], name=kind)
        chart.add_series(series, _Lanes(number))
    return _finished(chart, 900, _ABOVE_AND_BELOW + _ROW * len(rows), name, "group")


def stretches(parts: Sequence[tuple[str, Sequence[Share]]], rows: Sequence[str], name: str) -> str:
    """Draw a bar for each row, its parts side by side in the order given."""
    chart = Chart()
    before: dict[str, int] = dict.fromkeys(rows, 0)
    for number, (part, shares) in enumerate(parts):
        data = [(before[share.row] + share.amount, share) for share in shares]
        chart.add_series(
            Series(data, x=lambda d, _: d[0], y=lambda d, _: d[1].row, name=part), _Stretches(number)
        )
        before |= {share.row: end for end, share in data}
    chart.set_x_scale(Linear(0, max(before.values(), default=1) or 1))
    chart.set_y_scale(Ordinal(list(reversed(rows))))
    return _finished(chart, 900, _ABOVE_AND_BELOW + 2 * _ROW * len(rows), name, "img")


class _Scale(Protocol):
    """What the library's scales do: from a value to a place between two others."""

    def project(self, value: object, low: float, high: float) -> Decimal: ...
    def project_interval(self, value: object, low: float, high: float) -> tuple[Decimal, Decimal]: ...


class _Datum(Protocol):
    """One row of a series, with what its functions made of it."""

    x: Any
    y: Any
    row: Any


class _Series(Protocol):
    """What the library's series have."""

    name: str

    def data(self) -> Iterable[_Datum]: ...


class _Mark(Shape):  # type: ignore[misc] # the library has no types
    """What both shapes share: a number among the series, which the page's style gives a colour."""

    def __init__(self, number: int) -> None:
        self.number = number

    def validate_series(self, series: _Series) -> None:
        """Accept any series."""

    def legend_to_svg(self, series: _Series, _palette: object) -> list[tuple[Element, float]]:
        """Put the mark of the series before its name."""
        item = Element("g", {"class": f"series-{self.number + 1}"})
        item.append(_mark(self.number, 5, -5))
        SubElement(item, "text", {"x": "16", "y": "0"}).text = str(series.name)
        return [(item, 16 + 7.5 * (len(str(series.name)) + 3))]


class _Lanes(_Mark):
    """Each event a link: its marks in all its rows, and a line from the first to the last."""

    def to_svg(
        self, width: float, height: float, x_scale: _Scale, y_scale: _Scale, series: _Series, _palette: object
    ) -> Element:
        """Draw the events of one kind."""
        group = Element("g", {"class": f"series-{self.number + 1}"})
        for datum in series.data():
            event: Event = datum.row
            x = x_scale.project(datum.x, 0, width)
            ys = sorted({y_scale.project(row, height, 0) for row in event.rows})
            group.append(self._event(event, x, ys))
        return group

    def _event(self, event: Event, x: Decimal, ys: Sequence[Decimal]) -> Element:
        link = Element("a", {"href": event.link})
        SubElement(link, "title").text = event.title
        if len(ys) > 1:
            SubElement(link, "path", {"class": "tie", "d": f"M{_short(x)} {_short(ys[0])}V{_short(ys[-1])}"})
        link.extend(_mark(self.number, x, y) for y in ys)
        return link


class _Stretches(_Mark):
    """Each share a stretch of its row's bar, with its amount in it where there is room."""

    def legend_to_svg(self, series: _Series, _palette: object) -> list[tuple[Element, float]]:
        """Put a square before the name: these parts are told apart by their order and their numbers too."""
        (item, width), *_ = super().legend_to_svg(series, _palette)
        item[0].set("d", MARKS[1])
        return [(item, width)]

    def to_svg(
        self, width: float, height: float, x_scale: _Scale, y_scale: _Scale, series: _Series, _palette: object
    ) -> Element:
        """Draw one part of all bars."""
        group = Element("g", {"class": f"series-{self.number + 1}"})
        for datum in series.data():
            share: Share = datum.row[1]
            if share.amount:
                y1, y2 = y_scale.project_interval(datum.y, height, 0)
                start, end = (x_scale.project(at, 0, width) for at in (datum.x - share.amount, datum.x))
                group.extend(_stretch(share, start, end, y2, y1))
        return group


def _stretch(share: Share, start: Decimal, end: Decimal, top: Decimal, bottom: Decimal) -> Iterable[Element]:
    box = {"x": start, "y": top, "width": end - start, "height": bottom - top}
    rect = Element("rect", {name: _short(value) for name, value in box.items()})
    SubElement(rect, "title").text = share.title
    yield rect
    if end - start > 8 * (len(str(share.amount)) + 1):
        at = {"x": _short((start + end) / 2), "y": _short((top + bottom) / 2), "dy": "0.35em"}
        text = Element("text", {**at, "text-anchor": "middle", "class": "amount"})
        text.text = str(share.amount)
        yield text


def _mark(number: int, x: float | Decimal, y: float | Decimal) -> Element:
    place = f"translate({_short(x)} {_short(y)})"
    return Element("path", {"d": MARKS[number % len(MARKS)], "transform": place})


def _finished(chart: Chart, width: int, height: int, name: str, role: str) -> str:
    """Return the chart as SVG for a page: colours by the page's style, short numbers, a name."""
    root = Element(
        "svg",
        {
            "class": "drawing",
            "viewBox": f"{_SIDE} {_TOP} {width - _SIDE - _RIGHT} {height - 2 * _TOP}",
            "role": role,
            "aria-label": name,
        },
    )
    group = chart.to_svg_group(width, height)
    group.remove(group[0])  # the background is the page's
    del group[0][0].attrib["transform"]  # the legend has the whole width
    root.append(group)
    for element in group.iter():
        _leave_to_the_page(element)
    return tostring(root, encoding="unicode")


def _leave_to_the_page(element: Element) -> None:
    for attribute in ("font-family", "font-size", "fill", "stroke", "stroke-width"):
        element.attrib.pop(attribute, None)
    for attribute, value in list(element.attrib.items()):
        if attribute != "class" and value:
            element.set(attribute, _NUMBER.sub(lambda match: _short(float(match.group())), value))
        elif not value:
            del element.attrib[attribute]


def _short(number: float | Decimal) -> str:
    """Return a number with at most one decimal."""
    return f"{number:.1f}".removesuffix(".0")
