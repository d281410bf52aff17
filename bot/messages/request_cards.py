"""Requests as staff see them: the card to decide on, what is asked before, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.messages.contacts import post_of
from bot.messages.render import render
from bot.messages.seats import CAPACITIES, REACH
from bot.rules.actors import Role
from bot.rules.clocks import WIB, full_date, local_date, moment_in_words, short_date, zone_named
from bot.rules.name_wording import warning_words
from bot.rules.names import name_warnings, resembles, shown_name
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.requests import NoteKind, Refusal, Refused, RequestPurpose, RequestView

APPROVE, REFUSE, ASK = "Setujui", "Tolak", "Tanyakan"
SURE, BACK = "Ya, setujui", "Kembali ke permohonan"

#: Others who ask for the same seat, and questions and answers, that a card has room for.
_MOST_RIVALS, _MOST_SAID = 5, 4

#: Why a request is refused, as staff choose it.
REASONS = {
    Refusal.NOT_THE_OFFICIAL: "Bukan pejabat yang bersangkutan",
    Refusal.SEAT_FILLED: "Jabatan sudah terisi",
    Refusal.UNCLEAR: "Data tidak jelas",
    Refusal.BY_CODE: "Minta lewat kode undangan",
    Refusal.WORDS: "Tulis alasan lain",
}


#: What was asked for, at the beginning of a sentence.
_ASKED_FOR = {
    RequestPurpose.SEAT: "Permohonan",
    RequestPurpose.NEW_ACCOUNT: "Permohonan pindah akun",
    RequestPurpose.NAME: "Permohonan perbaikan nama menjadi",
}


def approval_card(view: RequestView) -> Text:
    """To staff: who asks for which seat, who holds it now, and what to look at twice."""
    html = render(
        "approval_card",
        it=view,
        name=shown_name(view.name),
        post=_post(view),
        capacity=CAPACITIES[view.kind],
        holder=_holder(view),
        account=shown_name(view.account.name) if view.account.name else "",
        asked=moment(view.requested_at),
        warnings=list(_warnings(view)),
        rivals=[
            (shown_name(one.name), one.telegram_id, moment(one.requested_at))
            for one in view.rivals[:_MOST_RIVALS]
        ],
        more_rivals=max(0, len(view.rivals) - _MOST_RIVALS),
        talk=talk(view),
        objection=moment(view.objection.said_at) if view.objection else "",
        first_by=first_by(view),
        first_at=moment(view.first_at),
        is_first_admin=view.first is not None and view.first.role is Role.ADMIN,
        until=full_date(local_date(view.expires_at, WIB)),
    )
    return Text(html, card_buttons(view))


def card_buttons(view: RequestView) -> Keyboard:
    """What can be done with a request; the presses say what their card showed."""
    where = f"req:{view.request_id}"
    return (
        (
            Button(APPROVE, f"{where}:yes:{view.seen}", style="success"),
            Button(REFUSE, f"{where}:no:{view.seen}", style="danger"),
        ),
        (Button(ASK, f"reqq:{view.request_id}"),),
    )


def _post(view: RequestView) -> str:
    return post_of(view.seat, prefix="")


def _by(name: str) -> str:
    return shown_name(name) if name else "petugas"


def first_by(view: RequestView) -> str:
    """Who approved first, if somebody did."""
    return _by(view.first.name) if view.first else ""


def _holder(view: RequestView) -> str:
    """Pj. Sari, sejak 3 Maret 2025 (terjangkau)."""
    holder = view.seat.holder
    if holder is None:
        return ""
    since = short_date(local_date(holder.started_at, zone_named(view.seat.zone)))
    named = f"{holder.prefix} {holder.name}".strip()
    return f"{named}, sejak {since} ({REACH[holder.state]})"


def _warnings(view: RequestView) -> Iterator[str]:
    """What is odd about the names, each a sentence without its full stop."""
    yield from (f"nama yang ditulis {warning_words[one]}" for one in name_warnings(view.name))
    yield from (f"nama akun Telegram {warning_words[one]}" for one in name_warnings(view.account.name))
    names = [name for name in (view.name, view.account.name) if name]
    holder = view.seat.holder
    if holder is not None and any(resembles(name, holder.name) for name in names):
        yield "nama menyerupai pemegang jabatan saat ini"
    if view.resembles_staff:
        yield "nama menyerupai nama petugas Dit. Permas"


def talk(view: RequestView) -> list[tuple[str, str]]:
    """Questions and answers, in order."""
    asked = {NoteKind.QUESTION: "Pertanyaan", NoteKind.ANSWER: "Jawaban pemohon"}
    return [
        (f"{asked[note.kind]} ({note.by})" if note.by else asked[note.kind], note.text)
        for note in view.notes
        if note.kind in asked
    ][-_MOST_SAID:]


def moment(at: datetime | None) -> str:
    """3 Maret 2025, pukul 08.00 WIB: on the clock of Dit. Permas."""
    return moment_in_words(at, WIB) if at else ""


def ask_sure(view: RequestView, *, is_alone: bool) -> Text:
    """Before an approval that nobody should give in passing."""
    html = render(
        "request_ask_sure",
        name=shown_name(view.name),
        post=_post(view),
        holder=_holder(view),
        objection=moment(view.objection.said_at) if view.objection else "",
        is_alone=is_alone,
        is_account=view.purpose is RequestPurpose.NEW_ACCOUNT,
    )
    yes = Button(SURE, f"req:{view.request_id}:sure:{view.seen}", style="danger")
    return Text(html, ((yes,), (Button(BACK, f"req:{view.request_id}:card:{view.seen}"),)))


def choose_reason(view: RequestView) -> Text:
    """Tolak: why."""
    html = render("request_choose_reason", name=shown_name(view.name), post=_post(view))
    reasons = tuple((Button(words, f"reqn:{view.request_id}:{it.value}"),) for it, words in REASONS.items())
    return Text(html, (*reasons, (Button(BACK, f"req:{view.request_id}:card:{view.seen}"),)))


def request_decided(view: RequestView, *, refused: Refused | None, by: str) -> Text:
    """What the cards say afterwards."""
    gives_a_seat = refused is None and view.purpose is RequestPurpose.SEAT
    replaced = view.replaces if gives_a_seat else None
    return Text(
        render(
            "request_decided",
            what=_ASKED_FOR[view.purpose],
            name=shown_name(view.name),
            post=_post(view),
            is_approved=refused is None,
            by=_by(by),
            first_by=first_by(view) if refused is None else "",
            replaced=replaced.name if replaced else "",
            reason=reason_in_words(refused) if refused else "",
        )
    )


def reason_in_words(refused: Refused) -> str:
    """As staff chose it, or wrote it."""
    return refused.words.rstrip(".") if refused.reason is Refusal.WORDS else REASONS[refused.reason].lower()


def decision_noted(decision: str, *, second: str = "") -> Text:
    """To whoever pressed: approved, refused, first, another or changed.

    ``second``: whose approval is still needed, an admin's, an officer's, or that of nobody there is.
    """
    return Text(render("decision_noted", decision=decision, second=second))
