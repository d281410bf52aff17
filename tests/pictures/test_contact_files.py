"""Officials written to a file, and the empty sheet for them."""

from __future__ import annotations

import io
from datetime import date

from openpyxl import load_workbook

from bot.pictures.contact_files import contacts_csv, contacts_template, contacts_xlsx
from bot.pictures.sheet_reading import read_sheet
from bot.rules.sheets import CONTACT_HEADINGS, ContactLine

SARI = ContactLine(
    region_code="13.10",
    region="Kabupaten Dharmasraya",
    post="inspektur",
    title="Inspektur",
    name="Sari",
    kind="Pejabat yang bersangkutan",
    prefix="Plt.",
    since=date(2026, 3, 3),
    until_on=date(2026, 12, 31),
    reachability="terjangkau",
    office_phone="0754 000000",
    phone="+62 812-0000-0000",
    last_seen_on=None,
)
READ = [
    [*CONTACT_HEADINGS, "kapasitas", "sejak", "keterhubungan", "terakhir aktif"],
    [
        "13.10",
        "Kabupaten Dharmasraya",
        "Inspektur",
        "Sari",
        "Plt.",
        "0754 000000",
        "+62 812-0000-0000",
        "2026-12-31",
        "Pejabat yang bersangkutan",
        "2026-03-03",
        "terjangkau",
        "",
    ],
]


async def test_both_exports_are_read_back_whole():
    assert await read_sheet("kontak.xlsx", contacts_xlsx([SARI], title="Kontak angkatan 2026")) == READ
    assert await read_sheet("kontak.csv", contacts_csv([SARI])) == READ


def test_the_csv_is_that_of_rfc_4180_with_the_mark_excel_needs():
    assert contacts_csv([SARI]).decode() == (
        "\ufeffkode wilayah,daerah,jabatan,nama,sebutan,telepon kantor,telepon,berlaku sampai,"
        "kapasitas,sejak,keterhubungan,terakhir aktif\r\n"
        "13.10,Kabupaten Dharmasraya,Inspektur,Sari,Plt.,0754 000000,'+62 812-0000-0000,2026-12-31,"
        "Pejabat yang bersangkutan,2026-03-03,terjangkau,\r\n"
    )


def test_an_export_of_nobody_has_its_headings():
    sheet = load_workbook(io.BytesIO(contacts_xlsx([], title="Kontak"))).worksheets[0]
    assert list(sheet.iter_rows(values_only=True)) == [tuple(READ[0])]


async def test_the_template_has_lists_to_choose_from_and_keeps_noughts():
    content = contacts_template(
        posts=["Sekretaris Daerah", "Inspektur"],
        regions=[("13.10", "Kabupaten Dharmasraya"), ("64.74", "Kota Bontang")],
    )
    assert await read_sheet("templat.xlsx", content) == [list(CONTACT_HEADINGS)]
    book = load_workbook(io.BytesIO(content))
    sheet, posts, regions = book.worksheets
    assert {str(choice.sqref): choice.formula1 for choice in sheet.data_validations.dataValidation} == {
        "A2:A1000": "=Daerah!$A$2:$A$3",
        "B2:B1000": "=Daerah!$B$2:$B$3",
        "C2:C1000": "=Jabatan!$A$2:$A$3",
        "E2:E1000": '"Pj.,Plt.,Plh."',
    }
    assert [sheet.column_dimensions[column].number_format for column in "AFG"] == ["@", "@", "@"]
    assert [cell.value for cell in posts["A"]] == ["jabatan", "Sekretaris Daerah", "Inspektur"]
    assert list(regions.iter_rows(values_only=True)) == [
        ("kode wilayah", "daerah"),
        ("13.10", "Kabupaten Dharmasraya"),
        ("64.74", "Kota Bontang"),
    ]
