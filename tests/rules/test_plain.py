"""A text without its markup."""

from bot.rules.plain import plain_text


def test_plain_text_keeps_the_words_and_the_addresses():
    html = 'Yth. <b>Inspektur</b> &amp; staf: <a href="https://kpk.go.id">laman</a><x>'
    assert plain_text(html) == "Yth. Inspektur & staf: laman (https://kpk.go.id)"
