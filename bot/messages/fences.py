"""What is held because the bot was away, or its database came from somewhere else: asked of admins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from bot.messages.render import render
from bot.rules.clocks import WIB, moment_in_words
from bot.rules.fences import Fence, HeldMessage
from bot.rules.outbox import Button, Keyboard, MessageClass, Text
from bot.rules.wording import number

LIHAT, KIRIM, BUANG = "Lihat yang ditahan", "Kirim yang ditahan", "Buang yang ditahan"
YA_KIRIM, YA_BUANG, KEMBALI, BERIKUTNYA = "Ya, kirim", "Ya, buang", "Kembali", "Berikutnya"

#: What a class of messages is called where staff count them.
KINDS: Mapping[MessageClass, str] = {
    MessageClass.REPLY: "jawaban",
    MessageClass.RECEIPT: "tanda terima",
    MessageClass.CORRECTION: "pemberitahuan perubahan",
    MessageClass.INVITATION: "undangan rapat",
    MessageClass.ALERT: "pemberitahuan capaian",
    MessageClass.REQUEST: "permintaan kepada petugas",
    MessageClass.REMINDER: "pengingat",
    MessageClass.BROADCAST: "pesan siaran",
    MessageClass.DOCUMENT: "berkas",
    MessageClass.PROBE: "uji sambung",
}


def counted(counts: Mapping[MessageClass, int]) -> list[str]:
    """5 pengingat; 4 undangan rapat."""
    return [f"{figure(pieces)} {KINDS[kind]}" for kind, pieces in counts.items()]


def figure(pieces: int) -> str:
    """8.412, as people write it."""
    return number(Decimal(pieces))


def card(fence: Fence, *, may_decide: bool) -> Text:
    """How many are held and why; buttons to decide for whoever may."""
    html = render(
        "fence_card",
        total=fence.total,
        reason=fence.reason.value,
        may_have_left=fence.may_have_left,
        seen_at=moment_in_words(fence.seen_at, WIB),
        counts=counted(fence.counts),
        oldest=moment_in_words(fence.oldest, WIB),
        newest=moment_in_words(fence.newest, WIB),
        may_decide=may_decide,
    )
    return Text(html, _deciding(fence, may_decide=may_decide))


def _deciding(fence: Fence, *, may_decide: bool) -> Keyboard:
    look = (Button(LIHAT, data=f"tertahan_lihat:{fence.number}:0"),)
    if not may_decide:
        return (look,)
    send = Button(KIRIM, data=f"tertahan_kirim:{fence.number}")
    return (look, (send,), (Button(BUANG, data=f"tertahan_buang:{fence.number}"),))


def page(fence: Fence, lines: Sequence[HeldMessage], *, more: int | None) -> Text:
    """One by one, from the oldest. ``more``: there are some after this number."""
    html = render("fence_page", total=fence.total, lines=[_line(one) for one in lines])
    if more is None:
        return Text(html)
    return Text(html, ((Button(BERIKUTNYA, data=f"tertahan_lihat:{fence.number}:{more}"),),))


def _line(one: HeldMessage) -> dict[str, object]:
    return {
        "title": one.title or KINDS[one.message_class].capitalize(),
        "to": ", ".join(part for part in (one.post, one.name) if part) or "penerima tanpa nama",
        "on": moment_in_words(one.made_at, WIB),
    }


def ask_to_send(fence: Fence) -> Text:
    html = render(
        "fence_ask_send",
        total=fence.total,
        counts=counted(fence.counts),
        may_have_left=fence.may_have_left,
    )
    return Text(html, _sure(fence, Button(YA_KIRIM, data=f"tertahan_kirim_ya:{fence.number}")))


def ask_to_throw_away(fence: Fence) -> Text:
    html = render("fence_ask_throw_away", total=fence.total, counts=counted(fence.counts))
    return Text(html, _sure(fence, Button(YA_BUANG, data=f"tertahan_buang_ya:{fence.number}")))


def _sure(fence: Fence, yes: Button) -> Keyboard:
    return ((yes, Button(KEMBALI, data=f"tertahan:{fence.number}")),)


def joined() -> Text:
    """In the place of an earlier card: its messages are counted in a newer one."""
    return Text(render("fence_joined"))


def sent(leaving: int, *, expired: int, by: str, at: datetime) -> Text:
    """Decided: they go out."""
    on = moment_in_words(at, WIB)
    return Text(render("fence_sent", leaving=leaving, expired=expired, by=by, on=on))


def thrown_away(count: int, *, by: str, at: datetime) -> Text:
    """Decided: nothing goes out."""
    return Text(render("fence_thrown_away", count=count, by=by, on=moment_in_words(at, WIB)))
