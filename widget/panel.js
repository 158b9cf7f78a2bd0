/** The chat window: shows what the conversation tells it, and the pages for options, summary and forgetting. */
import { ApiError } from "./api.js";
import { Composer } from "./composer.js";
import { button, fill, h } from "./dom.js";
import { blocks } from "./markup.js";
import { botView, personView } from "./message.js";
import { optionsView } from "./options.js";
import { safetyView } from "./safety.js";
import { stopReading } from "./speech.js";
import { summaryView } from "./summary.js";

const CHOICES_AT_ONCE = 5;
const LONG_WAIT = 8000;
// Shorter, and some screen readers miss what is announced.
const ANNOUNCED = 2000;

export class Panel {
  #polite = h("div", { class: "sr", role: "log" });
  #urgent = h("div", { class: "sr", role: "alert" });
  #bubbles = new Map();
  #turns = new Set();
  #trouble = "";
  #timer;

  /** `host` offers country, inline, memory, settings(), change(settings), close(). */
  constructor(strings, host) {
    Object.assign(this, { strings, host });
    const { inline } = host;
    this.composer = new Composer({ strings, say: (body, label) => this.#say(body, label), options: () => this.#options() });
    this.log = h("div", { class: "log" });
    this.status = h("div", { class: "status", role: "status" });
    this.trouble = h("div", { class: "trouble" });
    this.choices = h("div", { class: "choices", role: "group", "aria-label": strings.choices, hidden: true });
    this.scroll = h("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": strings.conversation },
      this.log, this.trouble, this.status, this.choices);
    this.talk = h("div", { class: "talk" }, this.scroll, this.composer.element);
    this.page = h("div", { class: "scroll other", hidden: true });
    this.element = h(inline ? "section" : "dialog", { class: "panel", "aria-labelledby": "title", onkeydown: (event) => this.#escape(event) },
      h("div", { class: "head" }, h("div", null, h("h2", { id: "title" }, strings.title), h("p", null, strings.subtitle)),
        !inline && button(strings.close, host.close, null, "close")),
      this.talk, this.page, this.#polite, this.#urgent);
  }

  // What the conversation tells.

  queued(item) {
    const bubble = personView(item.label, this.strings);
    this.#bubbles.set(item, bubble);
    this.log.append(bubble);
    this.choices.hidden = true;
    this.#show(bubble);
  }

  turn({ turn, person, messages }, item) {
    const asked = this.#bubbles.get(item);
    this.#bubbles.delete(item);
    asked?.querySelector(".waiting")?.remove();
    if (turn && this.#turns.has(turn)) return asked?.remove();
    this.#turns.add(turn);
    const chat = { strings: this.strings, settings: this.host.settings, announce: (text) => this.#tell(text),
      rate: (id, helpful) => this.conversation.api.feedback(id, helpful) };
    const [next = null] = this.#bubbles.values();
    const first = person ? personView(person, this.strings) : null;
    for (const node of [first, ...messages.map((message) => botView(message, chat))]) if (node) this.log.insertBefore(node, next);
    const choices = messages.flatMap((message) => message.choices ?? []);
    this.#offer(choices);
    if (item !== undefined) this.#announce(messages, choices.length);
    this.#show(asked ?? first ?? this.log);
  }

  restored() {
    this.#tell(this.strings.restored);
  }

  busy(yes) {
    clearTimeout(this.#timer);
    if (yes) this.#timer = setTimeout(() => this.#showTrouble("slow"), LONG_WAIT);
    this.status.replaceChildren(...(yes ? [h("span", { class: "dots", "aria-hidden": "true" }), this.strings.thinking] : []));
  }

  restarted() {
    this.#notice(this.strings.restarted);
  }

  rejected(item, message) {
    this.#bubbles.get(item)?.remove();
    this.#bubbles.delete(item);
    this.composer.giveBack(item.body.text);
    this.choices.hidden = !this.choices.childElementCount;
    this.#notice(message || this.strings.invalid);
  }

  down(error) {
    for (const bubble of this.#bubbles.values())
      if (!bubble.querySelector(".waiting")) bubble.append(h("p", { class: "small waiting" }, this.strings.waiting));
    const reason = error.status === 429 ? "tooFast" : navigator.onLine ? "unavailable" : "offline";
    this.#showTrouble(reason, error.safety);
  }

  up() {
    if (this.trouble.contains(this.#focused())) this.composer.box.focus();
    this.#trouble = "";
    this.trouble.replaceChildren();
  }

  // What the person does.

  #say(body, label) {
    const typing = this.#focused() === this.composer.box;
    this.#toChat();
    this.conversation.say(body, label);
    if (!typing) [...this.#bubbles.values()].pop()?.focus({ preventScroll: true });
  }

  #escape(event) {
    if (event.key !== "Escape") return;
    stopReading();
    if (!this.page.hidden) this.#options(false);
    else if (!this.host.inline) this.host.close();
    else return;
    event.preventDefault();
  }

  #toChat() {
    this.page.hidden = true;
    this.talk.hidden = false;
  }

  /** Shows a page in place of the chat, with its heading in focus. */
  #open(title, ...content) {
    const heading = h("h3", { tabindex: -1 }, title);
    this.page.replaceChildren(button(this.strings.back, () => this.#options(false), null, "back"), heading, ...content.flat(9).filter(Boolean));
    this.talk.hidden = true;
    this.page.hidden = false;
    this.page.scrollTop = 0;
    heading.focus();
  }

  #options(open = true) {
    const { strings, host } = this;
    if (!open) {
      this.#toChat();
      return this.composer.optionsButton.focus();
    }
    this.#open(strings.options, optionsView({
      ...host, strings, summary: () => this.#summary(), saveChat: () => this.conversation.save(), askForget: () => this.#askForget(),
      startOver: () => this.#say({ command: "start_over" }, strings.startOver),
    }));
  }

  async #summary() {
    const { strings } = this;
    const body = h("div", { role: "status" }, strings.summaryLoading);
    this.#open(strings.summary, body);
    try {
      const summary = this.conversation.api.token ? await this.conversation.api.summary() : {};
      body.replaceWith(...summaryView(summary, strings));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      body.textContent = strings.summaryFailed;
    }
  }

  #askForget() {
    const { strings } = this;
    const said = h("p", { role: "alert" });
    const forget = () => this.conversation.forget().then(() => this.#forgotten(), () => (said.textContent = strings.forgetFailed));
    this.#open(strings.forgetQuestion, h("p", null, strings.forgetText), said,
      h("div", { class: "choices" }, button(strings.forgetYes, forget, { class: "strong" }), button(strings.forgetNo, () => this.#options(false))));
  }

  #forgotten() {
    this.#bubbles.clear();
    this.#turns.clear();
    this.up();
    this.#toChat();
    this.log.replaceChildren();
    this.#notice(this.strings.forgotten);
    this.choices.replaceChildren(button(this.strings.newChat, () => {
      this.log.replaceChildren();
      this.choices.hidden = true;
      this.scroll.focus();
      this.conversation.open();
    }));
    this.choices.hidden = false;
    this.choices.firstChild.focus();
  }

  // How it is shown.

  #focused = () => this.element.getRootNode().activeElement;

  #offer(choices) {
    const make = ({ token, title }) => button(title, () => this.#say({ choice: token }, title));
    const rest = choices.slice(CHOICES_AT_ONCE).map(make);
    const more = button(this.strings.moreChoices, () => {
      more.replaceWith(...rest);
      rest[0].focus();
    }, { class: "quiet" });
    this.choices.replaceChildren(...choices.slice(0, CHOICES_AT_ONCE).map(make), ...(rest.length ? [more] : []));
    this.choices.hidden = !choices.length;
  }

  /** Says something once to a screen reader, apart from the visible messages, whose buttons must not be read out each time. */
  #tell(text, urgent) {
    const line = h("p", null, text);
    (urgent ? this.#urgent : this.#polite).append(line);
    setTimeout(() => line.remove(), ANNOUNCED);
  }

  #announce(messages, choices) {
    const { strings } = this;
    for (const { speak, text, evidence, kind } of messages)
      this.#tell([strings.assistant, speak || text, evidence && `${strings.evidence} ${evidence.label}.`].filter(Boolean).join(" "), kind === "emergency");
    if (choices) this.#tell(fill(strings.choicesBelow, { n: choices }));
  }

  #notice(text) {
    this.log.insertBefore(h("div", { class: "msg bot notice" }, blocks(text, this.strings)), [...this.#bubbles.values()][0] ?? null);
    this.#tell(text);
  }

  #showTrouble(reason, safety) {
    const { strings, host } = this;
    if (this.#trouble === reason) return;
    this.#trouble = reason;
    const again = button(strings.tryAgain, () => this.conversation.flush());
    this.trouble.replaceChildren(h("p", null, strings[reason]), ...(reason === "slow" ? [] : [again]),
      ...(reason === "tooFast" ? [] : [safetyView(strings, host.country, safety)]));
    this.#tell(strings[reason]);
    this.#show(this.trouble);
  }

  /** Brings the beginning of something new into view, without moving the focus. */
  #show(element) {
    const { scroll } = this;
    if (getComputedStyle(scroll).overflowY === "auto") scroll.scrollTop += element.getBoundingClientRect().top - scroll.getBoundingClientRect().top - 12;
    else if (element !== this.log) element.scrollIntoView({ block: "start" });
  }
}
