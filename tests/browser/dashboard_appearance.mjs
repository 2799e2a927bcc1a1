// SPDX-License-Identifier: Apache-2.0
// What the pages of the dashboard look like and how they are read aloud: schemes, paper, small
// screens, names and contrast, the rules of axe-core; what they say without scripts and without data.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { WatchedPage, weakTexts } from './browser.mjs';
import { kPages } from './dashboard_recipes.mjs';
import { noOverflow, wellNamed } from './semantics.mjs';

const require = createRequire(process.env.KEYHOUND_PLAYWRIGHT ? `${process.env.KEYHOUND_PLAYWRIGHT}/` : import.meta.url);
const kAxe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const fragmentOf = (name) => (name === 'repository' ? '#name=github.com/acme/pay-api' : '');

// What axe-core, a checker of the rules of accessibility, objects to.
async function objections(page) {
  await page.evaluate(kAxe);
  const found = await page.evaluate(async () => (await window.axe.run(document, { resultTypes: ['violations'], preload: false })).violations);
  return found.map((one) => `${one.id} (${one.impact}): ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(' | ')}`);
}

async function tables(page, name) {
  const wrong = await page.evaluate(() => [...document.querySelectorAll('table')].filter((table) => {
    const isNamed = table.caption?.textContent.trim() || document.getElementById(table.getAttribute('aria-labelledby') || '')?.textContent.trim();
    return !isNamed || [...table.tHead.querySelectorAll('th')].some((cell) => cell.scope !== 'col' || !cell.textContent.trim());
  }).map((table) => table.outerHTML.slice(0, 120)));
  assert.deepEqual(wrong, [], `${name}: tables have names and headings`);
  const pictures = await page.evaluate(() => [...document.querySelectorAll('svg')].filter((node) => !(node.getAttribute('aria-hidden') === 'true' || node.closest('[aria-hidden="true"]') || node.getAttribute('aria-label'))).length);
  assert.equal(pictures, 0, `${name}: each picture has words or is hidden`);
}

async function readAloud(page, name) {
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
  await wellNamed(page);
  await tables(page, name);
  assert.deepEqual(await objections(page), [], name);
}

async function paper(page, name, directory) {
  await page.emulateMedia({ media: 'print' });
  await page.waitForTimeout(100);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)', name);
  for (const hidden of ['.top', 'footer']) assert.equal(await page.locator(hidden).isVisible(), false, hidden);
  if (await page.locator('#table').count() > 0) {
    const rows = await page.locator('#rows tr[data-index]').count();
    assert.equal(String(rows + 1), await page.locator('#table').getAttribute('aria-rowcount'), `${name}: all rows are printed`);
  }
  await page.screenshot({ path: `${directory}/${name}-print.png`, fullPage: true });
}

// What stands there without scripts: the numbers, the charts and the most important rows.
async function still(page, name) {
  assert.equal(await page.locator('#tools').isVisible(), false, 'no button that does nothing');
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await page.locator('#grid:visible').count(), 0);
  if (name === 'repository') {
    await page.getByRole('link', { name: 'All repositories' }).waitFor();
    return;
  }
  if (name === 'index') await page.getByRole('img', { name: /^Open findings: 12 runs/ }).waitFor();
  else assert.ok(await page.locator('table tbody tr').count() > 5, `${name} has rows`);
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Trends' }).click();
  await page.getByRole('heading', { level: 1, name: 'Trends' }).waitFor();
}

export async function dashboardAppearanceTests({ browser, keyhound, directory, check, recipes }) {
  const made = recipes.small(keyhound, directory);
  const on = (name, options, run, pages = made.pages) => async () => {
    const watched = await WatchedPage.open(browser, `${pages}/${name}.html`, { loadsFolder: true, fragment: fragmentOf(name), ...options });
    await watched.page.waitForTimeout(200);
    await run(watched.page);
    await watched.close();
  };
  for (const name of kPages) {
    for (const colorScheme of ['light', 'dark']) {
      await check(`${name}.html has contrast and is read aloud well, ${colorScheme}`, on(name, { colorScheme }, async (page) => {
        await page.screenshot({ path: `${directory}/${name}-${colorScheme}.png`, fullPage: true });
        assert.deepEqual(await page.evaluate(weakTexts), []);
        await readAloud(page, name);
        if (await page.locator('#rows button.opener').count() === 0) return;
        await page.locator('#rows button.opener').first().click();
        await page.waitForTimeout(200);
        await page.screenshot({ path: `${directory}/${name}-dialog-${colorScheme}.png` });
        assert.deepEqual(await page.evaluate(weakTexts), []);
        assert.deepEqual(await objections(page), []);
      }));
    }
    for (const width of [320, 390, 768, 1024]) {
      await check(`${name}.html fits a window of ${width}`, on(name, { viewport: { width, height: 800 } }, async (page) => {
        await noOverflow(page);
        if (width === 390) await page.screenshot({ path: `${directory}/${name}-narrow.png`, fullPage: true });
      }));
    }
    await check(`${name}.html is whole on paper`, on(name, { colorScheme: 'dark' }, (page) => paper(page, name, directory)));
    await check(`${name}.html says the most important without scripts`, on(name, { javaScriptEnabled: false, fragment: '' }, async (page) => {
      await page.screenshot({ path: `${directory}/${name}-still.png`, fullPage: true });
      await still(page, name);
    }));
  }
  const empty = recipes.empty(keyhound, directory);
  for (const name of kPages) {
    await check(`${name}.html of an empty store says that there is nothing, and not that it is clean`, on(name, { fragment: '' }, async (page) => {
      await page.screenshot({ path: `${directory}/${name}-empty.png`, fullPage: true });
      assert.ok(await page.getByText('Coverage is not complete').count() > 0);
      assert.deepEqual(await page.evaluate(weakTexts), []);
    }, empty.pages));
  }
}
