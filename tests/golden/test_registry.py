"""Every text about registering, codes, proofs and the bot itself, whole, as people see it."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.actions.applicants import Draft
from bot.actions.invitations import SeatCard
from bot.actions.requests import RequestOpen, TooManyRequests
from bot.messages import invitations, proofs, registry, requests, system
from bot.messages.render import mistake
from bot.rules.actors import HeldSeat, Role, TenureKind
from bot.rules.clocks import WIB, WITA
from bot.rules.errors import Forbidden, NotApprovedYet, NotRegistered, Stale
from bot.rules.names import NameUnusable
from bot.rules.outbox import Text
from bot.rules.parts import MARK, length
from bot.rules.seats import InvitationIncomplete, PostUnknown
from handlers.check import AT_THE_END
from tests.golden.compare import golden

SEAT = SeatCard(4, "Inspektur", "64.74", "Kota Bontang", "Kalimantan Timur", "Asia/Makassar")
OWN = HeldSeat(
    4, "64.74", "Kota Bontang", "Asia/Makassar", "inspektur", "Inspektur", TenureKind.HOLDER, "Plt."
)
OFFICIAL_TWICE = system.possible_duplicate(f"<b>Undangan</b>\n\n{system.proof('k7m2q9x4pa')}")
SARI = Draft(4, "Sari Praktik, S.E.", code_hash="x")
AIDE = Draft(4, "Rina <Praktik>", TenureKind.ASSISTANT)
UNTIL = datetime(2025, 4, 2, 8, 0, tzinfo=WIB)
ANSWERED = datetime(2025, 3, 4, 15, 0, tzinfo=WITA)
LINK = "https://t.me/permas_uji_bot?start=K7M2Q9X4PA0B1CDE"
BONTANG = [("64.74", "Kota Bontang")]
BLITAR = [("35.05", "Kabupaten Blitar"), ("35.72", "Kota Blitar")]

TEXTS: dict[str, Text | str] = {
    "greeting": registry.greeting(bot_username="permas_uji_bot", has_code=False),
    "greeting_with_code": registry.greeting(bot_username="permas_uji_bot", has_code=True),
    "full_notice": registry.full_notice(),
    "not_now": registry.not_now(),
    "ask_for_code": registry.ask_for_code(),
    "code_refused": registry.code_refused(),
    "code_refused_last": registry.code_refused(is_last=True),
    "welcome_back": registry.welcome_back(name="Sari", seats=[OWN]),
    "staff_greeting": registry.staff_greeting(role=Role.OFFICER),
    "confirm": registry.confirm(seat=SEAT, draft=SARI),
    "confirm_assistant": registry.confirm(seat=SEAT, draft=AIDE),
    "ask_name": registry.ask_name(),
    "use_the_buttons": registry.use_the_buttons(),
    "registered": registry.registered(seat=SEAT, draft=SARI),
    "registered_assistant": registry.registered(seat=SEAT, draft=AIDE),
    "already_registered": registry.already_registered(),
    "registration_left": registry.registration_left(),
    "seat_taken": registry.seat_taken(
        seat=SEAT, name="Sari", kind=TenureKind.HOLDER, telegram_id=7_000_000_001
    ),
    "choose_province": requests.choose_province([("11", "Aceh"), ("51", "Bali"), ("64", "Kalimantan Timur")]),
    "choose_region": requests.choose_region(BLITAR, province="Jawa Timur"),
    "choose_region_typed": requests.choose_region(BLITAR, province=""),
    "choose_post": requests.choose_post(
        [("sekda", "Sekretaris Daerah"), ("inspektur", "Inspektur")],
        region_code="64.74",
        region_name="Kota Bontang",
    ),
    "request_received": requests.request_received(
        seat=SEAT, name="Sari", kind=TenureKind.HOLDER, until=ANSWERED
    ),
    "request_received_by_code": requests.request_received(
        seat=SEAT, name="Sari", kind=TenureKind.HOLDER, until=ANSWERED, has_code=True
    ),
    "request_withdrawn": requests.request_withdrawn(was_open=True),
    "request_withdrawn_none": requests.request_withdrawn(was_open=False),
    "request_approved": requests.request_approved(seat=SEAT, kind=TenureKind.HOLDER),
    "request_approved_delegate": requests.request_approved(seat=SEAT, kind=TenureKind.DELEGATE),
    "request_expired": requests.request_expired(),
    "how_to_invite": invitations.how_to_invite(),
    "choose_invitee": invitations.choose_invitee([("73.09", "sekda", "Sekretaris Daerah Kabupaten Maros")]),
    "invite_which_post": invitations.which_post(
        "Kabupaten Maros", "73.09", {"sekda": "Sekretaris Daerah", "inspektur": "Inspektur"}
    ),
    "invite_which_region": invitations.which_region("blitar", BLITAR, post="sekda"),
    "invite_which_region_near": invitations.which_region("kota bontanq", BONTANG, post=None),
    "invite_which_region_none": invitations.which_region("<b>" * 300, [], post="sekda"),
    "new_code": invitations.new_code(seat=SEAT, code="K7M2Q9X4PA0B1CDE", link=LINK, expires_at=UNTIL),
    "new_code_held": invitations.new_code(
        seat=SEAT, code="K7M2Q9X4PA0B1CDE", link=LINK, expires_at=UNTIL, holder="Sari"
    ),
    "how_to_check": proofs.how_to_check(),
    "genuine": proofs.genuine(title="Undangan rapat", sent_at=ANSWERED, original=""),
    "genuine_overtaken": proofs.genuine(
        title="Undangan rapat", sent_at=ANSWERED, original="", is_overtaken=True
    ),
    "genuine_original": proofs.genuine(title="Undangan rapat", sent_at=ANSWERED, original="<b>Undangan</b>"),
    "not_recorded": proofs.not_recorded(),
    "proof": system.proof("k7m2q9x4pa"),
    "possible_duplicate": system.possible_duplicate("<b>Undangan</b>"),
    "possible_duplicate_official": OFFICIAL_TWICE,
    "apology": system.apology("GWNQEV"),
    "help": system.help_text([("status", "Capaian delapan kriteria daerah")], is_known=True),
    "help_stranger": system.help_text([("daftar", "Mendaftar sebagai pejabat daerah")], is_known=False),
    "free_text_staff": system.free_text(is_staff=True),
    "free_text_pending": system.free_text(is_staff=False, is_pending=True),
    "free_text_stranger": system.free_text(is_staff=False),
    "nothing_open": system.nothing_open(),
    "dialogue_closed": system.dialogue_closed(),
    "dialogue_expired": system.dialogue_expired(),
    "needs_slash": system.needs_slash("libur"),
    "unsupported": system.unsupported(),
}

MISTAKES = (
    NotRegistered(),
    NotApprovedYet(),
    Forbidden(),
    Stale(),
    NameUnusable(),
    PostUnknown("camat <b>"),
    InvitationIncomplete(),
    RequestOpen(),
    TooManyRequests(),
)


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"registry/{name}", TEXTS[name])


def test_what_may_come_twice_still_ends_with_its_number():
    assert AT_THE_END.search(OFFICIAL_TWICE)


@pytest.mark.parametrize("text", ["", "Undangan", f"Undangan\n\n{system.proof('k7m2q9x4pa')}"])
def test_its_line_takes_the_room_that_is_kept_for_it(text):
    assert length(system.possible_duplicate(text)) - length(text) <= MARK
    assert length(system.possible_duplicate("x")) - length("x") == MARK


@pytest.mark.parametrize("error", MISTAKES, ids=lambda error: type(error).__name__)
def test_mistake(error):
    golden(f"registry/{type(error).__name__}", mistake(error))
