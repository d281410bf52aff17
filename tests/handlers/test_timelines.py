"""/linimasa over a fake Telegram: read by regions, set by officers."""

from __future__ import annotations

from sqlalchemy import select

from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.errors import NotRegistered, Stale
from db.tables import AuditEntry, AuditText, Dialogue, StageDate
from tests import builders
from tests.builders import BUDI, JOKO, SARI, STRANGER, budi, joko, sari
from tests.fakes import ADMIN, World

TYPED = "3-03-2025 s.d. 14-03-2025; surat kesediaan, profil daerah"


async def stored(world: World) -> list[tuple[int, str, str, str, str]]:
    async with world.sessions.reading() as session:
        rows = (await session.scalars(select(StageDate).order_by(StageDate.id))).all()
    return [(row.cohort, row.stage, str(row.begins_on), str(row.ends_on), row.preparation) for row in rows]


async def test_an_officer_sets_a_stage_and_a_region_reads_it(both_worlds: World) -> None:
    world = both_worlds
    await joko(world.sessions)
    await sari(world.sessions)
    await world.say(JOKO, "/linimasa")
    assert world.last(JOKO).html.startswith("<b>Linimasa program angkatan 2026</b>")
    await world.press(JOKO, "Atur Usulan")
    [wrong] = await world.say(JOKO, "minggu depan")
    assert "<code>minggu depan</code> tidak terbaca" in wrong
    [shown] = await world.say(JOKO, TYPED)
    assert "Semula: belum ditetapkan" in shown
    assert "oleh 4 daerah angkatan 2026 (1 pejabat" in shown
    assert await stored(world) == []
    preview = world.last(JOKO)
    [done] = await world.press(JOKO, "Konfirmasi")
    assert "<b>Usulan</b>: Senin, 3 Maret 2025 s.d. Jumat, 14 Maret 2025" in done
    assert preview.labels == []
    assert await stored(world) == [
        (2026, "usulan", "2025-03-03", "2025-03-14", "surat kesediaan, profil daerah")
    ]
    assert world.texts(SARI) == []
    [read] = await world.say(SARI, "/linimasa")
    assert "Kota Bontang" in read
    assert "<b>1. Usulan</b> (sedang berlangsung)" in read
    assert "Yang disiapkan: surat kesediaan, profil daerah" in read
    assert read.count("belum ditetapkan") == 5
    world.clock.forward(days=12)
    [later] = await world.say(SARI, "linimasa")
    assert "<b>1. Usulan</b> (selesai)" in later
    async with world.sessions.reading() as session:
        entry = await session.scalar(select(AuditEntry).where(AuditEntry.action == "stage_dates"))
        assert entry is not None
        text = await session.scalar(select(AuditText.content).where(AuditText.audit_id == entry.id))
    assert (entry.object_id, entry.detail) == ("2026", {"stage": "usulan"})
    assert "semula: belum ditetapkan\nmenjadi: Senin, 3 Maret 2025" in str(text)


async def test_the_day_is_that_of_the_reader(world: World) -> None:
    """23.30 WIB on the 14th is the 15th in Bontang."""
    await joko(world.sessions)
    await sari(world.sessions)
    await budi(world.sessions)
    await world.say(JOKO, f"/linimasa 2026 usulan: {TYPED}")
    await world.press(JOKO, "Konfirmasi")
    world.clock.at = world.clock.at.replace(day=14, hour=16, minute=30)
    assert "(selesai)" in (await world.say(SARI, "/linimasa"))[0]
    assert "(sedang berlangsung)" in (await world.say(BUDI, "/linimasa"))[0]


async def test_several_stages_in_one_message_and_emptied_again(world: World) -> None:
    await joko(world.sessions)
    [wrong] = await world.say(
        JOKO, "/linimasa 2026\nusulan: 3-03-2025\npembekalan: 3-03-2025\nmonev: 40-01-2026"
    )
    assert "baris 2:" in wrong
    assert "baris 3:" in wrong
    await world.say(JOKO, "/linimasa 2026\nusulan: 3-03-2025\nmonev: 1-06-2026 s.d. 1-10-2026")
    await world.press(JOKO, "Konfirmasi")
    assert [row[1] for row in await stored(world)] == ["usulan", "monev"]
    [same] = await world.say(JOKO, "/linimasa 2026 usulan: 3-03-2025")
    assert "tidak ada yang diubah" in same
    await world.say(JOKO, "/linimasa 2026 usulan: -")
    await world.press(JOKO, "Konfirmasi")
    assert [row[1] for row in await stored(world)] == ["monev"]


async def test_an_old_card_stores_nothing(world: World) -> None:
    await joko(world.sessions)
    await world.say(JOKO, f"/linimasa 2026 usulan: {TYPED}")
    old = world.last(JOKO)
    await world.say(JOKO, "/linimasa 2026 usulan: 5-03-2025")
    assert await world.press(JOKO, "Konfirmasi", on=old) == [mistake(Stale())]
    assert await stored(world) == []
    # and one whose ground another officer has changed meanwhile
    card = world.last(JOKO)
    await world.say(JOKO, "/linimasa 2026 usulan: 5-03-2025")
    card = world.last(JOKO)
    await world.say(ADMIN, "/linimasa 2026 usulan: 6-03-2025")
    await world.press(ADMIN, "Konfirmasi")
    assert await world.press(JOKO, "Konfirmasi", on=card) == [mistake(Stale())]
    assert [row[2] for row in await stored(world)] == ["2025-03-06"]


async def test_batal_closes_the_question(world: World) -> None:
    await joko(world.sessions)
    await world.say(JOKO, f"/linimasa 2026 usulan: {TYPED}")
    await world.press(JOKO, "Batal")
    async with world.sessions.reading() as session:
        assert (await session.scalars(select(Dialogue))).all() == []
    assert await stored(world) == []


async def test_who_may_not_set_only_reads(world: World) -> None:
    await builders.staff(world.sessions, JOKO, Role.VIEWER)
    await sari(world.sessions)
    [shown] = await world.say(JOKO, f"/linimasa 2026 usulan: {TYPED}")
    assert shown.startswith("<b>Linimasa program angkatan 2026</b>")
    assert world.last(JOKO).labels == []
    for who in (JOKO, SARI):
        assert await world.press_data(who, "tahap:2026:usulan") == [mistake(Stale())]
        assert await world.press_data(who, "tahap_ya:2026:00000000") == [mistake(Stale())]
    [own] = await world.say(SARI, "/linimasa 2025 usulan: 3-03-2025")
    assert "angkatan 2026" in own
    assert await world.say(STRANGER, "/linimasa") == [mistake(NotRegistered())]
    for data in ("tahap:26:usulan", "tahap:9999:usulan", "tahap:2026:x", "tahap_ya:x:y", "tahap:2026"):
        assert await world.press_data(ADMIN, data) == [mistake(Stale())]


async def test_a_region_in_no_cohort_and_another_cohort(world: World) -> None:
    await builders.official(world.sessions, SARI, "34.01", "inspektur", name="Sari")
    [old] = await world.say(SARI, "/linimasa")
    assert "angkatan 2024" in old
    [empty] = await world.say(ADMIN, "/linimasa 2031")
    assert empty.startswith("<b>Linimasa program angkatan 2031</b>")
    assert "<code>/linimasa 2026</code>" in empty
