// SPDX-License-Identifier: Apache-2.0
// Short words at the edge of the page that go away by themselves. The same words twice count up instead of piling up.

import { byId, element, icon } from "./dom.js";

const STAY_MS = 7_000;
const MOST = 3;

const shown = new Map();

export function toast(text, { tone = "info", code } = {}) {
  const known = shown.get(text);
  if (known) return known.again();
  const count = element("span", { class: "count" });
  const close = element("button", { type: "button", class: "icon-button", "aria-label": "Dismiss", onclick: () => dismiss(text) }, icon("close"));
  const node = element("div", { class: "toast", "data-tone": tone, "data-code": code }, element("p", { dir: "auto" }, text), count, close);
  let times = 1;
  let timer;
  const stay = () => {
    clearTimeout(timer);
    timer = setTimeout(() => dismiss(text), STAY_MS);
  };
  const again = () => {
    count.textContent = `×${(times += 1)}`;
    stay();
  };
  // Whoever is reading, by eye or by keyboard, is not hurried.
  for (const pause of ["pointerenter", "focusin"]) node.addEventListener(pause, () => clearTimeout(timer));
  for (const resume of ["pointerleave", "focusout"]) node.addEventListener(resume, stay);
  shown.set(text, { node, again });
  byId("toasts").append(node);
  stay();
  if (shown.size > MOST) dismiss(shown.keys().next().value);
}

function dismiss(text) {
  shown.get(text)?.node.remove();
  shown.delete(text);
}

/** For screen readers only; used where nothing else on the page that is read aloud says the same. */
export function announce(text) {
  byId("announcer").textContent = text;
}
