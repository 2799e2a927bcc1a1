#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The first step of the action. It ends well whatever was found, so that SARIF is uploaded; the last
# step ends with the exit code that this one tells. An empty key is no key.
set -eu
[ -n "${KEYHOUND_FINGERPRINT_KEY:-}" ] || unset KEYHOUND_FINGERPRINT_KEY
code=0
sh "$(dirname -- "$0")/scan.sh" || code=$?
echo "exit-code=$code" >>"$GITHUB_OUTPUT"
sarif="${KEYHOUND_OUTPUT_DIR:-keyhound-reports}/keyhound.sarif"
[ ! -f "$sarif" ] || printf 'sarif=%s\n' "$sarif" >>"$GITHUB_OUTPUT"
