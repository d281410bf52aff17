/** The left column: the cast in its groups, with zone clocks and unread badges. */

import { byId, element } from "./dom.js";
import { clockText } from "./times.js";

const STAFF_POST = /petugas|permas|admin/i;
const TINTS = 6;

export const isStaff = (person) => !person.region && STAFF_POST.test(person.post || "");

/** "Inspektur · Kota Bontang", or what is known. */
export function roleText(person) {
  return [person.post, person.region].filter(Boolean).join(" · ") || "Orang luar";
}

/** The groups in order: staff, officials by region, outsiders. */
export function grouped(people) {
  const officials = new Map();
  for (const person of people.filter((one) => one.region)) {
    officials.set(person.region, [...(officials.get(person.region) || []), person]);
  }
  const groups = [
    ["Petugas Dit. Permas", people.filter(isStaff)],
    ...officials,
    ["Orang luar", people.filter((person) => !person.region && !isStaff(person))],
  ];
  return groups.filter(([, members]) => members.length);
}

/** "Sari" of "Sari (nama latihan)" */
export const shortName = (person) => person.name.replace(/\s*\(.*\)$/, "");

/** The name with what stands in brackets set apart. */
export function nameParts(person) {
  const note = person.name.slice(shortName(person).length);
  return [`${shortName(person)} `, note ? element("span", { class: "name-note" }, note.trim()) : ""];
}

export function initials(person) {
  const words = shortName(person).replace(/^(pak|bu|bapak|ibu)\s+/i, "").split(/\s+/).filter(Boolean);
  return words.slice(0, 2).map((word) => word[0].toUpperCase()).join("");
}

export function avatar(person) {
  return element("span", { class: `avatar tint-${Number(person.id) % TINTS}`, "aria-hidden": "true" }, initials(person));
}

/** Draw the column; `choose(person)` opens a chat. */
export function showPeople({ people, clock, selected, choose }) {
  const now = new Date(clock.now);
  const focused = document.activeElement && document.activeElement.dataset.person;
  byId("people").replaceChildren(...grouped(people).map(([title, members]) =>
    section(title, members, { now, selected, choose })));
  if (focused) byId("people").querySelector(`[data-person="${CSS.escape(focused)}"]`)?.focus();
}

function section(title, members, view) {
  const { zone, zone_label: label } = members[0];
  const clock = element("span", { class: "group-clock" }, `${clockText(view.now, zone)} ${label}`);
  const list = element("ul", {}, ...members.map((person) => element("li", {}, entry(person, view))));
  return element("section", { class: "group" }, element("h3", {}, element("span", {}, title), clock), list);
}

function entry(person, { selected, choose }) {
  const chosen = person.id === selected;
  const waiting = person.waiting ? element("span", { class: "chip" }, "Belum terdaftar") : null;
  const unread = person.unread
    ? element("span", { class: "badge" }, String(person.unread), element("span", { class: "unseen" }, " pesan belum dibaca"))
    : null;
  return element(
    "button",
    {
      type: "button", class: "person", "data-person": person.id, "aria-current": chosen ? "true" : null,
      on: { click: () => choose(person) },
    },
    avatar(person),
    element("span", { class: "person-words" },
      element("span", { class: "person-name" }, ...nameParts(person)),
      element("span", { class: "person-post" }, person.post || "Bukan pejabat terdaftar"), waiting),
    unread,
  );
}
