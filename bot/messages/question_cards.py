"""Tanya as staff read it: cards, the history of a thread, what to do with it, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.messages.render import render
from bot.rules.clocks import WIB, moment_in_words
from bot.rules.names import shown_name
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.parts import in_parts
from bot.rules.questions import EntryView, QuestionState, QuestionView, Said

JAWAB, AMBIL, SERAHKAN, RIWAYAT = "Jawab", "Ambil", "Serahkan kepada …", "Riwayat"
SELESAI, PENGADUAN, BERKAS = "Selesai", "Ini pengaduan", "Lihat berkas"
KIRIM_JUGA, JANGAN = "Kirim juga", "Jangan kirim"
YA_PENGADUAN, KEMBALI = "Ya, ini pengaduan", "Kembali"

#: Characters of one message on a card that is edited, and in a history.
_SHORT, _LONG = 900, 1_500
#: Messages of a history; what is older is counted.
_MOST = 30
#: Whose turn it is.
TURNS = {
    QuestionState.OPEN: "menunggu jawaban petugas",
    QuestionState.ANSWERED: "sudah dijawab",
    QuestionState.CLOSED: "selesai",
    QuestionState.COMPLAINT: "dialihkan sebagai pengaduan",
}


def card(
    view: QuestionView,
    words: Sequence[EntryView],
    *,
    reader: int | None,
    is_edit: bool = False,
    by: str = "",
) -> Text:
    """To staff: who asks, and ``words``, shortened on an edit. ``by``: who hands it over."""
    answer = view.last_answer if view.state is not QuestionState.OPEN else None
    shown: dict[str, object] = {
        "it": view,
        "name": shown_name(view.name),
        "state": TURNS[view.state],
        "since": _at(view.waiting_since) if view.waiting_since else "",
        "handed_by": shown_name(by) if by else "",
        "answer": _entry(answer, _SHORT) if answer else None,
        "words": [_entry(one, _SHORT if is_edit else 0) for one in words],
    }
    html = render("question_card", **shown, is_long=False)
    if not is_edit and len(in_parts(html)) > 1:  # how it stands belongs to the last part: that is edited
        html = render("question_card", **shown, is_long=True)
    return Text(html, buttons(view, reader=reader))


def buttons(view: QuestionView, *, reader: int | None) -> Keyboard:
    """What can be done with a thread; what changes it says which version was seen."""
    one, seen = view.question, f"{view.question}:{view.version}"
    if view.state is QuestionState.COMPLAINT:
        return ()
    rows: list[tuple[Button, ...]] = []
    if view.is_acting:
        rows.append((Button(JAWAB, f"tanya_jawab:{one}", style="primary"),))
    if view.is_live:
        mine = view.assigned_id is not None and view.assigned_id == reader
        take = () if mine else (Button(AMBIL, f"tanya_ambil:{seen}"),)
        rows.append((*take, Button(SERAHKAN, f"tanya_serah:{seen}")))
    look = (Button(RIWAYAT, f"tanya_riwayat:{one}"),)
    rows.append((*look, Button(BERKAS, f"tanya_berkas:{one}")) if view.files else look)
    complaint = Button(PENGADUAN, f"tanya_aduan:{seen}")
    rows.append((Button(SELESAI, f"tanya_selesai:{seen}"), complaint) if view.is_live else (complaint,))
    return tuple(rows)


def file_caption(view: QuestionView, entry: EntryView) -> Text:
    """Under a file of the thread."""
    return Text(render("question_file_caption", it=view, name=entry.said.filename))


def history(view: QuestionView) -> Text:
    """Everything that was said, in order."""
    shown = view.entries[-_MOST:]
    html = render(
        "question_history",
        it=view,
        name=shown_name(view.name),
        state=TURNS[view.state],
        entries=[_entry(one, _LONG) for one in shown],
        earlier=len(view.entries) - len(shown),
    )
    return Text(html, buttons(view, reader=None))


def ask_answer(view: QuestionView) -> Text:
    """Jawab: the next words go to the official as they are."""
    return Text(render("question_ask_answer", it=view, name=shown_name(view.name)))


def answered_before(view: QuestionView, last: EntryView) -> Text:
    """A colleague was quicker: his answer, and whether this one goes too."""
    return Text(render("question_answered_before", it=view, last=_entry(last, _LONG)), again_row(view))


def again_row(view: QuestionView) -> Keyboard:
    """Whether a second answer goes too."""
    one = view.question
    return ((Button(KIRIM_JUGA, f"tanya_juga:{one}"), Button(JANGAN, f"tanya_jangan:{one}")),)


def also_answered(view: QuestionView, said: Said, *, by: str) -> Text:
    """To whoever answered first: a colleague answered too, and what."""
    words = _cut(said.text, _LONG)
    return Text(render("question_also_answered", it=view, by=shown_name(by), words=words, file=said.filename))


def answer_sent(view: QuestionView) -> Text:
    """To whoever answered: it is on its way."""
    return Text(render("question_answer_sent", it=view))


def answer_lost(view: QuestionView) -> Text:
    """To whoever answered: Telegram did not take it, or nobody knows."""
    return Text(render("question_answer_lost", it=view, name=shown_name(view.name)))


def taken(view: QuestionView) -> Text:
    return Text(render("question_taken", it=view))


def choose_hand(view: QuestionView, others: Sequence[tuple[int, str]]) -> Text:
    """Serahkan: to which colleague."""
    seen = f"{view.question}:{view.version}"
    rows = tuple(
        (Button(shown_name(name or "Petugas"), f"tanya_serah_ke:{seen}:{staff}"),) for staff, name in others
    )
    return Text(render("question_choose_hand", it=view, is_alone=not others), rows)


def handed(view: QuestionView) -> Text:
    return Text(render("question_handed", it=view))


def closed(view: QuestionView, *, is_told: bool) -> Text:
    """To whoever pressed Selesai; ``is_told``: whoever asked is."""
    is_answered = view.state is QuestionState.ANSWERED
    return Text(render("question_closed_noted", it=view, is_told=is_told, is_answered=is_answered))


def ask_complaint(view: QuestionView) -> Text:
    """Ini pengaduan: what happens then, asked once more."""
    seen = f"{view.question}:{view.version}"
    yes = Button(YA_PENGADUAN, f"tanya_aduan_ya:{seen}", style="danger")
    back = Button(KEMBALI, f"tanya_buka:{view.question}")
    return Text(render("question_ask_complaint", it=view), ((yes, back),))


def gone_as_complaint(view: QuestionView) -> Text:
    """What cards say once all words are gone."""
    return Text(render("question_gone_as_complaint", it=view))


def gone() -> Text:
    """The same where whoever asked has had everything erased."""
    return Text(render("question_gone"))


def referred(view: QuestionView, *, is_told: bool) -> Text:
    """To whoever said that it is a complaint; whoever asked and is not told hears it from staff."""
    return Text(render("question_referred_noted", it=view, is_told=is_told))


def _entry(entry: EntryView, most: int) -> dict[str, str | bool]:
    """One message for a template; ``most`` characters of it, 0: all."""
    said = entry.said
    return {
        "by": f"Jawaban petugas ({shown_name(entry.by)})" if entry.by else "Jawaban petugas",
        "is_staff": entry.is_staff,
        "at": _at(entry.at),
        "words": _cut(said.text, most),
        "file": said.filename,
        "about": said.about,
        "is_gone": entry.is_gone,
    }


def _cut(words: str, most: int) -> str:
    return words if not most or len(words) <= most else f"{words[:most].rstrip()} …"


def _at(at: datetime) -> str:
    return moment_in_words(at, WIB)
