// SPDX-License-Identifier: Apache-2.0
// Reads small definitions for tests of platforms, and writes their facts as lines that tests can
// compare.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/pipelines/facts/definition.h"
#include "scanner/pipelines/platform.h"

namespace keyhound::testing {

struct ReadDefinition {
  Definition definition;
  std::vector<Diagnostic> diagnostics;

  // "store kind id#field -> VARIABLE sink", with " pattern", " dynamic", " low" and " medium"
  // behind it where they apply, in the order of the facts.
  [[nodiscard]] std::vector<std::string> references() const;
  // "key/path NAME=value", with " literal", " encrypted" and " <- secret, secret" where they apply.
  [[nodiscard]] std::vector<std::string> bindings() const;
  // "key/path language: uses" of each script.
  [[nodiscard]] std::vector<std::string> scripts() const;
  // "kind target@revision"; of those that are found in the tree " resolved".
  [[nodiscard]] std::vector<std::string> includes() const;
  [[nodiscard]] std::vector<std::string> jobs() const;  // "id runner environment"
  [[nodiscard]] std::string text_at(TextRange range) const;
};

// REQUIRES: the path and text are a definition of the platform `id`.
ReadDefinition read_facts(std::string_view platform, std::string_view path, std::string_view text,
                          const std::map<std::string, std::string>& files = {});

using Lines = std::vector<std::string>;

}  // namespace keyhound::testing

// Failures show the lines.
template <>
struct doctest::StringMaker<std::vector<std::string>> {
  static doctest::String convert(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += "\n    " + line;
    return text.c_str();
  }
};
