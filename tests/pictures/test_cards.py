"""The printed card: what a telephone's camera reads is the link."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image

from bot.pictures.cards import invitation_card

LINK = "https://t.me/permas_uji_bot?start=K7M2Q9X4PA0B1CDE"


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("Inspektur", "Kota Bontang"),
        ("Sekretaris Daerah", "Kabupaten Administrasi Kepulauan Seribu"),
        (
            "Kepala Badan Perencanaan Pembangunan, Riset, dan Inovasi Daerah",
            "Kabupaten Ogan Komering Ulu Selatan",
        ),
    ],
)
def test_the_qr_code_is_the_link(title, region):
    png = invitation_card(
        region=region,
        title=title,
        code="K7M2 Q9X4 PA0B 1CDE",
        link=LINK,
        until="Rabu, 2 April 2025",
        bot_username="permas_uji_bot",
    )
    image = Image.open(io.BytesIO(png))
    assert (image.format, image.size) == ("PNG", (1200, 640))
    assert [found.text for found in zxingcpp.read_barcodes(image)] == [LINK]
    assert len(png) < 100_000
