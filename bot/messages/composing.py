"""Langkah demi langkah: the questions by which a meeting is put together, with Kembali and Batal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.messages.meetings import BATAL
from bot.messages.render import render
from bot.rules.clocks import Moment, both_clocks, zone_named
from bot.rules.composing import OPTIONAL, ComposedSitting, Composition, Step
from bot.rules.meetings import Join
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.regions import Place
from bot.rules.typed_times import example_day

KEMBALI = "Kembali"
LEWATI, KOSONGKAN, TETAP = "Lewati", "Kosongkan", "Tetap"
LANJUT, SEMUA = "Lanjut", "Semua calon"
TAMBAH_SESI, SELESAI = "Tambah sesi", "Selesai"

#: What a button of a question does, as its data says it.
BACK, SKIP, KEEP, ANOTHER, ALL = "kembali", "lewati", "tetap", "lagi", "semua"

#: Regions offered as buttons; of a larger cohort the names are typed.
_MOST_REGIONS = 24
_CHOSEN, _FREE = "●", "○"


@dataclass(frozen=True, slots=True)
class _Row:
    """A sitting as far as it is known."""

    number: int
    when: Moment | None
    regions: Sequence[str]
    join: Join


def question(
    so_far: Composition, *, names: Mapping[str, str], cohort: Sequence[Place], now: datetime
) -> Text:
    """The open question, and above it what was understood. ``cohort``: the regions offered as buttons."""
    rows = [_row(number, sitting, names) for number, sitting in enumerate(so_far.sittings, start=1)]
    html = render(
        "compose_question",
        at=so_far.at,
        title=so_far.title,
        letter=so_far.letter,
        rows=rows,
        number=so_far.number,
        has_answer=so_far.has_answer,
        is_offered=0 < len(cohort) <= _MOST_REGIONS,
        day=example_day(now),
    )
    return Text(html, (*_choices(so_far, cohort), *_further(so_far), _last_row(so_far)))


def _row(number: int, sitting: ComposedSitting, names: Mapping[str, str]) -> _Row:
    when = None
    if sitting.starts_at is not None:
        when = both_clocks(sitting.starts_at, reader=zone_named(sitting.zone), until=sitting.ends_at)
    return _Row(number, when, [names[code] for code in sitting.codes], sitting.join)


def _choices(so_far: Composition, cohort: Sequence[Place]) -> Keyboard:
    """The regions of the cohort, the chosen ones marked, two in a row."""
    if so_far.at is not Step.REGIONS:
        return ()
    offered = cohort if len(cohort) <= _MOST_REGIONS else ()
    buttons = [
        Button(
            f"{_CHOSEN if place.code in so_far.current.codes else _FREE} {place.name}",
            data=f"susun_pilih:{place.code}:{so_far.number}",
        )
        for place in offered
    ]
    pairs = tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))
    return (*pairs, (Button(SEMUA, data=f"susun_pilih:{ALL}:{so_far.number}"),)) if cohort else ()


def _further(so_far: Composition) -> Keyboard:
    if so_far.at is Step.MORE:
        done = Button(SELESAI, data=f"susun_selesai:{so_far.number}", style="primary")
        return ((_deed(TAMBAH_SESI, ANOTHER, so_far), done),)
    row = []
    if so_far.has_answer:
        row.append(_deed(LANJUT if so_far.at is Step.REGIONS else TETAP, KEEP, so_far))
    if so_far.at in OPTIONAL:
        row.append(_deed(KOSONGKAN if so_far.has_answer else LEWATI, SKIP, so_far))
    return (tuple(row),) if row else ()


def _deed(words: str, deed: str, so_far: Composition) -> Button:
    return Button(words, data=f"susun:{deed}:{so_far.at}:{so_far.number}")


def _last_row(so_far: Composition) -> tuple[Button, ...]:
    stop = Button(BATAL, data="batal")
    return (stop,) if so_far.at is Step.TITLE else (_deed(KEMBALI, BACK, so_far), stop)
