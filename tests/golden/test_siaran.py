"""Every text by which staff write, show and confirm a siaran, whole, as people see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.messages import broadcast_choices as choices
from bot.messages import broadcast_confirming as confirming
from bot.messages import broadcast_drafts as drafts
from bot.messages import broadcast_previews as previews
from bot.messages.render import mistake
from bot.rules.audience_choices import AudienceNameUnusable, Chosen, Field, Option, Saved, Screen
from bot.rules.audience_typing import AudienceProblem, AudienceUnreadable
from bot.rules.audiences import AlertWish, AnswerWish, Audience, EmptySeat, Found
from bot.rules.broadcast_confirming import (
    BroadcastIncomplete,
    BroadcastOnItsWay,
    BroadcastUnknown,
    Difference,
    NobodyElseToAgree,
    NobodyToReach,
    OwnBroadcast,
)
from bot.rules.broadcast_texts import BroadcastTextUnusable, TextProblem
from bot.rules.broadcast_times import Bounds, BroadcastTimeUnusable, WhenProblem
from bot.rules.broadcasts import BroadcastOutdated, Content, Draft, Line, Piece
from bot.rules.clocks import WIT, both_clocks, zone_named
from bot.rules.criteria import Stage
from bot.rules.outbox import Text
from bot.rules.sheets import CoverageState
from tests.fakes import START
from tests.golden.compare import golden
from tests.golden.test_broadcasts import LINKED, SARI

BUDI = replace(
    SARI,
    contact_id=4,
    seat_id=9,
    region_code="19.04",
    region="Kabupaten Bangka Tengah",
    post="Inspektur Kabupaten Bangka Tengah",
    zone=zone_named("WIB"),
    name="Budi",
)
BLOCKED = replace(BUDI, contact_id=5, name="Rahma", reach=CoverageState.BLOCKED)
FOUND = Found(
    (SARI, BUDI, BLOCKED), (EmptySeat(7, "64.74", "Kota Bontang", "Sekretaris Daerah Kota Bontang"),)
)
AIDE = replace(SARI, contact_id=6, name="Rina", is_holder=False)
AIDED = Found((SARI, AIDE, replace(BLOCKED, is_holder=False)), FOUND.empty)
MANY = Found(tuple(replace(SARI, contact_id=n, name=f"Pejabat {n}") for n in range(1, 131)), FOUND.empty * 12)
AT, END = datetime(2025, 3, 10, 2, 0, tzinfo=UTC), datetime(2025, 3, 11, 10, 0, tzinfo=UTC)
EMPTY = Draft(Content(12, "", ""), version=1)
WHOLE = Draft(LINKED, version=7, has_audience=True)
PLANNED = replace(
    WHOLE,
    content=replace(LINKED, file_kind="document", file_id="F", html="Kata. " * 90, wants_read=False),
    filename="Edaran.pdf",
    starts_at=AT,
    expires_at=END,
)
LEAVING = replace(WHOLE, starts_at=START.replace(second=42))
CHOICE = Chosen(
    Audience(
        cohort=2026,
        stages=(Stage.CALON, Stage.PENETAPAN),
        regions=("64.74",),
        provinces=("35",),
        posts=("sekda",),
        seats=(4,),
        meeting=3,
        item=5,
        answers=(AnswerWish.NONE, AnswerWish.TIDAK_HADIR),
        alert=AlertWish.UNRECEIVED,
    ),
    regions=("Kota Bontang",),
    provinces=("Jawa Timur",),
    seats=("Inspektur Kota Bontang",),
    posts=("Sekretaris Daerah",),
    meeting="Rapat Koordinasi",
    item=2,
)
POST = Chosen(Audience(posts=("inspektur",)), posts=("Inspektur",))
WHO = choices.chosen(CHOICE)
SIMPLE = choices.chosen(Chosen(Audience(cohort=2026)))


def choosing(screen: Screen, **changes: object) -> Text:
    usual: dict[str, object] = {
        "number": 12,
        "version": 3,
        "page": 0,
        "who": SIMPLE,
        "found": FOUND,
        "options": (),
        "saved": (),
        "audience": CHOICE.audience,
    }
    return choices.choosing(screen=screen, **usual | changes)  # type: ignore[arg-type]


REGIONS = [Option(Field.REGION, f"35.{n:02}", f"Kabupaten {n}", n % 2 == 0) for n in range(1, 24)]
ANSWERS = [Option(Field.ANSWER, each.value, choices.ANSWERS[each], False) for each in AnswerWish]
RESTING = [both_clocks(datetime(2025, 3, 10, 12, 5, tzinfo=UTC), reader=WIT).local]
LINES = [
    Line(14, "", "draft", is_mine=True),
    Line(13, "Jadwal verifikasi", "scheduled", is_mine=False, starts_at=AT, author="Mira"),
    Line(12, "Batas unggah", "waiting", is_mine=False, author="Mira"),
    Line(11, "Hasil rakor", "sending", is_mine=True, starts_at=AT),
    Line(10, "Hasil rakor", "finished", is_mine=True, starts_at=AT, corrects=9),
]


def preview(draft: Draft = WHOLE, found: Found = FOUND, changed: Difference | None = None) -> Text:
    return previews.preview(draft, found, counted="0a1b2c3d", changed=changed)


TEXTS: dict[str, Text | str] = {
    "siaran_list": drafts.listed(LINES),
    "siaran_list_empty": drafts.listed([]),
    "siaran_draft_begun": drafts.draft(EMPTY, who=choices.chosen(Chosen(Audience())), found=Found()),
    "siaran_draft": drafts.draft(WHOLE, who=SIMPLE, found=FOUND),
    "siaran_draft_planned": drafts.draft(PLANNED, who=WHO, found=Found((), FOUND.empty)),
    **{f"siaran_question_{piece}": drafts.question(EMPTY, piece, now=START) for piece in list(Piece)[:5]},
    **{
        f"siaran_question_{piece}_again": drafts.question(PLANNED, piece, now=START)
        for piece in (Piece.FILE, Piece.WHEN, Piece.UNTIL)
    },
    "siaran_not_attached": drafts.not_attached(Piece.TITLE),
    "siaran_discarded": drafts.discarded(number=12, version=8),
    "siaran_choose_nothing": choosing(
        Screen.MAIN, audience=Audience(), who=choices.chosen(Chosen(Audience()))
    ),
    "siaran_choose_nothing_and_done": choosing(
        Screen.MAIN, audience=Audience(), who=choices.chosen(Chosen(Audience())), is_done=True
    ),
    "siaran_choose_a_post_alone": choosing(Screen.MAIN, audience=POST.audience, who=choices.chosen(POST)),
    "siaran_choose_a_post_everywhere": choosing(
        Screen.MAIN,
        audience=Audience(everybody=True, posts=("inspektur",)),
        who=choices.chosen(replace(POST, audience=Audience(everybody=True, posts=("inspektur",)))),
    ),
    "siaran_choose_no_meeting": choosing(Screen.MEETING),
    "siaran_choose": choosing(Screen.MAIN),
    "siaran_choose_regions": choosing(Screen.REGION, options=REGIONS, page=1),
    "siaran_choose_answers": choosing(Screen.MEETING, options=ANSWERS, who=WHO),
    "siaran_choose_saved": choosing(
        Screen.SAVED, saved=[Saved(3, "Inspektur calon 2026", True), Saved(4, "Jawa Timur", False)]
    ),
    "siaran_choose_saved_none": choosing(Screen.SAVED),
    "siaran_ask_name": choices.ask_name(number=12),
    "siaran_kept": choices.kept("Inspektur calon 2026", number=12, version=3),
    "siaran_removed": choices.removed("Inspektur calon 2026"),
    "siaran_sample": previews.sample(SARI),
    "siaran_only_a_preview": previews.only_a_preview(),
    "siaran_preview": preview(),
    "siaran_preview_planned": preview(PLANNED),
    "siaran_preview_changed": preview(changed=Difference((BUDI,), 2)),
    "siaran_preview_many": preview(found=MANY),
    "siaran_preview_through_others": preview(found=AIDED),
    "siaran_names_through_others": previews.names(12, AIDED, page=0),
    "siaran_sample_through_another": previews.sample(AIDE),
    "siaran_names": previews.names(12, FOUND, page=0),
    "siaran_names_last": previews.names(12, MANY, page=9),
    "siaran_outside_hours": confirming.outside_hours(WHOLE, RESTING, count="0a1b2c3d"),
    "siaran_leaving": confirming.leaving(LEAVING, people=2),
    "siaran_leaving_planned": confirming.leaving(PLANNED, people=130),
    "siaran_taken_back": confirming.taken_back(WHOLE),
    "siaran_taken_back_by_another": confirming.taken_back(WHOLE, by="Mira"),
    "siaran_waiting": confirming.waiting(WHOLE, people=130),
    "siaran_waiting_planned": confirming.waiting(PLANNED, people=130, asked=["Mira", "Ratna", "Hasan"]),
    "siaran_begun": confirming.begun(WHOLE),
    "siaran_request": confirming.request(
        PLANNED, author="Joko", who=SIMPLE, found=MANY, resting=[], words=["<b>Judul</b>", "Isi"]
    ),
    "siaran_request_at_night": confirming.request(
        WHOLE, author="Joko", who=SIMPLE, found=MANY, resting=RESTING * 2, words=["<b>Judul</b>", "Isi"]
    ),
    "siaran_outside_hours_second": confirming.agreeing_outside_hours(WHOLE, RESTING),
    "siaran_hour_over": drafts.hour_over(replace(PLANNED, expires_at=None), Piece.WHEN, now=END),
    "siaran_hour_over_last": drafts.hour_over(PLANNED, Piece.UNTIL, now=END),
    "siaran_agreed": confirming.agreed(WHOLE, by="Mira"),
    "siaran_ask_reason": confirming.ask_reason(WHOLE),
    "siaran_refused": confirming.refused(WHOLE, by="Mira", reason="Tanggalnya keliru."),
    "siaran_refusal_sent": confirming.refusal_sent(WHOLE),
    "siaran_lapsed": confirming.lapsed(WHOLE),
    "siaran_request_over": confirming.request_over(WHOLE),
    **{
        f"BroadcastTextUnusable_{problem}": mistake(BroadcastTextUnusable(problem, "laman (evil.example)"))
        for problem in TextProblem
    },
    **{
        f"BroadcastTimeUnusable_{problem}": mistake(
            BroadcastTimeUnusable(problem, now=START, bounds=Bounds(START, AT), typed="31-02-2025")
        )
        for problem in WhenProblem
    },
    "AudienceUnreadable": mistake(AudienceUnreadable("Atlantis")),
    "AudienceUnreadable_joined": mistake(AudienceUnreadable("Maros dan Kota Bontang")),
    **{
        f"AudienceUnreadable_{problem}": mistake(AudienceUnreadable(part, problem, places=places))
        for problem, part, places in (
            (AudienceProblem.SEVERAL_PLACES, "blitar", ("Kabupaten Blitar", "Kota Blitar")),
            (AudienceProblem.NO_COHORT, "angkatan 2031", ()),
            (AudienceProblem.NO_SEAT, "Kepala Bappeda Kota Bontang", ()),
            (AudienceProblem.WHICH_MEETING, "belum menjawab", ()),
            (AudienceProblem.NO_MEETING, "9", ()),
            (AudienceProblem.NO_SITTING, "hadir rapat 3 sesi 9", ()),
        )
    },
    "AudienceUnreadable_empty": mistake(AudienceUnreadable("")),
    "AudienceNameUnusable": mistake(AudienceNameUnusable()),
    "AudienceNameUnusable_taken": mistake(AudienceNameUnusable(is_taken=True)),
    "BroadcastIncomplete": mistake(BroadcastIncomplete([Piece.TITLE, Piece.WHO])),
    "NobodyToReach": mistake(NobodyToReach()),
    "NobodyElseToAgree": mistake(NobodyElseToAgree()),
    "BroadcastUnknown": mistake(BroadcastUnknown()),
    "BroadcastOutdated": mistake(BroadcastOutdated()),
    "OwnBroadcast": mistake(OwnBroadcast()),
    "BroadcastOnItsWay": mistake(BroadcastOnItsWay()),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"siaran/{name}", TEXTS[name])
