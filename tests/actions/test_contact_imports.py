"""``import contacts``: people without Telegram are recorded, whoever is in Telegram is never replaced."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.actions.file_imports import ImportKind, import_file
from bot.messages.terminal import console
from bot.rules.actors import Scope
from db.queries.seat_cards import seats_of_regions
from db.tables import AuditEntry
from tests.criteria import maros
from tests.fakes import World

HEAD = "Kode Wilayah;Jabatan;Nama;Sebutan;Telepon Kantor;Telepon;Berlaku Sampai\n"


async def imported(world: World, text: str, *, is_dry_run: bool = False) -> str:
    async with world.working() as work:
        outcome = await import_file(
            work,
            kind=ImportKind.CONTACTS,
            filename="kontak.csv",
            content=(HEAD + text).encode(),
            is_dry_run=is_dry_run,
            is_quiet=False,
        )
    return console(outcome)


async def held(world: World, region: str) -> list[tuple[str, ...]]:
    async with world.sessions.reading() as session:
        seats = await seats_of_regions(session, [region], within=Scope(everywhere=True))
    return [
        (seat.post, seat.office_phone, *((one.name, one.prefix, one.phone, str(one.until_on)) if one else ()))
        for seat in seats
        for one in [seat.holder]
    ]


async def test_a_seat_without_telegram_is_filled_changed_and_replaced(both_worlds: World) -> None:
    world = both_worlds
    row = "64.74;Inspektur;Sari Praktik;Plt.;0548 21000;8115550000;31-12-2026\n"
    assert await imported(world, row, is_dry_run=True) == "Would import: 1 new, 0 changed, 0 unchanged."
    assert await held(world, "64.74") == [("sekda", ""), ("inspektur", "")]
    assert await imported(world, row) == "Imported: 1 new, 0 changed, 0 unchanged."
    assert await imported(world, row) == "Imported: 0 new, 0 changed, 1 unchanged."
    sari = ("inspektur", "0548 21000", "Sari Praktik", "Plt.", "08115550000", "2026-12-31")
    assert await held(world, "64.74") == [("sekda", ""), sari]
    changed = await imported(world, "Kota Bontang;inspektur;Sari Praktik;-;;;-\n")
    assert changed == "Imported: 0 new, 1 changed, 0 unchanged."
    assert (await held(world, "64.74"))[1] == (*sari[:3], "", sari[4], "None")
    assert await imported(world, "64.74;inspektur;Budi Latihan;;;;\n64.74;sekda;;;0548 1000;;\n") == (
        "Imported: 0 new, 2 changed, 0 unchanged."
    )
    assert await held(world, "64.74") == [
        ("sekda", "0548 1000"),
        ("inspektur", "0548 21000", "Budi Latihan", "", "", "None"),
    ]
    async with world.sessions.reading() as session:
        entries = (await session.scalars(select(AuditEntry))).all()
    assert [entry.action for entry in entries].count("contact_imported") == 4


async def test_whoever_is_in_telegram_is_not_replaced(world: World) -> None:
    await maros(world)
    before = await held(world, "73.09")
    assert await imported(world, "73.09;sekda;Orang Lain;;0411 1000;0811 000 000;\n") == (
        "Imported: 0 new, 1 changed, 0 unchanged.\n"
        "Row 2: Sekretaris Daerah Kabupaten Maros: somebody else holds the seat in Telegram;"
        " hand it over in the chat"
    )
    assert await held(world, "73.09") == [("sekda", "0411 1000", *before[0][2:]), before[1]]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("bontan;sekda;A B;;;;", "Row 2: 'bontan' may be several regions: Kabupaten Bintan, Kota Bontang"),
        ("Kota Bontanq;sekda;A B;;;;", "Row 2: no region is called 'Kota Bontanq'"),
        ("64.74;camat;A B;;;;", "Row 2: no post is called 'camat': Sekretaris Daerah, Inspektur"),
        ("64.74;sekda;A B;Pjs;;;", "Row 2: 'Pjs' is neither Pj. nor Plt. nor Plh."),
        ("64.74;sekda;A B;;=1+1;;", "Row 2: the formula '=1+1' has no result in the file; paste its value"),
        ("64.74;sekda;A B;;+1234x;;", "Row 2: '+1234x' is no telephone number"),
        ("64.74;sekda;A B;;;;31-02-2026", "Row 2: '31-02-2026' is no date"),
        ("64.74;sekda;;Pj.;;;", "Row 2: the seat is empty and the row has no name"),
    ],
)
async def test_a_bad_row_is_named_and_nothing_is_stored(world: World, row: str, said: str) -> None:
    good = "64.74;inspektur;Sari Praktik;;;;\n"
    lines = (await imported(world, f"{row}\n{good}")).splitlines()
    assert lines == [said, "Nothing was imported: 1 problem(s)."]
    assert await held(world, "64.74") == [("sekda", ""), ("inspektur", "")]


async def test_two_rows_about_one_seat_are_both_refused(world: World) -> None:
    said = await imported(world, "64.74;sekda;Sari Praktik;;;;\n64.74;sekda;Budi Latihan;;;;\n")
    assert said.splitlines()[:2] == ["Row 2: the same seat as row(s) 3", "Row 3: the same seat as row(s) 2"]
