/** A page to take to the doctor: what was talked about, questions, sources and the date. Printed from a frame of its own. */
import { button, h } from "./dom.js";
import { plainDate } from "./message.js";
import { blocks, link } from "./markup.js";

const PRINT_CSS = `body{font:14pt/1.5 Verdana,Arial,sans-serif;margin:2cm;color:#000}
li{margin:.4em 0;overflow-wrap:anywhere}a{color:#000;text-decoration:none}`;

const list = (title, items) => (items?.length ? [h("h3", null, title), h("ul", null, items.map((item) => h("li", null, item)))] : []);

/** The summary as nodes, with the buttons to print and save it. */
export function summaryView(summary, strings) {
  const { title, date, topics, questions, sources = [], note } = summary;
  if (!topics?.length && !questions?.length && !sources.length) return [h("p", null, strings.summaryEmpty)];
  const page = h("div", { class: "page", lang: strings.lang, dir: strings.dir }, h("h3", null, title), h("p", null, plainDate(date, strings)),
    list(strings.summaryTopics, topics), list(strings.summaryQuestions, questions),
    list(strings.summarySources, sources.map((one) => [link(one.url, strings, one.title), ` ${one.date ?? ""}`, h("br"), one.url])),
    note && blocks(note, strings));
  return [page, h("div", { class: "acts" }, button(strings.print, () => print(page, title)),
    button(strings.save, () => save(page.innerText)))];
}

function print(page, title) {
  const frame = h("iframe", { class: "frame", "aria-hidden": "true", tabindex: -1, onload: () => {
    const { contentWindow: view, contentDocument: doc } = frame;
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(PRINT_CSS);
    doc.adoptedStyleSheets = [sheet];
    doc.title = title;
    doc.body.replaceChildren(doc.importNode(page, true));
    view.onafterprint = () => frame.remove();
    view.print();
  } });
  page.after(frame);
}

// The few bytes are freed with the page.
function save(text) {
  h("a", { href: URL.createObjectURL(new Blob([text])), download: "summary.txt" }).click();
}
