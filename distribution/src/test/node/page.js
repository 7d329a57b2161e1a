// SPDX-License-Identifier: Apache-2.0
//
// Drives the page in two tabs of a browser, as two people would.
// usage: node page.js <page address> <browser> <folder for screenshots>; ends with 0 if all went as it should.

import assert from "node:assert/strict";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [address, executablePath, pictures] = process.argv.slice(2);
const PATIENCE_MS = 60_000;

const browser = await chromium.launch({
  executablePath,
  headless: true,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Not all machines give a container enough of it.
    "--disable-dev-shm-usage",
  ],
});

/** One person at one tab. Complaints of the page and files from elsewhere are collected. */
class Person {
  constructor(page) {
    this.page = page;
    this.complaints = [];
    page.setDefaultTimeout(PATIENCE_MS);
    page.on("pageerror", (error) => this.complaints.push(`${error}`));
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
    page.on("request", (request) => {
      if (new URL(request.url()).host !== new URL(address).host) this.complaints.push(`asked for ${request.url()}`);
    });
  }

  static async arrive(context) {
    const person = new Person(await context.newPage());
    await person.page.goto(address);
    await person.sees('#status[data-state="online"]', true);
    await person.page.waitForFunction(() => document.querySelector("#me")?.dataset.client);
    person.id = await person.page.getAttribute("#me", "data-client");
    return person;
  }

  async says(words) {
    await this.page.fill("#say", words);
    await this.page.click("#send");
  }

  async joins(room) {
    await this.page.fill("#room", room);
    await this.page.press("#room", "Enter");
    await this.sees(`[data-conversation="room:${room}"][aria-current="true"]`);
  }

  async turnsTo(conversation) {
    await this.page.click(`[data-conversation="${conversation}"]`);
  }

  /** Waits until there is such an element; for what cannot be looked at, until it is there at all. */
  async sees(selector, attached = false) {
    await this.page.locator(selector).first().waitFor({ state: attached ? "attached" : "visible" });
  }

  async hears(words, conversation, from) {
    await this.page
      .locator(`[data-stream="${conversation}"] .message[data-from="${from}"] .words`, { hasText: words })
      .waitFor();
  }

  async picture(name) {
    await this.page.screenshot({ path: join(pictures, `${name}.png`) });
  }
}

try {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1100, height: 720 } });
  const ann = await Person.arrive(context);
  const bob = await Person.arrive(context);
  assert.notEqual(ann.id, bob.id, "each tab is a client of its own");

  await ann.says("hello everyone");
  await bob.hears("hello everyone", "everyone", ann.id);
  await ann.sees('[data-stream="everyone"] .message[data-mine][data-state="confirmed"]');

  await ann.joins("kitchen");
  await bob.joins("kitchen");
  await ann.says("who is cooking?");
  await bob.hears("who is cooking?", "room:kitchen", ann.id);
  await bob.says("<b>not me</b>");
  await ann.hears("<b>not me</b>", "room:kitchen", bob.id);
  await ann.picture("room");

  await ann.page.fill("#room", "no such name!");
  await ann.page.press("#room", "Enter");
  await ann.page.waitForFunction(() => document.querySelector("#room-problem")?.textContent.trim());
  await ann.page.click("#toggle-wire");
  await ann.page.fill("#wire-say", '{"msg_type":"nonsense"}');
  await ann.page.press("#wire-say", "Enter");
  await ann.sees('.toast[data-code="unknown_kind"]', true);
  await ann.picture("error");
  await ann.page.click("#close-wire");

  await bob.turnsTo("everyone");
  await bob.page.locator(`.chip[data-person="${ann.id}"]`).first().click();
  await bob.says("between us");
  await ann.sees(`[data-conversation="direct:${bob.id}"] .badge[data-unread]`, true);
  await ann.turnsTo(`direct:${bob.id}`);
  await ann.hears("between us", `direct:${bob.id}`, bob.id);

  const phone = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 390, height: 780 }, colorScheme: "dark", isMobile: true });
  const eve = await Person.arrive(phone);
  await ann.turnsTo("everyone");
  await ann.says("welcome, phone");
  await eve.hears("welcome, phone", "everyone", ann.id);
  const overhang = await eve.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(overhang <= 0, `the page is ${overhang} px wider than the phone`);
  await eve.picture("phone");

  for (const person of [ann, bob, eve]) {
    assert.deepEqual(person.complaints, []);
  }
} finally {
  await browser.close();
}
