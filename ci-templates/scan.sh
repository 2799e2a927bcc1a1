#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs `keyhound ci` as a step of a pipeline: the program on PATH or, where KEYHOUND_IMAGE is set,
# the one in that image, without network, without rights and with the repository read-only.
# Settings come from the environment, so that no text of a pipeline becomes part of a script.
# The exit code is keyhound's: 0 clean, 1 findings, 2 usage, 3 incomplete.
# Every template holds this text byte by byte; change ci-templates/scan.sh, then copy it.
set -eu

refuse() {
  echo "keyhound: $1" >&2
  exit 2
}

# One argument a line, so that none is split at blanks or expanded.
arguments=${KEYHOUND_ARGUMENTS:-}
directory=${KEYHOUND_OUTPUT_DIR:-keyhound-reports}
mkdir -p -- "$directory"
directory=$(cd -- "$directory" && pwd -P)
work=$(pwd -P)

set -f
IFS='
'
# shellcheck disable=SC2086
set -- ci --output-dir "$directory" $arguments
[ -z "${KEYHOUND_FAIL_ON:-}" ] || set -- "$@" --fail-on "$KEYHOUND_FAIL_ON"
[ -z "${KEYHOUND_REGISTRY:-}" ] || set -- "$@" --registry "$KEYHOUND_REGISTRY"
[ -z "${KEYHOUND_BASE:-}" ] || set -- "$@" --base "$KEYHOUND_BASE"
[ -z "${KEYHOUND_HEAD:-}" ] || set -- "$@" --head "$KEYHOUND_HEAD"

if [ -z "${KEYHOUND_IMAGE:-}" ]; then
  command -v keyhound >/dev/null || refuse \
    "there is no keyhound on PATH; run this step in an image that has it, or name one in KEYHOUND_IMAGE"
  code=0
  keyhound "$@" || code=$?
else
  case $KEYHOUND_IMAGE in
    -*) refuse "KEYHOUND_IMAGE is '$KEYHOUND_IMAGE', which is no image" ;;
    *@sha256:* | sha256:*) ;;
    *) refuse "KEYHOUND_IMAGE is '$KEYHOUND_IMAGE': pin it by digest (NAME@sha256:...), since a tag can change" ;;
  esac
  command -v docker >/dev/null || refuse \
    "KEYHOUND_IMAGE is set, but there is no docker here; put keyhound on PATH and leave it empty"
  list=
  # What keyhound reads on the platforms (docs/ci.md), and no other variable: tokens stay outside.
  for name in \
    BITBUCKET_BRANCH BITBUCKET_BUILD_NUMBER BITBUCKET_COMMIT BITBUCKET_PR_DESTINATION_BRANCH \
    BITBUCKET_PR_DESTINATION_COMMIT BITBUCKET_PR_ID BITBUCKET_REPO_FULL_NAME BITBUCKET_TAG \
    BRANCH_IS_PRIMARY BRANCH_NAME BUILDKITE BUILDKITE_BRANCH BUILDKITE_COMMIT \
    BUILDKITE_MERGE_QUEUE_BASE_BRANCH BUILDKITE_MERGE_QUEUE_BASE_COMMIT \
    BUILDKITE_PIPELINE_DEFAULT_BRANCH BUILDKITE_PULL_REQUEST BUILDKITE_PULL_REQUEST_BASE_BRANCH \
    BUILDKITE_SOURCE BUILDKITE_TAG BUILD_REASON BUILD_REPOSITORY_NAME BUILD_REPOSITORY_PROVIDER \
    BUILD_SOURCEBRANCH BUILD_SOURCEVERSION CHANGE_ID CHANGE_TARGET CIRCLECI CIRCLE_BRANCH \
    CIRCLE_PROJECT_REPONAME CIRCLE_PROJECT_USERNAME CIRCLE_PR_NUMBER CIRCLE_PULL_REQUEST \
    CIRCLE_SHA1 CIRCLE_TAG CI_COMMIT_BEFORE_SHA CI_COMMIT_BRANCH CI_COMMIT_SHA CI_COMMIT_TAG \
    CI_DEFAULT_BRANCH CI_EXTERNAL_PULL_REQUEST_IID CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA \
    CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA \
    CI_MERGE_REQUEST_DIFF_BASE_SHA CI_MERGE_REQUEST_EVENT_TYPE CI_MERGE_REQUEST_IID \
    CI_MERGE_REQUEST_SOURCE_BRANCH_SHA CI_MERGE_REQUEST_TARGET_BRANCH_NAME \
    CI_MERGE_REQUEST_TARGET_BRANCH_SHA CI_PIPELINE_SOURCE CI_PROJECT_PATH GITHUB_ACTIONS \
    GITHUB_BASE_REF GITHUB_EVENT_NAME GITHUB_EVENT_PATH GITHUB_REF GITHUB_REPOSITORY GITHUB_SHA \
    GITLAB_CI GIT_BRANCH GIT_COMMIT GIT_PREVIOUS_SUCCESSFUL_COMMIT \
    JENKINS_HOME JENKINS_URL SYSTEM_PULLREQUEST_SOURCECOMMITID SYSTEM_PULLREQUEST_TARGETBRANCH \
    SYSTEM_PULLREQUEST_TARGETBRANCHNAME TAG_NAME TF_BUILD KEYHOUND_FINGERPRINT_KEY; do
    list="$list${list:+$IFS}--env$IFS$name"
  done
  # Files that the platform shares with its steps. The summary is written beside the reports: the
  # folder of the platform's own holds files that are commands to it.
  [ -z "${GITHUB_EVENT_PATH:-}" ] ||
    list="$list$IFS--volume$IFS$GITHUB_EVENT_PATH:$GITHUB_EVENT_PATH:ro"
  summary="$directory/keyhound-summary.md"
  if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    rm -f -- "$summary"
    list="$list$IFS--env${IFS}GITHUB_STEP_SUMMARY=$summary"
  fi
  code=0
  # shellcheck disable=SC2086
  docker run --rm --network none --read-only --tmpfs /tmp --cap-drop ALL \
    --security-opt no-new-privileges --user "$(id -u):$(id -g)" \
    --volume "$work:$work:ro" --volume "$directory:$directory" --workdir "$work" \
    $list "$KEYHOUND_IMAGE" "$@" || code=$?
  if [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -f "$summary" ]; then
    cat -- "$summary" >>"$GITHUB_STEP_SUMMARY"
  fi
fi
exit "$code"
