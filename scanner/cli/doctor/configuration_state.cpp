// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/doctor/configuration_state.h"

#include "scanner/cli/configuration_options.h"

namespace keyhound {

Result<ConfigurationState> read_configuration_state(const std::string& root) {
  KEYHOUND_TRY(const Configuration configuration, configuration_for({}, {root}));
  if (configuration.sources.empty()) return ConfigurationState();
  return ConfigurationState{configuration.sources.front().name};
}

}  // namespace keyhound
