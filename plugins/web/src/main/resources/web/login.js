// SPDX-License-Identifier: Apache-2.0
// The form that asks who you are, on a switch that wants to know. The token stays in this tab.

import { byId } from "./dom.js";

const KEY = "switchboard.token";

export function showLogin(connection) {
  const input = byId("token");
  const show = (state) => {
    byId("login").hidden = state.name !== "login";
    byId("login-problem").textContent = state.problem ?? "";
    input.setAttribute("aria-invalid", String(Boolean(state.problem)));
    if (state.name === "online" && !state.user) sessionStorage.removeItem(KEY);
    if (state.name !== "login") return;
    sessionStorage.removeItem(KEY);
    if (matchMedia("(pointer: fine)").matches) input.focus();
  };
  connection.addEventListener("state", ({ detail }) => show(detail));
  byId("login").addEventListener("submit", (event) => {
    event.preventDefault();
    const token = input.value.trim();
    if (!token) return input.focus();
    input.value = "";
    sessionStorage.setItem(KEY, token);
    connection.logIn(token);
  });
  show(connection.state);
  const known = sessionStorage.getItem(KEY);
  if (known) connection.logIn(known);
  else connection.connect();
}
