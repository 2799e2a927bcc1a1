// SPDX-License-Identifier: Apache-2.0
// JenkinsScopes: the bindings that blocks of a Jenkinsfile give to what is inside them. A fact's
// scope is one job or one step, blocks nest: an inner job or step gets copies of the bindings
// around it that refer to secrets. One per definition.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/facts/definition_builder.h"

namespace keyhound {

// Where the walk is.
struct JenkinsPlace {
  Scope scope;
  std::string path;                // of the stages around: "stages/Build"
  std::vector<FactIndex> of_job;   // bindings of the job, and what it got from outside
  std::vector<FactIndex> of_step;  // and of the step
};

class JenkinsScopes {
 public:
  explicit JenkinsScopes(DefinitionBuilder& builder) : builder_(builder) {}

  // A place inside of `outer` whose scope is that of a new job or step.
  JenkinsPlace enter(const JenkinsPlace& outer, Scope scope, std::string path);

  // Adds a binding at a place.
  FactIndex bind(JenkinsPlace& place, Binding binding);

  // What the newest binding of a name refers to.
  [[nodiscard]] const std::vector<FactIndex>& references_of(const std::string& name) const;

  // False: there were more copies to make than a definition may need.
  [[nodiscard]] bool is_complete() const { return copies_ <= kMostCopies; }

 private:
  static constexpr std::size_t kMostCopies = 50'000;

  void copy(const std::vector<FactIndex>& bindings, Scope scope, std::vector<FactIndex>& into);

  DefinitionBuilder& builder_;
  std::size_t copies_ = 0;
  std::map<std::string, FactIndex> newest_;
};

}  // namespace keyhound
