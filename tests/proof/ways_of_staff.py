"""Buttons of Dit. Permas staff."""

from __future__ import annotations

from bot.rules.access import Action
from tests.proof.people import A, B
from tests.proof.ways import Way, acts, shows

_REGION = f"joko: /kontak {A}"
_SEAT = (_REGION, "joko: [Inspektur]")
_EMPTY = (_REGION, "joko: [Sekretaris Daerah]")
_MEETING, _DRAFT = "joko: /rapat 2", "joko: /rapat 3"
_SITTING = (_MEETING, "joko: [Sesi 2 ▸]")
_MOVED = (*_SITTING, "joko: [Pindahkan]", "joko: 12-03-2025 10.00-12.30 WIB")
_DRAFT_SITTING = (_DRAFT, "joko: [Ubah sesi 1]")
_STEPS = (
    "joko: /rapat",
    "joko: [Langkah demi langkah]",
    "joko: Rapat Bertahap",
    "joko: [Lewati]",
    "joko: 13-03-2025 09.00-10.00",
    f"joko: {A}",
    "joko: [Lewati]",
)
_PUT_OFF = (
    "joko: [Tunda tindak lanjut]",
    "joko: 11-03-2025",
    "joko: Menunggu surat",
    "joko: /pantau",
    "joko: [2]",
    "joko: [Lanjutkan sekarang]",
)
_LETTER = "joko: <surat.pdf\n%PDF-1.7 surat>"
_BOARD = (*_SITTING, "joko: [Papan hari-H]")
#: An hour before the second sitting of that meeting its board is there.
_DAY = ("later 9d", "later 290m")
_MARKED = (*_DAY, "joko: [Tandai kehadiran]", "joko: [Kota Bontang]", "joko: [Inspektur]")
_AGENDA = (*_SITTING, "joko: [Ubah susunan acara]", "joko: Pemaparan Kenari")
_SHARED = (
    f"joko: /rapat baru\nJudul: Bersama\nSesi: 18-03-2025 09.00-10.00 WIB; {A}, 73.09\n"
    f"Sesi: 19-03-2025 09.00-10.00 WIB; {B}",
    "joko: [Terbitkan]",
    "later 31s",
    "joko: [Kelola rapat]",
    "joko: [Sesi 1 ▸]",
)
_SWAP = (*_SHARED, "joko: [Tukar jadwal]", "joko: [Kota Bontang]", "joko: [Kabupaten Bangka Tengah")
_TERM = (*_SEAT, "joko: [Berlaku sampai]", "joko: 31-12-2025", *_SEAT, "joko: [Berlaku sampai]")
_HEARD = (*_SEAT, "joko: [Catat jawaban]", "joko: [12 Maret 2025")
_CHANGE = ("admin: /petugas", "admin: [Lia]", "admin: [Jadikan petugas")
_POST = (_REGION, "joko: [Tambah jabatan]", "joko: Kepala Bappeda")
_COHORT = "joko: /undang angkatan 2026"
_SHEET = f"joko: <pejabat.csv\nKode Wilayah;Jabatan;Nama\n{A};sekda;Wati Baru\n>"
_AGAIN = f"joko: /undang {A} sekda"

#: So many reminders overdue at once are held.
_SIX = "/rapat baru\nJudul: Enam sesi\n" + "\n".join(
    f"Sesi: 11-03-2025 {hour:02}.00-{hour:02}.50 WIB; {A}" for hour in range(8, 14)
)

#: One more meeting, whose list of calls comes the day before.
_PLAIN = f"joko: /rapat baru\nJudul: Rapat telepon\nSesi: 11-03-2025 08.00-08.50 WIB; {A}"

_DISPUTED = ("rina: [Nilai keliru]", "rina: Nilai Kenari yang benar adalah 70,26")
_CARD = (*_DISPUTED, "rina: <surat.pdf\n%PDF-1.7>", "rina: [Kirim]")

MEETINGS: tuple[Way, ...] = (
    shows("rapat_formulir", Action.ARRANGE_MEETINGS, "joko: /rapat", "joko: [Formulir]"),
    shows("rapat_lihat", Action.SEE_MEETINGS, "joko: [Kelola rapat]"),
    shows("rapat_teks", Action.SEE_MEETINGS, _DRAFT, "joko: [Teks untuk]"),
    shows("rapat_lampau", Action.SEE_MEETINGS, "joko: /rapat", "joko: [Rapat lampau]"),
    acts("rapat_salin", Action.ARRANGE_MEETINGS, _MEETING, "joko: [Salin sebagai konsep]"),
    shows("rapat_templat", Action.ARRANGE_MEETINGS, "joko: /rapat", "joko: [Templat Excel]"),
    shows("susun_mulai", Action.ARRANGE_MEETINGS, "joko: /rapat", "joko: [Langkah demi langkah]"),
    shows("susun", Action.ARRANGE_MEETINGS, *_STEPS[:3], "joko: [Lewati]"),
    shows("susun_pilih", Action.ARRANGE_MEETINGS, *_STEPS[:5], "joko: [○ Kota Bontang]"),
    acts("susun_selesai", Action.ARRANGE_MEETINGS, *_STEPS, "joko: [Selesai]"),
    shows("konsep_ubah", Action.ARRANGE_MEETINGS, _DRAFT, "joko: [Ubah judul]"),
    shows("konsep_ubah", Action.ARRANGE_MEETINGS, _DRAFT, "joko: [Lampirkan surat PDF]"),
    acts("konsep_tanpa_pdf", Action.ARRANGE_MEETINGS, _DRAFT, _LETTER, "joko: [Hapus surat PDF]"),
    shows("konsep_sesi", Action.ARRANGE_MEETINGS, *_DRAFT_SITTING),
    shows("konsep", Action.ARRANGE_MEETINGS, *_DRAFT_SITTING, "joko: [Kembali]"),
    shows("konsep_isian", Action.ARRANGE_MEETINGS, *_DRAFT_SITTING, "joko: [Waktu]"),
    shows("konsep_keluar", Action.ARRANGE_MEETINGS, *_DRAFT_SITTING, "joko: [Keluarkan sesi]"),
    acts(
        "konsep_keluar_ya",
        Action.ARRANGE_MEETINGS,
        *_DRAFT_SITTING,
        "joko: [Keluarkan sesi]",
        "joko: [Ya, keluarkan]",
    ),
    acts("rapat_terbit", Action.ARRANGE_MEETINGS, _DRAFT, "joko: [Terbitkan]"),
    acts("rapat_urung", Action.ARRANGE_MEETINGS, _DRAFT, "joko: [Terbitkan]", "joko: [Urungkan]"),
    acts("rapat_buang", Action.ARRANGE_MEETINGS, _DRAFT, "joko: [Batal]"),
    shows("sesi_lihat", Action.SEE_MEETINGS, *_SITTING),
    shows("rapat_kartu", Action.SEE_MEETINGS, *_SITTING, "joko: [Kembali]"),
    shows("sesi_pindah", Action.ARRANGE_MEETINGS, *_SITTING, "joko: [Pindahkan]"),
    shows("ingat", Action.ARRANGE_MEETINGS, _MEETING, "joko: [Pengingat]"),
    acts("ingat_langkah", Action.ARRANGE_MEETINGS, _MEETING, "joko: [Pengingat]", "joko: [○ H-7]"),
    acts("ingat_tautan", Action.ARRANGE_MEETINGS, _MEETING, "joko: [Pengingat]", "joko: [○ Tautan: 1 jam]"),
    shows(
        "telp_semua",
        Action.CALL_SEATS,
        _PLAIN,
        "joko: [Terbitkan]",
        "later 31s",
        "later 169h",
        "joko: [Daftar lengkap]",
    ),
    acts("sesi_pindah_ya", Action.ARRANGE_MEETINGS, *_MOVED, "joko: [Konfirmasi]"),
    shows("sesi_tautan", Action.ARRANGE_MEETINGS, *_SITTING, "joko: [Ubah tautan]"),
    acts(
        "sesi_tautan_ya",
        Action.ARRANGE_MEETINGS,
        *_SITTING,
        "joko: [Ubah tautan]",
        "joko: Tautan: https://zoom.us/j/97777777778",
        "joko: [Konfirmasi]",
    ),
    shows("sesi_batal", Action.ARRANGE_MEETINGS, *_SITTING, "joko: [Batalkan sesi]"),
    acts("sesi_batal_ya", Action.ARRANGE_MEETINGS, *_SITTING, "joko: [Batalkan sesi]", "joko: [Konfirmasi]"),
    shows("papan", Action.RUN_SITTINGS, *_BOARD),
    shows("buka_tautan", Action.RUN_SITTINGS, *_BOARD, "joko: [Buka tautan sekarang]"),
    acts(
        "buka_tautan_ya",
        Action.RUN_SITTINGS,
        *_BOARD,
        "joko: [Buka tautan sekarang]",
        "joko: [Konfirmasi]",
    ),
    shows("daftar_hadir", Action.RUN_SITTINGS, "joko: {daftar_hadir:3:xlsx}"),
    shows("tandai", Action.RUN_SITTINGS, *_BOARD, "joko: [Tandai kehadiran]"),
    shows("tandai_p", Action.RUN_SITTINGS, "joko: {tandai_p:3:64}"),
    shows("tandai_d", Action.RUN_SITTINGS, *_BOARD, "joko: [Tandai kehadiran]", "joko: [Kota Bontang]"),
    shows("tandai_j", Action.RUN_SITTINGS, *_MARKED),
    acts("tandai_ya", Action.RUN_SITTINGS, *_MARKED, "joko: [Hadir di ruang]"),
    shows("kode_layar", Action.RUN_SITTINGS, *_BOARD, "joko: [Kode layar]"),
    acts("kode_layar_ya", Action.RUN_SITTINGS, *_BOARD, "joko: [Kode layar]", "joko: [Nyalakan kode]"),
    shows(
        "kode_layar_baru",
        Action.RUN_SITTINGS,
        *_BOARD,
        "joko: [Kode layar]",
        "joko: [Nyalakan kode]",
        "joko: [Perbarui]",
    ),
    shows("sesi_tukar", Action.ARRANGE_MEETINGS, *_SHARED, "joko: [Tukar jadwal]"),
    shows("sesi_tukar_dari", Action.ARRANGE_MEETINGS, *_SWAP[:-1]),
    shows("sesi_tukar_ke", Action.ARRANGE_MEETINGS, *_SWAP),
    acts("sesi_tukar_ya", Action.ARRANGE_MEETINGS, *_SWAP, "joko: [Konfirmasi]"),
    shows("sesi_agenda", Action.ARRANGE_MEETINGS, *_AGENDA[:-1]),
    acts("perubahan_ya", Action.ARRANGE_MEETINGS, *_AGENDA, "joko: [Konfirmasi]"),
    shows("sesi_undang", Action.ARRANGE_MEETINGS, *_SITTING, "joko: [Tambah undangan]"),
    shows("sesi_cabut", Action.ARRANGE_MEETINGS, *_SITTING, "joko: [Cabut undangan]"),
    shows("sesi_tunda", Action.ARRANGE_MEETINGS, *_SITTING, "joko: [Tunda]"),
    acts("sesi_tunda_ya", Action.ARRANGE_MEETINGS, *_SITTING, "joko: [Tunda]", "joko: [Konfirmasi]"),
    shows("rapat_judul", Action.ARRANGE_MEETINGS, _MEETING, "joko: [Ubah judul]"),
    shows("rapat_sesi", Action.ARRANGE_MEETINGS, _MEETING, "joko: [Tambah sesi]"),
    shows("rapat_tunda", Action.ARRANGE_MEETINGS, _MEETING, "joko: [Tunda rapat]"),
    acts("rapat_tunda_ya", Action.ARRANGE_MEETINGS, _MEETING, "joko: [Tunda rapat]", "joko: [Konfirmasi]"),
    shows("rapat_batal", Action.ARRANGE_MEETINGS, _MEETING, "joko: [Batalkan rapat]"),
    acts("rapat_batal_ya", Action.ARRANGE_MEETINGS, _MEETING, "joko: [Batalkan rapat]", "joko: [Konfirmasi]"),
    shows("sesi_biarkan", None, *_MOVED, "joko: [Batal]"),
    acts(
        "pengingat_lepas",
        Action.RELEASE_REMINDERS,
        f"joko: {_SIX}",
        "joko: [Terbitkan]",
        "later 31s",
        "later 171h",
        "admin: [Kirim pengingat tertunda]",
    ),
    shows("pratinjau", Action.SEE_MEETINGS, _DRAFT, "joko: [Pratinjau]"),
    shows("pratinjau_hal", Action.SEE_MEETINGS, "joko: {pratinjau_hal:3:0}"),
    shows("pratinjau_daerah", Action.SEE_MEETINGS, "joko: /pratinjau 3", "joko: [Kota Bontang]"),
    shows("pratinjau_teks", Action.SEE_MEETINGS, f"joko: /pratinjau 3 {A}", "joko: [Teks: Inspektur]"),
    shows("mengapa_daerah", Action.SEE_MEETINGS, "joko: /mengapa", "joko: [Kota Bontang]"),
    shows("terbit_sumber", Action.SEE_THRESHOLDS, "joko: /terbit", "joko: [Sumber jadwal]"),
    shows("terbit_tunda", Action.RECORD_VALUES, "joko: {terbit_tunda:spi:2024}"),
    acts(
        "terbit_cabut",
        Action.RECORD_VALUES,
        "joko: {terbit_tunda:spi:2024}",
        "joko: 30-06-2025",
        "joko: /terbit",
        "joko: [Batalkan penundaan: SPI 2024]",
    ),
    shows("libur_tambah", Action.ARRANGE_MEETINGS, "joko: /libur", "joko: [Tambah hari libur]"),
    acts(
        "libur_hapus",
        Action.ARRANGE_MEETINGS,
        "joko: /libur 12-05-2026 Hari Jadi Kabupaten Maros",
        "joko: /libur",
        "joko: [Hapus 12-05-2026]",
    ),
    shows("catat_jawaban", Action.ANSWER_FOR_SEAT, *_SEAT, "joko: [Catat jawaban]"),
    shows("catat_sesi", Action.ANSWER_FOR_SEAT, *_SEAT, "joko: [Catat jawaban]", "joko: [12 Maret 2025"),
    shows("catat_pilih", Action.ANSWER_FOR_SEAT, *_HEARD, "joko: [Hadir]"),
    acts("catat_lewat", Action.ANSWER_FOR_SEAT, *_HEARD, "joko: [Hadir]", "joko: [Telepon]"),
    acts(
        "catat_tanpa",
        Action.ANSWER_FOR_SEAT,
        *_HEARD,
        "joko: [Tidak hadir]",
        "joko: [Telepon]",
        "joko: [Tanpa keterangan]",
    ),
)

_TYPED = f"joko: {A}, inspektur; menyampaikan rencana aksi Kenari; 30-04-2025"
_POINTS = ("joko: /rapat 2", "joko: [Tindak lanjut]", _TYPED, "joko: [Konfirmasi]", "joko: /tindaklanjut")
_POINT = (*_POINTS, "joko: [Nomor ")

ACTION_POINTS: tuple[Way, ...] = (
    shows("tl_baru", Action.SET_ACTION_POINTS, "joko: /rapat 2", "joko: [Tindak lanjut]"),
    acts("tl_ya", Action.SET_ACTION_POINTS, *_POINTS[:-1]),
    shows("tl", Action.SEE_MEETINGS, *_POINT),
    shows("tl_tgl", Action.SET_ACTION_POINTS, *_POINT, "joko: [Ubah batas waktu]"),
    acts(
        "tl_tgl_ya",
        Action.SET_ACTION_POINTS,
        *_POINT,
        "joko: [Ubah batas waktu]",
        "joko: 14-05-2025",
        "joko: [Konfirmasi]",
    ),
    shows("tl_hapus", Action.SET_ACTION_POINTS, *_POINT, "joko: [Tidak diperlukan lagi]"),
    acts(
        "tl_hapus_ya",
        Action.SET_ACTION_POINTS,
        *_POINT,
        "joko: [Tidak diperlukan lagi]",
        "joko: [Konfirmasi]",
    ),
    acts("tl_selesai", Action.FOLLOW_UP, *_POINTS, "sari: [Sudah selesai]"),
    acts("tl_belum", Action.FOLLOW_UP, *_POINTS, "sari: [Sudah selesai]", "sari: [Belum selesai]"),
)

_FIRST = ("joko: /rapat 2", "joko: [Sesi 1", "joko: [Bahan]")
_SENT = (*_FIRST, "joko: [Tambah bahan]", "joko: <paparan.pdf\nisi>")

MATERIALS: tuple[Way, ...] = (
    shows("bahan", Action.SEE_MEETINGS, *_FIRST),
    shows("bahan_baru", Action.ARRANGE_MEETINGS, *_FIRST, "joko: [Tambah bahan]"),
    shows("bahan_selesai", Action.ARRANGE_MEETINGS, *_SENT, "joko: [Selesai]"),
    acts("bahan_hapus", Action.ARRANGE_MEETINGS, *_SENT, "joko: [Selesai]", "joko: [Hapus 1]"),
    shows("bahan_ambil", Action.READ_SCHEDULE, *_SENT, "sari: /jadwal", "sari: [Bahan: "),
)

_OVER = ("later 9d", "joko: /rapat 2", "joko: [Sesi 1", "joko: [Ucapan terima kasih]")

FOLLOW_UPS: tuple[Way, ...] = (
    shows("susulan", Action.ARRANGE_MEETINGS, *_OVER),
    acts("susulan_ya", Action.ARRANGE_MEETINGS, *_OVER, "joko: [Konfirmasi]"),
    acts("susulan_urung", Action.ARRANGE_MEETINGS, *_OVER, "joko: [Konfirmasi]", "joko: [Urungkan]"),
)

TIMELINE: tuple[Way, ...] = (
    shows("tahap", Action.SET_STAGES, "joko: /linimasa 2026", "joko: [Atur Bimtek]"),
    acts(
        "tahap_ya",
        Action.SET_STAGES,
        "joko: /linimasa 2026",
        "joko: [Atur Monev]",
        "joko: 2-06-2026 s.d. 30-10-2026; laporan rencana aksi",
        "joko: [Konfirmasi]",
    ),
)

VALUES: tuple[Way, ...] = (
    acts("impor", Action.RECORD_VALUES, f"joko: /nilai {A} spi 2023 70", "joko: [Konfirmasi]"),
    acts(
        "impor",
        Action.RECORD_VALUES,
        f"joko: /nilai {A} spi 2023 70",
        "joko: [Konfirmasi]",
        f"joko: /nilai {A} spi 2024 7",
        "joko: [Konfirmasi]",
        "joko: [Yakin",
    ),
    shows("nilai_templat", Action.RECORD_VALUES, "joko: /nilai", "joko: [Templat angkatan"),
    shows("contoh", Action.RECORD_VALUES, "joko: /nilai", "joko: [Contoh"),
    acts("ambang", Action.CONFIRM_THRESHOLDS, "admin: /ambang", "admin: [Konfirmasi"),
    shows("dasar", Action.CONFIRM_THRESHOLDS, "admin: /ambang", "admin: [Konfirmasi", "admin: [Isi dasar"),
    shows("ambang_lihat", Action.SEE_THRESHOLDS, "joko: /ambang", "joko: [SPI ▸]"),
    shows("ambang_riwayat", Action.SEE_THRESHOLDS, "joko: /ambang", "joko: [SPI ▸]", "joko: [Riwayat]"),
    shows("ambang_ubah", Action.CONFIRM_THRESHOLDS, "admin: /ambang", "admin: [SPI ▸]", "admin: [Ubah]"),
    shows("ambang_lain", Action.CONFIRM_THRESHOLDS, "admin: /ambang", "admin: [Ambang lain]"),
    acts(
        "ambang_ya", Action.CONFIRM_THRESHOLDS, "admin: /ambang ubah 2026 calon spi 72", "admin: [Konfirmasi]"
    ),
    acts(
        "ambang_diam",
        Action.CONFIRM_THRESHOLDS,
        "admin: /ambang ubah 2026 calon spi 72",
        "admin: [Ubah tanpa memberi tahu]",
    ),
    acts(
        "ambang_rencana",
        Action.CONFIRM_THRESHOLDS,
        "admin: /ambang ubah 2026 calon spi 72 mulai 01-01-2026",
        "admin: [Konfirmasi]",
        "admin: /ambang",
        "admin: [SPI ▸]",
        "admin: [Batalkan rencana",
    ),
    acts(
        "ambang_kabar",
        Action.CONFIRM_THRESHOLDS,
        f"joko: /nilai {A} spip 2024 2",
        "joko: [Konfirmasi]",
        "admin: /ambang",
        "admin: [Konfirmasi Maturitas SPIP]",
        "admin: [Beri tahu daerah]",
    ),
)

_CASE = f"/perkara {A}"
_PROPOSED = (f"admin: {_CASE}", "admin: [?Usulkan: terpenuhi]")

CASES: tuple[Way, ...] = (
    shows("prk", Action.SET_CASES, f"joko: {_CASE}", "joko: [Kembali ke daftar]"),
    shows("prk_d", Action.SET_CASES, "joko: /perkara", "joko: [Kota Bontang]"),
    acts("prk_u", Action.SET_CASES, f"joko: {_CASE}", "joko: [Usulkan: belum terpenuhi]"),
    acts("prk_y", Action.SET_CASES, *_PROPOSED, f"joko: {_CASE}", "joko: [Setujui]"),
    acts("prk_t", Action.SET_CASES, *_PROPOSED, f"joko: {_CASE}", "joko: [Tolak]"),
    acts("prk_b", Action.SET_CASES, *_PROPOSED, "admin: [Tarik usulan]"),
)

SEATS: tuple[Way, ...] = (
    shows("kontak_semua", Action.SEE_CONTACTS, _REGION, "joko: [Kembali]"),
    shows("kontak", Action.SEE_CONTACTS, "joko: /kontak", "joko: [Kota Bontang]"),
    shows("jabatan", Action.SEE_CONTACTS, _REGION, "joko: [Inspektur]"),
    shows("sebutan", Action.EDIT_SEATS, *_SEAT, "joko: [Ubah sebutan]"),
    acts("sebut", Action.EDIT_SEATS, *_SEAT, "joko: [Ubah sebutan]", "joko: [○ Plt."),
    shows("berlaku", Action.EDIT_SEATS, *_SEAT, "joko: [Berlaku sampai]"),
    acts("berlaku_tanpa", Action.EDIT_SEATS, *_TERM, "joko: [Tanpa batas waktu]"),
    shows("telepon", Action.EDIT_SEATS, *_SEAT, "joko: [Telepon kantor]"),
    acts("telepon_kosong", Action.EDIT_SEATS, *_SEAT, "joko: [Telepon kantor]", "joko: [Kosongkan]"),
    shows("catat_pejabat", Action.EDIT_SEATS, *_EMPTY, "joko: [Catat pejabat]"),
    shows("lepas", Action.EDIT_SEATS, *_SEAT, "joko: [Lepas Rina"),
    acts("lepas_ya", Action.EDIT_SEATS, *_SEAT, "joko: [Lepas Rina", "joko: [Ya, lepas]"),
    shows("serah", Action.EDIT_SEATS, *_SEAT, "joko: [Serah terima]"),
    acts("serah_ya", Action.EDIT_SEATS, *_SEAT, "joko: [Serah terima]", "joko: [Serahkan sekarang]"),
    shows("kode_batal", Action.EDIT_SEATS, *_EMPTY, "joko: [Batalkan kode]"),
    acts("kode_batal_ya", Action.EDIT_SEATS, *_EMPTY, "joko: [Batalkan kode]", "joko: [Ya, batalkan]"),
    acts("und", Action.INVITE, *_SEAT, "joko: [Buat kode]"),
    acts("unb", Action.INVITE, _AGAIN, "joko: [Buat kode baru]"),
    acts("unx", Action.INVITE, _AGAIN, "joko: [Batalkan kode lama]"),
    acts("req", Action.DECIDE_REQUESTS, "joko: [Setujui]"),
    shows("ctf:export", Action.EXPORT_CONTACTS, "joko: /kontak", "joko: [Ekspor kontak]"),
    shows("ctf:template", Action.IMPORT_CONTACTS, "joko: /kontak", "joko: [Templat kontak]"),
    shows("tambah_jabatan", Action.EDIT_SEATS, _REGION, "joko: [Tambah jabatan]"),
    acts("jabatan_sini", Action.EDIT_SEATS, *_POST, "joko: [Hanya"),
    acts("jabatan_semua", Action.EDIT_SEATS, *_POST, "joko: [Semua daerah"),
    shows("pantau", Action.READ_RECAP, "joko: {pantau:2026:1}"),
    shows("pantau_buka", Action.READ_RECAP, "joko: /pantau", "joko: [1]"),
    shows("pantau_tunda", Action.RECORD_VALUES, "joko: /pantau", "joko: [1]", "joko: [Tunda tindak lanjut]"),
    acts("pantau_lanjut", Action.RECORD_VALUES, "joko: /pantau", "joko: [1]", *_PUT_OFF),
    shows("rekap", Action.READ_RECAP, "joko: /rekap 2026", "joko: [Calon]"),
    shows("rekap_buka", Action.READ_STATUS, "joko: /rekap 2026", "joko: [1]"),
    shows("rekap_belum", Action.READ_RECAP, "joko: /rekap 2026", "joko: [Belum masuk]"),
    shows("rekap_png", Action.READ_RECAP, "joko: /rekap 2026", "joko: [Gambar]"),
    shows("rekap_xlsx", Action.READ_RECAP, "joko: /rekap 2026", "joko: [Excel]"),
    acts("uji", Action.CHECK_REACH, "joko: /cakupan", "joko: [Uji sambung]"),
    shows("tinjau", Action.SEE_COVERAGE, "joko: /cakupan", "joko: [Perlu ditinjau]"),
    shows("cak", Action.SEE_COVERAGE, "joko: /cakupan", "joko: [Hubungi 1]", "joko: [Kembali]"),
    shows("cak_hub", Action.SEE_COVERAGE, "joko: /cakupan", "joko: [Hubungi 1]"),
    shows("cak_png", Action.SEE_COVERAGE, "joko: /cakupan", "joko: [Gambar]"),
    shows("cak_xlsx", Action.SEE_COVERAGE, "joko: /cakupan", "joko: [Berkas XLSX]"),
)

REQUESTS: tuple[Way, ...] = (
    shows("req", Action.DECIDE_REQUESTS, "joko: [Tolak]"),
    acts("reqn", Action.DECIDE_REQUESTS, "joko: {reqn:1:unclear}"),
    shows("reqn", Action.DECIDE_REQUESTS, "joko: {reqn:1:words}"),
    shows("reqq", Action.DECIDE_REQUESTS, "joko: {reqq:1}"),
    shows("prm:page", Action.DECIDE_REQUESTS, "joko: {prm:page:0}"),
    shows("prm:open", Action.DECIDE_REQUESTS, "joko: {prm:open:1}"),
)

FILES: tuple[Way, ...] = (
    acts("imporp", Action.IMPORT_CONTACTS, _SHEET, "joko: [Konfirmasi]"),
    shows("bukti_daerah", Action.READ_DELIVERIES, "joko: /bukti", "joko: [Kota Bontang]"),
    shows("bukti_jabatan", Action.READ_DELIVERIES, f"joko: /bukti {A}", "joko: [Inspektur]"),
    shows("bukti_lama", Action.READ_DELIVERIES, f"joko: {{bukti_lama:d:{A}:9999}}"),
    shows("bukti_berkas", Action.READ_DELIVERIES, f"joko: /bukti {A}", "joko: [Berkas XLSX]"),
    shows("bukti_pdf", Action.READ_DELIVERIES, f"joko: /bukti {A}", "joko: [Berkas PDF]"),
    shows("unr", Action.INVITE, f"joko: {{unr:{A}}}"),
    shows("lmp", Action.PRINT_CODES, _COHORT, "joko: [Tanpa Inspektur]"),
    acts("lmy", Action.PRINT_CODES, _COHORT, "joko: [Konfirmasi]"),
    shows("lmn", None, _COHORT, "joko: [Batal]"),
    shows("lmq", Action.PRINT_CODES, _COHORT, "joko: [Konfirmasi]", "joko: [Batalkan lembar ini]"),
    acts(
        "lmx",
        Action.PRINT_CODES,
        _COHORT,
        "joko: [Konfirmasi]",
        "joko: [Batalkan lembar ini]",
        "joko: [Ya, batalkan lembar]",
    ),
)

STAFF: tuple[Way, ...] = (
    acts("grp", Action.ALLOW_GROUPS, "admin: [Izinkan]"),
    shows("ptg:list", Action.SEE_STAFF, "admin: /petugas", "admin: [Lia]", "admin: [Kembali ke daftar]"),
    shows("ptg:who", Action.SEE_STAFF, "admin: /petugas", "admin: [Lia]"),
    shows("ptg:set", Action.CHANGE_STAFF, *_CHANGE),
    acts("ptg:do", Action.CHANGE_STAFF, *_CHANGE, "admin: [Ya, "),
    shows("ptg:chg", Action.SEE_STAFF, "admin: /petugas", "admin: [Usulan: Joko]"),
    shows("ptg:add", Action.CHANGE_STAFF, "admin: /petugas", "admin: [Tambah petugas]"),
    acts("ptg:new", Action.CHANGE_STAFF, "admin: /petugas", "admin: [Tambah petugas]", "admin: [Peninjau]"),
    acts("ptg:rev", Action.CHANGE_STAFF, "admin: /petugas", "admin: [Batalkan tautan"),
    acts("stf", Action.CHANGE_STAFF, "hasan: {stf:1:yes}"),
    acts("stf", Action.CHANGE_STAFF, "hasan: {stf:1:no}"),
    acts("sti", None, "tamu: /start @admin", "tamu: [Saya bersedia]"),
    shows("aud:older", Action.READ_AUDIT, "admin: /audit", "admin: [Lebih lama]"),
    shows("aud:check", Action.READ_AUDIT, "admin: /audit", "admin: [Periksa rantai]"),
    shows("aud:file", Action.READ_AUDIT, "admin: /audit", "admin: [Berkas XLSX]"),
)

QUEUE: tuple[Way, ...] = (
    shows("pesan_segar", Action.SEE_QUEUE, "joko: /pesan", "joko: [Perbarui]"),
    shows("pesan_ragu", Action.SEE_QUEUE, "joko: /pesan", "joko: [Tidak pasti]"),
    shows("pesan_gagal", Action.SEE_QUEUE, "joko: {pesan_gagal:0}"),
    acts("pesan_lagi", Action.DECIDE_QUEUE, "admin: {pesan_ragu:0}", "admin: [1. Kirim lagi]"),
    acts("pesan_anggap", Action.DECIDE_QUEUE, "admin: {pesan_ragu:0}", "admin: [1. Anggap terkirim]"),
    shows("pesan_semua", Action.DECIDE_QUEUE, "admin: {pesan_ragu:0}", "admin: [Kirim lagi: semua"),
    acts(
        "pesan_semua_ya",
        Action.DECIDE_QUEUE,
        "admin: {pesan_ragu:0}",
        "admin: [Kirim lagi: semua",
        "admin: [Ya, kirim lagi]",
    ),
    shows("tertahan_lihat", Action.SEE_QUEUE, "admin: [Lihat yang ditahan]"),
    shows("tertahan_kirim", Action.DECIDE_QUEUE, "admin: [Kirim yang ditahan]"),
    shows("tertahan", Action.DECIDE_QUEUE, "admin: {tertahan:1}"),
    acts("tertahan_kirim_ya", Action.DECIDE_QUEUE, "admin: {tertahan_kirim_ya:1}"),
    shows("tertahan_buang", Action.DECIDE_QUEUE, "admin: {tertahan_buang:1}"),
    acts("tertahan_buang_ya", Action.DECIDE_QUEUE, "admin: {tertahan_buang_ya:1}"),
)

DISPUTES: tuple[Way, ...] = (
    shows("sangkal", Action.RECORD_VALUES, *_CARD, "joko: {sangkal:1}"),
    shows("sangkal_b", Action.RECORD_VALUES, *_CARD, "joko: [Lihat bukti"),
    acts("sangkal_y", Action.RECORD_VALUES, *_CARD, "joko: [Keliru, tarik]"),
    shows("sangkal_t", Action.RECORD_VALUES, *_CARD, "joko: [Nilai benar]"),
)

_SENT = "joko: {kirim_kartu:1}"
_DOUBTFUL = (_SENT, "joko: [Kirim ulang yang tidak pasti]")
_CORRECTED = (_SENT, "joko: [Koreksi isi]", "joko: Isi yang benar")
_UNREAD = (_SENT, "joko: [Sudah dan belum dibaca]", "joko: [Ingatkan yang belum]")

BROADCASTS: tuple[Way, ...] = (
    shows("kirim_kartu", Action.RUN_BROADCASTS, "joko: {kirim_kartu:2}"),
    acts("kirim_jeda", Action.RUN_BROADCASTS, "joko: [Jeda]"),
    acts("kirim_lanjut", Action.RUN_BROADCASTS, "joko: [Jeda]", "joko: [Lanjutkan]"),
    shows("kirim_henti", Action.RUN_BROADCASTS, "joko: [Hentikan]"),
    acts("kirim_henti_ya", Action.RUN_BROADCASTS, "joko: [Hentikan]", "joko: [Ya, hentikan]"),
    shows("kirim_nama", Action.RUN_BROADCASTS, _SENT, "joko: [Daftar nama]"),
    shows("kirim_nama", Action.RUN_BROADCASTS, _SENT, "joko: [Daftar nama]", "joko: [Terkirim"),
    shows("kirim_berkas", Action.RUN_BROADCASTS, _SENT, "joko: [Berkas Excel]"),
    shows("kirim_ulang", Action.RUN_BROADCASTS, *_DOUBTFUL),
    shows("kirim_ulang", Action.RUN_BROADCASTS, _SENT, "joko: [Kirim ulang yang gagal]"),
    acts("kirim_ulang_ya", Action.RUN_BROADCASTS, *_DOUBTFUL, "joko: [Ya, kirim ulang]"),
    shows("kirim_baca", Action.RUN_BROADCASTS, _SENT, "joko: [Sudah dan belum dibaca]"),
    shows("kirim_koreksi", Action.RUN_BROADCASTS, *_CORRECTED[:2]),
    acts("kirim_ralat", Action.RUN_BROADCASTS, *_CORRECTED, "joko: [Kirim semua sebagai pesan baru]"),
    shows("kirim_ingat", Action.RUN_BROADCASTS, *_UNREAD),
    acts("kirim_ingat_ya", Action.RUN_BROADCASTS, *_UNREAD, "joko: [Ya, ingatkan]"),
)

_ASKED = ("sari: /tanya", "sari: Apakah SK Kenari sudah terbit?")
_ANSWERED = (*_ASKED, "joko: [Jawab]", "joko: Sudah, tanggal 3 Maret.")
_TWICE = (*_ANSWERED, "admin: {tanya_jawab:1}", "admin: Sudah terbit.")

QUESTIONS: tuple[Way, ...] = (
    shows("tanya_hal", Action.ANSWER_QUESTIONS, *_ASKED, "joko: {tanya_hal:0}"),
    shows("tanya_buka", Action.ANSWER_QUESTIONS, "joko: /tanya", "joko: [1. "),
    shows("tanya_riwayat", Action.ANSWER_QUESTIONS, "joko: [Riwayat]"),
    shows("tanya_berkas", Action.ANSWER_QUESTIONS, "sari: <surat.pdf\n%PDF-1.7>", "joko: [Lihat berkas]"),
    shows("tanya_jawab", Action.ANSWER_QUESTIONS, *_ASKED, "joko: [Jawab]"),
    acts("tanya_juga", Action.ANSWER_QUESTIONS, *_TWICE, "admin: [Kirim juga]"),
    acts("tanya_jangan", Action.ANSWER_QUESTIONS, *_TWICE, "admin: [Jangan kirim]"),
    acts("tanya_ambil", Action.ANSWER_QUESTIONS, *_ASKED, "joko: [Ambil]"),
    shows("tanya_serah", Action.ANSWER_QUESTIONS, *_ASKED, "joko: [Serahkan"),
    acts("tanya_serah_ke", Action.ANSWER_QUESTIONS, *_ASKED, "joko: [Serahkan", "joko: [Hasan]"),
    shows("tanya_aduan", Action.ANSWER_QUESTIONS, *_ASKED, "joko: [Ini pengaduan]"),
    acts("tanya_aduan_ya", Action.ANSWER_QUESTIONS, *_ASKED, "joko: [Ini pengaduan]", "joko: [Ya, ini"),
    acts("tanya_selesai", Action.ANSWER_QUESTIONS, *_ASKED, "joko: [Selesai]"),
)

WAYS = (
    *MEETINGS,
    *MATERIALS,
    *FOLLOW_UPS,
    *TIMELINE,
    *ACTION_POINTS,
    *VALUES,
    *SEATS,
    *REQUESTS,
    *FILES,
    *STAFF,
    *QUEUE,
    *CASES,
    *DISPUTES,
    *BROADCASTS,
    *QUESTIONS,
)
