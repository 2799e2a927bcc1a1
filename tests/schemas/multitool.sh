#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# multitool.sh [FILE...]: runs Microsoft's SARIF multitool with the rule kinds Sarif and Ghas on each
# file, by default on the golden reports of the sample, and fails on any error or warning. Its own
# exit code is 0 even then, so the log that it writes is read. It is installed as the lock file says
# into a cache outside of the repository (KEYHOUND_MULTITOOL_DIR); nothing else of the build or the
# tests needs it. Exits with 77, which CTest counts as skipped, where npm or the network is missing.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
directory=${KEYHOUND_MULTITOOL_DIR:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/keyhound/sarif-multitool}
multitool=$directory/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool

skip() { echo "skipped: $1"; exit 77; }

command -v python3 >/dev/null || skip "there is no python3"
if [ ! -f "$multitool" ] || ! cmp -s "$here/multitool/package-lock.json" "$directory/package-lock.json"; then
  command -v npm >/dev/null || skip "there is no npm to install the SARIF multitool with"
  mkdir -p "$directory"
  cp "$here/multitool/package.json" "$here/multitool/package-lock.json" "$directory"
  (cd "$directory" && npm ci --ignore-scripts --no-audit --no-fund --silent) ||
    { rm -f "$directory/package-lock.json"; skip "npm cannot install the SARIF multitool"; }
  [ -f "$multitool" ] || skip "the SARIF multitool has no program for this platform"
fi
chmod +x "$multitool"

[ $# -gt 0 ] || set -- "$here"/../../fixtures/reports/*.sarif
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# validate FILE NAME: fails unless the file is without errors and warnings.
validate() {
  rm -f "$work/log.sarif"
  "$multitool" validate "$1" --output "$work/log.sarif" --level "Error;Warning;Note" \
    --rule-kind "Sarif;Ghas" --max-file-size-in-kb 1000000 --log ForceOverwrite >"$work/out" 2>&1 ||
    { cat "$work/out" >&2; return 1; }
  python3 "$here/multitool/read_log.py" "$work/log.sarif" "$2"
}

# A validator that accepts everything proves nothing.
echo '{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "x"}}, "results": [{"message": {}}]}]}' \
  >"$work/broken.sarif"
if validate "$work/broken.sarif" "a broken report" >/dev/null; then
  echo "the multitool accepts a broken report" >&2
  exit 1
fi

failed=0
for file in "$@"; do
  # A file that cannot be opened gives no finding either, so it has to be there.
  [ -s "$file" ] || { echo "$file: missing or empty" >&2; failed=1; continue; }
  # The version stands in golden files as <version>, which is none.
  sed 's/<version>/0.1.0/g' "$file" >"$work/report.sarif"
  validate "$work/report.sarif" "${file##*/}" || failed=1
done
exit $failed
