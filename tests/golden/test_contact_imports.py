"""Every text about officials from a sheet, whole, as staff see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.messages import contact_imports as messages
from bot.messages.render import mistake
from bot.rules.actors import TenureKind
from bot.rules.contact_cells import ContactRow
from bot.rules.contact_changes import ContactChange, judge_contact
from bot.rules.contact_plans import ContactPlan
from bot.rules.contact_rows import ContactHeadings
from bot.rules.errors import Problem
from bot.rules.outbox import Text
from bot.rules.seat_views import Acting, SeatView
from bot.rules.sheets import CoverageState
from tests.golden.compare import golden

SINCE = datetime(2025, 3, 3, tzinfo=UTC)
BONTANG = ("64.74", "Kota Bontang", "Kalimantan Timur", "Asia/Makassar")
EMPTY = SeatView(4, *BONTANG, "inspektur", "Inspektur", office_phone="")
SARI = Acting(
    7, 9, "Sari Praktik", TenureKind.HOLDER, "Plt.", SINCE, date(2025, 12, 31), CoverageState.NO_TELEGRAM,
    None, None, "0811555000",
)  # fmt: skip
HELD = replace(EMPTY, seat_id=5, post="sekda", title="Sekretaris Daerah", acting=(SARI,))
REACHED = replace(HELD, acting=(replace(SARI, state=CoverageState.REACHABLE),))


def change(seat: SeatView, name: str, *, line: int = 2, prefix: str | None = None) -> ContactChange:
    row = ContactRow(line, seat.region_code, seat.post, name, prefix, "0548 21000", None, None)
    judged = judge_contact(row, seat)
    assert isinstance(judged, ContactChange)
    return judged


def plan(*changes: ContactChange) -> ContactPlan:
    return ContactPlan(changes)


MANY = plan(
    *(change(replace(HELD, seat_id=at), "Budi <Latihan>", line=at) for at in range(16)),
    *(change(replace(HELD, seat_id=at), "Sari Praktik", line=at) for at in range(20, 34)),
)
CODES = {
    "region_contradicts": {"meant": "Kota Bontang"},
    "post_unknown": {"known": "Sekretaris Daerah, Inspektur"},
    "prefix_unknown": {},
    "phone_unreadable": {"field": "phone"},
    "name_unusable": {},
    "seat_twice": {"other": "4, 7"},
    "seat_missing": {},
    "nobody_there": {},
    "cell_formula": {"field": "name"},
}
PROBLEMS = [Problem(code, "<isi sel>", line, detail) for line, (code, detail) in enumerate(CODES.items(), 2)]
SHEET = "pejabat <2026>.xlsx"

TEXTS: dict[str, Text] = {
    "card_new": messages.card(plan(change(EMPTY, "Tono")), import_id=7, filename=SHEET, problems=()),
    "card_changed": messages.card(
        plan(change(HELD, "Sari Praktik", prefix="")), import_id=7, filename=SHEET, problems=()
    ),
    "card_losing": messages.card(
        plan(change(HELD, "Budi Latihan"), change(EMPTY, "budi latihan")),
        import_id=7,
        filename=SHEET,
        problems=(),
    ),
    "card_many": messages.card(MANY, import_id=7, filename=SHEET, problems=(), is_anew=True),
    "card_left": messages.card(plan(change(REACHED, "Budi")), import_id=7, filename=SHEET, problems=()),
    "card_problems": messages.card(
        plan(change(EMPTY, "Tono")), import_id=7, filename=SHEET, problems=PROBLEMS
    ),
    "card_nothing": messages.card(
        plan(), import_id=0, filename=SHEET, problems=PROBLEMS[:1], same_on=date(2025, 3, 3)
    ),
    "recorded": messages.recorded(plan(change(EMPTY, "Tono")), kept=0),
    "recorded_kept": messages.recorded(plan(change(HELD, "Budi")), kept=2),
    "decided": messages.decided(is_confirmed=True),
    "decided_otherwise": messages.decided(is_confirmed=False),
    "discarded": messages.discarded(),
    "marked_caption": messages.marked_caption(),
    "differences_caption": messages.differences_caption(),
    "ContactHeadings": Text(mistake(ContactHeadings(["kode wilayah (region)"]))),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"contact_imports/{name}", TEXTS[name])
