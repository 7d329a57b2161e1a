// SPDX-License-Identifier: Apache-2.0
// You: the id the switch gave this connection, and the name you want beside it.

import { byId } from "./dom.js";
import { hueOf, identicon } from "./identicon.js";
import { shortId } from "./people.js";
import { announce, toast } from "./toasts.js";

export function showProfile(people) {
  const input = byId("nickname");
  const show = () => {
    byId("me").textContent = people.me ? shortId(people.me) : "no id yet";
    byId("me").disabled = !people.me;
    byId("me").dataset.client = people.me ?? "";
    if (people.me) {
      byId("me").style.setProperty("--hue", hueOf(people.me));
      byId("my-face").replaceChildren(identicon(people.me));
    }
  };
  input.value = people.myName;
  input.addEventListener("change", () => {
    people.myName = input.value;
    input.value = people.myName;
  });
  input.addEventListener("keydown", (event) => event.key === "Enter" && input.blur());
  byId("me").addEventListener("click", () => copyId(people.me));
  people.addEventListener("me", show);
  show();
}

// The clipboard exists only on secure origins; elsewhere the id is shown whole, to be selected by hand.
async function copyId(id) {
  try {
    await navigator.clipboard.writeText(id);
    toast("Your id is copied.");
    announce("Your id is copied.");
  } catch {
    toast(id);
  }
}
