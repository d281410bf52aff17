"""The recipients of a siaran: a choice in words, and the screens of buttons by which it is made."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages.render import render
from bot.rules.audience_choices import PAGE, Chosen, Field, Option, Saved, Screen
from bot.rules.audiences import AlertWish, AnswerWish, Audience, Found
from bot.rules.criteria import Stage
from bot.rules.outbox import Button, Keyboard, Text

STAGES = {Stage.CALON: "Calon", Stage.PENETAPAN: "Penetapan", Stage.DIPERTAHANKAN: "Dipertahankan"}
ANSWERS = {
    AnswerWish.NONE: "Belum menjawab",
    AnswerWish.HADIR: "Hadir",
    AnswerWish.DIWAKILKAN: "Diwakilkan",
    AnswerWish.TIDAK_HADIR: "Tidak hadir",
    AnswerWish.MENUNGGU_ARAHAN: "Menunggu arahan",
}
ALERTS = {
    AlertWish.OPEN: "Pemberitahuan capaian masih terbuka",
    AlertWish.UNRECEIVED: "Pemberitahuan capaian belum diterima",
}
KEMBALI, SELESAI, SIMPAN, KOSONGKAN, SEMUA = (
    "Kembali",
    "Selesai",
    "Simpan pilihan",
    "Kosongkan",
    "Semua pejabat terdaftar",
)
_ON, _OFF = "●", "○"
_MENU = (
    ((Screen.COHORT, "Angkatan"), (Screen.STAGE, "Tahap")),
    ((Screen.REGION, "Daerah"), (Screen.PROVINCE, "Provinsi")),
    ((Screen.POST, "Jabatan"), (Screen.MEETING, "Jawaban rapat")),
    ((Screen.ALERT, "Pemberitahuan capaian"), (Screen.SAVED, "Tersimpan")),
)
_LONGEST_LABEL = 48


def chosen(one: Chosen) -> str:
    """A choice in lines, as it stands in other texts."""
    return render(
        "siaran_chosen",
        one=one,
        stages=[STAGES.get(stage, stage.value).lower() for stage in one.audience.stages],
        answers=[ANSWERS[answer].lower() for answer in one.audience.answers],
        alert=ALERTS[one.audience.alert].lower() if one.audience.alert else "",
    )


def choosing(
    *,
    number: int,
    version: int,
    screen: Screen,
    page: int,
    who: str,
    found: Found,
    options: Sequence[Option],
    saved: Sequence[Saved],
    audience: Audience,
    is_done: bool = False,
) -> Text:
    """One screen: what is chosen, how many that is, and the buttons."""
    html = render(
        "siaran_choose",
        number=number,
        screen=screen.name.lower(),
        who=who,
        found=found,
        saved=saved,
        is_empty=audience.is_empty,
        lacks=_lacks(audience, is_done=is_done),
        offers_nothing=screen not in (Screen.MAIN, Screen.SAVED) and not options,
    )
    to = _Buttons(number, version)
    if screen is Screen.MAIN:
        return Text(html, to.menu(audience))
    if screen is Screen.SAVED:
        return Text(html, (*to.saved(saved, page), to.back()))
    return Text(html, (*to.page_of(options, screen, page), to.back()))


def _lacks(audience: Audience, *, is_done: bool) -> str:
    """Why nobody is meant yet, where that has to be said."""
    if not audience.is_empty:
        return ""
    return "places" if audience.posts else "everything" if is_done else ""


class _Buttons:
    """All carry the draft and its version."""

    def __init__(self, number: int, version: int) -> None:
        self.number, self.version = number, version

    def menu(self, audience: Audience) -> Keyboard:
        rows = [tuple(self._open(words, screen) for screen, words in row) for row in _MENU]
        rows.append((self._switch(SEMUA, Field.EVERYBODY, "1", 0),))
        if audience != Audience():
            keep = Button(SIMPAN, data=f"siaran_nama:{self.number}:{self.version}")
            clear = self._switch(KOSONGKAN, Field.NOTHING, "1", 0)
            rows.append((clear,) if audience.is_empty else (clear, keep))
        done = Button(SELESAI, data=f"siaran_lanjut:{self.number}", style="primary")
        return (*rows, (done,))

    def page_of(self, options: Sequence[Option], screen: Screen, page: int) -> Keyboard:
        return self._paged([(self._option(option, page),) for option in options], screen, page)

    def saved(self, saved: Sequence[Saved], page: int) -> Keyboard:
        rows = [
            (
                Button(one.name, data=f"siaran_pakai:{self.number}:{self.version}:{one.id}"),
                *((Button("Hapus", data=f"siaran_hapus:{one.id}"),) if one.may_remove else ()),
            )
            for one in saved
        ]
        return self._paged(rows, Screen.SAVED, page)

    def _paged(self, rows: Sequence[tuple[Button, ...]], screen: Screen, page: int) -> Keyboard:
        last = max(0, (len(rows) - 1) // PAGE)
        page = min(max(page, 0), last)
        turns = tuple(
            self._open(words, screen, to)
            for words, to in (("◂ Sebelumnya", page - 1), ("Berikutnya ▸", page + 1))
            if 0 <= to <= last
        )
        return (*rows[page * PAGE : page * PAGE + PAGE], *((turns,) if turns else ()))

    def back(self) -> tuple[Button, ...]:
        return (self._open(KEMBALI, Screen.MAIN),)

    def _option(self, option: Option, page: int) -> Button:
        label = option.label if len(option.label) <= _LONGEST_LABEL else option.label[:_LONGEST_LABEL] + "…"
        return self._switch(f"{_ON if option.is_on else _OFF} {label}", option.field, option.value, page)

    def _switch(self, words: str, field: Field, value: str, page: int) -> Button:
        return Button(words, data=f"siaran_pilih:{self.number}:{self.version}:{page}:{field}:{value}")

    def _open(self, words: str, screen: Screen, page: int = 0) -> Button:
        return Button(words, data=f"siaran_siapa:{self.number}:{self.version}:{screen}:{page}")


def ask_name(*, number: int) -> Text:
    """The name under which a choice is kept."""
    return Text(render("siaran_ask_name"), ((Button(KEMBALI, data=f"siaran_kartu:{number}"),),))


def kept(name: str, *, number: int, version: int) -> Text:
    back = Button("Kembali ke penerima", data=f"siaran_siapa:{number}:{version}:{Screen.MAIN}:0")
    done = Button(SELESAI, data=f"siaran_lanjut:{number}", style="primary")
    return Text(render("siaran_kept", name=name), ((back, done),))


def removed(name: str) -> Text:
    return Text(render("siaran_removed", name=name))
