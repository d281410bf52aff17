"""/audit: entries of the log, and whether its chain holds."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages.render import render
from bot.rules.chain import Break, Damage
from bot.rules.clocks import WIB, clock_time, local_date, short_date
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.sheets import AuditLine

LEBIH_LAMA = "Lebih lama"
BERKAS = "Berkas XLSX"
PERIKSA = "Periksa rantai"

_DAMAGES = {
    Damage.MISSING: "nomor ini hilang",
    Damage.CHANGED: "catatan ini, atau yang sebelumnya, telah diubah",
    Damage.TEXT_CHANGED: "teks pribadi catatan ini telah diubah",
    Damage.CUT: "akhir rantai terpotong mulai nomor ini",
}
#: More damaged places than these are counted, not listed.
_MOST = 10


def page(lines: Sequence[AuditLine], *, older_than: int | None) -> Text:
    """Entries, the newest first, with a way to the older ones."""
    entries = [
        {
            "number": line.number,
            "at": f"{short_date(local_date(line.at, WIB))} {clock_time(line.at, WIB)}",
            "who": line.who,
            "action": line.action,
            "object": line.object,
            "detail": line.detail,
        }
        for line in lines
    ]
    older = ((Button(LEBIH_LAMA, data=f"aud:older:{older_than}"),),) if older_than else ()
    return Text(render("audit_page", entries=entries), (*older, *_ROW))


def verified(*, number: int, hash: str, breaks: Sequence[Break]) -> Text:
    """The chain holds, or where it does not."""
    wrong = [(one.number, _DAMAGES[one.damage]) for one in breaks[:_MOST]]
    more = max(0, len(breaks) - _MOST)
    return Text(render("audit_verified", number=number, hash=hash, wrong=wrong, more=more))


_ROW: Keyboard = ((Button(BERKAS, data="aud:file"), Button(PERIKSA, data="aud:check")),)
