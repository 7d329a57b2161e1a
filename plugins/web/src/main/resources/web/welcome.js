// SPDX-License-Identifier: Apache-2.0
// What an empty conversation says: where you are, who hears you, and what to try first.

import { byId, element } from "./dom.js";
import { chip, titleOf } from "./labels.js";

export function emptyState(conversation, people) {
  return element("div", { class: "empty", "data-empty": conversation.kind }, ...content(conversation, people));
}

function content(conversation, people) {
  const title = titleOf(conversation, people);
  switch (conversation.kind) {
    case "room":
      return [
        element("h2", {}, `You are in ${title}`),
        element("p", {}, "Its members read what you say here, and nobody else. Bring someone in: the address of this page now leads to the room."),
      ];
    case "direct":
      return [
        element("h2", {}, "Between the two of you"),
        element("p", {}, "Only ", chip(people, conversation.target), " receives what you write here. Ids last as long as a connection, so this one ends when either of you reconnects."),
      ];
    default:
      return [
        byId("board").content.cloneNode(true),
        element("h2", {}, "The line is open"),
        element("p", {}, "Open this page in a second tab, say something there, and watch it arrive here. Nothing is kept: you see what is said while you are connected."),
        element("p", { class: "actions" },
          element("a", { class: "button", href: location.pathname, target: "_blank", rel: "noopener" }, "Open a second tab"),
          element("a", { class: "button quiet", href: "#room=lobby" }, "Join #lobby")),
      ];
  }
}
