/** The options: reading, colours, what is kept, and what to do with the chat. */
import { button, fill, h } from "./dom.js";
import { safetyView } from "./safety.js";
import { canListen, canSpeak } from "./speech.js";

/** `chat` offers strings, country, settings(), change(settings), memory, saveChat(), summary(), startOver(), askForget(). */
export function optionsView(chat) {
  const { strings, memory } = chat;
  const group = (title, ...parts) => h("fieldset", null, h("legend", null, title), parts);
  const step = (name, unit, by, least, most, less, more) => {
    const value = h("output", null);
    const show = () => (value.textContent = fill(strings[unit], { n: chat.settings()[name] }));
    const move = (change) => () => {
      chat.change({ [name]: Math.min(most, Math.max(least, chat.settings()[name] + change)) });
      show();
    };
    show();
    return h("div", { class: "step" }, button(strings[less], move(-by)), value, button(strings[more], move(by)));
  };
  const tick = (label, checked, onchange, warning) => [
    h("label", { class: "tick" }, h("input", { type: "checkbox", checked, onchange: (event) => onchange(event.target.checked) }), h("span", null, label)),
    warning && h("p", { class: "small" }, warning),
  ];
  const theme = (value, label) => h("label", { class: "tick" },
    h("input", { type: "radio", name: "theme", checked: chat.settings().theme === value, onchange: () => chat.change({ theme: value }) }), h("span", null, label));
  return [
    group(strings.yourChat,
      button(strings.summary, chat.summary), button(strings.startOver, chat.startOver), button(strings.forget, chat.askForget)),
    group(strings.textSize, step("size", "percent", 25, 100, 200, "smaller", "larger")),
    group(strings.colours, theme("", strings.themeAuto), theme("light", strings.themeLight),
      theme("dark", strings.themeDark), theme("contrast", strings.themeContrast)),
    canSpeak && group(strings.readingSpeed, step("speed", "wordsAMinute", 10, 110, 200, "slower", "faster")),
    canListen && group(strings.speak,
      tick(strings.dictation, chat.settings().dictation, (dictation) => chat.change({ dictation }), strings.dictationWarning)),
    group(strings.remember,
      tick(strings.keepSettings, memory.keepSettings, (yes) => { memory.keepSettings = yes; chat.change({}); }),
      tick(strings.keepChat, memory.keepChat, (yes) => { memory.keepChat = yes; chat.saveChat(); }, strings.keepChatWarning)),
    safetyView(strings, chat.country),
  ];
}
