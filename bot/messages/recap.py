"""/rekap: where the regions of a cohort stand, the worst first. For staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages import criteria, publications
from bot.messages.recap_lines import line_of
from bot.messages.render import render
from bot.rules.clocks import full_date
from bot.rules.criteria import Stage
from bot.rules.criterion_states import CriterionState
from bot.rules.cycles import PublicationState
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.recap import STAGES, Recap
from bot.rules.wording import listing

GAMBAR, EXCEL, BELUM_MASUK = "Gambar", "Excel", "Belum masuk"
SEBELUMNYA, SELANJUTNYA, KEMBALI = "Sebelumnya", "Selanjutnya", "Kembali ke rekap"
SEMUA = "semua"  #: every stage, in buttons

PAGE = 10  #: regions of a page of text
_IN_A_ROW = 5
_MOST_COHORTS = 4
_MOST_NAMES = 12


def recap(shown: Recap, *, cohorts: Sequence[int], page: int) -> Text:
    """One page of the regions, the counts first."""
    pages = max(1, -(-len(shown.regions) // PAGE))
    page = min(max(page, 1), pages)
    start = (page - 1) * PAGE
    regions = shown.regions[start : start + PAGE]
    lines = [line_of(shown, start + at, region) for at, region in enumerate(regions, start=1)]
    html = render(
        "recap",
        head=_head(shown),
        lines=lines,
        page=page,
        pages=pages,
        has_unconfirmed=any(line.is_unconfirmed for line in lines),
    )
    opened = [
        Button(str(start + at), f"rekap_buka:{region.place.code}")
        for at, region in enumerate(regions, start=1)
    ]
    rows = tuple(tuple(opened[at : at + _IN_A_ROW]) for at in range(0, len(opened), _IN_A_ROW))
    return Text(html, (*rows, *_turning(shown, page, pages), *_files(shown), *_choices(shown, cohorts)))


def title(shown: Recap) -> str:
    """Rekap capaian angkatan 2026, calon."""
    stage = f", {shown.stage.value}" if shown.stage else ""
    return f"Rekap capaian angkatan {shown.cohort}{stage}"


def counts(shown: Recap) -> list[tuple[str, int]]:
    """In how many regions what is the case; every sentence is about regions but the last."""
    return [
        ("daerah", len(shown.regions)),
        ("daerah dengan kriteria di bawah ambang", shown.having(CriterionState.DI_BAWAH)),
        ("daerah dengan kriteria waspada", shown.having(CriterionState.WASPADA)),
        ("daerah dengan nilai yang belum tercatat", shown.having(CriterionState.NOT_RECORDED)),
        ("pemberitahuan capaian terbuka", shown.open_alerts),
    ]


def key(shown: Recap) -> str:
    """2026:semua; 2026:calon: how buttons name the cohort and stage."""
    return f"{shown.cohort}:{shown.stage.value if shown.stage else SEMUA}"


@dataclass(frozen=True, slots=True)
class Lacking:
    """One value that is expected and not there, in finished words."""

    number: int
    name: str
    publisher: str
    state: str
    count: int  #: of regions; 0 while nobody can have it
    names: str
    more: int


@dataclass(frozen=True, slots=True)
class Head:
    """The counts in finished words."""

    title: str
    as_of: str
    regions: int
    below: int
    narrow: int
    missing: int
    alerts: int


def _head(shown: Recap) -> Head:
    numbers = [number for _, number in counts(shown)]
    return Head(title(shown), full_date(shown.today), *numbers)


def _turning(shown: Recap, page: int, pages: int) -> Keyboard:
    row = [Button(SEBELUMNYA, f"rekap:{key(shown)}:{page - 1}")] if page > 1 else []
    row += [Button(SELANJUTNYA, f"rekap:{key(shown)}:{page + 1}")] if page < pages else []
    return (tuple(row),) if row else ()


def _files(shown: Recap) -> Keyboard:
    if not shown.regions:
        return ()
    where = key(shown)
    return (
        (
            Button(GAMBAR, f"rekap_png:{where}:1"),
            Button(EXCEL, f"rekap_xlsx:{where}"),
            Button(BELUM_MASUK, f"rekap_belum:{where}"),
        ),
    )


def _choices(shown: Recap, cohorts: Sequence[int]) -> Keyboard:
    """Other stages of this cohort, and the newest other cohorts."""
    stages = [stage for stage in (None, *STAGES) if stage is not shown.stage]
    by_stage = tuple(
        Button(_stage_word(stage), f"rekap:{shown.cohort}:{stage or SEMUA}:1") for stage in stages
    )
    others = [cohort for cohort in cohorts if cohort != shown.cohort][:_MOST_COHORTS]
    by_cohort = tuple(Button(f"Angkatan {cohort}", f"rekap:{cohort}:{SEMUA}:1") for cohort in others)
    return tuple(row for row in (by_stage, by_cohort) if row)


def _stage_word(stage: Stage | None) -> str:
    return stage.value.capitalize() if stage else "Semua tahap"


def lacking(shown: Recap) -> Text:
    """Belum masuk: the values that are expected by now, and the regions without them."""
    groups = [
        Lacking(
            one.criterion.number,
            f"{criteria.instrument(one.cycle.publication.instrument)} {one.cycle.year}",
            one.cycle.publication.publisher,
            publications.state(one.cycle),
            0 if one.cycle.state is PublicationState.BELUM_TERBIT else len(one.regions),
            listing(one.regions[:_MOST_NAMES]),
            max(len(one.regions) - _MOST_NAMES, 0),
        )
        for one in shown.lacking()
    ]
    html = render("recap_lacking", title=title(shown), as_of=full_date(shown.today), groups=groups)
    return Text(html, ((Button(KEMBALI, f"rekap:{key(shown)}:1"),),))
