"""The life of a pemberitahuan capaian after it was told: repeats and calls, over virtual weeks."""

from __future__ import annotations

import pytest
from sqlalchemy import event, select
from sqlmodel import col

from bot.actions.alert_follow_ups import follow_up_alerts
from bot.actions.recording import reader
from bot.actions.recording import record as keep
from bot.rules.actors import TenureKind
from bot.rules.alert_lives import FollowUp
from bot.rules.value_rows import understand
from db.tables import AuditEntry, Contact, Reachability
from tests.builders import BUDI, JOKO, SARI, joko, official
from tests.criteria import INSPEKTUR_MAROS, SEKDA_MAROS, confirm_thresholds, maros
from tests.fakes import World
from tests.handlers.alerting import (
    REPEAT,
    REPEAT_COPY,
    TO_OFFICER,
    fallen,
    forget,
    heard,
    later,
    record,
    states,
)

DEPUTY, NEW = 7_000_000_013, 7_000_000_014


@pytest.fixture
async def told(world: World) -> World:
    return await fallen(world)


async def test_no_answer_once_more_after_seven_days_and_then_the_officer_calls(told):
    await later(told, days=6, hours=23, minutes=59)
    assert (heard(told, INSPEKTUR_MAROS), await states(told)) == ([], [FollowUp.TOLD])
    await later(told, minutes=1)
    assert (heard(told, INSPEKTUR_MAROS), heard(told, SEKDA_MAROS)) == ([REPEAT], [REPEAT_COPY])
    repeat = told.texts(INSPEKTUR_MAROS)[-1]
    assert "masih di bawah ambang" in repeat and "Pemberitahuan pertama: <b>3 Maret 2025</b>" in repeat
    assert "Tembusan: Pj. Sekretaris Daerah Kabupaten Maros." in repeat
    assert heard(told, JOKO) == []
    await later(told, days=7)
    assert heard(told, INSPEKTUR_MAROS) == [REPEAT]
    assert heard(told, JOKO) == [TO_OFFICER]
    assert "1. <b>Inspektur Kabupaten Maros</b>, Rahma" in told.texts(JOKO)[-1]
    await later(told, days=60)
    assert (heard(told, INSPEKTUR_MAROS), heard(told, JOKO)) == ([REPEAT], [TO_OFFICER])
    assert await states(told) == [FollowUp.OFFICER]


async def test_whoever_answers_for_the_seat_ends_the_repeats(told):
    await official(told.sessions, DEPUTY, "73.09", "inspektur", name="Dewi", kind=TenureKind.ASSISTANT)
    await later(told, days=7)
    await told.press(DEPUTY, "Terima pemberitahuan")
    forget(told)
    await later(told, days=30)
    assert (heard(told, INSPEKTUR_MAROS), heard(told, JOKO)) == ([], [])
    assert await states(told) == [FollowUp.ACKNOWLEDGED]


async def test_everything_due_together_is_one_message_with_buttons_for_each_notice(told):
    told.clock.forward(hours=3)
    await record(told, "maros mcp 2024 70")
    forget(told)
    await later(told, days=7)
    assert (heard(told, INSPEKTUR_MAROS), heard(told, SEKDA_MAROS)) == ([REPEAT], [REPEAT_COPY])
    assert "kami sampaikan kembali dua capaian" in told.texts(INSPEKTUR_MAROS)[-1]
    assert "Terima pemberitahuan: SPI" in told.last(INSPEKTUR_MAROS).labels
    await later(told, days=7, hours=4)
    assert heard(told, JOKO) == [TO_OFFICER]


async def test_downtime_over_several_due_times_loses_nothing_and_skips_nothing(told):
    told.clock.forward(days=40, hours=12)  # 12 April 2025, a Saturday night: the bot was down
    await later(told, minutes=1)
    assert (heard(told, INSPEKTUR_MAROS), heard(told, JOKO)) == ([], [])
    await later(told, days=1, hours=12)  # Monday morning
    assert (heard(told, INSPEKTUR_MAROS), heard(told, JOKO)) == ([REPEAT], [])
    await later(told, days=8)
    assert (heard(told, INSPEKTUR_MAROS), heard(told, JOKO)) == ([REPEAT], [TO_OFFICER])


async def test_what_recovered_meanwhile_is_not_repeated(told):
    await record(told, "maros spi 2025 78")
    forget(told)
    await later(told, days=30)
    assert (heard(told, INSPEKTUR_MAROS), heard(told, JOKO)) == ([], [])


async def test_a_repeat_that_has_not_left_goes_when_the_answer_comes(told):
    told.clock.forward(days=7)
    await told.ticks.round()  # decided, and Telegram cannot be reached yet
    notice = next(shown for shown in told.telegram.chats[INSPEKTUR_MAROS] if shown.buttons)
    await told.press(INSPEKTUR_MAROS, "Terima pemberitahuan", on=notice)
    assert REPEAT not in heard(told, INSPEKTUR_MAROS)


async def test_where_nobody_can_be_told_the_officer_hears_at_once(world):
    await joko(world.sessions)
    await confirm_thresholds(world, "spi")
    await record(world, "maros spi 2024 60")
    assert TO_OFFICER in heard(world, JOKO)
    assert await states(world) == [FollowUp.OFFICER]


async def test_where_the_seat_fell_empty_meanwhile_the_officer_calls_instead(told):
    async with told.sessions.writing() as session:
        gone = await session.scalar(select(Contact).where(col(Contact.telegram_id) == INSPEKTUR_MAROS))
        gone.reachability = Reachability.BLOCKED
    await later(told, days=7)
    assert (heard(told, INSPEKTUR_MAROS), heard(told, SEKDA_MAROS)) == ([], [])
    assert "tidak ada yang dapat dihubungi melalui Telegram" in told.texts(JOKO)[-1]
    assert await states(told) == [FollowUp.OFFICER]


async def test_opened_quietly_nothing_follows(world):
    await joko(world.sessions)
    await maros(world)
    await confirm_thresholds(world, "spi")
    async with world.working() as work:
        rows = [["region_code", "criterion", "year", "value"], ["73.09", "spi", "2024", "60"]]
        await keep(work, understand(rows, reader(work)).drafts, import_id=None, is_quiet=True)
    await later(world, days=60)
    assert (heard(world, INSPEKTUR_MAROS), await states(world)) == ([], [FollowUp.QUIET])


async def test_a_new_holder_reads_a_summary_and_has_seven_days_of_his_own(told):
    await told.say(INSPEKTUR_MAROS, "/berhenti")
    await told.press(INSPEKTUR_MAROS, "Ya, berhenti")
    told.clock.forward(days=4)
    await told.say(JOKO, "/undang maros inspektur")
    code = told.last(JOKO).html.split("start=")[1].split("\n")[0]
    await told.say(NEW, f"/start {code}", name="Dewi")
    await told.press(NEW, "Setuju", name="Dewi")
    await told.press(NEW, "Benar", name="Dewi")
    assert "<b>Ringkasan untuk pejabat baru</b>" in heard(told, NEW)
    forget(told)
    await later(told, days=6, hours=23)
    assert heard(told, NEW) == []
    await later(told, hours=1)
    assert heard(told, NEW) == [REPEAT]


async def test_many_regions_cost_no_more_questions_than_one(told):
    await official(told.sessions, BUDI, "19.04", "inspektur", name="Budi")
    told.clock.forward(days=1)
    await record(told, "19.04 spi 2024 60")
    await official(told.sessions, SARI, "64.74", "inspektur", name="Sari")
    await record(told, "64.74 spi 2024 60")
    told.clock.forward(days=6)
    one = await counted(told)
    told.clock.forward(days=1)
    two = await counted(told)
    await told.deliver()
    assert [heard(told, who)[-1] for who in (INSPEKTUR_MAROS, BUDI, SARI)] == [REPEAT] * 3
    assert two <= one + 1  # one statement for each zone


async def counted(world: World) -> int:
    """How many statements one look takes."""
    verbs: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        verbs.append(statement)

    async with world.working() as work:
        engine = work.session.get_bind()
        event.listen(engine, "before_cursor_execute", note)
        await follow_up_alerts(work)
        await work.session.flush()
        event.remove(engine, "before_cursor_execute", note)
    return len(verbs)


async def test_every_step_is_in_the_audit_log(told):
    await later(told, days=7)
    await later(told, days=7)
    async with told.sessions.reading() as session:
        steps = [
            entry.detail["step"]
            for entry in await session.scalars(select(AuditEntry).order_by(col(AuditEntry.id)))
            if entry.action == "alert_followed_up"
        ]
    assert steps == ["repeat", "call"]


async def test_staff_see_what_is_open_and_officials_do_not(told):
    [shown] = await told.say(JOKO, "/pantau")
    assert "<b>Belum ditanggapi (1)</b>\n1. Kabupaten Maros, SPI: selisih " in shown
    assert "Maros" not in (await told.say(INSPEKTUR_MAROS, "/pantau"))[0]
