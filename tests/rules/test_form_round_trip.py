"""The form and back: a draft written as a form reads the same, and no text breaks the reader."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.clocks import WIB, WIT, WITA, ZONES, zone_label
from bot.rules.meeting_form import Circumstances, MeetingDraft, MeetingFormMistake, SittingDraft
from bot.rules.meeting_reading import read_form
from bot.rules.meetings import Join
from tests.rules.test_meeting_form import CODES, COHORT, HERE, NOW, find

words = st.text("abcdefghijklmnopqrstuvwxyzABC /-0123456789", min_size=1, max_size=30).map(
    lambda text: "x" + " ".join(text.split())
)
joins = st.builds(
    Join,
    st.sampled_from(["https://zoom.us/j/1", "https://meet.google.com/abc"]),
    words,
    words,
)


@st.composite
def drafts(draw):
    """Up to five sittings a day apart, each with its own way in."""
    sittings = []
    for day in range(draw(st.integers(1, 5))):
        zone = draw(st.sampled_from([WIB, WITA, WIT]))
        start = datetime(2025, 3, 5 + day, draw(st.integers(0, 20)), draw(st.integers(0, 59)), tzinfo=zone)
        places = draw(st.lists(st.sampled_from(COHORT), min_size=1, unique=True))
        end = start + timedelta(minutes=draw(st.integers(1, 180)))
        sittings.append(SittingDraft(start, end, zone, tuple(places), draw(joins)))
    return MeetingDraft(draw(words), draw(words), tuple(sittings))


def written(draft):
    """The form somebody would type for this draft, with a way in below each sitting."""
    lines = [f"Judul: {draft.title}", f"Surat: {draft.surat_undangan}"]
    for each in draft.sittings:
        names = ", ".join(place.name for place in each.regions)
        span = f"{each.starts_at:%d-%m-%Y %H.%M}-{each.ends_at:%H.%M} {zone_label(each.zone)}"
        lines += [f"Sesi: {span}; {names}", f"Tautan: {each.join.link}"]
        lines += [f"ID rapat: {each.join.meeting_id}", f"Kode sandi: {each.join.passcode}"]
    return "\n".join(lines)


@given(drafts())
def test_a_draft_written_as_a_form_reads_back_the_same(draft):
    assert read_form(written(draft), circumstances=HERE) == draft


@given(st.text(max_size=300), st.sampled_from(sorted(ZONES)))
def test_no_text_breaks_the_reader(text, zone):
    try:
        read_form(text, circumstances=Circumstances(NOW, find, COHORT, CODES, ZONES[zone]))
    except MeetingFormMistake as mistake:
        assert mistake.problems
