/** A page to take to the doctor: what was talked about, questions, sources and the date. Printed from a frame of its own. */
import { button, h } from "./dom.js";
import { blocks } from "./markup.js";
import { plainDate, sourceList } from "./message.js";

const PRINT_CSS = `body{font:14pt/1.5 Verdana,Arial,sans-serif;margin:2cm;color:#000}h1{font-size:20pt}h2{font-size:16pt}
li{margin:.4em 0}a{color:#000;overflow-wrap:anywhere}a::after{content:" " attr(href)}`;

const list = (title, items) => (items?.length ? [h("h3", null, title), h("ul", null, items.map((item) => h("li", null, item)))] : []);

/** The summary as nodes, with the buttons to print and save it. */
export function summaryView(summary, strings) {
  const { title, date, topics, questions, sources = [], note } = summary;
  if (!topics?.length && !questions?.length && !sources.length) return [h("p", null, strings.summaryEmpty)];
  const page = h("div", { class: "page", lang: strings.lang, dir: strings.dir }, h("h3", null, title), h("p", null, plainDate(date, strings)),
    list(strings.summaryTopics, topics), list(strings.summaryQuestions, questions),
    sources.length > 0 && [h("h3", null, strings.summarySources), sourceList(sources, strings)],
    note && blocks(note, strings));
  return [page, h("div", { class: "acts" }, button(strings.print, () => print(page, title)),
    button(strings.save, () => save(asText(summary, strings))))];
}

function print(page, title) {
  const frame = h("iframe", { class: "frame", "aria-hidden": "true", tabindex: -1, onload: () => {
    const { contentWindow: view, contentDocument: doc } = frame;
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(PRINT_CSS);
    doc.adoptedStyleSheets = [sheet];
    doc.title = title;
    doc.documentElement.lang = page.lang;
    doc.documentElement.dir = page.dir;
    doc.body.replaceChildren(...[...page.children].filter((one) => one !== frame).map((one) => doc.importNode(one, true)));
    view.onafterprint = () => frame.remove();
    view.print();
  } });
  page.append(frame);
}

function asText({ title, date, topics = [], questions = [], sources = [], note = "" }, strings) {
  const part = (heading, items) => (items.length ? [heading, ...items.map((item) => `- ${item}`), ""] : []);
  return [title, plainDate(date, strings), "", ...part(strings.summaryTopics, topics), ...part(strings.summaryQuestions, questions),
    ...part(strings.summarySources, sources.map((one) => [one.title, one.date, one.url].filter(Boolean).join(", "))),
    note.replaceAll("**", "")].join("\n");
}

function save(text) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  h("a", { href, download: "summary.txt" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}
