"""Every text about the life of an open pemberitahuan capaian, whole, as people see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.messages import alert_calls as calls
from bot.messages import alert_cards as cards
from bot.messages import alert_delays as delays
from bot.messages import alert_lives as lives
from bot.messages import alert_plans as plans
from bot.messages import alert_watch as watch
from bot.messages import alerts
from bot.messages.render import mistake
from bot.rules.actors import TenureKind
from bot.rules.alert_lives import Answered, FollowUp, LiveAlert, PlanMade, ResponseKind, WatchUnknown
from bot.rules.clocks import WITA
from bot.rules.coverage import CoveredSeat
from bot.rules.criteria import CriterionKey
from bot.rules.follow_through import SnoozeUntil
from bot.rules.outbox import Text
from bot.rules.promises import WorkUnusable
from bot.rules.sheets import CoverageLine, CoverageState
from bot.rules.sittings import addressee
from tests.golden.compare import golden
from tests.golden.test_criteria import KEPATUHAN, LOWER, SEKDA, TO, line

MARCH = datetime(2025, 3, 3, 1, tzinfo=UTC)
KEP = LiveAlert(
    1,
    "73.09",
    "Kabupaten Maros",
    WITA,
    CriterionKey.KEPATUHAN,
    "Kepatuhan",
    "1",
    5,
    MARCH,
    FollowUp.TOLD,
)
SAKIP = replace(KEP, id=2, criterion=CriterionKey.SAKIP, name="SAKIP", batch="2")
PLAN = PlanMade("Rina, Sekretaris Inspektorat", date(2025, 6, 30), "Melengkapi standar pelayanan <12 OPD>")
INSPEKTUR = CoveredSeat(
    CoverageLine(
        seat_id=1,
        region_code="73.09",
        region="Kabupaten Maros",
        zone="Asia/Makassar",
        title="Inspektur",
        holder="Rahma",
        state=CoverageState.REACHABLE,
        since=None,
        last_seen_at=None,
        phone="0411 000000",
        others=0,
        code_until=None,
        until_on=None,
    ),
    post="inspektur",
    office_phone="0411 000000",
    own_phone="+628110000000",
)
SNOOZED = replace(
    KEP,
    snoozed_until=date(2025, 4, 1),
    snooze_reason="Inspektur sedang cuti",
    snoozed_by="Joko",
    snoozed_at=MARCH,
)
SEVERAL = [lives.Repeated(KEPATUHAN, KEP), lives.Repeated(line(LOWER, CriterionKey.SAKIP), SAKIP)]

TEXTS: dict[str, Text | str] = {
    "repeat": lives.repeat(SEVERAL[:1], to=TO, copied="Pj. Sekretaris Daerah Kabupaten Maros"),
    "repeat_two_batches": lives.repeat(SEVERAL, to=TO, copied=""),
    "repeat_copy": lives.repeat_copy(SEVERAL[:1], to=addressee(SEKDA), main="Inspektur Kabupaten Maros"),
    "asked": lives.ask_how_it_stands([lives.Promised(KEP, PLAN)], to=TO),
    "officer": calls.to_officer(
        calls=[
            calls.ToCall((KEP, SAKIP), calls.Reason.SILENT, INSPEKTUR),
            calls.ToCall((KEP,), calls.Reason.NO_NEWS, replace(INSPEKTUR, office_phone=""), PLAN),
            calls.ToCall((KEP,), calls.Reason.NOBODY, None),
        ],
        asked=[lives.Promised(KEP, PLAN)],
        disputes=[calls.Waiting(KEP, 7)],
        woken=[SNOOZED],
    ),
    "officer_calls": calls.to_officer(
        calls=[calls.ToCall((KEP,), calls.Reason.SILENT, INSPEKTUR)], asked=[], disputes=[], woken=[]
    ),
    "watch": watch.overview(
        [KEP, replace(SAKIP, follow_up=FollowUp.PROMISED)],
        {KEP.id: KEPATUHAN, SAKIP.id: line(LOWER, CriterionKey.SAKIP)},
        {SAKIP.id: PLAN},
    ),
    "watch_none": watch.overview([], {}, {}),
    "watch_many": watch.overview([replace(KEP, id=n) for n in range(1, 44)], {}, {}, cohort=2026, page=2),
    "card": cards.card(
        replace(KEP, follow_up=FollowUp.PROMISED, due_at=datetime(2025, 6, 30, 1, tzinfo=UTC)),
        KEPATUHAN,
        told=[(1, MARCH), (2, MARCH)],
        answers=[
            Answered(1, ResponseKind.ACKNOWLEDGED, MARCH),
            Answered(1, ResponseKind.DISPUTED, MARCH, note="Nilai <lama>", is_upheld=False),
            Answered(
                1,
                ResponseKind.PROMISED,
                MARCH,
                TenureKind.ASSISTANT,
                person=PLAN.person,
                on=PLAN.on,
                note=PLAN.what,
            ),
        ],
        posts={1: "Inspektur Kabupaten Maros", 2: "Pj. Sekretaris Daerah Kabupaten Maros"},
    ),
    "card_untold": cards.card(
        replace(KEP, follow_up=FollowUp.OFFICER), KEPATUHAN, told=[], answers=[], posts={}, may_put_off=True
    ),
    "card_snoozed": cards.card(
        replace(SNOOZED, follow_up=FollowUp.SNOOZED, due_at=datetime(2025, 4, 1, 2, tzinfo=UTC)),
        KEPATUHAN,
        told=[],
        answers=[],
        posts={},
        may_put_off=True,
    ),
    "delay_ask_until": delays.ask_until(KEP, example="11-03-2025"),
    "delay_ask_reason": delays.ask_reason(KEP, date(2025, 4, 1)),
    "delay_put_off": delays.put_off(KEP, date(2025, 4, 1), "Inspektur <sedang> cuti"),
    "delay_resumed": delays.resumed(KEP),
    "WatchUnknown": mistake(WatchUnknown("2099", [2026, 2025])),
    "received_planned": alerts.received_planned(PLAN),
    "received_disputed": alerts.received_disputed(),
    "plan_ask_person": plans.ask_person(),
    "plan_ask_date": plans.ask_date("Rina, Sekretaris Inspektorat", example="11-03-2025"),
    "plan_ask_date_again": plans.ask_date(example="11-03-2025"),
    "plan_ask_work": plans.ask_work("Rina, Sekretaris Inspektorat", date(2025, 6, 30)),
    "plan_ask_work_again": plans.ask_work(),
    "plan_recorded": plans.planned(PLAN, batch="1", region_code="73.09"),
    "plan_to_staff": plans.staff_planned(
        "Inspektur Kabupaten Maros", ["SPI", "Kepatuhan"], PLAN, is_update=False
    ),
    "plan_to_staff_again": plans.staff_planned(
        "Inspektur Kabupaten Maros", ["SPI"], replace(PLAN, what=""), is_update=True
    ),
    "plan_carried_out": plans.carried_out(),
    "plan_carried_out_to_staff": plans.staff_carried_out("Inspektur Kabupaten Maros", ["SPI"], PLAN),
    "WorkUnusable": mistake(WorkUnusable()),
    "SnoozeUntil": mistake(SnoozeUntil("31-12-2026", today=date(2025, 3, 3))),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"alert_lives/{name}", TEXTS[name])
