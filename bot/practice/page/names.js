/** How people and groups are called and drawn in one line. */

import { element, icon } from "./dom.js";

const TINTS = 6;
const KINDS = { group: "Grup", supergroup: "Supergrup", channel: "Saluran" };
const STANDINGS = {
  member: "bot anggota", administrator: "bot administrator", left: "bot belum masuk", kicked: "bot dikeluarkan",
};

/** "Inspektur · Kota Bontang", or what is known. */
export function roleText(talk) {
  if (talk.group) return groupText(talk);
  return [talk.post, talk.region].filter(Boolean).join(" · ") || "Orang luar";
}

/** "Supergrup · 3 anggota · bot anggota" */
export function groupText({ group }) {
  return [KINDS[group.kind], ...membership(group)].join(" · ");
}

/** The same or the post in a narrow column, without what the heading above says. */
export function briefText(talk) {
  if (talk.group) return membership(talk.group).join(" · ");
  return talk.staff ? talk.post.replace(/ Dit\. Permas$/, "") : talk.post;
}

const membership = (group) => [`${group.members.length} anggota`, STANDINGS[group.bot]];

/** "Sari" or "Sari (akun baru)": the name as far as it is needed to tell two apart. */
export const distinctName = (talk) => talk.name.replace(" (nama latihan)", "");

/** "Sari" of "Sari (nama latihan)" */
export const shortName = (talk) => (talk.group ? talk.name : talk.name.replace(/\s*\(.*\)$/, ""));

/** The name with what stands in brackets set apart. */
export function nameParts(talk) {
  const note = talk.name.slice(shortName(talk).length);
  return [`${shortName(talk)} `, note ? element("span", { class: "name-note" }, note.trim()) : ""];
}

export function initials(talk) {
  const words = shortName(talk).replace(/^(pak|bu|bapak|ibu)\s+/i, "").split(/\s+/).filter(Boolean);
  return words.slice(0, 2).map((word) => word[0].toUpperCase()).join("");
}

export function avatar(talk) {
  const tint = Math.abs(Number(talk.id)) % TINTS;
  const inside = talk.group ? icon("people") : initials(talk);
  return element("span", { class: `avatar tint-${tint}${talk.group ? " of-group" : ""}`, "aria-hidden": "true" }, inside);
}
