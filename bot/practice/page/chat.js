/** The practice room's page: keeps the view in step with the room. */

import * as api from "./api.js";
import { Clock } from "./clock.js";
import { Composer } from "./composer.js";
import { byId, element } from "./dom.js";
import { Guide } from "./guide.js";
import { startPayload } from "./links.js";
import { alertWindow, announce, ask, attempt, toast } from "./notices.js";
import { avatar, nameParts, roleText, shortName, showPeople } from "./people.js";
import { closePopups, keepPopupsTidy } from "./popups.js";
import { Transcript } from "./transcript.js";
import { Upload } from "./upload.js";

const RETRY_MILLISECONDS = 2000;

class Page {
  constructor() {
    this.room = { bot: { username: "", name: "Bot" }, people: [], clock: null };
    this.selected = null;
    this.chat = null;
    this.transcript = new Transcript();
    this.composer = new Composer();
    this.clock = new Clock(() => this.refresh());
    this.guide = new Guide((person, text) => this.open(person, text));
    this.upload = new Upload(() => (this.mayWrite() ? this.person() : null));
    byId("back").addEventListener("click", () => this.leave());
    byId("block").addEventListener("click", () => this.toggleBlock());
    byId("code-use").addEventListener("click", () => this.start(this.person(), this.person().code));
    document.addEventListener("visibilitychange", () => this.markRead());
  }

  person() {
    return this.room.people.find((person) => person.id === this.selected) || null;
  }

  mayWrite() {
    const person = this.person();
    return Boolean(person && this.chat && this.chat.started && person.can_type);
  }

  async run() {
    keepPopupsTidy();
    await this.refresh().catch(() => {});
    const wanted = Number(location.hash.replace("#", ""));
    const person = this.room.people.find((one) => one.id === wanted);
    if (person) await attempt(() => this.open(person));
    let after = 0;
    for (;;) after = await this.follow(after);
  }

  /** Wait for what happens next, and show it. Returns where to go on from; 0 stands for the past, not said again. */
  async follow(after) {
    try {
      const news = await api.events(after);
      if (after) news.toasts.forEach((said) => this.said(said));
      await this.refresh({ chat: news.last < after || news.changed.includes(this.selected) });
      byId("offline").hidden = true;
      return news.last;
    } catch {
      byId("offline").hidden = false;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
      return after;
    }
  }

  async refresh({ chat = true } = {}) {
    this.room = await api.people();
    document.title = this.title();
    this.clock.show(this.room.clock);
    this.guide.show(this.room.people);
    this.drawPeople();
    if (this.selected !== null && chat) await this.refreshChat();
  }

  async refreshChat() {
    const asked = this.selected;
    const chat = await api.chat(asked);
    if (asked !== this.selected) return;
    this.chat = chat;
    this.draw();
    await this.markRead();
  }

  title() {
    const unread = this.room.people.reduce((sum, person) => sum + person.unread, 0);
    return `${unread ? `(${unread}) ` : ""}Ruang latihan ${this.room.bot.name}`;
  }

  drawPeople() {
    const { people, clock } = this.room;
    showPeople({ people, clock, selected: this.selected, choose: (person) => attempt(() => this.open(person)) });
  }

  draw() {
    const person = this.person();
    byId("empty").hidden = true;
    byId("chat").hidden = false;
    byId("chat-avatar").replaceChildren(avatar(person));
    byId("chat-name").replaceChildren(...nameParts(person));
    byId("chat-role").textContent = roleText(person);
    byId("with-bot").textContent = ` · percakapan dengan ${this.room.bot.name}`;
    byId("block-words").textContent = this.blocked() ? "Buka blokir bot" : "Blokir bot";
    byId("chat-menu").hidden = !this.chat.started;
    this.drawCode(person);
    this.composer.show(person, this.chat);
    this.transcript.show(this.chat.messages, this.view(person));
  }

  view(person) {
    return {
      userId: person.id, personName: shortName(person), botName: this.room.bot.name,
      zone: person.zone, zoneLabel: person.zone_label, canType: this.mayWrite(),
      command: (text) => attempt(() => this.command(text)),
      follow: (url) => this.followLink(url),
      reply: (message) => this.composer.setReply(message),
      jump: (messageId) => this.transcript.jump(messageId),
    };
  }

  /** The letter stays in sight until its link has been used. */
  drawCode(person) {
    const used = this.chat.messages.some((message) => !message.out && (message.text || "").includes(person.code));
    byId("code-card").hidden = !person.code || used;
    byId("code-link").textContent = person.code ? `t.me/${this.room.bot.username}?start=${person.code}` : "";
  }

  blocked() {
    return this.chat.started && !this.person().can_type;
  }

  async open(person, text = null) {
    this.selected = person.id;
    history.replaceState(null, "", `#${person.id}`);
    document.body.classList.add("in-chat");
    this.drawPeople();
    await this.refreshChat();
    if (text && this.mayWrite()) this.composer.fill(text);
    else if (this.mayWrite() && !matchMedia("(pointer: coarse)").matches) byId("text").focus();
  }

  leave() {
    document.body.classList.remove("in-chat");
    byId("people").querySelector("[aria-current]")?.focus();
  }

  async markRead() {
    const unread = this.chat && this.chat.messages.some((message) => message.out && !message.read);
    const seen = document.visibilityState === "visible";
    if (unread && seen) await api.markRead(this.selected).catch(() => {});
  }

  async command(text) {
    if (!this.mayWrite()) return toast("Percakapan ini belum dimulai.");
    return this.composer.send(text);
  }

  /** A link to this bot opens here, as the person chosen, because outside there is no such bot. */
  followLink(url) {
    const payload = startPayload(url, this.room.bot.username);
    if (payload === null) return false;
    attempt(() => this.openLink(payload));
    return true;
  }

  async openLink(payload) {
    const options = this.room.people.map((person) =>
      element("option", { value: person.id, selected: person.id === this.selected }, `${shortName(person)} (${roleText(person)})`));
    const choice = element("select", { id: "opener" }, ...options);
    const body = element("div", { class: "window-body" }, element("label", { for: "opener" }, "Tautan ini dibuka oleh"), choice);
    if ((await ask("Buka tautan bot", body, [["open", "Buka"], ["no", "Batal"]])) !== "open") return;
    const person = this.room.people.find((one) => String(one.id) === choice.value);
    await this.open(person);
    await this.start(person, payload);
  }

  start(person, payload) {
    return attempt(() => api.start(person.id, payload));
  }

  async toggleBlock() {
    closePopups();
    await attempt(() => api.setBlocked(this.selected, !this.blocked()));
  }

  said({ user_id: userId, text, alert }) {
    const person = this.room.people.find((one) => one.id === userId);
    const words = userId === this.selected || !person ? text : `${shortName(person)}: ${text}`;
    announce(words);
    if (alert) alertWindow(this.room.bot.name, words);
    else toast(words);
  }
}

new Page().run();
