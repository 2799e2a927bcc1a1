// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/doctor/configuration_state.h"

#include <cstdint>
#include <filesystem>

#include "scanner/base/file.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kLargestConfiguration = std::uint64_t{1} << 20;

}  // namespace

Result<ConfigurationState> read_configuration_state(const std::string& root) {
  const std::string path = (std::filesystem::path(root) / ".keyhound.toml").string();
  std::error_code error;
  const auto status = std::filesystem::symlink_status(path, error);
  if (status.type() == std::filesystem::file_type::not_found) return ConfigurationState();
  KEYHOUND_TRY_STATUS(read_file(path, kLargestConfiguration));
  return ConfigurationState{path};
}

}  // namespace keyhound
