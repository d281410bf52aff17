/** The panel "Yang dapat dicoba", drawn from guide-steps.js. */

import { byId, element } from "./dom.js";
import { GUIDE } from "./guide-steps.js";
import { distinctName } from "./names.js";

const REMEMBERED = "panduan-tertutup";

export class Guide {
  /** `openChat(talk, text)` opens a chat and puts the text, if any, in its field. */
  constructor(openChat) {
    this.openChat = openChat;
    this.panel = byId("guide");
    byId("guide-toggle").addEventListener("click", () => this.set(this.panel.hidden));
    byId("guide-close").addEventListener("click", () => this.set(false));
    const narrow = matchMedia("(max-width: 1100px)").matches;
    this.set(!narrow && localStorage.getItem(REMEMBERED) === null, { remember: false });
  }

  set(open, { remember = true } = {}) {
    this.panel.hidden = !open;
    byId("guide-toggle").setAttribute("aria-expanded", String(open));
    if (!remember) return;
    if (open) localStorage.removeItem(REMEMBERED);
    else localStorage.setItem(REMEMBERED, "ya");
  }

  show(talks) {
    if (byId("guide-steps").childElementCount) return;
    byId("guide-steps").replaceChildren(...GUIDE.map((step) => this.step(step, talks)));
  }

  step({ title, who, fill, does }, talks) {
    const person = talks.find((one) =>
      (who.group ? one.group && who.group.test(one.name) : who.post.test(one.post || "") && who.region.test(one.region || "")));
    const open = () => {
      if (matchMedia("(max-width: 1100px)").matches) this.set(false, { remember: false });
      this.openChat(person, fill);
    };
    const label = person ? `Buka ${person.group ? "grup" : "sebagai"} ${distinctName(person)}` : "";
    return element(
      "li", {},
      element("h3", {}, title),
      element("ul", {}, ...does.map((line) => element("li", {}, line))),
      person ? element("button", { type: "button", class: "button small", on: { click: open } }, label) : null,
      person && fill ? element("p", { class: "guide-note" }, `${fill.split("\n")[0]} akan tersedia di kotak pesan.`) : null,
    );
  }
}
