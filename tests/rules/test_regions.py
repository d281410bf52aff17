"""Which region is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.regions import Ambiguous, Found, Unknown
from db.reference import gazetteer

PLACES = gazetteer().places


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("64.74", "64.74"),
        ("6474", "64.74"),
        # what a spreadsheet makes of 13.10
        ("13.1", "13.10"),
        ("maros", "73.09"),
        ("Kab. Maros", "73.09"),
        ("PEMKAB MAROS", "73.09"),
        ("Kota Bontang", "64.74"),
        ("solo", "33.72"),
        ("Mitra", "71.07"),
        ("mabar", "53.15"),
        ("bateng", "19.04"),
        ("Kulonprogo", "34.01"),
        ("Kulon Progo", "34.01"),
        ("Palangka Raya", "62.71"),
        ("palangkaraya", "62.71"),
        ("Kota Blitar", "35.72"),
        ("kabupaten blitar", "35.05"),
        ("bangka", "19.01"),
        ("kotabaru", "63.02"),
        ("Kota Batu", "35.79"),
        ("Kab. Kota Baru", "63.02"),
        ("Kab. Kep. Mentawai", "13.09"),
        ("Anambas", "21.05"),
        ("Kota Jakarta Barat", "31.73"),
        ("Kab. 50 Kota", "13.07"),
        ("Aceh Sel.", "11.01"),
        ("Kukar", "64.02"),
        ("Pemkab OKU Timur", "16.08"),
        ("Lotim", "52.03"),
        ("Jogja", "34.71"),
    ],
)
def test_found_exactly(typed: str, code: str) -> None:
    search = gazetteer().find(typed)
    assert isinstance(search, Found)
    assert (search.place.code, search.is_exact) == (code, True)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("bontng", "64.74"),
        ("kota bontan", "64.74"),
        ("manggarai brt", "53.15"),
        ("kota bitar", "35.72"),
        ("Kotq Blitar", "35.72"),
        ("kotablitar", "35.72"),
        ("Kabupten Blitar", "35.05"),
        ("Pemerintah Kota Soerabaja", "35.78"),
        ("Kab. Djember", "35.09"),
        ("kutimm", "64.08"),
    ],
)
def test_close_spelling_is_found_and_said(typed: str, code: str) -> None:
    search = gazetteer().find(typed)
    assert isinstance(search, Found)
    assert (search.place.code, search.is_exact) == (code, False)


@pytest.mark.parametrize("typed", ["blitar", "Blitar ", "blitr"])
def test_kota_and_kabupaten_blitar_are_asked_apart(typed: str) -> None:
    search = gazetteer().find(typed)
    assert isinstance(search, Ambiguous)
    assert [place.name for place in search.places] == ["Kabupaten Blitar", "Kota Blitar"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        # one letter from each
        ("bontan", ["Kabupaten Bintan", "Kota Bontang"]),
        ("Sika", ["Kabupaten Siak", "Kabupaten Sikka"]),
        # Kotabaru is no Kota, and r is beside t
        ("Kota Baru", ["Kabupaten Kotabaru", "Kota Batu"]),
        ("kotabatu", ["Kota Batu", "Kabupaten Kotabaru"]),
        # nicknames of two, or one slip from an official name
        ("Mura", ["Kabupaten Musi Rawas", "Kabupaten Murung Raya"]),
        ("Muba", ["Kabupaten Musi Banyuasin", "Kabupaten Muna"]),
        ("otim", ["Kabupaten Kotawaringin Timur", "Kabupaten Lombok Timur"]),
        ("bma", ["Kabupaten Bima", "Kota Bima"]),
    ],
)
def test_what_may_mean_several_is_asked(typed: str, names: list[str]) -> None:
    search = gazetteer().find(typed)
    assert isinstance(search, Ambiguous)
    assert sorted(place.name for place in search.places) == sorted(names)


@pytest.mark.parametrize(
    "typed", ["Jabar", "jateng", "Sulbar", "Bali", "Jawa Barat", "Provinsi Banten", "Pemprov Aceh"]
)
def test_a_province_is_no_region_of_a_similar_name(typed: str) -> None:
    assert gazetteer().find(typed) == Unknown()


@pytest.mark.parametrize(
    ("typed", "name"), [("Kota Bantul", "Kabupaten Bantul"), ("Kab. Batam", "Kota Batam")]
)
def test_a_kind_that_does_not_exist_is_suggested_and_not_taken(typed: str, name: str) -> None:
    search = gazetteer().find(typed)
    assert isinstance(search, Unknown)
    assert [place.name for place in search.suggestions] == [name]


@pytest.mark.parametrize("typed", ["99.99", "", "  ", "xx", "?", "atlantis raya selatan"])
def test_nothing_is_made_up(typed: str) -> None:
    assert isinstance(gazetteer().find(typed), Unknown)


@pytest.mark.parametrize(
    "typed", ["kota", "Kab X", "kabupaten", "kab", "pemkot", "Kota A", "bon", "pemerintah daerah"]
)
def test_short_and_generic_words_suggest_nothing(typed: str) -> None:
    assert gazetteer().find(typed) == Unknown()


def test_suggestions_look_like_the_name_itself() -> None:
    search = gazetteer().find("Kabupaten Bontangg Raya")
    assert isinstance(search, Unknown)
    assert [place.name for place in search.suggestions][:1] == ["Kota Bontang"]


@given(st.sampled_from(PLACES))
def test_every_region_is_found_by_code_and_by_full_name(place) -> None:
    assert gazetteer().find(place.code) == Found(place)
    assert gazetteer().find(place.name.upper()) == Found(place)


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(typed: str) -> None:
    assert isinstance(gazetteer().find(typed), Found | Ambiguous | Unknown)
