"""A threshold is changed: before and after first, then told as a rule and never as a fall."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import event, select
from sqlmodel import col

from bot.messages.render import mistake
from bot.rules.actors import Role
from bot.rules.criteria import Stage
from bot.rules.documents import DocumentUnusable
from bot.rules.errors import Forbidden, Stale
from bot.rules.threshold_changes import ThresholdRefused, Wrong
from db.tables import (
    Alert,
    AlertNotice,
    AuditEntry,
    Candidacy,
    EarlyNotice,
    Measurement,
    MeasurementStatus,
    Region,
    Threshold,
)
from tests.builders import JOKO, SARI, joko, sari, staff
from tests.criteria import INSPEKTUR_MAROS, SEKDA_MAROS, alert_states, confirm_thresholds, maros
from tests.fakes import ADMIN, START, World

UP = "/ambang ubah 2026 calon spi 72 dokumen B/123/DKM.02/2026 alasan Rapat pimpinan"
RATNA = 900_000_077


async def maros_at(world: World, value: str) -> None:
    """Maros with one value of SPI, under a confirmed threshold of 68."""
    await maros(world)
    await confirm_thresholds(world, "spi")
    await record(world, value)


async def record(world: World, value: str) -> None:
    await world.say(ADMIN, f"/nilai maros spi 2023 {value}")
    await world.press(ADMIN, "Konfirmasi")


async def minima(world: World) -> list[tuple[int, str]]:
    async with world.sessions.reading() as session:
        rows = await session.execute(
            select(col(Threshold.version), col(Threshold.minimum))
            .where(col(Threshold.cohort) == 2026, col(Threshold.criterion) == "spi")
            .order_by(col(Threshold.version))
        )
        return [(version, minimum) for version, minimum in rows]


async def audited(world: World, action: str) -> list[dict[str, object]]:
    async with world.sessions.reading() as session:
        found = await session.scalars(select(AuditEntry).where(AuditEntry.action == action))
        return [dict(entry.detail) for entry in found]


async def test_a_higher_threshold_is_shown_first_and_told_once_as_a_rule(both_worlds: World) -> None:
    world = both_worlds
    await maros_at(world, "70")
    [card] = await world.say(ADMIN, UP)
    assert "Semula: 68\nMenjadi: <b>72</b>\nBerlaku: hari ini\nDasar: B/123/DKM.02/2026" in card
    assert (
        "<b>Menjadi di bawah ambang</b>\n- Kabupaten Maros: SPI 70, <b>di bawah ambang</b>, selisih 2" in card
    )
    assert "- Inspektur Kabupaten Maros; Pj. Sekretaris Daerah Kabupaten Maros" in card
    assert world.last(ADMIN).labels == ["Konfirmasi", "Ubah tanpa memberi tahu", "Batal"]
    assert (await minima(world), world.texts(INSPEKTUR_MAROS)) == ([(1, "68")], [])
    shown = world.last(ADMIN)
    [done] = await world.press(ADMIN, "Konfirmasi")
    assert "telah diubah: dari 68 menjadi <b>72</b>" in done
    [told], [copy] = world.texts(INSPEKTUR_MAROS), world.texts(SEKDA_MAROS)
    assert told.startswith("<b>Perubahan ketentuan ambang</b>")
    assert copy.startswith("<b>Tembusan: perubahan ketentuan ambang</b>")
    assert "Ambang semula: 68\nAmbang sekarang: <b>72</b>, sejak 3 Maret 2025" in told
    assert "SPI 2023: <b>70</b>" in told and "di bawah ambang</b>, selisih 2" in told
    assert world.last(INSPEKTUR_MAROS).labels == []
    assert await world.press(ADMIN, "Konfirmasi", on=shown) == [mistake(Stale())]
    assert (await minima(world), await alert_states(world)) == ([(1, "68"), (2, "72")], [])
    assert len(world.texts(INSPEKTUR_MAROS)) == 1
    async with world.sessions.reading() as session:
        notices = (await session.scalars(select(EarlyNotice).order_by(col(EarlyNotice.id)))).all()
        ids = set(await session.scalars(select(col(Threshold.id)).where(col(Threshold.version) == 2)))
    assert [(n.kind.value, n.criterion, n.threshold_id in ids) for n in notices] == [
        ("rule_changed", "spi", True)
    ] * 2
    [entry] = await audited(world, "threshold_changed")
    assert (entry["before"], entry["minimum"], entry["is_quiet"]) == ("68", "72", False)


async def test_the_next_low_value_alarms_as_a_value(world: World) -> None:
    await maros_at(world, "70")
    await world.say(ADMIN, UP)
    await world.press(ADMIN, "Konfirmasi")
    await world.say(ADMIN, "/nilai maros spi 2024 69")
    await world.press(ADMIN, "Konfirmasi")
    assert await alert_states(world) == ["open"]


async def test_a_lower_threshold_ends_the_notice_without_thanks(both_worlds: World) -> None:
    world = both_worlds
    await maros_at(world, "66")
    assert await alert_states(world) == ["open"]
    world.clock.forward(days=1)
    [card] = await world.say(ADMIN, "/ambang ubah 2026 calon spi 65")
    assert "Pemberitahuan capaian yang berakhir karena ketentuan: 1." in card
    await world.press(ADMIN, "Konfirmasi")
    told = world.texts(INSPEKTUR_MAROS)[-1]
    assert "Pemberitahuan tanggal <b>3 Maret 2025</b> tidak berlaku lagi." in told
    assert "memenuhi ambang" in told and "penghargaan" not in told and "pulih" not in told
    assert "tidak berlaku lagi" in world.texts(SEKDA_MAROS)[-1]
    async with world.sessions.reading() as session:
        [alert] = (await session.scalars(select(Alert))).all()
        last = await session.scalars(select(col(AlertNotice.told)).order_by(col(AlertNotice.id)))
    assert (alert.state.value, alert.close_reason) == ("withdrawn", "rule_changed")
    assert [state.value for state in last] == ["open", "open", "withdrawn", "withdrawn"]
    # corrected back: below again by the rule alone, and nothing alarms
    await world.say(ADMIN, "/ambang ubah 2026 calon spi 68 alasan Salah ketik")
    await world.press(ADMIN, "Konfirmasi")
    assert world.texts(INSPEKTUR_MAROS)[-1].startswith("<b>Perubahan ketentuan ambang</b>")
    assert "Ambang semula: 65\nAmbang sekarang: <b>68</b>" in world.texts(INSPEKTUR_MAROS)[-1]
    assert await alert_states(world) == ["withdrawn"]


async def test_a_fall_that_has_not_left_is_taken_back(world: World) -> None:
    world.clock.forward(hours=12)  # evening: both wait for the morning
    await maros_at(world, "66")
    await world.say(ADMIN, "/ambang ubah 2026 calon spi 65")
    await world.press(ADMIN, "Konfirmasi")
    world.clock.forward(hours=13)
    await world.tick()
    [told] = world.texts(INSPEKTUR_MAROS)
    assert told.startswith("<b>Perubahan ketentuan ambang</b>") and "tidak berlaku lagi" not in told


async def test_corrected_back_before_the_first_word_has_left_nobody_hears(both_worlds: World) -> None:
    world = both_worlds
    await maros_at(world, "70")
    world.clock.forward(hours=12)
    await world.say(ADMIN, "/ambang ubah 2026 calon spi 72")
    await world.press(ADMIN, "Konfirmasi")
    await world.say(ADMIN, "/ambang ubah 2026 calon spi 68 alasan Salah ketik")
    [done] = await world.press(ADMIN, "Konfirmasi")
    assert "(pemberitahuan sebelumnya belum terkirim dan ditarik)" in done
    world.clock.forward(hours=13)
    await world.tick()
    assert (world.texts(INSPEKTUR_MAROS), world.texts(SEKDA_MAROS)) == ([], [])
    async with world.sessions.reading() as session:
        assert (await session.scalars(select(EarlyNotice))).all() == []


async def test_a_quiet_change_takes_back_the_fall_that_has_not_left(world: World) -> None:
    world.clock.forward(hours=12)
    await maros_at(world, "66")
    await world.say(ADMIN, "/ambang ubah 2026 calon spi 65")
    await world.press(ADMIN, "Ubah tanpa memberi tahu")
    world.clock.forward(hours=13)
    await world.tick()
    assert world.texts(INSPEKTUR_MAROS) == []


async def test_unset_ends_and_alarms_nothing(world: World) -> None:
    await maros_at(world, "66")
    await world.say(ADMIN, "/ambang ubah 2026 calon spi kosong")
    await world.press(ADMIN, "Konfirmasi")
    assert "Ambang sekarang: <b>belum ditetapkan</b>" in world.texts(INSPEKTUR_MAROS)[-1]
    assert await alert_states(world) == ["withdrawn"]
    await record(world, "50")
    assert await alert_states(world) == ["withdrawn"]


async def test_without_telling_nobody_hears(world: World) -> None:
    await maros_at(world, "66")
    said = len(world.texts(INSPEKTUR_MAROS))
    await world.say(ADMIN, "/ambang ubah 2026 calon spi 65")
    [done] = await world.press(ADMIN, "Ubah tanpa memberi tahu")
    assert "Tidak ada yang diberi tahu." in done
    assert (len(world.texts(INSPEKTUR_MAROS)), await alert_states(world)) == (said, ["withdrawn"])


async def test_an_unconfirmed_threshold_informs_staff_only(world: World) -> None:
    await joko(world.sessions)
    await maros_at(world, "70")
    [card] = await world.say(ADMIN, "/ambang ubah 2026 calon spi 72 belum dikonfirmasi")
    assert "<b>Belum dikonfirmasi</b>: hanya petugas yang diberi tahu." in card
    await world.press(ADMIN, "Konfirmasi")
    assert world.texts(INSPEKTUR_MAROS) == []
    [told] = world.texts(JOKO)
    assert told.startswith("<b>Untuk petugas: perubahan ketentuan ambang</b>")
    assert "<b>Kabupaten Maros</b>" in told and "Daerah tidak diberi tahu" in told


async def test_missing_is_not_failing(world: World) -> None:
    await maros(world)
    [card] = await world.say(ADMIN, "/ambang ubah 2026 calon spi 99")
    assert "Tidak ada daerah yang kedudukannya berubah." in card
    await world.press(ADMIN, "Konfirmasi")
    assert world.texts(INSPEKTUR_MAROS) == []


async def test_a_later_version_comes_into_force_at_midnight_in_jakarta(both_worlds: World) -> None:
    world = both_worlds
    await maros_at(world, "70")
    [card] = await world.say(ADMIN, "/ambang ubah 2026 calon spi 72 mulai 10-03-2025")
    assert "Berlaku: mulai 10 Maret 2025" in card
    await world.press(ADMIN, "Konfirmasi")
    assert "mulai 10 Maret 2025: <b>72</b>" in (await world.say(ADMIN, "/ambang"))[0]
    world.clock.at = datetime(2025, 3, 9, 16, 59, 55, tzinfo=UTC)  # 23.59.55 WIB
    await world.tick()
    assert await audited(world, "threshold_in_force") == []
    world.clock.forward(seconds=5)
    for _ in range(2):
        await world.tick()
    assert len(await audited(world, "threshold_in_force")) == 1
    assert world.texts(INSPEKTUR_MAROS) == []  # it is night there
    world.clock.forward(hours=10)
    await world.tick()
    [told] = world.texts(INSPEKTUR_MAROS)
    assert "Ambang sekarang: <b>72</b>, sejak 10 Maret 2025" in told
    assert await alert_states(world) == []


async def test_an_announced_version_can_be_withdrawn_before_its_day(world: World) -> None:
    await maros_at(world, "70")
    await world.say(ADMIN, "/ambang ubah 2026 calon spi 72 mulai 10-03-2025")
    await world.press(ADMIN, "Konfirmasi")
    await world.say(ADMIN, "/ambang")
    await world.press(ADMIN, "SPI ▸")
    card = world.last(ADMIN)
    assert card.labels == [
        "Isi dasar dokumen",
        "Ubah",
        "Riwayat",
        "Batalkan rencana perubahan 10 Maret 2025",
    ]
    [gone] = await world.press(ADMIN, card.labels[-1])
    assert "telah <b>dibatalkan</b>" in gone
    assert await world.press(ADMIN, card.labels[-1], on=card) == [mistake(Stale())]
    world.clock.forward(days=8)
    await world.tick()
    assert world.texts(INSPEKTUR_MAROS) == []
    [history] = await world.press(ADMIN, "Riwayat", on=card)
    assert "<b>72</b> (dibatalkan 3 Maret 2025), mulai 10 Maret 2025" in history
    assert "<b>68</b> (berlaku sekarang), sejak awal" in history


async def test_a_change_of_today_leaves_an_announced_one_standing(world: World) -> None:
    for typed in ("72 mulai 10-03-2025", "70"):
        await world.say(ADMIN, f"/ambang ubah 2026 calon spi {typed}")
        await world.press(ADMIN, "Konfirmasi")
    [now] = await world.say(ADMIN, "/ambang")
    assert "2. SPI: paling rendah <b>70</b>" in now and "mulai 10 Maret 2025: <b>72</b>" in now
    world.clock.forward(days=8)
    [later] = await world.say(ADMIN, "/ambang")
    assert "2. SPI: paling rendah <b>72</b>" in later


async def test_two_admins_press_at_the_same_moment(both_worlds: World) -> None:
    world = both_worlds
    await staff(world.sessions, RATNA, Role.ADMIN, name="Ratna")
    data = []
    for who, value in ((ADMIN, 70), (RATNA, 75)):
        await world.say(who, f"/ambang ubah 2026 calon spi {value}")
        data.append((who, str(world.last(who).buttons[0]["callback_data"])))
    await asyncio.gather(*(world.press_data(who, pressed) for who, pressed in data for _ in range(3)))
    versions = await minima(world)
    assert [version for version, _ in versions] == [1, 2]
    said = world.texts(ADMIN) + world.texts(RATNA)
    assert sum("telah diubah" in text for text in said) == 1
    assert sum(text.startswith("<b>Keadaan berubah") for text in said) >= 1


async def test_the_plan_of_the_same_day_gives_way_and_is_named(world: World) -> None:
    for value in (72, 74):
        [card] = await world.say(ADMIN, f"/ambang ubah 2026 calon spi {value} mulai 10-03-2025")
        await world.press(ADMIN, "Konfirmasi")
    assert "Menggantikan rencana mulai 10 Maret 2025: 72" in card
    [shown] = await world.say(ADMIN, "/ambang")
    assert "mulai 10 Maret 2025: <b>74</b>" in shown and "<b>72</b>" not in shown


async def test_two_admins_at_once_the_second_sees_it_anew(both_worlds: World) -> None:
    world = both_worlds
    await staff(world.sessions, RATNA, Role.ADMIN, name="Ratna")
    await world.say(ADMIN, "/ambang ubah 2026 calon spi 70")
    await world.say(RATNA, "/ambang ubah 2026 calon spi 75")
    hers = world.last(RATNA)
    await world.press(ADMIN, "Konfirmasi")
    [anew] = await world.press(RATNA, "Konfirmasi", on=hers)
    assert anew.startswith("<b>Keadaan berubah sejak kartu sebelumnya.</b>")
    assert "Semula: 70\nMenjadi: <b>75</b>" in anew
    assert await minima(world) == [(1, "68"), (2, "70")]
    await world.press(RATNA, "Konfirmasi")
    assert await minima(world) == [(1, "68"), (2, "70"), (3, "75")]


async def test_the_same_change_by_two_is_made_once(world: World) -> None:
    await staff(world.sessions, RATNA, Role.ADMIN, name="Ratna")
    for who in (ADMIN, RATNA):
        await world.say(who, "/ambang ubah 2026 calon spi 70")
    await world.press(ADMIN, "Konfirmasi")
    [said] = await world.press(RATNA, "Konfirmasi")
    assert "sudah <b>70</b>" in said
    assert await minima(world) == [(1, "68"), (2, "70")]


async def test_asked_step_by_step_and_a_new_stage(world: World) -> None:
    await world.say(ADMIN, "/ambang")
    await world.press(ADMIN, "Kepatuhan ▸")
    [asked] = await world.press(ADMIN, "Ubah")
    assert "Sekarang: <b>B</b>" in asked
    [wrong] = await world.say(ADMIN, "880")
    assert '"880" tidak ada pada skala kriteria ini.' in wrong
    [card] = await world.say(ADMIN, "kategori a mulai 1 April 2025")
    assert "Menjadi: <b>A</b>\nBerlaku: mulai 1 April 2025" in card
    await world.press(ADMIN, "Batal")
    assert await world.press(ADMIN, "Konfirmasi") == [mistake(Stale())]
    await world.say(ADMIN, "/ambang")
    await world.press(ADMIN, "Ambang lain")
    [card] = await world.say(ADMIN, "2026 penetapan Opini Ombudsman 80,5 dokumen B/77/2026")
    assert "<b>Perubahan ambang Opini Ombudsman</b>, penetapan 2026\nSemula: belum ditetapkan" in card
    await world.press(ADMIN, "Konfirmasi")
    [shown] = await world.say(ADMIN, "/ambang")
    assert "<b>Penetapan</b>\n4. Opini Ombudsman: paling rendah <b>80,5</b>" in shown
    assert "Penetapan: Opini Ombudsman ▸" in world.last(ADMIN).labels


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("", Wrong.SHAPE),
        ("2026 calon", Wrong.SHAPE),
        ("2026 calo spi 70", Wrong.STAGE),
        ("2026 calon gini 70", Wrong.CRITERION),
        ("2026 calon spi", Wrong.VALUE),
        ("2026 calon perkara tidak ada", Wrong.MANAGED),
        ("2026 calon spi 170", Wrong.OFF_SCALE),
        ("2026 calon spip B", Wrong.OFF_SCALE),
        ("2026 calon spi 70 mulai kapan-kapan", Wrong.DATE),
        ("2026 calon spi 70 mulai 01-01-2099", Wrong.DATE_FAR),
        ("2026 calon spi 70 margin banyak", Wrong.MARGIN),
        ("2026 calon spi 70 pulih 60", Wrong.RECOVERY),
        ("2026 calon spi 70 instrumen SAKIP", Wrong.INSTRUMENT),
        ("2026 calon spi 68", Wrong.SAME),
        (f"2026 calon spi 70 alasan {'a' * 301}", Wrong.REASON),
    ],
)
async def test_what_does_not_fit_gets_a_sentence(world: World, typed: str, wrong: Wrong) -> None:
    await confirm_thresholds(world, "spi")
    [said] = await world.say(ADMIN, f"/ambang ubah {typed}")
    first = mistake(ThresholdRefused(wrong)).split('"')[0][:20]
    assert said.startswith(first)
    assert await minima(world) == [(1, "68")]


async def test_a_paper_of_two_letters_is_none(world: World) -> None:
    assert await world.say(ADMIN, "/ambang ubah 2026 calon spi 70 dokumen B1") == [
        mistake(DocumentUnusable())
    ]


async def test_only_an_admin_changes(world: World) -> None:
    await joko(world.sessions)
    await sari(world.sessions)
    for who in (JOKO, SARI):
        assert await world.say(who, "/ambang ubah 2026 calon spi 70") == [mistake(Forbidden())]
    await world.say(JOKO, "/ambang")
    await world.press(JOKO, "SPI ▸")
    assert world.last(JOKO).labels == ["Riwayat"]
    assert await world.press_data(JOKO, "ambang_ubah:1") == [mistake(Stale())]


async def test_a_confirmed_threshold_is_told_as_a_rule_once(both_worlds: World) -> None:
    world = both_worlds
    await maros(world)
    await record(world, "60")
    await world.say(ADMIN, "/ambang")
    await world.press(ADMIN, "Konfirmasi SPI")
    assert world.texts(INSPEKTUR_MAROS) == []
    receipt = world.last(ADMIN)
    assert receipt.labels == ["Isi dasar dokumen", "Beri tahu daerah"]
    [done] = await world.press(ADMIN, "Beri tahu daerah", on=receipt)
    assert "disampaikan sebagai penetapan ketentuan" in done
    [told] = world.texts(INSPEKTUR_MAROS)
    assert told.startswith("<b>Penetapan ketentuan ambang</b>")
    assert "Ambang ditetapkan: <b>68</b>" in told
    [again] = await world.press(ADMIN, "Beri tahu daerah", on=receipt)
    assert again.startswith("Tidak ada yang dikirim")
    assert (len(world.texts(INSPEKTUR_MAROS)), await alert_states(world)) == (1, [])


async def statements(world: World, said: str) -> int:
    """How many statements one message of the admin costs."""
    found: list[str] = []
    async with world.sessions.reading() as session:
        engine = session.get_bind()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    await world.say(ADMIN, said)
    event.remove(engine, "before_cursor_execute", note)
    return len(found)


async def test_a_card_costs_the_same_however_many_regions_it_turns(world: World) -> None:
    await maros_at(world, "70")
    few = await statements(world, UP)
    async with world.sessions.writing() as session:
        taking_part = select(col(Candidacy.region_code)).where(col(Candidacy.cohort) == 2026)
        others = await session.scalars(
            select(col(Region.code)).where(col(Region.code).not_in(taking_part)).limit(60)
        )
        for code in others.all():
            session.add(Candidacy(region_code=code, cohort=2026, stage=Stage.CALON))
            session.add(
                Measurement(
                    region_code=code,
                    criterion="spi",
                    instrument="SPI",
                    assessment_year=2023,
                    value=Decimal(70),
                    status=MeasurementStatus.FINAL,
                    recorded_at=START,
                )
            )
    assert await statements(world, UP) == few
    assert "dan 31 daerah lain" in world.last(ADMIN).html
