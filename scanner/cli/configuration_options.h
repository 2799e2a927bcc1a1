// SPDX-License-Identifier: Apache-2.0
// --config and --no-config, and the configuration that they choose.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scanner/config/configuration.h"

namespace CLI {
class App;
}

namespace keyhound {

struct ConfigurationOptions {
  std::string file;  // --config; empty: the one of what is scanned
  bool none = false;
  // Not on the command line: the one that a command has chosen and read.
  std::optional<Configuration> chosen = std::nullopt;
};

void add_configuration_options(CLI::App& app, ConfigurationOptions& options);

// The configuration of the targets with all that it extends; without sources where there is none.
// kConfiguration for what is wrong with it, kUsage where targets have different ones.
Result<Configuration> configuration_for(const ConfigurationOptions& options,
                                        const std::vector<std::string>& targets);

}  // namespace keyhound
