// SPDX-License-Identifier: Apache-2.0
// How long to wait before the next attempt: "full jitter". Each client draws anywhere between nothing and a ceiling
// that doubles, so that thousands who lost the same switch do not come back in the same instant.

const FIRST_CEILING_MS = 1_000;
const LONGEST_CEILING_MS = 30_000;

export class Backoff {
  #attempt = 0;
  #random;

  constructor(random = Math.random) {
    this.#random = random;
  }

  next() {
    const ceiling = Math.min(LONGEST_CEILING_MS, FIRST_CEILING_MS * 2 ** this.#attempt);
    this.#attempt += 1;
    return Math.round(this.#random() * ceiling);
  }

  /** Goes on as if this many attempts had failed already: for a switch that says it is overloaded. */
  skipTo(attempt) {
    this.#attempt = Math.max(this.#attempt, attempt);
  }

  reset() {
    this.#attempt = 0;
  }
}
