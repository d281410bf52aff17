"""What was sent to whom as a file, for whoever has to show it to somebody else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.pictures.tables import Row, csv_file, new_book, put_table, saved
from bot.rules.sheets import DeliveryLine

_HEADINGS = (
    "nomor",
    "waktu (WIB)",
    "waktu setempat",
    "jabatan",
    "nama",
    "jenis pesan",
    "versi waktu sesi",
    "hasil",
    "percobaan",
    "nomor pesan Telegram",
    "nomor cek",
    "isi",
    "jawaban",
    "dibaca",
)
_WIDTHS = (9, 18, 28, 34, 26, 30, 10, 32, 11, 14, 16, 80, 46, 34)


def deliveries_csv(lines: Sequence[DeliveryLine]) -> bytes:
    return csv_file(_HEADINGS, _rows(lines))


def deliveries_xlsx(lines: Sequence[DeliveryLine]) -> bytes:
    book, sheet = new_book("Bukti penyampaian")
    put_table(sheet, _HEADINGS, _rows(lines), widths=_WIDTHS)
    return saved(book)


def _rows(lines: Sequence[DeliveryLine]) -> Iterator[Row]:
    for line in lines:
        yield (
            line.number,
            line.at,
            line.local_time,
            line.post,
            line.name,
            line.title,
            line.version,
            line.result,
            line.attempts,
            line.message_id,
            line.proof_code,
            line.text,
            line.answers,
            line.read,
        )
