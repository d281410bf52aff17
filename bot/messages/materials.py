"""Bahan of a sitting: for staff the list and what is asked, for invited seats the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages.meetings import line
from bot.messages.render import render
from bot.messages.told import session_name
from bot.rules.clocks import brief_date, local_date, short_date
from bot.rules.materials import MOST, MaterialView
from bot.rules.outbox import Button, Text
from bot.rules.sittings import Addressee, MeetingView, SittingView

BAHAN, TAMBAH, HAPUS = "Bahan", "Tambah bahan", "Hapus"
SELESAI, KEMBALI, BERI_TAHU = "Selesai", "Kembali", "Beri tahu peserta"

#: /bahan shows so many sittings: the newest.
_MOST_SITTINGS = 12


@dataclass(frozen=True, slots=True)
class Own:
    """A sitting of the reader that has files."""

    meeting: MeetingView
    sitting: SittingView
    to: Addressee
    count: int


def card(
    meeting: MeetingView,
    sitting: SittingView,
    files: Sequence[MaterialView],
    *,
    may_set: bool,
    is_over: bool = False,
) -> Text:
    """The files of a sitting, for staff."""
    html = render("material_card", meeting=meeting, row=line(sitting), files=files)
    deeds = [(Button(f"{HAPUS} {n}", data=f"bahan_hapus:{one.material}"),) for n, one in enumerate(files, 1)]
    if len(files) < MOST:
        deeds.append((Button(TAMBAH, data=f"bahan_baru:{sitting.item}"),))
    if files and is_over:
        deeds.append((Button(BERI_TAHU, data=f"susulan:{sitting.item}:materials"),))
    back = Button(KEMBALI, data=f"sesi_lihat:{sitting.item}")
    return Text(html, (*(deeds if may_set else ()), (back,)))


def ask(meeting: MeetingView, sitting: SittingView) -> Text:
    html = render("material_ask", meeting=meeting, row=line(sitting), most=MOST)
    return Text(html, ((_enough(sitting),),))


def use_a_file(sitting_item: int) -> Text:
    """Words came where a file is awaited."""
    return Text(render("material_use_a_file"), ((Button(SELESAI, data=f"bahan_selesai:{sitting_item}"),),))


def added(sitting: SittingView, name: str, *, count: int) -> Text:
    html = render("material_added", row=line(sitting), name=name, count=count, most=MOST)
    return Text(html, ((_enough(sitting),),))


def there_already(sitting: SittingView, name: str) -> Text:
    return Text(render("material_there_already", row=line(sitting), name=name), ((_enough(sitting),),))


def removed(name: str) -> Text:
    return Text(render("material_removed", name=name))


def handed_out(meeting: MeetingView, sitting: SittingView, *, to: Addressee, count: int) -> Text:
    """What follows as files, or that there is nothing."""
    html = render(
        "material_handed_out",
        title=meeting.title,
        session_name=session_name(sitting, region=to.region),
        date=short_date(local_date(sitting.starts_at, to.zone)),
        count=count,
    )
    return Text(html)


def caption(sitting: SittingView, file: MaterialView, *, to: Addressee) -> Text:
    """Under a file."""
    html = render(
        "material_caption",
        name=file.name,
        session_name=session_name(sitting, region=to.region),
        date=short_date(local_date(sitting.starts_at, to.zone)),
    )
    return Text(html)


def own(rows: Sequence[Own]) -> Text:
    """/bahan of an official: a button for each sitting that has files."""
    shown = rows[:_MOST_SITTINGS]
    words = [
        (
            short_date(local_date(row.sitting.starts_at, row.to.zone)),
            row.meeting.title,
            row.to.post,
            row.count,
        )
        for row in shown
    ]
    return Text(render("material_own", rows=words), tuple((get(row.sitting, row.to),) for row in shown))


def get(sitting: SittingView, to: Addressee) -> Button:
    """Hands out the files of one sitting for one seat."""
    day = brief_date(local_date(sitting.starts_at, to.zone))
    return Button(f"{BAHAN}: {to.post}, {day}", data=f"bahan_ambil:{sitting.item}:{to.seat}")


def for_staff() -> Text:
    """Where staff find the files."""
    return Text(render("material_for_staff"))


def _enough(sitting: SittingView) -> Button:
    return Button(SELESAI, data=f"bahan_selesai:{sitting.item}")
