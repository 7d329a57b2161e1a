// SPDX-License-Identifier: Apache-2.0
// A face for an id: a mirrored pattern of 5 × 5 dots and a hue, both drawn from a hash of the whole id, so that two
// people whose ids begin alike still look different. Lightness comes from the style sheet, for contrast in both themes.

import { svg } from "./dom.js";

const SIZE = 5;

/** FNV-1a with a final mix; nothing here is secret, it only has to scatter. */
function hash(text) {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}

export const hueOf = (id) => hash(`hue ${id}`) % 360;

export function identicon(id) {
  const bits = hash(`face ${id}`);
  const half = Math.ceil(SIZE / 2);
  let dots = "";
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < half; x++) {
      if (((bits >>> (y * half + x)) & 1) === 1) dots += dot(x, y) + dot(SIZE - 1 - x, y);
    }
  }
  const face = svg("svg", { class: "identicon", viewBox: "0 0 7 7", "aria-hidden": "true" }, svg("path", { d: dots }));
  face.style.setProperty("--hue", hueOf(id));
  return face;
}

const dot = (x, y) => `M${x + 1} ${y + 1}h1v1h-1z`;
