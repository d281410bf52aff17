/** Small panels that open from a button (`<details class="popup">`): one at a time, closed by Escape or a press elsewhere. */

export function keepPopupsTidy() {
  document.addEventListener("click", (event) => closePopups((popup) => popup.contains(event.target)));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const popup of opened()) {
      popup.open = false;
      popup.querySelector("summary").focus();
    }
  });
}

/** Close every open panel except those that `spared` names. */
export function closePopups(spared = () => false) {
  for (const popup of opened()) {
    if (!spared(popup)) popup.open = false;
  }
}

const opened = () => document.querySelectorAll("details.popup[open]");
