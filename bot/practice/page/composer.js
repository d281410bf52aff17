/** The bottom of a chat: text field, reply in progress, keyboard of answers, or the button that starts. */

import * as api from "./api.js";
import { CommandMenu } from "./commands.js";
import { byId } from "./dom.js";
import { replyKeyboard } from "./keyboards.js";
import { preview } from "./messages.js";
import { attempt } from "./notices.js";

const TALLEST_PIXELS = 190;
const PLACEHOLDER = "Tulis pesan";

export class Composer {
  constructor() {
    this.person = null;
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
    byId("start").addEventListener("click", () => attempt(() => api.start(this.person.id)));
    byId("unblock").addEventListener("click", () => attempt(() => api.setBlocked(this.person.id, false)));
  }

  /** Fit the bottom to the chat; keeps what each person has half written. */
  show(person, chat) {
    if (!this.person || this.person.id !== person.id) this.change(person);
    this.person = person;
    const writing = chat.started && person.can_type;
    byId("write").hidden = !writing;
    byId("start-bar").hidden = chat.started;
    byId("not-started").hidden = chat.started;
    byId("start").textContent = person.code ? "Mulai tanpa tautan" : "Mulai";
    byId("start").classList.toggle("main", !person.code);
    byId("blocked-bar").hidden = !chat.started || person.can_type;
    this.menu.setCommands(writing ? chat.commands : []);
    this.setKeys(writing ? chat.reply_keyboard : null);
  }

  change(person) {
    if (this.person) this.drafts.set(this.person.id, this.field.value);
    this.field.value = this.drafts.get(person.id) || "";
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
      userId: this.person.id,
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
    await this.send(text);
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
    return attempt(() => api.sendText(this.person.id, text, replyTo));
  }

  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight + 2, TALLEST_PIXELS)}px`;
  }
}
