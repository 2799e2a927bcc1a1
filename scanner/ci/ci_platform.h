// SPDX-License-Identifier: Apache-2.0
// CiPlatform: one file a platform in ci/platforms/; the build collects them by file name
// (platforms/gitlab.cpp defines kGitlabCi). Immutable, thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "scanner/base/result.h"
#include "scanner/ci/ci_environment.h"
#include "scanner/ci/ci_run.h"

namespace keyhound {

// A report that the platform, or what is built around it, can use.
struct CiOutput {
  std::string_view format;  // as --format names it
  std::string_view file;    // below the output directory
};

// How the summary of the step (Markdown) comes to be shown.
enum class CiSummary {
  kNone,
  kAppend,  // it is appended to CiRun::summary_file
  kUpload,  // it is a file that a command on standard output names
};

// A variable that is read, for docs/ci.md.
struct PlatformVariable {
  std::string_view name;
  std::string_view use;
};

struct CiPlatform {
  std::string_view id;    // "github-actions", as in --platform
  std::string_view name;  // "GitHub Actions"
  // Null: no variable tells that a run is here; it is taken when it is no other.
  bool (*is_here)(const CiEnvironment& environment);
  // kConfiguration when variables contradict each other or a file that they name cannot be read.
  Result<CiRun> (*read_run)(const CiEnvironment& environment);
  std::string_view deepen;       // how a clone gets its whole history there, as an imperative
  std::string_view annotations;  // format for standard output; empty: none
  CiSummary summary = CiSummary::kNone;
  std::span<const CiOutput> outputs;
  std::span<const PlatformVariable> variables;
};

// Every platform, by id.
std::span<const CiPlatform* const> ci_platforms();
// "azure-pipelines, bitbucket, ...".
std::string ci_platform_ids();

// The platform that `id` names or, where it is empty, the one whose variables are set. kUsage for
// an unknown id and when variables of several platforms are set.
Result<const CiPlatform*> find_ci_platform(const CiEnvironment& environment, std::string_view id);

}  // namespace keyhound
