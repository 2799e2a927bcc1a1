// SPDX-License-Identifier: Apache-2.0
// PipelinePlace: what an occurrence's place is in the pipeline definition that holds it. Plain
// data; occurrences of one definition may share one.
#pragma once

#include <string>
#include <vector>

namespace keyhound {

struct PipelinePlace {
  std::string platform;     // "github-actions"
  std::string job;          // empty: outside of jobs
  std::string step;         // its name or its number; empty: outside of steps
  std::string key_path;     // "jobs/build/steps/2/env/TOKEN"; empty: none, as in a comment
  std::string exposure;     // who sees a value here: "environment of the job", "script", ...
  std::string environment;  // that the job deploys to; empty: none
  std::vector<std::string> triggers;  // events that start it, sorted
};

}  // namespace keyhound
