// SPDX-License-Identifier: Apache-2.0
// Private to rules/: the fields of [[verifiers]], one row each, and what a verifier must fulfil.
#pragma once

#include <span>
#include <string>

#include "scanner/model/verifier.h"
#include "scanner/rules/toml_fields.h"

namespace keyhound {

std::span<const TomlField<Verifier>> verifier_fields();

// What keeps it from being used, beginning with its id; empty: nothing. A verifier that is not
// read-only is refused: asking must change nothing.
std::string verifier_fault(const Verifier& verifier);

}  // namespace keyhound
