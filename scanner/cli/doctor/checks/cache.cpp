// SPDX-License-Identifier: Apache-2.0
// Whether compiled databases of the user's rules can be kept. Writes nothing.
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "scanner/cli/doctor/doctor_check.h"
#include "scanner/cli/doctor/file_trust.h"
#include "scanner/cli/rule_options.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

// The folder, or the nearest above it that exists.
fs::path nearest_existing(fs::path folder) {
  std::error_code error;
  while (!fs::exists(folder, error) && folder.has_relative_path()) folder = folder.parent_path();
  return folder;
}

DoctorAnswer check(const DoctorSubject&) {
  constexpr const char* kNext =
      "set XDG_CACHE_HOME to a folder of yours, else each run with --rules compiles them anew";
  const std::string folder = cache_folder();
  if (folder.empty()) return to_look_at("neither XDG_CACHE_HOME nor HOME is set: no cache", kNext);
  const fs::path existing = nearest_existing(folder);
  std::error_code error;
  if (!fs::is_directory(existing, error))
    return to_look_at(fmt::format("{} is no folder: no cache", existing.string()), kNext);
  if (::access(existing.c_str(), W_OK | X_OK) != 0)
    return to_look_at(fmt::format("{} cannot be written: no cache", existing.string()), kNext);
  if (existing == fs::path(folder)) {
    const auto trust = trust_of(folder);
    const std::string reason = trust ? distrust(*trust) : std::string();
    if (!reason.empty())
      return to_look_at(fmt::format("{}: {}", folder, reason), "chmod go-w " + folder);
  }
  return well(fmt::format("{} can be written", folder));
}

}  // namespace

extern const DoctorCheck kCacheDoctorCheck;
const DoctorCheck kCacheDoctorCheck{"cache", 30, check};

}  // namespace keyhound
