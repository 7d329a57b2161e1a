// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal, cleanName, closeAdvice, fromContent, toContent } from "../../main/resources/web/protocol.js";

test("without a name a message is a plain string", () => {
  assert.equal(toContent("hi", ""), "hi");
  assert.deepEqual(toContent("hi", "Ann"), { name: "Ann", text: "hi" });
});

test("what one page sends another reads", () => {
  assert.deepEqual(fromContent(toContent("hi", "Ann")), { text: "hi", name: "Ann" });
  assert.deepEqual(fromContent(toContent("hi", "")), { text: "hi" });
});

test("any other JSON is shown whole", () => {
  assert.deepEqual(fromContent(42), { json: "42" });
  assert.deepEqual(fromContent(null), { json: "null" });
  assert.deepEqual(fromContent(undefined), { json: "" });
  assert.deepEqual(fromContent(["a"]), { json: '[\n  "a"\n]' });
  assert.deepEqual(fromContent({ text: "hi", price: 3 }), { json: '{\n  "text": "hi",\n  "price": 3\n}' });
  assert.deepEqual(fromContent({ text: "hi", name: 3 }), { json: '{\n  "text": "hi",\n  "name": 3\n}' });
});

test("a name is one visible line of at most 32 characters", () => {
  assert.equal(cleanName("  Ann\n\tLee "), "Ann Lee");
  assert.equal(cleanName("Ann\u202Etxt.exe"), "Ann txt.exe");
  assert.equal(cleanName("\u200B\u200D"), "");
  assert.equal([...cleanName("😀".repeat(40))].length, 32);
});

test("a refusal is a sentence that says when to try again", () => {
  assert.equal(new Refusal({ code: "x", message: "Too fast", retry_after_ms: 1_200 }).sentence, "Too fast. Try again in 2 s.");
  assert.equal(new Refusal({ code: "x", message: "No such room." }).sentence, "No such room.");
  assert.equal(new Refusal({ code: "bad_field" }).sentence, "bad_field.");
});

test("closes that are final are not retried, and a crowded switch is given time", () => {
  const retryOf = (code) => closeAdvice(code, "").retry;
  assert.deepEqual([1006, 1012, 4000, 4499, 3000].map(retryOf), Array(5).fill("soon"));
  assert.deepEqual([1001, 1008, 1011, 1013].map(retryOf), Array(4).fill("later"));
  assert.deepEqual([1000, 4500, 4999].map(retryOf), Array(3).fill("never"));
});
