"""What cannot be seen is not kept, and what cannot be read is no answer."""

from __future__ import annotations

import pytest

from bot.rules.request_words import WordsMissing, typed_words
from bot.rules.visible import without_unseen


def test_what_turns_or_hides_is_left_out_and_lines_stay():
    assert without_unseen("a\u202eb\u200b\x00c\nd\te") == "abc\nd e"


@pytest.mark.parametrize("text", ["", " ", "\x00", "\u200b\u2066", "\u202e \n"])
def test_nothing_to_read_is_no_answer(text):
    with pytest.raises(WordsMissing):
        typed_words(text)


@pytest.mark.parametrize("text", ["?", "7", "ya", "👍"])
def test_a_sign_is_enough(text):
    assert typed_words(text) == text
