// SPDX-License-Identifier: Apache-2.0
// The wire panel, for developers: every frame as it went over the socket, the limits we live under, and a way to send
// anything at all.

import { byId, element } from "./dom.js";
import { Follower } from "./follower.js";
import { toast } from "./toasts.js";

const KEPT = 200;
const ARROWS = { in: "↓", out: "↑", note: "·" };
const SPOKEN = { in: "received", out: "sent", note: "" };

export class Wire {
  #frames = [];
  #list = byId("frames");
  #follower = new Follower(this.#list);

  constructor(connection) {
    connection.addEventListener("frame", ({ detail }) => this.#add(detail));
    connection.addEventListener("state", ({ detail }) => detail.name === "online" && showLimits(detail));
    byId("toggle-wire").addEventListener("click", () => this.#toggle(byId("wire").hidden));
    byId("close-wire").addEventListener("click", () => this.#toggle(false));
    byId("clear-wire").addEventListener("click", () => this.#clear());
    byId("wire").addEventListener("keydown", (event) => event.key === "Escape" && this.#toggle(false));
    byId("wire-form").addEventListener("submit", (event) => sendRaw(event, connection));
  }

  // Frames are kept while the panel is closed, but drawn only when somebody looks.
  #add(frame) {
    this.#frames.push(frame);
    if (this.#frames.length > KEPT) this.#frames.shift();
    if (!byId("wire").hidden) this.#draw(frame);
  }

  #draw(frame) {
    this.#list.append(row(frame));
    if (this.#list.childElementCount > KEPT) this.#list.firstElementChild.remove();
    this.#follower.grown();
  }

  #toggle(open) {
    byId("wire").hidden = !open;
    byId("toggle-wire").setAttribute("aria-expanded", String(open));
    if (!open) return byId("toggle-wire").focus();
    this.#list.replaceChildren(...this.#frames.map(row));
    this.#follower.follow();
  }

  #clear() {
    this.#frames = [];
    this.#list.replaceChildren();
  }
}

function row({ direction, text, at }) {
  const time = at.toTimeString().slice(0, 8) + "." + String(at.getMilliseconds()).padStart(3, "0");
  const head = [
    element("span", { class: "arrow", "aria-hidden": "true" }, ARROWS[direction]),
    element("span", { class: "visually-hidden" }, SPOKEN[direction]),
    element("time", { datetime: at.toISOString() }, time),
    element("code", {}, text),
  ];
  if (direction === "note") return element("li", { class: "frame", "data-direction": direction }, element("div", { class: "line" }, ...head));
  const details = element("details", {}, element("summary", { class: "line" }, ...head));
  details.addEventListener("toggle", () => {
    if (!details.querySelector("pre")) details.append(element("pre", {}, pretty(text)));
    if (details.open) details.scrollIntoView({ block: "nearest" });
  });
  return element("li", { class: "frame", "data-direction": direction }, details);
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function showLimits({ client, limits }) {
  const rows = Object.entries({ client: client ?? "unknown", ...limits }).flatMap(([name, value]) => [
    element("dt", {}, name),
    element("dd", { "data-limit": name }, typeof value === "string" ? value : JSON.stringify(value)),
  ]);
  byId("limits").replaceChildren(...rows);
}

function sendRaw(event, connection) {
  event.preventDefault();
  const input = byId("wire-say");
  if (!input.value) return;
  if (!connection.isOnline) return toast("Not connected to the switch.");
  connection.transmit(input.value);
  input.select();
}
