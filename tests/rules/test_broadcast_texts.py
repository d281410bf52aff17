"""What officers write: plain formatting stays, links show where they lead, nothing hides."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.broadcast_texts import (
    BroadcastTextUnusable,
    TextProblem,
    continued,
    read_link,
    read_title,
    safe_html,
)

ADDRESS = "https://permas.kpk.go.id/panduan"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<b>Tebal</b> <i>miring</i> <u>garis</u> <s>coret</s>", None),
        ("<code>k</code> <pre>p</pre> <blockquote>q</blockquote>", None),
        ("a &lt;b&gt; &amp; c", None),
        (f'<a href="{ADDRESS}">{ADDRESS}</a>', None),
        (f'<a href="{ADDRESS}">permas.kpk.go.id/panduan</a>', None),
        (f'<a href="{ADDRESS}">Panduan</a>', f'<a href="{ADDRESS}">Panduan</a> ({ADDRESS})'),
        ('<span class="tg-spoiler">rahasia</span>', "rahasia"),
        ('<tg-emoji emoji-id="1">x</tg-emoji> ya', "x ya"),
        ('<a href="tg://user?id=1">Sari</a>', "Sari"),
        ("<blockquote expandable>q</blockquote>", "<blockquote>q</blockquote>"),
        ('<pre><code class="language-x">p</code></pre>', "<pre><code>p</code></pre>"),
        ("abc\u202edef\u200b", "abcdef"),
        ("  x \n", "x"),
    ],
)
def test_what_is_kept(written, kept):
    assert safe_html(written) == (written if kept is None else kept)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("", TextProblem.EMPTY),
        (" \n\u202e\u200b ", TextProblem.EMPTY),
        ("<b> </b>", TextProblem.EMPTY),
        ("x" * 10_001, TextProblem.TOO_LONG),
        ('<a href="http://kpk.go.id">laman</a>', TextProblem.NOT_HTTPS),
        ("lihat http://kpk.go.id", TextProblem.NOT_HTTPS),
        ('<a href="https://kpk.go.id@evil.example/">laman</a>', TextProblem.NOT_HTTPS),
        ('<a href="https://kрk.go.id">laman</a>', TextProblem.NOT_HTTPS),  # a Cyrillic letter
        ('<a href="javascript:alert(1)">laman</a>', TextProblem.NOT_HTTPS),
        ('<a href="https://evil.example/x">kpk.go.id</a>', TextProblem.DISGUISED),
        ('<a href="https://evil.example/x"><b>https://kpk.go.id</b></a>', TextProblem.DISGUISED),
    ],
)
def test_what_is_refused(written, problem):
    with pytest.raises(BroadcastTextUnusable) as refused:
        safe_html(written)
    assert refused.value.problem is problem


@given(st.text())
def test_whatever_is_typed_nothing_but_known_tags_comes_out(typed):
    try:
        html = safe_html(typed)
    except BroadcastTextUnusable:
        return
    assert set(re.findall(r"<[^>]*>", html)) <= {
        f"<{slash}{tag}>"
        for slash in ("", "/")
        for tag in ("b", "i", "u", "s", "code", "pre", "blockquote", "a")
    }


def test_a_title_is_one_readable_line():
    assert read_title("  Batas \n unggah ") == "Batas unggah"
    for typed in ("", "abc", "\u202e" * 9, "x" * 81):
        with pytest.raises(BroadcastTextUnusable):
            read_title(typed)


def test_a_link_is_words_and_an_address():
    assert read_link(f"Panduan unggah: {ADDRESS}") == ("Panduan unggah", ADDRESS)
    for typed in (
        ADDRESS,
        "Panduan",
        "Panduan http://kpk.go.id",
        f"bit.ly {ADDRESS}",
        f"{'x' * 41} {ADDRESS}",
    ):
        with pytest.raises(BroadcastTextUnusable):
            read_link(typed)


def test_the_rest_of_a_cut_text_leaves_its_beginning_as_it_is():
    first = safe_html(f'<b>Panduan</b>: <a href="{ADDRESS}">di sini</a>')
    rest = f'dan <a href="{ADDRESS}">di sana</a> &lt;b&gt;'
    whole = continued(first, rest)
    assert whole == f"{first}\n{safe_html(rest)}"
    assert whole.count(f"({ADDRESS})") == 2
    with pytest.raises(BroadcastTextUnusable) as found:
        continued("x" * 9_990, "x" * 10)
    assert found.value.problem is TextProblem.TOO_LONG
