"""A siaran before it leaves: the count with names, the names in pages, and the line above a sample."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.messages.broadcast_drafts import moments_of
from bot.messages.render import render
from bot.rules.audiences import Addressee, Found
from bot.rules.broadcast_confirming import ALONE_UP_TO, Difference
from bot.rules.broadcasts import Draft
from bot.rules.clocks import zone_label
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.sheets import CoverageState

KONFIRMASI, UBAH, NAMA = "Konfirmasi", "Ubah", "Lihat nama"
#: So many are named on the card itself.
_MOST_NAMED = 20
_PAGE = 40
_WHY = {
    CoverageState.BLOCKED: "memblokir bot",
    CoverageState.DEACTIVATED: "akun Telegram tidak aktif lagi",
    CoverageState.NEVER_STARTED: "belum menekan Mulai",
    CoverageState.NO_TELEGRAM: "belum terdaftar di Telegram",
    CoverageState.EMPTY: "belum ada pejabatnya",
}


def preview(draft: Draft, found: Found, *, counted: str, changed: Difference | None) -> Text:
    """How many and who, whom it does not reach and why, with Konfirmasi for exactly these."""
    html = render(
        "siaran_preview",
        draft=draft,
        found=found,
        moments=moments_of(draft),
        is_named=len(found.reached) <= _MOST_NAMED,
        groups=_by_region(found.reached),
        missed=_missed(found),
        changed=changed,
        came=[_named(person) for person in changed.came[:10]] if changed else [],
        needs_second=len(found.reached) > ALONE_UP_TO,
        alone=ALONE_UP_TO,
    )
    of = f"{draft.number}:{draft.version}"
    confirm = Button(KONFIRMASI, data=f"siaran_ya:{of}:{counted}", style="primary")
    edit = Button(UBAH, data=f"siaran_kartu:{draft.number}")
    rows: Keyboard = ((confirm, edit),)
    if len(found.reached) > _MOST_NAMED or len(_missed(found)) > 10:
        rows = ((Button(NAMA, data=f"siaran_orang:{draft.number}:0"),), *rows)
    return Text(html, rows)


def sample(person: Addressee) -> Text:
    """Whose message follows."""
    zone = zone_label(person.zone)
    return Text(render("siaran_sample", zone=zone, name=person.name, post=person.post))


def harmless(text: Text) -> Text:
    """In a preview a button that would record something only says what it would do."""
    return Text(
        text.html,
        tuple(
            tuple(Button(b.text, data="siaran_contoh", style=b.style) if b.data else b for b in row)
            for row in text.buttons
        ),
    )


def only_a_preview() -> Text:
    return Text(render("siaran_only_a_preview"))


def names(number: int, found: Found, *, page: int) -> Text:
    """Everybody, 40 a page; whom it does not reach last, each with the reason."""
    lines = [*(_named(person) for person in found.reached), *_missed(found)]
    last = max(1, -(-len(lines) // _PAGE))
    page = min(max(page, 0), last - 1)
    html = render(
        "siaran_names",
        number=number,
        found=found,
        lines=lines[page * _PAGE : (page + 1) * _PAGE],
        page=page + 1,
        last=last,
    )
    turns = tuple(
        Button(words, data=f"siaran_orang_hal:{number}:{to}")
        for words, to in (("◂ Sebelumnya", page - 1), ("Berikutnya ▸", page + 1))
        if 0 <= to < last
    )
    return Text(html, (turns,) if turns else ())


def _named(person: Addressee) -> str:
    return f"{person.name}, {person.post}"


def _missed(found: Found) -> list[str]:
    people = [f"{_named(person)}: {_WHY[person.reach]}" for person in found.unreached]
    return [*people, *(f"{seat.post}: {_WHY[CoverageState.EMPTY]}" for seat in found.empty)]


def _by_region(people: Iterable[Addressee]) -> Sequence[tuple[str, list[str]]]:
    regions: dict[str, list[str]] = {}
    for person in people:
        title = person.post.removesuffix(f" {person.region}")
        regions.setdefault(person.region, []).append(f"{person.name} ({title})")
    return list(regions.items())
