"""Recipients as typed."""

from __future__ import annotations

import pytest

from bot.rules.audience_typing import AudienceProblem, AudienceUnreadable, Vocabulary, read_audience
from bot.rules.audiences import AlertWish, AnswerWish, Audience
from bot.rules.criteria import Stage
from bot.rules.province_words import names_of_provinces
from bot.rules.regions import Place
from bot.rules.seats import DEFAULT_POSTS, names_of_posts

BONTANG, MAROS = Place("64.74", "Kota Bontang"), Place("73.09", "Kabupaten Maros")
BLITAR = (Place("35.05", "Kabupaten Blitar"), Place("35.72", "Kota Blitar"))


def find(words: str) -> tuple[Place, ...]:
    known = {"kota bontang": (BONTANG,), "bontang": (BONTANG,), "maros": (MAROS,), "blitar": BLITAR}
    return known.get(words.casefold(), ())


WORDS = Vocabulary(
    find=find,
    provinces=names_of_provinces([("35", "Jawa Timur")]),
    posts=names_of_posts(DEFAULT_POSTS),
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
        ("Calon 2026", Audience(cohort=2026, stages=(Stage.CALON,)), ()),
        ("tahap penetapan angkatan 2026", Audience(cohort=2026, stages=(Stage.PENETAPAN,)), ()),
        ("Prov. Jawa Timur; prov jawa timur", Audience(provinces=("35",)), ()),
        ("Kaltim", Audience(provinces=("64",)), ()),
        ("maros, sekda", Audience(regions=("73.09",), posts=("sekda",)), ()),
        ("sekda kota bontang", Audience(), (("64.74", "sekda"),)),
        ("semua inspektur", Audience(everybody=True, posts=("inspektur",)), ()),
        ("semua, maros", Audience(regions=("73.09",)), ()),
        ("semua pejabat, sekretaris daerah", Audience(everybody=True, posts=("sekda",)), ()),
    ],
)
def test_understood(typed, chosen, seats):
    read = read_audience(typed, Audience(), WORDS)
    assert (read.audience, read.seats) == (chosen, seats)


def test_what_was_chosen_stays():
    read = read_audience("maros", Audience(cohort=2026, regions=("64.74",)), WORDS)
    assert read.audience == Audience(cohort=2026, regions=("64.74", "73.09"))


def test_everybody_takes_the_place_of_the_regions_that_were_chosen_and_gives_way_to_others():
    everybody = read_audience("semua", Audience(regions=("64.74",), posts=("sekda",)), WORDS).audience
    assert everybody == Audience(everybody=True, posts=("sekda",))
    assert read_audience("maros", everybody, WORDS).audience == Audience(regions=("73.09",), posts=("sekda",))
    assert not read_audience("inspektur maros", everybody, WORDS).audience.everybody


@pytest.mark.parametrize(
    ("typed", "part", "places"),
    [
        ("", "", ()),
        (" , ", "", ()),
        ("maros, entah di mana", "entah di mana", ()),
        ("angkatan 2031", "angkatan 2031", ()),
        ("rapat 9", "9", ()),
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


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("entah", AudienceProblem.UNKNOWN),
        ("blitar", AudienceProblem.SEVERAL_PLACES),
        ("2031", AudienceProblem.NO_COHORT),
        ("calon 2031", AudienceProblem.NO_COHORT),
        ("belum menjawab", AudienceProblem.WHICH_MEETING),
        ("belum menjawab rapat 9", AudienceProblem.NO_MEETING),
        ("rapat 3 sesi 9", AudienceProblem.NO_SITTING),
        ("mungkin rapat 3", AudienceProblem.UNKNOWN),
    ],
)
def test_why_it_was_refused(typed, problem):
    with pytest.raises(AudienceUnreadable) as refused:
        read_audience(typed, Audience(), WORDS)
    assert refused.value.problem is problem
