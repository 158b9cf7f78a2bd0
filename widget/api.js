/** Speaks the web channel's contract. Every failure is an ApiError; status 0 means that no answer came. */

const PATIENCE = 20000;

export class ApiError extends Error {
  constructor(status, body, retryAfter) {
    super(body?.error?.message ?? "");
    Object.assign(this, { status, code: body?.error?.code, safety: body?.safety, retryAfter: Number(retryAfter) || 0 });
  }
}

export class Api {
  token = null;

  constructor(server) {
    this.server = server.replace(/\/$/, "");
  }

  start = (wishes) => this.#call("POST", "/session", wishes);
  history = () => this.#call("GET", "/messages");
  summary = () => this.#call("GET", "/summary");
  forget = () => this.#call("DELETE", "/session");
  send = (body, key) => this.#call("POST", "/messages", body, { "Idempotency-Key": key });
  feedback = (answer, helpful) => this.#call("POST", "/feedback", { answer, helpful });

  async #call(method, path, body, headers = {}) {
    if (body) headers["Content-Type"] = "application/json";
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const reply = await fetch(this.server + path, {
        method, headers, body: body && JSON.stringify(body), signal: stop.signal, cache: "no-store", credentials: "omit",
      });
      const data = reply.status === 204 ? null : await reply.json().catch(() => null);
      if (!reply.ok) throw new ApiError(reply.status, data, reply.headers.get("Retry-After"));
      if (!data && reply.status !== 204) throw new ApiError(0);
      return data;
    } catch (error) {
      throw error instanceof ApiError ? error : new ApiError(0);
    } finally {
      clearTimeout(timer);
    }
  }
}
