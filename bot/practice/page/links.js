/** Which addresses may be opened, and invitation links that lead back to this bot. */

const SCHEMES = new Set(["http:", "https:", "tg:"]);

/** The address as a URL if it is http, https or tg; otherwise null. "kpk.go.id" means https://kpk.go.id. */
export function safeAddress(address) {
  const written = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  try {
    const parsed = new URL(written);
    return SCHEMES.has(parsed.protocol) ? parsed : null;
  } catch {
    return null;
  }
}

/** The start payload of a link to this very bot ("" when it has none); null for any other link. */
export function startPayload(parsed, username) {
  const named = (name) => (name || "").toLowerCase() === username.toLowerCase();
  const telegram = ["t.me", "telegram.me"].includes(parsed.hostname) && named(parsed.pathname.slice(1));
  const resolved = parsed.protocol === "tg:" && named(parsed.searchParams.get("domain"));
  return telegram || resolved ? parsed.searchParams.get("start") || "" : null;
}

/** The address as a reader should see it before opening: whole, without the scheme when it is https. */
export function shownAddress(parsed) {
  return parsed.href.replace(/^https:\/\//, "").replace(/\/$/, "");
}

/** What a link to WhatsApp would send: the number without its plus ("" when the sender chooses) and the text; null for others. */
export function whatsappMessage(parsed) {
  const short = parsed.hostname === "wa.me";
  const long = ["api.whatsapp.com", "web.whatsapp.com"].includes(parsed.hostname) && parsed.pathname.startsWith("/send");
  if (!short && !long) return null;
  const number = short ? parsed.pathname.slice(1) : parsed.searchParams.get("phone") || "";
  return { number: number.replace(/\D/g, ""), text: parsed.searchParams.get("text") || "" };
}
