"""A broadcast that has begun, as its officer follows it and as its recipients answer, whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.messages import broadcast_cards as cards
from bot.messages import broadcast_corrections as corrections
from bot.messages import broadcast_names as names
from bot.messages import broadcast_reading as reading
from bot.messages import system
from bot.messages.render import mistake
from bot.rules.broadcast_progress import Fate, Progress
from bot.rules.broadcast_repeats import (
    AskedAlready,
    BroadcastCorrected,
    BroadcastStopped,
    DoubtSettled,
    NotRepeatable,
)
from bot.rules.clocks import zone_named
from tests.fakes import START
from tests.golden.compare import golden

WITA = zone_named("Asia/Makassar")
OF = cards.Outline(
    broadcast=12,
    version=4,
    title="Batas unggah dokumen MCSP",
    state="sending",
    started_at=START,
    finished_at=None,
    expires_at=None,
    wants_read=True,
    is_correction=False,
    is_corrected=False,
)
OVER = replace(OF, state="finished", finished_at=START + timedelta(minutes=7))
RUNNING = Progress(
    {Fate.SENT: 3_240, Fate.UNCERTAIN: 2, Fate.UNREACHABLE: 41, Fate.WAITING: 6_717}, lately=1_476
)
DONE = Progress({Fate.SENT: 9_957, Fate.UNCERTAIN: 2, Fate.UNREACHABLE: 41})
CLEAN = Progress({Fate.SENT: 12})
SARI = names.Named("Inspektur Kota Bontang", "Sari", Fate.SENT, START, WITA)
TUTI = names.Named("Sekretaris Daerah Kota Bontang", "Tuti", Fate.UNREACHABLE, None, WITA)
MANY = [replace(TUTI, post=f"Inspektur Kabupaten Uji {n}") for n in range(1, 19)]
SAMPLE = reading.reminder(
    title=OF.title,
    sent_at=START,
    salutation="Yth. Bapak/Ibu Sari, Inspektur Kota Bontang",
    proof=system.proof("k7m2q9x4pa"),
    broadcast=12,
)

TEXTS = {
    "card_sending": cards.card(replace(OF, expires_at=START + timedelta(days=1)), RUNNING),
    "card_paused": cards.card(replace(OF, state="paused"), RUNNING),
    "card_late": cards.card(
        replace(OF, state="paused", is_late=True), Progress({Fate.WAITING: 11, Fate.UNREACHABLE: 1})
    ),
    "card_stopping": cards.card(
        replace(OF, state="stopped"), Progress({Fate.SENT: 3_240, Fate.WAITING: 8, Fate.WITHDRAWN: 6_752})
    ),
    "report": cards.card(OVER, DONE),
    "report_vacant": cards.card(
        replace(OVER, vacant=1_012, vacant_posts=[f"Inspektur Kabupaten Uji {n}" for n in range(1, 11)]), DONE
    ),
    "report_one_vacant": cards.card(replace(OVER, vacant=1, vacant_posts=["Inspektur Kota Bontang"]), CLEAN),
    "report_clean": cards.card(replace(OVER, wants_read=False), CLEAN),
    "report_corrected": cards.card(replace(OVER, is_corrected=True, corrected_by=14), DONE),
    "report_stopped": cards.card(
        replace(OVER, state="stopped"), Progress({Fate.UNREACHABLE: 1, Fate.WITHDRAWN: 3})
    ),
    "report_of_correction_unreached": cards.card(
        replace(OVER, is_correction=True), Progress({Fate.SENT: 3, Fate.UNREACHABLE: 1}, edited=3)
    ),
    "correction_needless": corrections.nobody_has_it(OVER),
    "report_of_correction": cards.card(replace(OVER, is_correction=True), replace(CLEAN, edited=9)),
    "continued": cards.continued(OF),
    "paused": cards.paused(OF),
    "resumed": cards.resumed(OF),
    "ask_stop": cards.ask_stop(OF, RUNNING),
    "stopped": cards.stopped(OF, 6_709),
    "names": names.names(OVER, DONE, [SARI, TUTI], fate=None, page=2, total=10_000),
    "names_unreachable": names.names(OVER, DONE, [TUTI], fate=Fate.UNREACHABLE, page=1, total=41),
    "names_nobody": names.names(OVER, CLEAN, [], fate=Fate.EXPIRED, page=1, total=0),
    "unread": names.reading(OVER, [TUTI], is_read=False, page=1, read=11, unread=1),
    "read": names.reading(OVER, [SARI], is_read=True, page=1, read=26, unread=0),
    "ask_again": names.ask_again(OVER, MANY, total=18, sample=SAMPLE.html, not_before=None),
    "ask_again_later": names.ask_again(OVER, MANY, total=18, sample="", not_before=date(2025, 3, 4)),
    "ask_again_nobody": names.ask_again(OVER, [], total=0, sample="", not_before=None),
    "asked_again": names.asked_again(OVER, total=18),
    "ask_resend_doubtful": names.ask_resend(OVER, [SARI], is_doubtful=True, lost=0, is_expired=False),
    "ask_resend_failed": names.ask_resend(OVER, MANY, is_doubtful=False, lost=23, is_expired=False),
    "ask_resend_nobody": names.ask_resend(OVER, [], is_doubtful=False, lost=41, is_expired=False),
    "ask_resend_expired": names.ask_resend(OVER, MANY, is_doubtful=False, lost=3, is_expired=True),
    "resent": names.resent(OVER, total=18),
    "ask_correction": corrections.ask_text(OVER),
    "correction": corrections.announced(OVER, draft=13, version=2, edited=9_950, anew=9, sends_anew=False),
    "correction_anew": corrections.announced(
        OVER, draft=13, version=3, edited=0, anew=9_959, sends_anew=True
    ),
    "BroadcastCorrected": mistake(BroadcastCorrected(14)),
    "BroadcastStopped": mistake(BroadcastStopped()),
    "AskedAlready": mistake(AskedAlready(date(2025, 3, 4))),
    "NotRepeatable": mistake(NotRepeatable()),
    "DoubtSettled": mistake(DoubtSettled()),
    "reminder": SAMPLE,
    "read_already": reading.already(title=OF.title, at=START, zone=WITA),
}


@pytest.mark.parametrize("name", TEXTS)
def test_texts(name):
    golden(f"broadcast_running/{name}", TEXTS[name])


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (10, "kurang dari 1 menit"),
        (90, "sekitar 2 menit"),
        (3_600, "sekitar 1 jam"),
        (9_000, "2 jam 30 menit"),
    ],
)
def test_how_long_it_takes_is_said_in_hours_and_minutes(seconds, words):
    progress = Progress({Fate.WAITING: seconds}, lately=60)
    assert f"1 pesan per detik, perkiraan selesai {words}" in cards.card(OF, progress).html.replace(
        "sekitar 2 jam 30", "2 jam 30"
    )
