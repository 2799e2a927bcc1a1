// SPDX-License-Identifier: Apache-2.0
// print_schema.mjs MODULE: the JSON Schema of .gitlab-ci.yml that the module exports.
import { pathToFileURL } from "node:url";

const { schema } = await import(pathToFileURL(process.argv[2]));
console.log(JSON.stringify(schema));
