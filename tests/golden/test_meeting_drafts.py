"""Every text of composing a meeting before anybody is told, whole, as staff see it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.messages import composing, draft_edits, meeting_sheets, past_meetings
from bot.messages.render import mistake
from bot.rules import meeting_mistakes as mistakes
from bot.rules.clocks import WITA
from bot.rules.composing import ComposedSitting, Composition, Step
from bot.rules.errors import Problem
from bot.rules.meeting_columns import MeetingHeadings
from bot.rules.meeting_form import FormProblem
from bot.rules.meeting_pieces import Piece, PieceMistake
from bot.rules.meeting_rows import MeetingSheetMistake
from bot.rules.meetings import Join
from bot.rules.outbox import Text
from bot.rules.regions import Place
from tests.golden.compare import golden
from tests.golden.meeting_views import BARE, BONTANG, NOW, RAKOR

DRAFT = replace(RAKOR, is_draft=True, is_published=False, revision=0)
IN_WITA = replace(
    BONTANG,
    zone=WITA,
    agenda="1. Pembukaan oleh Direktur\n2. Paparan <indikator> & tanya jawab",
    regions=("Kota Bontang", "Kabupaten Maros"),
)
MANY = replace(DRAFT, sittings=tuple(replace(BONTANG, item=n, number=n) for n in range(1, 15)))

TEXTS = {
    "sitting": lambda: draft_edits.sitting_card(DRAFT, IN_WITA),
    "sitting_bare": lambda: draft_edits.sitting_card(replace(DRAFT, sittings=(BARE,)), BARE),
    "sitting_of_many": lambda: draft_edits.sitting_card(MANY, MANY.sittings[12]),
    "take_out": lambda: draft_edits.take_out_preview(BONTANG),
    "ask_title": lambda: draft_edits.ask(Piece.TITLE, DRAFT, now=NOW),
    "ask_letter": lambda: draft_edits.ask(Piece.LETTER, DRAFT, now=NOW),
    "ask_letter_first": lambda: draft_edits.ask(Piece.LETTER, replace(DRAFT, surat_undangan=""), now=NOW),
    "ask_pdf": lambda: draft_edits.ask(Piece.PDF, replace(DRAFT, letter_attachment_id=None), now=NOW),
    "ask_pdf_again": lambda: draft_edits.ask(Piece.PDF, DRAFT, now=NOW),
    "ask_sitting": lambda: draft_edits.ask(Piece.SITTING, DRAFT, now=NOW),
    "ask_time": lambda: draft_edits.ask_of_sitting(Piece.TIME, IN_WITA, now=NOW),
    "ask_regions": lambda: draft_edits.ask_of_sitting(Piece.REGIONS, IN_WITA, now=NOW),
    "ask_regions_of_many": lambda: draft_edits.ask_of_sitting(
        Piece.REGIONS, replace(BONTANG, regions=tuple(f"Kabupaten {n}" for n in range(1, 64))), now=NOW
    ),
    "ask_link": lambda: draft_edits.ask_of_sitting(Piece.LINK, BONTANG, now=NOW),
    "ask_link_first": lambda: draft_edits.ask_of_sitting(Piece.LINK, replace(BONTANG, join=Join()), now=NOW),
    "ask_agenda": lambda: draft_edits.ask_of_sitting(Piece.AGENDA, IN_WITA, now=NOW),
    "ask_agenda_first": lambda: draft_edits.ask_of_sitting(Piece.AGENDA, BONTANG, now=NOW),
    "letter_for_which": lambda: draft_edits.letter_for_which([replace(DRAFT, meeting=2), DRAFT]),
    "send_letter": lambda: draft_edits.send_the_letter(),
    "no_longer": lambda: draft_edits.no_longer(mistakes.NotADraft()),
    "edit_rows": lambda: Text("(kartu konsep)", draft_edits.edit_rows(MANY)),
    "edit_rows_no_letter": lambda: Text(
        "(kartu konsep)", draft_edits.edit_rows(replace(DRAFT, letter_attachment_id=None))
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    golden(f"drafts/{name}", TEXTS[name]())


SAID = Composition(title="Rapat Koordinasi <Tahap 2>", letter="B/1234/DKM.02/80-83/03/2025")
WHEN = ComposedSitting(BONTANG.starts_at, BONTANG.ends_at, WITA.key)
WHOLE = replace(WHEN, codes=("64.74", "73.09"), join=BONTANG.join)
COHORT = (Place("19.04", "Kabupaten Bangka Tengah"), Place("64.74", "Kota Bontang"), Place("73.09", "Maros"))
NAMES = {place.code: place.name for place in COHORT}


def composed(at, *sittings, cohort=COHORT, **said):
    so_far = replace(SAID, at=at, sittings=sittings, **said)
    return composing.question(so_far, names=NAMES, cohort=cohort, now=NOW)


STEPS = {
    "title": lambda: composed(Step.TITLE, title="", letter=""),
    "title_again": lambda: composed(Step.TITLE),
    "letter": lambda: composed(Step.LETTER, letter=""),
    "letter_again": lambda: composed(Step.LETTER),
    "time": lambda: composed(Step.TIME, ComposedSitting()),
    "time_of_second": lambda: composed(Step.TIME, WHOLE, ComposedSitting(join=BONTANG.join)),
    "regions": lambda: composed(Step.REGIONS, WHEN),
    "regions_chosen": lambda: composed(Step.REGIONS, WHOLE),
    "regions_of_many": lambda: composed(Step.REGIONS, WHEN, cohort=COHORT * 9),
    "link": lambda: composed(Step.LINK, replace(WHOLE, join=Join())),
    "link_again": lambda: composed(Step.LINK, WHOLE),
    "more": lambda: composed(Step.MORE, WHOLE),
}


@pytest.mark.parametrize("name", STEPS)
def test_step(name):
    golden(f"drafts/step_{name}", STEPS[name]())


PAST = {
    "past": lambda: past_meetings.listed(
        [
            RAKOR,
            replace(
                RAKOR, meeting=4, title="Bimtek <Tahap 1>", sittings=(replace(BONTANG, is_cancelled=True),)
            ),
        ],
        page=1,
        has_older=True,
    ),
    "past_none": lambda: past_meetings.listed([], page=0, has_older=False),
    "copied": lambda: Text(past_meetings.copied(RAKOR, number=5, weeks=12, left_out=[])),
    "copied_without_some": lambda: Text(
        past_meetings.copied(RAKOR, number=5, weeks=1, left_out=["Kabupaten Maros", "Kota Bontang"])
    ),
}


@pytest.mark.parametrize("name", PAST)
def test_past(name):
    golden(f"drafts/{name}", PAST[name]())


SHEETS = {
    "sheet_several": lambda: meeting_sheets.drafts_made(
        [DRAFT, replace(DRAFT, meeting=2, sittings=tuple(MANY.sittings), title="Bimtek <Tahap 1>")]
    ),
    "sheet_notes": lambda: Text("\n".join(meeting_sheets.template_notes())),
    "sheet_example": lambda: Text("\n".join(meeting_sheets.example_row(day="11-03-2025", year="2025"))),
}


@pytest.mark.parametrize("name", SHEETS)
def test_sheet(name):
    golden(f"drafts/{name}", SHEETS[name]())


MISTAKES = {
    "piece_of_many": PieceMistake(
        [Problem(FormProblem.REGION_UNKNOWN, f"Entah {number}") for number in range(1, 24)]
    ),
    "headings": MeetingHeadings(["mulai (start)", "daerah (regions)"]),
    "sheet": MeetingSheetMistake(
        [
            Problem("cell_missing", line=3, detail={"column": "selesai (end)"}),
            Problem("cell_formula", "=A1", 4, {"column": "tanggal (date)"}),
            Problem("letter_differs", "B/2", 5, {"other": "B/1"}),
            Problem("too_many_rows", "700", detail={"most": "600"}),
            Problem(FormProblem.REGION_UNKNOWN, "Atlantis", 6),
            Problem(FormProblem.REGION_MISSING, line=6),
            Problem(FormProblem.OVERLAP, "Kota Bontang", 7, {"other_line": "2"}),
            *(Problem(FormProblem.PAST, "11-03-2024 09.00-11.30", line) for line in range(8, 48)),
        ],
        day="11-03-2025",
    ),
    "letter_too_soon": mistakes.LetterTooSoon(),
    "already_copied": mistakes.AlreadyCopied(5),
    "only_sitting": mistakes.OnlySitting(),
    "piece": PieceMistake(
        [
            Problem(FormProblem.EMPTY),
            Problem(FormProblem.REGION_MISSING),
            Problem(FormProblem.TOO_LONG, value="Rapat <b>", detail={"longest": "200"}),
            Problem(FormProblem.SITTING_UNREADABLE, value="besok siang"),
            Problem(FormProblem.PAST, value="11-03-2024 09.00-11.30"),
            Problem(FormProblem.OVERLAP_SITTING, value="Kota Bontang", detail={"other_sitting": "2"}),
        ],
        day="11-03-2025",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake(name):
    golden(f"drafts/mistake_{name}", Text(mistake(MISTAKES[name])))
