// SPDX-License-Identifier: Apache-2.0
// Puts the page together. The journey of a word: composer → chat → connection → the switch → connection → chat →
// conversations → pane and its stream.

import { followAddress } from "./address.js";
import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { Conversations, directId } from "./conversations.js";
import { Drawer } from "./drawer.js";
import { titleOf } from "./labels.js";
import { showLogin } from "./login.js";
import { Pane } from "./pane.js";
import { People } from "./people.js";
import { showProfile } from "./profile.js";
import { Sidebar } from "./sidebar.js";
import { showStatus } from "./status.js";
import { announce, toast } from "./toasts.js";
import { Wire } from "./wire.js";

// Beside the page, wherever a proxy has put it.
const address = new URL("ws", document.baseURI).href.replace(/^http/, "ws");

const isWatched = () => document.visibilityState === "visible";

const people = new People();
const conversations = new Conversations();
const connection = new Connection(address);
const chat = new Chat(connection, conversations, people, isWatched);

new Sidebar(chat, conversations, people);
new Pane(chat, conversations, people);
new Wire(connection);
const composer = new Composer(chat, connection, conversations, people);
const drawer = new Drawer();
showProfile(people);
showStatus(connection);
followAddress(chat, connection, conversations);

// Errors also stand in the stream, which screen readers follow; the toast is for the eye.
chat.addEventListener("refused", ({ detail }) => toast(detail.sentence, { tone: "error", code: detail.code }));

conversations.addEventListener("selected", ({ detail }) => {
  conversations.markRead(detail.conversation);
  drawer.close();
  // On touch screens focus would open the keyboard over what one came to read.
  if (matchMedia("(pointer: fine)").matches) composer.focus();
});

conversations.addEventListener("added", ({ detail: { conversation, entry } }) => {
  if (conversation.kind !== "direct" || entry.mine || conversation === conversations.selected) return;
  announce(`Direct message from ${titleOf(conversation, people)}`);
});

// Wherever a person is named, pressing the name opens the direct conversation with them.
document.addEventListener("click", ({ target }) => {
  const person = target.closest("[data-person]")?.dataset.person;
  if (person) conversations.select(directId(person));
});

document.addEventListener("visibilitychange", () => {
  if (!isWatched()) return;
  conversations.markRead(conversations.selected);
  connection.wake();
});
addEventListener("online", () => connection.wake());

showLogin(connection);
