// Where every credit went.

import * as api from "./api.js";
import { at, credits, make, shortModel } from "./dom.js";
import { session } from "./session.js";

const KINDS = {
  SIGN_UP: ["Signed up", 1],
  PURCHASE: ["Bought", 1],
  CHARGE: ["Charged", -1],
  REFUND: ["Refunded", 1],
  DELIVERY: ["Delivered", 0],
};

/** @param account whose ledger, or everybody's */
export async function refresh(account) {
  const book = await api.ledger(account);
  at("sums").textContent = book.refunded === 0
    ? `${credits(book.charged)} charged`
    : `${credits(book.charged)} charged, ${book.refunded} refunded: ${book.net} net`;
  at("lines").replaceChildren(...book.entries.map(line));
  at("ledger-more").textContent = book.lines > book.entries.length
    ? `The latest ${book.entries.length} of ${book.lines.toLocaleString("en")} lines.`
    : "";
}

/** The balance as the sandbox has it now, and the end of a session that it does not know. */
export async function settle() {
  if (session.account === null) {
    return;
  }
  try {
    session.has((await api.ledger(session.account)).credits);
  } catch (refused) {
    if (refused.status === 404) {
      session.end();
    }
  }
}

function line(entry) {
  const [word, sign] = KINDS[entry.kind];
  const moved = sign === 0 ? "–" : `${sign < 0 ? "−" : "+"}${entry.credits.toLocaleString("en")}`;
  const when = make("time", { dateTime: entry.at, textContent: new Date(entry.at).toLocaleTimeString("en-GB") });
  return make("tr", {},
    make("td", { textContent: entry.sequence }),
    make("td", {}, word, when),
    make("td", {}, ...subject(entry)),
    make("td", { className: sign < 0 ? "out" : sign > 0 ? "in" : "", textContent: moved }));
}

function subject(entry) {
  if (entry.prompt === undefined) {
    return [make("small", { className: "mono", textContent: entry.account })];
  }
  const of = entry.charge === undefined ? "" : `, for no. ${entry.charge}`;
  return [
    make("span", { className: "what", textContent: entry.prompt }),
    make("small", { textContent: `${shortModel(entry.model)}${of}` }),
  ];
}
