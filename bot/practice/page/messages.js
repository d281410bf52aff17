/** One message as a bubble. */

import { attachment, attachmentWords } from "./attachments.js";
import { element, icon } from "./dom.js";
import { renderText } from "./entities.js";
import { serviceWords } from "./groups.js";
import { inlineKeyboard } from "./keyboards.js";
import { shortName } from "./names.js";
import { clockText } from "./times.js";

const PREVIEW_CHARACTERS = 90;

export const momentOf = (message) => new Date(message.date * 1000);

/** The first words of a message, on one line. */
export function preview(message) {
  const text = (message.text || message.caption || attachmentWords(message)).replace(/\s+/g, " ");
  return text.length > PREVIEW_CHARACTERS ? `${text.slice(0, PREVIEW_CHARACTERS)}…` : text;
}

/**
 * The message as a list item. `room` knows the talk, the bot, the reader's zone, and what pressing does:
 * command(text), follow(url), reply(message), jump(messageId).
 */
export function messageNode(message, room) {
  const service = serviceWords(message);
  if (service) return element("li", { class: "separator", "data-message": message.message_id }, element("span", {}, service));
  const side = isOwn(message, room) ? "from-person" : "from-bot";
  const item = element("li", { class: `message ${side}`, "data-message": message.message_id });
  const bubble = element("div", { class: "bubble" }, sender(message, room));
  bubble.append(...contents(message, room), foot(message, room));
  item.append(element("div", { class: "bubble-line" }, bubble, replyButton(message, room)));
  if (message.reply_markup && message.reply_markup.inline_keyboard) {
    item.append(inlineKeyboard(message, room));
  }
  return item;
}

/** Written by whoever acts here now; in a group everybody else stands at the other side, like the bot. */
function isOwn(message, { talk }) {
  if (message.out) return false;
  if (!talk.group) return true;
  return message.sender_chat ? talk.unnamed : !talk.unnamed && message.from.id === talk.speaker;
}

/** Who wrote it: seen in a group, only read aloud where two talk to each other. */
function sender(message, room) {
  const name = senderName(message, room);
  if (!room.talk.group || isOwn(message, room)) return element("span", { class: "unseen" }, `${name}: `);
  return element("span", { class: "sender" }, name, element("span", { class: "unseen" }, ": "));
}

function senderName(message, { talk, bot }) {
  if (message.from && message.from.username === bot.username) return bot.name;
  if (message.sender_chat) return "Administrator tanpa nama";
  return talk.group && message.from ? message.from.first_name : shortName(talk);
}

function contents(message, room) {
  const carried = attachment(message);
  const words = body(message, room);
  const parts = message.show_caption_above_media ? [words, carried] : [carried, words];
  const shown = [quoted(message, room), ...parts].filter(Boolean);
  const unknown = "Jenis pesan ini tidak ditampilkan di ruang latihan.";
  return carried || words ? shown : [element("p", { class: "text muted" }, unknown)];
}

function body(message, room) {
  const text = message.text || message.caption;
  if (!text) return null;
  const entities = message.text ? message.entities : message.caption_entities;
  const node = element("div", { class: "text" });
  node.append(renderText(text, entities || [], room));
  return node;
}

function quoted(message, room) {
  const original = message.reply_to_message;
  if (!original) return null;
  return element(
    "button",
    { type: "button", class: "quoted", on: { click: () => room.jump(original.message_id) } },
    element("span", { class: "quoted-name" }, senderName(original, room)),
    element("span", { class: "quoted-text" }, preview(original)),
  );
}

function foot(message, room) {
  const moment = momentOf(message);
  const edited = message.edit_date ? "disunting · " : "";
  return element(
    "span", { class: "foot" }, edited,
    element("time", { datetime: moment.toISOString() }, `${clockText(moment, room.zone)} ${room.zoneLabel}`),
  );
}

function replyButton(message, room) {
  if (!room.canType) return null;
  const attributes = { type: "button", class: "icon-button reply", "aria-label": "Balas pesan ini", title: "Balas" };
  return element("button", { ...attributes, on: { click: () => room.reply(message) } }, icon("reply"));
}
