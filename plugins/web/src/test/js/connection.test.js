// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Socket, openPage, settled } from "./browser.js";
import { Backoff } from "../../main/resources/web/backoff.js";
import { Connection } from "../../main/resources/web/connection.js";

let clock;
let connection;

beforeEach(() => {
  clock = openPage();
  connection = new Connection("ws://switch/ws", new Backoff(() => 1));
  connection.connect();
});

async function goOnline(limits = {}) {
  Socket.latest.opens();
  await Socket.latest.answers("hello", { client: "me", limits });
}

async function goOnlineBut(greeting) {
  Socket.latest.opens();
  await Socket.latest.answers("hello", { client: "me", limits: {}, ...greeting });
}

const fate = (request) => request.then(() => "ok", ({ code }) => code);

test("it greets, and is online when the greeting is answered", async () => {
  Socket.latest.opens();
  assert.equal(connection.state.name, "connecting");
  await Socket.latest.answers("hello", { client: "me", limits: { burst: 100 } });
  assert.deepEqual(connection.state, { name: "online", client: "me", limits: { burst: 100 }, leaving: false });
});

test("a switch without hello is still good to talk to", async () => {
  Socket.latest.opens();
  await Socket.latest.answers("hello", { code: "unknown_kind", message: "?" });
  assert.equal(connection.isOnline, true);
});

test("answers find their requests in any order", async () => {
  await goOnline();
  const first = fate(connection.request("join_room", { room: "a" }));
  const second = fate(connection.request("chat", { content: "b" }));
  await Socket.latest.answers("chat", { code: "rate_limited", message: "Too fast", retry_after_ms: 5 });
  await Socket.latest.answers("join_room");
  assert.deepEqual([await first, await second], ["ok", "rate_limited"]);
});

test("an error without an id is a message like any other", async () => {
  await goOnline();
  const heard = [];
  connection.addEventListener("message", ({ detail }) => heard.push(detail.code));
  Socket.latest.says({ msg_type: "error", code: "bad_json" });
  assert.deepEqual(heard, ["bad_json"]);
});

test("what was not answered when the connection is lost is refused", async () => {
  await goOnline();
  const lost = fate(connection.request("chat", { content: "hi" }));
  await Socket.latest.closes(1006);
  assert.equal(await lost, "connection_lost");
  assert.equal(await fate(connection.request("chat")), "not_connected");
});

test("a lost connection comes back after the backoff", async () => {
  await goOnline();
  await Socket.latest.closes(1006);
  await clock.advance(999);
  assert.equal(Socket.all.length, 1);
  await clock.advance(1);
  assert.equal(Socket.all.length, 2);
});

test("goaway names the moment, counted from the close", async () => {
  await goOnline();
  Socket.latest.says({ msg_type: "goaway", retry_after_ms: 7_000 });
  assert.equal(connection.state.leaving, true);
  await clock.advance(5_000);
  await Socket.latest.closes(1012);
  connection.wake();
  await clock.advance(6_999);
  assert.equal(Socket.all.length, 1);
  await clock.advance(1);
  assert.equal(Socket.all.length, 2);
});

test("without a goaway, the close reason names the moment", async () => {
  for (const reason of ["retry_after_ms=7000", '{"retry_after_ms":7000}']) {
    await goOnline();
    await Socket.latest.closes(1012, reason);
    assert.equal(connection.state.until - Date.now(), 7_000);
    await clock.advance(7_000);
  }
});

test("the advice of a goaway holds once", async () => {
  await goOnline();
  Socket.latest.says({ msg_type: "goaway", retry_after_ms: 0 });
  await Socket.latest.closes(1012);
  await clock.advance(0);
  await Socket.latest.closes(1006);
  assert.equal(connection.state.until - Date.now(), 1_000);
});

test("being accepted and dropped at once does not reset the backoff; lasting does", async () => {
  for (const expected of [1_000, 2_000, 4_000]) {
    await goOnline();
    await Socket.latest.closes(1006);
    assert.equal(connection.state.until - Date.now(), expected);
    await clock.advance(expected);
  }
  await goOnline();
  await clock.advance(10_000);
  await Socket.latest.closes(1006);
  assert.equal(connection.state.until - Date.now(), 1_000);
});

test("an overloaded switch is given time", async () => {
  await goOnline();
  await Socket.latest.closes(1013);
  assert.equal(connection.state.until - Date.now(), 8_000);
});

test("a final close waits for a person", async () => {
  await goOnline();
  await Socket.latest.closes(4500, "session revoked");
  await clock.advance(3_600_000);
  assert.deepEqual([connection.state.name, Socket.all.length], ["stopped", 1]);
  connection.connect();
  assert.equal(Socket.all.length, 2);
});

test("a request without an answer ends a dead connection, whose late words are not heard", async () => {
  await goOnline();
  const dead = Socket.latest;
  const lost = fate(connection.request("chat", { content: "hi" }));
  await clock.advance(20_000);
  assert.equal(await lost, "connection_lost");
  assert.equal(connection.state.name, "waiting");
  await clock.advance(1_000);
  await goOnline();
  await dead.closes(1006);
  assert.equal(connection.isOnline, true);
});

test("a switch that never answers the greeting is given up", async () => {
  await clock.advance(20_000);
  assert.equal(connection.state.name, "waiting");
});

test("waking up tries at once, and asks a silent connection whether it lives", async () => {
  await goOnline();
  connection.wake();
  await clock.advance(20_000);
  assert.equal(connection.state.name, "waiting");
  connection.wake();
  assert.equal(Socket.all.length, 2);
});

test("a message over the limit is refused before it costs the connection", async () => {
  await goOnline({ max_message_bytes: 100 });
  const sent = Socket.latest.sent.length;
  assert.equal(await fate(connection.request("chat", { content: "ä".repeat(50) })), "too_big");
  assert.equal(Socket.latest.sent.length, sent);
  const small = connection.request("chat", { content: "ä" });
  await Socket.latest.answers("chat");
  assert.equal(await fate(small), "ok");
});

test("what is not JSON, or not text, disturbs nothing", async () => {
  await goOnline();
  for (const data of ["{", "null", "3", new ArrayBuffer(2)]) {
    Socket.latest.dispatchEvent(Object.assign(new Event("message"), { data }));
  }
  await settled();
  assert.equal(connection.isOnline, true);
});

test("on a switch that wants to know who one is, it waits for a person to say it", async () => {
  await goOnlineBut({ login_needed: true });
  assert.deepEqual(connection.state, { name: "login", problem: null });
  await Socket.latest.closes(4501);
  assert.equal(connection.state.name, "login");
  await clock.advance(60_000);
  assert.equal(Socket.all.length, 1);

  connection.logIn("t0ken");
  Socket.latest.opens();
  await Socket.latest.answers("auth", { user: "ann" });
  await Socket.latest.answers("hello", { client: "me", limits: {}, login_needed: false, user: "ann" });
  assert.equal(connection.state.user, "ann");
});

test("a token is shown again after a loss, until it is not believed", async () => {
  await goOnlineBut({ login_needed: true });
  connection.logIn("t0ken");
  await Socket.latest.answers("auth", { user: "ann" });
  await Socket.latest.answers("hello", { client: "me", limits: {}, user: "ann" });
  await Socket.latest.closes(1006);
  await clock.advance(1_000);
  Socket.latest.opens();
  await Socket.latest.answers("auth", { code: "expired_token", message: "It has expired" });
  await Socket.latest.answers("hello", { client: "me", limits: {}, login_needed: true });
  assert.deepEqual(connection.state, { name: "login", problem: "It has expired." });
  await Socket.latest.closes(4501);
  connection.connect();
  await goOnlineBut({ login_needed: true });
  assert.equal(connection.state.name, "login");
});

test("a login that has expired asks for another one, and one that was ended stays ended", async () => {
  await goOnline();
  await Socket.latest.closes(4002);
  assert.deepEqual(connection.state, { name: "login", problem: "Your login has expired" });
  connection.connect();
  await goOnline();
  await Socket.latest.closes(4500);
  assert.equal(connection.state.name, "stopped");
});

test("a token is not among the frames that are shown", async () => {
  const shown = [];
  connection.addEventListener("frame", ({ detail }) => shown.push(detail.text));
  await goOnlineBut({ login_needed: true });
  connection.logIn("t0ken");
  await Socket.latest.answers("auth", { user: "ann" });
  assert.ok(shown.some((text) => text.includes('"auth"')));
  assert.ok(!shown.some((text) => text.includes("t0ken")));
});
