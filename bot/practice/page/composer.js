/** The bottom of a chat: text field, reply in progress, keyboard of answers, or the button that starts. */

import * as api from "./api.js";
import { CommandMenu } from "./commands.js";
import { byId, element } from "./dom.js";
import { speakersOf, UNNAMED } from "./groups.js";
import { replyKeyboard } from "./keyboards.js";
import { preview } from "./messages.js";
import { attempt } from "./notices.js";

const TALLEST_PIXELS = 190;
const PLACEHOLDER = "Tulis pesan";
const SILENT = {
  blocked: "Orang ini memblokir bot; pesan bot tidak sampai kepadanya.",
  deactivated: "Akun Telegram ini telah dihapus; pesan bot tidak sampai lagi.",
};

export class Composer {
  /** `speak(groupId, speaker)` has another member act in a group. */
  constructor(speak) {
    this.talk = null;
    this.drafts = new Map();
    this.replyTo = null;
    this.keys = { content: null, hidden: false };
    this.field = byId("text");
    this.menu = new CommandMenu((text) => this.chooseCommand(text));
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.key(event));
    byId("write").addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    byId("reply-cancel").addEventListener("click", () => this.setReply(null));
    byId("keys-toggle").addEventListener("click", () => this.showKeys(byId("keys").hidden));
    byId("start").addEventListener("click", () => attempt(() => api.start(this.talk.id)));
    byId("unblock").addEventListener("click", () => attempt(() => api.setBlocked(this.talk.id, false)));
    byId("speaker").addEventListener("change", ({ target }) =>
      speak(this.talk.id, target.value === UNNAMED ? UNNAMED : Number(target.value)));
  }

  /** Fit the bottom to the chat; keeps what each person has half written. */
  show(talk, chat, bot) {
    if (!this.talk || this.talk.id !== talk.id) this.change(talk);
    this.talk = talk;
    this.bot = bot;
    const writing = chat.started && talk.can_type;
    byId("write").hidden = !writing;
    byId("attach").hidden = Boolean(talk.group);
    byId("start-bar").hidden = chat.started;
    byId("not-started").hidden = chat.started;
    byId("start").textContent = talk.code ? "Mulai tanpa tautan" : "Mulai";
    byId("start").classList.toggle("main", !talk.code);
    byId("blocked-bar").hidden = !chat.started || talk.can_type;
    byId("blocked-words").textContent = SILENT[talk.state] || "Bot tidak dapat mengirim pesan ke sini.";
    byId("unblock").hidden = talk.state !== "blocked";
    this.showCode(talk, chat.messages);
    this.showSpeakers(talk);
    this.menu.setCommands(writing ? chat.commands : []);
    this.setKeys(writing ? chat.reply_keyboard : null);
  }

  /** The letter stays in sight until its link has been used. */
  showCode({ code }, messages) {
    const used = messages.some((message) => !message.out && (message.text || "").includes(code));
    byId("code-card").hidden = !code || used;
    byId("code-link").textContent = code ? `t.me/${this.bot.username}?start=${code}` : "";
  }

  /** In a group: who writes and presses. */
  showSpeakers(talk) {
    byId("speaker-line").hidden = !talk.group;
    if (!talk.group) return;
    const options = speakersOf(talk).map(([value, label]) => element("option", { value }, label));
    byId("speaker").replaceChildren(...options);
    byId("speaker").value = talk.unnamed ? UNNAMED : String(talk.speaker);
  }

  change(talk) {
    if (this.talk) this.drafts.set(this.talk.id, this.field.value);
    this.field.value = this.drafts.get(talk.id) || "";
    this.setReply(null);
    this.keys = { content: null, hidden: false };
    this.menu.close();
    this.fit();
  }

  setKeys(markup) {
    const content = JSON.stringify(markup);
    if (content === this.keys.content) return;
    this.keys = { content };
    const keyboard = replyKeyboard(markup, {
      userId: this.talk.id,
      send: (text) => this.send(text),
      used: () => this.showKeys(false),
    });
    byId("keys").replaceChildren(...(keyboard ? [keyboard] : []));
    byId("keys-toggle").hidden = !keyboard || Boolean(markup.is_persistent);
    this.field.placeholder = (markup && markup.input_field_placeholder) || PLACEHOLDER;
    this.showKeys(Boolean(keyboard));
  }

  showKeys(shown) {
    byId("keys").hidden = !shown;
    byId("keys-toggle").setAttribute("aria-expanded", String(shown));
  }

  setReply(message) {
    this.replyTo = message ? message.message_id : null;
    byId("reply-bar").hidden = !message;
    byId("reply-preview").textContent = message ? preview(message) : "";
    if (message) this.field.focus();
  }

  /** Put words into the field for the person to read before sending. */
  fill(text) {
    this.field.value = text;
    this.fit();
    this.field.focus();
  }

  typed() {
    this.menu.typed(this.field.value);
    this.fit();
  }

  key(event) {
    const touch = matchMedia("(pointer: coarse)").matches;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !touch) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "ArrowUp" && this.field.value.startsWith("/") && this.menu.enter()) {
      event.preventDefault();
    } else if (event.key === "Escape") {
      this.menu.close();
      this.setReply(null);
    }
  }

  /** A command from the list takes the place of what was typed to find it. */
  async chooseCommand(text) {
    if (this.field.value.startsWith("/")) this.field.value = "";
    this.field.focus();
    await this.sendCommand(text);
  }

  /** Telegram names the bot in a command that is pressed in a group. */
  sendCommand(text) {
    return this.send(this.talk.group && !text.includes("@") ? `${text}@${this.bot.username}` : text);
  }

  async submit() {
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = "";
    this.menu.close();
    this.fit();
    if (!(await this.send(text))) this.fill(text);
  }

  async send(text) {
    const replyTo = this.replyTo;
    this.setReply(null);
    return attempt(() => api.sendText(this.talk, text, replyTo));
  }

  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight + 2, TALLEST_PIXELS)}px`;
  }
}
