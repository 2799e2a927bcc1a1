// SPDX-License-Identifier: Apache-2.0
// html_report.mjs KEYHOUND CHROMIUM DIRECTORY: the HTML report in a browser. Makes reports with the
// program, uses them as people do, and keeps pictures in DIRECTORY. html_report.sh starts it.
import fs from 'node:fs';
import { launch } from './browser.mjs';
import * as recipes from './recipes.mjs';
import { appearanceTests } from './appearance.mjs';
import { crowdTests } from './crowd.mjs';
import { hostileTests } from './hostile.mjs';
import { useTests } from './use.mjs';

const [keyhound, chromium, directory] = process.argv.slice(2);
fs.mkdirSync(directory, { recursive: true });

let failures = 0;
// A test's name is a sentence; what `run` throws is its failure.
async function check(name, run) {
  try {
    await run();
    console.log(`ok      ${name}`);
  } catch (error) {
    failures += 1;
    console.log(`FAILED  ${name}\n${String(error.stack || error).replace(/^/gm, '        ')}`);
  }
}

const only = process.env.KEYHOUND_BROWSER_TESTS;  // names of groups, to run some
const isAsked = (name) => !only || only.split(',').includes(name);
const browser = await launch(chromium);
try {
  const context = { browser, keyhound, directory, check, recipes };
  if (isAsked('use')) await useTests(context);
  if (isAsked('appearance')) await appearanceTests(context);
  if (isAsked('hostile')) await hostileTests(context);
  if (isAsked('crowd')) await crowdTests(context);
} finally {
  await browser.close();
}
console.log(failures === 0 ? 'all passed' : `${failures} failed`);
process.exitCode = failures === 0 ? 0 : 1;
