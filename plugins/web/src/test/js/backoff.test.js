// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { Backoff } from "../../main/resources/web/backoff.js";

const draws = (backoff, count) => Array.from({ length: count }, () => backoff.next());

test("the ceiling doubles from one second to thirty", () => {
  assert.deepEqual(draws(new Backoff(() => 1), 7), [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test("the jitter is full: it may be nothing at all", () => {
  assert.deepEqual(draws(new Backoff(() => 0), 3), [0, 0, 0]);
  assert.deepEqual(draws(new Backoff(() => 0.5), 3), [500, 1_000, 2_000]);
});

test("it can start later, but never goes back", () => {
  const backoff = new Backoff(() => 1);
  backoff.skipTo(3);
  assert.equal(backoff.next(), 8_000);
  backoff.skipTo(1);
  assert.equal(backoff.next(), 16_000);
});

test("a reset starts over", () => {
  const backoff = new Backoff(() => 1);
  draws(backoff, 4);
  backoff.reset();
  assert.equal(backoff.next(), 1_000);
});
