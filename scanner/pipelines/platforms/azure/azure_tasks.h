// SPDX-License-Identifier: Apache-2.0
// What the inputs of Azure's tasks are: scripts, service connections, secrets of key vaults, secure
// files, files that are published or cached, and plain arguments.
// https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/
#pragma once

#include <string>
#include <string_view>

#include "scanner/pipelines/platforms/azure/azure_tree.h"
#include "scanner/pipelines/platforms/azure/azure_values.h"

namespace keyhound {

// Adds the facts of a task's inputs. `task`: as azure_task_name() gives it. `path`: of the inputs.
void read_azure_inputs(AzureBuilder& builder, Scope scope, std::string_view task,
                       const AzureMap& inputs, const std::string& path);

// Files that a step publishes. `name`: may be null.
void add_azure_artifact(AzureBuilder& builder, Scope scope, const YamlNode& files,
                        const YamlNode* name, std::string path);

}  // namespace keyhound
