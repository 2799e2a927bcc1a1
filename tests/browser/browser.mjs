// SPDX-License-Identifier: Apache-2.0
// Pages under watch: whatever a report should never do (load something, break its own policy, log
// an error, open a dialog of the browser) is collected and fails the test that opened it.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(process.env.KEYHOUND_PLAYWRIGHT ? `${process.env.KEYHOUND_PLAYWRIGHT}/` : import.meta.url);
const { chromium } = require('playwright-core');

export async function launch(program) {
  return chromium.launch({ executablePath: program, args: ['--no-sandbox', '--force-color-profile=srgb'] });
}

// What is not for the browser.
function contextOptions({ loadsFolder, fragment, ...others }) {
  return others;
}

export class WatchedPage {
  static async open(browser, file, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce', ...contextOptions(options) });
    await context.setOffline(true);
    const one = new WatchedPage();
    one.context = context;
    context.setDefaultTimeout(15000);
    one.page = await context.newPage();
    one.wrongs = [];
    const address = pathToFileURL(file).href;
    // Pages of several files may load what stands beside them.
    one.watch(options.loadsFolder ? (asked) => asked.startsWith(address.slice(0, address.lastIndexOf('/') + 1)) : (asked) => asked === address);
    if (options.javaScriptEnabled !== false) await one.watchPolicy();
    await one.page.goto(address + (options.fragment || ''));
    return one;
  }

  watch(isAllowed) {
    const { page, wrongs } = this;
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) wrongs.push(`console: ${message.text()}`); });
    page.on('pageerror', (error) => wrongs.push(`error: ${error.stack}`));
    page.on('dialog', (dialog) => { wrongs.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    page.on('popup', () => wrongs.push('a window was opened'));
    page.on('request', (request) => { if (!isAllowed(request.url().split('#')[0])) wrongs.push(`request: ${request.url()}`); });
  }

  async watchPolicy() {
    await this.page.addInitScript(() => {
      window.violations = [];
      document.addEventListener('securitypolicyviolation', (event) => window.violations.push(`${event.violatedDirective} ${event.sample}`));
    });
  }

  async close() {
    const violations = await this.page.evaluate(() => window.violations || []).catch(() => []);
    await this.context.close();
    this.wrongs.push(...violations.map((one) => `policy: ${one}`));
    if (this.wrongs.length > 0) throw new Error(this.wrongs.join('\n'));
  }
}

// Texts whose contrast with what is behind them is below 4.5:1 (3:1 for large ones), as "ratio text".
// Runs in the page.
export function weakTexts() {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  const rgb = (color) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = color;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return { r, g, b, a: a / 255 };
  };
  const over = (top, below) => ({ r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a), a: 1 });
  const light = (c) => { const f = (v) => { const s = v / 255; return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4; }; return 0.2126 * f(c.r) + 0.7152 * f(c.g) + 0.0722 * f(c.b); };
  const behind = (node) => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) layers.push(rgb(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((below, top) => over(top, below), { r: 255, g: 255, b: 255, a: 1 });
  };
  const faded = (node) => { let all = 1; for (let at = node; at; at = at.parentElement) all *= Number(getComputedStyle(at).opacity); return all; };
  const weak = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    const words = walker.currentNode.textContent.trim();
    if (!words || node.closest('script, style, option, svg, .hidden, [aria-hidden], :disabled') || node.getClientRects().length === 0) continue;
    const style = getComputedStyle(node);
    const ground = behind(node);
    const color = rgb(style.color);
    const text = over({ ...color, a: color.a * faded(node) }, ground);
    const [a, b] = [light(text), light(ground)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) weak.push(`${ratio.toFixed(2)} ${words.slice(0, 40)}`);
  }
  return weak;
}
