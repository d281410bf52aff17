/** What can be done with the account of a person, or to the bot in a group: the menu at the top of a chat. */

import * as api from "./api.js";
import { byId, element } from "./dom.js";
import { ask, attempt } from "./notices.js";
import { shortName } from "./names.js";
import { closePopups } from "./popups.js";

const OFFICE = "office";
const OFFICE_CARD = { phone_number: "+62 000 0000", first_name: "Kantor (latihan)" };

export class ChatMenu {
  /** `people()` are all there are; `opened(id)` shows another chat. */
  constructor(people, opened) {
    this.people = people;
    this.opened = opened;
  }

  show(talk, chat) {
    const entries = talk.group ? this.ofGroup(talk) : this.ofPerson(talk, chat.started);
    byId("chat-menu").hidden = entries.length === 0;
    const content = entries.map(([words]) => words).join();
    if (byId("chat-actions").dataset.content === `${talk.id} ${talk.speaker || ""} ${content}`) return;
    byId("chat-actions").dataset.content = `${talk.id} ${talk.speaker || ""} ${content}`;
    byId("chat-actions").replaceChildren(...entries.map((entry) => this.entry(entry)));
  }

  entry([words, action, danger = false]) {
    const act = () => {
      closePopups();
      action();
    };
    const kind = danger ? "command-entry dangerous" : "command-entry";
    return element("button", { type: "button", class: kind, on: { click: act } }, words);
  }

  ofPerson(person, started) {
    if (person.state === "deactivated") return [];
    const blocked = person.state === "blocked";
    const block = [blocked ? "Buka blokir bot" : "Blokir bot", () => attempt(() => api.setBlocked(person.id, !blocked))];
    const card = ["Kirim kartu kontak orang lain", () => this.sendCard(person)];
    return [
      ...(person.can_type ? [card] : []),
      ...(started ? [block] : []),
      ["Hapus akun Telegram", () => this.deleteAccount(person), true],
    ];
  }

  ofGroup(talk) {
    const { kind, bot } = talk.group;
    const set = (standing) => () => attempt(() => api.setBot(talk, standing));
    if (!talk.inside) return [["Masukkan bot ke grup", set("member")], ...this.ofOwner(talk)];
    if (!talk.leads) return [];
    const promoted = bot === "administrator";
    return [
      [promoted ? "Cabut administrator bot" : "Jadikan bot administrator", set(promoted ? "member" : "administrator")],
      ...(kind === "group" ? [["Jadikan supergrup", () => this.upgrade(talk)]] : []),
      ["Keluarkan bot", set("left"), true],
      ...this.ofOwner(talk),
    ];
  }

  ofOwner(talk) {
    return talk.owns ? [["Bubarkan grup", () => this.deleteGroup(talk), true]] : [];
  }

  async sendCard(person) {
    const others = this.people().filter((one) => one.id !== person.id);
    const options = others.map((one) => element("option", { value: one.id }, one.name));
    const choice = element("select", { id: "card-of" }, ...options, element("option", { value: OFFICE }, "Kantor (tanpa akun Telegram)"));
    const body = element("div", { class: "window-body" }, element("label", { for: "card-of" }, "Kartu kontak milik"), choice);
    if ((await ask("Kirim kartu kontak", body, [["send", "Kirim"], ["no", "Batal"]])) !== "send") return;
    const given = choice.value === OFFICE ? { card: OFFICE_CARD } : { of: Number(choice.value) };
    await attempt(() => api.sendContact(person.id, given));
  }

  async deleteAccount(person) {
    const words = `Akun Telegram ${shortName(person)} dihapus dan tidak dapat dikembalikan; pesan bot tidak lagi sampai.`;
    if (await sure("Hapus akun Telegram?", words, "Hapus akun")) await attempt(() => api.deleteAccount(person.id));
  }

  async upgrade(talk) {
    await attempt(async () => this.opened((await api.upgrade(talk)).chat_id));
  }

  async deleteGroup(talk) {
    const words = `Grup ${talk.name} dibubarkan bagi semua anggotanya.`;
    if (await sure("Bubarkan grup?", words, "Bubarkan")) await attempt(async () => {
      await api.deleteGroup(talk);
      this.opened(null);
    });
  }
}

async function sure(title, words, label) {
  const body = element("p", { class: "window-text" }, words);
  return (await ask(title, body, [["yes", label], ["no", "Batal"]])) === "yes";
}
