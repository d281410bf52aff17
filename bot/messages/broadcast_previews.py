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
_MOST_MISSED = 10
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
        missed=_missed(found.unreached),
        unheld=[seat.post for seat in found.empty],
        most=_MOST_MISSED,
        changed=changed,
        came=[_named(person) for person in changed.came[:10]] if changed else [],
        needs_second=len(found.reached) > ALONE_UP_TO,
        alone=ALONE_UP_TO,
    )
    of = f"{draft.number}:{draft.version}"
    confirm = Button(KONFIRMASI, data=f"siaran_ya:{of}:{counted}", style="primary")
    edit = Button(UBAH, data=f"siaran_kartu:{draft.number}")
    rows: Keyboard = ((confirm, edit),)
    lists = (
        len(found.reached) > _MOST_NAMED,
        *(len(one) > _MOST_MISSED for one in (found.unreached, found.empty)),
    )
    if any(lists):
        rows = ((Button(NAMA, data=f"siaran_orang:{draft.number}:0"),), *rows)
    return Text(html, rows)


def sample(person: Addressee) -> Text:
    """Whose message follows."""
    zone = zone_label(person.zone)
    return Text(render("siaran_sample", zone=zone, person=_named(person)))


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
    unheld = [f"{seat.post}: {_WHY[CoverageState.EMPTY]}" for seat in found.empty]
    lines = [*(_named(person) for person in found.reached), *_missed(found.unreached), *unheld]
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
    """Sari, Inspektur Kota Bontang; whoever only acts for a post is not named as its holder."""
    if person.is_holder:
        return f"{person.name}, {person.post}"
    return f"{person.post}, melalui {person.name}"


def _missed(people: Iterable[Addressee]) -> list[str]:
    return [f"{_named(person)}: {_WHY[person.reach]}" for person in people]


def _by_region(people: Iterable[Addressee]) -> Sequence[tuple[str, list[str]]]:
    regions: dict[str, list[str]] = {}
    for person in people:
        title = person.post.removesuffix(f" {person.region}")
        words = f"{person.name} ({title})" if person.is_holder else f"{title}, melalui {person.name}"
        regions.setdefault(person.region, []).append(words)
    return list(regions.items())
