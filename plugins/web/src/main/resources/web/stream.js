// SPDX-License-Identifier: Apache-2.0
// One conversation's messages, as a log that follows its end unless the reader has scrolled up.

import { LONGEST_CONVERSATION } from "./conversations.js";
import { element, icon, timeOfDay } from "./dom.js";
import { Follower } from "./follower.js";
import { chip, face, titleOf } from "./labels.js";
import { emptyState } from "./welcome.js";

// Words of one person within this time stand together under one name.
const SAME_BREATH_MS = 180_000;

export class Stream {
  #people;
  #sayAgain;
  #list = element("ol", { class: "messages" });
  #empty;
  #jump;
  #rows = new WeakMap();
  #last = null;
  #follower;
  #unseen = 0;

  constructor(conversation, people, sayAgain) {
    this.#people = people;
    this.#sayAgain = sayAgain;
    this.#empty = emptyState(conversation, people);
    this.#jump = element("button", { type: "button", class: "jump", hidden: true, onclick: () => this.#follower.follow() });
    const label = `Messages: ${titleOf(conversation, people)}`;
    const log = element("div", { class: "log", role: "log", "aria-label": label, tabindex: "0" }, this.#empty, this.#list);
    this.#follower = new Follower(log, () => this.#allSeen());
    this.node = element("section", { class: "stream", "data-stream": conversation.id, hidden: true }, log, this.#jump);
  }

  show(visible) {
    this.node.hidden = !visible;
    if (visible) this.#follower.grown();
  }

  add(entry) {
    this.#empty.hidden = true;
    const row = entry.type === "note" ? this.#note(entry) : this.#message(entry);
    this.#list.append(row);
    if (this.#list.childElementCount > LONGEST_CONVERSATION) this.#list.firstElementChild.remove();
    this.#last = entry;
    if (entry.mine) this.#follower.follow();
    else if (this.#follower.isFollowing) this.#follower.grown();
    else this.#countUnseen();
  }

  alter(entry) {
    const row = this.#rows.get(entry);
    if (!row) return;
    this.#dress(row, entry);
    this.#follower.grown();
  }

  #message(entry) {
    const row = element("li", { class: "message", "data-from": entry.from, "data-mine": entry.mine });
    row.toggleAttribute("data-continued", this.#continues(entry));
    row.append(
      element("div", { class: "byline" },
        entry.mine ? element("span", { class: "visually-hidden" }, "You") : chip(this.#people, entry.from),
        timeOfDay(entry.at)),
      entry.mine ? "" : face(entry.from),
      words(entry),
    );
    if (entry.mine) {
      row.append(element("div", { class: "fate" }));
      this.#rows.set(entry, row);
      this.#dress(row, entry);
    }
    return row;
  }

  #dress(row, entry) {
    row.dataset.state = entry.state;
    const fate = row.querySelector(".fate");
    switch (entry.state) {
      case "pending":
        return fate.replaceChildren(icon("pending"), element("span", { class: "visually-hidden" }, "Sending"));
      case "confirmed":
        return fate.replaceChildren(icon("confirmed"), element("span", { class: "visually-hidden" }, "Sent"));
      case "failed":
        return fate.replaceChildren(
          element("span", { class: "reason", "data-code": entry.refusal.code }, entry.refusal.sentence),
          element("button", { type: "button", class: "link", "data-action": "retry", onclick: () => this.#sayAgain(entry) }, "Send again"),
        );
    }
  }

  #note(entry) {
    return element("li", { class: "note", "data-tone": entry.tone }, element("p", { dir: "auto" }, entry.text), timeOfDay(entry.at));
  }

  #continues(entry) {
    const last = this.#last;
    return last?.type === "message" && last.from === entry.from && last.mine === entry.mine && entry.at - last.at < SAME_BREATH_MS;
  }

  #countUnseen() {
    this.#unseen += 1;
    this.#jump.replaceChildren(icon("down"), `${this.#unseen} new ${this.#unseen === 1 ? "message" : "messages"}`);
    this.#jump.hidden = false;
  }

  #allSeen() {
    this.#unseen = 0;
    this.#jump.hidden = true;
  }
}

function words({ text, json }) {
  return json === undefined
    ? element("p", { class: "words", dir: "auto" }, text)
    : element("pre", { class: "words json", tabindex: "0" }, element("code", {}, json));
}
