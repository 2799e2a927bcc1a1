// SPDX-License-Identifier: Apache-2.0
// What a configuration comes to, key by key, for people. Pure.
#pragma once

#include <string>
#include <vector>

#include "scanner/config/configuration.h"

namespace keyhound {

struct ConfigRow {
  std::string key;     // "rules.disable"
  std::string value;   // as TOML has it; of what is not said: what counts then; empty: nothing
  std::string origin;  // ".keyhound.toml:4:12"; empty: nothing says it
};

// Every key in the order of the documentation; of lists a row for each element, of allowlists one
// for each value.
std::vector<ConfigRow> list_configuration(const Configuration& configuration);

}  // namespace keyhound
