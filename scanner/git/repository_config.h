// SPDX-License-Identifier: Apache-2.0
// RepositoryConfig: the settings in a repository's own configuration file, in git's syntax
// (https://git-scm.com/docs/git-config#_syntax). Includes are not followed: what they name lies
// outside the repository. Immutable, thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/result.h"

namespace keyhound {

class RepositoryConfig {
 public:
  static constexpr std::uint64_t kMaxBytes = std::uint64_t{16} << 20;

  RepositoryConfig() = default;
  // The settings of the file at `path`; none when it does not exist.
  static Result<RepositoryConfig> read(const std::string& path);
  // kCorrupt, with the number of the line, for what git would refuse.
  static Result<RepositoryConfig> parse(std::string_view text);

  // The last value of a setting. `section` is in lower case, followed for a subsection by a dot and
  // its name as it is written ("core", "remote.origin"); `key` is in lower case. A setting without
  // "=" has an empty value.
  [[nodiscard]] std::optional<std::string_view> get(std::string_view section,
                                                    std::string_view key) const;
  // Every value of a setting, in order.
  [[nodiscard]] std::vector<std::string_view> get_all(std::string_view section,
                                                      std::string_view key) const;
  // The keys of a section, in lower case and in order; one that is set twice comes twice.
  [[nodiscard]] std::vector<std::string_view> keys(std::string_view section) const;

 private:
  class Parser;
  struct Setting {
    std::size_t section = 0;  // index into sections_
    std::string key;
    std::string value;
  };
  std::vector<std::string> sections_;  // one for each header in the file
  std::vector<Setting> settings_;
};

}  // namespace keyhound
