// What the connectors are doing, as it happens.

import * as api from "./api.js";
import { at, credits, make, shortModel } from "./dom.js";

const rows = new Map();
let paused = false;
let latest = null;

/** @param told is called with each state of the sandbox, paused or not */
export function setUp(told) {
  at("pause").addEventListener("click", pause);
  at("mishap").addEventListener("submit", event => {
    event.preventDefault();
    api.arm(at("fault").value).catch(lost);
  });
  at("disarm").addEventListener("click", () => {
    api.disarm().catch(lost);
    at("fault").focus();
  });
  const events = new EventSource("/studio/live");
  events.addEventListener("message", event => {
    latest = JSON.parse(event.data);
    told(latest);
    if (!paused) {
      show();
    }
  });
  events.addEventListener("error", lost);
  setInterval(tick, 200);
}

function lost() {
  at("tally").textContent = "The sandbox does not answer. Trying again…";
}

function pause() {
  paused = !paused;
  at("pause").ariaPressed = String(paused);
  at("pause").textContent = paused ? "Go on" : "Pause";
  if (!paused && latest !== null) {
    show();
  }
}

function show() {
  const { under_way: waiting, answered, refused, failed, unanswered } = latest;
  at("tally").textContent = [
    `${waiting} under way`, `${answered} answered`, `${refused} refused`, `${failed} failed`,
    `${unanswered} without an answer`].join(", ");
  const armed = latest.faults.length > 0;
  at("armed").textContent = armed ? `To come: ${latest.faults.join("; ")}` : "";
  at("disarm").hidden = !armed;
  const seen = new Set(latest.calls.map(call => call.number));
  for (const number of rows.keys()) {
    if (!seen.has(number)) {
      rows.delete(number);
    }
  }
  at("calls").replaceChildren(...latest.calls.map(row));
}

function row(call) {
  const known = rows.get(call.number);
  const text = JSON.stringify(call);
  if (known?.text === text) {
    return known.element;
  }
  const since = known?.since ?? performance.now();
  const how = make("span", { className: "how", textContent: ending(call) });
  const element = make("li", { className: call.end ?? "waiting" },
    make("span", { className: "dot", ariaHidden: "true" }),
    make("span", { className: "what", textContent: call.prompt ?? `/api/v1/${call.endpoint}` }),
    how,
    make("span", { className: "about" }, ...about(call)));
  rows.set(call.number, { element, how, since, text, end: call.end });
  return element;
}

function ending(call) {
  switch (call.end) {
    case undefined: return "under way";
    case "unanswered": return "no answer";
    default: return `${call.status} ${call.end}`;
  }
}

function about(call) {
  const parts = [new Date(call.at).toLocaleTimeString("en-GB")];
  if (call.model) {
    parts.push(call.count > 1 ? `${call.count} of ${shortModel(call.model)}` : shortModel(call.model));
  }
  if (call.endpoint === "generate") {
    parts.push(credits(call.credits));
  }
  if (call.millis !== undefined) {
    parts.push(seconds(call.millis));
  }
  if (call.reason) {
    parts.push(call.reason);
  }
  const fault = call.fault ? make("span", { className: "fault", textContent: ` · told to: ${call.fault}` }) : null;
  return [parts.join(" · "), ...(fault ? [fault] : [])];
}

const seconds = millis => millis < 1000 ? `${millis} ms` : `${(millis / 1000).toFixed(1)} s`;

function tick() {
  for (const { how, since, end } of rows.values()) {
    if (end === undefined && !paused) {
      how.textContent = `under way, ${((performance.now() - since) / 1000).toFixed(1)} s`;
    }
  }
}
