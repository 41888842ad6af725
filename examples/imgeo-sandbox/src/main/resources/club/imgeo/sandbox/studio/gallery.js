// Every picture that was delivered, the latest first.

import * as api from "./api.js";
import { again } from "./easel.js";
import { at, credits, make, proportion, shortModel } from "./dom.js";

const ROW_HEIGHT = 13;
const PAGE = 12;
const MOST_PAGES = 10;
const MOST = 300;
const hung = new Map();
let whose = "";
let oldest;
let opened;

export function setUp() {
  at("older").addEventListener("click", () => older());
  at("closer-close").addEventListener("click", () => at("closer").close());
  at("closer").addEventListener("click", event => event.target === at("closer") && at("closer").close());
  at("closer-again").addEventListener("click", () => {
    at("closer").close();
    again(opened);
  });
}

/** Hangs what is new. @param account whose pictures, or nobody's in particular */
export async function refresh(account) {
  const pages = account === whose && oldest !== undefined ? MOST_PAGES : 1;
  const { pictures, met } = await latest(account, pages);
  if (account !== whose || !met) {
    whose = account;
    oldest = undefined;
    hung.clear();
    at("wall").replaceChildren();
  }
  const fresh = news(pictures);
  at("wall").prepend(...fresh.flatMap(picture => frame(picture)));
  if (oldest === undefined) {
    remember(pictures);
  }
  if (fresh.length > 0) {
    takeDown();
  }
  at("wall-empty").hidden = hung.size > 0;
}

/** Page by page back to one that hangs already. What lies between is missing where so many pages did not meet one. */
async function latest(account, pages) {
  const pictures = [];
  for (let page = 0; page < pages; page++) {
    const { pictures: more } = await api.pictures(account, pictures.at(-1)?.sequence);
    pictures.push(...more);
    if (more.length < PAGE || more.some(picture => hung.has(picture.sequence))) {
      return { pictures, met: true };
    }
  }
  return { pictures, met: pages === 1 };
}

async function older() {
  const account = whose;
  const { pictures } = await api.pictures(account, oldest);
  if (account === whose) {
    at("wall").append(...news(pictures).flatMap(picture => frame(picture)));
    remember(pictures);
  }
}

/** A second click may have been quicker. */
function news(pictures) {
  return pictures.filter(picture => !hung.has(picture.sequence));
}

/** The oldest, where there are more than a page bears. They hang again when asked for. */
function takeDown() {
  const tooMany = [...hung.keys()].sort((a, b) => b - a).slice(MOST);
  if (tooMany.length > 0) {
    tooMany.forEach(sequence => hung.delete(sequence));
    [...at("wall").children].filter(item => !hung.has(Number(item.dataset.sequence))).forEach(item => item.remove());
    oldest = Math.min(...hung.keys());
    at("older").hidden = false;
  }
}

function remember(pictures) {
  oldest = pictures.at(-1)?.sequence ?? oldest;
  at("older").hidden = pictures.length < PAGE;
}

function frame(picture) {
  hung.set(picture.sequence, picture);
  const wide = proportion(picture.aspect_ratio);
  const [width, height] = picture.aspect_ratio.split(":").map(Number);
  return picture.images.map(url => {
    const image = make("img", { src: url, alt: "", loading: "lazy", width: width * 100, height: height * 100 });
    const button = make("button", { type: "button" }, image,
      make("span", { className: "title", textContent: picture.prompt }),
      make("span", { className: "hint", textContent: about(picture) }));
    button.addEventListener("click", () => lookCloser(picture, url));
    const item = make("li", {}, button);
    item.dataset.sequence = picture.sequence;
    // As wide as its ratio asks for at the height of the row, so that every row is full.
    item.style.flex = `${wide * 100} 1 ${wide * ROW_HEIGHT}rem`;
    return item;
  });
}

function about(picture) {
  const several = picture.images.length > 1 ? ` for ${picture.images.length}` : "";
  return `${shortModel(picture.model)}, ${picture.aspect_ratio}, ${credits(picture.credits)}${several}`;
}

function lookCloser(picture, url) {
  opened = picture;
  at("closer-image").src = url;
  at("closer-image").alt = picture.prompt;
  at("closer-title").textContent = picture.prompt;
  at("closer-about").textContent = `${about(picture)}. No. ${picture.charge} of the ledger, ${picture.account}.`;
  at("closer").showModal();
}
