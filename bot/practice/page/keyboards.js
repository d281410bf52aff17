/** Buttons under a message (inline keyboard) and in place of the keyboard (reply keyboard). */

import * as api from "./api.js";
import { element, icon } from "./dom.js";
import { safeAddress, shownAddress, whatsappMessage } from "./links.js";
import { ask, attempt, copy } from "./notices.js";

// A colour always comes with a sign and a word, for those who do not see it.
const STYLES = {
  danger: ["alert", "tindakan yang perlu kehati-hatian"],
  success: ["check", "tindakan menyetujui"],
  primary: ["forward", "tindakan utama"],
};

/** The inline keyboard of a message. `follow(url)` may take a link over, as for links in text. */
export function inlineKeyboard(message, { talk, follow }) {
  const rows = message.reply_markup.inline_keyboard.map((row, rowIndex) =>
    element("div", { class: "key-row" }, ...row.map((button, column) =>
      inlineButton(button, { talk, follow, place: [message.message_id, rowIndex, column] }))));
  return element("div", { class: "inline-keys", role: "group", "aria-label": "Tombol pesan" }, ...rows);
}

function inlineButton(button, { talk, follow, place }) {
  if (button.url) return linkButton(button, follow);
  if (button.copy_text) {
    const copied = () => copy(button.copy_text.text);
    return key(button, copied, element("span", { class: "key-note" }, icon("copy"), button.copy_text.text));
  }
  if (button.callback_data) return key(button, (event) => pressKey(event.currentTarget, talk, place));
  return key(button, null, element("span", { class: "key-note" }, "tidak tersedia di ruang latihan"));
}

function key(button, action, note = null) {
  const [sign, meaning] = STYLES[button.style] || [];
  return element(
    "button",
    { type: "button", class: `key ${button.style in STYLES ? button.style : ""}`, disabled: !action, on: { click: action || (() => {}) } },
    element("span", { class: "key-text" }, sign ? icon(sign) : null, button.text),
    meaning ? element("span", { class: "unseen" }, ` (${meaning})`) : null,
    note,
  );
}

async function pressKey(node, talk, [messageId, row, column]) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  await attempt(() => api.press(talk, messageId, row, column));
  node.removeAttribute("aria-busy");
}

/** A link button shows where it leads before it is pressed. */
function linkButton(button, follow) {
  const parsed = safeAddress(button.url);
  if (!parsed) return key(button, null, element("span", { class: "key-note" }, `alamat tidak dibuka: ${button.url}`));
  const [sign] = STYLES[button.style] || [];
  const node = element(
    "a",
    { class: `key ${button.style in STYLES ? button.style : ""}`, href: parsed.href, target: "_blank", rel: "noopener noreferrer" },
    element("span", { class: "key-text" }, sign ? icon(sign) : null, button.text),
    element("span", { class: "key-note", title: parsed.href }, icon("out"), leadsTo(parsed)),
  );
  node.addEventListener("click", (event) => {
    if (follow(parsed)) event.preventDefault();
  });
  return node;
}

/** The text inside a link to WhatsApp is shown when it is pressed, not twice. */
const leadsTo = (parsed) => (whatsappMessage(parsed) ? parsed.host + parsed.pathname : shownAddress(parsed));

/** The reply keyboard, or null. `send(text)` sends a key's text; `used()` runs after a key of a one-time keyboard. */
export function replyKeyboard(markup, { userId, send, used }) {
  if (!markup || !markup.keyboard) return null;
  const press = async (button) => {
    const done = button.request_contact ? await shareContact(userId) : await send(button.text);
    if (done && markup.one_time_keyboard) used();
  };
  const rows = markup.keyboard.map((row) =>
    element("div", { class: "key-row" }, ...row.map((button) => replyButton(button, press))));
  return element("div", { class: "reply-keys", role: "group", "aria-label": "Pilihan jawaban" }, ...rows);
}

function replyButton(given, press) {
  const button = typeof given === "string" ? { text: given } : given;
  const understood = !button.request_location && !button.request_poll && !button.web_app;
  const sign = button.request_contact ? icon("phone") : null;
  const label = element("span", { class: "key-text" }, sign, button.text);
  return element(
    "button",
    { type: "button", class: `key ${button.style in STYLES ? button.style : ""}`, disabled: !understood, on: { click: () => press(button) } },
    label,
  );
}

async function shareContact(userId) {
  const body = element("p", { class: "window-text" }, "Nomor telepon latihan orang ini akan diberikan kepada bot.");
  const choice = await ask("Bagikan nomor telepon?", body, [["share", "Bagikan"], ["no", "Batal"]]);
  return choice === "share" && attempt(() => api.sendContact(userId));
}
