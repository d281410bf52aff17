"""Cutting long texts: held against the practice room's own reading of Telegram's HTML."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from bot.practice.entities import units
from bot.practice.html import parse_html
from bot.rules.parts import LIMIT, LONGEST_TEXT, MARK, in_parts

#: No lone surrogates and nothing Telegram would change while reading.
LETTERS = st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029")
PLAIN = st.text(alphabet=st.one_of(LETTERS, st.sampled_from(" \n<>&\"'😀")), max_size=300)


@st.composite
def markup(draw, depth: int = 2) -> str:
    """Well-formed Telegram HTML as our templates make it."""
    pieces = []
    for _ in range(draw(st.integers(0, 4))):
        inner = draw(markup(depth - 1)) if depth and draw(st.booleans()) else html.escape(draw(PLAIN))
        tag = draw(
            st.sampled_from(["", "b", "i", "code", "blockquote", 'a href="https://kpk.go.id/?a=1&amp;b=2"'])
        )
        pieces.append(f"<{tag}>{inner}</{tag.split()[0]}>" if tag else inner)
    return "".join(pieces)


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(markup(), st.sampled_from([120, 200, 400]))
def test_every_part_is_well_formed_and_nothing_but_white_space_is_lost(text, limit):
    # 120 leaves room for three tags open at once, as in our templates; an address is one of them
    parts = in_parts(text, limit=limit + 300)
    read = [parse_html(part) for part in parts]
    assert all(units(part) <= limit + 300 for part in parts)
    assert squeezed("".join(one.text for one in read)) == squeezed(parse_html(text).text)


@given(st.text(alphabet="a é😀<&\n", min_size=1, max_size=40), st.integers(100, 300))
def test_telegrams_own_limit(pattern, times):
    text = pattern * times
    parts = in_parts(html.escape(text, quote=False))
    assert all(units(part) <= LIMIT for part in parts)
    assert squeezed("".join(parse_html(part).text for part in parts)) == squeezed(text)


def test_every_part_has_room_to_say_that_it_may_have_come_twice():
    assert LONGEST_TEXT == 4096
    assert LIMIT + MARK <= LONGEST_TEXT


def test_a_text_that_fits_is_left_alone():
    text = "<b>Satu</b>\n\n  dua"
    assert in_parts(text) == [text]


def test_lines_stay_whole_and_tags_go_on():
    lines = "\n".join(f"Baris ke-{number} dari daftar" for number in range(300))
    parts = in_parts(f"<blockquote><b>{lines}</b></blockquote>")
    assert len(parts) == 2
    assert all(part.startswith("<blockquote><b>Baris") for part in parts)
    assert all(part.endswith("daftar</b></blockquote>") for part in parts)


def test_an_entity_is_never_cut():
    parts = in_parts("&amp;" * 2000)
    assert "".join(parse_html(part).text for part in parts) == "&" * 2000


def test_one_word_longer_than_a_message():
    parts = in_parts("😀" * 5000)
    assert "".join(parts) == "😀" * 5000
    assert all(units(part) <= LIMIT for part in parts)


def test_nothing_but_white_space_is_no_part():
    assert in_parts("\n" * 5000) == []


def paragraph(number: int, sentences: int = 8) -> str:
    return " ".join(f"Kalimat {each} dari alinea {number}." for each in range(sentences))


def test_a_long_text_is_cut_between_paragraphs():
    paragraphs = [paragraph(number) for number in range(40)]
    parts = in_parts("\n\n".join(paragraphs))
    assert len(parts) > 1
    assert "\n\n".join(parts) == "\n\n".join(paragraphs)
    assert all(part.split("\n\n")[-1] in paragraphs for part in parts)


def test_a_paragraph_goes_before_a_line_that_would_fit_as_well():
    lines = "\n".join("Baris dalam daftar yang panjang" for _ in range(80))
    parts = in_parts(f"{paragraph(1, 60)}\n\n{lines}")
    assert parts == [paragraph(1, 60), lines]


def test_without_a_paragraph_a_line_without_a_line_a_sentence_without_a_sentence_a_word():
    lines = "\n".join(paragraph(number) for number in range(40))
    assert "\n".join(in_parts(lines)) == lines
    sentences = paragraph(1, 400)
    assert " ".join(in_parts(sentences)) == sentences
    assert all(part.endswith("alinea 1.") for part in in_parts(sentences))
    words = "kata " * 2000
    assert " ".join(in_parts(words)) == words.strip()


def test_a_short_first_paragraph_does_not_make_a_short_first_message():
    parts = in_parts(f"Yth. Bapak/Ibu,\n\n{paragraph(1, 200)}")
    assert len(parts[0]) > 3000


def test_a_tag_that_ends_at_the_cut_leaves_nothing_behind():
    parts = in_parts(f"<b>{paragraph(1, 80)}\n\n</b>{paragraph(2, 80)}")
    assert parts[1].startswith("Kalimat 0 dari alinea 2")


@given(st.lists(st.integers(1, 30), min_size=2, max_size=60))
def test_a_text_of_paragraphs_that_fit_is_never_cut_within_one(lengths):
    paragraphs = [f"<b>{number}.</b> {paragraph(number, length)}" for number, length in enumerate(lengths)]
    text = "\n\n".join(paragraphs)
    assert "\n\n".join(in_parts(text)) == text
