"""One message as the chat keeps it, and as the Bot API shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.practice.entities import Entity, Formatted
from bot.practice.files import StoredFile

NOTHING = Formatted("")


@dataclass(frozen=True)
class SharedContact:
    """A contact card: somebody's number, and the account it belongs to where Telegram knows one."""

    phone_number: str
    first_name: str
    user_id: int | None = None

    def api(self) -> dict[str, object]:
        """The Contact object."""
        card: dict[str, object] = {"phone_number": self.phone_number, "first_name": self.first_name}
        return card if self.user_id is None else {**card, "user_id": self.user_id}


@dataclass(frozen=True)
class Message:
    """``body`` is the text, or the caption of ``file``. ``out``: the bot sent it."""

    message_id: int
    date: int
    #: nobody for the post of a channel
    sender: Mapping[str, object] | None
    chat: Mapping[str, object]
    out: bool
    #: the group or channel that speaks instead of a person
    sender_chat: Mapping[str, object] | None = None
    #: what happened to the group, e.g. ``new_chat_members``; such a message has no text
    service: Mapping[str, object] | None = None
    #: what a channel wrote, put into the group that discusses it
    is_automatic_forward: bool = False
    body: Formatted = NOTHING
    file: StoredFile | None = None
    contact: SharedContact | None = None
    markup: Mapping[str, object] | None = None
    reply_to: "Message | None" = None
    link_preview: Mapping[str, object] | None = None
    protected: bool = False
    edit_date: int | None = None
    #: sent with a reply keyboard, so Telegram does not let the bot edit it
    has_reply_keyboard: bool = False

    @property
    def text(self) -> str:
        """The words a person reads: text or caption."""
        return self.body.text

    def api(self, *, nested: bool = False) -> dict[str, object]:
        """The Message object; a ``nested`` one does not show what it replies to."""
        seen: dict[str, object] = {"message_id": self.message_id, **self._senders()}
        seen |= {"chat": self.chat, "date": self.date}
        if self.is_automatic_forward:
            seen["is_automatic_forward"] = True
        if self.edit_date is not None:
            seen["edit_date"] = self.edit_date
        if self.reply_to is not None and not nested:
            seen["reply_to_message"] = self.reply_to.api(nested=True)
        if self.protected:
            seen["has_protected_content"] = True
        seen.update(self._content())
        if self.link_preview is not None:
            seen["link_preview_options"] = self.link_preview
        if self.markup is not None:
            seen["reply_markup"] = self.markup
        return seen

    def _senders(self) -> dict[str, object]:
        senders = {"from": self.sender, "sender_chat": self.sender_chat}
        return {name: sender for name, sender in senders.items() if sender is not None}

    def _content(self) -> dict[str, object]:
        if self.service is not None:
            return dict(self.service)
        if self.contact is not None:
            return {"contact": self.contact.api()}
        entities = [entity.api() for entity in self.body.entities]
        if self.file is None:
            return {"text": self.body.text, **({"entities": entities} if entities else {})}
        content: dict[str, object] = self.file.content_api()
        if self.body.text:
            content["caption"] = self.body.text
        if entities:
            content["caption_entities"] = entities
        return content


def entities_of(message: Message, kind: str) -> tuple[Entity, ...]:
    """The entities of one kind."""
    return tuple(entity for entity in message.body.entities if entity.type == kind)
