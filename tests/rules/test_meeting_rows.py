"""Sheets of meetings as Excel and people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.clocks import WIB, WITA
from bot.rules.columns import SheetEmpty
from bot.rules.meeting_columns import IN_ENGLISH, MEETING_HEADINGS, MeetingHeadings, is_meetings
from bot.rules.meeting_rows import MOST_PROBLEMS, MOST_SITTINGS, MeetingSheetMistake, read_meetings
from tests.rules.test_meeting_pieces import AGAINST

HEAD = ["title", "letter", "date", "start", "end", "zone", "regions"]
ROW = ["Rakor", "B/1", "11-03-2025", "09.00", "11.30", "", "Maros"]


def read(*rows, head=HEAD):
    return read_meetings([head, *rows], circumstances=AGAINST)


def problems(*rows, head=HEAD):
    with pytest.raises(MeetingSheetMistake) as mistake:
        read(*rows, head=head)
    return [(problem.line, problem.code, problem.value) for problem in mistake.value.problems]


def changed(**cells):
    return [cells.get(name, value) for name, value in zip(HEAD, ROW, strict=True)]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("09.00", time(9)),
        ("09:00", time(9)),
        ("9", time(9)),
        (9.0, time(9)),  # 09.00 typed where the point is the decimal point
        (9.3, time(9, 30)),  # 9.30
        ("09:00:00", time(9)),  # a real time of Excel
        (0.375, time(9)),  # the same without its format
        ("pukul 9.15", time(9, 15)),
    ],
)
def test_the_start_as_text_number_and_time(start, expected):
    [meeting] = read(changed(start=start))
    assert meeting.sittings[0].starts_at == datetime.combine(date(2025, 3, 11), expected, WIB)


@pytest.mark.parametrize(
    "day", ["11-03-2025", "2025-03-11", "11 Maret 2025", "Selasa, 11/3/2025", 45727, 45727.0]
)
def test_the_date_as_text_and_as_a_number_of_excel(day):
    [meeting] = read(changed(date=day))
    assert meeting.sittings[0].starts_at == datetime(2025, 3, 11, 9, tzinfo=WIB)


@pytest.mark.parametrize(
    "head",
    [
        IN_ENGLISH,
        MEETING_HEADINGS,
        [name.upper() for name in MEETING_HEADINGS],
        [*MEETING_HEADINGS[:-1], "Agenda"],  # as sheets filled in before were headed
    ],
)
def test_headings_in_english_and_indonesian(head):
    row = ["Rakor", "B/1", "11-03-2025", "09.00", "11.30", "WITA", "Maros; Kota Bontang"]
    [meeting] = read([*row, "https://zoom.us/j/1", 12345.0, "007", "Pembukaan\nPaparan"], head=list(head))
    [sitting] = meeting.sittings
    assert (meeting.title, meeting.surat_undangan, sitting.zone) == ("Rakor", "B/1", WITA)
    assert [place.code for place in sitting.regions] == ["73.09", "64.74"]
    assert (sitting.join.link, sitting.join.meeting_id, sitting.join.passcode) == (
        "https://zoom.us/j/1",
        "12345",
        "007",
    )
    assert sitting.agenda == "Pembukaan\nPaparan"


def test_rows_of_one_title_are_one_meeting_in_the_order_of_the_clock():
    later = changed(title=" rakor ", date="12-03-2025")
    first, second = read(later, ROW, changed(title="Bimtek", date="13-03-2025"))
    assert [sitting.starts_at.day for sitting in first.sittings] == [11, 12]
    assert (first.title, second.title) == ("rakor", "Bimtek")


def test_an_empty_title_means_the_one_above_and_one_letter_is_enough():
    [meeting] = read(ROW, changed(title="", letter="", date="12-03-2025"))
    assert (len(meeting.sittings), meeting.surat_undangan) == (2, "B/1")


def test_the_example_of_the_template_is_passed_over():
    example = changed(title="Contoh: Rapat", date="01-01-2020")
    assert len(read(example, ROW)) == 1
    with pytest.raises(SheetEmpty):
        read(example, ["", "", "", "", "", "", ""])


def test_every_problem_of_every_row_is_named_with_its_number_and_value():
    found = problems(
        changed(date="31-02-2025", regions="Atlantis"),
        ROW,
        changed(start="25.00"),
        changed(end="", regions=""),
        changed(letter="B/2", date="12-03-2025"),
        changed(title="Lain", date="=A1+1", link="x"),
    )
    assert found == [
        (2, "no_such_date", "31-02-2025"),
        (2, "region_unknown", "Atlantis"),
        (4, "no_such_hour", "25.00-11.30"),
        (5, "cell_missing", ""),
        (5, "cell_missing", ""),
        (6, "letter_differs", "B/2"),
        (7, "cell_formula", "=A1+1"),
    ]


def test_a_sitting_that_stands_twice_is_named():
    assert problems(ROW, changed(end="10.00")) == [(3, "overlap", "Kabupaten Maros")]


def test_what_is_too_long_or_no_link_is_named():
    head = [*HEAD, "link", "passcode"]
    row = [*changed(title="x" * 500), "zoom.us/j/1", "p" * 61]
    assert [code for _, code, _ in problems(row, head=head)] == ["too_long", "too_long", "link_invalid"]


def test_a_sheet_longer_than_any_programme_is_something_else():
    assert problems(*[ROW] * (MOST_SITTINGS + 1)) == [(None, "too_many_rows", str(MOST_SITTINGS + 1))]


def test_a_sheet_of_nothing_but_mistakes_is_not_read_to_its_end():
    found = problems(*[changed(regions=", ".join(f"entah {n}" for n in range(300)))] * 50)
    assert MOST_PROBLEMS <= len(found) < MOST_PROBLEMS + 300


def test_missing_headings_are_named_in_both_languages():
    with pytest.raises(MeetingHeadings) as mistake:
        read_meetings([["judul", "mulai"], ["a", "b"]], circumstances=AGAINST)
    assert mistake.value.missing == ("tanggal (date)", "selesai (end)", "daerah (regions)")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (IN_ENGLISH, True),
        (MEETING_HEADINGS, True),
        (["kode wilayah", "daerah", "jabatan", "nama"], False),
        (["region_code", "criterion", "year", "value"], False),
        (["judul", "tanggal"], False),
        ([], False),
    ],
)
def test_meetings_are_known_by_their_headings(head, expected):
    assert is_meetings([["", ""], list(head)]) is expected


cells = st.one_of(
    st.text(max_size=30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-1, 60_000),
    st.sampled_from([*ROW, "=1+1", "semua", "09:00:00", "\x00", "<b>"]),
)


@given(st.lists(st.lists(cells, max_size=9), max_size=6))
def test_whatever_the_cells_hold_there_is_a_draft_or_a_mistake(rows):
    try:
        meetings = read(*rows)
    except (MeetingSheetMistake, SheetEmpty):
        return
    for meeting in meetings:
        assert meeting.title and meeting.sittings
        assert all(sitting.starts_at > datetime(2025, 3, 3, tzinfo=UTC) for sitting in meeting.sittings)


@given(st.times(min_value=time(0, 1), max_value=time(23, 0)))
def test_a_time_of_excel_is_read_as_shown(start):
    [meeting] = read(changed(start=f"{start:%H:%M}:00", end="23.59"))
    assert meeting.sittings[0].starts_at.time() == start.replace(second=0, microsecond=0)
