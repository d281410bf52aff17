"""The HTML parser: what it reads, and in which words it refuses."""

import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.practice.entities import Entity, Formatted, cleaned, units
from bot.practice.html import parse_html
from bot.practice.links import with_found_entities
from bot.practice.refusals import Refusal

WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"))
PREFIX = "Bad Request: can't parse entities: "


@given(WORDS)
def test_escaped_text_comes_back_as_it_was(text):
    assert parse_html(html.escape(text, quote=False)) == Formatted(text)


@given(WORDS.filter(bool), WORDS)
def test_an_entity_counts_utf16_units(bold, after):
    source = f"{html.escape(after)}<b>{html.escape(bold)}</b>{html.escape(after)}".replace("&#x27;", "'")
    assert parse_html(source) == Formatted(after + bold + after, (Entity("bold", units(after), units(bold)),))


@given(st.text(st.sampled_from("<>/&;=\"' abi#x0")))
def test_any_markup_is_read_or_refused_in_telegrams_words(source):
    try:
        parsed = parse_html(source)
    except Refusal as refusal:
        assert refusal.description.startswith(PREFIX)
    else:
        assert all(0 <= entity.offset < entity.end <= units(parsed.text) for entity in parsed.entities)


@given(WORDS)
def test_cleaning_twice_changes_nothing(text):
    once = cleaned(Formatted(text))
    assert cleaned(once) == once


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<x>a</x>", 'Unsupported start tag "x" at byte offset 0'),
        # the offset counts bytes, not characters
        ("é😀<p>", 'Unsupported start tag "p" at byte offset 6'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("a < 3", 'Unsupported start tag "" at byte offset 2'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<a =x>a</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        (
            "<a href>a</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ("<a href=x_y>a</a>", "Unexpected end of name token at byte offset 8"),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_what_telegram_cannot_parse(source, words):
    with pytest.raises(Refusal) as refused:
        parse_html(source)
    assert refused.value.description == PREFIX + words


@pytest.mark.parametrize(
    ("source", "entity"),
    [
        ("<b>a</b>", Entity("bold", 0, 1)),
        ("<STRONG>a</>", Entity("bold", 0, 1)),
        ("<i>a</i>", Entity("italic", 0, 1)),
        ("<em>a</em>", Entity("italic", 0, 1)),
        ("<u>a</u>", Entity("underline", 0, 1)),
        ("<ins>a</ins>", Entity("underline", 0, 1)),
        ("<s>a</s>", Entity("strikethrough", 0, 1)),
        ("<strike>a</strike>", Entity("strikethrough", 0, 1)),
        ("<del>a</del>", Entity("strikethrough", 0, 1)),
        ("<tg-spoiler>a</tg-spoiler>", Entity("spoiler", 0, 1)),
        ('<span class="tg-spoiler">a</span>', Entity("spoiler", 0, 1)),
        ("<code>a</code>", Entity("code", 0, 1)),
        ("<pre>a</pre>", Entity("pre", 0, 1)),
        ('<pre><code class="language-py">a</code></pre>', Entity("pre", 0, 1, language="py")),
        ('<code class="language-py">a</code>', Entity("code", 0, 1)),
        ("<blockquote>a</blockquote>", Entity("blockquote", 0, 1)),
        ("<blockquote expandable>a</blockquote>", Entity("expandable_blockquote", 0, 1)),
        ('<tg-emoji emoji-id="5368">a</tg-emoji>', Entity("custom_emoji", 0, 1, custom_emoji_id="5368")),
        (
            '<tg-time unix="1740963600" format="wDT">a</tg-time>',
            Entity("date_time", 0, 1, unix_time=1740963600, date_time_format="wDT"),
        ),
        (
            '<a href="https://kpk.go.id/?a=1&amp;b=2">a</a>',
            Entity("text_link", 0, 1, url="https://kpk.go.id/?a=1&b=2"),
        ),
        ("<a href='kpk.go.id'>a</a>", Entity("text_link", 0, 1, url="http://kpk.go.id/")),
        ('<a href="tg://user?id=7000000005">a</a>', Entity("text_mention", 0, 1, user_id=7000000005)),
    ],
)
def test_every_tag(source, entity):
    assert parse_html(source) == Formatted("a", (entity,))


def test_links_telegram_does_not_take_vanish_silently():
    assert parse_html('<a href="bukan tautan">a</a>') == Formatted("a")


def test_references():
    assert parse_html("&lt;&gt;&amp;&quot;&#65;&#x42;&nbsp;&copy;& &#0;") == Formatted(
        '<>&"AB&nbsp;&copy;& &#0;'
    )


def test_half_a_surrogate_pair_is_refused():
    with pytest.raises(Refusal) as refused:
        parse_html("&#xd83d;")
    assert refused.value.description == (
        PREFIX + "Text contains invalid Unicode characters after decoding HTML entities, "
        "check for unmatched surrogate code units"
    )


def test_nested_tags_stay_nested():
    assert parse_html("<b>a<i>b</i></b>") == Formatted("ab", (Entity("bold", 0, 2), Entity("italic", 1, 1)))


def test_blanks_at_the_ends_go_and_entities_shrink_with_them():
    assert cleaned(parse_html("\n  a <b>b \n</b> ")) == Formatted("a b", (Entity("bold", 2, 1),))


def test_an_entity_of_blanks_alone_goes():
    assert cleaned(parse_html("a<b> </b>b")) == Formatted("a b")


def test_control_characters_become_spaces_and_carriage_returns_go():
    assert cleaned(parse_html("a\tb\r\n<b>c</b>")) == Formatted("a b\nc", (Entity("bold", 4, 1),))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start abc", [("bot_command", 0, 6)]),
        ("kirim /cek_k7m2q9x4pa, ya", [("bot_command", 6, 15)]),
        ("dan/atau", []),
        ("😀 https://kpk.go.id/a?b=1.", [("url", 3, 23)]),
        ("lihat kpk.go.id", [("url", 6, 9)]),
        ("tulis ke a.b@kpk.go.id", [("email", 9, 13)]),
        ("@permas_latihan_bot", [("mention", 0, 19)]),
    ],
)
def test_what_telegram_finds_by_itself(text, found):
    entities = with_found_entities(Formatted(text)).entities
    assert [(entity.type, entity.offset, entity.length) for entity in entities] == found


def test_nothing_is_found_inside_code():
    assert with_found_entities(parse_html("<code>/start</code>")).entities == (Entity("code", 0, 6),)


def test_an_entity_shows_only_what_it_has():
    shown = json.dumps(Entity("text_link", 1, 2, url="https://kpk.go.id/").api())
    assert shown == '{"type": "text_link", "offset": 1, "length": 2, "url": "https://kpk.go.id/"}'
