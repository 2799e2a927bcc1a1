// SPDX-License-Identifier: Apache-2.0
// A loader hook: the parser imports JSON in a way that not every version of node takes.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

export async function load(url, context, next) {
  if (!url.endsWith(".json")) return next(url, context);
  const json = await readFile(fileURLToPath(url), "utf8");
  return { format: "module", shortCircuit: true, source: `export default ${json}` };
}
