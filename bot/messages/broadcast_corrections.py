"""What was broadcast and is put right: the same message edited, or a new one that begins with RALAT."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.messages.broadcast_cards import Outline, amount
from bot.messages.render import render
from bot.rules.broadcasts import Content
from bot.rules.clocks import WIB, full_date, local_date
from bot.rules.outbox import Button, Text

RALAT = "RALAT"
PESAN_BARU, PERBARUI_PESAN = "Kirim semua sebagai pesan baru", "Perbarui pesan lama saja"
_LONGEST_TITLE = 120


def updated(content: Content, *, at: datetime) -> Content:
    """The message in its place, with the day of the correction."""
    day = full_date(local_date(at, WIB))
    return replace(content, html=render("broadcast_updated", html=content.html, day=day))


def replaces(content: Content, *, first: str, sent_at: datetime, again: bool = False) -> Content:
    """A new message, which says what it replaces; without the file, which stands there already.

    ``first``: the title of what was sent then. ``again``: it was corrected before, and that does not hold
    either.
    """
    day = full_date(local_date(sent_at, WIB))
    html = render("broadcast_replaces", title=first, day=day, html=content.html, again=again)
    return replace(content, title=ralat_title(content.title), html=html, file_kind="", file_id="")


def ralat_title(title: str) -> str:
    """RALAT: Batas unggah dokumen MCSP; as long as a title may be."""
    return f"{RALAT}: {title}"[:_LONGEST_TITLE]


def ask_text(of: Outline) -> Text:
    """Koreksi isi: what is wanted."""
    return Text(render("broadcast_ask_correction", of=of))


def nobody_has_it(of: Outline) -> Text:
    """In the place of that question: there is nobody to be told of a correction."""
    return Text(render("broadcast_correction_needless", of=of))


def announced(of: Outline, *, draft: int, version: int, edited: int, anew: int, sends_anew: bool) -> Text:
    """What the correction does, above its preview."""
    html = render(
        "broadcast_correction",
        of=of,
        draft=draft,
        edited=amount(edited),
        anew=amount(anew),
        sends_anew=sends_anew,
    )
    label = PERBARUI_PESAN if sends_anew else PESAN_BARU
    switch = Button(label, data=f"kirim_ralat:{draft}:{version}")
    return Text(html, ((switch,),))
