// SPDX-License-Identifier: Apache-2.0
// Definitions of small texts, for tests of what reads their facts.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/definition_reader.h"
#include "scanner/pipelines/definition_set.h"

namespace keyhound::testing {

inline Definition definition_of(std::string_view text,
                                std::string_view path = ".github/workflows/ci.yml") {
  std::vector<Diagnostic> diagnostics;
  auto definition = read_definition(path, text, nullptr, diagnostics);
  for (const Diagnostic& one : diagnostics) FAIL_CHECK(one.message);
  REQUIRE(definition.has_value());
  return std::move(*definition);
}

// By path and text.
inline DefinitionSet set_of(const std::map<std::string, std::string>& files) {
  std::vector<Definition> definitions;
  for (const auto& [path, text] : files) definitions.push_back(definition_of(text, path));
  return DefinitionSet(std::move(definitions));
}

}  // namespace keyhound::testing
