"""The evidence as PDF: whose, who printed it when, every row whole, headings and numbers on every page."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest

from bot.messages import evidence as messages
from bot.pictures.delivery_pages import deliveries_pdf
from bot.rules.deliveries import DeliveryPaper
from bot.rules.sheets import DeliveryLine

AT = datetime(2025, 3, 3, 1, 0, tzinfo=UTC)


def line(number: int, **more: object) -> DeliveryLine:
    usual: dict[str, object] = {
        "number": number,
        "at": AT + timedelta(minutes=number),
        "local_time": "3 Maret 2025, pukul 09.00 WITA",
        "post": "Inspektur Kota Bontang",
        "name": "Sari",
        "title": "Undangan rapat",
        "version": 2,
        "result": "terkirim",
        "attempts": 1,
        "message_id": 1000 + number,
        "proof_code": "k7m2q9x4pa",
        "text": "Undangan rapat koordinasi daring. " * 12,
        "answers": "Hadir, 3 Maret 2025, pukul 10.10 WITA",
        "read": "",
    }
    return DeliveryLine(**usual | more)


def paper(*lines: DeliveryLine) -> DeliveryPaper:
    printed, extent = messages.printed("Joko", AT, shown=len(lines), of=len(lines))
    return DeliveryPaper("Inspektur Kota Bontang", printed, extent, lines)


def pages_of(content: bytes) -> list[str]:
    """The words of each page, in one line."""
    with closing(pypdfium2.PdfDocument(content)) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_every_page_has_headings_its_number_and_who_printed_it():
    pages = pages_of(deliveries_pdf(paper(*(line(number) for number in range(40)))))
    assert len(pages) > 2
    for number, words in enumerate(pages, 1):
        assert "No. pesan Telegram" in words and f"Halaman {number} dari {len(pages)}" in words
        assert "Dicetak oleh Joko, 3 Maret 2025, pukul 08.00 WIB" in words
    assert sum(words.count("/cek_k7m2q9x4pa") for words in pages) == 40
    assert all(str(1000 + number) in "".join(pages) for number in range(40))


@pytest.mark.parametrize("lines", [[], [line(1, post="", name="", message_id=None, proof_code="", text="")]])
def test_little_or_nothing_is_still_a_page(lines):
    (words,) = pages_of(deliveries_pdf(paper(*lines)))
    assert "Bukti penyampaian: Inspektur Kota Bontang" in words


def test_what_was_read_and_answered_is_on_paper():
    (words,) = pages_of(deliveries_pdf(paper(line(1, read="Dinyatakan sudah dibaca 3 Maret 2025"))))
    assert "Hadir, 3 Maret 2025" in words and "Dinyatakan sudah dibaca" in words
    assert "(waktu sesi versi 2)" in words
