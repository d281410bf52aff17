"""What an audit entry about a broadcast says to a reader, in words."""

from __future__ import annotations

from collections.abc import Mapping

#: Beside the others in ``audit_words``.
OF_BROADCASTS: Mapping[str, str] = {
    "audience_removed": "menghapus pilihan penerima yang disimpan",
    "audience_saved": "menyimpan pilihan penerima",
    "broadcast_approved": "menyetujui siaran sebagai petugas kedua",
    "broadcast_asked_again": "mengingatkan yang belum membaca siaran",
    "broadcast_confirmed": "mengonfirmasi siaran",
    "broadcast_discarded": "membuang konsep siaran",
    "broadcast_draft": "menulis konsep siaran",
    "broadcast_corrected": "menulis koreksi siaran",
    "broadcast_finished": "menyelesaikan siaran",
    "broadcast_lapsed": "persetujuan siaran lewat waktu",
    "broadcast_names": "melihat nama penerima siaran",
    "broadcast_paused": "menjeda siaran",
    "broadcast_read": "menyatakan sudah membaca siaran",
    "broadcast_refused": "tidak menyetujui siaran",
    "broadcast_resent": "mengirim ulang siaran",
    "broadcast_restored": "mengembalikan konsep siaran",
    "broadcast_resumed": "melanjutkan siaran",
    "broadcast_started": "memulai siaran",
    "broadcast_stopped": "menghentikan siaran",
    "broadcast_taken_back": "membatalkan pengiriman siaran",
    "broadcast_waits": "meminta persetujuan petugas kedua untuk siaran",
    "export_broadcast": "mengekspor daftar penerima siaran",
    "read_broadcast": "membaca daftar penerima siaran",
}
