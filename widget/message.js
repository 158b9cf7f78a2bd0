/** How one message looks: the person's, or the assistant's with its evidence, sources, cards and buttons. */
import { cardView } from "./card.js";
import { button, fill, h, icon } from "./dom.js";
import { blocks, link } from "./markup.js";
import { canSpeak, read, stopReading } from "./speech.js";

const hidden = (text) => h("span", { class: "sr" }, `${text} `);

export const personView = (text, strings) => h("div", { class: "msg mine", tabindex: -1 }, hidden(strings.you), h("p", { dir: "auto" }, text));

/** The date as people write it in the language of the strings; as it came if it is no date. */
export function plainDate(date, strings) {
  const day = new Date(`${date}T12:00`);
  return isNaN(day) ? date : day.toLocaleDateString(strings.lang, { day: "numeric", month: "long", year: "numeric" });
}

export const sourceList = (sources, strings) =>
  h("ul", null, sources.map(({ title, url, date }) => h("li", null, link(url, strings, title), date && ` ${date}`)));

/** `chat` offers strings, settings, announce(text) and rate(id, helpful), a promise. */
export function botView(message, chat) {
  const { strings } = chat;
  const kind = ["answer", "emergency"].includes(message.kind) ? message.kind : "notice";
  const { cards = [], sources = [] } = message;
  return h("div", { class: `msg bot ${kind}`, lang: message.language },
    hidden(strings.assistant),
    kind === "emergency" && h("p", { class: "alarm" }, icon("warn"), strings.emergency),
    h("div", { dir: "auto" }, cards.length ? cards.map((card) => cardView(card, strings)) : blocks(message.text, strings)),
    message.evidence && h("p", { class: "evidence" }, icon(message.evidence.level),
      h("span", null, `${strings.evidence} `, h("strong", null, message.evidence.label))),
    h("div", { class: "acts", lang: strings.lang }, canSpeak && readButton(message, chat), sources.length > 0 && sourceButton(message, chat)),
    kind === "answer" && feedback(message, chat));
}

function readButton(message, { strings, settings }) {
  let reading = false;
  const toggle = button(strings.readAloud, () => {
    if (reading) return stopReading();
    read(message.speak || message.text, message.language || strings.lang, settings().speed, () => show(false));
    show(true);
  }, { class: "quiet" });
  const show = (yes) => {
    reading = yes;
    toggle.replaceChildren(icon(yes ? "stop" : "sound"), h("span", null, yes ? strings.stopReading : strings.readAloud));
  };
  show(false);
  return toggle;
}

function sourceButton({ sources, checked }, { strings }) {
  const list = h("div", { class: "sources", hidden: true }, sourceList(sources, strings),
    checked && h("p", null, fill(strings.checked, { date: plainDate(checked, strings) })));
  const toggle = button(strings.sources, () => {
    list.hidden = !list.hidden;
    toggle.setAttribute("aria-expanded", !list.hidden);
  }, { class: "quiet", "aria-expanded": "false" });
  return [toggle, list];
}

function feedback(message, { strings, announce, rate }) {
  const said = h("p", { class: "small" });
  const choose = async (chosen, helpful) => {
    try {
      await rate(message.id, helpful);
      for (const one of buttons) one.setAttribute("aria-pressed", one === chosen);
      said.textContent = strings.thanks;
    } catch {
      said.textContent = strings.feedbackFailed;
    }
    announce(said.textContent);
  };
  const buttons = ["helped", "notHelped"].map((name) =>
    button(strings[name], (event) => choose(event.currentTarget, name === "helped"), { class: "quiet", "aria-pressed": "false" }));
  return h("div", { class: "acts", role: "group", "aria-label": strings.feedback, lang: strings.lang }, buttons, said);
}
