/** Groups as the page sees them: a talk like that with a person, in which one of the members acts. */

import { distinctName } from "./names.js";

const LEADERS = ["creator", "administrator"];

/** Whoever writes without a name does so for the owner. */
export const UNNAMED = "unnamed";

const speakers = new Map();

export const setSpeaker = (groupId, speaker) => speakers.set(groupId, speaker);

/** The group as a talk; `speaker` is who acts in it, until another one is chosen the owner. */
export function groupTalk(group, people) {
  const members = group.members.map((member) => ({ ...people.find((person) => person.id === member.id), ...member }));
  const owner = members.find((member) => member.standing === "creator") || members[0];
  const chosen = speakers.get(group.id);
  const unnamed = chosen === UNNAMED && group.kind === "supergroup";
  const speaker = members.find((member) => member.id === chosen) || owner;
  return {
    id: group.id, name: group.title, group, members, speaker: speaker && speaker.id, unnamed,
    leads: Boolean(speaker && LEADERS.includes(speaker.standing)), owns: speaker === owner,
    inside: group.bot === "member" || group.bot === "administrator",
    state: "normal", can_type: members.length > 0, unread: group.unread,
    zone: speaker ? speaker.zone : "Asia/Jakarta", zone_label: speaker ? speaker.zone_label : "WIB",
  };
}

/** [value, label] of everybody who may write, with the nameless administrator of a supergroup. */
export function speakersOf(talk) {
  const named = talk.members.map((member) => [String(member.id), distinctName(member)]);
  return talk.group.kind === "supergroup" ? [...named, [UNNAMED, "Administrator tanpa nama"]] : named;
}

/** What a service message says, or null when this is none. */
export function serviceWords(message) {
  const who = message.from ? message.from.first_name : "";
  const names = (users) => users.map((user) => user.first_name).join(", ");
  if (message.new_chat_members) return `${who} memasukkan ${names(message.new_chat_members)}.`;
  if (message.left_chat_member) return `${who} mengeluarkan ${names([message.left_chat_member])}.`;
  if (message.migrate_to_chat_id) return "Grup ini menjadi supergrup.";
  if (message.migrate_from_chat_id) return "Supergrup ini semula sebuah grup; nomornya berubah.";
  return message.pinned_message ? "Pesan disematkan." : null;
}
