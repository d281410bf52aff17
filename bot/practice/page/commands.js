/** The list of commands from the chat's menu: opened by its button, or by typing a slash. */

import { byId, element } from "./dom.js";

export class CommandMenu {
  /** `send(text)` sends the command that was chosen. */
  constructor(send) {
    this.send = send;
    this.panel = byId("commands");
    this.button = byId("menu-button");
    this.commands = [];
    this.button.addEventListener("click", () => (this.panel.hidden ? this.open() : this.close()));
    this.panel.addEventListener("keydown", (event) => this.moveFocus(event));
    document.addEventListener("click", (event) => this.outside(event.target) && this.close());
  }

  /** A menu the bot changes is another one at once, also while it is open. */
  setCommands(commands) {
    const content = JSON.stringify(commands);
    if (content === this.content) return;
    this.content = content;
    this.commands = commands;
    this.button.hidden = commands.length === 0;
    if (!commands.length) this.close();
    else if (!this.panel.hidden) this.open(this.begin, { focus: false });
  }

  /** As somebody types: "/sta" narrows the list, any other text closes it. */
  typed(text) {
    if (/^\/\w*$/.test(text)) this.open(text.slice(1), { focus: false });
    else this.close();
  }

  open(begin = "", { focus = true } = {}) {
    this.begin = begin;
    const fitting = this.commands.filter(({ command }) => command.startsWith(begin.toLowerCase()));
    this.panel.replaceChildren(...fitting.map((entry) => this.entry(entry)));
    this.panel.hidden = fitting.length === 0;
    this.button.setAttribute("aria-expanded", String(!this.panel.hidden));
    if (focus) this.panel.querySelector("button")?.focus();
  }

  close() {
    this.panel.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
  }

  /** Move from the text field into the opened list. True when there was one. */
  enter() {
    if (this.panel.hidden) return false;
    this.panel.querySelector("button:last-child").focus();
    return true;
  }

  entry({ command, description }) {
    const choose = () => {
      this.close();
      this.send(`/${command}`);
    };
    return element(
      "button", { type: "button", class: "command-entry", on: { click: choose } },
      element("span", { class: "command-name" }, `/${command}`),
      element("span", { class: "command-words" }, description),
    );
  }

  moveFocus(event) {
    const target = document.activeElement;
    const next = { ArrowDown: target.nextElementSibling, ArrowUp: target.previousElementSibling }[event.key];
    if (event.key === "Escape") {
      this.close();
      this.button.focus();
    }
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  outside(target) {
    return !this.panel.contains(target) && !this.button.contains(target) && target.id !== "text";
  }
}
