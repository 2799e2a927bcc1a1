// SPDX-License-Identifier: Apache-2.0
// validate_kubernetes.mjs PACKAGES MANIFEST...: holds manifests against the schemas of Kubernetes' API, as the npm package
// kubernetes-models has them. Its validators let fields pass that they do not know, as the API does unless it is asked to be
// strict: a field that no validator has looked at is one that Kubernetes does not have.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [packages, ...files] = process.argv.slice(2);
const require = createRequire(`${packages}/`);
const { parseAllDocuments } = require("yaml");
const SCHEMAS = {
  "batch/v1 Job": "IoK8sApiBatchV1Job",
  "batch/v1 CronJob": "IoK8sApiBatchV1CronJob",
  "v1 PersistentVolumeClaim": "IoK8sApiCoreV1PersistentVolumeClaim",
};

// The value, with a note of each member that is read; `fields` gets a function for each object that tells the others.
function watched(value, path, unread) {
  if (value === null || typeof value !== "object") return value;
  const seen = new Set();
  const members = Array.isArray(value) ? [] : {};
  for (const [name, member] of Object.entries(value)) members[name] = watched(member, `${path}/${name}`, unread);
  unread.push(() => Object.keys(value).filter((name) => !seen.has(name)).map((name) => `${path}/${name}`));
  return new Proxy(members, { get: (target, name) => (seen.add(name), target[name]) });
}

function errors(manifest) {
  const schema = SCHEMAS[`${manifest.apiVersion} ${manifest.kind}`];
  if (!schema) return [`${manifest.apiVersion} ${manifest.kind}: not known`];
  const { validate } = require(`${packages}/node_modules/kubernetes-models/_schemas/${schema}.js`);
  const unread = [];
  if (!validate(watched(manifest, "", unread)))
    return validate.errors.map((error) => `${error.instancePath} ${error.message ?? `${error.keyword} ${JSON.stringify(error.params)}`}`);
  return unread.flatMap((others) => others()).map((path) => `${path}: Kubernetes has no such field`);
}

let failures = 0;
for (const file of files) {
  const manifests = parseAllDocuments(readFileSync(file, "utf8")).map((document) => document.toJS());
  for (const manifest of manifests) {
    for (const error of errors(manifest)) {
      console.error(`${file}: ${manifest.kind}: ${error}`);
      ++failures;
    }
    // A validator that accepts everything proves nothing.
    for (const broken of [{ ...manifest, spec: "text" }, { ...manifest, spec: { ...manifest.spec, nonsense: 1 } }]) {
      if (errors(broken).length > 0) continue;
      console.error(`${file}: ${manifest.kind}: a broken manifest is accepted`);
      ++failures;
    }
  }
}
process.exit(failures === 0 ? 0 : 1);
