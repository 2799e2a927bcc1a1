#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# managers.sh KEYHOUND: runs the recipes for Lefthook and Husky (ci-templates/pre-commit) with these programs: a commit with a
# credential is stopped, one without is made, and a push is stopped that would bring in what went past the first hook. Both are
# installed by npm into a cache outside of the repository (KEYHOUND_MANAGERS_DIR). Exits with 77, which CTest counts as skipped,
# where npm, the network or a program for this platform is missing.
set -eu

keyhound=$1
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
recipes=$here/../../ci-templates/pre-commit
directory=${KEYHOUND_MANAGERS_DIR:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/keyhound/hook-managers}

skip() { echo "skipped: $1"; exit 77; }
fail() { echo "managers.sh: $1" >&2; cat "$work/log" >&2; exit 1; }

command -v node >/dev/null || skip "there is no node"
command -v npm >/dev/null || skip "there is no npm"
command -v git >/dev/null || skip "there is no git"
[ "$(uname -sm)" = "Linux x86_64" ] || skip "the lock names Lefthook for Linux on x86-64"

mkdir -p "$directory"
if [ ! -d "$directory/node_modules" ] || ! cmp -s "$here/package-lock.json" "$directory/package-lock.json"; then
  cp "$here/package.json" "$here/package-lock.json" "$directory"
  (cd "$directory" && npm ci --ignore-scripts --no-audit --no-fund --silent) ||
    { rm -f "$directory/package-lock.json"; skip "npm cannot install Lefthook and Husky"; }
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/home"
ln -s "$keyhound" "$work/bin/keyhound"
ln -s "$directory/node_modules/lefthook-linux-x64/bin/lefthook" "$work/bin/lefthook"
export HOME="$work/home" PATH="$work/bin:$PATH" GIT_CONFIG_NOSYSTEM=1 NO_COLOR=1
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE KEYHOUND_ALLOW_FAILURE
git config --global user.name a
git config --global user.email a@example.org
git config --global init.defaultBranch main

# A credential that is none: its checksum is right, and it was never issued.
token() {
  node -e 'const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let body = "", sum = "", state = Number(process.argv[1]) + 7;
    for (let i = 0; i < 30; ++i) { state = (state * 48271) % 2147483647; body += digits[state % 62]; }
    let table = [];
    for (let n = 0; n < 256; ++n) { let c = n; for (let k = 0; k < 8; ++k) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; table[n] = c >>> 0; }
    let crc = 0xffffffff;
    for (const byte of Buffer.from(body)) crc = table[(crc ^ byte) & 255] ^ (crc >>> 8);
    for (let rest = (crc ^ 0xffffffff) >>> 0; rest > 0; rest = Math.floor(rest / 62)) sum = digits[rest % 62] + sum;
    process.stdout.write("gh" + "p_" + body + sum.padStart(6, "0"));' "$1"
}

begin() {
  cd "$work"
  git init -q "$1"
  git init -q --bare "$1.git"
  cd "$1"
  git remote add origin "$work/$1.git"
}

# Runs the rest of the arguments; `is` is "stopped" or "made".
expect() {
  is=$1
  shift
  code=0
  "$@" >"$work/log" 2>&1 || code=$?
  if [ "$is" = made ]; then
    [ "$code" = 0 ] || fail "$manager: $* was to go through, and ended with $code"
  else
    [ "$code" != 0 ] || fail "$manager: $* was to be stopped, and was not"
  fi
}

check() {
  manager=$1
  git add -A
  expect made git commit -q -m "the recipe"
  expect made git push -q origin main
  echo "TOKEN=$(token 1)" >a.env
  git add a.env
  expect stopped git commit -q -m a
  grep -q "a.env:1:7" "$work/log" || fail "$manager: the place is not named"
  echo "TOKEN=" >a.env
  git add a.env
  expect made git commit -q -m b
  expect made git push -q origin main
  echo "TOKEN=$(token 2)" >b.env
  git add b.env
  expect made git commit -q --no-verify -m c
  expect stopped git push -q origin main
  grep -q "b.env:1:7" "$work/log" || fail "$manager: the place is not named"
  grep -q "was not checked before the commit" "$work/log" || fail "$manager: the bypass is not told"
}

begin lefthook
cp "$recipes/lefthook.yml" .
lefthook install >"$work/log" 2>&1 || fail "lefthook install failed"
check Lefthook

begin husky
node "$directory/node_modules/husky/bin.js" >"$work/log" 2>&1 || fail "husky failed"
cp "$recipes/husky/pre-commit" "$recipes/husky/pre-push" .husky/
check Husky
echo "Lefthook and Husky stop what the recipes say"
