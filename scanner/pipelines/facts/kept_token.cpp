// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/kept_token.h"

#include <algorithm>

#include "scanner/pipelines/facts/credential_files.h"
#include "scanner/pipelines/finding_builder.h"

namespace keyhound {
namespace {

// The whole work tree, or its .git.
bool takes_repository(std::string_view pattern) {
  const std::string path = below_work_tree(pattern);
  return is_whole_work_tree(path);
}

bool leaves_out_repository(const SourceText& pattern) {
  return pattern.text.starts_with('!') && pattern.text.find(".git") != std::string::npos;
}

}  // namespace

KeptTokens::KeptTokens(const Definition& definition) {
  FactIndex index = 0;
  for (const Step& step : definition.steps) {
    if (keeps_token_in_work_tree(step)) first_.emplace(step.job, index);
    ++index;
  }
}

FactIndex KeptTokens::in_work_tree(FactIndex job, FactIndex step) const {
  const auto found = first_.find(job);
  return found == first_.end() || found->second >= step ? kNoFact : found->second;
}

bool keeps_token_in_work_tree(const Step& step) {
  constexpr int kKeepsElsewhere = 6;
  return step.is_checkout && step.persists_credentials &&
         major_version(action_revision(step.uses)) < kKeepsElsewhere;
}

bool takes_kept_token(const Artifact& artifact, const KeptTokens& tokens) {
  if (artifact.sink != FileSink::kArtifact || !artifact.includes_hidden) return false;
  const auto& paths = artifact.paths;
  return tokens.in_work_tree(artifact.scope.job, artifact.scope.step) != kNoFact &&
         std::none_of(paths.begin(), paths.end(), leaves_out_repository) &&
         std::any_of(paths.begin(), paths.end(),
                     [](const SourceText& path) { return takes_repository(path.text); });
}

}  // namespace keyhound
