"""Officials from a sheet: the card before, the receipt after, and what goes beside them as files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.messages.marked_sheets import marked, marked_name
from bot.messages.render import render
from bot.rules.clocks import full_date, short_date
from bot.rules.columns import Row
from bot.rules.contact_cells import cell_of
from bot.rules.contact_changes import ContactChange
from bot.rules.contact_plans import ContactPlan, differences
from bot.rules.contact_rows import columns_of
from bot.rules.errors import Problem
from bot.rules.import_outcomes import SheetAnswer
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.recording import Effect
from bot.rules.wording import listing, post

KONFIRMASI, BATAL = "Konfirmasi", "Batal"
TANPA_MELEPAS = "Konfirmasi tanpa melepas pejabat"

#: Lines of each kind on the card; all of them are in the files.
_MOST_LOSING, _MOST_CHANGES, _MOST_PROBLEMS, _MOST_NAMES, _MOST_SEATS = 15, 12, 15, 5, 3
#: Characters of a name of a file.
_LONGEST_NAME = 60

_WORDS = {
    "office_phone": "telepon kantor",
    "name": "nama",
    "prefix": "sebutan",
    "phone": "telepon",
    "until_on": "berlaku sampai",
}
_NOTHING = "kosong"


def card(
    plan: ContactPlan,
    *,
    import_id: int,
    filename: str,
    problems: Sequence[Problem],
    same_on: date | None = None,
    is_anew: bool = False,
) -> Text:
    """Before: who loses a seat comes first, then the counts, the differences and every bad row."""
    html = render(
        "contact_import_card",
        filename=filename[:_LONGEST_NAME],
        same_on=full_date(same_on) if same_on else "",
        is_anew=is_anew,
        is_empty=plan.is_empty,
        losing=[_loss(change) for change in plan.losing[:_MOST_LOSING]],
        losing_total=len(plan.losing),
        **_counts(plan),
        changes=[_change(change) for change in plan.further[:_MOST_CHANGES]],
        changes_total=len(plan.further),
        left=[_loss(change) for change in plan.left[:_MOST_CHANGES]],
        left_total=len(plan.left),
        same_names=[{"name": name, "seats": _seats(same)} for name, same in plan.same_names[:_MOST_NAMES]],
        same_names_total=len(plan.same_names),
        problems=problems[:_MOST_PROBLEMS],
        problems_total=len(problems),
    )
    return Text(html, () if plan.is_empty else _buttons(plan, import_id))


def recorded(plan: ContactPlan, *, kept: int) -> Text:
    """The receipt. ``kept`` holders stay, because somebody chose that."""
    return Text(render("contact_import_recorded", **_counts(plan), losing_total=len(plan.losing), kept=kept))


def decided(*, is_confirmed: bool) -> Text:
    """The button of a card that was decided before."""
    return Text(render("contact_import_decided", is_confirmed=is_confirmed))


def discarded() -> Text:
    return Text(render("contact_import_discarded"))


def marked_caption() -> Text:
    """Under the sheet that is handed back."""
    return Text(render("contact_import_marked"))


def differences_caption() -> Text:
    """Under the list of everything that would change."""
    return Text(render("contact_import_differences"))


def answer(
    plan: ContactPlan, *, rows: Sequence[Row], problems: Sequence[Problem], filename: str
) -> SheetAnswer:
    """The files beside the card: the sheet with its wrong cells, and all differences where they are many."""
    is_long = max(len(plan.further), len(plan.left)) > _MOST_CHANGES or len(plan.losing) > _MOST_LOSING
    columns = columns_of(rows)
    return SheetAnswer(
        marked=marked(rows, problems, lambda problem: columns.get(cell_of(problem))) if problems else None,
        marked_name=marked_name(filename),
        differences=[row for change in plan.changes for row in _rows(change)] if is_long else (),
    )


def _counts(plan: ContactPlan) -> dict[str, object]:
    return {"counts": {effect.value: plan.count(effect) for effect in Effect}}


def _buttons(plan: ContactPlan, import_id: int) -> Keyboard:
    def button(words: str, mode: str) -> Button:
        return Button(words, data=f"imporp:{mode}:{import_id}:{plan.fingerprint}")

    if not plan.losing:
        return ((button(KONFIRMASI, "ya"),), (button(BATAL, "batal"),))
    release = button(f"{KONFIRMASI}, lepas {len(plan.losing)} pejabat", "ya")
    keep = ((button(TANPA_MELEPAS, "tetap"),),) if not plan.keeping_holders().is_empty else ()
    return ((release,), *keep, (button(BATAL, "batal"),))


def _seat(change: ContactChange) -> str:
    return post(change.seat.title, change.seat.region_name)


def _loss(change: ContactChange) -> dict[str, str]:
    return {"seat": _seat(change), "before": change.before.name, "after": change.row.name}


def _seats(changes: Sequence[ContactChange]) -> str:
    """The first ones by name, the others by number."""
    names = [_seat(change) for change in changes[:_MOST_SEATS]]
    more = len(changes) - _MOST_SEATS
    return listing([*names, f"{more} jabatan lain"] if more > 0 else names)


def _change(change: ContactChange) -> dict[str, object]:
    said = [
        {"what": _WORDS[name], "before": _value(before), "after": _value(after)}
        for name, before, after in differences(change)
    ]
    return {"seat": _seat(change), "is_new": change.effect is Effect.NEW, "differences": said}


def _value(value: object) -> str:
    return short_date(value) if isinstance(value, date) else str(value or "") or _NOTHING


def _rows(change: ContactChange) -> list[tuple[str, ...]]:
    """One row a difference; a holder who stays has one that says so."""
    where = (str(change.row.line), change.seat.region_name, change.seat.title)
    note = "pejabat lama dilepas" if change.is_new_person and change.seat.holder else ""
    said: list[tuple[str, ...]] = [
        (*where, _WORDS[name], _value(before), _value(after), note)
        for name, before, after in differences(change)
    ]
    if change.left:
        kept = "tidak diubah: gunakan Serah terima"
        said.append((*where, _WORDS["name"], change.before.name, change.row.name, kept))
    return said
