// Sign up, make a key, buy credits.

import * as api from "./api.js";
import { at, credits, make } from "./dom.js";
import { session } from "./session.js";

const PACKS = [10, 50, 200];
let freeCredits = 10;
let shown = null;

export function setUp() {
  session.addEventListener("change", show);
  show();
}

export function offers(free) {
  if (free !== freeCredits) {
    freeCredits = free;
    show();
  }
}

function show() {
  at("purse").textContent = session.balance === null ? "" : credits(session.balance);
  at("account-body").replaceChildren(...account());
  at("credits-body").replaceChildren(...purse());
  if (shown === null) {
    at("key-body").replaceChildren(...key());
  }
}

function account() {
  if (session.account === null) {
    return [
      button("Sign up", "primary", "sign-up", signUp),
      hint(`Comes with ${credits(freeCredits)}, free.`),
    ];
  }
  return [
    make("p", { className: "mono", id: "account-id", textContent: session.account }),
    button("Sign up as somebody else", "link", "sign-up", signUp),
  ];
}

function key() {
  if (session.account === null) {
    return [hint("A key belongs to an account. It is shown once, when it is made.")];
  }
  if (session.key !== null) {
    return [
      make("p", {}, "In use on this page, and nowhere to be read again."),
      button("Make another key", "link", "make-key", makeKey),
    ];
  }
  return [
    button("Make a key", "primary", "make-key", makeKey),
    hint("It is shown once. The sandbox keeps its SHA-256, and this page forgets it when it is reloaded."),
  ];
}

function purse() {
  const figure = make("p", { className: "figure", id: "balance", textContent: session.balance ?? "–" });
  if (session.account === null) {
    return [figure, hint("Here they are play money, and cost nothing.")];
  }
  const packs = PACKS.map(pack => button(`Buy ${pack}`, "", `buy-${pack}`, () => buy(pack)));
  return [figure, make("div", { className: "row" }, ...packs), hint("Play money: nobody pays for these.")];
}

async function signUp() {
  const opened = await api.signUp();
  shown = null;
  session.begin(opened.account, opened.credits);
  at("make-key").focus();
}

async function makeKey() {
  const made = (await api.makeKey(session.account)).api_key;
  const field = make("input", { id: "api-key", type: "text", readOnly: true, value: made, autocomplete: "off", spellcheck: false });
  const copy = button("Copy", "", "copy-key", async () => {
    field.select();
    await navigator.clipboard.writeText(made);
    copy.textContent = "Copied";
  });
  shown = made;
  at("key-body").replaceChildren(
    make("label", { htmlFor: "api-key", textContent: "Your key. You will not see it again." }),
    field,
    make("div", { className: "row" }, copy, button("I have kept it", "", "kept", hideKey)),
  );
  session.hold(made);
  field.focus();
  field.select();
}

async function hideKey() {
  shown = null;
  show();
  at("prompt").focus();
}

async function buy(pack) {
  const bought = await api.buy(session.account, pack);
  session.has(bought.credits);
  at(`buy-${pack}`).focus();
}

function button(text, className, id, action) {
  const made = make("button", { type: "button", textContent: text, className, id });
  made.addEventListener("click", () => action().catch(failed));
  return made;
}

// A sandbox that was restarted in memory knows none of the accounts of before.
function failed(refused) {
  if (refused.status === 404) {
    session.end();
  } else {
    at("account-body").append(make("p", { className: "hint", role: "alert", textContent: refused.message }));
  }
}

const hint = text => make("p", { className: "hint", textContent: text });
