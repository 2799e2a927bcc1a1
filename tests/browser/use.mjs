// SPDX-License-Identifier: Apache-2.0
// Numbers, filters, search, order, details and the keyboard.
import assert from 'node:assert/strict';
import { WatchedPage } from './browser.mjs';

const countOf = (report, of) => report.findings.filter(of).length;
const nameOf = (count) => `${count} ${count === 1 ? 'finding' : 'findings'}`;

async function expectCount(page, count, all) {
  const text = await page.getByRole('region', { name: 'Findings' }).getByRole('status').textContent();
  assert.equal(text, all === undefined ? nameOf(count) : `${count} of ${nameOf(all)}`);
  assert.equal(await page.locator('#table').getAttribute('aria-rowcount'), String(count + 1));
}

const focused = (page) => page.evaluate(() => document.activeElement.textContent.trim() || document.activeElement.id);
// Focus follows the end of a dialog a moment later.
const focusReaches = (page, row) => page.waitForFunction((wanted) => Number(document.activeElement.closest('tr')?.getAttribute('aria-rowindex')) === wanted, row);
const rowOfFocus = (page) => page.evaluate(() => Number(document.activeElement.closest('tr')?.getAttribute('aria-rowindex')));

async function numbers(page, report) {
  await expectCount(page, report.findings.length);
  const tile = async (name) => page.locator('.tile', { hasText: name }).locator('.value').textContent();
  assert.equal(await tile('Open findings'), String(countOf(report, (one) => !one.waived)));
  assert.equal(await tile('In the current tree'), String(countOf(report, (one) => one.kind !== 'policy' && one.in_head)));
  assert.equal(await tile('Waived'), String(countOf(report, (one) => one.waived)));
  assert.equal(await tile('Without an owner'), String(countOf(report, (one) => !one.waived && !one.credential?.owner)));
  for (const severity of ['Critical', 'High', 'Medium', 'Low']) {
    const count = countOf(report, (one) => one.severity === severity.toLowerCase());
    await page.getByRole('region', { name: 'By severity' }).getByRole('button', { name: `${severity}: ${nameOf(count)}`, exact: true }).waitFor();
  }
  for (const policy of report.assessment.policies.filter((one) => one.fail > 0)) {
    const cells = await page.getByRole('region', { name: 'Policies' }).getByRole('row', { name: new RegExp(`^${policy.id} `) }).getByRole('cell').allTextContents();
    assert.deepEqual(cells.slice(1), [policy.fail, policy.error, policy.waived, policy.pass].map(String), policy.id);
  }
}

async function filters(page, report) {
  const all = report.findings.length;
  const isCritical = (one) => one.severity === 'critical';
  const isOwned = (one) => one.credential?.owner === 'group:payments';
  const chip = page.getByRole('group', { name: 'Severity' }).getByRole('button', { name: /^Critical/ });
  await chip.click();
  assert.equal(await chip.getAttribute('aria-pressed'), 'true');
  await expectCount(page, countOf(report, isCritical), all);
  await page.getByRole('region', { name: 'By owner' }).getByRole('button', { name: /^group:payments/ }).click();
  await expectCount(page, countOf(report, (one) => isCritical(one) && isOwned(one)), all);
  assert.equal(await page.getByRole('combobox', { name: 'Owner', exact: true }).locator('option:checked').textContent(), `group:payments (${countOf(report, (one) => isCritical(one) && isOwned(one))})`);
  await chip.click();
  await expectCount(page, countOf(report, isOwned), all);
  await page.getByRole('button', { name: 'Clear all filters' }).click();
  await expectCount(page, all);
  await page.getByRole('combobox', { name: 'Kind', exact: true }).selectOption({ index: 1 });
  await expectCount(page, countOf(report, (one) => one.kind === 'secret'), all);
  const stands = page.getByRole('combobox', { name: 'Stands', exact: true });
  await stands.selectOption({ label: await stands.locator('option', { hasText: 'Only in history' }).textContent() });
  await expectCount(page, countOf(report, (one) => one.kind === 'secret' && !one.in_head), all);
  await page.getByRole('button', { name: 'Clear all filters' }).click();
}

async function search(page, report) {
  const all = report.findings.length;
  const box = page.getByRole('searchbox', { name: 'Search findings' });
  await box.fill('MAIL.env sendgrid');
  await expectCount(page, 1, all);
  await box.press('Escape');
  await expectCount(page, all);
  await box.fill('no such thing');
  await expectCount(page, 0, all);
  await page.getByText('Nothing matches these filters.').waitFor();
  await page.getByRole('button', { name: 'Clear them' }).click();
  await expectCount(page, all);
}

async function order(page) {
  const table = page.getByRole('table', { name: 'Findings' });
  const header = (name) => table.getByRole('columnheader', { name, exact: true });
  assert.equal(await header('Severity').getAttribute('aria-sort'), 'ascending');
  for (const direction of ['ascending', 'descending']) {
    await header('Place').getByRole('button').click();
    assert.equal(await header('Place').getAttribute('aria-sort'), direction);
    assert.equal(await header('Severity').getAttribute('aria-sort'), null);
    const places = await page.locator('#rows .path').allTextContents();
    const sorted = places.slice().sort();
    assert.deepEqual(places, direction === 'ascending' ? sorted : sorted.reverse());
  }
  await header('Severity').getByRole('button').click();
}

async function details(page, report) {
  const secret = report.findings.find((one) => one.location.path === 'config/stripe.env' && one.kind === 'secret');
  await page.getByRole('searchbox').fill('config/stripe.env live');
  await page.getByRole('table', { name: 'Findings' }).getByRole('button', { name: secret.title }).first().click();
  const dialog = page.getByRole('dialog', { name: secret.title });
  await dialog.waitFor();
  for (const text of [secret.secret_redacted, secret.fingerprint, secret.rule_id, 'group:payments', secret.location.commit.slice(0, 12), secret.remedy]) {
    await dialog.getByText(text).first().waitFor();
  }
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('searchbox').fill('');
}

async function keyboard(page, report) {
  const all = report.findings.length;
  await page.reload();
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'Skip to the findings');
  assert.ok((await page.locator('.skip').boundingBox()).y >= 0, 'the skip link shows when it has focus');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'findings');
  await page.keyboard.press('/');
  assert.equal(await focused(page), 'search');
  await page.keyboard.type('j?x');  // letters, not shortcuts
  assert.equal(await page.getByRole('searchbox').inputValue(), 'j?x');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  assert.equal(await rowOfFocus(page), 2);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('j');
  assert.equal(await rowOfFocus(page), 4);
  assert.equal(await page.locator('#rows button[tabindex="0"]').count(), 1, 'one row takes part in the order of Tab');
  await page.keyboard.press('End');
  assert.equal(await rowOfFocus(page), all + 1);
  await page.keyboard.press('PageUp');
  assert.ok(await rowOfFocus(page) < all - 2);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  const dialog = page.locator('#detail');
  await dialog.waitFor();
  const first = await page.locator('#detail-at').textContent();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('j');
  assert.equal(first, `1 of ${all}`);
  assert.equal(await page.locator('#detail-at').textContent(), `3 of ${all}`);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await focusReaches(page, 4);  // the finding that was shown last
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  await page.getByLabel('Shortcuts of a single letter').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'auto', 'shortcuts can be switched off');
  await page.reload();
  await page.keyboard.press('t');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'light');
  await page.keyboard.press('4');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'rotation');
}

async function map(page, report) {
  const region = page.getByRole('region', { name: 'Pipelines' });
  const secret = region.getByRole('button', { name: /^STRIPE_KEY/ });
  await secret.getByText('pay-stripe-live').waitFor();
  await region.getByRole('button', { name: /^NPM_TOKEN/ }).getByText('Not registered').waitFor();
  await secret.focus();
  await page.keyboard.press('Enter');
  assert.equal(await secret.getAttribute('aria-pressed'), 'true');
  assert.equal(await page.locator('#map-note').textContent(), 'STRIPE_KEY is connected with jobs staging, production; environments staging, production.');
  await page.keyboard.press('ArrowRight');
  assert.match(await focused(page), /^staging/);
  await page.keyboard.press('ArrowRight');
  assert.match(await focused(page), /^staging/);
  await secret.click();
  await region.getByText(`All ${report.references.length} references as a table`).click();
  assert.equal(await region.getByRole('table').getByRole('row').count(), report.references.length + 1);
}

async function rotation(page) {
  const region = page.getByRole('region', { name: 'Rotation', exact: true });
  const row = region.getByRole('row', { name: /^pay-stripe-live/ });
  await row.getByText('Not met').waitFor();
  await row.getByText(/^ROT1001/).waitFor();
  await region.getByRole('row', { name: /^pay-aws-deploy/ }).getByText('Waived', { exact: true }).waitFor();
  await region.getByRole('row', { name: /^EXC-2026-014/ }).getByText('In force').waitFor();
}

async function timeline(page, report) {
  const dated = report.findings.filter((one) => one.location.commit);
  const region = page.getByRole('region', { name: 'Timeline' });
  await region.getByRole('img', { name: new RegExp(`^${dated.length} findings introduced from 2025-09-13 to `) }).waitFor();
  const mail = region.getByRole('button', { name: /SendGrid/ });
  assert.match(await mail.textContent(), /5 months.*removed 2026-04-10/);
  await mail.click();
  await page.getByRole('dialog').getByText('5 months: introduced 2025-10-18, last place removed 2026-04-10').waitFor();
  await page.keyboard.press('Escape');
}

// Findings that a baseline accepts and that are new against a base, of which this run has none.
async function baselines(context) {
  const { browser, directory, recipes, made } = context;
  recipes.changed(made.html, `${directory}/baseline-report.html`, (data) => {
    data.findings.forEach((finding, i) => { finding.baseline = i % 5 === 0 ? 'new' : 'unchanged'; });
    data.findings[0].accepted = { verdict: 'test-value', reason: 'of a fixture', until: data.now + 86400 * 9, path: '.keyhound-baseline' };
  });
  const all = made.report.findings.length;
  const watched = await WatchedPage.open(browser, `${directory}/baseline-report.html`);
  const { page } = watched;
  await page.getByRole('group', { name: 'Status' }).getByRole('button', { name: 'Accepted 1' }).click();
  await expectCount(page, 1, all);
  await page.locator('#rows button.opener').click();
  await page.getByRole('dialog').getByText('test-value, until 2026-12-02, in .keyhound-baseline').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('group', { name: 'Status' }).getByRole('button', { name: /^Accepted/ }).click();
  await page.getByRole('group', { name: 'Status' }).getByRole('button', { name: /^Waived/ }).click();
  await expectCount(page, 1, all);
  await page.getByRole('button', { name: 'Clear all filters' }).click();
  await page.getByRole('group', { name: 'Against the base' }).getByRole('button', { name: /^New/ }).click();
  await expectCount(page, Math.ceil(all / 5), all);
  await watched.close();
}

export async function useTests(context) {
  const { browser, keyhound, directory, check, recipes } = context;
  const made = recipes.organisation(keyhound, directory);
  const onPage = (run) => async () => {
    const watched = await WatchedPage.open(browser, made.html);
    await run(watched.page, made.report);
    await watched.close();
  };
  await check('The numbers of the page are those of the JSON report', onPage(numbers));
  await check('Filters narrow the findings together, and each says how many it would show', onPage(filters));
  await check('Search finds words in rules and places, and says when there is nothing', onPage(search));
  await check('A column sorts both ways and says which', onPage(order));
  await check('A finding opens with all that is known of it', onPage(details));
  await check('Everything can be done with the keyboard', onPage(keyboard));
  await check('The map leads from a secret to its jobs and environments', onPage(map));
  await check('Rotation shows what policies say and what is waived', onPage(rotation));
  await check('The timeline tells when findings came and how long they stood', onPage(timeline));
  await check('Accepted, waived and new findings are told apart', () => baselines({ ...context, made }));
}
