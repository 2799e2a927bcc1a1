// SPDX-License-Identifier: Apache-2.0
// What the pages of the dashboard say is what the store holds; filters, links, dialogs, keyboard.
import assert from 'node:assert/strict';
import { WatchedPage } from './browser.mjs';
import { ask, kPages } from './dashboard_recipes.mjs';

const kOpen = "state IN ('new', 'existing', 'regressed')";
const grouped = (count) => count.toLocaleString('en-US');
const countText = (page) => page.locator('#count').textContent();
const focused = (page) => page.evaluate(() => document.activeElement.textContent.trim() || document.activeElement.id);
// Focus follows the end of a dialog a moment later.
const focusReaches = (page, row) => page.waitForFunction((wanted) => Number(document.activeElement.closest('tr')?.getAttribute('aria-rowindex')) === wanted, row);
const rowOfFocus = (page) => page.evaluate(() => Number(document.activeElement.closest('tr')?.getAttribute('aria-rowindex')));
// The address follows after a pause.
const addressHas = (page, text) => page.waitForFunction((words) => decodeURIComponent(location.hash.replaceAll('+', ' ')).includes(words), text);

async function numbers(page, made) {
  const tile = async (name) => page.locator('.tile', { has: page.getByText(name, { exact: true }) }).locator('.value').textContent();
  assert.equal(await tile('Open findings'), grouped(ask(made, `SELECT COUNT(*) FROM findings WHERE ${kOpen}`)));
  for (const [name, state] of [['New', 'new'], ['Came back', 'regressed'], ['Fixed', 'fixed'], ['Waived', 'waived']])
    assert.equal(await tile(name), grouped(ask(made, `SELECT COUNT(*) FROM findings WHERE state = '${state}'`)), name);
  assert.equal(await tile('Reused credentials'), grouped(ask(made, 'SELECT COUNT(*) FROM credentials WHERE repository_count > 1')));
  await page.getByRole('img', { name: /^Open findings: 12 runs from 2026-09-14 to 2026-11-30\. info: / }).waitFor();
}

// A number of the overview leads to a list that shows as many.
async function links(page, made) {
  const critical = ask(made, `SELECT COUNT(*) FROM findings WHERE ${kOpen} AND severity = 'critical'`);
  await page.getByRole('region', { name: 'Overview' }).getByRole('link', { name: 'Critical', exact: true }).click();
  assert.equal(await countText(page), `${grouped(critical)} of ${grouped(ask(made, 'SELECT COUNT(*) FROM findings'))} findings`);
  assert.equal(await page.getByRole('button', { name: `Critical ${grouped(critical)}`, exact: true }).getAttribute('aria-pressed'), 'true');
  await page.goBack();
  await page.getByRole('region', { name: 'Where to begin' }).getByRole('link', { name: /^Nobody/ }).click();
  const orphans = ask(made, `SELECT COUNT(*) FROM findings f JOIN credentials c ON c.id = f.credential_id WHERE f.${kOpen} AND c.owner = ''`);
  assert.match(await countText(page), new RegExp(`^${grouped(orphans)} of `));
}

async function lists(open, made) {
  const counts = {
    findings: [ask(made, 'SELECT COUNT(*) FROM findings'), 'findings'], repositories: [ask(made, 'SELECT COUNT(*) FROM repositories'), 'repositories'],
    credentials: [ask(made, 'SELECT COUNT(*) FROM credentials'), 'credentials'], coverage: [ask(made, 'SELECT COUNT(*) FROM run_targets WHERE run_id = 12'), 'targets'],
    policies: [ask(made, "SELECT COUNT(*) FROM subject_verdicts WHERE outcome <> 'pass'"), 'objections'],
    owners: [ask(made, 'SELECT COUNT(*) FROM (SELECT owner FROM credentials UNION SELECT owner FROM registry_credentials)'), 'owners'],
    exceptions: [ask(made, "SELECT (SELECT COUNT(*) FROM registry_exceptions) + (SELECT COUNT(*) FROM suppressions) + (SELECT COUNT(*) FROM findings WHERE waiver = 'baseline') / MAX(1, (SELECT COUNT(*) FROM findings WHERE waiver = 'baseline'))"), 'exceptions'],
  };
  for (const [name, [count, many]] of Object.entries(counts)) {
    await open(`${name}.html`, {}, async (page) => {
      assert.equal(await countText(page), `${grouped(count)} ${many}`, name);
      assert.equal(await page.locator('#table').getAttribute('aria-rowcount'), String(count + 1), name);
    });
  }
}

async function coverage(page, made) {
  const total = async (name) => Number((await page.getByRole('table', { name: 'How the targets ended' }).getByRole('row', { name: new RegExp(`^${name} `) }).getByRole('cell').first().textContent()).replace(/,/g, ''));
  let sum = 0;
  for (const name of ['Scanned', 'Unchanged', 'Excluded', 'Failed', 'Pending']) {
    assert.equal(await total(name), ask(made, `SELECT COUNT(*) FROM run_targets WHERE run_id = 12 AND outcome = '${name.toLowerCase()}'`), name);
    sum += await total(name);
  }
  assert.equal(await total('Planned'), sum);
  assert.equal(sum, ask(made, 'SELECT COUNT(*) FROM repositories'));
  const excluded = page.getByRole('group', { name: 'Outcome' }).getByRole('button', { name: /^Excluded/ });
  await excluded.click();
  assert.equal(await countText(page), `${await total('Excluded')} of ${sum} targets`);
}

async function filters(page, made, open) {
  const all = grouped(ask(made, 'SELECT COUNT(*) FROM findings'));
  const count = (where) => grouped(ask(made, `SELECT COUNT(*) FROM findings f JOIN credentials c ON c.id = f.credential_id JOIN repositories r ON r.id = f.repository_id WHERE ${where}`));
  await page.getByRole('group', { name: 'Severity' }).getByRole('button', { name: /^High/ }).click();
  assert.equal(await countText(page), `${count("severity = 'high'")} of ${all} findings`);
  await page.getByRole('combobox', { name: 'Owner' }).selectOption({ index: 1 });
  const owner = (await page.getByRole('combobox', { name: 'Owner' }).locator('option:checked').textContent()).replace(/ \(\d+\)$/, '');
  const both = count(`severity = 'high' AND c.owner = '${owner === 'Nobody' ? '' : owner}'`);
  assert.equal(await countText(page), `${both} of ${all} findings`);
  await addressHas(page, `severity=High&owner=${owner}`);
  const fragment = await page.evaluate(() => location.hash);
  await open('findings.html', { fragment }, async (other) => {
    assert.equal(await countText(other), `${both} of ${all} findings`, 'the address shows somebody else the same');
    assert.equal(await other.getByRole('button', { name: 'Clear all filters' }).isVisible(), true);
  });
  await page.getByRole('button', { name: 'Clear all filters' }).click();
  await page.getByRole('searchbox', { name: 'Search findings' }).fill('pay-api .env');
  assert.equal(await countText(page), `${count("r.name LIKE '%pay-api%' AND f.path LIKE '%.env'")} of ${all} findings`);
  await page.getByRole('searchbox', { name: 'Search findings' }).fill('no such thing at all');
  await page.getByText('Nothing matches these filters.').waitFor();
  await page.getByRole('button', { name: 'Clear them' }).click();
  const policy = page.getByRole('combobox', { name: 'Policy that objects' });
  await policy.selectOption({ label: await policy.locator('option', { hasText: 'USE1001' }).textContent() });
  assert.equal(await countText(page), `${count("EXISTS (SELECT 1 FROM verdicts v WHERE v.finding_id = f.id AND v.policy_id = 'USE1001' AND v.outcome <> 'pass')")} of ${all} findings`);
}

async function details(page, made) {
  await page.locator('#rows button.opener').first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Revoke it at its provider').waitFor();
  await dialog.getByRole('heading', { name: '1 place' }).waitFor();
  await dialog.getByText(/^kh1:public:/).first().waitFor();
  await addressHas(page, 'open=');
  const key = await page.evaluate(() => new URLSearchParams(location.hash.slice(1)).get('open'));
  await dialog.getByRole('button', { name: 'Next entry' }).click();
  await page.waitForFunction((before) => new URLSearchParams(location.hash.slice(1)).get('open') !== before, key);
  await page.keyboard.press('ArrowLeft');
  const name = await dialog.getByRole('link').first().textContent();
  await dialog.getByRole('link').first().click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  assert.match(await countText(page), new RegExp(`^${ask(made, `SELECT COUNT(*) FROM findings f JOIN repositories r ON r.id = f.repository_id WHERE r.name = '${name}'`)} findings?$`));
}

async function places(page, made) {
  const most = ask(made, 'SELECT MAX(repository_count) FROM credentials');
  assert.equal(await page.locator('#rows tr[data-index="0"] .amount').first().textContent(), String(most), 'the most reused comes first');
  await page.locator('#rows button.opener').first().click();
  const rows = page.getByRole('dialog').getByRole('table', { name: 'Where it stands' }).getByRole('row');
  assert.ok(await rows.count() - 1 >= most);
  await rows.nth(1).getByRole('link').click();
  await page.getByRole('dialog').getByText('Reuse', { exact: true }).waitFor();
}

async function exceptions(page, made) {
  const ended = ask(made, "SELECT COUNT(*) FROM registry_exceptions WHERE expires < '2026-11-30T09:00:00Z'");
  await page.getByRole('button', { name: /^Registry exception/ }).click();
  await page.getByRole('button', { name: /^Ended/ }).click();
  assert.match(await countText(page), new RegExp(`^${ended} of `));
  for (const badge of await page.locator('#rows td.c-ends .badge').allTextContents()) assert.equal(badge, 'Ended');
}

// Everything that takes focus is reached by Tab, shows it, and is in sight.
async function walk(page, name) {
  const wanted = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
    .filter((node) => node.tabIndex >= 0 && !node.disabled && node.checkVisibility() && node.getClientRects().length > 0).length);
  await page.evaluate(() => { window.seen = new Set(); document.activeElement.blur(); });
  for (let i = 0; i < wanted + 5; i += 1) {
    await page.keyboard.press('Tab');
    const wrong = await page.evaluate(() => {
      const node = document.activeElement;
      if (node === document.body) return '';
      window.seen.add(node);
      const box = node.getBoundingClientRect();
      const style = getComputedStyle(node);
      if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 1) return `no outline: ${node.outerHTML.slice(0, 80)}`;
      return box.bottom < 0 || box.top > innerHeight ? `out of sight: ${node.outerHTML.slice(0, 80)}` : '';
    });
    assert.equal(wrong, '', name);
  }
  const reached = await page.evaluate(() => window.seen.size);
  assert.ok(reached >= wanted, `${name}: ${reached} of ${wanted} controls are reached`);
}

async function keys(page, made) {
  const all = ask(made, 'SELECT COUNT(*) FROM findings');
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'Skip to the content');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  await page.keyboard.press('/');
  assert.equal(await focused(page), 'search');
  await page.keyboard.type('aws');
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('searchbox').inputValue(), '');
  await page.keyboard.press('j');
  assert.equal(await rowOfFocus(page), 2);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('j');
  assert.equal(await rowOfFocus(page), 4);
  await page.keyboard.press('End');
  assert.equal(await rowOfFocus(page), all + 1);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('Revoke it at its provider').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Escape');
  await focusReaches(page, 3);  // the finding that was shown last
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('9');
  await page.getByRole('heading', { level: 1, name: 'Trends' }).waitFor();
}

async function linksWithin(open) {
  for (const name of kPages) {
    await open(`${name}.html`, {}, async (page) => {
      const links = await page.evaluate(() => [...document.querySelectorAll('a[href]')].map((node) => node.getAttribute('href')));
      for (const link of links) assert.match(link, /^([a-z]+\.html)?(#.*)?$/, name);
      assert.equal(await page.locator('nav [aria-current="page"]').count(), 1, name);
    });
  }
}

export async function dashboardUseTests({ browser, keyhound, directory, check, recipes }) {
  const made = recipes.small(keyhound, directory);
  const open = async (file, options, run) => {
    const watched = await WatchedPage.open(browser, `${made.pages}/${file}`, { loadsFolder: true, ...options });
    await run(watched.page);
    await watched.close();
  };
  const name = 'github.com/acme/pay-api';
  const on = (file, run) => () => open(file, {}, (page) => run(page, made, open));
  assert.match(made.told, /60 repositories, 400 findings; \d+ files, [\d.]+ MB\n$/);
  await check('The numbers of the organisation are those of the store', on('index.html', numbers));
  await check('Numbers lead to lists that show as many', on('index.html', links));
  await check('Each list has all that the store has', () => lists(open, made));
  await check('Coverage adds up', on('coverage.html', coverage));
  await check('Filters narrow the list together, and the address keeps them', on('findings.html', filters));
  await check('A finding opens with what only its details know, and leads to its repository', on('findings.html', details));
  await check('A credential tells all its places', on('credentials.html', places));
  await check('Exceptions that have ended are marked', on('exceptions.html', exceptions));
  await check('The keyboard does everything', on('findings.html', keys));
  await check('Pages lead to pages of the dashboard only', () => linksWithin(open));
  for (const page of kPages)
    await check(`Tab reaches every control of ${page}.html, and shows where it is`, () => open(`${page}.html`, { fragment: page === 'repository' ? `#name=${name}` : '' }, (one) => walk(one, page)));
}
