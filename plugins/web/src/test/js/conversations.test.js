// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import "./browser.js";
import { Conversations, EVERYONE, LONGEST_CONVERSATION, directId, roomId } from "../../main/resources/web/conversations.js";

test("an id tells the kind and the target, whatever the target is called", () => {
  const room = new Conversations().open(roomId("a:b"));
  assert.deepEqual([room.kind, room.target], ["room", "a:b"]);
});

test("everyone is always there and cannot be closed", () => {
  const conversations = new Conversations();
  conversations.close(EVERYONE);
  assert.deepEqual([...conversations].map(({ id }) => id), [EVERYONE]);
});

test("closing the selected conversation leads back to everyone", () => {
  const conversations = new Conversations();
  conversations.select(roomId("lobby"));
  conversations.close(roomId("lobby"));
  assert.equal(conversations.selected.id, EVERYONE);
});

test("unread messages count until they are read", () => {
  const conversations = new Conversations();
  for (const text of ["a", "b"]) conversations.add(directId("x"), { text }, { unread: true });
  conversations.add(EVERYONE, { text: "seen" });
  assert.equal(conversations.unread, 2);
  conversations.markRead(conversations.find(directId("x")));
  assert.equal(conversations.unread, 0);
});

test("only the latest messages are kept", () => {
  const conversations = new Conversations();
  for (let i = 0; i < LONGEST_CONVERSATION + 3; i++) conversations.add(EVERYONE, i);
  assert.equal(conversations.selected.entries.length, LONGEST_CONVERSATION);
  assert.equal(conversations.selected.entries[0], 3);
});
