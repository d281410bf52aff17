/** The list of messages of one chat: kept in place, separated by day, scrolled as a reader expects. */

import { arrange, byId, element } from "./dom.js";
import { messageNode, momentOf, preview } from "./messages.js";
import { announce } from "./notices.js";
import { dayKey, dayText } from "./times.js";

/** What a button says, without its notes. */
const words = (button) => (button.querySelector(".key-text") || button).textContent;

const NEAR_BOTTOM_PIXELS = 90;

export class Transcript {
  constructor() {
    this.list = byId("messages");
    this.scroller = byId("scroller");
    this.newest = byId("to-newest");
    this.kept = new Map();
    this.talkId = null;
    this.waiting = 0;
    this.scroller.addEventListener("scroll", () => this.showNewest(this.atBottom() ? 0 : this.waiting));
    this.newest.addEventListener("click", () => this.toBottom());
  }

  /** Show the messages of a chat. Nodes that did not change stay, so focus and opened quotes survive. */
  show(messages, room) {
    const opened = this.talkId !== room.talk.id;
    if (opened) this.open(messages, room);
    const followed = opened || this.atBottom();
    const fresh = messages.filter((message) => !this.known.has(message.message_id));
    const restoreFocus = this.rememberFocus();
    arrange(this.list, this.nodes(messages, room));
    restoreFocus();
    byId("no-messages").hidden = messages.length > 0;
    for (const message of messages) this.known.add(message.message_id);
    if (opened) this.toUnread();
    else this.arrived(fresh, followed);
  }

  /** A message that is edited is drawn anew: give the focus back to the same button in it. */
  rememberFocus() {
    const active = document.activeElement;
    const item = active.closest(".message");
    return () => {
      if (!item || active.isConnected) return;
      const redrawn = this.list.querySelectorAll(`[data-message="${item.dataset.message}"] :is(button, a)`);
      const same = [...redrawn].find((node) => words(node) === words(active));
      (same || this.scroller).focus({ preventScroll: true });
    };
  }

  open(messages, room) {
    this.talkId = room.talk.id;
    this.kept.clear();
    this.known = new Set(messages.map((message) => message.message_id));
    const unread = messages.find((message) => message.out && !message.read);
    this.unreadFrom = unread && unread !== messages[0] ? unread.message_id : null;
    this.showNewest(0);
  }

  nodes(messages, room) {
    const nodes = [];
    let day = null;
    for (const message of messages) {
      const key = dayKey(momentOf(message), room.zone);
      if (key !== day) nodes.push(this.separator(`day ${key}`, dayText(momentOf(message), room.zone), "day"));
      day = key;
      if (message.message_id === this.unreadFrom) nodes.push(this.separator("unread", "Belum dibaca", "unread"));
      nodes.push(this.message(message, room));
    }
    return nodes;
  }

  separator(key, text, kind) {
    if (!this.kept.has(key)) {
      this.kept.set(key, { node: element("li", { class: `separator ${kind}` }, element("span", {}, text)) });
    }
    return this.kept.get(key).node;
  }

  message(message, room) {
    const { speaker, unnamed } = room.talk;
    const content = JSON.stringify({ ...message, read: null, canType: room.canType, speaker, unnamed });
    const before = this.kept.get(message.message_id);
    if (before && before.content === content) return before.node;
    const node = messageNode(message, room);
    this.kept.set(message.message_id, { node, content });
    return node;
  }

  arrived(fresh, followed) {
    if (!fresh.length) return;
    const byPerson = fresh.some((message) => !message.out);
    if (byPerson) this.unreadFrom = null;
    const said = fresh.filter((message) => message.out).map(preview);
    if (said.length) announce(`Pesan baru: ${said.join(". ")}`);
    if (followed || byPerson) this.toBottom();
    else this.showNewest(this.waiting + said.length);
  }

  atBottom() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PIXELS;
  }

  toBottom() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.showNewest(0);
  }

  toUnread() {
    const mark = this.list.querySelector(".separator.unread");
    if (mark) this.bring(mark, 8);
    else this.toBottom();
  }

  showNewest(count) {
    this.waiting = count;
    this.newest.hidden = this.atBottom();
    byId("newest-count").textContent = count ? `${count} pesan baru` : "Ke pesan terbaru";
  }

  /** Scroll the list, and only the list, until the node stands this far below its top. */
  bring(node, below) {
    const distance = node.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
    this.scroller.scrollTop += distance - below;
  }

  jump(messageId) {
    const kept = this.kept.get(messageId);
    if (!kept) return;
    this.bring(kept.node, this.scroller.clientHeight / 3);
    kept.node.classList.add("pointed");
    setTimeout(() => kept.node.classList.remove("pointed"), 1600);
  }
}
