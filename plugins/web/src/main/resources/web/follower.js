// SPDX-License-Identifier: Apache-2.0
// Keeps a growing list at its end, unless the reader has scrolled up.

// Nearer to the end than this counts as being there: a finger or a fractional pixel must not stop the following.
const NEAR_PX = 48;

export class Follower {
  #scroller;
  #onReturn;
  #following = true;
  #lastTop = 0;
  #planned = false;

  /** `onReturn` is called when the reader comes back to the end. */
  constructor(scroller, onReturn = () => {}) {
    this.#scroller = scroller;
    this.#onReturn = onReturn;
    scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    // A keyboard that opens, or a banner, takes height away from below.
    new ResizeObserver(() => this.grown()).observe(scroller);
    this.#mark();
  }

  get isFollowing() {
    return this.#following;
  }

  follow() {
    this.#following = true;
    this.#mark();
    this.#onReturn();
    this.grown();
  }

  // Once per frame: measuring after every message would lay the page out a thousand times a second in a busy room.
  grown() {
    if (!this.#following || this.#planned) return;
    this.#planned = true;
    requestAnimationFrame(() => {
      this.#planned = false;
      if (!this.#following) return;
      this.#scroller.scrollTop = this.#scroller.scrollHeight;
      this.#lastTop = this.#scroller.scrollTop;
    });
  }

  // Being far from the end is not enough to stop: more may have arrived since we scrolled. Only going up is.
  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    if (clientHeight === 0) return;
    const wasFollowing = this.#following;
    const atEnd = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    this.#following = atEnd || (wasFollowing && scrollTop >= this.#lastTop);
    this.#lastTop = scrollTop;
    this.#mark();
    if (this.#following && !wasFollowing) this.#onReturn();
  }

  // The style sheet leaves scroll anchoring to readers: it would fight the following.
  #mark() {
    this.#scroller.toggleAttribute("data-following", this.#following);
  }
}
