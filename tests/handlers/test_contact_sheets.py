"""Officials from a sheet sent in the chat: staged, shown, recorded once; nothing is taken in silence."""

from __future__ import annotations

import asyncio
import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from bot.messages.render import mistake
from bot.rules.actors import Role, Scope
from bot.rules.errors import Stale
from db.queries.seat_cards import seats_of_regions
from db.tables import AuditEntry, Import, ImportRow, OutboxMessage
from tests.builders import JOKO, SARI, joko, official, sari, staff
from tests.fakes import World

HEAD = "Kode Wilayah;Daerah;Jabatan;Nama;Sebutan;Telepon Kantor;Telepon;Berlaku Sampai\n"
STALE = mistake(Stale())
VIEWER = 900_000_003


@pytest.fixture
async def office(world: World) -> World:
    await joko(world.sessions)
    return world


async def sent(world: World, rows: str, *, name: str = "pejabat.csv", by: int = JOKO) -> list[str]:
    return await world.send_file(by, name, (HEAD + rows).encode())


async def holders(world: World, *regions: str) -> dict[str, str]:
    async with world.sessions.reading() as session:
        seats = await seats_of_regions(session, regions or ["64.74"], within=Scope(everywhere=True))
    return {
        f"{seat.post} {seat.region_code}": f"{seat.holder.prefix} {seat.holder.name}".strip()
        for seat in seats
        if seat.holder
    }


def data_of(world: World, label: str) -> str:
    card = next(shown for shown in reversed(world.telegram.chats[JOKO]) if label in shown.labels)
    return next(str(button["callback_data"]) for button in card.buttons if button["text"] == label)


async def test_a_sheet_is_shown_first_and_recorded_by_konfirmasi(both_worlds: World):
    world = both_worlds
    await joko(world.sessions)
    (card,) = await sent(world, "64.74;;inspektur;Sari Praktik;Plt.;0548 21000;0811555000;31-12-2026\n")
    assert "<b>Pemeriksaan daftar pejabat: pejabat.csv</b>\n1 jabatan terisi baru, 0 berubah" in card
    assert "Inspektur Kota Bontang (baru): nama Sari Praktik; sebutan Plt.; berlaku" in card
    assert await holders(world) == {}
    await world.press(JOKO, "Konfirmasi")
    assert world.last(JOKO).html.startswith("<b>Daftar pejabat telah dicatat</b>: 1 jabatan terisi baru")
    assert await holders(world) == {"inspektur 64.74": "Plt. Sari Praktik"}
    (again,) = await sent(world, "64.74;;inspektur;Sari Praktik;Plt.;0548 21000;0811555000;31-12-2026\n")
    assert "Berkas yang sama telah dicatat pada Senin, 3 Maret 2025." in again
    assert "Tidak ada yang perlu dicatat." in again and world.last(JOKO).labels == []
    async with world.sessions.reading() as session:
        assert await session.scalar(select(func.count()).select_from(ImportRow)) == 0
        actions = (await session.scalars(select(AuditEntry.action))).all()
        kinds = (await session.execute(select(Import.kind, Import.state))).all()
    assert [actions.count(name) for name in ("contacts_staged", "contact_imported", "contacts_recorded")] == [
        1,
        1,
        1,
    ]
    assert [tuple(map(str, kind)) for kind in kinds] == [("contacts", "confirmed")]


async def test_twenty_presses_record_once(both_worlds: World):
    world = both_worlds
    await joko(world.sessions)
    await sent(world, "64.74;;inspektur;Sari Praktik;;;;\n")
    data = data_of(world, "Konfirmasi")
    await asyncio.gather(*(world.press_data(JOKO, data) for _ in range(20)))
    async with world.sessions.reading() as session:
        actions = (await session.scalars(select(AuditEntry.action))).all()
        said = [str(row.get("text")) for row in await session.scalars(select(OutboxMessage.payload))]
    assert (actions.count("contact_imported"), actions.count("contacts_recorded")) == (1, 1)
    assert sum(text.startswith("<b>Daftar pejabat telah dicatat") for text in said) == 1
    assert sum(text.startswith("Daftar pejabat pada kartu ini sudah dicatat") for text in said) == 19


async def test_who_loses_a_seat_is_named_first_and_may_be_kept(office: World):
    await sent(office, "64.74;;inspektur;Sari Praktik;;;;\n")
    await office.press(JOKO, "Konfirmasi")
    rows = "64.74;;inspektur;Budi Latihan;;;;\n64.74;;sekda;Tono Contoh;;;;\n"
    (card,) = await sent(office, rows)
    loss = "<b>Pejabat yang akan dilepas, mohon dipastikan (1)</b>\n"
    assert f"{loss}Inspektur Kota Bontang: <b>Sari Praktik</b>, digantikan Budi Latihan" in card
    assert card.index("akan dilepas") < card.index("Perubahan")
    assert office.last(JOKO).labels == [
        "Konfirmasi, lepas 1 pejabat",
        "Konfirmasi tanpa melepas pejabat",
        "Batal",
    ]
    await office.press(JOKO, "Konfirmasi tanpa melepas pejabat")
    assert "Pejabat yang tetap, tidak digantikan: 1." in office.last(JOKO).html
    assert await holders(office) == {"inspektur 64.74": "Sari Praktik", "sekda 64.74": "Tono Contoh"}
    await sent(office, rows)
    await office.press(JOKO, "Konfirmasi, lepas 1 pejabat")
    assert await holders(office) == {"inspektur 64.74": "Budi Latihan", "sekda 64.74": "Tono Contoh"}


async def test_a_card_that_would_do_something_else_now_is_shown_anew(office: World):
    await sent(office, "64.74;;inspektur;Tono Contoh;;;;\n")
    data = data_of(office, "Konfirmasi")
    await sari(office.sessions)
    (anew, *_) = await office.press_data(JOKO, data)
    assert anew.startswith("Keadaan telah berubah sejak kartu sebelumnya; belum ada yang dicatat.")
    assert "Telegram (1)</b>\nInspektur Kota Bontang: tercatat <b>Sari</b>, pada berkas Tono" in anew
    assert await holders(office) == {"inspektur 64.74": "Sari"}


async def test_batal_forgets_the_rows(office: World):
    await sent(office, "64.74;;inspektur;Tono Contoh;;;;\n")
    data = data_of(office, "Konfirmasi")
    await office.press(JOKO, "Batal")
    assert office.last(JOKO).html.startswith("Dibatalkan. Tidak ada jabatan yang berubah")
    (said,) = await office.press_data(JOKO, data)
    assert said.startswith("Kartu ini sudah dibatalkan")
    assert await holders(office) == {}
    async with office.sessions.reading() as session:
        assert await session.scalar(select(func.count()).select_from(ImportRow)) == 0


BAD = (
    "64.74;Kabupaten Maros;sekda;A Praktik;;;;\n"
    "64.74;;camat;A Praktik;;;;\n"
    "64.74;;inspektur;A Praktik;Pjs;;;\n"
    "19.04;;sekda;A Praktik;;nol lima;;\n"
    "19.04;;inspektur;/a;;;;\n"
    "73.09;;sekda;A Praktik;;;;31-02-2026\n"
    "53.15;;sekda;A Praktik;;;;\n"
    "53.15;;sekda;B Praktik;;;;\n"
    "bontan;;sekda;A Praktik;;;;\n"
    '53.15;;inspektur;"=HYPERLINK(""http://jahat"")";;;;\n'
    "73.09;;inspektur;;Pj.;;;\n"
    "64.74;;sekda;Tono Contoh;;;;\n"
)


async def test_every_bad_row_is_named_and_marked_and_the_good_one_goes_on(office: World):
    caption, card = await sent(office, BAD, name="daftar.csv")
    assert "1 jabatan terisi baru, 0 berubah, 0 tidak berubah, 11 baris keliru" in card
    lines = [line for line in card.splitlines() if line.startswith("Baris ")]
    assert [int(line.split()[1].rstrip(":")) for line in lines] == list(range(2, 13))
    assert lines[0].endswith("tidak sesuai dengan kode wilayahnya, yaitu kode Kota Bontang.")
    assert "jabatan yang sama juga ada pada baris 9" in lines[6]
    assert "Mungkin yang dimaksud" in lines[8] or "dapat berarti lebih dari satu" in lines[8]
    assert "rumus" in lines[9] and "belum terisi" in lines[10]
    assert caption.startswith("Berkas Bapak/Ibu dengan sel keliru ditandai merah")
    handed = office.telegram.chats[JOKO][-2]
    assert handed.filename == "daftar-ditandai.xlsx"
    page = load_workbook(io.BytesIO(handed.content)).worksheets[0]
    red = {cell.coordinate for row in page for cell in row if cell.fill.fill_type == "solid"}
    assert red == {"B2", "C3", "E4", "F5", "D6", "H7", "C8", "C9", "A10", "D11", "D12"}
    notes = [cell.value for cell in page["I"]]
    assert notes[0] == "keterangan pemeriksaan" and notes[12] is None and all(notes[1:12])
    await office.press(JOKO, "Konfirmasi")
    assert await holders(office, "64.74", "19.04", "73.09", "53.15") == {"sekda 64.74": "Tono Contoh"}


async def test_the_name_of_a_file_comes_back_without_what_could_harm(office: World):
    await sent(office, "64.74;;camat;A B;;;;\n", name='../a"\r\nX-Y: <b>\u202eslx.csv')
    assert office.telegram.chats[JOKO][-2].filename == ".._a_ X-Y_ _b_slx-ditandai.xlsx"
    assert "&lt;b&gt;" in office.last(JOKO).html


async def test_the_sheet_handed_back_is_read_again(office: World):
    await sent(office, "64.74;;camat;Tono Contoh;;;;\n")
    handed = office.telegram.chats[JOKO][-2]
    book = load_workbook(io.BytesIO(handed.content))
    book.worksheets[0]["C2"] = "Sekretaris Daerah"
    content = io.BytesIO()
    book.save(content)
    (card,) = await office.send_file(JOKO, handed.filename, content.getvalue())
    assert "1 jabatan terisi baru" in card and "keliru" not in card


async def test_a_long_list_of_differences_comes_as_a_file(office: World):
    for post in ("Kepala Bappeda", "Diskominfo"):
        await office.say(JOKO, "/kontak jabatan baru")
        await office.say(JOKO, post)
        await office.press(JOKO, "Semua daerah angkatan 2026 (4)")
    rows = "".join(
        f"{code};;{post};Pejabat {code} {post};;;;\n"
        for code in ("64.74", "19.04", "73.09", "53.15")
        for post in ("sekda", "inspektur", "Kepala Bappeda", "Diskominfo")
    )
    await sent(office, rows)
    (caption, card) = office.texts(JOKO)[-2:]
    assert "dan 4 lainnya, lihat berkas perubahan" in card
    assert caption == "Semua perubahan pada kartu, satu baris satu perubahan."
    page = load_workbook(io.BytesIO(office.telegram.chats[JOKO][-2].content)).worksheets[0]
    assert page.max_row == 1 + 16
    assert [cell.value for cell in page[2]][:6] == [
        "2",
        "Kota Bontang",
        "Sekretaris Daerah",
        "nama",
        "kosong",
        "Pejabat 64.74 sekda",
    ]


async def test_one_name_in_two_seats_is_pointed_out(office: World):
    rows = "64.74;;inspektur;Tono Contoh;;;;\n73.09;;sekda;TONO contoh;;;;\n"
    (card,) = await sent(office, rows)
    assert "beberapa jabatan, mohon dipastikan (1)</b>\nTono Contoh: Inspektur Kota Bontang dan Sekre" in card


async def test_a_name_that_turns_its_letters_is_stored_straight(office: World):
    await sent(office, "64.74;;inspektur;\u202eIras\u202c Praktik\u200b;;;;\n")
    await office.press(JOKO, "Konfirmasi")
    assert await holders(office) == {"inspektur 64.74": "Iras Praktik"}


async def test_whoever_is_in_telegram_is_neither_replaced_nor_renumbered(office: World):
    await official(office.sessions, SARI, "64.74", "inspektur", name="Sari")
    (card,) = await sent(office, "64.74;;inspektur;Tono Contoh;;0548 1000;0811000000;\n")
    assert "telepon kantor kosong menjadi <b>0548 1000</b>" in card and "0811000000" not in card
    await office.press(JOKO, "Konfirmasi")
    assert await holders(office) == {"inspektur 64.74": "Sari"}


async def test_a_measurement_sheet_is_still_one_and_headings_are_asked_for(office: World):
    (said,) = await office.send_file(JOKO, "pejabat.csv", b"jabatan;nama\ninspektur;Tono\n")
    assert said.startswith("Berkas ini terbaca sebagai daftar pejabat")
    (values,) = await office.send_file(JOKO, "nilai.csv", b"kode;kriteria;tahun;nilai\n64.74;spi;2024;70\n")
    assert "Pemeriksaan berkas nilai.csv" in values


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("pejabat.csv", b"", "Berkas tidak memuat satu baris pun"),
        ("pejabat.csv", HEAD.encode(), "Berkas tidak memuat satu baris pun"),
        ("pejabat.xlsx", HEAD.encode() + b"64.74;;sekda;A B;;;;\n", "Berkas"),
        ("pejabat.csv", workbook(["kode", "jabatan", "nama"], ["64.74", "sekda", "A B"]), "<b>Pemeriksaan"),
        ("bom.xlsx", zipped(xl__sheet_xml=b"0" * (60 << 20)), "Berkas"),
        ("banyak.csv", HEAD.encode() + b"64.74;;sekda;A B;;;;\n" * 10_000, "Berkas"),
        ("rumus.xlsx", workbook(["kode", "jabatan", "nama"], ["64.74", "sekda", "=A1"]), "<b>Pemeriksaan"),
    ],
    ids=["empty", "headings only", "wrong ending", "workbook called csv", "bomb", "10,000 rows", "formula"],
)
async def test_hostile_files_are_answered_and_change_nothing(office: World, name, content, said):
    answers = await office.send_file(JOKO, name, content)
    assert answers[-1].startswith(said)
    assert "kode rujukan" not in "".join(answers)
    assert await holders(office) == {}


@pytest.mark.parametrize("person", [SARI, VIEWER])
async def test_neither_officials_nor_viewers_import(office: World, person: int):
    await sari(office.sessions)
    await staff(office.sessions, VIEWER, Role.VIEWER, name="Lia")
    await sent(office, "64.74;;sekda;Tono Contoh;;;;\n")
    data = data_of(office, "Konfirmasi")
    assert await office.press_data(person, data) == [STALE]
    (said,) = await sent(office, "64.74;;sekda;Tono Contoh;;;;\n", by=person)
    assert "Pemeriksaan" not in said
    assert await holders(office) == {"inspektur 64.74": "Sari"}


@pytest.mark.parametrize(
    "data", ["imporp:ya:1:0000000000", "imporp:x:1:0000000000", "imporp:ya:x:0000000000", "impor:ya:1:{}"]
)
async def test_forged_buttons_do_nothing(office: World, data: str):
    """A card of officials is not confirmed as values, nor the other way round."""
    await office.send_file(JOKO, "nilai.csv", b"kode;kriteria;tahun;nilai\n64.74;spi;2024;70\n")
    if "{}" in data:
        await sent(office, "64.74;;sekda;Tono Contoh;;;;\n")
        data = data.replace(":1:", ":2:").format("0000000000")
    assert await office.press_data(JOKO, data) == [STALE]
    assert await holders(office) == {}
