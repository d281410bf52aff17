"""Recipients as typed."""

from __future__ import annotations

import pytest

from bot.rules.audience_typing import AudienceUnreadable, Vocabulary, read_audience
from bot.rules.audiences import AlertWish, AnswerWish, Audience
from bot.rules.criteria import Stage
from bot.rules.regions import Place

BONTANG, MAROS = Place("64.74", "Kota Bontang"), Place("73.09", "Kabupaten Maros")
BLITAR = (Place("35.05", "Kabupaten Blitar"), Place("35.72", "Kota Blitar"))


def find(words: str) -> tuple[Place, ...]:
    known = {"kota bontang": (BONTANG,), "bontang": (BONTANG,), "maros": (MAROS,), "blitar": BLITAR}
    return known.get(words.casefold(), ())


WORDS = Vocabulary(
    find=find,
    provinces={"jawa timur": "35"},
    posts={"inspektur": "inspektur", "sekretaris daerah": "sekda"},
    cohorts=frozenset({2026}),
    meetings={3: {1: 7, 2: 8}},
)


@pytest.mark.parametrize(
    ("typed", "chosen", "seats"),
    [
        ("angkatan 2026", Audience(cohort=2026), ()),
        ("2026; tahap calon, Penetapan", Audience(cohort=2026, stages=(Stage.CALON, Stage.PENETAPAN)), ()),
        ("Kota Bontang\nmaros, bontang", Audience(regions=("64.74", "73.09")), ()),
        ("provinsi Jawa Timur, inspektur", Audience(provinces=("35",), posts=("inspektur",)), ()),
        ("Sekretaris Daerah Kota Bontang", Audience(), (("64.74", "sekda"),)),
        ("belum menjawab rapat 3", Audience(meeting=3, answers=(AnswerWish.NONE,)), ()),
        ("hadir rapat 3 sesi 2", Audience(meeting=3, item=8, answers=(AnswerWish.HADIR,)), ()),
        ("rapat 3, tidak hadir", Audience(meeting=3, answers=(AnswerWish.TIDAK_HADIR,)), ()),
        ("pemberitahuan terbuka", Audience(alert=AlertWish.OPEN), ()),
        ("belum diterima", Audience(alert=AlertWish.UNRECEIVED), ()),
        ("semua pejabat, sekretaris daerah", Audience(everybody=True, posts=("sekda",)), ()),
    ],
)
def test_understood(typed, chosen, seats):
    read = read_audience(typed, Audience(), WORDS)
    assert (read.audience, read.seats) == (chosen, seats)


def test_what_was_chosen_stays():
    read = read_audience("maros", Audience(cohort=2026, regions=("64.74",)), WORDS)
    assert read.audience == Audience(cohort=2026, regions=("64.74", "73.09"))


@pytest.mark.parametrize(
    ("typed", "part", "places"),
    [
        ("", "", ()),
        (" , ", "", ()),
        ("maros, entah di mana", "entah di mana", ()),
        ("angkatan 2031", "angkatan 2031", ()),
        ("rapat 9", "rapat 9", ()),
        ("hadir", "hadir", ()),
        ("rapat 3 sesi 9", "rapat 3 sesi 9", ()),
        ("blitar", "blitar", ("Kabupaten Blitar", "Kota Blitar")),
        ("inspektur entah", "entah", ()),
    ],
)
def test_refused(typed, part, places):
    with pytest.raises(AudienceUnreadable) as refused:
        read_audience(typed, Audience(), WORDS)
    assert (refused.value.part, refused.value.places) == (part, places)
