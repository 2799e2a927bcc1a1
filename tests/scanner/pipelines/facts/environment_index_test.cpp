// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/facts/environment_index.h"

#include <doctest/doctest.h>

namespace keyhound {
namespace {

Binding binding(Scope scope, std::string name, std::string path,
                BindingKind kind = BindingKind::kEnvironment) {
  Binding made;
  made.kind = kind;
  made.scope = scope;
  made.name = std::move(name);
  made.key_path = std::move(path);
  return made;
}

std::string found(const EnvironmentIndex& index, Scope scope, std::string_view name,
                  EnvironmentIndex::Case letters = EnvironmentIndex::Case::kMatters) {
  const Binding* one = index.find(scope, name, letters);
  return one == nullptr ? "none" : one->key_path;
}

TEST_CASE("A process sees its step's variables, then its job's, then those of all") {
  Definition definition;
  definition.bindings = {binding({}, "A", "all"), binding({0, kNoFact}, "A", "job"),
                         binding({0, 1}, "A", "step"),
                         binding({0, 2}, "A", "input", BindingKind::kInput)};
  const EnvironmentIndex index(definition);
  CHECK(found(index, {0, 1}, "A") == "step");
  CHECK(found(index, {0, 2}, "A") == "job");
  CHECK(found(index, {1, 3}, "A") == "all");
  CHECK(found(index, {}, "A") == "all");
  CHECK(found(index, {}, "a") == "none");
  CHECK(found(index, {}, "a", EnvironmentIndex::Case::kIgnored) == "all");
}

TEST_CASE("Of two bindings in one scope the last counts") {
  Definition definition;
  definition.bindings = {binding({}, "A", "first"), binding({}, "A", "last")};
  CHECK(found(EnvironmentIndex(definition), {0, 0}, "A") == "last");
}

TEST_CASE("Variables, image environments and build arguments reach processes, inputs do not") {
  for (const BindingKind kind : {BindingKind::kEnvironment, BindingKind::kVariable,
                                 BindingKind::kImageEnvironment, BindingKind::kBuildArgument})
    CHECK(is_environment(binding({}, "A", "", kind)));
  for (const BindingKind kind :
       {BindingKind::kInput, BindingKind::kOutput, BindingKind::kRegistryPassword})
    CHECK_FALSE(is_environment(binding({}, "A", "", kind)));
}

}  // namespace
}  // namespace keyhound
