"""The button by which somebody says that he is registered already, at another account."""

from __future__ import annotations

from bot.rules.outbox import Button

ITS_ME = "Sudah terdaftar, akun saya baru"


def new_account() -> Button:
    """Where nothing is known yet: begins with the region."""
    return Button(ITS_ME, "acc:go")


def its_me(seat_id: int) -> Button:
    """Beside a seat that somebody asks for."""
    return Button(ITS_ME, f"acc:s:{seat_id}")
