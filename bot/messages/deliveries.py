"""/bukti: what was sent to whom, when, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages.answers import attributed
from bot.messages.render import render
from bot.messages.seats import by_name, two_in_a_row
from bot.rules.answers import Given
from bot.rules.clocks import WIB, moment_in_words, zone_named
from bot.rules.deliveries import Delivery, Unwritten, Whose
from bot.rules.outbox import Button, Keyboard, OutboxState, Text
from bot.rules.regions import Place

OLDER, FILE, PAPER = "Lebih lama", "Berkas XLSX", "Berkas PDF"

#: How many who were never written to are named in the chat.
NAMED = 10
#: Characters of what somebody typed that are shown again.
_SHOWN = 60

STATES = {
    OutboxState.PENDING: "menunggu dikirim",
    OutboxState.SENDING: "sedang dikirim",
    OutboxState.SENT: "terkirim",
    OutboxState.UNCERTAIN: "mungkin terkirim, tidak ada kepastian dari Telegram",
    OutboxState.UNDELIVERABLE: "tidak sampai",
    OutboxState.WITHDRAWN: "ditarik sebelum dikirim",
    OutboxState.EXPIRED: "tidak dikirim, waktunya sudah lewat",
    OutboxState.HELD: "ditahan, menunggu keputusan petugas",
}
#: The same of a message that was there already.
_OF_EDITS = {
    OutboxState.PENDING: "menunggu diperbarui",
    OutboxState.SENT: "diperbarui",
    OutboxState.UNCERTAIN: "mungkin diperbarui, tidak ada kepastian dari Telegram",
    OutboxState.UNDELIVERABLE: "tidak dapat diperbarui",
    OutboxState.WITHDRAWN: "pembaruannya ditarik",
    OutboxState.EXPIRED: "tidak diperbarui, waktunya sudah lewat",
}
_REASONS = {
    "blocked": "penerima menghentikan bot",
    "deactivated": "akun Telegram tidak ada lagi",
    "never_started": "penerima belum menekan Mulai",
    "chat_not_found": "percakapan tidak ditemukan",
    "erased": "data penerima telah dihapus",
    "left": "penerima tidak lagi menjabat",
    "moved": "penerima berpindah ke akun Telegram lain",
    "group_moved_again": "grup berpindah berulang kali",
    "no_room_for_mark": "tidak diulang: tidak ada tempat untuk keterangan dapat diterima dua kali",
    "outdated": "isinya tidak berlaku lagi",
    "alert_over": "pemberitahuan sudah berakhir",
    "decided": "sudah diputuskan",
    "refused": "ditolak Telegram",
    "unparsable": "bentuk teks tidak dapat dibaca",
    "unreachable": "penerima tidak dapat dihubungi",
    "corrected": "isinya sudah dikoreksi",
    "stopped": "siaran dihentikan petugas",
    "nothing_to_edit": "pesan semula tidak ditemukan",
    "thrown_away": "dibuang petugas setelah ditahan",
}


def choose_region(regions: Sequence[tuple[str, str]]) -> Text:
    """The regions of the newest cohort, or any by name."""
    return Text(render("deliveries_choose", has_choice=bool(regions)), _regions(regions))


def unreadable(typed: str) -> Text:
    """What was typed names no region: what /bukti takes, with examples."""
    return Text(render("deliveries_unreadable", typed=typed[:_SHOWN]))


def which_region(typed: str, places: Sequence[Place]) -> Text:
    """What was typed may mean one of these."""
    html = render("deliveries_which", typed=typed[:_SHOWN])
    return Text(html, _regions([(place.code, place.name) for place in places]))


def nobody() -> Text:
    return Text(render("deliveries_nobody"))


def page(
    whose: Whose,
    *,
    heading: str,
    lines: Sequence[Delivery],
    seats: Sequence[tuple[int, str]],
    older_than: int | None,
    unwritten: Sequence[Unwritten] = (),
) -> Text:
    """Official messages, the newest first. ``seats`` (id, title) are those that can be looked at alone.

    ``unwritten``: who was to have the siaran and was never written to; only the first of them are named.
    """
    html = render(
        "deliveries_page",
        heading=heading,
        lines=[_line(one) for one in lines],
        unwritten=unwritten[:NAMED],
        total=len(unwritten),
        more=len(unwritten[NAMED:]),
    )
    return Text(html, (*_choices(whose, seats), *_below(whose, older_than)))


def state_in_words(one: Delivery) -> str:
    """terkirim; tidak sampai (penerima menghentikan bot); and whether it may have come twice."""
    return outcome_in_words(one.state, one.reason, may_be_duplicate=one.may_be_duplicate, is_edit=one.is_edit)


def outcome_in_words(
    state: OutboxState, reason: str, *, may_be_duplicate: bool, is_edit: bool = False
) -> str:
    """The same for whatever knows its state; ``is_edit``: a message in the chat was to get another text."""
    words = _OF_EDITS.get(state, STATES[state]) if is_edit else STATES[state]
    if reason in _REASONS and state is not OutboxState.SENT:
        words = f"{words} ({_REASONS[reason]})"
    if may_be_duplicate and state is OutboxState.SENT:
        words = f"{words}, mungkin diterima dua kali"
    return words


def why_unwritten(*, was_reachable: bool) -> str:
    """Why somebody who was to have a siaran was not written to when it left."""
    if was_reachable:
        return "belum pernah menerima siaran yang dikoreksi"
    return "tidak dapat dihubungi lewat Telegram ketika siaran dimulai"


def rewritten_in_words(one: Delivery) -> str:
    """Sejak 4 Maret 2025, pukul 09.10 WITA pesan itu memuat isi yang diperbarui; empty where it does not."""
    if one.rewritten_at is None or one.message_id is None:
        return ""
    since = moment_in_words(one.rewritten_at, zone_named(one.zone))
    return f"Sejak {since}, pesan nomor {one.message_id} memuat isi yang diperbarui, bukan isi ini"


def answer_in_words(answer: Given, *, zone_name: str) -> str:
    """Hadir, 3 Maret 2025, pukul 09.10 WITA."""
    return f"{attributed(answer)}, {moment_in_words(answer.given_at, zone_named(zone_name))}"


def read_in_words(one: Delivery) -> str:
    """Dinyatakan sudah dibaca 3 Maret 2025, pukul 09.10 WITA; empty where it was not, or nobody was asked."""
    if one.read_at is None:
        return ""
    return f"Dinyatakan sudah dibaca {moment_in_words(one.read_at, zone_named(one.zone))}"


def _line(one: Delivery) -> dict[str, object]:
    return {
        "at": moment_in_words(one.at, WIB),
        "to": ", ".join(part for part in (one.post, by_name(one.name, one.kind)) if part),
        "title": one.title,
        "state": state_in_words(one),
        "message_id": one.message_id,
        "version": one.version,
        "proof_code": one.proof_code,
        "answer": answer_in_words(one.answers[-1], zone_name=one.zone) if one.answers else "",
        "read": read_in_words(one),
        "rewritten": rewritten_in_words(one),
    }


def _choices(whose: Whose, seats: Sequence[tuple[int, str]]) -> Keyboard:
    return two_in_a_row([Button(title, data=f"bukti_jabatan:{seat_id}") for seat_id, title in seats])


def _below(whose: Whose, older_than: int | None) -> Keyboard:
    of = _data(whose)
    older = (Button(OLDER, data=f"bukti_lama:{of}:{older_than}"),) if older_than else ()
    files = (Button(FILE, data=f"bukti_berkas:{of}"), Button(PAPER, data=f"bukti_pdf:{of}"))
    return (older, files) if older else (files,)


def _data(whose: Whose) -> str:
    """Whose, as a button carries it: ``d:64.74``, ``j:5``, ``o:12``, ``s:3``."""
    if whose.broadcast_id is not None:
        return f"s:{whose.broadcast_id}"
    if whose.seat_id is not None:
        return f"j:{whose.seat_id}"
    return f"o:{whose.contact_id}" if whose.contact_id is not None else f"d:{whose.region_code}"


def _regions(regions: Sequence[tuple[str, str]]) -> Keyboard:
    return two_in_a_row([Button(name, data=f"bukti_daerah:{code}") for code, name in regions])
