// SPDX-License-Identifier: Apache-2.0
// The words of the wire that this page has an opinion about: refusals, close codes, and what a chat's content looks like.

/** Why a request was not done: the switch's `error`, or the loss of the connection before its answer. */
export class Refusal extends Error {
  constructor({ code, message, retry_after_ms: retryAfter }) {
    super(message || code || "The switch refused this without a reason");
    this.name = "Refusal";
    this.code = code ?? "unknown";
    this.retryAfter = retryAfter;
  }

  /** One sentence or two for people. */
  get sentence() {
    const end = /[.!?…]$/.test(this.message) ? "" : ".";
    const wait = this.retryAfter > 0 ? ` Try again in ${seconds(this.retryAfter)}.` : "";
    return this.message + end + wait;
  }
}

/**
 * What a close code means for us. `retry` is "soon", "later" (the switch asked for room), or "never": then a person decides,
 * because coming back alone would repeat the offence. With "login" a person has to say first who they are.
 */
export function closeAdvice(code, detail) {
  switch (code) {
    case 1000: return { retry: "never", reason: "The switch ended this connection" };
    case 1001: return { retry: "later", reason: "The switch shut down" };
    case 1006: return { retry: "soon", reason: "The connection was lost" };
    case 1008: return { retry: "later", reason: `The switch closed this connection: ${detail || "a limit was ignored"}` };
    case 1009: return { retry: "soon", reason: "A message was too big for the switch" };
    case 1011: return { retry: "later", reason: "The switch failed on a message" };
    case 1012: return { retry: "soon", reason: "The switch is restarting" };
    case 1013: return { retry: "later", reason: "The switch is overloaded" };
    case 4000: return { retry: "soon", reason: "The switch heard nothing from this page for too long" };
    case 4001: return { retry: "soon", reason: "This page read nothing for too long" };
    case 4002: return { retry: "login", reason: "Your login has expired" };
    case 4500: return { retry: "never", reason: "Somebody has ended your login" };
    case 4501: return { retry: "login", reason: null };
  }
  // Of the numbers above 4000 the switch keeps the upper half for closes that are final.
  const final = code >= 4500;
  return { retry: final ? "never" : "soon", reason: `The connection was closed (${[code, detail].filter(Boolean).join(", ")})` };
}

/** Without a name a message is a plain string, which every client understands; a name needs an object around it. */
export function toContent(text, name) {
  return name ? { name, text } : text;
}

/** Reads anything another client may have sent: `{text, name}` for words, `{json}` for every other JSON value. */
export function fromContent(content) {
  if (typeof content === "string") return { text: content };
  if (isNamedText(content)) return { text: content.text, name: cleanName(content.name) };
  return { json: JSON.stringify(content, null, 2) ?? "" };
}

// Only exactly {text} or {name, text}: an object that carries more must be shown whole, not cut down to its text.
function isNamedText(content) {
  if (content === null || typeof content !== "object" || typeof content.text !== "string") return false;
  return Object.keys(content).every((key) => key === "text" || (key === "name" && typeof content.name === "string"));
}

const LONGEST_NAME = 32;

/** A name in one line, without the invisible characters that could reorder or imitate what stands around it. */
export function cleanName(name = "") {
  const visible = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return [...visible].slice(0, LONGEST_NAME).join("").trim();
}

export function seconds(milliseconds) {
  return `${Math.max(1, Math.ceil(milliseconds / 1000))} s`;
}
