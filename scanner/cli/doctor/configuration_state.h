// SPDX-License-Identifier: Apache-2.0
// Whether the configuration of a scanned directory is usable.
#pragma once

#include <string>

#include "scanner/base/result.h"

namespace keyhound {

struct ConfigurationState {
  std::string path;  // of the file; empty: there is none
};

// kConfiguration or kUnreadable when a scan of `root` would refuse its configuration.
Result<ConfigurationState> read_configuration_state(const std::string& root);

}  // namespace keyhound
