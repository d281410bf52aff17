"""Buttons of officials, and of those who want to be."""

from __future__ import annotations

from bot.rules.access import Action
from tests.proof.people import A
from tests.proof.ways import Way, acts, shows

_WITH_CODE = ("tamu: /start @joko", "tamu: [?Setuju]")
_NEW = ("tamu: /daftar", "tamu: [?Setuju]")
_HELD = ("dimas: /daftar", "dimas: [?Setuju]", "dimas: {dft:s:64.74:inspektur}", "dimas: [Benar]")
_MOVING = (
    "yuni: akun baru",
    "yuni: [?Setuju]",
    "yuni: kota bontang",
    "yuni: [Inspektur]",
    "yuni: [Benar]",
)
_DEPUTIES = "sari: /wakil"

_PLANNED = ("rina: [Rencana]", "rina: Rina Kenari", "rina: 10-03-2025", "rina: Menyusun rencana aksi")
_DISPUTED = ("rina: [Nilai keliru]", "rina: Nilai Kenari yang benar adalah 70,26")

COMING: tuple[Way, ...] = (
    acts("reg:agree", None, "tamu: /start", "tamu: [Setuju]"),
    acts("reg:later", None, "tamu: /start", "tamu: [Tidak sekarang]"),
    shows("reg:notice", None, "tamu: /start", "tamu: [Pemberitahuan lengkap]"),
    acts("reg:kind", None, *_WITH_CODE, "tamu: [○ Ajudan"),
    shows("reg:name", None, *_WITH_CODE, "tamu: [Perbaiki nama]"),
    acts("reg:yes", None, *_WITH_CODE, "tamu: [Benar]"),
    acts("reg:yes", None, *_NEW, "tamu: {dft:s:64.74:sekda}", "tamu: [Benar]"),
    acts("reg:no", None, *_WITH_CODE, "tamu: [Batal]"),
    shows("dft:p", None, *_NEW, "tamu: [Kalimantan Timur]"),
    shows("dft:r", None, *_NEW, "tamu: [Kalimantan Timur]", "tamu: [Kota Bontang]"),
    shows(
        "dft:s", None, *_NEW, "tamu: [Kalimantan Timur]", "tamu: [Kota Bontang]", "tamu: [Sekretaris Daerah]"
    ),
    shows("reqa", None, "joko: {reqq:1}", "joko: Sejak kapan?", "tuti: [Jawab pertanyaan]"),
    acts("reqh", Action.OBJECT, *_HELD, "sari: [Saya masih menjabat]"),
    shows("acc:go", None, "sari: akun baru", "sari: [Lanjutkan dari akun ini]"),
    shows("acc:s", None, *_HELD[:-1], "dimas: [Sudah terdaftar"),
    acts("acc:no", None, *_MOVING, "sari: [Bukan saya]"),
    acts("reqw", None, "tuti: [Batalkan permohonan]"),
    shows("batal", None, "joko: /kontak 64.74", "joko: [Tambah jabatan]", "joko: [Batal]"),
)

MEETING: tuple[Way, ...] = (
    acts("jawab", Action.ANSWER, "sari: [Hadir]"),
    acts("dibaca", Action.CONFIRM_READING, "sari: [Sudah dibaca]"),
    shows("ubah", Action.ANSWER, "sari: [Ubah jawaban]"),
    acts("alasan", Action.ANSWER, "sari: [Ubah jawaban]", "sari: [Tidak hadir]", "sari: [Dinas luar]"),
    acts(
        "tahu",
        Action.ANSWER,
        f"joko: /rapat baru\nJudul: Rapat mendesak\nSesi: 03-03-2025 15.00-16.00 WIB; {A}",
        "joko: [Terbitkan]",
        "later 31s",
        "joko: [Kelola rapat]",
        "joko: [Sesi 1",
        "joko: [Pindahkan]",
        "joko: 03-03-2025 16.00-17.00 WIB",
        "joko: [Konfirmasi]",
        "sari: [Sudah saya ketahui]",
    ),
    acts("masuk", Action.JOIN, "later 9d", "later 290m", "sari: [Sudah bergabung]"),
    shows(
        "masuk",
        Action.JOIN,
        "later 9d",
        "later 290m",
        "joko: [Kode layar]",
        "joko: [Nyalakan kode]",
        "sari: [Sudah bergabung]",
    ),
    shows("gabung", Action.JOIN, "sari: [Cara bergabung]"),
    shows("kalender", Action.READ_SCHEDULE, "sari: [Simpan ke kalender]"),
    shows("sebab", Action.READ_STATUS, "rina: [Mengapa saya menerima ini?]"),
    acts("terima", Action.RESPOND, "rina: [Terima pemberitahuan]"),
    shows("rencana", Action.RESPOND, "rina: [Rencana]"),
    *(
        shows(f"rencana_{field}", Action.RESPOND, *_PLANNED, f"rina: [{label}]")
        for field, label in (("p", "Ubah penanggung"), ("d", "Ubah tanggal"), ("w", "Ubah isi"))
    ),
    acts("terlaksana", Action.RESPOND, *_PLANNED, f"rina: {{terlaksana:1:{A}}}"),
    shows("keliru", Action.RESPOND, "rina: [Nilai keliru]"),
    shows("keliru_k", Action.RESPOND, "rina: {keliru_k:1}"),
    acts("keliru_kirim", Action.RESPOND, *_DISPUTED, "rina: [Kirim]"),
    shows("capaian", Action.READ_STATUS, f"joko: /status {A}", "joko: [2]"),
    shows(
        "riwayat",
        Action.READ_STATUS,
        f"joko: /nilai {A} mcp 2023 90",
        "joko: [Konfirmasi]",
        f"joko: /nilai {A} mcp 2024 85",
        "joko: [Konfirmasi]",
        "sari: [Lihat riwayat]",
    ),
    shows("grafik", Action.READ_STATUS, f"joko: /status {A}", "joko: [2]", "joko: [Grafik]"),
    shows("kartu", Action.READ_STATUS, f"joko: /status {A}", "joko: [Gambar]"),
    shows("riwayat_hal", Action.READ_STATUS, f"joko: {{riwayat_hal:{A}:2:0}}"),
    shows("cek_tahap", Action.READ_STATUS, f"joko: /status {A}", "joko: [Pemeriksaan tahap]"),
)

DEPUTIES: tuple[Way, ...] = (
    acts("dep:i", Action.INVITE_DEPUTY, _DEPUTIES, "sari: [Undang wakil]"),
    shows(
        "dep:s",
        Action.INVITE_DEPUTY,
        "sari: [Ubah jawaban]",
        "sari: [Diwakilkan]",
        "sari: Rina, Sekretaris",
        "sari: [Buat tautan untuk wakil]",
    ),
    acts("dep:c", Action.INVITE_DEPUTY, _DEPUTIES, "sari: [Batalkan undangan]"),
    shows("dep:r", Action.INVITE_DEPUTY, _DEPUTIES, "sari: [Cabut: Rina]"),
    acts("dep:ry", Action.INVITE_DEPUTY, _DEPUTIES, "sari: [Cabut: Rina]", "sari: [Ya, cabut]"),
    shows("dep:l", None, _DEPUTIES, "sari: [Cabut: Rina]", "sari: [Tidak jadi]"),
)

OWN: tuple[Way, ...] = (
    shows("name:fix", None, "sari: /data_saya", "sari: [Perbaiki nama]"),
    shows("own:file", None, "sari: /data_saya", "sari: [Unduh berkas]"),
    shows("own:erase", None, "sari: /data_saya", "sari: [Hapus data saya]"),
    acts("own:gone", None, "rina: /data_saya", "rina: [Hapus data saya]", "rina: [Ya, hapus data saya]"),
    shows("own:keep", None, "rina: /data_saya", "rina: [Hapus data saya]", "rina: [Tidak jadi]"),
    acts("stop:yes", None, "rina: /berhenti", "rina: [Ya, berhenti]"),
    shows("stop:no", None, "rina: /berhenti", "rina: [Tidak jadi]"),
    shows("phone:ask", None, "sari: /data_saya", "sari: [Nomor telepon]"),
    acts("phone:del", None, "sari: /data_saya", "sari: [Hapus nomor]"),
)

_WRITTEN = ("sari: /batal", "sari: Kapan bimtek dimulai?")

QUESTIONS: tuple[Way, ...] = (
    acts("tanya_kirim", None, *_WRITTEN, "sari: [Kirim]"),
    acts("tanya_batal", None, *_WRITTEN, "sari: [Batal]"),
    acts("tanya_jabatan", Action.ASK, *_WRITTEN, "sari: {tanya_jabatan:18}"),
)

WAYS = (*COMING, *MEETING, *DEPUTIES, *OWN, *QUESTIONS)
