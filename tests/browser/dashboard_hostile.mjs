// SPDX-License-Identifier: Apache-2.0
// Names and texts that attack the reader of a dashboard, and what its policy forbids.
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { WatchedPage } from './browser.mjs';
import { kPages } from './dashboard_recipes.mjs';

async function noElements(page, name) {
  assert.equal(await page.locator('img, iframe, object, embed, base, form, [onerror], [onload], [onmouseover]').count(), 0, name);
  const scripts = await page.evaluate(() => [...document.scripts].map((node) => node.getAttribute('src')));
  for (const script of scripts) assert.match(script || 'inline', /^files-[0-9a-f]{16}\/[a-z0-9-]+\.js$/, name);
  assert.equal(await page.locator('a[href]:not([href^="#"])').evaluateAll((nodes) => nodes.filter((node) => new URL(node.href).protocol !== 'file:').length), 0, name);
  const text = await page.evaluate(() => document.documentElement.textContent);
  assert.ok(!/[\u202a-\u202e\u2066-\u2069\u200b\u2028\u001b]/.test(text), `${name}: nothing turns or hides text`);
  const [all, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(all <= window, `${name}: the page is ${all} wide in a window of ${window}`);
}

async function openAll(page) {
  for (const details of await page.locator('main summary').all()) await details.click();
  if (await page.locator('#rows button.opener').count() === 0) return;
  await page.locator('#rows button.opener').first().click();
  for (let i = 0; i < 12; i += 1) {
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(15);
  }
  await page.keyboard.press('Escape');
}

// What an attacker who got markup into a page would try next.
async function forbidden(browser, made) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = [];
  page.on('requestfinished', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(`${made.pages}/findings.html`).href);
  const before = asked.length;
  const answers = await page.evaluate(async () => {
    const violated = [];
    document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective));
    const tries = {
      fetch: () => fetch('index.html'),
      markup: () => { document.body.insertAdjacentHTML('beforeend', '<b>x</b>'); },
      address: () => { document.createElement('script').src = 'https://attacker.example/x.js'; },
      policy: () => { window.trustedTypes.createPolicy('keyhound-data', { createScriptURL: (url) => url }); },
      other: () => { khData.load('../../../etc/x', 0, () => {}); },
    };
    const caught = [];
    for (const [name, run] of Object.entries(tries)) { try { await run(); } catch { caught.push(name); } }
    const image = document.createElement('img');
    image.src = 'https://attacker.example/x.png';
    const inline = document.createElement('style');
    inline.textContent = 'body { display: none }';
    document.body.append(image, inline);
    await new Promise((done) => setTimeout(done, 100));
    return { caught, violated, isShown: getComputedStyle(document.body).display !== 'none' };
  });
  await context.close();
  assert.deepEqual(answers.caught, ['fetch', 'markup', 'address', 'policy', 'other']);
  for (const directive of ['connect-src', 'img-src', 'style-src-elem']) assert.ok(answers.violated.includes(directive), directive);
  assert.ok(answers.isShown);
  assert.deepEqual(asked.slice(before), [], 'nothing was asked for');
}

export async function dashboardHostileTests({ browser, keyhound, directory, check, recipes }) {
  const made = recipes.hostile(keyhound, directory);
  const names = ['3/<img src=x onerror=alert(1)>', '23/\\u{202E}gpj.exe\\u{202C}-pay', '53/__proto__'].map((name) => `#${new URLSearchParams({ name: `git.acme.example/${name}` })}`);
  for (const name of kPages) {
    await check(`Markup in names is text on ${name}.html, and does nothing`, async () => {
      for (const fragment of name === 'repository' ? names : ['']) {
        const watched = await WatchedPage.open(browser, `${made.pages}/${name}.html`, { loadsFolder: true, fragment });
        await watched.page.waitForTimeout(150);
        if (fragment) assert.match(await watched.page.locator('h1').textContent(), /^git\.acme\.example\//);
        await openAll(watched.page);
        await noElements(watched.page, name);
        await watched.page.screenshot({ path: `${directory}/${name}-hostile.png`, fullPage: true });
        await watched.close();
      }
    });
  }
  for (const fragment of ['#name=%3Cimg%20src=x%20onerror=alert(1)%3E', '#q=%3Cb%3E&severity=Nothing&sort=__proto__&open=x', '#%E0%A4%A', '#constructor=1']) {
    await check(`An address that attacks does nothing: ${fragment}`, async () => {
      for (const name of ['findings', 'repository', 'credentials']) {
        const watched = await WatchedPage.open(browser, `${made.pages}/${name}.html`, { loadsFolder: true, fragment });
        await watched.page.waitForTimeout(100);
        await noElements(watched.page, name);
        await watched.close();
      }
    });
  }
  await check('The policy forbids requests, markup, inline styles and other scripts', () => forbidden(browser, made));
}
