// Puts the parts of the page together.

import * as account from "./account.js";
import { at } from "./dom.js";
import * as easel from "./easel.js";
import * as gallery from "./gallery.js";
import * as ledger from "./ledger.js";
import * as live from "./live.js";
import { session } from "./session.js";

const BREATH_MILLIS = 400;
let written = -1;
let shown = -1;
let reading = false;

const theme = at("theme");
const dark = () => {
  const asked = document.documentElement.dataset.theme;
  return asked ? asked === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};
const nameTheme = () => { theme.textContent = dark() ? "Light" : "Dark"; };
theme.addEventListener("click", () => {
  const next = dark() ? "light" : "dark";
  localStorage.setItem("theme", next);
  document.documentElement.dataset.theme = next;
  nameTheme();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", nameTheme);
nameTheme();

const whose = () => document.querySelector('input[name="whose"]:checked').value;

/** Reads the books again, one time for however many lines came meanwhile. */
async function read() {
  if (reading || shown === written) {
    return;
  }
  reading = true;
  shown = written;
  try {
    await ledger.settle();
    const account = whose() === "mine" ? session.account ?? "" : "";
    await Promise.all([ledger.refresh(account), gallery.refresh(account)]);
  } catch {
    shown = -1;
  } finally {
    setTimeout(() => { reading = false; read(); }, BREATH_MILLIS);
  }
}

/** Who has no account has no pictures. */
function onlyOnesOwn() {
  const [all, mine] = document.querySelectorAll('input[name="whose"]');
  mine.disabled = session.account === null;
  if (mine.disabled && mine.checked) {
    all.checked = true;
    readAgain();
  }
}

function readAgain() {
  shown = -1;
  read();
}

at("base").textContent = location.origin;
account.setUp();
session.addEventListener("change", onlyOnesOwn);
onlyOnesOwn();
gallery.setUp();
for (const choice of document.querySelectorAll('input[name="whose"]')) {
  choice.addEventListener("change", readAgain);
}
live.setUp(state => {
  account.offers(state.free_credits);
  written = state.ledger;
  read();
});
await easel.setUp();
