"""One text for many: what all get is stored once, what is each recipient's own stands with his message.

The whole text is put together here and nowhere else: where a message leaves, and where somebody looks at
what was sent (/cek, /bukti).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

#: Stand in a shared text where the recipient's address and the code of his message go. Private characters
#: of Unicode: nobody types them, and every letter keeps its place in the text.
ADDRESS, CODE = "\ue000", "\ue001"

#: Of the shared payload: the messages it consists of, in order.
_PARTS = "parts"
#: Of the own payload: which of these, and what stands at the marks.
_PART, _ADDRESS, _CODE = "part", "to", "code"


def shared(parts: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """The payload that is stored once: the body of each message, with marks in its text."""
    return {_PARTS: [dict(part) for part in parts]}


def own(*, part: int, address: str = "", code: str = "", **more: object) -> dict[str, object]:
    """The payload of one recipient's message. ``address`` is finished HTML; ``more`` goes as it is."""
    return {_PART: part, _ADDRESS: address, _CODE: code, **more}


def whole(body: Mapping[str, object], of_recipient: Mapping[str, object]) -> dict[str, object]:
    """The body of the request for one recipient; empty where his words were forgotten."""
    parts = body.get(_PARTS)
    if not isinstance(parts, list):
        return {**body, **of_recipient}
    number = of_recipient.get(_PART)
    if not isinstance(number, int):
        return dict(of_recipient)
    address, code = (str(of_recipient.get(name, "")) for name in (_ADDRESS, _CODE))
    more = {key: value for key, value in of_recipient.items() if key not in (_PART, _ADDRESS, _CODE)}
    return {key: _filled(value, address, code) for key, value in parts[number].items()} | more


def words_of(payload: Mapping[str, object], body: Mapping[str, object] | None = None) -> str:
    """The text of a message, or what stands under its file, as it was sent; ``body`` is that of many."""
    sent = payload if body is None else whole(body, payload)
    return str(sent.get("text") or sent.get("caption") or "")


def words_until(payload: Mapping[str, object], body: Mapping[str, object]) -> list[str]:
    """The same of each message of a text for many, up to and with this recipient's."""
    number = payload.get(_PART)
    if not isinstance(number, int):
        return [words_of(payload, body)]
    return [words_of({**payload, _PART: part}, body) for part in range(number + 1)]


def _filled(value: object, address: str, code: str) -> object:
    return value.replace(ADDRESS, address).replace(CODE, code) if isinstance(value, str) else value
