// SPDX-License-Identifier: Apache-2.0
// On a phone the list of conversations slides over the page; on anything wider it simply stands there.

import { byId } from "./dom.js";

export class Drawer {
  #narrow = matchMedia("(max-width: 47.99rem)");

  constructor() {
    byId("open-menu").addEventListener("click", () => this.#set(true));
    byId("scrim").addEventListener("click", () => this.close());
    byId("close-menu").addEventListener("click", () => this.close());
    byId("sidebar").addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.#narrow.addEventListener("change", () => this.#set(false));
    this.#set(false);
  }

  close() {
    if (this.#narrow.matches && document.body.dataset.drawer === "open") {
      this.#set(false);
      byId("open-menu").focus();
    }
  }

  // What cannot be seen must not be reached by the keyboard either.
  #set(open) {
    const narrow = this.#narrow.matches;
    document.body.dataset.drawer = open ? "open" : "closed";
    byId("sidebar").inert = narrow && !open;
    byId("conversation").inert = narrow && open;
    byId("open-menu").setAttribute("aria-expanded", String(open));
    if (open) byId("close-menu").focus();
  }
}
