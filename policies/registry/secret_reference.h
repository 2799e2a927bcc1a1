// SPDX-License-Identifier: Apache-2.0
// Secret references: the name under which a store of secrets holds a credential, for findings that
// show only that name: "github:acme/pay:environment/prod:AWS_KEY" (docs/registry.md has all forms).
// The canonical form has one case where the store ignores case. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "policies/registry/mapping_reader.h"
#include "scanner/base/result.h"

namespace keyhound {

// The canonical form; kConfiguration with the form that its system wants, without the text itself.
Result<std::string> canonical_secret_reference(std::string_view text);

// A variable of a CI platform in its parts, which borrow the text.
struct CiVariable {
  std::string_view system;       // "github", "gitlab"
  std::string_view project;      // "acme/pay"; "acme": of an organisation or group
  std::string_view environment;  // empty: none
  std::string_view name;
};

// nullopt for what no CI platform keeps. REQUIRES: `canonical` is in its canonical form.
std::optional<CiVariable> ci_variable(std::string_view canonical);

// Leaves `into` empty for null and after an error.
void read_secret_reference(ReadContext& context, const YamlNode& value, std::string& into);

}  // namespace keyhound
