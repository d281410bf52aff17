"""/linimasa: the stages of a programme year, as regions read them and as staff set them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.messages.render import render
from bot.rules.clocks import full_date
from bot.rules.outbox import Button, Text
from bot.rules.programme import ProgrammeStage
from bot.rules.timelines import Change, StageDates, StageStanding

KONFIRMASI, BATAL, UBAH = "Konfirmasi", "Batal", "Atur"

#: As regions read them.
NAMES: Mapping[ProgrammeStage, str] = {
    ProgrammeStage.USULAN: "Usulan",
    ProgrammeStage.OBSERVASI: "Observasi",
    ProgrammeStage.BIMTEK: "Bimbingan teknis (bimtek)",
    ProgrammeStage.MONEV: "Monitoring dan evaluasi (monev)",
    ProgrammeStage.PENILAIAN: "Penilaian",
    ProgrammeStage.PENETAPAN: "Penetapan",
}
#: On a button, and as staff type them.
SHORT = {stage: stage.value.capitalize() for stage in ProgrammeStage}

_STANDINGS = {
    StageStanding.PAST: "selesai",
    StageStanding.NOW: "sedang berlangsung",
    StageStanding.NEXT: "berikutnya",
    StageStanding.LATER: "",
    StageStanding.NOT_SET: "",
}

Row = tuple[ProgrammeStage, StageDates | None, StageStanding]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The stages of one cohort, for one region (or for staff, without a region)."""

    cohort: int | None
    region: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Preview:
    """What is stored and what is to be, and who would see it."""

    cohort: int
    before: Mapping[ProgrammeStage, StageDates]
    change: Change
    regions: int
    people: int
    version: str


def for_official(timelines: Sequence[Timeline]) -> Text:
    """The own cohort's stages, for each own region."""
    shown = [{"cohort": one.cohort, "region": one.region, "rows": _rows(one.rows)} for one in timelines]
    return Text(render("timeline_official", timelines=shown))


def for_staff(timeline: Timeline, *, others: Sequence[int], may_set: bool) -> Text:
    """The stages of a cohort, with a button for each where the reader may set it."""
    html = render(
        "timeline_staff",
        cohort=timeline.cohort,
        rows=_rows(timeline.rows),
        others=others,
        may_set=may_set,
        example=_example(timeline.cohort or 0),
    )
    buttons = [
        Button(f"{UBAH} {SHORT[stage]}", data=f"tahap:{timeline.cohort}:{stage}") for stage in ProgrammeStage
    ]
    pairs = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    return Text(html, pairs if may_set else ())


def ask(cohort: int, stage: ProgrammeStage, before: StageDates | None) -> Text:
    """The question for the dates of one stage, with what is stored."""
    html = render(
        "timeline_ask",
        cohort=cohort,
        stage=NAMES[stage],
        before=_span(before),
        preparation=_preparation(before),
        example=_example(cohort),
    )
    return Text(html, ((Button(BATAL, data="batal"),),))


def preview(shown: Preview) -> Text:
    """Semula and Menjadi of each stage, and who sees it."""
    rows = [
        {
            "name": NAMES[stage],
            "before": _span(shown.before.get(stage)),
            "before_preparation": _preparation(shown.before.get(stage)),
            "after": _span(after),
            "after_preparation": _preparation(after),
        }
        for stage, after in _in_order(shown.change)
    ]
    html = render(
        "timeline_preview", cohort=shown.cohort, rows=rows, regions=shown.regions, people=shown.people
    )
    data = f"tahap_ya:{shown.cohort}:{shown.version}"
    return Text(html, ((Button(KONFIRMASI, data=data, style="primary"), Button(BATAL, data="batal")),))


def stored(cohort: int, change: Change) -> Text:
    rows = [(NAMES[stage], _span(after)) for stage, after in _in_order(change)]
    return Text(render("timeline_stored", cohort=cohort, rows=rows))


def unchanged(cohort: int) -> Text:
    """What was typed is what is stored already."""
    return Text(render("timeline_unchanged", cohort=cohort))


def in_brief(dates: StageDates | None) -> str:
    """One line for the log."""
    return f"{_span(dates)}; {_preparation(dates)}".rstrip("; ")


def _in_order(change: Change) -> list[tuple[ProgrammeStage, StageDates | None]]:
    return [(stage, change[stage]) for stage in ProgrammeStage if stage in change]


def _rows(rows: Sequence[Row]) -> list[dict[str, str | int]]:
    return [
        {
            "number": number,
            "name": NAMES[stage],
            "standing": _STANDINGS[standing],
            "when": _span(dates),
            # what is over needs no preparation any more
            "preparation": "" if standing is StageStanding.PAST else _preparation(dates),
        }
        for number, (stage, dates, standing) in enumerate(rows, start=1)
    ]


def _span(dates: StageDates | None) -> str:
    if dates is None:
        return "belum ditetapkan"
    if dates.ends_on is None:
        return full_date(dates.begins_on)
    return f"{full_date(dates.begins_on)} s.d. {full_date(dates.ends_on)}"


def _preparation(dates: StageDates | None) -> str:
    return dates.preparation if dates else ""


def _example(cohort: int) -> str:
    return f"3-03-{cohort} s.d. 14-03-{cohort}; surat kesediaan, profil daerah"
