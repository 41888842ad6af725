// Every picture that was delivered, the latest first.

import * as api from "./api.js";
import { again } from "./easel.js";
import { at, credits, make, proportion, shortModel } from "./dom.js";

const ROW_HEIGHT = 13;
const PAGE = 12;
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
  const { pictures } = await api.pictures(account);
  if (account !== whose) {
    whose = account;
    oldest = undefined;
    hung.clear();
    at("wall").replaceChildren();
  }
  const news = pictures.filter(picture => !hung.has(picture.sequence));
  const frames = news.flatMap(picture => frame(picture));
  at("wall").prepend(...frames);
  if (oldest === undefined) {
    remember(pictures);
  }
  at("wall-empty").hidden = hung.size > 0;
}

async function older() {
  const { pictures } = await api.pictures(whose, oldest);
  at("wall").append(...pictures.flatMap(picture => frame(picture)));
  remember(pictures);
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
