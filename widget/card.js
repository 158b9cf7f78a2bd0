/** A card of facts, such as one trial. */
import { h, icon } from "./dom.js";
import { inline, link } from "./markup.js";

export function cardView({ title, lines = [], cautions = [], note, link: more }, strings) {
  return h("article", { class: "card" },
    h("h3", null, title),
    h("dl", null, lines.map(({ label, text }) => h("div", null, h("dt", null, label), h("dd", null, inline(text, strings))))),
    cautions.length > 0 && h("div", { class: "caution" }, h("p", null, icon("warn"), h("strong", null, strings.cautions)),
      h("ul", null, cautions.map((caution) => h("li", null, inline(caution, strings))))),
    note && h("p", null, inline(note, strings)),
    more && h("p", null, link(more.url, strings, more.title)));
}
