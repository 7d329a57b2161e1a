// SPDX-License-Identifier: Apache-2.0
// What has been said where. Pure data: it knows neither the wire nor the page.
//
// Events carry `{conversation, entry?}`: "opened", "closed", "selected", "added" (an entry), "altered" (an entry),
// "changed" (unread count or membership).

/** The page keeps no history, and a busy switch must not fill the tab's memory. */
export const LONGEST_CONVERSATION = 500;

export const EVERYONE = "everyone";
export const roomId = (room) => `room:${room}`;
export const directId = (person) => `direct:${person}`;

class Conversation {
  entries = [];
  unread = 0;
  /** Of a room: "joined", "returning" (the connection was lost and we want back in) or "out". */
  membership = "joined";
  draft = "";

  constructor(id) {
    this.id = id;
    const colon = id.indexOf(":");
    /** "everyone", "room" or "direct" */
    this.kind = colon < 0 ? id : id.slice(0, colon);
    /** The room's name or the other person's id. */
    this.target = colon < 0 ? null : id.slice(colon + 1);
  }
}

export class Conversations extends EventTarget {
  #all = new Map([[EVERYONE, new Conversation(EVERYONE)]]);
  #selected = this.#all.get(EVERYONE);

  get selected() {
    return this.#selected;
  }

  get unread() {
    return [...this].reduce((sum, { unread }) => sum + unread, 0);
  }

  [Symbol.iterator]() {
    return this.#all.values();
  }

  find(id) {
    return this.#all.get(id);
  }

  open(id) {
    const known = this.#all.get(id);
    if (known) return known;
    const conversation = new Conversation(id);
    this.#all.set(id, conversation);
    this.#tell("opened", conversation);
    return conversation;
  }

  close(id) {
    const conversation = this.#all.get(id);
    if (!conversation || id === EVERYONE) return;
    if (this.#selected === conversation) this.select(EVERYONE);
    this.#all.delete(id);
    this.#tell("closed", conversation);
  }

  select(id) {
    this.#selected = this.open(id);
    this.#tell("selected", this.#selected);
  }

  add(id, entry, { unread = false } = {}) {
    const conversation = this.open(id);
    conversation.entries.push(entry);
    if (conversation.entries.length > LONGEST_CONVERSATION) conversation.entries.shift();
    this.#tell("added", conversation, entry);
    if (unread) this.#change(conversation, { unread: conversation.unread + 1 });
    return entry;
  }

  alter(id, entry, fields) {
    Object.assign(entry, fields);
    const conversation = this.#all.get(id);
    if (conversation) this.#tell("altered", conversation, entry);
  }

  markRead(conversation) {
    if (conversation.unread > 0) this.#change(conversation, { unread: 0 });
  }

  setMembership(conversation, membership) {
    if (conversation.membership !== membership) this.#change(conversation, { membership });
  }

  #change(conversation, fields) {
    Object.assign(conversation, fields);
    this.#tell("changed", conversation);
  }

  #tell(type, conversation, entry) {
    this.dispatchEvent(new CustomEvent(type, { detail: { conversation, entry } }));
  }
}
