"""/bukti as a file: the same lines with text, every answer, and those who were never written to."""

from __future__ import annotations

from datetime import datetime

from bot.messages.deliveries import answer_in_words, read_in_words, rewritten_in_words, state_in_words
from bot.messages.seats import by_name
from bot.rules.clocks import WIB, moment_in_words, zone_named
from bot.rules.deliveries import Delivery, Unwritten
from bot.rules.plain import plain_text
from bot.rules.sheets import DeliveryLine


def printed(by: str, at: datetime, *, shown: int, of: int, unwritten: int = 0) -> tuple[str, str]:
    """Who printed it and when; and whether these are all there are."""
    who = f"Dicetak oleh {by}, {moment_in_words(at, WIB)}." if by else f"Dicetak {moment_in_words(at, WIB)}."
    if unwritten and shown == of:
        of_people = f"{unwritten} penerima yang tidak dapat dikirimi"
        return who, f"{of - unwritten} pesan, terbaru lebih dahulu, dan {of_people}. Isi lengkap: nomor /cek."
    if shown == of:
        return who, f"{of} pesan, terbaru lebih dahulu. Isi lengkap: nomor /cek atau berkas XLSX."
    return who, f"{shown} baris terbaru dari {of}; seluruhnya pada berkas XLSX."


def file_line(one: Delivery) -> DeliveryLine:
    """The same for a file: with the text, and with every answer."""
    return DeliveryLine(
        number=one.number,
        at=one.at,
        local_time=moment_in_words(one.at, zone_named(one.zone)),
        post=one.post,
        name=by_name(one.name, one.kind),
        title=one.title or "tanda terima atau kartu yang diperbarui",
        version=one.version,
        result=". ".join(words for words in (state_in_words(one), rewritten_in_words(one)) if words),
        attempts=one.attempts,
        message_id=one.message_id,
        proof_code=one.proof_code,
        text=plain_text(one.html),
        answers="\n".join(answer_in_words(answer, zone_name=one.zone) for answer in one.answers),
        read=read_in_words(one),
    )


def unwritten_line(one: Unwritten, *, title: str, at: datetime) -> DeliveryLine:
    """Somebody whom a siaran was for and to whom nothing was sent; ``at``: when it began."""
    return DeliveryLine(
        number=None,
        at=at,
        local_time=moment_in_words(at, zone_named(one.zone)),
        post=one.post,
        name=one.name,
        title=title,
        version=None,
        result=f"tidak dikirim: {one.why}",
        attempts=0,
        message_id=None,
        proof_code="",
        text="",
        answers="",
    )
