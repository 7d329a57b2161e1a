// SPDX-License-Identifier: Apache-2.0
// As much of a browser as the page's logic needs: a socket whose other end is the test, and a clock that the test moves.

globalThis.CustomEvent ??= class CustomEvent extends Event {
  constructor(type, { detail } = {}) {
    super(type);
    this.detail = detail;
  }
};

export class Socket extends EventTarget {
  static OPEN = 1;
  static all = [];
  static get latest() {
    return Socket.all.at(-1);
  }

  readyState = 0;
  sent = [];

  constructor(url) {
    super();
    this.url = url;
    Socket.all.push(this);
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.readyState = 3;
  }

  opens() {
    this.readyState = Socket.OPEN;
    this.dispatchEvent(new Event("open"));
  }

  says(frame) {
    this.dispatchEvent(Object.assign(new Event("message"), { data: JSON.stringify(frame) }));
  }

  /** The `ok` to the latest request of this kind, or an `error` if a code is given. */
  answers(kind, fields = {}) {
    const { id } = this.sent.findLast(({ msg_type }) => msg_type === kind);
    this.says({ msg_type: fields.code ? "error" : "ok", id, ...fields });
    return settled();
  }

  closes(code, reason = "") {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code, reason }));
    return settled();
  }
}

/** Moves only when told; `Date.now()` and `setTimeout` of the code under test follow it. */
export class Clock {
  #now = 1_000_000;
  #timers = new Map();
  #lastTimer = 0;

  install() {
    Date.now = () => this.#now;
    globalThis.setTimeout = (action, delay) => {
      this.#timers.set((this.#lastTimer += 1), { action, at: this.#now + delay });
      return this.#lastTimer;
    };
    globalThis.clearTimeout = (timer) => this.#timers.delete(timer);
  }

  async advance(milliseconds) {
    const end = this.#now + milliseconds;
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.#now = due[1].at;
      due[1].action();
      await settled();
    }
    this.#now = end;
  }
}

/** Everything that waited for an answer has gone on. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));

export function openPage() {
  Socket.all = [];
  globalThis.WebSocket = Socket;
  const clock = new Clock();
  clock.install();
  return clock;
}
