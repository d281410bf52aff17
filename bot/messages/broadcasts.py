"""A siaran as its recipient reads it. One function for the preview and for what is sent."""

from __future__ import annotations

from dataclasses import replace

from bot.messages import system
from bot.messages.render import render
from bot.rules.audiences import Addressee
from bot.rules.broadcasts import OWN_UNITS, OWN_UNITS_OF_CAPTION, Content, SharedPart
from bot.rules.codes import SAMPLE_CODE
from bot.rules.outbox import Button, Keyboard, Text
from bot.rules.parts import LIMIT, fits_a_caption, in_parts

READ = "Sudah dibaca"
#: In a preview: no such message was sent, and whoever tries the code hears so.
NO_CODE = SAMPLE_CODE


def letter(content: Content, *, to: Addressee, code: str) -> tuple[tuple[SharedPart, Text], ...]:
    """The messages one recipient gets, in order: each as all share it, and in full with his own words."""
    salutation, proof = salutation_of(to), system.proof(code)
    return tuple((part, Text(part.whole(salutation, proof), part.buttons)) for part in shared_parts(content))


def salutation_of(to: Addressee) -> str:
    """Yth. Bapak/Ibu Sari, Inspektur Kota Bontang."""
    return render("siaran_salutation", name=to.name, post=to.post, is_holder=to.is_holder)


def shared_parts(content: Content) -> tuple[SharedPart, ...]:
    """What is the same for everybody: cut for Telegram, the buttons with the last message.

    A file has the text under it where that fits; otherwise it goes first, by itself.
    """
    heading, body = _heading(content), _body(content)
    if content.file_id and _fits(heading, body):
        texts = [SharedPart(content.method, body, content.file_id, heading, greets=True)]
    else:
        pieces = in_parts(body, limit=LIMIT - OWN_UNITS - len(heading.encode("utf-16-le")) // 2)
        texts = [SharedPart("sendMessage", piece) for piece in pieces]
        texts[0] = replace(texts[0], heading=heading, greets=True)
        if content.file_id:
            texts.insert(0, SharedPart(content.method, file_id=content.file_id))
    texts[-1] = replace(texts[-1], proves=True, buttons=_buttons(content))
    return tuple(texts)


def _fits(heading: str, body: str) -> bool:
    return fits_a_caption(f"{heading}\n\n{body}{'x' * OWN_UNITS_OF_CAPTION}")


def _heading(content: Content) -> str:
    return render("siaran_heading", title=content.title)


def _body(content: Content) -> str:
    return render("siaran_body", content=content)


def _buttons(content: Content) -> Keyboard:
    read = Button(READ, data=f"dibaca:{content.broadcast}", style="primary")
    link = Button(f"{content.link_text} ({content.host})", url=content.link_url)
    return (*(((link,),) if content.link_url else ()), *(((read,),) if content.wants_read else ()))
