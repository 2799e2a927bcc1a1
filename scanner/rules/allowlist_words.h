// SPDX-License-Identifier: Apache-2.0
// The words of allowlists, in rule files and in the configuration. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "scanner/model/rule.h"

namespace keyhound {

// "any", "all"; gitleaks writes OR and AND.
std::optional<Allowlist::Condition> parse_condition(std::string_view word);
// "secret", "match", "line"; empty: secret.
std::optional<Allowlist::Target> parse_target(std::string_view word);

}  // namespace keyhound
