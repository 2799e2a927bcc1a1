// SPDX-License-Identifier: Apache-2.0
// AzureNames: what the names of variables in a pipeline stand for, as far as the pipeline and its
// templates tell: whatever they give no value to comes from Azure's own stores. Plain data; names
// are compared in lower case, as Azure does.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "scanner/pipelines/platform.h"

namespace keyhound {

struct AzureNames {
  std::map<std::string, std::string> variables;  // with a value in YAML: the name as written
  std::set<std::string> made;                    // by a script, while the pipeline runs
  std::set<std::string> steps;                   // names of steps and jobs, whose outputs are read
  std::map<std::string, std::string> vault_secrets;  // that a task fetches: the vault as written
  std::string open_vault;       // of which a task fetches every secret; empty: of none
  bool has_groups = false;      // variable groups are used
  std::set<std::string> files;  // templates of the tree that were found
};

enum class AzureNameKind {
  kDefined,      // the pipeline gives it a value
  kMade,         // by a script or an earlier step
  kPredefined,   // by Azure
  kToken,        // System.AccessToken
  kVaultSecret,  // of a key vault
  kStored,       // perhaps a secret of the pipeline's settings or of a group
  kUnknown,      // a plain variable of those, or no variable at all
};

AzureNameKind kind_of(const AzureNames& names, std::string_view name);

// Reads the pipeline and, through its tree, the templates that it takes in: ten deep, as those that
// people write are, and 100 in all.
AzureNames read_azure_names(const DefinitionSource& source);

}  // namespace keyhound
