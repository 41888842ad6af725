// A prompt, with what the chosen model takes and costs, and what came of it.

import * as api from "./api.js";
import { at, credits, images, make, proportion } from "./dom.js";
import { session } from "./session.js";

const LONGEST_PROMPT = 2000;
const MODES = { text2img: "text alone", img2img: "an image" };
const PROMPTS = [
  "A fox at the edge of a winter forest", "Balloons over terraced fields at sunrise",
  "A city at night, seen from the last train", "Wild flowers, watercolour",
  "A small boat on a calm sea, golden evening", "A mountain lake in October, birds leaving",
  "A ringed planet, as the first probe saw it", "Stained glass of a river in spring",
];

let catalog = [];
let drawing = false;
let suggested = 0;

export async function setUp() {
  at("draw").addEventListener("submit", event => { event.preventDefault(); draw(); });
  at("draw").addEventListener("input", price);
  at("model").addEventListener("change", limits);
  at("suggest").addEventListener("click", suggest);
  at("prompt").addEventListener("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      at("draw").requestSubmit();
    }
  });
  session.addEventListener("change", price);
  hang(nothing("The first picture will hang here.", "Sign up, make a key, and say what to draw."));
  catalog = await api.models();
  catalog.sort((one, other) => one.credits - other.credits || one.name.localeCompare(other.name));
  at("model").replaceChildren(...catalog.map(model =>
    make("option", { value: model.id, textContent: `${model.name} · ${credits(model.credits)}` })));
  limits();
}

/** Fills the form with what was drawn before. */
export function again(picture) {
  at("prompt").value = picture.prompt;
  if (catalog.some(model => model.id === picture.model)) {
    at("model").value = picture.model;
  }
  limits();
  pick("ratio", picture.aspect_ratio);
  at("negative").value = picture.negative_prompt ?? "";
  price();
  at("prompt").focus();
}

const chosen = () => catalog.find(model => model.id === at("model").value);
const value = name => document.querySelector(`input[name="${name}"]:checked`)?.value;

function pick(name, wanted) {
  for (const input of document.querySelectorAll(`input[name="${name}"]`)) {
    input.checked = input.value === wanted;
  }
}

function suggest() {
  at("prompt").value = PROMPTS[suggested++ % PROMPTS.length];
  price();
  at("prompt").focus();
}

/** Shows what the model takes, and keeps what was chosen where it takes that too. */
function limits() {
  const model = chosen();
  const ratio = value("ratio");
  at("ratios").replaceChildren(...model.aspect_ratios.map(each => choice("ratio", each, each, outline(each))));
  pick("ratio", model.aspect_ratios.includes(ratio) ? ratio : firstRatio(model));
  const mode = value("mode");
  at("modes").replaceChildren(...Object.entries(MODES).map(([id, words]) => {
    const one = choice("mode", id, words);
    one.firstChild.disabled = !model.modes.includes(id);
    return one;
  }));
  pick("mode", model.modes.includes(mode) ? mode : model.modes[0]);
  at("count").max = model.max_count ?? "";
  at("count-label").textContent = model.max_count ? `How many, 1–${model.max_count}` : "How many";
  at("negative-field").hidden = !model.supports_negative_prompt;
  price();
}

const firstRatio = model => model.aspect_ratios.includes("1:1") ? "1:1" : model.aspect_ratios[0];

function choice(name, id, words, drawing = null) {
  const input = make("input", { type: "radio", name, value: id });
  return make("label", {}, input, make("span", {}, drawing, words));
}

function outline(ratio) {
  const wide = proportion(ratio);
  const side = 26;
  const box = make("i", {});
  box.style.width = `${Math.max(6, Math.min(side, side * wide))}px`;
  box.style.height = `${Math.max(6, Math.min(side, side / wide))}px`;
  return box;
}

function price() {
  const model = chosen();
  const length = [...at("prompt").value].length;
  at("prompt-length").textContent = `${length.toLocaleString("en")} of ${LONGEST_PROMPT.toLocaleString("en")} characters`;
  at("image-field").hidden = value("mode") !== "img2img";
  if (model === undefined) {
    return;
  }
  const count = Number(at("count").value);
  const sum = Number.isInteger(count) && count > 0 ? model.credits * count : model.credits;
  const missing = session.balance === null ? 0 : sum - session.balance;
  const parts = count > 1 ? `${images(count)} at ${credits(model.credits)}: ` : "";
  const have = session.balance === null ? "" : missing > 0 ? `. You are ${credits(missing)} short.` : ` of your ${session.balance.toLocaleString("en")}`;
  at("price").textContent = `${parts}${credits(sum)}${have}`;
  at("price").className = missing > 0 ? "short" : "";
}

function order() {
  const model = chosen();
  const mode = value("mode");
  return {
    model: model.id,
    prompt: at("prompt").value,
    aspect_ratio: value("ratio"),
    mode,
    count: at("count").value === "" ? 1 : Number(at("count").value),
    ...(mode === "img2img" && { image: at("image").value }),
    ...(model.supports_negative_prompt && at("negative").value.trim() !== "" && { negative_prompt: at("negative").value }),
  };
}

async function draw() {
  if (drawing) {
    return;
  }
  at("refusal").replaceChildren();
  if (session.key === null) {
    refuse("Not asked yet", session.account === null
      ? "Drawing takes an account and a key. Both are made above, with a click each."
      : "Drawing takes a key. This page has none now, since keys are shown once: make one above.");
    (at("make-key") ?? at("sign-up")).focus();
    return;
  }
  begin();
  const asked = order();
  try {
    show(asked, await api.generate(session.key, asked));
  } catch (failure) {
    hang(nothing("No picture this time.", "The reason stands below the button."));
    refuse(...explain(failure));
  } finally {
    drawing = false;
    at("send").ariaDisabled = "false";
    at("send").textContent = "Draw";
  }
}

function begin() {
  drawing = true;
  at("send").ariaDisabled = "true";
  at("send").textContent = "Drawing…";
  hang(nothing("Being drawn…", ""));
  at("label").replaceChildren();
}

function show(asked, drawn) {
  if (!Array.isArray(drawn.images) || drawn.images.length === 0) {
    throw new TypeError("an answer without images");
  }
  const [width, height] = drawn.aspect_ratio.split(":").map(Number);
  hang(...drawn.images.map((url, index) => make("img", {
    src: new URL(url).pathname, // under whatever name this page was opened
    alt: `${asked.prompt}${drawn.images.length > 1 ? `, ${index + 1} of ${drawn.images.length}` : ""}`,
    width: width * 100,
    height: height * 100,
  })));
  session.has(drawn.credits_remaining);
  at("label").replaceChildren(
    make("p", { className: "title", textContent: asked.prompt }),
    make("p", { className: "hint", textContent: `${chosen().name}, ${drawn.aspect_ratio}. ${images(drawn.images.length)} for ${credits(drawn.credits_used)}.` }),
  );
}

/** What went wrong, and what it says about the credits. */
function explain(failure) {
  if (failure instanceof api.Refused) {
    const money = failure.status === 500 ? "Charged, and refunded."
      : failure.status < 500 ? "Nothing was charged." : "Nobody can tell from here whether it was charged. The ledger can.";
    return [`${failure.status}: ${failure.message}`, money];
  }
  return failure instanceof SyntaxError || failure instanceof TypeError && failure.message.startsWith("an answer")
    ? ["An answer that makes no sense", "It came as a 200, so it was charged."]
    : ["The connection was lost", "Whether it was charged, this page cannot know. The ledger can."];
}

function refuse(title, text) {
  at("refusal").replaceChildren(make("strong", { textContent: title }), make("p", { textContent: text }));
}

function hang(...pictures) {
  at("print").className = pictures.length > 1 ? "mat several" : "mat";
  at("print").replaceChildren(...pictures);
}

const nothing = (title, text) => make("p", { className: "empty" }, title, make("span", { textContent: text }));
