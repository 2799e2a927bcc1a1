// SPDX-License-Identifier: Apache-2.0
// Texts that attack the reader: they are seen as what they are and do nothing.
import assert from 'node:assert/strict';
import { WatchedPage } from './browser.mjs';

const kTexts = ['<img src=x onerror=alert(1)>', '</script><script>alert(2)</script>', '"><svg onload=alert(3)>', 'javascript:alert(4)', '{{7*7}}${7*7}', '<!--<script>', '\\u003cb\\u003e'];

function poison(data) {
  const at = (i) => kTexts[i % kTexts.length];
  data.findings.forEach((finding, i) => {
    Object.assign(finding, { title: at(i), message: at(i + 1), remedy: at(i + 2), owner: at(i + 3), credential: at(i + 4), redacted: at(i), repository: at(i + 1),
      tags: [at(i)], identity: [[at(i), at(i + 1)]], also: [at(i)], related: [at(i)], parts: [at(i)], passed: [at(i)],
      accepted: { verdict: at(i), reason: at(i + 1), path: at(i + 2) }, verdicts: [{ policy: at(i), outcome: 'fail', message: at(i + 1), exception: at(i) }] });
    for (const place of finding.places) Object.assign(place, { author: at(i), job: at(i + 1), environment: at(i + 2), refs: [at(i)], ref_count: 1 });
  });
  data.rules.forEach((rule, i) => Object.assign(rule, { id: at(i), description: at(i + 1) }));
  data.references = kTexts.map((name, i) => ({ name, store: at(i + 1), kind: at(i + 2), path: at(i + 3), place: at(i + 4), job: at(i), environment: at(i + 1), triggers: at(i), registered: true, credential: at(i), owner: at(i) }));
  Object.assign(data, { has_registry: true, exceptions: [{ id: at(0), reason: at(1), approver: at(2), ticket: at(3), policies: at(4), in_force: true }],
    credentials: [{ id: at(0), title: at(1), owner: at(2), findings: 0, rotation: 'fail', verdicts: [{ policy: at(0), message: at(1) }] }],
    policies: [{ id: at(0), title: at(1), pass: 1, fail: 1, waived: 0, error: 0 }, { id: at(2), title: at(3), note: at(0), pass: 0, fail: 0, waived: 0, error: 0 }],
    suppressions: [{ kind: at(0), reason: at(1), place: at(2), rule: at(3), used: true }],
    diagnostics: kTexts.map((text) => ({ kind: text, subject: text, message: text, incomplete: true })) });
  Object.assign(data.scan, { target: at(0), repository: at(1), repository_uri: at(2), head: at(3), kind: at(4), complete: false });
}

async function everythingOpens(page) {
  for (const details of await page.locator('summary').all()) await details.click();
  const rows = await page.locator('#rows button.opener').count();
  assert.ok(rows > 0);
  await page.locator('#rows button.opener').first().click();
  for (let i = 1; i < rows; i += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  for (const node of await page.locator('button.node').all()) await node.click();
}

async function noElements(page) {
  assert.equal(await page.locator('img, iframe, object, embed, link, base, form, [onerror], [onload], [onmouseover], [style*="expression"]').count(), 0);
  assert.equal(await page.locator('script').count(), 15, 'the page has its own scripts only');
  assert.equal(await page.locator('a[href]:not([href^="#"])').count(), 0);
}

export async function hostileTests({ browser, keyhound, directory, check, recipes }) {
  const made = recipes.hostile(keyhound, directory);
  await check('Names of files and people that hold markup are texts', async () => {
    const watched = await WatchedPage.open(browser, made.html);
    const { page } = watched;
    assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), '<b>acme</b>/"pay"');
    await page.locator('#rows .path', { hasText: '<img src=x onerror=alert(1)>.env' }).waitFor();
    await everythingOpens(page);
    await noElements(page);
    const text = await page.evaluate(() => document.body.innerText);
    assert.ok(!/[\u202a-\u202e\u2066-\u2069\u200b\u001b]/.test(text), 'nothing turns or hides text');
    assert.ok(text.includes('c\\u{202E}gpj.env'), 'what would turn it is shown');
    await page.screenshot({ path: `${directory}/hostile.png`, fullPage: true });
    await watched.close();
  });
  await check('Markup in any text of the data is text everywhere on the page', async () => {
    recipes.changed(made.html, `${directory}/poisoned-report.html`, poison);
    const watched = await WatchedPage.open(browser, `${directory}/poisoned-report.html`);
    await everythingOpens(watched.page);
    await noElements(watched.page);
    await watched.close();
  });
}
