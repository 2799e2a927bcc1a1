// SPDX-License-Identifier: Apache-2.0
// Private to rules/: the fields of [[rules]] and of allowlists, one row each.
#pragma once

#include <span>

#include "scanner/model/rule.h"
#include "scanner/rules/toml_fields.h"

namespace keyhound {

std::span<const TomlField<Rule>> rule_fields();
std::span<const TomlField<Allowlist>> allowlist_fields();

}  // namespace keyhound
