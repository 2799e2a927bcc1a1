// SPDX-License-Identifier: Apache-2.0
// The default rule pack and its trigger databases, compiled at build time into the program.
#pragma once

#include <string_view>

#include "scanner/engine/rule_engine.h"

namespace keyhound {

// The encoded rule set (rules/rule_codec.h). Lives as long as the program.
std::string_view embedded_rule_pack();

// Where each of them stands in it (rules/rule_pack.h). Lives as long as the program.
std::string_view embedded_rule_table();

// Their examples, for decode_rule_examples(). Lives as long as the program.
std::string_view embedded_rule_examples();

// What verifies their secrets (rules/verifier_set.h). Lives as long as the program.
std::string_view embedded_verifiers();

// The trigger databases made from it, best CPU level first.
PrecompiledTriggers embedded_triggers(std::string_view rules_digest);

}  // namespace keyhound
