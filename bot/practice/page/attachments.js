/** Pictures, documents and contact cards inside a message. */

import { fileAddress } from "./api.js";
import { element, icon } from "./dom.js";

const WIDEST_PIXELS = 500;
const TALLEST_PIXELS = 420;
const DECIMALS = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 1 });

/** What a message carries besides text, or null. */
export function attachment(message) {
  if (message.photo && message.photo.length) return photo(message);
  if (message.document) return documentCard(message.document);
  if (message.contact) return contactCard(message.contact);
  return null;
}

/** What is inside, in words: for the preview of a reply and for screen readers. */
export function attachmentWords(message) {
  if (message.photo) return "Gambar";
  if (message.document) return `Berkas ${message.document.file_name || ""}`.trim();
  if (message.contact) return "Kontak";
  return "Pesan";
}

/** "12,4 KB" */
export function sizeText(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const kilobytes = bytes / 1024;
  return kilobytes < 1024 ? `${DECIMALS.format(kilobytes)} KB` : `${DECIMALS.format(kilobytes / 1024)} MB`;
}

function photo(message) {
  const largest = message.photo[message.photo.length - 1];
  const address = fileAddress(largest.file_id);
  const alt = message.caption ? `Gambar: ${message.caption.slice(0, 120)}` : "Gambar tanpa keterangan";
  const picture = element("img", { src: address, alt, ...shownSize(largest) });
  const label = "Perbesar gambar";
  return element(
    "button",
    { type: "button", class: "photo", "aria-label": `${label}. ${alt}`, title: label, on: { click: () => enlarge(address, alt) } },
    picture,
  );
}

/** The size in the chat, known before the picture has loaded, so that nothing jumps. */
function shownSize({ width, height }) {
  if (!width || !height) return {};
  const scale = Math.min(1, WIDEST_PIXELS / width, TALLEST_PIXELS / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

function enlarge(address, alt) {
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  const dialog = element(
    "dialog", { class: "lightbox", "aria-label": alt, on: { cancel: close, click: close } },
    element("img", { src: address, alt }),
    element("a", { class: "icon-button lightbox-save", href: address, download: "", "aria-label": "Unduh gambar", title: "Unduh gambar", on: { click: (event) => event.stopPropagation() } }, icon("download")),
    element("button", { type: "button", class: "icon-button lightbox-close", "aria-label": "Tutup gambar" }, icon("close")),
  );
  document.body.append(dialog);
  dialog.showModal();
}

function documentCard(file) {
  const name = file.file_name || "berkas";
  const ending = name.includes(".") ? name.split(".").pop().slice(0, 4).toUpperCase() : "FILE";
  const size = file.file_size ? sizeText(file.file_size) : "Berkas";
  return element(
    "a",
    { class: "document", href: fileAddress(file.file_id), download: name, "aria-label": `Unduh ${name}, ${size}` },
    element("span", { class: "document-kind", "aria-hidden": "true" }, ending),
    element("span", { class: "document-words" },
      element("span", { class: "document-name" }, name),
      element("span", { class: "document-size" }, size)),
    icon("download"),
  );
}

function contactCard(contact) {
  const name = [contact.first_name, contact.last_name].filter(Boolean).join(" ");
  return element(
    "div", { class: "document" },
    element("span", { class: "document-kind" }, icon("phone")),
    element("span", { class: "document-words" },
      element("span", { class: "document-name" }, name),
      element("span", { class: "document-size" }, contact.phone_number)),
  );
}
