// SPDX-License-Identifier: Apache-2.0
// One WebSocket that stays: it greets, matches answers to requests by id, and comes back after a loss.
//
// Events: "state" (see `state`), "message" (a frame that answers no request), "frame" (everything, for the wire panel).

import { Backoff } from "./backoff.js";
import { Refusal, closeAdvice } from "./protocol.js";

// A browser cannot ping, so a request without an answer for this long is how a dead connection is noticed.
const ANSWER_DEADLINE_MS = 20_000;
// A connection that ends sooner counts as one more failure; otherwise accept-then-close would be retried every second.
const STABLE_AFTER_MS = 10_000;
// A switch that asked for room gets it: start at a ceiling of 8 s instead of 1 s.
const LATER_ATTEMPT = 3;
// Timers of browsers overflow after 24 days and then fire at once.
const LONGEST_DELAY_MS = 86_400_000;

export class Connection extends EventTarget {
  #url;
  #backoff;
  #socket = null;
  #state = { name: "idle" };
  #requests = new Map();
  #lastId = 0;
  #timer;
  #onlineSince = null;
  #advisedDelay = null;
  #token = null;

  constructor(url, backoff = new Backoff()) {
    super();
    this.#url = url;
    this.#backoff = backoff;
  }

  /**
   * `{name: "connecting"}`, `{name: "online", client, limits, leaving}` with a `user` if we have said who we are,
   * `{name: "login", problem}` while the switch wants to know that first, `{name: "waiting", reason, until, advised}` or
   * `{name: "stopped", reason}`.
   */
  get state() {
    return this.#state;
  }

  get isOnline() {
    return this.#state.name === "online";
  }

  connect() {
    if (this.#socket) return;
    clearTimeout(this.#timer);
    this.#become({ name: "connecting" });
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    // A socket that was given up may still speak; only the current one is heard.
    const whenCurrent = (action) => (event) => socket === this.#socket && action(event);
    socket.addEventListener("open", whenCurrent(() => {
      this.#show("note", `open ${this.#url}`);
      this.#greet();
    }));
    socket.addEventListener("message", whenCurrent(({ data }) => this.#receive(data)));
    socket.addEventListener("close", whenCurrent(({ code, reason }) => this.#closed(code, reason)));
    this.#timer = setTimeout(() => this.#giveUp(), ANSWER_DEADLINE_MS);
  }

  /** Says who we are, now and after each loss, until the switch does not believe it any more. */
  logIn(token) {
    this.#token = token;
    if (this.#socket?.readyState === WebSocket.OPEN) this.#greet();
    else this.connect();
  }

  /** The network is back or the page is looked at again: do not wait, unless the switch itself named the moment. */
  wake() {
    if (this.#state.name === "waiting" && !this.#state.advised) this.connect();
    else if (this.isOnline) this.request("hello").catch(() => {});
  }

  /** Sends one message and resolves to its `ok`, or rejects with a `Refusal`. */
  request(kind, fields = {}) {
    if (this.#socket?.readyState !== WebSocket.OPEN) {
      return Promise.reject(new Refusal({ code: "not_connected", message: "Not connected to the switch" }));
    }
    const id = (this.#lastId += 1);
    const text = JSON.stringify({ msg_type: kind, id, ...fields });
    const tooBig = this.#tooBig(text);
    if (tooBig) return Promise.reject(tooBig);
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(() => this.#giveUp(), ANSWER_DEADLINE_MS);
      this.#requests.set(id, { resolve, reject, deadline });
      this.transmit(text, kind === "auth" ? JSON.stringify({ msg_type: kind, id, token: "…" }) : text);
    });
  }

  // The switch would close the connection over it, and with it lose whatever is on its way.
  #tooBig(text) {
    const limit = this.#state.limits?.max_message_bytes;
    const size = new TextEncoder().encode(text).length;
    if (!(size > limit)) return null;
    return new Refusal({ code: "too_big", message: `This message takes ${size} bytes and the switch accepts ${limit}` });
  }

  /** Sends text as it is; the wire panel lets developers say anything. Secrets are shown as something else. */
  transmit(text, shown = text) {
    this.#socket.send(text);
    this.#show("out", shown);
  }

  async #greet() {
    const socket = this.#socket;
    const problem = this.#token === null ? null : await this.#introduce();
    const greeting = await this.request("hello").catch(() => ({}));
    if (socket !== this.#socket) return;
    clearTimeout(this.#timer);
    if (greeting.login_needed) return this.#become({ name: "login", problem });
    this.#onlineSince = Date.now();
    const { client = null, limits = {}, user } = greeting;
    this.#become({ name: "online", client, limits, leaving: false, ...(user && { user }) });
  }

  // What the switch does not believe is not shown again; what it could not check may be.
  async #introduce() {
    try {
      await this.request("auth", { token: this.#token });
      return null;
    } catch (refusal) {
      const isLost = refusal.code === "connection_lost" || refusal.code === "not_connected";
      if (!isLost && !(refusal.retryAfter > 0)) this.#token = null;
      return refusal.sentence;
    }
  }

  #receive(data) {
    if (typeof data !== "string") return;
    this.#show("in", data);
    const frame = parse(data);
    if (frame && !this.#answer(frame)) this.#heard(frame);
  }

  #answer(frame) {
    if (frame.msg_type !== "ok" && frame.msg_type !== "error") return false;
    const request = this.#requests.get(frame.id);
    if (!request) return false;
    this.#requests.delete(frame.id);
    clearTimeout(request.deadline);
    if (frame.msg_type === "ok") request.resolve(frame);
    else request.reject(new Refusal(frame));
    return true;
  }

  #heard(frame) {
    if (frame.msg_type === "goaway") {
      this.#advisedDelay = sane(frame.retry_after_ms);
      if (this.isOnline) this.#become({ ...this.#state, leaving: true });
    }
    this.dispatchEvent(new CustomEvent("message", { detail: frame }));
  }

  #giveUp() {
    // The close handshake with a dead peer takes long, so do not wait for its event.
    const socket = this.#socket;
    this.#closed(1006, "no answer");
    socket.close();
  }

  #closed(code, reason) {
    this.#show("note", `close ${code}${reason ? ` ${reason}` : ""}`);
    clearTimeout(this.#timer);
    this.#socket = null;
    if (this.#onlineSince !== null && Date.now() - this.#onlineSince >= STABLE_AFTER_MS) this.#backoff.reset();
    this.#onlineSince = null;
    this.#advisedDelay ??= delayIn(reason);
    this.#comeBack(closeAdvice(code, reason));
    this.#abandonRequests();
  }

  #comeBack({ retry, reason }) {
    const advised = this.#advisedDelay !== null;
    if (retry === "login") {
      const problem = this.#state.name === "login" ? this.#state.problem : reason;
      this.#become({ name: "login", problem });
    } else if (retry === "never") {
      this.#become({ name: "stopped", reason });
    } else {
      if (retry === "later") this.#backoff.skipTo(LATER_ATTEMPT);
      // Counted from the close, not from the goaway: never earlier than advised.
      const delay = advised ? this.#advisedDelay : this.#backoff.next();
      this.#timer = setTimeout(() => this.connect(), delay);
      this.#become({ name: "waiting", reason, until: Date.now() + delay, advised });
    }
    this.#advisedDelay = null;
  }

  #abandonRequests() {
    const message = "The connection was lost before the switch confirmed this";
    for (const { reject, deadline } of this.#requests.values()) {
      clearTimeout(deadline);
      reject(new Refusal({ code: "connection_lost", message }));
    }
    this.#requests.clear();
  }

  #become(state) {
    this.#state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
  }

  #show(direction, text) {
    this.dispatchEvent(new CustomEvent("frame", { detail: { direction, text, at: new Date() } }));
  }
}

// A goaway may have been lost on the way; the close reason repeats its advice.
function delayIn(reason) {
  const advice = /\bretry_after_ms\W{0,3}(\d+)/.exec(reason);
  return advice && sane(advice[1]);
}

const sane = (milliseconds) => Math.min(LONGEST_DELAY_MS, Math.max(0, Number(milliseconds) || 0));

function parse(text) {
  try {
    const frame = JSON.parse(text);
    return frame !== null && typeof frame === "object" ? frame : null;
  } catch {
    return null;
  }
}
