// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Socket, openPage } from "./browser.js";
import { Backoff } from "../../main/resources/web/backoff.js";
import { Chat } from "../../main/resources/web/chat.js";
import { Connection } from "../../main/resources/web/connection.js";
import { Conversations, EVERYONE, directId, roomId } from "../../main/resources/web/conversations.js";
import { People } from "../../main/resources/web/people.js";

let clock;
let people;
let conversations;
let chat;
let watched;
let refused;

beforeEach(async () => {
  clock = openPage();
  watched = true;
  refused = [];
  people = new People();
  conversations = new Conversations();
  const connection = new Connection("ws://switch/ws", new Backoff(() => 1));
  chat = new Chat(connection, conversations, people, () => watched);
  chat.addEventListener("refused", ({ detail }) => refused.push(detail.code));
  connection.connect();
  await goOnline();
});

async function goOnline() {
  Socket.latest.opens();
  await Socket.latest.answers("hello", { client: "me" });
}

async function join(room) {
  const joining = chat.join(room);
  await Socket.latest.answers("join_room");
  await joining;
  return conversations.find(roomId(room));
}

const lastSent = () => {
  const { id, ...frame } = Socket.latest.sent.at(-1);
  return frame;
};
const entriesOf = (id) => conversations.find(id).entries;

test("own words are pending until the switch confirms them", async () => {
  chat.say(conversations.selected, "hi");
  const [entry] = entriesOf(EVERYONE);
  assert.deepEqual(lastSent(), { msg_type: "chat", content: "hi" });
  assert.equal(entry.state, "pending");
  await Socket.latest.answers("chat");
  assert.equal(entry.state, "confirmed");
});

test("refused words keep their reason and can be sent again", async () => {
  chat.say(conversations.selected, "hi");
  const [entry] = entriesOf(EVERYONE);
  await Socket.latest.answers("chat", { code: "rate_limited", message: "Too fast" });
  assert.deepEqual([entry.state, entry.refusal.code, refused], ["failed", "rate_limited", ["rate_limited"]]);
  chat.sayAgain(conversations.selected, entry);
  await Socket.latest.answers("chat");
  assert.deepEqual([entry.state, entriesOf(EVERYONE).length], ["confirmed", 1]);
});

test("a name travels with the words", () => {
  people.myName = "Ann";
  chat.say(conversations.selected, "hi");
  assert.deepEqual(lastSent(), { msg_type: "chat", content: { name: "Ann", text: "hi" } });
});

test("rooms and people are addressed by what they are", async () => {
  const room = await join("lobby");
  chat.say(room, "hi");
  assert.deepEqual(lastSent(), { msg_type: "room_message", room: "lobby", content: "hi" });
  chat.say(conversations.open(directId("bob")), "hi");
  assert.deepEqual(lastSent(), { msg_type: "direct_message", to: "bob", content: "hi" });
});

test("what others say goes to its conversation, and counts as unread unless it is looked at", () => {
  Socket.latest.says({ msg_type: "chat", from: "bob", content: "to all" });
  Socket.latest.says({ msg_type: "room_message", from: "bob", room: "r", content: { name: "Bob", text: "to the room" } });
  Socket.latest.says({ msg_type: "direct_message", from: "bob", content: { temperature: 3 } });
  assert.equal(entriesOf(EVERYONE)[0].text, "to all");
  assert.equal(entriesOf(roomId("r"))[0].text, "to the room");
  assert.equal(entriesOf(directId("bob"))[0].json, '{\n  "temperature": 3\n}');
  assert.deepEqual([...conversations].map(({ unread }) => unread), [0, 1, 1]);
  watched = false;
  Socket.latest.says({ msg_type: "chat", from: "bob", content: "anybody?" });
  assert.equal(conversations.find(EVERYONE).unread, 1);
});

test("a room that refuses us is not opened, and the reason is told", async () => {
  const joining = assert.rejects(chat.join("no good"), { code: "bad_field" });
  await Socket.latest.answers("join_room", { code: "bad_field", message: "Only letters" });
  await joining;
  assert.equal(conversations.find(roomId("no good")), undefined);
  assert.deepEqual([entriesOf(EVERYONE)[0].text, refused], ["Only letters.", ["bad_field"]]);
});

test("leaving closes the room once the switch agrees", async () => {
  const room = await join("lobby");
  const leaving = chat.leave(room);
  assert.notEqual(conversations.find(room.id), undefined);
  await Socket.latest.answers("leave_room");
  await leaving;
  assert.equal(conversations.find(room.id), undefined);
});

test("rooms are joined again after a reconnect, one after another", async () => {
  const [a, b] = [await join("a"), await join("b")];
  await Socket.latest.closes(1006);
  assert.deepEqual([a.membership, b.membership], ["returning", "returning"]);
  await clock.advance(1_000);
  await goOnline();
  assert.deepEqual(lastSent(), { msg_type: "join_room", room: "a" });
  await Socket.latest.answers("join_room");
  assert.deepEqual([a.membership, b.membership, lastSent().room], ["joined", "returning", "b"]);
  await Socket.latest.answers("join_room", { code: "rate_limited", message: "Too fast", retry_after_ms: 50 });
  await clock.advance(50);
  await Socket.latest.answers("join_room");
  assert.equal(b.membership, "joined");
});

test("a room that does not take us back says so", async () => {
  const room = await join("a");
  await Socket.latest.closes(1006);
  await clock.advance(1_000);
  await goOnline();
  await Socket.latest.answers("join_room", { code: "too_many_rooms", message: "Too many rooms" });
  assert.deepEqual([room.membership, room.entries.at(-1).text], ["out", "Too many rooms."]);
});

test("words to a room that does not know us show that we are outside", async () => {
  const room = await join("a");
  chat.say(room, "hi");
  await Socket.latest.answers("room_message", { code: "not_a_member", message: "Join first" });
  assert.equal(room.membership, "out");
});

test("a gap is told where it happened", () => {
  Socket.latest.says({ msg_type: "gap", missed: 3 });
  Socket.latest.says({ msg_type: "gap", missed: 1, room: "r" });
  assert.match(entriesOf(EVERYONE)[0].text, /^3 messages/);
  assert.match(entriesOf(roomId("r"))[0].text, /^One message/);
});

test("a name is forgotten when its bearer speaks without one", () => {
  Socket.latest.says({ msg_type: "chat", from: "bob", content: { name: "Bob", text: "hi" } });
  assert.equal(people.nameOf("bob"), "Bob");
  Socket.latest.says({ msg_type: "chat", from: "bob", content: "hi" });
  assert.equal(people.nameOf("bob"), "");
});
