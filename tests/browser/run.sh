#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh TEST KEYHOUND DIRECTORY: runs TEST.mjs (html_report, dashboard), which uses pages that the
# program writes in a headless Chromium and keeps pictures of them in DIRECTORY/pictures. What it needs
# from npm is installed as the lock file says into DIRECTORY; nothing else of the build or the tests
# needs it. Exits with 77, which CTest counts as skipped, where node, npm, a Chromium or the network is
# missing.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
test=$1
keyhound=$2
directory=$3

skip() { echo "skipped: $1"; exit 77; }

command -v node >/dev/null || skip "there is no node"
command -v git >/dev/null || skip "there is no git"
command -v python3 >/dev/null || skip "there is no python3"
chromium=${KEYHOUND_CHROMIUM:-}
for name in chromium-headless-shell chromium google-chrome-stable google-chrome; do
  [ -n "$chromium" ] || chromium=$(command -v "$name" || true)
done
[ -n "$chromium" ] || skip "there is no Chromium; Debian's package chromium-headless-shell is one"

mkdir -p "$directory"
if [ ! -d "$directory/node_modules/playwright-core" ] || ! cmp -s "$here/package-lock.json" "$directory/package-lock.json"; then
  command -v npm >/dev/null || skip "there is no npm to install playwright-core and axe-core with"
  cp "$here/package.json" "$here/package-lock.json" "$directory"
  (cd "$directory" && npm ci --ignore-scripts --no-audit --no-fund --silent) ||
    { rm -f "$directory/package-lock.json"; skip "npm cannot install playwright-core and axe-core"; }
fi

KEYHOUND_PLAYWRIGHT=$directory exec node "$here/$test.mjs" "$keyhound" "$chromium" "$directory/pictures"
