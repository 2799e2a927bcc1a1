// SPDX-License-Identifier: Apache-2.0
// validate_tekton.mjs PACKAGES TASK...: holds Tekton tasks against IBM's linter (npm package @ibm/tekton-lint), and their steps,
// which are containers with fields of their own, against the schema of Kubernetes' API. Tekton publishes no schema of a task that
// npm would have.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [packages, ...files] = process.argv.slice(2);
const require = createRequire(`${packages}/`);
const { parseDocument } = require("yaml");
const { validate } = require(`${packages}/node_modules/kubernetes-models/_schemas/IoK8sApiCoreV1Container.js`);
const CONTAINER = ["args", "command", "env", "envFrom", "image", "imagePullPolicy", "name", "resources", "securityContext",
  "volumeDevices", "volumeMounts", "workingDir"];
const CONTEXT = ["allowPrivilegeEscalation", "appArmorProfile", "capabilities", "privileged", "procMount",
  "readOnlyRootFilesystem", "runAsGroup", "runAsNonRoot", "runAsUser", "seLinuxOptions", "seccompProfile", "windowsOptions"];

function unknown(value, known, what) {
  return Object.keys(value ?? {}).filter((name) => !known.includes(name)).map((name) => `${what} has no field ${name}`);
}

function step_errors(step) {
  const { script, computeResources, onError, timeout, ...container } = step;
  if (computeResources !== undefined) container.resources = computeResources;
  const errors = [...unknown(container, CONTAINER, "a step"), ...unknown(container.securityContext, CONTEXT, "securityContext")];
  if (!validate(container)) errors.push(...validate.errors.map((error) => `${error.instancePath} ${error.message}`));
  return errors;
}

function lint(text) {
  const folder = mkdtempSync(join(tmpdir(), "tekton-"));
  try {
    writeFileSync(join(folder, "task.yaml"), text);
    execFileSync(process.execPath, [`${packages}/node_modules/.bin/tekton-lint`, "--max-warnings", "0", join(folder, "task.yaml")],
      { stdio: "pipe", cwd: folder });
    return [];
  } catch (error) {
    return [`${error.stdout}${error.stderr}`.trim()];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function errors(text) {
  const task = parseDocument(text).toJS();
  return [...lint(text), ...task.spec.steps.flatMap(step_errors)];
}

let failures = 0;
for (const file of files) {
  const text = readFileSync(file, "utf8");
  for (const error of errors(text)) {
    console.error(`${file}: ${error}`);
    ++failures;
  }
  // What accepts everything proves nothing.
  for (const [right, wrong] of [["$(params.head)", "$(params.heed)"], ["runAsUser", "runAsUsr"], ["workingDir", "workDir"]]) {
    if (text.includes(right) && errors(text.replace(right, wrong)).length > 0) continue;
    console.error(`${file}: ${wrong} is accepted`);
    ++failures;
  }
}
process.exit(failures === 0 ? 0 : 1);
