// SPDX-License-Identifier: Apache-2.0
// The middle of the page: the heading of the selected conversation, its stream, and what can be done with it.

import { byId } from "./dom.js";
import { fillChip, titleOf } from "./labels.js";
import { shortId } from "./people.js";
import { Stream } from "./stream.js";

export class Pane {
  #chat;
  #conversations;
  #people;
  #streams = new Map();

  constructor(chat, conversations, people) {
    this.#chat = chat;
    this.#conversations = conversations;
    this.#people = people;

    for (const conversation of conversations) this.#openStream(conversation);
    conversations.addEventListener("opened", ({ detail }) => this.#openStream(detail.conversation));
    conversations.addEventListener("closed", ({ detail }) => this.#closeStream(detail.conversation));
    conversations.addEventListener("selected", () => this.#show());
    conversations.addEventListener("added", ({ detail }) => this.#stream(detail).add(detail.entry));
    conversations.addEventListener("altered", ({ detail }) => this.#stream(detail).alter(detail.entry));
    conversations.addEventListener("changed", () => this.#head());
    people.addEventListener("named", ({ detail }) => this.#rename(detail));
    byId("leave").addEventListener("click", () => chat.leave(conversations.selected));
    byId("join-again").addEventListener("click", () => chat.join(conversations.selected.target).catch(() => {}));
    this.#show();
  }

  #show() {
    for (const [id, stream] of this.#streams) stream.show(id === this.#conversations.selected.id);
    this.#head();
  }

  #head() {
    const conversation = this.#conversations.selected;
    const title = titleOf(conversation, this.#people);
    byId("title").textContent = title;
    byId("subtitle").textContent = subtitle(conversation);
    byId("leave").hidden = conversation.kind === "everyone";
    byId("leave").textContent = conversation.kind === "room" ? "Leave" : "Close";
    byId("outside").hidden = conversation.membership !== "out";
    const unread = this.#conversations.unread;
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${title} · Switchboard`;
  }

  #stream({ conversation }) {
    return this.#streams.get(conversation.id);
  }

  #openStream(conversation) {
    const stream = new Stream(conversation, this.#people, (entry) => this.#chat.sayAgain(conversation, entry));
    this.#streams.set(conversation.id, stream);
    byId("streams").append(stream.node);
  }

  #closeStream({ id }) {
    this.#streams.get(id).node.remove();
    this.#streams.delete(id);
    this.#head();
  }

  #rename(person) {
    for (const button of byId("streams").querySelectorAll(`.chip[data-person="${CSS.escape(person)}"]`)) {
      fillChip(button, this.#people, person);
    }
    this.#head();
  }
}

function subtitle({ kind, target }) {
  switch (kind) {
    case "room": return "Its members hear you";
    case "direct": return `Only ${shortId(target)} hears you`;
    default: return "Everybody here hears you";
  }
}
