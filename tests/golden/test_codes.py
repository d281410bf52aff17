"""Every text about codes, and about assistants and delegates, whole, as people see it."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.actions.applicants import Draft
from bot.actions.invitations import SeatCard
from bot.messages import codes, deputies, invitations, registry, requests
from bot.messages.render import mistake
from bot.rules.actors import HeldSeat, TenureKind
from bot.rules.clocks import WIB, WITA
from bot.rules.deputies import Applicant, Deputy, InviterGone, OpenInvitation, SeatDeputies
from bot.rules.outbox import Text
from bot.rules.seats import DeputiesFull
from tests.golden.compare import golden

ASSISTANT, DELEGATE = TenureKind.ASSISTANT, TenureKind.DELEGATE
SEAT = SeatCard(4, "Inspektur", "64.74", "Kota Bontang", "Kalimantan Timur", "Asia/Makassar", holder="Sari")
OWN = HeldSeat(
    4, "64.74", "Kota Bontang", "Asia/Makassar", "inspektur", "Inspektur", TenureKind.HOLDER, "Plt."
)
SEKDA = HeldSeat(5, "64.74", "Kota Bontang", "Asia/Makassar", "sekda", "Sekretaris Daerah", TenureKind.HOLDER)
MADE = datetime(2025, 3, 3, 8, 0, tzinfo=WIB)
UNTIL = datetime(2025, 4, 2, 8, 0, tzinfo=WIB)
SINCE = datetime(2025, 3, 4, 15, 0, tzinfo=WITA)
CODE = "K7M2Q9X4PA0B1CDE"
LINK = f"https://t.me/permas_uji_bot?start={CODE}"
RINA = Draft(4, "Rina Praktik", ASSISTANT, "x", invited_by=1)
FULL = SeatDeputies(
    OWN,
    people=[Deputy(11, ASSISTANT, "Rina <Praktik>", SINCE, True), Deputy(12, DELEGATE, "Tono", SINCE, False)],
    invitations=[OpenInvitation(7, DELEGATE, UNTIL)],
    applicants=[Applicant(ASSISTANT, "Umar")],
    version=7,
)

TEXTS: dict[str, Text] = {
    "still_open": codes.still_open(
        seat=SEAT,
        post_key="inspektur",
        code_id=7,
        made_by="Joko",
        made_at=MADE,
        expires_at=UNTIL,
        batch="2025-03-03/1",
    ),
    "still_open_of_nobody": codes.still_open(
        seat=SEAT, post_key="inspektur", code_id=7, made_by="", made_at=MADE, expires_at=UNTIL
    ),
    "new_code_instead": invitations.new_code(seat=SEAT, code=CODE, link=LINK, expires_at=UNTIL, revoked=1),
    "revoked": codes.revoked(seat=SEAT),
    "tried_again": codes.tried_again(seat=SEAT, used_at=SINCE, telegram_id=7_000_000_099),
    "waiting": registry.waiting(),
    "deputies_none": deputies.overview([SeatDeputies(OWN)]),
    "deputies_full": deputies.overview([FULL]),
    "deputy_for_substitute": deputies.for_substitute(SeatDeputies(OWN, version=5)),
    "deputy_for_substitute_full": deputies.for_substitute(FULL),
    "deputies_two_seats": deputies.overview([SeatDeputies(OWN), SeatDeputies(SEKDA)]),
    "deputy_invitation": deputies.invitation(
        OWN, kind=ASSISTANT, code=CODE, link=LINK, expires_at=UNTIL, bot_username="permas_uji_bot"
    ),
    "deputy_invited": deputies.invited(OWN, kind=DELEGATE),
    "deputy_invitation_cancelled": deputies.invitation_cancelled(),
    "deputy_confirm": registry.confirm(seat=SEAT, draft=RINA),
    "deputy_request_received": requests.request_received(
        seat=SEAT, name="Rina Praktik", kind=ASSISTANT, until=SINCE
    ),
    "deputy_approved": deputies.decided(OWN, name="Rina", kind=ASSISTANT, is_approved=True),
    "deputy_refused": deputies.decided(OWN, name="Rina", kind=ASSISTANT, is_approved=False),
    "deputy_ask_remove": deputies.ask_remove(OWN, tenure_id=11, name="Rina <Praktik>", kind=ASSISTANT),
    "deputy_removed": deputies.removed(name="Rina <Praktik>"),
    "deputy_ended": deputies.ended(OWN, kind=DELEGATE),
    "deputy_ended_to_staff": deputies.ended_to_staff(OWN, name="Rina", kind=DELEGATE),
    "deputy_left": deputies.left(OWN, name="Rina", kind=ASSISTANT),
}

MISTAKES = {
    "DeputiesFull_assistants": DeputiesFull(ASSISTANT, post="Inspektur Kota Bontang"),
    "DeputiesFull_delegates": DeputiesFull(DELEGATE, post="Inspektur Kota Bontang"),
    "InviterGone": InviterGone(),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"codes/{name}", TEXTS[name])


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake(name):
    golden(f"codes/{name}", mistake(MISTAKES[name]))
