// SPDX-License-Identifier: Apache-2.0
// How people and conversations are called on the page; every view uses these, so that a person looks alike everywhere.

import { element } from "./dom.js";
import { hueOf, identicon } from "./identicon.js";
import { shortId } from "./people.js";

/** A person as a button: face, claimed name, short id. Pressing it opens the direct conversation (see app.js). */
export function chip(people, id) {
  const button = element("button", { type: "button", class: "chip", "data-person": id, title: `Message ${id} directly` });
  fillChip(button, people, id);
  return button;
}

/** Also used when a person changes their name: the chip keeps its place and focus. */
export function fillChip(button, people, id) {
  const name = people.nameOf(id);
  button.style.setProperty("--hue", hueOf(String(id)));
  button.replaceChildren(
    name ? element("bdi", { class: "name" }, name) : "",
    name ? " " : "",
    element("code", { class: "id" }, shortId(id)),
  );
}

export const face = (id) => element("span", { class: "face" }, identicon(String(id)));

/** The title of a conversation as plain text. */
export function titleOf(conversation, people) {
  switch (conversation.kind) {
    case "room": return `#${conversation.target}`;
    case "direct": return people.nameOf(conversation.target) || shortId(conversation.target);
    default: return "Everyone";
  }
}
