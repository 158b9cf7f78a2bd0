/** Says each thing once to a screen reader, apart from the visible messages, whose buttons must not be read out each time. */
import { h } from "./dom.js";

// Shorter, and some screen readers miss it.
const KEPT = 2000;

export class Announcer {
  polite = h("div", { class: "sr", role: "log" });
  urgent = h("div", { class: "sr", role: "alert" });

  say(text, urgent = false) {
    const line = h("p", null, text);
    (urgent ? this.urgent : this.polite).append(line);
    setTimeout(() => line.remove(), KEPT);
  }
}
