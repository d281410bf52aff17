"""/ambang over a fake Telegram."""

from __future__ import annotations

from sqlalchemy import select, update

from bot.messages.render import mistake
from bot.rules.documents import DocumentUnusable
from bot.rules.errors import Forbidden, Stale
from db.tables import AuditEntry, Threshold
from tests.builders import JOKO, SARI, STRANGER, joko, sari
from tests.criteria import INSPEKTUR_MAROS, maros, record_example
from tests.fakes import ADMIN, World


async def test_staff_see_thresholds_with_their_source(world: World) -> None:
    await joko(world.sessions)
    [shown] = await world.say(JOKO, "/ambang")
    assert shown.startswith(
        "<b>Ambang batas angkatan 2026</b>\n\n<b>Calon</b>\n"
        "1. MCP: paling rendah <b>75</b>, belum dikonfirmasi\n"
        "<i>Dasar: Laman KPK dikutip buseronline, 18 Maret 2025</i>\n"
    )
    assert "6. Indeks SPBE: belum ditetapkan\n" in shown
    assert "<b>Penetapan</b>: belum ditetapkan" in shown
    assert not [label for label in world.last(JOKO).labels if not label.endswith("▸")]
    [older] = await world.say(JOKO, "/ambang 2024")
    assert older.startswith("<b>Ambang batas angkatan 2024</b>")
    [none] = await world.say(JOKO, "/ambang 2031")
    assert none.startswith("Belum ada ambang untuk angkatan 2031.")


async def test_an_admin_confirms_one(both_worlds: World) -> None:
    world = both_worlds
    await maros(world)
    await record_example(world)
    await world.say(ADMIN, "/ambang")
    assert world.last(ADMIN).labels[:6] == [
        "Konfirmasi MCP",
        "Konfirmasi SPI",
        "Konfirmasi SAKIP",
        "Konfirmasi Kepatuhan",
        "Konfirmasi Maturitas SPIP",
        "Konfirmasi Opini BPK",
    ]
    card = world.last(ADMIN)
    [said] = await world.press(ADMIN, "Konfirmasi Kepatuhan", on=card)
    assert said == (
        "Ambang <b>Kepatuhan</b> angkatan 2026 (calon) kini <b>terkonfirmasi</b>: B.\n\n"
        "Sumbernya bukan dokumen resmi (Disebut untuk 2026; angka dari daftar 2025). Sampai dasar dokumen "
        "diisi, pemberitahuan kepada daerah menyebut <i>dikonfirmasi Dit. Permas KPK</i> sebagai dasar.\n\n"
        "Tercatat di bawah ambang ini: Kabupaten Maros. Tidak ada pesan yang dikirim karena konfirmasi ini; "
        "daerah diberi tahu ketika nilai berikutnya dicatat dan masih di bawah ambang. <b>Beri tahu "
        "daerah</b> menyampaikannya sekarang sebagai penetapan ketentuan, bukan sebagai penurunan nilai."
    )
    [again] = await world.press(ADMIN, "Konfirmasi Kepatuhan", on=card)
    assert again.startswith(
        "Ambang <b>Kepatuhan</b> angkatan 2026 (calon) sudah terkonfirmasi sebelumnya: B."
    )
    assert world.texts(INSPEKTUR_MAROS) == []
    async with world.sessions.reading() as session:
        done = (await session.scalars(select(Threshold.criterion).where(Threshold.is_confirmed))).all()
        entries = (
            await session.scalars(select(AuditEntry).where(AuditEntry.action == "threshold_confirmed"))
        ).all()
    assert (done, len(entries)) == (["kepatuhan"], 1)


async def test_a_threshold_that_changed_is_not_confirmed_by_an_old_button(world: World) -> None:
    await world.say(ADMIN, "/ambang")
    card = world.last(ADMIN)
    async with world.sessions.writing() as session:
        await session.execute(update(Threshold).where(Threshold.criterion == "mcp").values(minimum="80"))
    assert await world.press(ADMIN, "Konfirmasi MCP", on=card) == [mistake(Stale())]


async def test_only_an_admin_confirms_and_only_staff_see(world: World) -> None:
    await joko(world.sessions)
    await sari(world.sessions)
    await world.say(ADMIN, "/ambang")
    data = str(world.last(ADMIN).buttons[0]["callback_data"])
    for who in (JOKO, SARI):
        assert await world.press_data(who, data) == [mistake(Stale())]
    assert await world.press_data(STRANGER, data) == [mistake(Stale())]
    assert await world.say(SARI, "/ambang") == [mistake(Forbidden())]
    assert await world.press_data(ADMIN, "ambang:1:xxxxxxxx") == [mistake(Stale())]
    assert await world.press_data(ADMIN, "ambang:x:y") == [mistake(Stale())]


async def test_the_paper_a_threshold_rests_on_is_told_to_regions(both_worlds: World) -> None:
    world = both_worlds
    await maros(world)
    await world.say(ADMIN, "/ambang")
    await world.press(ADMIN, "Konfirmasi SPI")
    receipt = world.last(ADMIN)
    assert receipt.labels == ["Isi dasar dokumen"]
    await world.say(ADMIN, "/nilai maros spi 2023 60")
    await world.press(ADMIN, "Konfirmasi")
    notice = world.texts(INSPEKTUR_MAROS)[-1]
    assert "Dasar ambang: <i>dikonfirmasi Dit. Permas KPK, 3 Maret 2025</i>" in notice
    assert "Sumber nilai: dicatat Dit. Permas, 3 Maret 2025" in notice
    [asked] = await world.press(ADMIN, "Isi dasar dokumen", on=receipt)
    assert "Dasar: nomor surat/dokumen KPK, atau ketik <code>-</code> bila sama seperti tertulis." in asked
    assert await world.say(ADMIN, "?") == [mistake(DocumentUnusable())]
    [done] = await world.say(ADMIN, "B/1234/DKM.02/80-83/03/2025")
    assert "telah dicatat: <b>B/1234/DKM.02/80-83/03/2025</b>" in done
    for typed in ("/nilai maros spi 2023 80", "/nilai maros spi 2024 61"):
        await world.say(ADMIN, typed)
        await world.press(ADMIN, "Konfirmasi")
    assert "Dasar ambang: <i>B/1234/DKM.02/80-83/03/2025</i>" in world.texts(INSPEKTUR_MAROS)[-1]
    async with world.sessions.reading() as session:
        found = await session.scalars(select(AuditEntry).where(AuditEntry.action == "threshold_document_set"))
        assert [entry.detail["document"] for entry in found] == ["B/1234/DKM.02/80-83/03/2025"]


async def test_a_dash_keeps_what_is_written(world: World) -> None:
    await world.say(ADMIN, "/ambang")
    await world.press(ADMIN, "Konfirmasi MCP")
    await world.press(ADMIN, "Isi dasar dokumen")
    [done] = await world.say(ADMIN, "-")
    assert "telah dicatat: <b>Laman KPK dikutip buseronline, 18 Maret 2025</b>" in done


async def test_only_an_admin_names_the_paper(world: World) -> None:
    await joko(world.sessions)
    assert await world.press_data(JOKO, "dasar:1") == [mistake(Stale())]
    assert await world.press_data(ADMIN, "dasar:99999") == [mistake(Stale())]
