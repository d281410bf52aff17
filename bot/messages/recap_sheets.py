"""The recap as a picture and as a file, in finished words."""

from __future__ import annotations

from bot.messages import criteria, publications
from bot.messages.recap import counts, key, title
from bot.messages.render import render
from bot.rules.clocks import WIB, full_date, local_date
from bot.rules.criterion_states import STATE_WORDS, state_of
from bot.rules.outbox import Button, Text
from bot.rules.readings import Reading, known
from bot.rules.recap import Recap, RecapRegion
from bot.rules.recap_sheets import Heatmap, ReadingLine, RecapCell, RecapRow, RecapSheet, ValueLine
from bot.rules.status import CriterionLine

SHEET = 50  #: regions on one picture
BERIKUTNYA = "Gambar berikutnya"


def sheets(shown: Recap) -> int:
    """How many pictures all regions need."""
    return max(1, -(-len(shown.regions) // SHEET))


def heatmap(shown: Recap, *, sheet: int) -> Heatmap:
    """One picture; ``sheet`` counts from 1."""
    start, total = (sheet - 1) * SHEET, len(shown.regions)
    regions = shown.regions[start : start + SHEET]
    part = f"Daerah {start + 1} sampai {start + len(regions)} dari {total}" if total > SHEET else ""
    return Heatmap(
        title=title(shown),
        as_of=full_date(shown.today),
        counts=", ".join(f"{number} {words}" for words, number in counts(shown)),
        part=part,
        columns=tuple(line.criterion.short_name for line in shown.regions[0].lines) if total else (),
        rows=tuple(_row(region) for region in regions),
        has_unconfirmed=any(region.is_unconfirmed for region in regions),
    )


def caption(shown: Recap, *, sheet: int) -> Text:
    """Under the picture: the counts; the regions stand in the text above and in the file."""
    of = heatmap(shown, sheet=sheet)
    html = render("recap_caption", title=of.title, as_of=of.as_of, counts=counts(shown), part=of.part)
    more = Button(BERIKUTNYA, f"rekap_png:{key(shown)}:{sheet + 1}")
    return Text(html, ((more,),) if sheet < sheets(shown) else ())


def workbook(shown: Recap, readings: dict[str, list[Reading]]) -> RecapSheet:
    """Every value that counts with what it is judged by, and everything known with its source."""
    return RecapSheet(
        title=title(shown),
        as_of=full_date(shown.today),
        totals=tuple(counts(shown)),
        values=tuple(_value(region, line) for region in shown.regions for line in region.lines),
        readings=tuple(
            _reading(region, line, reading)
            for region in shown.regions
            for line in region.lines
            for reading in _own(line, readings.get(region.place.code, []), shown)
        ),
    )


def _row(region: RecapRegion) -> RecapRow:
    cells = tuple(_cell(line) for line in region.lines)
    return RecapRow(region.place.name, region.place.stage.value, cells)


def _cell(line: CriterionLine) -> RecapCell:
    words = criteria.words(line.criterion, line.assessment)
    star = "*" if words.threshold and not words.is_confirmed else ""
    year = str(line.assessment.reading.year) if line.assessment.reading else ""
    if words.distance:
        detail = f"{words.distance}{star} ({year})"
    else:
        detail = f"sementara {words.interim}" if words.interim and not year else year
    return RecapCell(state_of(line.assessment, line.cycle), words.value, detail)


def _value(region: RecapRegion, line: CriterionLine) -> ValueLine:
    seen, rule = line.assessment, line.assessment.requirement
    words, reading = criteria.words(line.criterion, seen), seen.reading
    is_set = rule is not None and bool(rule.minimum)
    return ValueLine(
        region_code=region.place.code,
        region=region.place.name,
        stage=region.place.stage.value,
        criterion=line.criterion.short_name,
        state=STATE_WORDS[state_of(seen, line.cycle)],
        instrument=reading.instrument if reading else "",
        year=reading.year if reading else None,
        value=reading.value if reading else None,
        grade=words.band or (reading.grade or "" if reading else ""),
        threshold=words.threshold,
        is_confirmed=("ya" if words.is_confirmed else "belum") if is_set else "",
        distance=seen.distance,
        source=reading.source if reading else "",
        published_on=reading.published_on if reading else None,
        recorded_on=local_date(reading.recorded_at, WIB) if reading and reading.recorded_at else None,
        basis=(rule.document or rule.source) if rule is not None and is_set else "",
        interim=words.interim,
        expected=publications.note(line.cycle, beside=""),
    )


def _own(line: CriterionLine, readings: list[Reading], shown: Recap) -> tuple[Reading, ...]:
    return known((one for one in readings if one.criterion is line.criterion.key), shown.today)


def _reading(region: RecapRegion, line: CriterionLine, reading: Reading) -> ReadingLine:
    return ReadingLine(
        region_code=region.place.code,
        region=region.place.name,
        criterion=line.criterion.short_name,
        instrument=reading.instrument,
        year=reading.year,
        value=reading.value,
        grade=reading.grade or "",
        status="final" if reading.is_final else "sementara",
        published_on=reading.published_on,
        recorded_on=local_date(reading.recorded_at, WIB) if reading.recorded_at else None,
        source=reading.source,
    )
