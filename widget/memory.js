/**
 * What is kept in the browser. The chat's token and unsent messages live as long as the tab;
 * on the device (longer) only what the person agreed to: the chat, the settings.
 */
const DEFAULTS = { size: 100, theme: "", speed: 150, dictation: false };

const read = (area, key) => {
  try {
    return JSON.parse(window[area].getItem(key));
  } catch {
    return null;
  }
};
const write = (area, key, value) => {
  try {
    if (value == null) window[area].removeItem(key);
    else window[area].setItem(key, JSON.stringify(value));
  } catch {
    // Storage is switched off or full: the chat goes on without it.
  }
};

export class Memory {
  constructor(server) {
    this.chatKey = `stroke-assistant ${server}`;
    const settings = read("localStorage", "stroke-assistant settings");
    this.keepSettings = Boolean(settings);
    this.settings = { ...DEFAULTS, ...settings };
    const kept = read("localStorage", this.chatKey);
    this.keepChat = Boolean(kept);
    this.chat = kept ?? read("sessionStorage", this.chatKey) ?? {};
  }

  saveSettings(changes) {
    Object.assign(this.settings, changes);
    write("localStorage", "stroke-assistant settings", this.keepSettings ? this.settings : null);
  }

  /** Keeps {token, pending}; `null` leaves no trace of the chat. */
  saveChat(chat) {
    this.chat = chat ?? {};
    write("sessionStorage", this.chatKey, chat);
    write("localStorage", this.chatKey, this.keepChat ? chat : null);
  }
}
