// SPDX-License-Identifier: Apache-2.0
// Where words are written. Each conversation keeps its own draft; what could not be sent stays in the box.

import { byId } from "./dom.js";
import { titleOf } from "./labels.js";

export class Composer {
  #chat;
  #connection;
  #conversations;
  #people;
  #box = byId("say");
  #shown;

  constructor(chat, connection, conversations, people) {
    this.#chat = chat;
    this.#connection = connection;
    this.#conversations = conversations;
    this.#people = people;
    this.#shown = conversations.selected;

    byId("composer").addEventListener("submit", (event) => this.#submit(event));
    this.#box.addEventListener("keydown", (event) => this.#key(event));
    this.#box.addEventListener("input", () => this.#fit());
    conversations.addEventListener("selected", () => this.#switch());
    conversations.addEventListener("changed", () => this.#allow());
    connection.addEventListener("state", () => this.#allow());
    people.addEventListener("named", () => this.#allow());
    this.#allow();
  }

  focus() {
    this.#box.focus();
  }

  #switch() {
    this.#shown.draft = this.#box.value;
    this.#shown = this.#conversations.selected;
    this.#box.value = this.#shown.draft;
    this.#fit();
    this.#allow();
  }

  #allow() {
    const title = titleOf(this.#shown, this.#people);
    this.#box.placeholder = this.#connection.isOnline ? `Message ${title === "Everyone" ? "everyone" : title}` : "Waiting for the switch…";
    byId("send").disabled = !this.#canSend;
  }

  get #canSend() {
    return this.#connection.isOnline && this.#shown.membership === "joined";
  }

  // The box itself is never disabled: on a flaky network one goes on typing, and the keyboard of a phone stays open.
  #submit(event) {
    event.preventDefault();
    const text = this.#box.value.trim();
    if (!text || !this.#canSend) return;
    this.#chat.say(this.#shown, text);
    this.#box.value = "";
    this.#fit();
    this.#box.focus();
  }

  #key(event) {
    // While an input method composes, Enter chooses a word.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    byId("composer").requestSubmit();
  }

  // For browsers without `field-sizing: content`; the style sheet sets the greatest height.
  #fit() {
    if (CSS.supports("field-sizing", "content")) return;
    this.#box.style.height = "auto";
    this.#box.style.height = `${this.#box.scrollHeight}px`;
  }
}
