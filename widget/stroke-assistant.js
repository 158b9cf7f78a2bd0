/**
 * <stroke-assistant>: a chat about stem cells and stroke for any web page. See docs/embed.md.
 * Attributes: server, strings, theme, country, inline, open. Methods: show(), close().
 */
import { Api } from "./api.js";
import { Conversation } from "./conversation.js";
import { button, h } from "./dom.js";
import { Memory } from "./memory.js";
import { Panel } from "./panel.js";
import { stopReading } from "./speech.js";
import english from "./strings/en.js";
import { css } from "./styles.js";
import { themeCss } from "./theme.js";

const sheet = new CSSStyleSheet();
sheet.replaceSync(themeCss + css);
const narrow = matchMedia("(max-width:40rem)");
const low = matchMedia("(max-height:30rem)");

class StrokeAssistant extends HTMLElement {
  static observedAttributes = ["theme"];
  #shadow = this.attachShadow({ mode: "open" });

  async connectedCallback() {
    if (this.panel) return;
    this.#shadow.adoptedStyleSheets = [sheet];
    const server = this.getAttribute("server") ?? new URL("../api/v1", import.meta.url).href;
    const inline = this.hasAttribute("inline");
    const country = this.getAttribute("country")?.toUpperCase();
    this.memory = new Memory(server);
    const strings = { ...english, ...(await this.#translation()) };
    this.root = h("div", { class: `root ${inline ? "inline" : ""}`, lang: strings.lang, dir: strings.dir });
    this.panel = new Panel(strings, { country, inline, memory: this.memory, settings: () => this.memory.settings,
      change: (settings) => this.#change(settings), close: () => this.close() });
    this.panel.conversation = new Conversation(new Api(server), this.memory, this.panel, country);
    this.launcher = !inline && button(strings.launcher, () => this.show(), { class: "launcher", "aria-expanded": "false" }, "chat");
    this.root.append(this.launcher || "", this.panel.element);
    this.#shadow.append(this.root);
    this.#change({});
    for (const media of [narrow, low]) media.addEventListener("change", () => this.#fit());
    visualViewport?.addEventListener("resize", () => this.#fit());
    if (inline) this.panel.conversation.open();
    else if (this.hasAttribute("open")) this.show(false);
  }

  attributeChangedCallback() {
    if (this.root) this.#change({});
  }

  /** Opens the chat. The focus goes to the question box, on a touch screen to the messages (no keyboard pops up); nowhere if the page itself opened it. */
  show(focus = true) {
    const { element, composer, conversation, scroll } = this.panel;
    if (this.launcher && !element.open) {
      this.#fit();
      element[narrow.matches || low.matches ? "showModal" : "show"]();
      if (!focus) this.#shadow.activeElement?.blur();
      this.launcher.setAttribute("aria-expanded", "true");
      conversation.open();
    }
    if (focus) (matchMedia("(pointer:fine)").matches ? composer.box : scroll).focus();
  }

  close() {
    if (!this.launcher) return;
    stopReading();
    this.panel.element.close();
    this.launcher.setAttribute("aria-expanded", "false");
    this.launcher.focus();
  }

  /** Words in another language; English where they cannot be loaded. */
  async #translation() {
    const address = this.getAttribute("strings");
    return address && fetch(address).then((reply) => reply.json()).catch(() => null);
  }

  #change(settings) {
    this.memory.saveSettings(settings);
    const { size, theme, dictation } = this.memory.settings;
    const chosen = theme || this.getAttribute("theme");
    if (["light", "dark", "contrast"].includes(chosen)) this.root.dataset.theme = chosen;
    else delete this.root.dataset.theme;
    this.root.style.setProperty("--size", size / 100);
    this.panel.composer.mic.hidden = !dictation;
    this.#fit();
  }

  /** On a low screen, or with large text on a narrow one, everything scrolls together so that nothing hides the text. */
  #fit() {
    this.root.classList.toggle("full", narrow.matches || low.matches);
    this.root.classList.toggle("flow", low.matches || (narrow.matches && this.memory.settings.size > 125));
    this.root.style.setProperty("--height", `${visualViewport?.height ?? innerHeight}px`);
  }
}

customElements.define("stroke-assistant", StrokeAssistant);
