// SPDX-License-Identifier: Apache-2.0
// Who is who. The switch knows people by id only; a name is what its bearer claims, so it never stands without the id.

import { cleanName } from "./protocol.js";

const STORED_NAME = "switchboard.name";

export class People extends EventTarget {
  #names = new Map();
  #me = null;
  #myName = cleanName(remember());

  get me() {
    return this.#me;
  }

  set me(id) {
    this.#me = id;
    this.dispatchEvent(new CustomEvent("me"));
  }

  get myName() {
    return this.#myName;
  }

  set myName(name) {
    this.#myName = cleanName(name);
    store(this.#myName);
    this.dispatchEvent(new CustomEvent("me"));
  }

  /** The latest name counts; a message without one takes the name back. */
  learn(id, name = "") {
    if ((this.#names.get(id) ?? "") === name) return;
    this.#names.set(id, name);
    this.dispatchEvent(new CustomEvent("named", { detail: id }));
  }

  nameOf(id) {
    return this.#names.get(id) ?? "";
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;

/** The first block of a UUID, as it stands in logs; any other id as it is, within reason. */
export function shortId(id) {
  const text = String(id);
  return UUID.test(text) ? text.slice(0, 8) : text.slice(0, 24);
}

// Storage may be forbidden (private windows, policies); then the name lasts as long as the tab.
function remember() {
  try {
    return localStorage.getItem(STORED_NAME) ?? "";
  } catch {
    return "";
  }
}

function store(name) {
  try {
    if (name) localStorage.setItem(STORED_NAME, name);
    else localStorage.removeItem(STORED_NAME);
  } catch {
    // see above
  }
}
