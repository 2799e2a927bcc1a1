// SPDX-License-Identifier: Apache-2.0
// CiRun: what a CI platform tells about the run that keyhound is a step of. Plain data; every text
// is the platform's and untrusted: branch names are chosen by who pushes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace keyhound {

enum class CiEvent {
  kPullRequest,
  kMergeQueue,  // of a merge queue or merge train
  kPush,
  kTag,
  kSchedule,
  kManual,  // by a person, an API or another pipeline
  kOther,   // known to the platform, and not about a change
};

std::string_view to_string(CiEvent event);  // "pull request", "merge queue", ...

// A commit that the platform names.
struct CiCommit {
  std::string id;      // hex digits, maybe abbreviated; empty: it names none
  std::string source;  // the variable that told it, "pull_request.base.sha of GITHUB_EVENT_PATH"
};

struct CiRun {
  CiEvent event = CiEvent::kOther;
  // Of a pull request, merge queue or push: commits that may be checked out for this run. Empty:
  // not told.
  std::vector<CiCommit> heads;
  // The last commit of the pull request's own branch, where it is told: the platform may have
  // checked out its merge with the target.
  CiCommit source;
  CiCommit base;               // what the change is made against
  bool is_new_branch = false;  // a push of a branch that was not there before
  std::string base_branch;     // "main": where a pull request goes; empty: not told
  std::string branch;          // that was pushed; empty: not told
  std::string default_branch;  // of the repository; empty: not told
  std::string repository;      // "acme/pay"; empty: not told
  std::string summary_file;    // where the step's summary is appended; empty: nowhere
};

// An id of zeros, which git and platforms write for "no commit".
bool is_zero_id(std::string_view id);

// "main" of "refs/heads/main" or "main".
std::string branch_of_ref(std::string_view ref);

}  // namespace keyhound
