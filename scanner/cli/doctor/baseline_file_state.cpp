// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdint>
#include <filesystem>

#include "scanner/base/file.h"
#include "scanner/cli/doctor/baseline_file_state.h"
#include "scanner/model/fingerprint.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kLargestBaseline = std::uint64_t{64} << 20;

// An entry begins with a fingerprint, a blank and the id of a rule.
bool is_entry(std::string_view line) {
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos || blank + 1 >= line.size()) return false;
  return canonical_fingerprint(line.substr(0, blank)).has_value();
}

}  // namespace

Result<BaselineFileState> read_baseline_file_state(const std::string& root) {
  BaselineFileState state;
  const std::string path = (std::filesystem::path(root) / ".keyhound-baseline").string();
  std::error_code error;
  const auto status = std::filesystem::symlink_status(path, error);
  if (status.type() == std::filesystem::file_type::not_found) return state;
  KEYHOUND_TRY(const std::string text, read_file(path, kLargestBaseline));
  state.path = path;
  std::string_view rest = text;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.empty() || line.front() == '#') continue;
    if (!is_entry(line)) {
      return fail(ErrorKind::kConfiguration,
                  fmt::format("{}:{}: no entry of a baseline; one is \"<fingerprint> <rule>\"",
                              path, number));
    }
    ++state.entries;
  }
  return state;
}

}  // namespace keyhound
