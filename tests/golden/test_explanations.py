"""Every text of /mengapa, whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.messages import explanations
from bot.messages.explanations import FATES
from bot.messages.reasons import BECAUSE, KINDS
from bot.rules.explanations import Coming, Fate, Outcome, Received, SeatFacts, SittingFacts, StepFact
from bot.rules.outbox import OutboxState, Text
from bot.rules.reminders import Reason, Step
from tests.golden.compare import golden
from tests.golden.meeting_views import ASSISTANT, BONTANG, H1, HADIR, NOW, RAKOR, TO

SENT = Outcome(H1, "Sari <contoh>", "Pengingat rapat", OutboxState.SENT, "", may_be_duplicate=False)
INVITED = replace(SENT, at=NOW, title="Undangan rapat")
LOST = replace(SENT, name="Rina", state=OutboxState.UNDELIVERABLE, reason="blocked")
M15 = BONTANG.starts_at - timedelta(minutes=15)
SEKDA = SeatFacts(
    "Sekretaris Daerah Kota Bontang",
    "Asia/Makassar",
    (),
    (
        StepFact(Step.ONE_DAY, H1, Fate.NOT_SENT, Reason.TANPA_PENERIMA, H1),
        StepFact(Step.MINUTES, M15, Fate.NOT_TO_COME, Reason.TANPA_PENERIMA),
    ),
    None,
    has_nobody=True,
    is_unreached=False,
)
INSPEKTUR = SeatFacts(
    "Pj. Inspektur Kota Bontang",
    "Asia/Makassar",
    (INVITED, replace(INVITED, state=OutboxState.WITHDRAWN, reason="outdated")),
    (
        StepFact(Step.THREE_DAYS, NOW, Fate.NOT_SENT, Reason.SUDAH_MENJAWAB, NOW),
        StepFact(Step.THREE_DAYS, NOW, Fate.NOT_SENT, Reason.WAKTU_BERUBAH, NOW, is_former=True),
        StepFact(Step.ONE_DAY, H1, Fate.SENT, outcomes=(SENT, LOST)),
        *(StepFact(Step.MINUTES, M15, fate) for fate in Fate if fate is not Fate.NOT_TO_COME),
        StepFact(Step.CALLS, H1, Fate.NOT_TO_COME, Reason.SUDAH_MENJAWAB),
    ),
    HADIR,
    has_nobody=False,
    is_unreached=False,
)
AWAY = replace(INSPEKTUR, steps=(), messages=(), answer=None, is_unreached=True)
REMINDED = Received(H1, "Pengingat rapat", "rem", Step.ONE_DAY, RAKOR, BONTANG, TO, HADIR)

TEXTS: dict[str, Text] = {
    "choose_region": explanations.choose_region([("64.74", "Kota Bontang"), ("73.09", "Kabupaten Maros")]),
    "which_region": explanations.which_region("bontng", [("64.74", "Kota Bontang")]),
    "which_region_none": explanations.which_region("<nihil>", []),
    "of_region": explanations.of_region(
        "Kota Bontang", [SittingFacts(RAKOR, BONTANG, (SEKDA, INSPEKTUR))], more=3
    ),
    "of_region_cancelled": explanations.of_region(
        "Kota Bontang",
        [
            SittingFacts(RAKOR, replace(BONTANG, is_cancelled=True), (AWAY,)),
            SittingFacts(RAKOR, replace(BONTANG, is_postponed=True), (AWAY,)),
        ],
        more=0,
    ),
    "of_region_none": explanations.of_region("Kota Bontang", [], more=0),
    "own": explanations.own(
        [
            REMINDED,
            replace(REMINDED, step=Step.THREE_DAYS, answer=None, to=ASSISTANT),
            *(replace(REMINDED, kind=kind, step=None, title="Kabar rapat") for kind in (*KINDS, "lain")),
        ],
        [Coming(M15, Step.MINUTES, RAKOR, BONTANG, TO)],
    ),
    "own_none": explanations.own([], []),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"explanations/{name}", TEXTS[name])


def test_every_fate_has_words():
    assert set(FATES) == set(Fate)


@pytest.mark.parametrize("step", [Step.TWO_HOURS, Step.HOUR, Step.MINUTES])
def test_why_stays_true_of_a_message_that_is_late_or_about_two_sittings(step):
    assert "sekitar" in BECAUSE[step] or "segera" in BECAUSE[step]
