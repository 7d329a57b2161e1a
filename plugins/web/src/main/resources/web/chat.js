// SPDX-License-Identifier: Apache-2.0
// The chat itself: turns what people do into requests, and what the switch says into entries of conversations.
//
// Entries are `{type: "message", from, mine, text | json, at, state, refusal}` with a state of "pending", "confirmed" or
// "failed", and `{type: "note", tone, text, at}` for what the switch has to say.
// Event "refused" (a Refusal) is for whoever wants to tell the person at once.

import { EVERYONE, directId, roomId } from "./conversations.js";
import { Refusal, fromContent, toContent } from "./protocol.js";

export class Chat extends EventTarget {
  #connection;
  #conversations;
  #people;
  #isWatched;

  /** `isWatched` says whether somebody is looking at the page; what arrives unseen counts as unread. */
  constructor(connection, conversations, people, isWatched) {
    super();
    this.#connection = connection;
    this.#conversations = conversations;
    this.#people = people;
    this.#isWatched = isWatched;
    connection.addEventListener("message", ({ detail }) => this.#hear(detail));
    connection.addEventListener("state", ({ detail }) => this.#follow(detail));
  }

  /** Shows the words at once as pending; the answer of the switch confirms or fails them. */
  say(conversation, text) {
    const content = toContent(text, this.#people.myName);
    const entry = { type: "message", from: this.#people.me, mine: true, at: new Date(), state: "pending", text, content };
    this.#conversations.add(conversation.id, entry);
    return this.#send(conversation, entry);
  }

  sayAgain(conversation, entry) {
    this.#conversations.alter(conversation.id, entry, { state: "pending", refusal: null });
    return this.#send(conversation, entry);
  }

  /** Resolves when joined; throws the Refusal, because whoever typed the name wants to correct it. */
  async join(room) {
    try {
      await this.#connection.request("join_room", { room });
    } catch (refusal) {
      this.#refuse(refusal, this.#conversations.selected.id);
      throw refusal;
    }
    const conversation = this.#conversations.open(roomId(room));
    this.#conversations.setMembership(conversation, "joined");
    this.#conversations.select(conversation.id);
  }

  /** Leaves a room, or puts away a direct conversation. */
  async leave(conversation) {
    if (conversation.kind === "room" && conversation.membership === "joined" && this.#connection.isOnline) {
      try {
        await this.#connection.request("leave_room", { room: conversation.target });
      } catch (refusal) {
        this.#refuse(refusal, conversation.id);
        return;
      }
    }
    this.#conversations.close(conversation.id);
  }

  async #send(conversation, entry) {
    try {
      await this.#connection.request(...address(conversation, entry.content));
      this.#conversations.alter(conversation.id, entry, { state: "confirmed" });
    } catch (refusal) {
      this.#conversations.alter(conversation.id, entry, { state: "failed", refusal });
      if (refusal.code === "not_a_member") this.#conversations.setMembership(conversation, "out");
      this.#announce(refusal);
    }
  }

  #hear(frame) {
    switch (frame.msg_type) {
      case "chat": return this.#receive(EVERYONE, frame);
      case "room_message": return this.#receive(roomId(frame.room), frame);
      case "direct_message": return this.#receive(directId(frame.from), frame);
      case "gap": return this.#note(frame.room ? roomId(frame.room) : EVERYONE, "warning", missed(frame.missed));
      case "error": return this.#refuse(new Refusal(frame), this.#conversations.selected.id);
    }
  }

  #receive(id, { from, content }) {
    const { name, text, json } = fromContent(content);
    this.#people.learn(from, name);
    const seen = this.#isWatched() && this.#conversations.selected.id === id;
    const entry = { type: "message", from, mine: false, at: new Date(), text, json };
    this.#conversations.add(id, entry, { unread: !seen });
  }

  #refuse(refusal, id) {
    this.#note(id, "error", refusal.sentence);
    this.#announce(refusal);
  }

  #announce(refusal) {
    this.dispatchEvent(new CustomEvent("refused", { detail: refusal }));
  }

  #note(id, tone, text) {
    this.#conversations.add(id, { type: "note", tone, text, at: new Date() });
  }

  #follow(state) {
    if (state.name === "online" && !state.leaving) {
      this.#people.me = state.client;
      this.#rejoin();
    } else if (state.name !== "online") {
      for (const room of this.#rooms("joined")) this.#conversations.setMembership(room, "returning");
    }
  }

  // One after another: a hundred joins at once would run into the switch's own rate limit.
  async #rejoin() {
    for (const conversation of this.#rooms("returning")) {
      if (this.#conversations.find(conversation.id) !== conversation) continue;
      try {
        await this.#joinPatiently(conversation.target);
        this.#conversations.setMembership(conversation, "joined");
      } catch (refusal) {
        if (refusal.code === "connection_lost" || refusal.code === "not_connected") return;
        this.#conversations.setMembership(conversation, "out");
        this.#refuse(refusal, conversation.id);
      }
    }
  }

  #rooms(membership) {
    return [...this.#conversations].filter((each) => each.kind === "room" && each.membership === membership);
  }

  async #joinPatiently(room) {
    try {
      await this.#connection.request("join_room", { room });
    } catch (refusal) {
      if (!(refusal.retryAfter > 0)) throw refusal;
      await new Promise((resolve) => setTimeout(resolve, refusal.retryAfter));
      await this.#connection.request("join_room", { room });
    }
  }
}

function address({ kind, target }, content) {
  switch (kind) {
    case "room": return ["room_message", { room: target, content }];
    case "direct": return ["direct_message", { to: target, content }];
    default: return ["chat", { content }];
  }
}

function missed(count) {
  const what = count === 1 ? "One message was" : `${count ?? "Some"} messages were`;
  return `${what} left out here: this browser did not read fast enough.`;
}
