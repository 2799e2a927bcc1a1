// SPDX-License-Identifier: Apache-2.0
// What every page owes to those who do not see it, or see it on a small screen.
import assert from 'node:assert/strict';

// Landmarks, names of what is used, order of headings, ids.
export async function wellNamed(page) {
  for (const role of ['banner', 'main', 'contentinfo']) assert.equal(await page.getByRole(role).count(), 1, role);
  const unnamed = await page.evaluate(() => [...document.querySelectorAll('button, input, select, a, [role=img], summary')]
    .filter((node) => !(node.textContent.trim() || node.getAttribute('aria-label') || node.labels?.length > 0))
    .map((node) => node.outerHTML.slice(0, 90)));
  assert.deepEqual(unnamed, [], 'everything that is used has a name');
  const headings = await page.evaluate(() => [...document.querySelectorAll('h1, h2, h3, h4')].filter((node) => node.getClientRects().length > 0 || node.className === 'hidden').map((node) => Number(node.tagName[1])));
  assert.equal(headings.filter((level) => level === 1).length, 1);
  for (let i = 1; i < headings.length; i += 1) assert.ok(headings[i] <= headings[i - 1] + 1, `heading ${i} skips a level`);
  const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map((node) => node.id));
  assert.equal(new Set(ids).size, ids.length, 'ids are unique');
  const dangling = await page.evaluate(() => [...document.querySelectorAll('[aria-labelledby], label[for]')].flatMap((node) => (node.getAttribute('aria-labelledby') || node.htmlFor).split(' ')).filter((id) => !document.getElementById(id)));
  assert.deepEqual(dangling, []);
}

export async function noOverflow(page) {
  const [all, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(all <= window, `the page is ${all} wide in a window of ${window}`);
}
