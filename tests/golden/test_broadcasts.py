"""A siaran as its recipient reads it, whole: siaran_heading, siaran_salutation and siaran_body in one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import pytest

from bot.messages import broadcast_corrections as corrections
from bot.messages import broadcasts
from bot.rules.audiences import Addressee
from bot.rules.broadcasts import Content
from bot.rules.clocks import zone_named
from bot.rules.sheets import CoverageState
from tests.golden.compare import golden

SARI = Addressee(
    contact_id=3,
    seat_id=4,
    region_code="64.74",
    region="Kota Bontang",
    post="Inspektur Kota Bontang",
    zone=zone_named("Asia/Makassar"),
    name="Sari",
    chat_id=7_000_000_001,
    reach=CoverageState.REACHABLE,
)
ASSISTANT = replace(SARI, name="Rina", is_holder=False)
PLAIN = Content(
    broadcast=12,
    title="Batas unggah dokumen MCSP",
    html="Dengan hormat, kami ingatkan bahwa dokumen triwulan I diunggah <b>paling lambat Jumat, "
    "14 Maret 2025</b>.\n\nApabila terdapat kendala, mohon menghubungi petugas pendamping.",
)
LINKED = replace(PLAIN, link_text="Panduan unggah", link_url="https://permas.kpk.go.id/panduan/mcsp")
LONG = replace(
    PLAIN, html="\n\n".join(f"<b>Butir {n}</b>. " + "Uraian kegiatan daerah. " * 12 for n in range(16))
)
CODE = "k7m2q9x4pa"

LETTERS = {
    "plain": (PLAIN, SARI),
    "through_an_assistant": (replace(PLAIN, wants_read=False), ASSISTANT),
    "with_link": (LINKED, SARI),
    "photo": (replace(LINKED, file_kind="photo", file_id="F"), SARI),
    "document_with_a_long_text": (replace(LONG, file_kind="document", file_id="F"), SARI),
}


@pytest.mark.parametrize("name", LETTERS)
def test_letter(name):
    content, to = LETTERS[name]
    for number, (_part, text) in enumerate(broadcasts.letter(content, to=to, code=CODE), start=1):
        golden(f"broadcasts/letter_{name}_{number}", text)


def methods(content: Content) -> list[str]:
    return [part.method for part in broadcasts.shared_parts(content)]


def test_a_file_carries_the_text_where_it_fits_and_goes_first_where_it_does_not():
    assert methods(PLAIN) == ["sendMessage"]
    assert methods(replace(PLAIN, file_kind="photo", file_id="F")) == ["sendPhoto"]
    assert methods(replace(PLAIN, file_kind="document", file_id="F", html="kata " * 150)) == [
        "sendDocument",
        "sendMessage",
    ]


def seen(html: str) -> int:
    return len(unescape(re.sub(r"<[^>]*>", "", html)).encode("utf-16-le")) // 2


def test_with_the_longest_names_there_are_nothing_is_longer_than_telegram_takes():
    longest = replace(SARI, name="&" * 120, post="Pj. " + "Kepala Badan " * 15)
    for html in ("<b>satu kata</b> " * 1000, "x" * 9000, "&amp;" * 5000, "a " * 290):
        for kind in ("", "photo"):
            content = replace(LINKED, title="T" * 60, html=html, file_kind=kind, file_id=kind)
            for part, text in broadcasts.letter(content, to=longest, code=CODE):
                assert seen(text.html) <= (1024 if part.file_id and len(longest.post) < 90 else 4096)


def test_greeting_once_proof_once_buttons_once():
    parts = broadcasts.shared_parts(replace(LONG, file_kind="photo", file_id="F"))
    assert [part.greets for part in parts] == [False, True, *([False] * (len(parts) - 2))]
    assert [part.proves for part in parts] == [*([False] * (len(parts) - 1)), True]
    assert [bool(part.buttons) for part in parts] == [*([False] * (len(parts) - 1)), True]


CORRECTIONS = {
    "updated": corrections.updated(PLAIN, at=datetime(2025, 3, 10, 2, tzinfo=UTC)),
    "ralat": corrections.replaces(
        replace(LINKED, file_kind="photo", file_id="F"),
        first=LINKED.title,
        sent_at=datetime(2025, 3, 3, 1, tzinfo=UTC),
    ),
    "ralat_again": corrections.replaces(
        PLAIN, first=PLAIN.title, sent_at=datetime(2025, 3, 3, 1, tzinfo=UTC), again=True
    ),
}


@pytest.mark.parametrize("name", CORRECTIONS)
def test_corrections(name):
    """broadcast_updated and broadcast_replaces, in the letter that carries them."""
    ((_part, text),) = broadcasts.letter(CORRECTIONS[name], to=SARI, code=CODE)
    golden(f"broadcasts/correction_{name}", text)
