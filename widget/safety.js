/** What to do in an emergency, said by the page itself: from the server's last words, else from the strings. */
import { h, icon } from "./dom.js";
import { blocks, phones } from "./markup.js";

export function safetyView(strings, country, safety) {
  const here = ({ country: codes }) => (codes.includes(country) ? 0 : 1);
  const numbers = safety?.numbers ?? [...strings.emergencyNumbers].sort((one, other) => here(one) - here(other));
  return h("section", { class: "safety", "aria-label": strings.emergency },
    h("p", { class: "alarm" }, icon("warn"), strings.emergency),
    blocks(safety?.text ?? strings.emergencyText, strings),
    h("ul", null, numbers.map(({ label, number }) => h("li", null, h("span", null, label), h("span", null, phones(number, strings))))),
    !safety && blocks(strings.crisisText, strings));
}
