"""A cohort comes in: officials by a sheet, codes on paper, and a camera opens the seat, over real HTTP."""

from __future__ import annotations

from contextlib import closing

import pypdfium2
import zxingcpp

from bot.practice.cast import PAK_JOKO, SARI
from tests.stories.conftest import Stage

SHEET = "kode wilayah,jabatan,nama,telepon kantor\n64.74,sekda,Tono Contoh,0548 21000\n64.74,lurah,X Y,\n"


def scanned(pdf: bytes) -> list[str]:
    """What a camera reads, card by card."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        pages = [page.render(scale=2).to_pil() for page in document]
    formats = zxingcpp.BarcodeFormat.QRCode
    found = [sorted(zxingcpp.read_barcodes(page, formats=formats), key=_height) for page in pages]
    return [code.text for cards in found for code in cards]


def _height(code: zxingcpp.Barcode) -> int:
    return code.position.top_left.y


async def test_officials_from_a_sheet_and_codes_on_paper(stage: Stage) -> None:
    joko, sari = stage.person(PAK_JOKO), stage.person(SARI)

    await joko.send_file("pejabat.csv", SHEET.encode())
    card = await joko.wait_for(lambda message: "Pemeriksaan daftar pejabat" in message.text)
    assert "1 jabatan terisi baru" in card.text and "Baris 3: jabatan lurah tidak dikenal" in card.text
    marked = await joko.wait_for(lambda message: message.file is not None)
    assert marked.file is not None and marked.file.name == "pejabat-ditandai.xlsx"
    await joko.press("Konfirmasi")
    await joko.wait_for(lambda message: "Daftar pejabat telah dicatat" in message.text)

    await joko.say("/undang angkatan 2026")
    card = await joko.wait_for(lambda message: "Lembar kode angkatan 2026" in message.text)
    assert "Mendapat kode: 8 (7 belum terisi, 1 tercatat tanpa Telegram)" in card.text
    await joko.press("Konfirmasi", times=3)
    sheet = await joko.wait_for(
        lambda message: message.file is not None and message.file.name.endswith("2026-1.pdf")
    )
    await joko.wait_for(
        lambda message: message.file is not None and message.file.name.endswith("2026-1.xlsx")
    )
    assert sheet.file is not None
    links = scanned(sheet.file.content)
    assert len(links) == 8

    bontang = links[4].partition("start=")[2]  # the third region by code, first on the second page
    await sari.start(bontang)
    await sari.wait_for(lambda message: "Selamat datang" in message.text)
    await sari.press("Setuju")
    await sari.wait_for(lambda message: "Jabatan: Sekretaris Daerah" in message.text)
    await sari.press("Benar")
    done = await sari.wait_for(lambda message: "Pendaftaran selesai" in message.text)
    assert "Sekretaris Daerah Kota Bontang" in done.text

    await joko.press("Batalkan lembar ini")
    await joko.wait_for(lambda message: "Batalkan lembar kode 2026-1?" in message.text)
    await joko.press("Ya, batalkan lembar")
    await joko.wait_for(lambda message: "dibatalkan: 7 kode" in message.text)
