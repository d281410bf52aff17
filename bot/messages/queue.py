"""/pesan: how sending goes, in words for people who have never seen a queue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.messages.deliveries import outcome_in_words
from bot.messages.fences import BUANG, KINDS, KIRIM, LIHAT, counted, figure
from bot.messages.render import render
from bot.messages.seats import by_name
from bot.rules.clocks import WIB, moment_in_words
from bot.rules.fences import Fence
from bot.rules.outbox import Button, Keyboard, MessageClass, Text
from bot.rules.queues import Failures, Queue, QueueLine

RAGU, GAGAL, SEGARKAN, LEBIH_LAMA = "Tidak pasti", "Tidak sampai", "Perbarui", "Lebih lama"
LAGI, ANGGAP = "Kirim lagi", "Anggap terkirim"
YA_LAGI, YA_ANGGAP = "Ya, kirim lagi", "Ya, anggap terkirim"

#: What came of a try, by what the wire calls it.
_FAILURES: Mapping[str, str] = {
    "retry_after": "Telegram meminta bot menunggu sebentar",
    "not_sent": "Telegram tidak dapat dihubungi; dicoba lagi",
    "ambiguous": "tidak ada jawaban dari Telegram",
    "crashed": "bot berhenti saat mengirim",
    "undeliverable": "penerima tidak dapat dikirimi pesan",
    "refused": "ditolak Telegram",
    "unparsable": "bentuk teks tidak dapat dibaca Telegram",
    "migrated": "grup berpindah alamat",
    "withdrawn": "ditarik pada saat terakhir",
    "stop": "Telegram tidak mengenali bot; pengelola server perlu memeriksa token",
}


def overview(seen: Queue, *, fence: Fence | None, may_decide: bool, now: datetime) -> Text:
    """What waits, how fast it goes, and what needs a person."""
    html = render(
        "queue",
        waiting=[
            f"{figure(one.count)} {KINDS[one.message_class]}, yang terlama sudah {span(now - one.since)}"
            for one in seen.waiting
        ],
        planned=figure(seen.planned) if seen.planned else "",
        in_flight=seen.in_flight,
        stuck=seen.stuck,
        rate=figure(seen.sent_last_minute),
        closed_for=span(seen.closed_for) if seen.closed_for else "",
        closed_chats=seen.closed_chats,
        uncertain=counted(seen.uncertain),
        held=counted(fence.counts) if fence else [],
        resting=figure(seen.resting) if seen.resting else "",
        undelivered=figure(seen.undelivered) if seen.undelivered else "",
        failures=[failure_in_words(one) for one in seen.failures],
    )
    return Text(html, _below(seen, fence, may_decide=may_decide))


def span(length: timedelta) -> str:
    """3 menit; 2 jam; 5 hari: one unit, rounded down."""
    seconds = max(0, int(length.total_seconds()))
    for unit, words in ((86_400, "hari"), (3_600, "jam"), (60, "menit")):
        if seconds >= unit:
            return f"{seconds // unit} {words}"
    return f"{seconds} detik"


def failure_in_words(one: Failures) -> str:
    """12 kali: penerima tidak dapat dikirimi pesan (403)."""
    words = _FAILURES.get(one.outcome, "sebab lain")
    return f"{figure(one.count)} kali: {words}{f' ({one.code})' if one.code else ''}"


def _below(seen: Queue, fence: Fence | None, *, may_decide: bool) -> Keyboard:
    rows: list[tuple[Button, ...]] = []
    if seen.uncertain:
        rows.append((Button(RAGU, data="pesan_ragu:0"),))
    if fence is not None and fence.total:
        rows.append((Button(LIHAT, data=f"tertahan_lihat:{fence.number}:0"),))
        if may_decide:
            rows.append((Button(KIRIM, data=f"tertahan_kirim:{fence.number}"),))
            rows.append((Button(BUANG, data=f"tertahan_buang:{fence.number}"),))
    if seen.undelivered:
        rows.append((Button(GAGAL, data="pesan_gagal:0"),))
    return (*rows, (Button(SEGARKAN, data="pesan_segar"),))


def uncertain(lines: Sequence[QueueLine], *, more: int | None, may_decide: bool) -> Text:
    """One by one, each with its two ways out; then all of a class."""
    html = render("queue_uncertain", lines=_numbered(lines), may_decide=may_decide)
    rows: list[tuple[Button, ...]] = []
    if may_decide:
        for place, one in enumerate(lines, start=1):
            of = f"{one.number}:{one.revision}"
            again = () if one.is_over else (Button(f"{place}. {LAGI}", data=f"pesan_lagi:{of}"),)
            rows.append((*again, Button(f"{place}. {ANGGAP}", data=f"pesan_anggap:{of}")))
        for kind in dict.fromkeys(one.message_class for one in lines):
            rows.append((Button(f"{LAGI}: semua {KINDS[kind]}", data=f"pesan_semua:lagi:{kind.value}"),))
            rows.append((Button(f"{ANGGAP}: semua {KINDS[kind]}", data=f"pesan_semua:anggap:{kind.value}"),))
    if more is not None:
        rows.append((Button(LEBIH_LAMA, data=f"pesan_ragu:{more}"),))
    return Text(html, tuple(rows))


def undelivered(lines: Sequence[QueueLine], *, more: int | None) -> Text:
    """To whom Telegram refused to deliver, and why."""
    html = render("queue_undelivered", lines=_numbered(lines))
    return Text(html, ((Button(LEBIH_LAMA, data=f"pesan_gagal:{more}"),),) if more is not None else ())


def _numbered(lines: Sequence[QueueLine]) -> list[dict[str, object]]:
    return [
        {
            "place": place,
            "title": one.title or KINDS[one.message_class].capitalize(),
            "to": ", ".join(part for part in (one.post, by_name(one.name, one.kind)) if part)
            or "penerima tanpa nama",
            "on": moment_in_words(one.at, WIB),
            "is_over": one.is_over,
            "state": outcome_in_words(one.state, one.reason, may_be_duplicate=False),
        }
        for place, one in enumerate(lines, start=1)
    ]


def ask_about_all(kind: MessageClass, count: int, *, newest: int, is_again: bool) -> Text:
    """Once more before all of a class are decided about."""
    html = render("queue_ask", count=figure(count), kind=KINDS[kind], is_again=is_again)
    words, what = (YA_LAGI, "lagi") if is_again else (YA_ANGGAP, "anggap")
    return Text(html, ((Button(words, data=f"pesan_semua_ya:{what}:{kind.value}:{newest}"),),))


def sent_again(count: int) -> Text:
    return Text(render("queue_sent_again", count=count))


def counted_as_sent(count: int) -> Text:
    return Text(render("queue_assumed", count=count))
