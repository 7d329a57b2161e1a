// SPDX-License-Identifier: Apache-2.0
//
// Two clients on `ws`: they chat, talk in a room, and use /echo and /relay.
// usage: node ws-client.js <websocket address>; ends with 0 if all went as it should.

import assert from "node:assert/strict";
import { once } from "node:events";
import WebSocket from "ws";

const address = process.argv[2];

/** A client, open, whose messages can be awaited one after another. */
async function connect(path) {
  const socket = new WebSocket(new URL(path, address));
  const waiting = [];
  const heard = [];
  socket.on("message", (data, isBinary) => {
    const message = isBinary ? data : data.toString();
    if (waiting.length > 0) {
      waiting.shift()(message);
    } else {
      heard.push(message);
    }
  });
  await once(socket, "open");
  return {
    socket,
    say: (message) => socket.send(typeof message === "string" || Buffer.isBuffer(message) ? message : JSON.stringify(message)),
    hear: () => (heard.length > 0 ? Promise.resolve(heard.shift()) : new Promise((done) => waiting.push(done))),
  };
}

const [ann, bob] = [await connect("/ws"), await connect("/")];

ann.say({ msg_type: "hello", id: 1 });
const hello = JSON.parse(await ann.hear());
assert.equal(hello.msg_type, "ok");
assert.equal(hello.id, 1);

ann.say({ msg_type: "chat", content: "hi 😀" });
assert.deepEqual(JSON.parse(await bob.hear()), { msg_type: "chat", from: hello.client, content: "hi 😀" });

for (const one of [ann, bob]) {
  one.say({ msg_type: "join_room", room: "r1", id: "j" });
  assert.deepEqual(JSON.parse(await one.hear()), { msg_type: "ok", id: "j" });
}
const long = "x".repeat(40_000);
ann.say({ msg_type: "room_message", room: "r1", content: long });
assert.deepEqual(JSON.parse(await bob.hear()), { msg_type: "room_message", from: hello.client, room: "r1", content: long });

bob.say({ msg_type: "no_such_kind" });
assert.equal(JSON.parse(await bob.hear()).code, "unknown_kind");

const bytes = Buffer.from([0, 1, 2, 253, 254, 255]);
const [echo, left, right] = [await connect("/echo"), await connect("/relay"), await connect("/relay")];
echo.say("text");
assert.equal(await echo.hear(), "text");
echo.say(bytes);
assert.deepEqual(await echo.hear(), bytes);
left.say(bytes);
assert.deepEqual(await right.hear(), bytes);
right.say("text");
assert.equal(await left.hear(), "text");

ann.socket.ping("are you there");
const [pong] = await once(ann.socket, "pong");
assert.equal(pong.toString(), "are you there");

for (const one of [ann, bob, echo, left, right]) {
  one.socket.close(1000, "bye");
  const [code] = await once(one.socket, "close");
  assert.equal(code, 1000);
}
