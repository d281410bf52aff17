/** The practice room's page: keeps the view in step with the room. */

import * as api from "./api.js";
import { ChatMenu } from "./chat-menu.js";
import { Clock } from "./clock.js";
import { Composer } from "./composer.js";
import { byId } from "./dom.js";
import { groupTalk, setSpeaker } from "./groups.js";
import { Guide } from "./guide.js";
import { alertWindow, announce, attempt, toast } from "./notices.js";
import { OpenedLinks } from "./opened-links.js";
import { avatar, nameParts, roleText, shortName } from "./names.js";
import { showPeople } from "./people.js";
import { keepPopupsTidy } from "./popups.js";
import { Transcript } from "./transcript.js";
import { Upload } from "./upload.js";

const RETRY_MILLISECONDS = 2000;

class Page {
  constructor() {
    this.room = { bot: { username: "", name: "Bot" }, people: [], groups: [], clock: null };
    this.selected = null;
    this.chat = null;
    this.transcript = new Transcript();
    this.composer = new Composer((groupId, speaker) => this.speak(groupId, speaker));
    this.menu = new ChatMenu(() => this.room.people, (id) => this.openOther(id));
    this.links = new OpenedLinks(() => this.room, () => this.selected, async (person, payload) => {
      await this.open(person);
      await this.start(person, payload);
    });
    this.clock = new Clock(() => this.refresh());
    this.guide = new Guide((talk, text) => this.open(talk, text));
    this.upload = new Upload(() => (this.mayWrite() && !this.talk().group ? this.talk() : null));
    byId("back").addEventListener("click", () => this.leave());
    byId("code-use").addEventListener("click", () => this.start(this.talk(), this.talk().code));
    document.addEventListener("visibilitychange", () => this.markRead());
  }

  /** Everybody and every group, as talks. */
  talks() {
    const { people, groups } = this.room;
    return [...people, ...groups.map((group) => groupTalk(group, people))];
  }

  talk() {
    return this.talks().find((talk) => talk.id === this.selected) || null;
  }

  mayWrite() {
    const talk = this.talk();
    return Boolean(talk && this.chat && this.chat.started && talk.can_type);
  }

  async run() {
    keepPopupsTidy();
    await this.refresh().catch(() => {});
    const wanted = Number(location.hash.replace("#", ""));
    const talk = this.talks().find((one) => one.id === wanted);
    if (talk) await attempt(() => this.open(talk));
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
    this.guide.show(this.talks());
    this.drawPeople();
    if (this.selected !== null && this.talk() === null) this.leave();
    else if (this.selected !== null && chat) await this.refreshChat();
  }

  async refreshChat() {
    const asked = this.talk();
    const chat = await api.chat(asked);
    if (asked.id !== this.selected) return;
    this.chat = chat;
    this.draw();
    await this.markRead();
  }

  title() {
    const unread = this.talks().reduce((sum, talk) => sum + talk.unread, 0);
    return `${unread ? `(${unread}) ` : ""}Ruang latihan ${this.room.bot.name}`;
  }

  drawPeople() {
    const { clock } = this.room;
    showPeople({ talks: this.talks(), clock, selected: this.selected, choose: (talk) => attempt(() => this.open(talk)) });
  }

  draw() {
    const talk = this.talk();
    byId("empty").hidden = true;
    byId("chat").hidden = false;
    byId("chat-avatar").replaceChildren(avatar(talk));
    byId("chat-name").replaceChildren(...nameParts(talk));
    byId("chat-role").textContent = roleText(talk);
    byId("with-bot").textContent = talk.group ? "" : ` · percakapan dengan ${this.room.bot.name}`;
    this.menu.show(talk, this.chat);
    this.composer.show(talk, this.chat, this.room.bot);
    this.transcript.show(this.chat.messages, this.view(talk));
  }

  view(talk) {
    return {
      talk, bot: this.room.bot, zone: talk.zone, zoneLabel: talk.zone_label, canType: this.mayWrite(),
      command: (text) => attempt(() => this.command(text)),
      follow: (url) => this.links.follow(url),
      reply: (message) => this.composer.setReply(message),
      jump: (messageId) => this.transcript.jump(messageId),
    };
  }

  async open(talk, text = null) {
    this.selected = talk.id;
    history.replaceState(null, "", `#${talk.id}`);
    document.body.classList.add("in-chat");
    this.drawPeople();
    await this.refreshChat();
    if (text && this.mayWrite()) this.composer.fill(text);
    else if (this.mayWrite() && !matchMedia("(pointer: coarse)").matches) byId("text").focus();
  }

  /** Go on in a chat that has just come to be; with null in none. */
  async openOther(id) {
    this.selected = id;
    await this.refresh();
    const talk = this.talk();
    if (talk) await this.open(talk);
  }

  /** Somebody else acts in this group from now on. */
  async speak(groupId, speaker) {
    setSpeaker(groupId, speaker);
    await attempt(() => this.refreshChat());
  }

  leave() {
    document.body.classList.remove("in-chat");
    if (this.talk() === null) this.close();
    byId("people").querySelector("[aria-current]")?.focus();
  }

  /** A group that has come to its end is shown no more. */
  close() {
    this.selected = this.chat = null;
    byId("chat").hidden = true;
    byId("empty").hidden = false;
  }

  async markRead() {
    const unread = this.chat && this.chat.messages.some((message) => message.out && !message.read);
    const seen = document.visibilityState === "visible";
    if (unread && seen) await api.markRead(this.talk()).catch(() => {});
  }

  async command(text) {
    if (!this.mayWrite()) return toast("Percakapan ini belum dimulai.");
    return this.composer.sendCommand(text);
  }

  start(person, payload) {
    return attempt(() => api.start(person.id, payload));
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
