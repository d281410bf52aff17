"""reply_markup: what Telegram accepts, and with which words it refuses the rest."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.practice.links import checked_link
from bot.practice.params import Params
from bot.practice.refusals import Refusal, bad_request

CALLBACK_DATA_LIMIT_BYTES = 64
COPY_TEXT_LIMIT = 256
BUTTONS_LIMIT = 100
STYLES = ("danger", "success", "primary")
ACTIONS = ("url", "callback_data", "copy_text")


@dataclass(frozen=True)
class Markup:
    """A checked reply_markup. ``kind`` is its only telling field, e.g. ``inline_keyboard``."""

    kind: str
    api: Mapping[str, object]

    @property
    def inline(self) -> Mapping[str, object] | None:
        """What a Message shows of it: only inline keyboards, and only with buttons."""
        return self.api if self.kind == "inline_keyboard" and self.api["inline_keyboard"] else None


def read_markup(params: Params, *, inline_only: bool = False, private: bool = True) -> Markup | None:
    """The markup of this call, None without one. ``private``: for one person alone. Raises a Refusal."""
    given = params.mapping("reply_markup", what="reply markup", parsed_as="reply keyboard markup")
    if not given:
        return None
    if "inline_keyboard" in given:
        return Markup("inline_keyboard", {"inline_keyboard": _rows(given["inline_keyboard"], inline=True)})
    if inline_only:
        raise bad_request("inline keyboard expected")
    if "keyboard" in given:
        rows = _rows(given["keyboard"], inline=False)
        if not private and any(button.get("request_contact") is True for row in rows for button in row):
            raise bad_request("phone number can be requested in private chats only")
        return Markup("keyboard", {**given, "keyboard": rows})
    for kind in ("remove_keyboard", "force_reply"):
        if given.get(kind) is True:
            return Markup(kind, given)
    return None


def _rows(given: object, *, inline: bool) -> list[list[Mapping[str, object]]]:
    field = "inline_keyboard" if inline else "keyboard"
    if not isinstance(given, list):
        raise bad_request(f'field "{field}" of the {_markup_name(inline)} must be of type Array')
    rows = []
    for row in given:
        if not isinstance(row, list):
            raise bad_request(f'field "{field}" of the {_markup_name(inline)} must be an Array of Arrays')
        buttons = [_inline_button(button) if inline else _reply_button(button) for button in row]
        if buttons:
            rows.append(buttons)
    if sum(map(len, rows)) > BUTTONS_LIMIT:
        raise bad_request("reply markup is too long")
    return rows


def _markup_name(inline: bool) -> str:
    return "InlineKeyboardMarkup" if inline else "ReplyKeyboardMarkup"


def _reply_button(given: object) -> Mapping[str, object]:
    if isinstance(given, str):
        return {"text": given}
    if not isinstance(given, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be an Object")
    _check_text(given, what="keyboard button")
    return given


def _inline_button(given: object) -> Mapping[str, object]:
    if not isinstance(given, dict):
        raise _unparsable("InlineKeyboardButton must be an Object")
    _check_text(given, what="inline keyboard button")
    if given.get("style") not in (None, *STYLES):
        raise _unparsable("invalid button style specified")
    actions = [name for name in ACTIONS if given.get(name) is not None]
    if not actions:
        raise _unparsable("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _unparsable("exactly one of the optional fields must be used to specify the button type")
    return {**given, **_checked_action(actions[0], given[actions[0]])}


def _checked_action(action: str, value: object) -> Mapping[str, object]:
    if action == "copy_text":
        copied = value.get("text") if isinstance(value, dict) else None
        if not isinstance(copied, str):
            raise _unparsable('Can\'t find field "text"')
        if not 1 <= len(copied) <= COPY_TEXT_LIMIT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        return {action: value}
    if not isinstance(value, str):
        raise _unparsable(f'Field "{action}" must be of type String')
    if action == "callback_data":
        if not 1 <= len(value.encode()) <= CALLBACK_DATA_LIMIT_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return {action: value}
    link = checked_link(value)
    if link is None:
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    return {action: link}


def _check_text(button: Mapping[str, object], *, what: str) -> None:
    text = button.get("text")
    if text is None:
        raise bad_request(f"can't parse {what}: Can't find field \"text\"")
    if not isinstance(text, str):
        raise bad_request(f'can\'t parse {what}: Field "text" must be of type String')
    if not text.strip():
        raise bad_request("BUTTON_TEXT_INVALID")


def _unparsable(words: str) -> Refusal:
    return bad_request(f"can't parse inline keyboard button: {words}")
