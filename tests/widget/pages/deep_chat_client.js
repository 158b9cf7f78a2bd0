// deep-chat (a widget that nobody here wrote) speaks the web channel's API through its own request and response hooks.
const api = "/api/v1";
const bearer = {};
const tokens = new Map();

/** The words and sources of the messages; a choice is taken by typing its title. */
const shown = (messages) =>
  messages.map(({ text, choices, sources }) => {
    for (const { title, token } of choices) tokens.set(title, token);
    return [text, ...sources.map(({ title, url }) => `[${title}](${url})`), ...choices.map(({ title }) => `• ${title}`)].join("\n\n");
  }).join("\n\n");

const opening = await (
  await fetch(`${api}/session`, { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" })
).json();
bearer.Authorization = `Bearer ${opening.session}`;

const chat = document.createElement("deep-chat");
chat.history = [{ text: shown(opening.messages), role: "ai" }];
chat.connect = { url: `${api}/messages`, method: "POST" };
chat.errorMessages = { displayServiceErrorMessages: true };
chat.requestInterceptor = (details) => {
  const text = details.body.messages[0].text;
  details.headers = { ...details.headers, ...bearer, "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() };
  details.body = tokens.has(text) ? { choice: tokens.get(text) } : { text };
  return details;
};
chat.responseInterceptor = (reply) => (reply.error ? { error: reply.error.message } : { text: shown(reply.messages) });
document.body.append(chat);
