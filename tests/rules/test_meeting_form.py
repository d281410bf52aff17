"""The form ``/rapat baru``: the seed's own meeting, every mistake, and the way back from a draft."""

from datetime import datetime, timedelta

import pytest

from bot.rules.clocks import WIB, WITA
from bot.rules.meeting_form import (
    Circumstances,
    FormProblem,
    MeetingDraft,
    MeetingFormMistake,
    SittingDraft,
)
from bot.rules.meeting_lines import is_link
from bot.rules.meeting_reading import read_form
from bot.rules.meetings import Join
from bot.rules.regions import Place
from bot.rules.typed_times import TimeMistake

NOW = datetime(2025, 3, 3, 8, 0, tzinfo=WIB)
BANGKA_TENGAH = Place("19.04", "Kabupaten Bangka Tengah")
BONTANG = Place("64.74", "Kota Bontang")
MAROS = Place("73.09", "Kabupaten Maros")
MANGGARAI_BARAT = Place("53.15", "Kabupaten Manggarai Barat")
COHORT = (BANGKA_TENGAH, BONTANG, MAROS, MANGGARAI_BARAT)
BLITAR = (Place("35.72", "Kota Blitar"), Place("35.05", "Kabupaten Blitar"))
SURAKARTA = Place("33.72", "Kota Surakarta")


def find(text):
    every = (*COHORT, *BLITAR, SURAKARTA)
    return [place for place in every if text.lower() in place.name.lower() or text == place.code]


CODES = frozenset(place.code for place in COHORT)
HERE = Circumstances(now=NOW, find=find, cohort=COHORT, invitable=CODES, zone=WIB)
ZOOM = Join("https://zoom.us/j/90000000000", "900 0000 0000", "Bontang25")

SEED = """/rapat baru
Judul: Rapat Koordinasi Pembentukan Percontohan Kabupaten/Kota Antikorupsi Tahun 2026
Surat: B/1234/DKM.02/80-83/03/2025
Sesi: 11-03-2025 09.00-11.30 WIB; Kabupaten Bangka Tengah
Sesi: 11-03-2025 13.00-15.30 WIB; Kota Bontang
Sesi: 12-03-2025 09.00-11.30 WIB; Kabupaten Maros
Sesi: 12-03-2025 13.00-15.30 WIB; Kabupaten Manggarai Barat
Tautan: https://zoom.us/j/90000000000
ID rapat: 900 0000 0000
Kode sandi: Bontang25
"""


def sitting(day, hour, *places, join=ZOOM):
    start = datetime(2025, 3, day, hour, 0, tzinfo=WIB)
    return SittingDraft(start, start + timedelta(hours=2, minutes=30), WIB, places, join)


def problems(text, here=HERE):
    with pytest.raises(MeetingFormMistake) as caught:
        read_form(text, circumstances=here)
    return [(problem.line, problem.code, problem.value) for problem in caught.value.problems]


def test_the_seeds_own_meeting():
    assert read_form(SEED, circumstances=HERE) == MeetingDraft(
        title="Rapat Koordinasi Pembentukan Percontohan Kabupaten/Kota Antikorupsi Tahun 2026",
        surat_undangan="B/1234/DKM.02/80-83/03/2025",
        sittings=(
            sitting(11, 9, BANGKA_TENGAH),
            sitting(11, 13, BONTANG),
            sitting(12, 9, MAROS),
            sitting(12, 13, MANGGARAI_BARAT),
        ),
    )


def test_order_case_and_spacing_do_not_matter():
    head, *lines = SEED.strip().splitlines()
    shuffled = "\n\n".join(
        [head, *(line.upper().replace("HTTPS://ZOOM.US/J", "https://zoom.us/j") for line in reversed(lines))]
    )
    draft = read_form(shuffled.replace("BONTANG25", "Bontang25"), circumstances=HERE)
    assert draft.sittings == read_form(SEED, circumstances=HERE).sittings


def test_several_regions_codes_and_semua():
    text = """Judul: Rapat
Sesi: 11-03-2025 09.00-11.30 WIB; maros, 64.74, Maros
Sesi: 12-03-2025 09.00-11.30; SEMUA"""
    draft = read_form(text, circumstances=HERE)
    assert [sitting.regions for sitting in draft.sittings] == [(MAROS, BONTANG), COHORT]
    assert draft.surat_undangan == ""
    assert draft.sittings[0].join == Join()


def test_hours_are_read_in_the_zone_typed():
    draft = read_form("Judul: R\nSesi: 11-03-2025 09.00-11.30 WITA; Maros", circumstances=HERE)
    assert draft.sittings[0].starts_at == datetime(2025, 3, 11, 8, tzinfo=WIB)
    assert draft.sittings[0].zone is WITA


def test_a_link_below_its_own_sitting_and_one_for_the_rest():
    text = """Judul: Rapat
Tautan: https://zoom.us/j/1
Kode sandi: satu
Sesi: 11-03-2025 09.00-11.30 WIB; Maros
Sesi: 11-03-2025 13.00-15.30 WIB; Bontang
Tautan: https://zoom.us/j/2
Sesi: 12-03-2025 09.00-11.30 WIB; Manggarai"""
    assert [sitting.join for sitting in read_form(text, circumstances=HERE).sittings] == [
        Join("https://zoom.us/j/1", "", "satu"),
        Join("https://zoom.us/j/2", "", "satu"),
        Join("https://zoom.us/j/1", "", "satu"),
    ]


def test_everything_wrong_is_said_at_once():
    text = """/rapat baru
Surat: B/1
Sesi: 30-02-2025 09.00-11.30 WIB; Maros
Sesi: 11-03-2025 13.00-11.30 WIB; Blitar, Atlantis
Sesi: 12-03-2025 09.00-11.30 WIB; Kota Surakarta
Sesi: 13-03-2025 09.00-11.30 WIB
Sesi: 13-03-2025 09.00-11.30 WIB;
Tempat: Zoom
Tautan: zoom.us/j/1"""
    assert problems(text) == [
        (None, FormProblem.TITLE_MISSING, ""),
        (3, TimeMistake.NO_SUCH_DATE, "30-02-2025"),
        (4, TimeMistake.ENDS_BEFORE_START, "11-03-2025 13.00-11.30 WIB"),
        (4, FormProblem.REGION_AMBIGUOUS, "Blitar"),
        (4, FormProblem.REGION_UNKNOWN, "Atlantis"),
        (5, FormProblem.REGION_OUTSIDE_COHORT, "Kota Surakarta"),
        (6, FormProblem.SITTING_UNREADABLE, "13-03-2025 09.00-11.30 WIB"),
        (7, FormProblem.REGION_MISSING, ""),
        (8, FormProblem.LINE_UNREADABLE, "Tempat: Zoom"),
        (9, FormProblem.LINK_INVALID, "zoom.us/j/1"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/rapat baru", [(None, FormProblem.TITLE_MISSING, ""), (None, FormProblem.NO_SITTING, "")]),
        (
            "Judul: A\nJudul: B\nSesi: 11-03-2025 09.00-11.30; Maros",
            [(2, FormProblem.LABEL_REPEATED, "judul")],
        ),
        (
            "Judul: A\nSesi: 03-03-2025 07.00-09.00 WIB; Maros",
            [(2, FormProblem.PAST, "03-03-2025 07.00-09.00 WIB")],
        ),
        (
            "Judul: A\nSesi: 11-03-2052 09.00-11.30 WIB; Maros",
            [(2, FormProblem.FAR_AWAY, "11-03-2052 09.00-11.30 WIB")],
        ),
        (
            "Judul: A\nSesi: 11-03-2025 09.00-11.30; Maros\nSesi: 11-03-2025 12.00-13.00 WITA; semua",
            [(3, FormProblem.OVERLAP, "Kabupaten Maros")],
        ),
        (
            "Judul: " + "A" * 201 + "\nSesi: 11-03-2025 09.00-11.30; Maros",
            [(1, FormProblem.TOO_LONG, "A" * 40), (None, FormProblem.TITLE_MISSING, "")],
        ),
    ],
)
def test_single_mistakes(text, expected):
    assert sorted(problems(text), key=str) == sorted(expected, key=str)


def test_a_sitting_may_begin_where_another_ends():
    text = "Judul: A\nSesi: 11-03-2025 09.00-11.30; Maros\nSesi: 11-03-2025 11.30-13.00; Maros"
    assert len(read_form(text, circumstances=HERE).sittings) == 2


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("https://zoom.us/j/90000000000?pwd=abc", True),
        ("https://meet.example.go.id", True),
        ("http://meet.example.go.id", False),
        ("ftp://zoom.us/j/1", False),
        ("https://zoom.us@evil.example/j/1", False),
        ("https://localhost/j", False),
        ("https://zoom.us:port/j", False),
        ("javascript:alert(1)", False),
        ("https://[::1", False),
        ("https://zoom.us/j 1", False),
    ],
)
def test_links(value, good):
    assert is_link(value) is good
