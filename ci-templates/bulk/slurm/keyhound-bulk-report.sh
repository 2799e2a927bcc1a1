#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Slurm job after the array of keyhound-bulk.sh: writes the organisation's report, and ends with 0 (clean), 1 (findings),
# 2 (wrong use) or 3 (not every repository was scanned).
#
#   sbatch --dependency="afterany:$scan" keyhound-bulk-report.sh "slurm-$scan" --fail-on high
#SBATCH --job-name=keyhound-bulk-report
#SBATCH --mem=4G
#SBATCH --time=01:00:00
#SBATCH --output=keyhound-bulk-report-%j.log
set -eu

[ $# -ge 1 ] || {
  echo "usage: keyhound-bulk-report.sh RUN [ARGUMENTS of keyhound bulk report]" >&2
  exit 2
}
run=$1
shift
directory=${KEYHOUND_OUTPUT_DIR:-keyhound-reports}
mkdir -p -- "$directory"
exec keyhound bulk report "$run" --format json --output "$directory/organisation.json" "$@"
