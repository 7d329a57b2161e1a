// SPDX-License-Identifier: Apache-2.0
// The address bar names the conversation, so that a link or a reload leads back: `#room=lobby`, `#to=<id>`, or nothing
// for everyone. Rooms are joined over the wire, so a link is followed only once we are online.

import { EVERYONE, directId, roomId } from "./conversations.js";

export function followAddress(chat, connection, conversations) {
  const follow = () => {
    const { id, room } = destination();
    if (id === conversations.selected.id) return;
    if (room) chat.join(room).catch(() => write(conversations.selected));
    else conversations.select(id);
  };
  addEventListener("hashchange", () => connection.isOnline && follow());
  connection.addEventListener("state", ({ detail }) => detail.name === "online" && !detail.leaving && follow());
  conversations.addEventListener("selected", ({ detail }) => write(detail.conversation));
}

function destination() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const [room, to] = [parameters.get("room"), parameters.get("to")];
  if (room) return { id: roomId(room), room };
  return { id: to ? directId(to) : EVERYONE };
}

// Replaced, not pushed: going back must leave the page, not silently join a room that was left.
function write({ kind, target }) {
  const key = { room: "room", direct: "to" }[kind];
  const hash = key ? `#${key}=${encodeURIComponent(target)}` : "";
  if (location.hash !== hash) history.replaceState(null, "", location.pathname + location.search + hash);
}
