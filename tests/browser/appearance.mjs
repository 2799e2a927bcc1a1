// SPDX-License-Identifier: Apache-2.0
// What the page looks like: schemes, paper, small screens, names and contrast, and what it says when
// there is nothing, when something was not read, and where scripts are forbidden.
import assert from 'node:assert/strict';
import { WatchedPage, weakTexts } from './browser.mjs';
import { noOverflow, wellNamed } from './semantics.mjs';

const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

async function names(page) {
  await page.getByRole('navigation', { name: 'Sections' }).waitFor();
  await page.getByRole('search', { name: 'Filter findings' }).waitFor();
  for (const name of ['Overview', 'Findings', 'Timeline', 'Rotation', 'Pipelines', 'Policies', 'Run'])
    assert.ok(await page.getByRole('region', { name, exact: true }).count() >= 1, name);
  await wellNamed(page);
}

async function focusShows(page) {
  await page.locator('#theme').focus();
  await page.keyboard.press('Tab');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, 'solid');
}

async function dark(page, directory) {
  const color = await ground(page);
  assert.equal(color, 'rgb(14, 17, 22)');
  await page.screenshot({ path: `${directory}/dark.png`, fullPage: true });
  assert.deepEqual(await page.evaluate(weakTexts), []);
  await page.getByRole('button', { name: 'Theme: auto' }).click();
  assert.equal(await ground(page), 'rgb(245, 246, 248)', 'the switch wins over the system');
  await page.getByRole('button', { name: 'Theme: light' }).click();
  assert.equal(await ground(page), color);
}

async function paper(page, directory) {
  await page.emulateMedia({ media: 'print' });
  await page.waitForTimeout(100);
  assert.equal(await ground(page), 'rgb(255, 255, 255)');
  for (const hidden of ['.top', '#filters', 'footer']) assert.equal(await page.locator(hidden).isVisible(), false, hidden);
  const rows = await page.locator('#rows tr[data-index]').count();
  assert.equal(String(rows + 1), await page.locator('#table').getAttribute('aria-rowcount'), 'all rows are printed');
  const [all, seen] = await page.evaluate(() => { const box = document.getElementById('scroller'); return [box.scrollHeight, box.clientHeight]; });
  assert.ok(all <= seen + 2, 'no row is cut off');
  await page.screenshot({ path: `${directory}/print.png`, fullPage: true });
  assert.ok(await page.locator('#map-table table').isVisible(), 'the map is a table');
  const pdf = await page.pdf({ path: `${directory}/print.pdf`, format: 'A4' });
  assert.ok(pdf.length > 20000);
  await page.emulateMedia({ media: 'screen' });
  await page.waitForTimeout(100);
  assert.ok(await page.locator('.top').isVisible());
}

export async function appearanceTests({ browser, keyhound, directory, check, recipes }) {
  const made = recipes.organisation(keyhound, directory);
  const on = (file, options, run) => async () => {
    const watched = await WatchedPage.open(browser, file, options);
    await watched.page.waitForTimeout(150);
    await run(watched.page);
    await watched.close();
  };
  await check('Landmarks, controls and pictures have names, and headings an order', on(made.html, {}, names));
  await check('Text has contrast, and focus shows', on(made.html, {}, async (page) => {
    await page.screenshot({ path: `${directory}/light.png`, fullPage: true });
    assert.deepEqual(await page.evaluate(weakTexts), []);
    await focusShows(page);
    await page.locator('#rows button.opener').first().click();
    await page.screenshot({ path: `${directory}/detail.png` });
    assert.deepEqual(await page.evaluate(weakTexts), []);
  }));
  await check('The page is dark where the system is, and the switch wins', on(made.html, { colorScheme: 'dark' }, (page) => dark(page, directory)));
  await check('On paper all rows are there and nothing that is pressed', on(made.html, { colorScheme: 'dark' }, (page) => paper(page, directory)));
  for (const width of [320, 390, 768, 1024]) {
    await check(`Nothing is wider than a window of ${width}`, on(made.html, { viewport: { width, height: 800 } }, async (page) => {
      await noOverflow(page);
      if (width === 390) await page.screenshot({ path: `${directory}/narrow.png`, fullPage: true });
    }));
  }
  const clean = recipes.clean(keyhound, directory);
  await check('A clean report says what was scanned', on(clean.html, {}, async (page) => {
    await page.getByText('No credentials found', { exact: true }).waitFor();
    await page.getByText(/^1 commit, .* read/).waitFor();
    assert.equal(await page.getByRole('region', { name: 'Findings' }).count(), 0);
    await page.screenshot({ path: `${directory}/empty.png`, fullPage: true });
    assert.deepEqual(await page.evaluate(weakTexts), []);
  }));
  const damaged = recipes.damaged(keyhound, directory);
  await check('An incomplete report says so first, and never that it is clean', on(damaged.html, {}, async (page) => {
    assert.equal(damaged.report.scan.complete, false);
    const notice = page.getByRole('region', { name: 'This report is incomplete' });
    await notice.getByText(damaged.report.diagnostics[0].message.slice(0, 30)).waitFor();
    await page.getByText('No credentials found in what was read').waitFor();
    assert.equal(await page.getByText('No credentials found', { exact: true }).count(), 0);
    await page.screenshot({ path: `${directory}/incomplete.png`, fullPage: true });
    assert.deepEqual(await page.evaluate(weakTexts), []);
  }));
  for (const [file, text] of [[made.html, `${made.report.findings.length} findings:`], [damaged.html, 'This report is incomplete']]) {
    await check(`Without scripts the page says: ${text}`, on(file, { javaScriptEnabled: false }, async (page) => {
      await page.getByText(text).waitFor();
      assert.equal(await page.locator('#app').isVisible(), false);
    }));
  }
}
