"""Everything kept about one person as a file for that person: to read, and to be read by a machine."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.rules.clocks import WIB, clock_time, full_date, local_date
from bot.rules.plain import plain_text
from bot.rules.sheets import OwnFile, RecordEntry, SentEntry

_NOTHING = "Tidak ada."
_UNKNOWN = "tidak tercatat"
_INDENT = "    "


def own_record_json(record: OwnFile) -> bytes:
    """UTF-8, names in Indonesian, moments in ISO 8601 on the WIB clock."""
    whole = {
        "nama": record.name,
        "id_telegram": record.telegram_id,
        "telepon": record.phone or None,
        "jabatan": list(record.posts),
        "persetujuan": {"tanggal": record.consent_on or None, "versi": record.notice_version or None},
        "catatan": [_entry(entry) for entry in record.changes],
        "pesan_terkirim": [
            {"waktu": _iso(sent.at), "judul": sent.title, "isi": plain_text(sent.text)}
            for sent in record.sent
        ],
        "jawaban": [_entry(entry) for entry in record.answers],
        "permohonan": [_entry(entry) for entry in record.requests],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def own_record_text(record: OwnFile) -> bytes:
    """The same for reading: UTF-8 with a mark that every editor understands, lines ended as on Windows."""
    lines = [
        "DATA PRIBADI YANG KAMI SIMPAN",
        "Direktorat Pembinaan Peran Serta Masyarakat, KPK",
        "",
        f"Nama: {' '.join(record.name.split())}",
        f"ID Telegram: {record.telegram_id}",
        f"Nomor telepon: {record.phone or _UNKNOWN}",
        f"Persetujuan: {record.consent_on or _UNKNOWN}",
        f"Versi pemberitahuan data pribadi yang disetujui: {record.notice_version or _UNKNOWN}",
        *_part("Jabatan", [f"- {post}" for post in record.posts]),
        *_part("Siapa yang mengubah atau membaca data ini", list(_entries(record.changes))),
        *_part("Jawaban yang kami catat", list(_entries(record.answers))),
        *_part("Permohonan Bapak/Ibu", list(_entries(record.requests))),
        *_part("Pesan yang kami kirim", list(_sent(record.sent))),
    ]
    text = "\n".join(lines) + "\n"
    return ("\ufeff" + text.replace("\r\n", "\n").replace("\n", "\r\n")).encode("utf-8", "replace")


def _part(heading: str, lines: Sequence[str]) -> list[str]:
    return ["", heading.upper(), "", *(lines or [_NOTHING])]


def _entries(entries: Sequence[RecordEntry]) -> Iterator[str]:
    for entry in entries:
        yield f"- {_moment(entry.at)}"
        yield _indented(f"{entry.who}: {entry.what}")


def _sent(messages: Sequence[SentEntry]) -> Iterator[str]:
    for message in messages:
        yield f"- {_moment(message.at)}" + (f": {message.title}" if message.title else "")
        yield _indented(plain_text(message.text))


def _indented(text: str) -> str:
    return "\n".join(f"{_INDENT}{line}".rstrip() for line in text.splitlines())


def _moment(at: datetime) -> str:
    """Selasa, 11 Maret 2025, pukul 13.00 WIB."""
    return f"{full_date(local_date(at, WIB))}, pukul {clock_time(at, WIB)} WIB"


def _entry(entry: RecordEntry) -> dict[str, str]:
    return {"waktu": _iso(entry.at), "oleh": entry.who, "isi": entry.what}


def _iso(at: datetime) -> str:
    return at.astimezone(WIB).isoformat(timespec="seconds")
