// SPDX-License-Identifier: Apache-2.0
// The list of conversations with their unread counts, and the way into a room.

import { byId, element } from "./dom.js";
import { face, titleOf } from "./labels.js";
import { shortId } from "./people.js";

export class Sidebar {
  #chat;
  #conversations;
  #people;
  #rows = new Map();

  constructor(chat, conversations, people) {
    this.#chat = chat;
    this.#conversations = conversations;
    this.#people = people;

    for (const conversation of conversations) this.#open(conversation);
    conversations.addEventListener("opened", ({ detail }) => this.#open(detail.conversation));
    conversations.addEventListener("closed", ({ detail }) => this.#close(detail.conversation));
    conversations.addEventListener("selected", () => this.#markSelected());
    conversations.addEventListener("changed", ({ detail }) => this.#refresh(detail.conversation));
    people.addEventListener("named", () => this.#refreshAll());
    byId("join").addEventListener("submit", (event) => this.#join(event));
    byId("room").addEventListener("input", () => this.#complain(""));
    document.addEventListener("keydown", (event) => this.#walk(event));
    this.#markSelected();
  }

  #open(conversation) {
    const button = element("button", {
      type: "button",
      class: "entry",
      "data-conversation": conversation.id,
      onclick: () => this.#conversations.select(conversation.id),
    });
    const row = element("li", {}, button);
    this.#rows.set(conversation.id, row);
    byId(`list-${conversation.kind}`).append(row);
    this.#refresh(conversation);
    this.#showHints();
  }

  #close({ id }) {
    this.#rows.get(id).remove();
    this.#rows.delete(id);
    this.#refreshAll();
    this.#showHints();
  }

  #showHints() {
    byId("hint-room").hidden = byId("list-room").childElementCount > 0;
    byId("hint-direct").hidden = byId("list-direct").childElementCount > 0;
  }

  #refresh(conversation) {
    const row = this.#rows.get(conversation.id);
    if (!row) return;
    const { unread } = conversation;
    row.firstElementChild.toggleAttribute("data-dimmed", conversation.membership !== "joined");
    row.firstElementChild.replaceChildren(
      mark(conversation),
      element("bdi", { class: "label" }, label(conversation, this.#people)),
      unread > 0 ? badge(unread) : "",
    );
    this.#markUnread();
  }

  #refreshAll() {
    for (const conversation of this.#conversations) this.#refresh(conversation);
  }

  #markSelected() {
    const selected = this.#conversations.selected.id;
    for (const [id, row] of this.#rows) {
      if (id === selected) row.firstElementChild.setAttribute("aria-current", "true");
      else row.firstElementChild.removeAttribute("aria-current");
    }
  }

  // On a phone the list is hidden; its button says that something waits there.
  #markUnread() {
    byId("open-menu").toggleAttribute("data-unread", this.#conversations.unread > 0);
  }

  async #join(event) {
    event.preventDefault();
    const input = byId("room");
    const room = input.value.trim().replace(/^#/, "");
    if (!room) return input.focus();
    try {
      await this.#chat.join(room);
      input.value = "";
      this.#complain("");
    } catch (refusal) {
      this.#complain(refusal.sentence);
      input.focus();
    }
  }

  #complain(sentence) {
    byId("room").setAttribute("aria-invalid", String(sentence !== ""));
    byId("room-problem").textContent = sentence;
  }

  // Alt+Up and Alt+Down go through the list from anywhere, as in other chats.
  #walk(event) {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const ids = [...document.querySelectorAll("[data-conversation]")].map((button) => button.dataset.conversation);
    const step = event.key === "ArrowDown" ? 1 : ids.length - 1;
    this.#conversations.select(ids[(ids.indexOf(this.#conversations.selected.id) + step) % ids.length]);
  }
}

function mark({ kind, target }) {
  switch (kind) {
    case "room": return element("span", { class: "mark", "aria-hidden": "true" }, "#");
    case "direct": return face(target);
    default: return element("span", { class: "mark", "aria-hidden": "true" }, "∗");
  }
}

function label(conversation, people) {
  if (conversation.kind === "room") return conversation.target;
  const title = titleOf(conversation, people);
  if (conversation.kind !== "direct" || title === shortId(conversation.target)) return title;
  return `${title} · ${shortId(conversation.target)}`;
}

function badge(count) {
  return element("span", { class: "badge", "data-unread": count },
    count > 99 ? "99+" : String(count), element("span", { class: "visually-hidden" }, " unread"));
}
