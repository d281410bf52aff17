"""What an audit entry is about, and its details, in words. A test holds both against the code."""

from __future__ import annotations

from collections.abc import Mapping

#: What an entry is about.
OBJECTS: Mapping[str, str] = {
    "action_point": "tindak lanjut",
    "agenda_item": "sesi",
    "alert": "pemberitahuan capaian",
    "audit": "jejak audit",
    "bootstrap_code": "kode administrator",
    "broadcast": "siaran",
    "candidacy": "kepesertaan",
    "case_decision": "kriteria 8",
    "code": "kode undangan",
    "cohort": "angkatan",
    "contact": "pejabat",
    "database": "data bot",
    "day_off": "hari libur",
    "fence": "pesan yang ditahan",
    "group": "grup",
    "import": "impor",
    "measurement": "nilai",
    "meeting": "rapat",
    "notice": "pemberitahuan data",
    "outbox": "pesan",
    "person": "orang",
    "post": "jenis jabatan",
    "publication": "publikasi",
    "question": "pertanyaan",
    "region": "daerah",
    "reminder": "pengingat",
    "reminder_plan": "pengingat",
    "request": "permohonan",
    "retention": "masa simpan",
    "review": "daftar tinjau",
    "saved_audience": "pilihan penerima",
    "seat": "jabatan",
    "sheet": "lembar kode",
    "staff": "petugas",
    "staff_change": "usulan petugas",
    "staff_invitation": "tautan petugas",
    "threshold": "ambang",
}

#: What its details are called.
DETAILS: Mapping[str, str] = {
    "after": "menjadi",
    "alone": "sendiri",
    "attempts": "percobaan kirim",
    "batch": "lembar",
    "before": "semula",
    "bodies": "isi pesan",
    "cases": "usulan kriteria 8 yang berakhir",
    "channel": "melalui",
    "choice": "jawaban",
    "code_id": "kode",
    "codes": "jumlah kode",
    "criterion": "kriteria",
    "dialogues": "percakapan",
    "document": "dasar",
    "draft": "konsep",
    "doubtful": "yang tidak pasti",
    "expired": "lewat waktunya",
    "form": "bentuk",
    "held": "ditahan",
    "is_confirmed": "terkonfirmasi",
    "is_quiet": "tanpa pemberitahuan",
    "is_set": "diisi",
    "kind": "sebagai",
    "made_at": "dibuat",
    "mark": "tanda",
    "material": "bahan",
    "meetings": "rapat",
    "messages": "pesan",
    "method": "cara",
    "merged": "digabung dari",
    "minimum": "ambang",
    "minutes": "menit sebelum mulai",
    "on": "tanggal",
    "other_item": "sesi lain",
    "people": "orang",
    "piece": "bagian",
    "prefix": "sebutan",
    "purpose": "untuk",
    "questions": "isi pertanyaan",
    "reason": "alasan",
    "recipients": "penerima",
    "region": "daerah",
    "released": "dilanjutkan",
    "reminders": "pengingat",
    "removed": "dihapus",
    "requests": "permohonan",
    "revision": "revisi",
    "role": "peran",
    "rows": "baris",
    "seat": "jabatan",
    "seat_id": "jabatan",
    "sent": "dikirim",
    "sha256": "sha256",
    "sheet_rows": "baris berkas",
    "sittings": "sesi",
    "stage": "tahap",
    "step": "langkah",
    "telegram_id": "ID Telegram",
    "tenure": "penugasan",
    "told": "diberi tahu",
    "unreachable": "tidak terjangkau",
    "until": "sampai",
    "updates": "pesan masuk",
    "withdrawn": "ditarik",
    "wrong_codes": "kode keliru",
}

#: What is recorded as a word of the code, as a reader hears it.
VALUES: Mapping[str, str] = {
    "admin": "administrator",
    "officer": "petugas pendamping",
    "viewer": "peninjau",
    "holder": "pejabat",
    "assistant": "ajudan",
    "delegate": "wakil",
    "seat": "jabatan",
    "new_account": "akun baru",
    "name": "perbaikan nama",
    "not_the_official": "bukan pejabat yang bersangkutan",
    "seat_filled": "jabatan sudah terisi",
    "unclear": "data tidak jelas",
    "by_code": "lewat kode undangan",
    "words": "alasan lain",
    "handed_over": "serah terima",
    "replaced": "digantikan",
    "left": "berhenti sendiri",
    "revoked": "dicabut",
    "erased": "penghapusan data",
    "tidak_hadir": "tidak hadir",
    "menunggu_arahan": "menunggu arahan",
}
#: Under these names stand such words; under others they may be somebody's own.
_WORDED = frozenset({"after", "before", "choice", "kind", "purpose", "reason", "role"})


def object_in_words(kind: str, object_id: str) -> str:
    """jabatan 4, daerah 64.74."""
    return f"{OBJECTS.get(kind, kind)} {object_id}".strip()


def detail_in_words(detail: Mapping[str, object]) -> str:
    """``jabatan=4, sebagai=pejabat``: ids as they were recorded, codes in words."""
    return ", ".join(
        sorted(f"{DETAILS.get(key, key)}={_worded(key, value)}" for key, value in detail.items())
    )


def _worded(key: str, value: object) -> str:
    known = VALUES.get(value) if key in _WORDED and isinstance(value, str) else None
    return known or _plain(value)


def _plain(value: object) -> str:
    """A value without the marks of a programming language; of many counts those that are not zero."""
    if isinstance(value, Mapping):
        counted = [f"{DETAILS.get(key, key)} {number}" for key, number in value.items() if number]
        return "; ".join(counted) or "tidak ada"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return "-" if value in (None, "") else str(value)
