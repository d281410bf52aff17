/** Message text with its entities as elements. Offsets are UTF-16 units, as JavaScript counts. */

import { element, pressable } from "./dom.js";
import { safeAddress } from "./links.js";
import { copy } from "./notices.js";

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };
const COLLAPSED_LINES = 3;

/**
 * A fragment for `text`.
 * `actions.command(text)` runs when a command is pressed, `actions.follow(url)` may take a link over.
 */
export function renderText(text, entities = [], actions) {
  const fragment = document.createDocumentFragment();
  fill(fragment, text, { from: 0, to: text.length }, inOrder(entities), actions);
  return fragment;
}

/** Outer before inner: by start, then the longer, then the blocks. */
function inOrder(entities) {
  const block = (entity) => (BLOCKS.has(entity.type) ? 0 : 1);
  return [...entities].sort((one, other) =>
    one.offset - other.offset || other.length - one.length || block(one) - block(other));
}

function fill(target, text, { from, to }, entities, actions) {
  let position = from;
  let next = 0;
  while (next < entities.length) {
    const entity = entities[next++];
    const start = Math.max(entity.offset, position);
    const end = Math.min(entity.offset + entity.length, to);
    if (end <= start) continue;
    const inside = [];
    while (next < entities.length && entities[next].offset < end) inside.push(entities[next++]);
    appendPlain(target, text.slice(position, start));
    const node = nodeFor(entity, text.slice(start, end), actions);
    fill(node.inner || node, text, { from: start, to: end }, inside, actions);
    target.append(node);
    finish(node);
    position = end;
  }
  appendPlain(target, text.slice(position, to));
}

/** A block ends its own line, so the line break right after it is not drawn a second time. */
function appendPlain(target, text) {
  const afterBlock = target.lastChild instanceof HTMLElement && target.lastChild.classList.contains("block");
  const shown = afterBlock ? text.replace(/^\n/, "") : text;
  if (shown) target.append(shown);
}

function nodeFor(entity, text, actions) {
  if (TAGS[entity.type]) return element(TAGS[entity.type]);
  const build = BUILDERS[entity.type];
  return build ? build(entity, text, actions) : element("span");
}

function finish(node) {
  if (node.finish) node.finish();
}

const BUILDERS = {
  code: (_entity, text) =>
    pressable(element("code", { class: "copyable", title: "Ketuk untuk menyalin" }), () => copy(text)),
  pre: preformatted,
  blockquote: () => element("blockquote", { class: "block" }),
  expandable_blockquote: expandableQuote,
  spoiler,
  text_link: (entity, text, actions) => link(entity.url, text, actions),
  url: (_entity, text, actions) => link(text, text, actions),
  bot_command: (_entity, text, actions) =>
    pressable(element("span", { class: "command", title: "Kirim perintah ini" }), () => actions.command(text)),
  mention: () => element("span", { class: "mention" }),
  text_mention: () => element("span", { class: "mention" }),
};

function preformatted(entity, text) {
  const code = element("code");
  const button = element(
    "button", { type: "button", class: "pre-copy", on: { click: () => copy(text) } }, "Salin",
  );
  const node = element("div", { class: "block pre" }, element("pre", { tabindex: "0" }, code), button);
  if (entity.language) node.setAttribute("data-language", entity.language);
  node.inner = code;
  return node;
}

/** Three lines, and a button for the rest when there is a rest. */
function expandableQuote() {
  const inner = element("div", { class: "quote-text collapsed" });
  const button = element("button", { type: "button", class: "quote-more", "aria-expanded": "false" }, "Selengkapnya");
  const node = element("blockquote", { class: "block expandable" }, inner, button);
  button.addEventListener("click", () => {
    const collapsed = inner.classList.toggle("collapsed");
    button.setAttribute("aria-expanded", String(!collapsed));
    button.textContent = collapsed ? "Selengkapnya" : "Ringkas";
  });
  node.inner = inner;
  node.finish = () => {
    button.hidden = inner.textContent.split("\n").length <= COLLAPSED_LINES && inner.textContent.length < 150;
  };
  return node;
}

function spoiler() {
  const inner = element("span", { "aria-hidden": "true" });
  const node = element("span", { class: "spoiler", "aria-label": "Teks tersamar, tekan untuk menampilkan" }, inner);
  const reveal = () => {
    node.classList.add("revealed");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
    inner.removeAttribute("aria-hidden");
  };
  pressable(node, reveal);
  node.inner = inner;
  return node;
}

/** A link to http, https or tg; anything else stays a word, its address shown but not followed. */
function link(address, text, actions) {
  const parsed = safeAddress(address);
  if (!parsed) return element("span", { class: "dead-link", title: `Alamat tidak dibuka: ${address}` });
  const title = address === text ? null : parsed.href;
  const node = element("a", { href: parsed.href, target: "_blank", rel: "noopener noreferrer", title });
  node.addEventListener("click", (event) => {
    if (actions.follow(parsed)) event.preventDefault();
  });
  return node;
}
