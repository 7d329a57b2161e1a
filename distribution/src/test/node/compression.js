// SPDX-License-Identifier: Apache-2.0
//
// Clients on `ws`, some of which compress and some of which do not, in one room: each gets the same.
// usage: node compression.js <websocket address>; ends with 0 if all went as it should.

import assert from "node:assert/strict";
import { once } from "node:events";
import WebSocket from "ws";

const address = process.argv[2];

/** A client, open, that keeps what it hears, and how many bytes came for that. */
async function connect(perMessageDeflate, path = "/ws") {
  const socket = new WebSocket(new URL(path, address), { perMessageDeflate });
  const heard = [];
  const waiting = [];
  socket.on("message", (data) => {
    heard.push(data.toString());
    waiting.splice(0).forEach((look) => look());
  });
  await once(socket, "open");
  return {
    socket,
    heard,
    say: (message) => socket.send(JSON.stringify(message)),
    async hears(count) {
      while (heard.length < count) {
        await new Promise((look) => waiting.push(look));
      }
      return heard;
    },
    bytes: () => socket._socket.bytesRead,
  };
}

const able = await connect(true);
const picky = await connect({ clientMaxWindowBits: 9, serverNoContextTakeover: true });
const plain = await connect(false);
const narrow = await connect({ serverMaxWindowBits: 10 });

for (const one of [able, picky]) {
  assert.equal(one.socket.extensions, "permessage-deflate");
}
for (const one of [plain, narrow]) {
  assert.equal(one.socket.extensions, "", "is not compressed");
}

const all = [able, picky, plain, narrow];
for (const one of all) {
  one.say({ msg_type: "join_room", room: "r1", id: "j" });
  await one.hears(1);
}

const text = "Every receiver gets the same, however it comes. 😀 ";
const count = 200;
for (let n = 0; n < count; n++) {
  const content = n % 2 === 0 ? `${n} short` : `${n} ${text.repeat(40)}`;
  all[n % all.length].say({ msg_type: "room_message", room: "r1", content });
}

for (const [place, one] of all.entries()) {
  const own = count / all.length;
  const heard = (await one.hears(1 + count - own)).slice(1).map((message) => JSON.parse(message));
  const numbers = heard.map(({ content }) => parseInt(content, 10)).sort((a, b) => a - b);
  const expected = [...Array(count).keys()].filter((n) => n % all.length !== place);
  assert.deepEqual(numbers, expected);
  for (const { content } of heard) {
    const n = parseInt(content, 10);
    assert.equal(content, n % 2 === 0 ? `${n} short` : `${n} ${text.repeat(40)}`);
  }
}
assert.ok(able.bytes() < plain.bytes() / 3, `${able.bytes()} bytes instead of ${plain.bytes()}`);
assert.ok(picky.bytes() < plain.bytes() / 3, `${picky.bytes()} bytes instead of ${plain.bytes()}`);

const echo = await connect(true, "/echo");
const large = "x".repeat(60_000);
echo.socket.send(large);
assert.deepEqual(await echo.hears(1), [large]);
assert.ok(echo.bytes() < 2_000, `${echo.bytes()} bytes for an echo of 60,000`);

for (const one of [...all, echo]) {
  one.socket.close(1000, "bye");
  const [code] = await once(one.socket, "close");
  assert.equal(code, 1000);
}
