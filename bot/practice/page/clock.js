/** The top bar: the practice clock in three zones, and the ways to move it. */

import * as api from "./api.js";
import { arrange, byId, element } from "./dom.js";
import { attempt, toast } from "./notices.js";
import { closePopups } from "./popups.js";
import { ZONES, clockText, dayText, otherDay, wibFieldValue, wibMoment } from "./times.js";

const [[, WIB]] = ZONES;

const NOTHING_AHEAD = {
  next: "Belum ada saat berikutnya yang terjadwal.",
  sitting: "Belum ada sesi rapat berikutnya. Rapat dibuat petugas dengan /rapat baru.",
};

export class Clock {
  /** `moved()` runs when a jump has arrived. */
  constructor(moved) {
    this.moved = moved;
    this.now = null;
    for (const button of document.querySelectorAll("[data-clock]")) {
      button.addEventListener("click", () => this.move(button.dataset.clock));
    }
    byId("clock-field").addEventListener("input", () => this.echo());
    byId("clock-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.moveToField();
    });
    byId("pick").addEventListener("toggle", () => this.offerNow());
    byId("clock-toggle").addEventListener("click", () => this.toggle());
  }

  show({ now, label }) {
    this.now = new Date(now);
    arrange(byId("zones"), ZONES.map(([name, zone]) => zoneClock(this.now, name, zone)));
    byId("clock-day").textContent = dayText(this.now, WIB);
    byId("clock-label").textContent = label || "";
    byId("clock-label").hidden = !label;
    byId("clock-field").min = wibFieldValue(this.now);
  }

  /** The field begins with the present whenever its panel opens. */
  offerNow() {
    if (!byId("pick").open || !this.now) return;
    byId("clock-field").value = wibFieldValue(this.now);
    this.echo();
    byId("clock-field").focus();
  }

  /** What the field holds, in words: a browser may show the date in another country's order. */
  echo() {
    const value = byId("clock-field").value;
    byId("clock-echo").textContent = value
      ? `${dayText(wibMoment(value), WIB)}, pukul ${clockText(wibMoment(value), WIB)} WIB` : "";
  }

  async moveToField() {
    const value = byId("clock-field").value;
    if (!value) return toast("Mohon mengisi tanggal dan jam.", { wrong: true });
    if (wibMoment(value) <= this.now) return toast("Jam latihan hanya dapat bergerak maju.", { wrong: true });
    closePopups();
    await this.move(`${value}:00+07:00`);
  }

  async move(to) {
    const bar = byId("clock");
    if (bar.getAttribute("aria-busy") === "true") return;
    bar.setAttribute("aria-busy", "true");
    const done = await attempt(async () => this.arrived(await jump(to)));
    bar.setAttribute("aria-busy", "false");
    if (done) await this.moved();
  }

  arrived({ now }) {
    const moment = new Date(now);
    toast(`Kini ${dayText(moment, WIB)}, pukul ${clockText(moment, WIB)} WIB.`);
  }

  toggle() {
    const open = byId("clock").classList.toggle("open");
    byId("clock-toggle").setAttribute("aria-expanded", String(open));
  }
}

async function jump(to) {
  try {
    return await api.moveClock(to);
  } catch (problem) {
    if (problem instanceof api.RoomError && NOTHING_AHEAD[to]) problem.message = NOTHING_AHEAD[to];
    throw problem;
  }
}

function zoneClock(now, name, zone) {
  const tomorrow = otherDay(now, zone, WIB) ? element("span", { class: "zone-day" }, " (besok)") : null;
  return element(
    "div", { class: "zone" },
    element("span", { class: "zone-time" }, clockText(now, zone)),
    element("span", { class: "zone-name" }, name, tomorrow),
  );
}
