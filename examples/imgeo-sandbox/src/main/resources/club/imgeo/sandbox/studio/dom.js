// The only place that makes elements. Texts go in as text: what a prompt says must never become markup.

export const at = id => document.getElementById(id);

export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter(child => child !== null));
  return element;
}

export const credits = count => `${count.toLocaleString("en")} ${count === 1 ? "credit" : "credits"}`;

export const images = count => `${count} ${count === 1 ? "picture" : "pictures"}`;

/** Width divided by height of "16:9". */
export function proportion(ratio) {
  const [width, height] = ratio.split(":").map(Number);
  return width / height;
}

/** The name of the maker is in front of a model's id; the rest is enough to tell them apart. */
export const shortModel = id => id.split("/").pop();
