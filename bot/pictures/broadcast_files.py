"""Who was to have a broadcast, and what became of it, as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.pictures.tables import Row, new_book, put_table, saved
from bot.rules.broadcast_progress import BroadcastLine

_HEADINGS = (
    "nomor",
    "kode wilayah",
    "daerah",
    "jabatan",
    "nama",
    "hasil",
    "keterangan",
    "waktu (WIB)",
    "dibaca (WIB)",
    "pengiriman",
    "nomor pesan Telegram",
    "nomor cek",
)
_WIDTHS = (8, 10, 28, 28, 28, 18, 46, 18, 18, 12, 14, 16)


def broadcast_xlsx(lines: Sequence[BroadcastLine]) -> bytes:
    book, sheet = new_book("Penerima siaran")
    put_table(sheet, _HEADINGS, _rows(lines), widths=_WIDTHS)
    return saved(book)


def _rows(lines: Sequence[BroadcastLine]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=1):
        yield (
            number,
            line.region_code,
            line.region,
            line.title,
            line.name,
            line.result,
            line.detail,
            line.finished_at,
            line.read_at,
            line.attempts,
            line.message_id,
            line.proof_code,
        )
