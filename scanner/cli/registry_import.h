// SPDX-License-Identifier: Apache-2.0
// `keyhound registry import`: writes entries of a registry from files that other systems exported.
#pragma once

#include "scanner/cli/command.h"

namespace keyhound {

// Adds the subcommand to `app`; the runner is to be called when it was parsed.
CommandRunner add_registry_import(CLI::App& app);

}  // namespace keyhound
