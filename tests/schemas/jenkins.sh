#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# jenkins.sh: compiles the step of the Jenkins shared library with Groovy and calls it with stand-ins for what Jenkins gives to a
# step. Debian's package groovy has 2.4.21, the version that Jenkins runs. Exits with 77, which CTest counts as skipped, where
# that or Java is missing. Jenkins publishes no schema.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
library=$here/../../ci-templates/jenkins

skip() { echo "skipped: $1"; exit 77; }

command -v groovyc >/dev/null || skip "there is no groovyc (Debian's package groovy)"
command -v java >/dev/null || skip "there is no java"
java=$(readlink -f "$(command -v java)")
export JAVA_HOME="${java%/bin/java}"
# Groovy 2.4 looks into classes that Java closed in version 16.
export JAVA_OPTS="--add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/java.util=ALL-UNNAMED"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
groovyc -d "$work/classes" "$library/vars/keyhoundScan.groovy" 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
# A compiler that accepts everything proves nothing.
sed 's/sh(label/sh((label/' "$library/vars/keyhoundScan.groovy" >"$work/broken.groovy"
! groovyc -d "$work/classes" "$work/broken.groovy" 2>/dev/null || { echo "a broken step is accepted" >&2; exit 1; }
groovy "$here/templates/run_step.groovy" "$library"
echo "the step compiles and does what it says"
