// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/jenkins/jenkins_scopes.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

ValueReading read_nothing(DefinitionBuilder&, const SourceText&, const ValuePlace&) { return {}; }

Binding binding(std::string name, std::vector<FactIndex> references) {
  Binding one;
  one.name = std::move(name);
  one.references = std::move(references);
  return one;
}

TEST_CASE("An inner step gets copies of what outer steps bind, an inner job of everything") {
  Definition definition;
  DefinitionBuilder builder({}, read_nothing, definition);
  JenkinsScopes scopes(builder);
  JenkinsPlace top;
  scopes.bind(top, binding("GLOBAL", {0}));
  JenkinsPlace job = scopes.enter(top, {0, kNoFact}, "stages/A");
  scopes.bind(job, binding("JOB", {1}));
  JenkinsPlace step = scopes.enter(job, {0, 0}, "stages/A");
  scopes.bind(step, binding("STEP", {2}));
  scopes.bind(step, binding("PLAIN", {}));
  CHECK(definition.bindings.size() == 4);
  scopes.enter(step, {0, 1}, "stages/A");
  REQUIRE(definition.bindings.size() == 5);
  CHECK(definition.bindings[4].name == "STEP");
  CHECK(definition.bindings[4].scope == Scope{0, 1});
  scopes.enter(step, {1, kNoFact}, "stages/A/B");
  CHECK(definition.bindings.size() == 7);
  CHECK(scopes.references_of("STEP") == std::vector<FactIndex>{2});
  CHECK(scopes.references_of("NONE").empty());
  CHECK(scopes.is_complete());
}

}  // namespace
}  // namespace keyhound
