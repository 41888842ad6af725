// What the page asks the sandbox: as any caller would, and of itself only.

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function ask(path, options = {}) {
  const answer = await fetch(path, { cache: "no-store", redirect: "error", ...options });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Refused(answer.status, reason(text, answer.statusText));
  }
  return text === "" ? {} : JSON.parse(text);
}

function reason(text, otherwise) {
  try {
    return JSON.parse(text).error ?? otherwise;
  } catch {
    return otherwise;
  }
}

const post = (path, body = {}, headers = {}) => ask(path, {
  method: "POST",
  headers: { "Content-Type": "application/json", ...headers },
  body: JSON.stringify(body),
});

const query = parameters => new URLSearchParams(Object.entries(parameters).filter(([, value]) => value)).toString();

export const signUp = () => post("/sandbox/accounts");
export const makeKey = account => post(`/sandbox/accounts/${encodeURIComponent(account)}/keys`);
export const buy = (account, credits) => post(`/sandbox/accounts/${encodeURIComponent(account)}/credits`, { credits });
export const models = () => ask("/api/v1/models");
export const generate = (key, order) => post("/api/v1/generate", order, { Authorization: `Bearer ${key}` });
export const ledger = account => ask(`/studio/ledger?${query({ account })}`);
export const pictures = (account, before) => ask(`/studio/pictures?${query({ account, before })}`);
export const arm = fault => post("/sandbox/faults", { next: [fault] });
export const disarm = () => ask("/sandbox/faults", { method: "DELETE" });
