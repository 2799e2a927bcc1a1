// SPDX-License-Identifier: Apache-2.0
// validate_github.mjs PACKAGES ACTION WORKFLOW: holds both files against GitHub's own parser, which
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
for (const [index, parse] of [parseAction, parseWorkflow].entries()) {
  const content = readFileSync(files[index], "utf8");
  // A validator that accepts everything proves nothing.
  const broken = content.replace(/\b(using|runs-on):/, "nonsense:");
  if (errors(parse, files[index], broken).length === 0) {
    console.error(`${files[index]}: the parser accepts a broken file`);
    ++failures;
  }
  for (const message of errors(parse, files[index], content)) {
    console.error(message);
    ++failures;
  }
}
process.exit(failures === 0 ? 0 : 1);
