"""Buttons of a siaran until it leaves. In the town one waits for a second officer."""

from __future__ import annotations

from bot.rules.access import Action
from tests.proof.people import A, B
from tests.proof.ways import Way, acts, shows

_RUN = Action.RUN_BROADCASTS
_BEGUN = ("joko: /siaran Mohon dibaca", "joko: Judul siaran")
_CARD = (*_BEGUN, f"joko: {A}, {B}", "joko: [Selesai]")
_TIMED = (*_CARD, "joko: [Waktu kirim]", "joko: besok 09.00 WIB", "joko: [Waktu kirim]")
_SHOWN = (*_CARD, "joko: [Pratinjau]")
_LATE = (*_CARD, "joko: [Waktu kirim]", "joko: 08-03-2025 09.00 WIB", "joko: [Pratinjau]")
_KEEP = (*_CARD, "joko: [Penerima]", "joko: [Simpan pilihan]")
_SAVED = ("joko: [Kembali ke penerima]", "joko: [Tersimpan]")

WAYS: tuple[Way, ...] = (
    shows("siaran_tulis", _RUN, "joko: /siaran", "joko: [Tulis siaran]"),
    shows("siaran_kartu", _RUN, *_BEGUN[:1], "joko: [Kembali]"),
    shows("siaran_isi", _RUN, *_CARD, "joko: [Judul]"),
    acts("siaran_tanpa", _RUN, *_TIMED, "joko: [Kirim segera]"),
    acts("siaran_baca", _RUN, *_CARD, "joko: [Sudah dibaca: ya]"),
    shows("siaran_lanjut", _RUN, *_BEGUN, "joko: [Selesai]"),
    acts("siaran_buang", _RUN, *_CARD, "joko: [Buang konsep]"),
    acts("siaran_pulih", _RUN, *_CARD, "joko: [Buang konsep]", "joko: [Kembalikan]"),
    shows("siaran_siapa", _RUN, *_BEGUN, "joko: [Angkatan]"),
    acts("siaran_pilih", _RUN, *_BEGUN, "joko: [Angkatan]", "joko: [○ Angkatan 2026]"),
    shows("siaran_nama", _RUN, *_KEEP),
    acts("siaran_pakai", _RUN, *_KEEP, "joko: Dua daerah", *_SAVED, "joko: [Dua daerah]"),
    acts("siaran_hapus", _RUN, *_KEEP, "joko: Dua lagi", *_SAVED, "joko: [Hapus]"),
    shows("siaran_lihat", _RUN, *_SHOWN),
    shows("siaran_contoh", None, *_SHOWN, "joko: [Sudah dibaca]"),
    shows("siaran_orang", _RUN, "admin: {siaran_tolak:3:1}", "admin: {siaran_orang:3:0}"),
    shows("siaran_orang_hal", _RUN, "admin: {siaran_orang_hal:3:0}"),
    shows("siaran_lihat_contoh", _RUN, "admin: {siaran_lihat_contoh:3}"),
    acts("siaran_ya", _RUN, *_SHOWN, "joko: [Konfirmasi]"),
    acts("siaran_tetap", _RUN, *_LATE, "joko: [Konfirmasi]", "joko: [Tetap kirim]"),
    acts("siaran_batal", _RUN, *_SHOWN, "joko: [Konfirmasi]", "joko: [Batalkan]"),
    acts("siaran_setuju", _RUN, "admin: {siaran_setuju:3:1}"),
    acts("siaran_tetap_setuju", _RUN, "admin: {siaran_tetap_setuju:3:1}"),
    shows("siaran_tolak", _RUN, "admin: {siaran_tolak:3:1}"),
)
