"""Names of files as they are shown."""

from __future__ import annotations

import pytest

from bot.rules.materials import file_name


@pytest.mark.parametrize(
    ("typed", "is_photo", "name"),
    [
        ("Paparan  KPK.pdf", False, "Paparan KPK.pdf"),
        ("pap\u202efdp.exe", False, "papfdp.exe"),
        ("", False, "Berkas 3"),
        ("\u200b", False, "Berkas 3"),
        ("x.jpg", True, "Gambar 3"),
        ("a" * 150 + ".pptx", False, "a" * 114 + "\u2026.pptx"),
        ("b" * 150, False, "b" * 120),
    ],
)
def test_a_name_to_be_read(typed, is_photo, name):
    assert file_name(typed, is_photo=is_photo, number=3) == name
