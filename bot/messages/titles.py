"""What a stranger who checks a message about registration hears of it: its kind, and nothing of anybody."""

from __future__ import annotations

TITLE_DECISION = "Keputusan atas permohonan"
TITLE_NEWS = "Pemberitahuan mengenai permohonan"
TITLE_QUESTION = "Pertanyaan petugas mengenai permohonan"
TITLE_CAPACITY = "Pemberitahuan mengenai ajudan atau wakil"
