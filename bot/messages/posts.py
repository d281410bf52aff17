"""Tambah jabatan: what is asked, and where the post is now."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages.contacts import KEMBALI
from bot.messages.render import render
from bot.messages.seat_changes import BATAL
from bot.rules.outbox import Button, Text
from bot.rules.wording import count, listing

BUKA_DAERAH = "Buka daerah"

#: Names of regions that a receipt spells out.
_NAMED = 5


def ask_title(titles: Sequence[str], *, region: str) -> Text:
    """Names the posts there are, so that none is added twice."""
    back = (Button(KEMBALI, data=f"kontak:{region}"),) if region else ()
    return Text(render("post_ask_title", titles=listing(titles)), ((*back, Button(BATAL, data="batal")),))


def ask_place(title: str, *, region: str, cohort: int, regions: int) -> Text:
    """One region or all; another region can be typed."""
    here = ((Button(f"Hanya {region}", data="jabatan_sini"),),) if region else ()
    everywhere = f"Semua daerah angkatan {cohort} ({regions})"
    all_ = ((Button(everywhere, data=f"jabatan_semua:{cohort}"),),) if regions else ()
    html = render("post_ask_place", title=title, region=region)
    return Text(html, (*here, *all_, (Button(BATAL, data="batal"),)))


def which_region(typed: str, names: Sequence[str]) -> Text:
    """Not clear, or not known: the question stays open."""
    html = render("post_which_region", typed=typed[:60], names=" atau ".join(names))
    return Text(html, ((Button(BATAL, data="batal"),),))


def added(title: str, *, names: Sequence[str], had: int, region_code: str) -> Text:
    """Where the post is new, and in how many regions it was already."""
    html = render(
        "post_added",
        title=title,
        names=listing(names) if len(names) <= _NAMED else f"{len(names)} daerah",
        has_new=bool(names),
        had=count(had) if had else "",
    )
    return Text(html, ((Button(BUKA_DAERAH, data=f"kontak:{region_code}"),),) if region_code else ())
