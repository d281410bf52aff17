/** What the page itself says: short notices, announcements for screen readers, and questions. */

import { byId, element } from "./dom.js";

const NOTICE_MILLISECONDS = 6000;

export function toast(text, { wrong = false } = {}) {
  const notice = element("div", { class: wrong ? "toast wrong" : "toast" }, text);
  byId("toasts").append(notice);
  setTimeout(() => notice.remove(), NOTICE_MILLISECONDS);
}

/** Run what the person asked for; when the room refuses, say its reason. True when it was done. */
export async function attempt(action) {
  try {
    await action();
    return true;
  } catch (problem) {
    const gone = problem instanceof TypeError;
    toast(gone ? "Ruang latihan tidak dapat dihubungi." : problem.message, { wrong: true });
    return false;
  }
}

/** Read aloud by a screen reader, not seen. */
export function announce(text) {
  byId("announcer").textContent = text;
}

export async function copy(text, said = "Disalin.") {
  try {
    await navigator.clipboard.writeText(text);
    toast(said);
  } catch {
    toast("Peramban tidak mengizinkan penyalinan.", { wrong: true });
  }
}

/**
 * Show a small window; resolves to the value of the button pressed, or null when it was closed.
 * `buttons` are [value, label] pairs, the first is the one meant.
 */
export function ask(title, body, buttons) {
  const dialog = element("dialog", { class: "window", "aria-label": title });
  return new Promise((resolve) => {
    const choose = (value) => {
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    const row = buttons.map(([value, label], index) =>
      element("button", { type: "button", class: index ? "button" : "button main", on: { click: () => choose(value) } }, label));
    dialog.append(element("h2", {}, title), body, element("div", { class: "window-buttons" }, ...row));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      choose(null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A notice that waits to be read, as Telegram shows `show_alert`. */
export function alertWindow(title, text) {
  return ask(title, element("p", { class: "window-text" }, text), [["seen", "Baik"]]);
}
