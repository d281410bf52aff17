/** Everything this page asks of the practice room's server. */

export class RoomError extends Error {}

async function request(path, options) {
  const response = await fetch(path, { cache: "no-store", ...options });
  const text = await response.text();
  if (!response.ok) throw new RoomError(refusal(text));
  return text ? JSON.parse(text) : {};
}

function refusal(text) {
  const reason = reasonIn(text);
  return `Permintaan ini belum dapat dijalankan${reason ? ` (${reason})` : ""}.`;
}

/** The server's own words, whether they came as JSON or as plain text. */
function reasonIn(text) {
  try {
    const body = JSON.parse(text);
    return body.error || body.description || "";
  } catch {
    return text.length < 300 ? text : "";
  }
}

function post(path, body = {}) {
  const headers = { "Content-Type": "application/json" };
  return request(path, { method: "POST", headers, body: JSON.stringify(body) });
}

const chatPath = (id, verb = "") => `/room/chat/${encodeURIComponent(id)}${verb && "/" + verb}`;

/** In a group somebody has to act; `talk.speaker` is the id of that member. */
const acting = (talk) => (talk.speaker ? { as: talk.speaker } : {});

export const people = () => request("/room/people");
export const chat = (talk) => request(`${chatPath(talk.id)}${talk.speaker ? `?as=${talk.speaker}` : ""}`);
export const events = (after, signal) => request(`/room/events?after=${after}`, { signal });
export const fileAddress = (fileId) => `/room/file/${encodeURIComponent(fileId)}`;

export function sendText(talk, text, replyTo = null) {
  const more = { ...(replyTo ? { reply_to: replyTo } : {}), ...(talk.unnamed ? { unnamed: true } : {}) };
  return post(chatPath(talk.id, "text"), { ...acting(talk), text, ...more });
}

export function sendFile(userId, file, caption) {
  const body = new FormData();
  body.append("file", file, file.name);
  if (caption) body.append("caption", caption);
  return request(chatPath(userId, "file"), { method: "POST", body });
}

export const press = (talk, messageId, row, column) =>
  post(chatPath(talk.id, "press"), { ...acting(talk), message_id: messageId, row, column });
export const markRead = (talk) => post(chatPath(talk.id, "read"));

export const start = (userId, payload) => post(chatPath(userId, "start"), payload ? { payload } : {});
export const setBlocked = (userId, blocked) => post(chatPath(userId, "block"), { blocked });
export const deleteAccount = (userId) => post(chatPath(userId, "delete_account"));

/** One's own number; `of` the card of another person, `card` any card. */
export const sendContact = (userId, given = {}) => post(chatPath(userId, "contact"), given);

/** `standing` of the bot in a group from now on: "member", "administrator" or "left". */
export const setBot = (talk, standing) => post(chatPath(talk.id, "bot"), { ...acting(talk), standing });
export const upgrade = (talk) => post(chatPath(talk.id, "upgrade"), acting(talk));
export const deleteGroup = (talk) => post(chatPath(talk.id, "delete"), acting(talk));

/** `to` is "next", "day", "sitting" or an ISO 8601 time; the answer comes when the clock has arrived. */
export const moveClock = (to) => post("/room/clock", { to });
