/** Sending a file: chosen with the paperclip, dropped on the chat or pasted, with a caption. */

import * as api from "./api.js";
import { sizeText } from "./attachments.js";
import { byId, element } from "./dom.js";
import { ask, attempt, toast } from "./notices.js";
import { shortName } from "./names.js";

const LARGEST_BYTES = 20 * 1024 * 1024; // what a bot may download, Bot API getFile
const CAPTION_CHARACTERS = 1024;

export class Upload {
  /** `person()` is who sends, or null when nobody may. */
  constructor(person) {
    this.person = person;
    const input = byId("file");
    byId("attach").addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      this.offer(input.files[0]);
      input.value = "";
    });
    byId("text").addEventListener("paste", (event) => {
      const [file] = event.clipboardData.files;
      if (!file) return;
      event.preventDefault();
      this.offer(file);
    });
    this.acceptDrops(byId("conversation"));
  }

  acceptDrops(area) {
    let inside = 0;
    const mark = () => area.classList.toggle("dropping", inside > 0 && this.person() !== null);
    const carriesFile = (event) => [...event.dataTransfer.types].includes("Files");
    area.addEventListener("dragenter", (event) => carriesFile(event) && (inside++, mark()));
    area.addEventListener("dragleave", (event) => carriesFile(event) && (inside--, mark()));
    area.addEventListener("dragover", (event) => event.preventDefault());
    area.addEventListener("drop", (event) => {
      event.preventDefault();
      inside = 0;
      mark();
      this.offer(event.dataTransfer.files[0]);
    });
  }

  async offer(file) {
    const person = this.person();
    if (!file || !person) return;
    if (file.size > LARGEST_BYTES) {
      toast("Berkas lebih dari 20 MB tidak dapat dibaca bot.", { wrong: true });
      return;
    }
    const caption = element("textarea", { id: "caption", rows: "3", maxlength: CAPTION_CHARACTERS });
    const body = element(
      "div", { class: "window-body" },
      element("p", { class: "window-text" }, element("strong", {}, file.name), ` · ${sizeText(file.size)}`),
      element("label", { for: "caption" }, "Keterangan (tidak wajib)"), caption,
    );
    const choice = await ask(`Kirim berkas sebagai ${shortName(person)}`, body, [["send", "Kirim"], ["no", "Batal"]]);
    if (choice === "send") await attempt(() => api.sendFile(person.id, file, caption.value.trim()));
  }
}
