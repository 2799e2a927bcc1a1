// SPDX-License-Identifier: Apache-2.0
// Finds the configuration file of what is scanned, and loads it with those that it extends. Nothing
// that they name is run; git refs are read without git.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "scanner/config/configuration.h"

namespace keyhound {

inline constexpr std::string_view kConfigurationName = ".keyhound.toml";

// What a file may extend, and how large each may be.
inline constexpr std::size_t kMostConfigDepth = 8;
inline constexpr std::size_t kMostConfigFiles = 32;
inline constexpr std::uint64_t kMostConfigBytes = std::uint64_t{1} << 20;

// The directory whose configuration is that of `target`: the root of the work tree that it lies in,
// else the directory itself, of a file its own. "-" (standard input) is the current directory.
// Relative where that is shorter; none in a bare repository.
std::optional<std::string> configuration_folder(const std::string& target);

// The file in it; none when there is no file of that name. kConfiguration, with the next step, when
// the file, or the link in its place, belongs to a user who is neither this one nor root: what it
// switches off would be that user's choice.
Result<std::optional<std::string>> find_configuration(const std::string& target);

// Where the configuration of a target stands.
struct ConfigurationPlace {
  std::optional<std::string> file;        // what find_configuration() finds
  std::optional<std::string> repository;  // a bare one: HEAD may have it
  bool operator==(const ConfigurationPlace&) const = default;
};
Result<ConfigurationPlace> configuration_place(const std::string& target);

// What HEAD of a bare repository has, without the reports that it would write: there is no work
// tree for them. None where HEAD has no such file; kConfiguration where the repository belongs to a
// user whose configuration would not be trusted as a file.
Result<std::optional<Configuration>> load_bare_configuration(const std::string& repository);

// Reads the file and all that it extends. kConfiguration with the places of what is wrong, also for
// extensions that name each other, nest deeper than kMostConfigDepth, are more than
// kMostConfigFiles or larger than kMostConfigBytes; and for a file that cannot be read: never
// silently none.
Result<Configuration> load_configuration(const std::string& path);

// The same for the file at the root of the commit that `revision` names, in the repository at
// `repository`; none where the commit, or the file in it, is not there. kCorrupt where its objects
// are damaged.
Result<std::optional<Configuration>> load_committed_configuration(const std::string& repository,
                                                                  const std::string& revision);

// The file that `path`, a value of a committed file, names in the same commit.
Result<std::string> read_configured_file(const Configuration& configuration,
                                         const ConfiguredText& path, std::uint64_t limit);

}  // namespace keyhound
