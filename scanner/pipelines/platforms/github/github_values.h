// SPDX-License-Identifier: Apache-2.0
// The expressions in values of GitHub workflows and actions, as references. Pure.
#pragma once

#include "scanner/pipelines/facts/definition_builder.h"

namespace keyhound {

// DefinitionBuilder::ReadValue for GitHub. Names of secrets do not depend on case there.
ValueReading read_github_value(DefinitionBuilder& builder, const SourceText& value,
                               const ValuePlace& place);

}  // namespace keyhound
