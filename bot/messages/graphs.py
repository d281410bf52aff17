"""A criterion over the years: the words of the picture, and the same as text, which is its caption."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages import criteria
from bot.messages.render import render
from bot.rules.clocks import full_date
from bot.rules.graph_cards import GraphCard
from bot.rules.graphs import Graph, Point, Span
from bot.rules.outbox import Button, Text
from bot.rules.parts import fits_a_caption
from bot.rules.status import CriterionLine, StatusReport
from bot.rules.wording import listing

GRAFIK = "Grafik"


def button(region_code: str, number: int) -> Button:
    """The graph of this criterion."""
    return Button(GRAFIK, data=f"grafik:{region_code}:{number}")


def card(report: StatusReport, line: CriterionLine, graph: Graph) -> GraphCard:
    """What is drawn."""
    thresholds = tuple(_threshold(span) for span in graph.spans)
    return GraphCard(
        title=f"{line.criterion.number}. {line.criterion.name}",
        region=report.region_name,
        as_of=full_date(report.today),
        graph=graph,
        values=tuple(criteria.value(point.reading) for point in graph.points),
        thresholds=thresholds,
        instruments=tuple(criteria.instrument(span.instrument) for span in graph.spans),
        has_unconfirmed=any(words.endswith("*") for words in thresholds),
    )


def caption(of: GraphCard) -> Text:
    """The same as text, the newest year first; shorter where it is too long for a caption."""
    points = list(zip(of.graph.points, of.values, strict=True))
    spans = list(zip(of.graph.spans, of.thresholds, of.instruments, strict=True))
    words = {
        "card": of,
        "lines": [_line(point, value) for point, value in reversed(points)],
        "missing": listing([str(year) for year in of.graph.missing]) if of.graph.missing else "",
        "rules": list(dict.fromkeys(f"{name}: {rule or 'belum ditetapkan'}" for _, rule, name in spans)),
        "is_cut": of.graph.is_cut,
    }
    html = render("graph", **words, is_short=False)
    return Text(html if fits_a_caption(html, kept=0) else render("graph", **words, is_short=True))


def nothing(report: StatusReport, line: CriterionLine) -> Text:
    """No value to draw."""
    return Text(render("graph_none", name=line.criterion.name, region=report.region_name))


@dataclass(frozen=True, slots=True)
class Line:
    """One value in finished words."""

    label: str
    value: str
    band: str
    is_final: bool


def _line(point: Point, value: str) -> Line:
    reading = point.reading
    label = f"{criteria.instrument(reading.instrument)} {reading.year}"
    return Line(
        label,
        value,
        (point.band or reading.grade or "") if reading.value is not None else "",
        reading.is_final,
    )


def _threshold(span: Span) -> str:
    rule = span.rule
    words = criteria.threshold(rule)
    return f"{words}*" if words and rule is not None and not rule.is_confirmed else words
