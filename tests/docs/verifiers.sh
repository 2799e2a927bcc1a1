#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# verifiers.sh KEYHOUND: every verifier takes its recorded answers for what they are, and
# docs/VERIFIERS.md is what the program writes ('./dev catalogue' writes it anew).
set -eu
page=$(CDPATH= cd -- "$(dirname -- "$0")/../../docs" && pwd)/VERIFIERS.md
"$1" rules test --verify
"$1" rules verifiers --markdown | diff "$page" -
