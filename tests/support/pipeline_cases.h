// SPDX-License-Identifier: Apache-2.0
// Cases for checks of pipeline definitions: fixtures/pipelines/<check>/<platform>.cases (YAML
// documents begin with
// `---` and nothing behind it). A case is a
// small tree of files and what the check is to find in it:
//
//   === bad: a secret is echoed
//   >>> 7 error
//   --- .github/workflows/ci.yml
//   on: push
//   ...
//   === good: it goes to a file
//   --- .github/workflows/ci.yml
//   ...
//
// `>>> [path:]line level` is one finding; the path is needed only where the case has several files.
// `<<< acme` says whose repository it is. Lines before the first case are a comment. A `bad` case
// names every finding of its check, and a `good` one is silent under all checks.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace keyhound::testing {

struct PipelineCase {
  std::string check;     // the folder's name
  std::string platform;  // the file's name
  std::string title;
  bool is_bad = false;
  std::string owner;                         // of the repository; empty: not known
  std::vector<std::string> expected;         // "path:line level", sorted
  std::map<std::string, std::string> files;  // by path
};

// All cases below fixtures/pipelines, by check and platform.
std::vector<PipelineCase> read_pipeline_cases();

}  // namespace keyhound::testing
