#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Slurm array: each task scans its share of an organisation's repositories into one store.
#
#   export KEYHOUND_STORE=postgresql://keyhound@db.example.org/keyhound
#   scan=$(sbatch --parsable keyhound-bulk.sh --github-org acme)
#   sbatch --dependency="afterany:$scan" keyhound-bulk-report.sh "slurm-$scan" --fail-on high
#
# Arguments are those of `keyhound bulk run`. The password stands in ~/.pgpass, the token of the forge in a variable
# (docs/bulk.md); both reach the tasks as sbatch hands on the environment. Other limits than these: options of sbatch.
#SBATCH --job-name=keyhound-bulk
#SBATCH --array=1-8
#SBATCH --cpus-per-task=2
#SBATCH --mem=8G
#SBATCH --time=08:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --signal=B:TERM@120
#SBATCH --output=keyhound-bulk-%A_%a.log
set -eu

command -v keyhound >/dev/null || {
  echo "keyhound-bulk.sh: there is no keyhound on PATH on $(hostname)" >&2
  exit 2
}
case ${KEYHOUND_STORE:-} in
  postgresql://*) ;;
  *)
    echo "keyhound-bulk.sh: set KEYHOUND_STORE to postgresql://..., which all tasks can reach" >&2
    exit 2
    ;;
esac

# Before the end of its time Slurm asks this shell, which hands it on: keyhound ends its workers and gives back what they
# were at. The findings are judged by the report, so that they fail no task.
scan=
stop=
trap 'stop=yes; [ -z "$scan" ] || kill -TERM "$scan" 2>/dev/null || true' TERM
keyhound bulk run --fail-on none --jobs "${SLURM_CPUS_PER_TASK:-1}" \
  --cache "${KEYHOUND_BULK_CACHE:-$HOME/.cache/keyhound/bulk}" --output "${KEYHOUND_OUTPUT_DIR:-keyhound-reports}" "$@" &
scan=$!
[ -z "$stop" ] || kill -TERM "$scan"
code=0
wait "$scan" || code=$?
# A signal with a trap ends the first wait, not the program.
if kill -0 "$scan" 2>/dev/null; then
  code=0
  wait "$scan" || code=$?
fi

# 0 to 3 are keyhound's own answers. Anything else ended it (a signal, no memory): back into the queue, three times at
# most. The run goes on where it was.
case $code in
  [0-3]) ;;
  *)
    if [ "${SLURM_RESTART_COUNT:-0}" -lt 3 ]; then
      echo "keyhound-bulk.sh: keyhound ended with $code; task $SLURM_ARRAY_TASK_ID goes back into the queue" >&2
      scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
    fi
    ;;
esac
exit "$code"
