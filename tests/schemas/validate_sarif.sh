#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# validate_sarif.sh FILE...: runs Microsoft's SARIF multitool on each file with the rule kinds Sarif
# and Ghas, prints its errors and warnings, and fails when there is one. The multitool's own exit
# code is 0 even then. It comes through npm into a cache outside of the repository
# (KEYHOUND_MULTITOOL_DIR); nothing else of the build or the tests needs it.
set -eu

[ $# -gt 0 ] || { echo "usage: $0 FILE..." >&2; exit 2; }

directory=${KEYHOUND_MULTITOOL_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/keyhound/sarif-multitool}
multitool=$directory/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
if [ ! -f "$multitool" ]; then
  mkdir -p "$directory"
  (cd "$directory" && npm install --ignore-scripts --no-save --no-audit --no-fund --silent \
    @microsoft/sarif-multitool)
fi
chmod +x "$multitool"

log=$(mktemp)
trap 'rm -f "$log" "$log.sarif"' EXIT
failed=0
for file in "$@"; do
  # A file that cannot be opened gives no finding either, so it has to be there.
  [ -s "$file" ] || { echo "$file: missing or empty" >&2; failed=1; continue; }
  "$multitool" validate "$file" --output "$log.sarif" --level "Error;Warning;Note" \
    --rule-kind "Sarif;Ghas" --max-file-size-in-kb 1000000 --log ForceOverwrite >"$log" 2>&1 ||
    failed=1
  if grep -E ': (error|warning|fail)' "$log"; then
    failed=1
    echo "$file: not clean" >&2
  elif ! grep -q 'Analysis completed successfully\|Done\.' "$log"; then
    cat "$log" >&2
    failed=1
  else
    echo "$file: clean"
  fi
done
exit $failed
