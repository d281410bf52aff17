"""The methods of the Bot API the practice room knows, by their name in lower case (Telegram ignores case)."""

from collections.abc import Awaitable, Callable

from bot.practice import editing, group_methods, menus, polling, sending, telling
from bot.practice.params import Params
from bot.practice.world import World

Method = Callable[[World, Params], Awaitable[object]]

NAMES: dict[str, Method] = {
    "getMe": telling.get_me,
    "getChat": telling.get_chat,
    "getFile": telling.get_file,
    "getChatMember": group_methods.get_chat_member,
    "getChatMemberCount": group_methods.get_chat_member_count,
    "leaveChat": group_methods.leave_chat,
    "getMyCommands": menus.get_my_commands,
    "setMyCommands": menus.set_my_commands,
    "deleteMyCommands": menus.delete_my_commands,
    "setMyName": telling.set_my_name,
    "getMyDescription": telling.get_my_description,
    "getMyShortDescription": telling.get_my_short_description,
    "setMyDescription": telling.set_my_description,
    "setMyShortDescription": telling.set_my_short_description,
    "getUpdates": polling.get_updates,
    "setWebhook": polling.set_webhook,
    "deleteWebhook": polling.delete_webhook,
    "getWebhookInfo": polling.get_webhook_info,
    "answerCallbackQuery": polling.answer_callback_query,
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendPhoto": sending.send_photo,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
}
METHODS = {name.lower(): method for name, method in NAMES.items()}
