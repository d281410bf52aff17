"""What the practice room begins with: who is known to the bot, and as what."""

from sqlalchemy import select
from sqlmodel import col

from bot.commands.roster import roster
from bot.commands.seeding import seed
from bot.practice.cast import CAST
from bot.practice.library import FIRST_MOMENT
from db.engine import Sessions
from db.tables import Contact, Staff


async def test_staff_and_holders_are_known_and_the_others_strangers(sqlite_url):
    sessions = Sessions(sqlite_url)
    code = await seed(sessions, CAST, now=FIRST_MOMENT)
    assert (len(code) > 10, await seed(sessions, CAST, now=FIRST_MOMENT)) == (True, "")
    async with sessions.reading() as session:
        staff = await session.execute(select(Staff.name, Staff.role, Staff.reachability).order_by(Staff.id))
        assert [tuple(map(str, row)) for row in staff] == [
            ("Pak Joko", "admin", "reachable"),
            ("Bu Ratna", "officer", "reachable"),
            ("Pak Hasan", "admin", "reachable"),
        ]
        names = (await session.scalars(select(Contact.name).order_by(col(Contact.id)))).all()
    known = await roster(sessions)
    assert [known.get(person.telegram_id) for person in CAST] == [
        *([""] + ["Kabupaten Bangka Tengah"] * 2 + ["Kota Bontang"] * 2),
        *([None, "Kabupaten Maros"] + ["Kabupaten Manggarai Barat"] * 2),
        *[None, "", "", None, None, None, None],
    ]
    assert names == ["Iwan", "Budi", "Wati", "Sari", "Tuti", "Anton", "Rina"]
    await sessions.close()
