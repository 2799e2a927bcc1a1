#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# cyclonedx.sh KEYHOUND: holds inventories against the schema of CycloneDX 1.6 as the npm package
# @cyclonedx/cyclonedx-library ships it, with the schemas that it refers to. The package is fetched
# into a cache outside of the repository (KEYHOUND_CYCLONEDX_DIR). Exits with 77, which CTest counts
# as skipped, where npm, the network or a Python module is missing.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
directory=${KEYHOUND_CYCLONEDX_DIR:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/keyhound/cyclonedx}
package="@cyclonedx/cyclonedx-library@10.3.0"

skip() { echo "skipped: $1"; exit 77; }

command -v npm >/dev/null || skip "there is no npm"
python3 -c 'import jsonschema' 2>/dev/null || skip "python3 has no jsonschema"

mkdir -p "$directory"
if [ ! -s "$directory/package/res/schema/bom-1.6.SNAPSHOT.schema.json" ]; then
  # The package alone: what it depends on is not needed for its schemas.
  (cd "$directory" && npm pack --silent "$package" >/dev/null && tar -xzf cyclonedx-*.tgz) ||
    skip "npm cannot fetch $package"
fi
python3 "$here/validate_cyclonedx.py" "$1" "$directory/package/res/schema"
