/** Turns the few signs a message may hold into nodes: **bold**, lines with •, empty lines, addresses. Nothing else is markup. */
import { fill, h } from "./dom.js";

const PIECES = /\*\*(.+?)\*\*|((?:https?:\/\/|mailto:|tel:)[^\s<>"*]+)/g;
const SAFE = { "http:": "linkWeb", "https:": "linkWeb", "mailto:": "linkMail", "tel:": "linkPhone" };

/** A link that says what it is, or plain text if the address is not of a safe kind. */
export function link(address, strings, title) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return title ?? address;
  }
  const kind = SAFE[url.protocol];
  if (!kind) return title ?? address;
  const web = kind === "linkWeb";
  const name = title ?? (web ? url.host.replace(/^www\./, "") : url.pathname);
  const props = { href: url.href, ...(web && { target: "_blank", rel: "noopener noreferrer" }) };
  return h("a", props, fill(strings[kind], { name }));
}

/** Text nodes, bold words and links of one line. */
export function inline(text, strings) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(PIECES)) {
    nodes.push(text.slice(end, match.index));
    end = match.index + match[0].length;
    if (match[1]) nodes.push(h("strong", null, inline(match[1], strings)));
    else {
      const address = match[2].replace(/[.,;:!?)\]]+$/, "");
      nodes.push(link(address, strings));
      end -= match[2].length - address.length;
    }
  }
  return [...nodes, text.slice(end)].filter(Boolean);
}

/** Paragraphs and lists. */
export function blocks(text, strings) {
  return text.split(/\n\s*\n/).flatMap((part) => {
    const out = [];
    let last;
    for (const line of part.split("\n").filter((one) => one.trim())) {
      const item = line.match(/^\s*•\s+(.*)/);
      const tag = item ? "ul" : "p";
      if (last?.localName !== tag) out.push((last = h(tag)));
      else if (!item) last.append(h("br"));
      last.append(...(item ? [h("li", null, inline(item[1], strings))] : inline(line, strings)));
    }
    return out;
  });
}

/** "999 or 112" with each number as a telephone link. */
export const phones = (number, strings) =>
  number.split(/(\+?\d[\d ]*\d)/).map((part, i) => (i % 2 ? link(`tel:${part.replace(/ /g, "")}`, strings, part) : part));
