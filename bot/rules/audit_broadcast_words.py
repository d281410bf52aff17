"""What an audit entry about a broadcast says to a reader, in words."""

from __future__ import annotations

from collections.abc import Mapping

#: Beside the others in ``audit_words``.
OF_BROADCASTS: Mapping[str, str] = {
    "broadcast_asked_again": "mengingatkan yang belum membaca siaran",
    "broadcast_finished": "menyelesaikan siaran",
    "broadcast_paused": "menjeda siaran",
    "broadcast_read": "menyatakan sudah membaca siaran",
    "broadcast_resent": "mengirim ulang siaran",
    "broadcast_resumed": "melanjutkan siaran",
    "broadcast_started": "memulai siaran",
    "broadcast_stopped": "menghentikan siaran",
    "export_broadcast": "mengekspor daftar penerima siaran",
    "read_broadcast": "membaca daftar penerima siaran",
}
