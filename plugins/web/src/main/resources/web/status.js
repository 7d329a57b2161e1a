// SPDX-License-Identifier: Apache-2.0
// The lamp that says how the connection is, and the banner that says what happens next when it is not well.

import { byId } from "./dom.js";
import { seconds } from "./protocol.js";

const WORDS = { login: "Not logged in", idle: "Connecting", connecting: "Connecting", online: "Connected", waiting: "Reconnecting", stopped: "Disconnected" };

export function showStatus(connection) {
  let ticking;
  const show = (state) => {
    clearInterval(ticking);
    byId("status").dataset.state = state.name;
    byId("status-words").textContent = WORDS[state.name] + (state.user ? ` as ${state.user}` : "");
    byId("banner").hidden = state.name !== "waiting" && state.name !== "stopped" && !state.leaving;
    byId("banner-words").textContent = state.leaving ? "The switch is about to restart; this page will come back by itself." : `${state.reason ?? ""}.`;
    byId("connect-now").hidden = state.leaving === true;
    byId("connect-now").textContent = state.name === "stopped" ? "Connect again" : "Try now";
    byId("countdown").textContent = "";
    if (state.name !== "waiting") return;
    const tick = () => (byId("countdown").textContent = ` Next try in ${seconds(state.until - Date.now())}.`);
    tick();
    ticking = setInterval(tick, 1000);
  };
  connection.addEventListener("state", ({ detail }) => show(detail));
  byId("connect-now").addEventListener("click", () => connection.connect());
  show(connection.state);
}
