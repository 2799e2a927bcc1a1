#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The entry point of the pipe. Its variables are those of pipe.yml.
set -eu
cd -- "${BITBUCKET_CLONE_DIR:?is not set: this runs as a pipe of Bitbucket Pipelines}"
export KEYHOUND_FAIL_ON="${FAIL_ON:-low}"
export KEYHOUND_REGISTRY="${REGISTRY:-}"
export KEYHOUND_OUTPUT_DIR="${OUTPUT_DIR:-keyhound-reports}"
export KEYHOUND_ARGUMENTS="${ARGUMENTS:-}"
unset KEYHOUND_IMAGE
exec sh "$(dirname -- "$0")/scan.sh"
