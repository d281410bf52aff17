"""What entries about questions of officials say, in words."""

from __future__ import annotations

from collections.abc import Mapping

OF_QUESTIONS: Mapping[str, str] = {
    "question_added": "menambahkan tulisan pada pertanyaan",
    "question_answer_lost": "jawaban atas pertanyaan tidak sampai",
    "question_answered": "menjawab pertanyaan pejabat",
    "question_assigned": "menetapkan penanggung jawab pertanyaan",
    "question_begun": "bertanya kepada Dit. Permas",
    "question_closed": "menutup pertanyaan",
    "question_complaint": "mengalihkan pertanyaan sebagai pengaduan",
    "question_reminder": "mengingatkan pertanyaan yang belum dijawab",
    "question_reopened": "membuka kembali pertanyaan",
    "read_question": "membaca pertanyaan pejabat",
}
