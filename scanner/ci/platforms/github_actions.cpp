// SPDX-License-Identifier: Apache-2.0
// GitHub Actions (https://docs.github.com/actions/reference/workflows-and-actions/variables), and
// Gitea and Forgejo, which set the same variables.
#include <fmt/format.h>

#include "scanner/ci/ci_platform.h"
#include "scanner/ci/event_file.h"

namespace keyhound {

namespace {

constexpr CiOutput kOutputs[] = {{"sarif-github", "keyhound.sarif"}};

constexpr PlatformVariable kVariables[] = {
    {"GITHUB_ACTIONS", "tells the platform"},
    {"GITHUB_EVENT_NAME", "the event: `pull_request`, `push`, `merge_group`, `schedule`, ..."},
    {"GITHUB_EVENT_PATH",
     "the event as JSON: base (`pull_request.base.sha`, `merge_group.base_sha`, `before`), head "
     "(`pull_request.head.sha`) and default branch (`repository.default_branch`)"},
    {"GITHUB_SHA", "head"},
    {"GITHUB_REF", "the branch or tag that was pushed"},
    {"GITHUB_BASE_REF", "base branch of a pull request"},
    {"GITHUB_REPOSITORY", "name of the repository"},
    {"GITHUB_STEP_SUMMARY", "the file that the summary is appended to"}};

constexpr const char* kEventVariable = "GITHUB_EVENT_PATH";

CiCommit told_by(const EventFile& event, const char* pointer) {
  std::string member(pointer + 1);
  for (char& c : member)
    if (c == '/') c = '.';
  return {event.text(pointer), fmt::format("{} of {}", member, kEventVariable)};
}

// An event of a pull request whose file speaks of none: one of the two is wrong.
Status require(const EventFile& event, const CiEnvironment& environment, const char* pointer) {
  if (!environment.has(kEventVariable) || event.has(pointer)) return {};
  return fail(ErrorKind::kConfiguration,
              fmt::format("GITHUB_EVENT_NAME is {}, but the file of GITHUB_EVENT_PATH has no "
                          "'{}'; give the range with --base REV --head REV, or --platform generic",
                          environment.get("GITHUB_EVENT_NAME"), pointer + 1));
}

Status read_pull_request(const CiEnvironment& environment, const EventFile& event, CiRun& run) {
  KEYHOUND_TRY_STATUS(require(event, environment, "/pull_request"));
  run.event = CiEvent::kPullRequest;
  run.base = told_by(event, "/pull_request/base/sha");
  run.source = told_by(event, "/pull_request/head/sha");
  run.base_branch = environment.get("GITHUB_BASE_REF");
  if (run.base_branch.empty()) run.base_branch = event.text("/pull_request/base/ref");
  // Of pull_request_target GITHUB_SHA is the base, which holds nothing of the pull request.
  if (environment.get("GITHUB_EVENT_NAME") != "pull_request_target")
    run.heads.push_back({environment.get("GITHUB_SHA"), "GITHUB_SHA"});
  run.heads.push_back(run.source);
  return {};
}

Status read_merge_group(const CiEnvironment& environment, const EventFile& event, CiRun& run) {
  KEYHOUND_TRY_STATUS(require(event, environment, "/merge_group"));
  run.event = CiEvent::kMergeQueue;
  run.base = told_by(event, "/merge_group/base_sha");
  run.base_branch = branch_of_ref(event.text("/merge_group/base_ref"));
  run.heads = {{environment.get("GITHUB_SHA"), "GITHUB_SHA"}};
  return {};
}

void read_push(const CiEnvironment& environment, const EventFile& event, CiRun& run) {
  run.event = CiEvent::kPush;
  run.branch = branch_of_ref(environment.get("GITHUB_REF"));
  run.base = told_by(event, "/before");
  run.is_new_branch = is_zero_id(run.base.id);
  run.heads = {{environment.get("GITHUB_SHA"), "GITHUB_SHA"}};
}

Status read_event(const CiEnvironment& environment, const EventFile& event, CiRun& run) {
  const std::string name = environment.get("GITHUB_EVENT_NAME");
  if (name.starts_with("pull_request")) return read_pull_request(environment, event, run);
  if (name == "merge_group") return read_merge_group(environment, event, run);
  if (environment.get("GITHUB_REF").starts_with("refs/tags/")) {
    run.event = CiEvent::kTag;
  } else if (name == "push") {
    read_push(environment, event, run);
  } else if (name == "schedule") {
    run.event = CiEvent::kSchedule;
  } else if (name == "workflow_dispatch" || name == "repository_dispatch") {
    run.event = CiEvent::kManual;
  }
  return {};
}

Result<CiRun> read_run(const CiEnvironment& environment) {
  EventFile event;
  if (const std::string path = environment.get(kEventVariable); !path.empty()) {
    auto read = EventFile::read(path);
    if (!read) return fail(read.error().within(kEventVariable));
    event = std::move(*read);
  }
  CiRun run;
  run.repository = environment.get("GITHUB_REPOSITORY");
  run.summary_file = environment.get("GITHUB_STEP_SUMMARY");
  run.default_branch = event.text("/repository/default_branch");
  KEYHOUND_TRY_STATUS(read_event(environment, event, run));
  return run;
}

bool is_here(const CiEnvironment& environment) { return environment.is_true("GITHUB_ACTIONS"); }

}  // namespace

extern const CiPlatform kGithubActionsCi;
const CiPlatform kGithubActionsCi = {"github-actions",
                                     "GitHub Actions",
                                     is_here,
                                     read_run,
                                     "set 'fetch-depth: 0' for actions/checkout",
                                     "github-annotations",
                                     CiSummary::kAppend,
                                     kOutputs,
                                     kVariables};

}  // namespace keyhound
