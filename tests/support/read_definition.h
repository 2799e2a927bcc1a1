// SPDX-License-Identifier: Apache-2.0
// Reads small definitions for tests of platforms, and finds facts in them.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/definition_reader.h"
#include "scanner/pipelines/facts/definition.h"
#include "tests/support/text_tree.h"

namespace keyhound::testing {

// The facts of a file that is read without any complaint.
inline Definition read_facts(std::string_view path, std::string_view text,
                             const DefinitionTree* tree = nullptr) {
  std::vector<Diagnostic> diagnostics;
  auto definition = read_definition(path, text, tree, diagnostics);
  for (const Diagnostic& one : diagnostics) CHECK_MESSAGE(false, one.message);
  REQUIRE(definition.has_value());
  return std::move(*definition);
}

inline std::string text_at(const Definition& definition, TextRange range) {
  return definition.text.substr(range.begin, range.size());
}

// "job key_path = value", in order; " literal" behind those that are.
inline std::vector<std::string> list_bindings(const Definition& definition, BindingKind kind) {
  std::vector<std::string> list;
  for (const Binding& one : definition.bindings)
    if (one.kind == kind)
      list.push_back(one.key_path + " = " + one.value.text + (one.is_literal ? " literal" : ""));
  return list;
}

// "store:id#field by job at key_path: source", in order of reading; without unsure ones.
inline std::vector<std::string> list_references(const Definition& definition) {
  std::vector<std::string> list;
  for (const SecretReference& one : definition.references) {
    if (one.confidence == Confidence::kLow) continue;
    std::string line = one.store + ":" + one.id + (one.field.empty() ? "" : "#" + one.field);
    if (one.scope.job != kNoFact) line += " by " + definition.jobs[one.scope.job].id;
    list.push_back(line + " at " + one.key_path + ": " + text_at(definition, one.range));
  }
  return list;
}

using Lines = std::vector<std::string>;

}  // namespace keyhound::testing
