"""The coverage as picture and sheet."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from itertools import combinations

import pytest
from openpyxl import load_workbook
from PIL import Image, ImageChops, ImageColor

from bot.pictures.coverage import coverage_png, coverage_xlsx
from bot.pictures.coverage_marks import MARKS, sign
from bot.rules.sheets import CoverageLine, CoverageState

TITLE = "Cakupan angkatan 2026"
AS_OF = "Selasa, 3 Maret 2026, pukul 09.00 WIB"
LONG = "Kabupaten Kepulauan Siau Tagulandang Biaro"


def seat(
    region: int,
    title: str = "Inspektur",
    *,
    name: str = "",
    state: CoverageState = CoverageState.REACHABLE,
    others: int = 0,
) -> CoverageLine:
    return CoverageLine(
        seat_id=region,
        region_code=f"64.{region:02}",
        region=name or f"Kota Uji {region}",
        zone="Asia/Makassar",
        title=title,
        holder="" if state is CoverageState.EMPTY else "Sari",
        state=state,
        since=datetime(2026, 3, 2, 17, 30, tzinfo=UTC),
        last_seen_at=None,
        phone="0548 000000",
        others=others,
        code_until=date(2026, 4, 2) if state is CoverageState.EMPTY else None,
        until_on=date(2026, 12, 31),
    )


def picture(*lines: CoverageLine) -> Image.Image:
    return Image.open(io.BytesIO(coverage_png(lines, title=TITLE, as_of=AS_OF)))


def changed(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    """The smallest box around everything in which two pictures differ."""
    assert one.size == other.size
    return ImageChops.difference(one, other).getbbox()


def test_one_region_is_a_small_picture_on_its_own_light_ground():
    image = picture(seat(1, "Sekretaris Daerah"), seat(1))
    assert (image.format, image.mode, image.size) == ("PNG", "RGB", (1040, 586))
    corners = {image.getpixel((x, y)) for x in (0, 1039) for y in (0, 585)}
    assert corners == {(255, 255, 255)}


def test_forty_regions_stand_in_two_blocks_near_a_square():
    lines = [seat(region, post) for region in range(40) for post in ("Sekretaris Daerah", "Inspektur")]
    assert picture(*lines).size == (2004, 1968)


@pytest.mark.parametrize("name", [LONG, LONG * 3, "Kabupatenkepulauansiautagulandangbiaro" * 2])
def test_a_long_name_stays_in_its_own_cell(name):
    short, long = (picture(seat(1, name=text), seat(2)) for text in ("Kota A", name))
    left, top, right, bottom = changed(short, long) or (0, 0, 0, 0)
    assert 44 <= left < right <= 728  # the column of the regions
    assert 454 <= top < bottom <= 530  # the first row


def test_a_long_post_stays_in_its_own_heading():
    name = "Kepala Badan Perencanaan Pembangunan, Riset, dan Inovasi Daerah" * 2
    short, long = (picture(seat(1), seat(1, post), seat(1, "Lurah")) for post in ("Camat", name))
    left, top, right, bottom = changed(short, long) or (0, 0, 0, 0)
    assert 0 < right - left <= 268
    assert 0 < bottom - top <= 74


def test_the_states_are_told_apart_without_colour():
    assert {state: mark.words for state, mark in MARKS.items()} == {
        CoverageState.REACHABLE: "Terjangkau",
        CoverageState.BLOCKED: "Bot dihentikan",
        CoverageState.DEACTIVATED: "Akun dihapus",
        CoverageState.NEVER_STARTED: "Belum mulai",
        CoverageState.NO_TELEGRAM: "Tanpa Telegram",
        CoverageState.EMPTY: "Kosong",
    }
    signs = {state: sign(state, 30) for state in CoverageState}
    alike = [pair for pair in combinations(signs, 2) if changed(signs[pair[0]], signs[pair[1]]) is None]
    assert alike == []


def luminance(colour: str) -> float:
    parts = (part / 255 for part in ImageColor.getrgb(colour)[:3])
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_every_word_stands_out_from_its_fill():
    """WCAG 2.2, 1.4.6: 7 to 1."""
    weak = {}
    for state, mark in MARKS.items():
        lighter, darker = sorted((luminance(mark.ink), luminance(mark.fill)), reverse=True)
        if (lighter + 0.05) / (darker + 0.05) < 7:
            weak[state] = (lighter + 0.05) / (darker + 0.05)
    assert weak == {}


def test_every_state_is_another_picture_even_in_grey():
    pictures = {state: picture(seat(1, state=state)).convert("L") for state in CoverageState}
    alike = [
        pair for pair in combinations(pictures, 2) if changed(pictures[pair[0]], pictures[pair[1]]) is None
    ]
    assert alike == []


def test_assistants_who_can_be_reached_are_shown():
    alone = picture(seat(1, state=CoverageState.BLOCKED))
    assert changed(alone, picture(seat(1, state=CoverageState.BLOCKED, others=2))) is not None


def test_two_seats_with_one_title_have_a_column_each():
    lines = (seat(1), seat(2), seat(3, "Camat"))
    assert picture(*lines, seat(1)).size == picture(*lines, seat(1, "Lurah")).size


def test_a_cohort_without_seats_is_a_picture_too():
    assert picture().size == (1040, 510)


def test_the_sheet_has_a_row_a_seat_and_the_totals():
    lines = [seat(1, "Sekretaris Daerah", state=CoverageState.EMPTY), seat(1, others=1)]
    book = load_workbook(io.BytesIO(coverage_xlsx(lines, title=TITLE, as_of=AS_OF)))
    [sheet, totals] = book.worksheets
    since, code_until, until = (datetime(*day) for day in ((2026, 3, 3, 0, 30), (2026, 4, 2), (2026, 12, 31)))  # noqa: DTZ001
    region, phone = ("64.01", "Kota Uji 1", "WITA"), "0548 000000"
    assert list(sheet.iter_rows(min_row=5, values_only=True)) == [
        (*region, "Sekretaris Daerah", None, "Kosong", since, None, phone, 0, code_until, until),
        (*region, "Inspektur", "Sari", "Terjangkau", since, None, phone, 1, None, until),
    ]
    assert [sheet["A1"].value, sheet["A2"].value] == [TITLE, f"Keadaan per {AS_OF}"]
    assert list(totals.iter_rows(values_only=True)) == [
        ("keadaan", "banyaknya jabatan"),
        ("Terjangkau", 1),
        ("Bot dihentikan", 0),
        ("Akun dihapus", 0),
        ("Belum mulai", 0),
        ("Tanpa Telegram", 0),
        ("Kosong", 1),
        ("Seluruhnya", 2),
    ]
