// SPDX-License-Identifier: Apache-2.0
// The steps of Azure Pipelines.
// https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/steps
#pragma once

#include <string>

#include "scanner/pipelines/platforms/azure/azure_tree.h"
#include "scanner/pipelines/platforms/azure/azure_values.h"

namespace keyhound {

// Whether an item of a list is a step.
bool is_azure_step(const AzureMap& item);

// Whether the `condition:` of a stage, job or step keeps pull requests out: by the reason of the
// build, or by the branches that it names.
// https://learn.microsoft.com/azure/devops/pipelines/process/conditions
bool is_azure_guard(const AzureMap& item);

// Adds a step and its facts. `number` is its number in the job, from 1. `path`: of the step.
void read_azure_step(AzureBuilder& builder, FactIndex job, const YamlNode& node,
                     const AzureMap& item, std::size_t number, const std::string& path);

}  // namespace keyhound
