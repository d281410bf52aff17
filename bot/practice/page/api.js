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

const chatPath = (userId, verb = "") => `/room/chat/${encodeURIComponent(userId)}${verb && "/" + verb}`;

export const people = () => request("/room/people");
export const chat = (userId) => request(chatPath(userId));
export const events = (after, signal) => request(`/room/events?after=${after}`, { signal });
export const fileAddress = (fileId) => `/room/file/${encodeURIComponent(fileId)}`;

export function sendText(userId, text, replyTo = null) {
  return post(chatPath(userId, "text"), replyTo ? { text, reply_to: replyTo } : { text });
}

export function sendFile(userId, file, caption) {
  const body = new FormData();
  body.append("file", file, file.name);
  if (caption) body.append("caption", caption);
  return request(chatPath(userId, "file"), { method: "POST", body });
}

export const press = (userId, messageId, row, column) =>
  post(chatPath(userId, "press"), { message_id: messageId, row, column });
export const start = (userId, payload) => post(chatPath(userId, "start"), payload ? { payload } : {});
export const sendContact = (userId) => post(chatPath(userId, "contact"));
export const markRead = (userId) => post(chatPath(userId, "read"));
export const setBlocked = (userId, blocked) => post(chatPath(userId, "block"), { blocked });

/** `to` is "next", "day", "sitting" or an ISO 8601 time; the answer comes when the clock has arrived. */
export const moveClock = (to) => post("/room/clock", { to });
