"""Thresholds and cohorts from a file: versions and not overwrites, told as a rule and never as a fall."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlmodel import col

from bot.actions.file_imports import ImportKind
from bot.messages.terminal import console
from db.tables import Alert, AuditEntry, EarlyNotice, Threshold
from tests.actions.test_file_imports import imported
from tests.builders import JOKO, joko
from tests.criteria import INSPEKTUR_MAROS, SEKDA_MAROS, alert_states, confirm_thresholds, maros
from tests.fakes import ADMIN, World

HEAD = (
    "cohort,stage,criterion,instrument,minimum,is_confirmed,source,effective_from,document,margin,recovery\n"
)
PLACES = "region_code,cohort,stage\n"


async def maros_at(world: World, value: str) -> None:
    await maros(world)
    await confirm_thresholds(world, "spi")
    await world.say(ADMIN, f"/nilai maros spi 2023 {value}")
    await world.press(ADMIN, "Konfirmasi")


async def thresholds(world: World, *rows: str, **flags: bool) -> str:
    outcome = await imported(world, ImportKind.THRESHOLDS, HEAD + "\n".join(rows), **flags)
    await world.tick()
    return console(outcome)


async def places(world: World, *rows: str, **flags: bool) -> str:
    outcome = await imported(world, ImportKind.CANDIDACIES, PLACES + "\n".join(rows), **flags)
    await world.tick()
    return console(outcome)


async def spi_versions(world: World) -> list[Threshold]:
    async with world.sessions.reading() as session:
        rows = await session.scalars(
            select(Threshold)
            .where(Threshold.cohort == 2026, Threshold.criterion == "spi", Threshold.stage == "calon")
            .order_by(col(Threshold.version))
        )
        return list(rows.all())


async def test_a_file_makes_versions_and_is_told_once(both_worlds: World) -> None:
    world = both_worlds
    await maros_at(world, "70")
    row = '2026,calon,spi,,72,yes,Surat KPK,,B/9/2026,"1,5",74'
    said = await thresholds(world, row, is_dry_run=True)
    assert said == (
        "Would import: 0 new, 1 changed, 0 unchanged.\n"
        "Kabupaten Maros: spi is below by the new rule; told as a rule\n"
        "Would tell Kabupaten Maros: Inspektur Kabupaten Maros, Pj. Sekretaris Daerah Kabupaten Maros"
    )
    assert (len(await spi_versions(world)), world.texts(INSPEKTUR_MAROS)) == (1, [])
    assert "Told Kabupaten Maros" in await thresholds(world, row)
    first, second = await spi_versions(world)
    assert (first.minimum, first.withdrawn_at, second.version) == ("68", None, 2)
    assert (second.minimum, second.document, second.margin, second.recovery) == (
        "72",
        "B/9/2026",
        Decimal("1.5"),
        Decimal(74),
    )
    [told] = world.texts(INSPEKTUR_MAROS)
    assert told.startswith("<b>Perubahan ketentuan ambang</b>")
    assert await thresholds(world, row) == "Imported: 0 new, 0 changed, 1 unchanged."
    assert (len(await spi_versions(world)), len(world.texts(INSPEKTUR_MAROS))) == (2, 1)
    assert await alert_states(world) == []


async def test_what_a_row_does_not_say_stays(world: World) -> None:
    await thresholds(world, "2026,calon,spi,,72,yes,Surat KPK,,B/9/2026,1.5,74")
    short = "cohort,stage,criterion,minimum\n2026,calon,spi,72\n"
    outcome = await imported(world, ImportKind.THRESHOLDS, short)
    assert (outcome.changed, outcome.unchanged) == (0, 1)


async def test_a_later_version_comes_into_force_by_itself(world: World) -> None:
    await maros_at(world, "70")
    row = "2026,calon,spi,,72,yes,Surat KPK,2025-03-10,B/9/2026,,"
    await thresholds(world, row)
    assert await thresholds(world, row) == "Imported: 0 new, 0 changed, 1 unchanged."
    assert (await spi_versions(world))[-1].effective_from == date(2025, 3, 10)
    assert world.texts(INSPEKTUR_MAROS) == []
    world.clock.forward(days=7)
    await world.tick()
    assert len(world.texts(INSPEKTUR_MAROS)) == 1


async def test_a_quiet_one_stays_quiet_on_its_day(world: World) -> None:
    await maros_at(world, "66")
    heard = len(world.texts(INSPEKTUR_MAROS))
    said = await thresholds(world, "2026,calon,spi,,60,yes,Surat KPK,10-03-2025,,,", is_quiet=True)
    assert said.endswith("Nobody was told (--quiet).")
    assert await alert_states(world) == ["open"]
    world.clock.forward(days=7)
    await world.tick()
    assert (await alert_states(world), len(world.texts(INSPEKTUR_MAROS))) == (["withdrawn"], heard)


async def test_every_bad_row_is_named_and_nothing_stored(world: World) -> None:
    said = await thresholds(
        world,
        "26,calon,spi,,70,,,,,,",
        "2026,cawan,spi,,70,,,,,,",
        "2026,calon,gini,,70,,,,,,",
        "2026,calon,spi,,170,,,,,,",
        "2026,calon,spi,SPBE,70,,,,,,",
        "2026,calon,spi,,70,,,kapan,,,",
        "2026,calon,spi,,70,,,,,banyak,",
        "2026,calon,spi,,70,,,,,,60",
        "2026,calon,spi,,70,,,,,,",
        "2026,calon,spi,,71,,,,,,",
        is_dry_run=True,
    )
    assert said == (
        "Row 2: '26' is no cohort\n"
        "Row 3: 'cawan' is no stage: calon, penetapan, dipertahankan, dicabut\n"
        "Row 4: no criterion is called 'gini'\n"
        "Row 5: '170' is no threshold for this criterion\n"
        "Row 6: 'SPBE' is no instrument of this criterion: SPI\n"
        "Row 7: 'kapan' is no date\n"
        "Row 8: 'banyak' is no number\n"
        "Row 9: '60' is lower than the threshold, so no alert could close there\n"
        "Row 11: contradicts row(s) 10\n"
        "Nothing was imported: 9 problem(s)."
    )
    assert len(await spi_versions(world)) == 1


async def test_a_region_that_moves_is_told_of_its_new_rule(both_worlds: World) -> None:
    world = both_worlds
    await joko(world.sessions)
    await maros_at(world, "70")
    await thresholds(world, "2026,penetapan,spi,,78,yes,Surat KPK,,B/9/2026,,")
    assert world.texts(INSPEKTUR_MAROS) == []
    said = await places(world, "73.09,2026,penetapan", is_dry_run=True)
    assert "Would tell Kabupaten Maros" in said and world.texts(INSPEKTUR_MAROS) == []
    await places(world, "73.09,2026,penetapan")
    [told] = world.texts(INSPEKTUR_MAROS)
    assert "tahap Kabupaten Maros berubah dari calon 2026 menjadi penetapan 2026" in told
    assert "Ambang semula: 68\nAmbang sekarang: <b>78</b>" in told
    assert len(world.texts(SEKDA_MAROS)) == 1 and await alert_states(world) == []
    assert world.texts(JOKO)[-1].startswith("<b>Untuk petugas: perubahan ketentuan ambang</b>")
    world.clock.forward(minutes=1)
    await places(world, "73.09,2026,calon")
    assert "<b>memenuhi ambang</b> (+2)" in world.texts(INSPEKTUR_MAROS)[-1]
    async with world.sessions.reading() as session:
        assert len((await session.scalars(select(EarlyNotice))).all()) == 4


async def test_an_alert_ends_with_the_stage_that_asked_for_more(world: World) -> None:
    await maros(world)
    await thresholds(world, "2026,penetapan,spi,,78,yes,Surat KPK,,B/9/2026,,")
    await places(world, "73.09,2026,penetapan")
    await world.say(ADMIN, "/nilai maros spi 2023 70")
    await world.press(ADMIN, "Konfirmasi")
    assert await alert_states(world) == ["open"]
    await places(world, "73.09,2026,dipertahankan")
    assert await alert_states(world) == ["withdrawn"]
    assert "tidak berlaku lagi" in world.texts(INSPEKTUR_MAROS)[-1]


async def test_a_revoked_region_leaves_without_a_word(both_worlds: World) -> None:
    world = both_worlds
    await maros_at(world, "66")
    heard = len(world.texts(INSPEKTUR_MAROS))
    await places(world, "73.09,2026,dicabut")
    async with world.sessions.reading() as session:
        [alert] = (await session.scalars(select(Alert))).all()
        actions = (await session.scalars(select(AuditEntry.action))).all()
    assert (alert.state.value, alert.close_reason, len(world.texts(INSPEKTUR_MAROS))) == (
        "withdrawn",
        "left",
        heard,
    )
    assert actions.count("alert_left") == 1


async def test_an_older_candidacy_revoked_touches_no_alert(world: World) -> None:
    await places(world, "73.09,2024,calon")
    await maros_at(world, "66")
    await places(world, "73.09,2024,dicabut")
    assert await alert_states(world) == ["open"]
