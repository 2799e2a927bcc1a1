// SPDX-License-Identifier: Apache-2.0
// validate_github.mjs PACKAGES ACTION WORKFLOW...: holds the files against GitHub's own parser, which
// is installed in PACKAGES/node_modules.
import { register } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

register("./json_modules.mjs", import.meta.url);
const [packages, ...files] = process.argv.slice(2);
const parser = `${packages}/node_modules/@actions/workflow-parser/dist/`;
const { NoOperationTraceWriter, parseWorkflow } = await import(pathToFileURL(`${parser}index.js`));
const { parseAction } = await import(pathToFileURL(`${parser}actions/index.js`));

function errors(parse, name, content) {
  const parsed = parse({ name, content }, new NoOperationTraceWriter());
  return parsed.context.errors.getErrors().map((error) => error.message);
}

let failures = 0;
for (const [index, file] of files.entries()) {
  const parse = index === 0 ? parseAction : parseWorkflow;
  const content = readFileSync(file, "utf8");
  // A validator that accepts everything proves nothing.
  const broken = content.replace(/\b(using|runs-on):/, "nonsense:");
  if (errors(parse, file, broken).length === 0) {
    console.error(`${file}: the parser accepts a broken file`);
    ++failures;
  }
  for (const message of errors(parse, file, content)) {
    console.error(message);
    ++failures;
  }
}
process.exit(failures === 0 ? 0 : 1);
