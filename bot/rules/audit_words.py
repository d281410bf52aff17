"""What an audit entry says to a reader, in words."""

from __future__ import annotations

from collections.abc import Mapping

#: Every action that is recorded; a test holds this against the code.
ACTIONS: Mapping[str, str] = {
    "accept_staff_invitation": "bersedia menjadi petugas",
    "add_post": "menambah jenis jabatan",
    "add_seat": "menambah jabatan",
    "add_staff": "menambah petugas",
    "alert_acknowledged": "menerima pemberitahuan capaian",
    "alert_disputed": "menyatakan nilai keliru",
    "alert_opened": "membuka pemberitahuan capaian",
    "alert_promised": "menyampaikan rencana",
    "alert_recovered": "menutup pemberitahuan: capaian pulih",
    "alert_revised": "memperbaiki pemberitahuan capaian",
    "alert_withdrawn": "menarik pemberitahuan capaian",
    "answer": "menjawab undangan",
    "answer_for_seat": "mencatat jawaban untuk jabatan",
    "approve_request": "menyetujui permohonan",
    "approve_request_first": "memberi persetujuan pertama",
    "attendance": "menandai kehadiran",
    "blocked": "memblokir bot",
    "bootstrap": "menjadi administrator pertama",
    "bootstrap_code": "membuat kode administrator pertama",
    "came_back": "kembali dapat dihubungi",
    "candidacy_imported": "mengimpor kepesertaan",
    "change_role": "mengubah peran petugas",
    "check_reach": "menguji keterjangkauan",
    "code_tried_again": "mencoba kode yang sudah digunakan",
    "consent": "menyetujui pemberitahuan data pribadi",
    "contact_imported": "mengimpor data pejabat",
    "decline_staff_invitation": "menolak tautan petugas",
    "digest": "mengirim ringkasan jawaban",
    "end_tenure": "mengakhiri penugasan pada jabatan",
    "erase": "menghapus data orang",
    "erase_again": "menghapus kembali setelah pemulihan cadangan",
    "expire_request": "permohonan kedaluwarsa",
    "export_audit": "mengekspor jejak audit",
    "export_contacts": "mengekspor data pejabat daerah",
    "export_deliveries": "mengekspor bukti penyampaian",
    "hand_over": "melakukan serah terima jabatan",
    "import_discarded": "membatalkan impor",
    "import_staged": "mengunggah berkas nilai",
    "invite": "membuat kode undangan",
    "invite_deputy": "mengundang ajudan atau wakil",
    "invite_staff": "membuat tautan petugas",
    "meeting.discard": "membuang rancangan rapat",
    "meeting.draft": "membuat rancangan rapat",
    "meeting.letter": "melampirkan surat rapat",
    "meeting.publish": "menerbitkan rapat",
    "meeting.publish_soon": "meminta penerbitan rapat",
    "meeting.take_back": "menarik penerbitan rapat",
    "object_to_request": "menyatakan masih menjabat",
    "own_file": "mengunduh data sendiri",
    "print_codes": "membuat lembar kode satu angkatan",
    "reachable": "kembali memulai bot",
    "read_audit": "membaca jejak audit",
    "read_contacts": "membaca data pejabat daerah",
    "read_coverage": "membaca keterjangkauan",
    "read_deliveries": "membaca bukti penyampaian",
    "read_status": "membaca capaian daerah",
    "record_holder": "mencatat pejabat tanpa Telegram",
    "refuse_request": "tidak menyetujui permohonan",
    "reminder": "menyiapkan pengingat",
    "reminder.release": "melepas pengingat yang tertahan",
    "remove_phone": "menghapus nomor telepon sendiri",
    "remove_staff": "mencabut petugas",
    "request_seat": "mengajukan permohonan",
    "retention": "menghapus data yang lewat masa simpannya",
    "revoke_code": "membatalkan kode undangan",
    "revoke_sheet": "membatalkan lembar kode",
    "revoke_staff_invitation": "membatalkan tautan petugas",
    "set_office_phone": "mengubah telepon kantor",
    "set_prefix": "mengubah sebutan jabatan",
    "set_term": "mengubah masa berlaku jabatan",
    "share_phone": "membagikan nomor telepon sendiri",
    "sitting.cancel": "membatalkan sesi",
    "sitting.move": "memindahkan sesi",
    "sitting.relink": "mengganti tautan sesi",
    "staff_change_done": "menyetujui usulan petugas",
    "staff_change_expired": "usulan petugas kedaluwarsa",
    "staff_change_proposed": "mengusulkan perubahan petugas",
    "staff_change_refused": "tidak menyetujui usulan petugas",
    "staff_change_withdrawn": "membatalkan usulan petugas",
    "stop": "mengakhiri pendaftaran",
    "take_seat": "menduduki jabatan",
    "term_reminder": "mengingatkan masa berlaku jabatan",
    "threshold_confirmed": "mengonfirmasi ambang",
    "threshold_document_set": "mengisi dasar ambang",
    "threshold_imported": "mengimpor ambang",
    "undelivered": "melaporkan pesan yang tidak sampai",
    "values_published": "mengumumkan nilai yang terbit",
    "values_recorded": "mencatat nilai",
    "withdraw_request": "membatalkan permohonan",
    "wrong_code": "mengirim kode yang keliru",
}
_KINDS = {"staff": "petugas", "contact": "pejabat", "stranger": "orang luar", "system": "sistem"}


def action_in_words(action: str) -> str:
    """The action as a reader hears it; one without words is shown as it is recorded."""
    return ACTIONS.get(action, action)


def who_in_words(kind: str, actor_id: int | None, name: str) -> str:
    """Joko (petugas 3), pejabat 12, sistem."""
    word = _KINDS.get(kind, kind)
    numbered = word if actor_id is None else f"{word} {actor_id}"
    return f"{name} ({numbered})" if name else numbered
