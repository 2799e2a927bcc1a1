// SPDX-License-Identifier: Apache-2.0
// What is replaced in values of Kubernetes manifests: $(NAME) by the cluster, or in Tekton
// $(params.x) by its controller, and {{ }} by Helm or Pipelines as Code. Pure, thread-safe.
#pragma once

#include "scanner/pipelines/facts/definition_builder.h"

namespace keyhound {

// DefinitionBuilder::ReadValue for manifests. In a script $(NAME) is a command of the shell, but
// for the words that Tekton replaces.
ValueReading read_kube_value(DefinitionBuilder& builder, const SourceText& value,
                             const ValuePlace& place);

}  // namespace keyhound
