"""What is kept about a person, handed to that person."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from bot.pictures.own_files import own_record_json, own_record_text
from bot.rules.sheets import OwnFile, RecordEntry, SentEntry

AT = datetime(2026, 3, 31, 17, 30, tzinfo=UTC)
SARI = OwnFile(
    name="Sari",
    telegram_id=7_000_000_001,
    phone="+62 812-0000-0000",
    posts=("Plt. Inspektur Kota Bontang", "Sekretaris Daerah Kota Bontang (wakil)"),
    consent_on="Senin, 30 Maret 2026, pukul 10.00 WITA",
    notice_version="2026-11",
    changes=(RecordEntry(AT, "Sari", "pendaftaran dengan kode"), RecordEntry(AT, "Joko", "data dibaca")),
    sent=(
        SentEntry(AT, "Undangan", "<b>Undangan</b>\n\nYth. Inspektur &amp; staf"),
        SentEntry(AT, "", "Terima kasih."),
    ),
    answers=(RecordEntry(AT, "Sari", "hadir, sesi Kota Bontang"),),
    requests=(RecordEntry(AT, "jabatan, Inspektur Kota Bontang", "atas nama Sari; disetujui"),),
)
NOBODY = OwnFile("Budi", 1, "", (), "", "", (), (), ())


def test_the_record_for_a_machine():
    assert json.loads(own_record_json(SARI)) == {
        "nama": "Sari",
        "id_telegram": 7_000_000_001,
        "telepon": "+62 812-0000-0000",
        "jabatan": ["Plt. Inspektur Kota Bontang", "Sekretaris Daerah Kota Bontang (wakil)"],
        "persetujuan": {"tanggal": "Senin, 30 Maret 2026, pukul 10.00 WITA", "versi": "2026-11"},
        "catatan": [
            {"waktu": "2026-04-01T00:30:00+07:00", "oleh": "Sari", "isi": "pendaftaran dengan kode"},
            {"waktu": "2026-04-01T00:30:00+07:00", "oleh": "Joko", "isi": "data dibaca"},
        ],
        "pesan_terkirim": [
            {
                "waktu": "2026-04-01T00:30:00+07:00",
                "judul": "Undangan",
                "isi": "Undangan\n\nYth. Inspektur & staf",
            },
            {"waktu": "2026-04-01T00:30:00+07:00", "judul": "", "isi": "Terima kasih."},
        ],
        "jawaban": [
            {"waktu": "2026-04-01T00:30:00+07:00", "oleh": "Sari", "isi": "hadir, sesi Kota Bontang"}
        ],
        "permohonan": [
            {
                "waktu": "2026-04-01T00:30:00+07:00",
                "oleh": "jabatan, Inspektur Kota Bontang",
                "isi": "atas nama Sari; disetujui",
            }
        ],
    }


def test_the_record_to_read():
    assert (
        own_record_text(SARI).decode("utf-8-sig").replace("\r\n", "\n")
        == """\
DATA PRIBADI YANG KAMI SIMPAN
Direktorat Pembinaan Peran Serta Masyarakat, KPK

Nama: Sari
ID Telegram: 7000000001
Nomor telepon: +62 812-0000-0000
Persetujuan: Senin, 30 Maret 2026, pukul 10.00 WITA
Versi pemberitahuan data pribadi yang disetujui: 2026-11

JABATAN

- Plt. Inspektur Kota Bontang
- Sekretaris Daerah Kota Bontang (wakil)

SIAPA YANG MENGUBAH ATAU MEMBACA DATA INI

- Rabu, 1 April 2026, pukul 00.30 WIB
    Sari: pendaftaran dengan kode
- Rabu, 1 April 2026, pukul 00.30 WIB
    Joko: data dibaca

JAWABAN YANG KAMI CATAT

- Rabu, 1 April 2026, pukul 00.30 WIB
    Sari: hadir, sesi Kota Bontang

PERMOHONAN BAPAK/IBU

- Rabu, 1 April 2026, pukul 00.30 WIB
    jabatan, Inspektur Kota Bontang: atas nama Sari; disetujui

PESAN YANG KAMI KIRIM

- Rabu, 1 April 2026, pukul 00.30 WIB: Undangan
    Undangan

    Yth. Inspektur & staf
- Rabu, 1 April 2026, pukul 00.30 WIB
    Terima kasih.
"""
    )


def test_a_record_with_nothing_in_it_says_so():
    assert (
        own_record_text(NOBODY).decode("utf-8-sig").replace("\r\n", "\n")
        == """\
DATA PRIBADI YANG KAMI SIMPAN
Direktorat Pembinaan Peran Serta Masyarakat, KPK

Nama: Budi
ID Telegram: 1
Nomor telepon: tidak tercatat
Persetujuan: tidak tercatat
Versi pemberitahuan data pribadi yang disetujui: tidak tercatat

JABATAN

Tidak ada.

SIAPA YANG MENGUBAH ATAU MEMBACA DATA INI

Tidak ada.

JAWABAN YANG KAMI CATAT

Tidak ada.

PERMOHONAN BAPAK/IBU

Tidak ada.

PESAN YANG KAMI KIRIM

Tidak ada.
"""
    )


def test_a_text_of_many_lines_stays_within_its_entry():
    forged = OwnFile(
        "Budi\n\nJABATAN", 1, "", (), "", "", (RecordEntry(AT, "Budi", "a\n- b\nJABATAN"),), (), ()
    )
    lines = own_record_text(forged).decode("utf-8-sig").split("\r\n")
    assert [line for line in lines if "JABATAN" in line] == ["Nama: Budi JABATAN", "JABATAN", "    JABATAN"]
