"""Why something an official asked for himself was not approved, as he reads it."""

from __future__ import annotations

from bot.rules.requests import Refusal, Refused

_WHY = {
    Refusal.NOT_THE_OFFICIAL: "hal ini belum dapat kami pastikan dengan kantor Bapak/Ibu",
    Refusal.SEAT_FILLED: "jabatan tersebut tercatat atas nama pejabat lain",
    Refusal.UNCLEAR: "yang ditulis belum jelas bagi kami",
    Refusal.BY_CODE: "hal ini diselesaikan dengan kode undangan, yang dapat diminta kepada narahubung",
}


def why(refused: Refused) -> str:
    """The end of a sentence, without its full stop."""
    return _WHY.get(refused.reason) or refused.words.rstrip(".")
