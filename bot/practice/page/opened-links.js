/** Links that do not leave the room: those to the bot itself, and those to WhatsApp. */

import { element } from "./dom.js";
import { startPayload, whatsappMessage } from "./links.js";
import { ask, attempt, copy } from "./notices.js";
import { distinctName, roleText } from "./names.js";

export class OpenedLinks {
  /** `room()` is everything there is, `start(person, payload)` opens a chat by a link. */
  constructor(room, selected, start) {
    this.room = room;
    this.selected = selected;
    this.start = start;
  }

  /** True when the link has been taken over. */
  follow(url) {
    const payload = startPayload(url, this.room().bot.username);
    const message = whatsappMessage(url);
    if (payload !== null) attempt(() => this.open(payload));
    else if (message) attempt(() => this.show(message));
    return payload !== null || message !== null;
  }

  /** A link to this bot opens here, as the person chosen, because outside there is no such bot. */
  async open(payload) {
    const { people } = this.room();
    const options = people.map((person) =>
      element("option", { value: person.id, selected: person.id === this.selected() }, `${distinctName(person)} · ${roleText(person)}`));
    const choice = element("select", { id: "opener" }, ...options);
    const body = element("div", { class: "window-body" }, element("label", { for: "opener" }, "Tautan ini dibuka oleh"), choice);
    if ((await ask("Buka tautan bot", body, [["open", "Buka"], ["no", "Batal"]])) !== "open") return;
    await this.start(people.find((person) => String(person.id) === choice.value), payload);
  }

  /** WhatsApp is not part of the room: what it would be asked to send is shown instead. */
  async show({ number, text }) {
    const body = element(
      "div", { class: "window-body" },
      element("p", { class: "muted" }, "Di ruang latihan tautan ini tidak dibuka. WhatsApp akan menyiapkan pesan berikut:"),
      element("p", {}, element("strong", {}, number ? `Kepada +${number}` : "Penerima dipilih di WhatsApp")),
      element("p", { class: "window-text window-quote" }, text || "Tanpa teks."),
    );
    const buttons = text ? [["copy", "Salin teks"], ["no", "Tutup"]] : [["no", "Tutup"]];
    if ((await ask("Tautan WhatsApp", body, buttons)) === "copy") await copy(text, "Teks disalin.");
  }
}
