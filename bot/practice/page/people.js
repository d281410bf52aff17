/** The left column: Dit. Permas, the regions, whoever is not registered, and groups, with clocks and unread badges. */

import { byId, element } from "./dom.js";
import { avatar, briefText, nameParts } from "./names.js";
import { clockText } from "./times.js";

/** The column in order: [title, [[subtitle or null, members]]], the empty ones left out. */
function chapters(talks) {
  const people = talks.filter((talk) => !talk.group);
  const outside = people.filter((person) => !person.staff && !person.region);
  const regions = new Map();
  for (const person of people.filter((one) => one.region)) {
    regions.set(person.region, [...(regions.get(person.region) || []), person]);
  }
  const all = [
    ["Dit. Permas", [[null, people.filter((person) => person.staff)]]],
    ["Daerah", [...regions]],
    ["Belum terdaftar", [[null, outside]]],
    ["Grup", [[null, talks.filter((talk) => talk.group)]]],
  ];
  return all.filter(([, parts]) => parts.some(([, members]) => members.length));
}

/** Draw the column; `choose(talk)` opens a chat. */
export function showPeople({ talks, clock, selected, choose }) {
  const view = { now: new Date(clock.now), selected, choose };
  const focused = document.activeElement && document.activeElement.dataset.person;
  byId("people").replaceChildren(...chapters(talks).map(([title, parts]) => chapter(title, parts, view)));
  if (focused) byId("people").querySelector(`[data-person="${CSS.escape(focused)}"]`)?.focus();
}

function chapter(title, parts, view) {
  const node = element("section", { class: "chapter" }, heading("h3", title, parts.length === 1 ? parts[0][1] : [], view));
  for (const [subtitle, members] of parts) {
    if (subtitle) node.append(heading("h4", subtitle.replace(/^Kabupaten /, "Kab. "), members, view));
    node.append(element("ul", {}, ...members.map((talk) => element("li", {}, entry(talk, view)))));
  }
  return node;
}

/** With the clock of those below, when all of them have the same. */
function heading(tag, title, members, { now }) {
  const zones = new Map(members.filter((talk) => !talk.group).map((talk) => [talk.zone, talk.zone_label]));
  const [[zone, label] = []] = zones;
  const clock = zones.size === 1 ? element("span", { class: "group-clock" }, `${clockText(now, zone)} ${label}`) : null;
  return element(tag, {}, element("span", {}, title), clock);
}

function entry(talk, { selected, choose }) {
  const unread = talk.unread
    ? element("span", { class: "badge" }, String(talk.unread), element("span", { class: "unseen" }, " pesan belum dibaca"))
    : null;
  return element(
    "button",
    {
      type: "button", class: "person", "data-person": talk.id, "aria-current": talk.id === selected ? "true" : null,
      on: { click: () => choose(talk) },
    },
    avatar(talk),
    element("span", { class: "person-words" },
      element("span", { class: "person-name" }, ...nameParts(talk)),
      element("span", { class: "person-post" }, briefText(talk)), chip(talk)),
    unread,
  );
}

function chip(talk) {
  const words = { blocked: "Memblokir bot", deactivated: "Akun dihapus" }[talk.state] || registration(talk);
  return words ? element("span", { class: "chip" }, words) : null;
}

/** Whoever stands among the regions and cannot act for one: not yet, or no more. */
function registration({ waiting, registered, region, code }) {
  if (waiting) return "Belum terdaftar";
  if (registered !== false || !region) return null;
  return code ? "Belum terdaftar" : "Tidak lagi terdaftar";
}
