"""Thanks, greetings and "baik, Pak": words that ask nothing of anybody."""

from __future__ import annotations

import re

#: What a message consists of that thanks, greets or says yes sir, and asks nothing.
_COURTESY = """
    terima kasih terimakasih makasih trims trimakasih thanks thank you matur nuwun suwun hatur nuhun
    baik siap ok oke okay sip noted dimengerti mengerti paham dipahami laksanakan diterima
    selamat pagi siang sore malam assalamualaikum assalamu'alaikum assalamu alaikum waalaikumsalam
    wassalam wr wb halo hallo hai salam hormat permisi sama-sama
    pak bu bapak ibu bpk bapak/ibu mas mbak kpk tim min admin
    banyak sekali sudah kembali atas informasi informasinya infonya bantuan bantuannya jawaban jawabannya
    penjelasan penjelasannya arahan arahannya kami saya ucapkan
"""
#: One of these has to be among them: "sudah" alone may be an answer.
_TELLING = """
    kasih terimakasih makasih trims trimakasih thanks nuwun suwun nuhun baik siap ok oke okay sip noted
    dimengerti mengerti paham dipahami selamat assalamualaikum assalamu'alaikum assalamu waalaikumsalam
    wassalam halo hallo hai salam permisi sama-sama
"""
_COURTESIES, _CORE = frozenset(_COURTESY.split()), frozenset(_TELLING.split())
_LONGEST_COURTESY = 10


def is_courtesy(text: str) -> bool:
    """Whether this only thanks, greets or says that it was understood."""
    words = re.findall(r"[\w/'-]+", text.casefold().replace("\u2019", "'"))
    if not words:
        return "?" not in text  # signs only, such as folded hands
    return (
        "?" not in text
        and len(words) <= _LONGEST_COURTESY
        and _COURTESIES.issuperset(words)
        and not _CORE.isdisjoint(words)
    )
