// SPDX-License-Identifier: Apache-2.0
// Runs groups of tests with a browser: node TEST.mjs KEYHOUND CHROMIUM DIRECTORY. The variable
// KEYHOUND_BROWSER_TESTS names groups, to run some. run.sh starts it.
import fs from 'node:fs';
import { launch } from './browser.mjs';

export async function runGroups(recipes, groups) {
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
  const only = process.env.KEYHOUND_BROWSER_TESTS;
  const browser = await launch(chromium);
  try {
    for (const [name, run] of Object.entries(groups))
      if (!only || only.split(',').includes(name)) await run({ browser, keyhound, directory, check, recipes });
  } finally {
    await browser.close();
  }
  console.log(failures === 0 ? 'all passed' : `${failures} failed`);
  process.exitCode = failures === 0 ? 0 : 1;
}
