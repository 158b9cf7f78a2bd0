/**
 * One person's talk with the server: starts or restores the session and delivers messages in order.
 * A message stays in `pending` until the server has answered it, with one idempotency key for all attempts.
 *
 * It tells the view: queued(item), turn(turn, item), restored(), busy(yes), restarted(), rejected(item, message), down(error), up().
 */
// A random UUID; `crypto.randomUUID` is missing on pages without https.
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => (byte + 256).toString(16).slice(1)).join("")
  .replace(/(.{8})(....)(....)(....)/, "$1-$2-$3-$4-");

const LEVELS = { simpler: "simple", more: "more" };
const LONGEST_PAUSE = 30000;

export class Conversation {
  #running = false;
  #restored = false;
  #failures = 0;
  #lost = 0;
  #timer;
  #level;

  constructor(api, memory, view, country) {
    Object.assign(this, { api, memory, view, country });
    api.token = memory.chat.token;
    this.pending = memory.chat.pending ?? [];
    window.addEventListener("online", () => this.started && this.flush());
  }

  /** Begins once; what a reload left unsent goes out after the history is back. */
  open() {
    if (this.started) return;
    this.started = true;
    this.pending.forEach((item) => this.view.queued(item));
    this.flush();
  }

  /** Queues {text}, {choice} or {command}; `label` is what the person sees of it. */
  say(body, label) {
    this.#level = LEVELS[body.command] ?? this.#level;
    const item = { key: newKey(), body, label };
    this.started = true;
    this.pending.push(item);
    this.save();
    this.view.queued(item);
    this.flush();
  }

  /** Ends the chat on the server and here. Throws an ApiError if the server cannot be reached. */
  async forget() {
    if (this.api.token) await this.api.forget().catch((error) => { if (error.status !== 401) throw error; });
    clearTimeout(this.#timer);
    this.api.token = null;
    this.pending = [];
    this.started = this.#restored = false;
    this.memory.keepChat = false;
    this.memory.saveChat(null);
  }

  save() {
    this.memory.saveChat({ token: this.api.token, pending: this.pending });
  }

  /** Does everything that is due; on a failure tries again later, at once when the network is back. */
  async flush() {
    if (this.#running) return;
    this.#running = true;
    clearTimeout(this.#timer);
    this.view.busy(true);
    try {
      while (await this.#step());
      this.#failures = this.#lost = 0;
      this.view.up();
    } catch (error) {
      const pause = Math.min(1000 * 2 ** this.#failures++, LONGEST_PAUSE);
      this.#timer = setTimeout(() => this.flush(), error.retryAfter * 1000 || pause);
      if (error.status !== 409) this.view.down(error);
    } finally {
      this.#running = false;
      this.view.busy(false);
    }
  }

  async #step() {
    const { api, pending } = this;
    const first = pending[0];
    try {
      if (!api.token) await this.#start();
      else if (!this.#restored) await this.#restore();
      else if (first) this.#answered(first, await api.send(first.body, first.key));
      else return false;
    } catch (error) {
      if (error.status === 401 && api.token && this.#lost++ < 2) this.#sessionLost();
      else if (first && api.token && this.#restored && [400, 404, 413, 422].includes(error.status)) this.#refused(first, error);
      else throw error;
    }
    return this.started;
  }

  async #start() {
    const reply = await this.api.start({ ...(this.country && { country: this.country }), ...(this.#level && { level: this.#level }) });
    this.api.token = reply.session;
    this.#restored = true;
    this.save();
    if (!this.#lost) this.view.turn({ messages: reply.messages }, null);
  }

  async #restore() {
    const { turns } = await this.api.history();
    this.#restored = true;
    for (const turn of turns) this.view.turn(turn);
    if (turns.length) this.view.restored();
    else this.api.token = null;
  }

  #answered(item, reply) {
    if (!this.started) return;
    this.pending.shift();
    this.save();
    this.view.turn(reply, item);
  }

  /** The server no longer knows us. A choice belonged to the old session, so its words are sent instead. */
  #sessionLost() {
    this.api.token = null;
    for (const item of this.pending) asText(item);
    this.save();
    this.view.restarted();
  }

  #refused(item, error) {
    if (item.body.choice) return asText(item);
    this.pending.shift();
    this.save();
    this.view.rejected(item, error.message);
  }
}

function asText(item) {
  if (item.body.choice) Object.assign(item, { body: { text: item.label }, key: newKey() });
}
