"""Who a choice of recipients means: one question to the database, each person once, empty seats named."""

from __future__ import annotations

from sqlalchemy import event, insert, select
from sqlmodel import col

from bot.actions.broadcast_audiences import found, recipients_of
from bot.rules.actors import TenureKind
from bot.rules.audiences import AlertWish, AnswerWish, Audience
from bot.rules.criteria import Stage
from bot.rules.sheets import CoverageState
from db.tables import Contact, Reachability, Seat, Tenure
from tests.builders import BUDI, SARI, official, seat_id
from tests.fakes import START, World
from tests.handlers.alerting import fallen
from tests.handlers.rakor import published, registered

ASSISTANT = 7_000_000_050


async def who(world: World, **chosen: object) -> list[tuple[str, str]]:
    async with world.working() as work:
        people = await recipients_of(work, Audience(**chosen))  # type: ignore[arg-type]
    return [(person.name, person.post) for person in people]


SARI_WHO, BUDI_WHO = ("Sari", "Inspektur Kota Bontang"), ("Budi", "Inspektur Kabupaten Bangka Tengah")


async def test_places_cohorts_stages_and_posts_together(both_worlds):
    world = await registered(both_worlds)
    sekda = await official(world.sessions, 77, "64.74", "sekda", name="Tuti", prefix="Pj.")
    tuti = ("Tuti", "Pj. Sekretaris Daerah Kota Bontang")
    assert await who(world) == [] and await who(world, posts=("sekda",)) == []
    assert await who(world, everybody=True) == [BUDI_WHO, tuti, SARI_WHO]
    assert await who(world, cohort=2026, posts=("inspektur",)) == [BUDI_WHO, SARI_WHO]
    assert await who(world, cohort=2026, stages=(Stage.PENETAPAN,)) == []
    assert await who(world, cohort=2024) == []
    assert await who(world, provinces=("64",), regions=("19.04",)) == [BUDI_WHO, tuti, SARI_WHO]
    single = await seat_id(world.sessions, "64.74", "sekda")
    assert await who(world, seats=(single,)) == [tuti]
    assert await who(world, seats=(single,), regions=("19.04",), posts=("inspektur",)) == [BUDI_WHO, tuti]
    assert sekda


async def test_each_person_once_deputies_too_and_empty_seats_are_named(both_worlds):
    world = await registered(both_worlds)
    await official(world.sessions, ASSISTANT, "64.74", "inspektur", name="Rina", kind=TenureKind.ASSISTANT)
    await official(world.sessions, ASSISTANT, "19.04", "sekda", name="Rina")
    async with world.sessions.writing() as session:
        budi = await session.scalar(select(Contact).where(col(Contact.telegram_id) == BUDI))
        assert budi is not None
        budi.reachability = Reachability.BLOCKED
    async with world.working() as work:
        all_found = await found(work, Audience(regions=("19.04", "64.74")))
    assert [(p.name, p.post, p.reach, p.is_holder) for p in all_found.people] == [
        ("Rina", "Sekretaris Daerah Kabupaten Bangka Tengah", CoverageState.REACHABLE, True),
        ("Budi", "Inspektur Kabupaten Bangka Tengah", CoverageState.BLOCKED, True),
        ("Sari", "Inspektur Kota Bontang", CoverageState.REACHABLE, True),
    ]
    assert [seat.post for seat in all_found.empty] == ["Sekretaris Daerah Kota Bontang"]
    assert ([p.name for p in all_found.unreached], all_found.regions) == (["Budi"], 2)


async def test_by_answer_to_a_meeting_or_a_sitting(both_worlds):
    world = await published(await registered(both_worlds))
    await world.press(SARI, "Hadir")
    assert await who(world, meeting=1) == [BUDI_WHO, SARI_WHO]
    assert await who(world, meeting=1, answers=(AnswerWish.NONE,)) == [BUDI_WHO]
    assert await who(world, meeting=1, answers=(AnswerWish.HADIR,)) == [SARI_WHO]
    assert await who(world, meeting=1, answers=(AnswerWish.HADIR, AnswerWish.NONE)) == [BUDI_WHO, SARI_WHO]
    assert await who(world, item=1) == [BUDI_WHO]
    assert await who(world, item=2, answers=(AnswerWish.NONE,)) == []
    assert await who(world, meeting=2) == []


async def test_by_alert_only_those_who_were_told_of_it(both_worlds):
    world = await fallen(both_worlds)
    told = [post for _name, post in await who(world, alert=AlertWish.OPEN)]
    assert told == ["Pj. Sekretaris Daerah Kabupaten Maros", "Inspektur Kabupaten Maros"]
    assert len(await who(world, alert=AlertWish.UNRECEIVED)) == 2
    await world.press(7_000_000_011, "Terima pemberitahuan")
    assert len(await who(world, alert=AlertWish.OPEN)) == 2
    assert await who(world, alert=AlertWish.UNRECEIVED) == []


async def test_ten_thousand_people_in_one_question(world):
    async with world.sessions.writing() as session:
        seats = list(await session.scalars(select(col(Seat.id)).order_by(col(Seat.id))))
        rows = [
            {"telegram_id": 10**10 + n, "name": f"Pejabat {n}", "created_at": START} for n in range(10_000)
        ]
        await session.execute(insert(Contact), rows)
        ids = list(await session.scalars(select(col(Contact.id)).order_by(col(Contact.id))))
        await session.execute(
            insert(Tenure),
            [
                {
                    "seat_id": seats[n % len(seats)],
                    "contact_id": contact,
                    "kind": TenureKind.ASSISTANT,
                    "started_at": START,
                }
                for n, contact in enumerate(ids)
            ],
        )
    asked: list[str] = []
    async with world.working() as work:
        engine = work.session.get_bind().engine
        event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        people = await recipients_of(work, Audience(everybody=True))
        assert len(people) == 10_000 and len(asked) == 1
