/** The bottom of the chat: the box for the question, Send, and what is always in reach. */
import { button, h, icon } from "./dom.js";
import { listen } from "./speech.js";

/** `chat` offers strings, say(body, label) and options(). */
export class Composer {
  constructor(chat) {
    const { strings } = chat;
    this.strings = strings;
    this.box = h("textarea", { id: "question", rows: 1, dir: "auto", autocomplete: "off", onkeydown: (event) => this.#key(event) });
    this.mic = button("", () => this.#listen(), { hidden: true });
    this.#showMic();
    const submit = (event) => {
      event.preventDefault();
      const text = this.box.value.trim();
      if (text) chat.say({ text }, text);
      if (text) this.box.value = "";
      this.box.focus();
    };
    const command = (name) => button(strings[name], () => chat.say({ command: name }, strings[name]));
    this.optionsButton = button(strings.options, chat.options);
    this.form = h("form", { onsubmit: submit }, h("label", { for: "question" }, strings.question),
      h("div", { class: "line" }, this.box, this.mic, h("button", { class: "send" }, icon("send"), h("span", null, strings.send))));
    this.element = h("div", { class: "foot" }, this.form,
      h("div", { class: "bar" }, command("simpler"), command("more"), this.optionsButton));
  }

  /** Enter sends where there is a real keyboard; on a touch screen it makes a new line, as people expect there. */
  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !matchMedia("(pointer:fine)").matches) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  /** Gives back a text that could not be sent, unless a new one was begun. */
  giveBack(text) {
    if (text && !this.box.value) this.box.value = text;
  }

  #showMic(stop) {
    this.stop = stop;
    this.mic.replaceChildren(icon(stop ? "stop" : "mic"), h("span", null, stop ? this.strings.stopListening : this.strings.speak));
  }

  #listen() {
    if (this.stop) return this.stop();
    const before = this.box.value && `${this.box.value} `;
    this.#showMic(listen(this.strings.lang, (text) => (this.box.value = before + text), () => this.#showMic()));
  }
}
