// SPDX-License-Identifier: Apache-2.0
// Configuration: what `.keyhound.toml` and the files that it extends say, each value with the place
// that says it. Plain data; what is not said is not there. docs/configuration.md.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "scanner/base/time.h"
#include "scanner/model/rule.h"

namespace keyhound {

// A file that was read.
struct ConfigSource {
  std::string name;        // for people: ".keyhound.toml", "origin/main:shared/keyhound.toml"
  std::string folder;      // that its paths are relative to: a directory, or one within the commit
  std::string commit;      // hex id; empty: it is a file
  std::string repository;  // a path in the repository that has the commit; empty: it is a file
};

// Where a value stands. Line and column from 1.
struct ConfigOrigin {
  std::size_t source = 0;  // index into Configuration::sources
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

template <class T>
struct Configured {
  T value{};
  ConfigOrigin origin;
};

using ConfiguredText = Configured<std::string>;
using ConfiguredTexts = std::vector<ConfiguredText>;

struct AllowlistEntry {
  ConfigOrigin origin;
  std::optional<ConfiguredText> reason;
  std::optional<ConfiguredText> description;
  std::optional<ConfiguredText> exception;  // id of the registry's exception behind it
  std::optional<Configured<Timestamp>> until;
  ConfiguredTexts rules;  // ids; empty: every rule
  std::optional<ConfiguredText> condition;
  std::optional<ConfiguredText> target;
  ConfiguredTexts regexes;
  ConfiguredTexts paths;
  ConfiguredTexts stopwords;
  ConfiguredTexts commits;
};

// What it says of one policy, everywhere or in one environment (docs/policies.md).
struct PolicyEntry {
  using Value = std::variant<bool, std::int64_t, std::string, std::vector<std::string>>;
  ConfigOrigin origin;
  std::string policy;       // its id
  std::string environment;  // empty: everywhere
  std::optional<Configured<bool>> enabled;
  std::optional<ConfiguredText> level;
  std::optional<Configured<double>> score;
  std::map<std::string, Configured<Value>> params;  // by name
};

struct Configuration {
  std::vector<ConfigSource> sources;  // the file itself first; empty: there is no configuration

  ConfiguredTexts rule_files;
  std::optional<Configured<bool>> default_rules;
  ConfiguredTexts disabled;                          // ids of rules and checks
  ConfiguredTexts enabled;                           // ids that an extended file had disabled
  std::map<std::string, ConfiguredText> severities;  // by the id of a rule or check
  ConfiguredTexts excluded_paths;                    // globs
  ConfiguredTexts forbidden_paths;                   // regexes
  std::vector<AllowlistEntry> allowlists;
  ConfiguredTexts registries;
  ConfiguredTexts policies;
  std::vector<PolicyEntry> policy_entries;  // a later one counts over an earlier one
  std::optional<ConfiguredText> min_confidence;
  std::optional<ConfiguredText> fail_on;
  std::optional<Configured<bool>> strict;
  std::optional<Configured<bool>> archives;
  std::optional<ConfiguredText> baseline;
  std::optional<ConfiguredText> format;
  ConfiguredTexts outputs;

  [[nodiscard]] const ConfigSource& source_of(const ConfigOrigin& origin) const {
    return sources[origin.source];
  }
};

// ".keyhound.toml:7:3".
std::string to_string(const Configuration& configuration, const ConfigOrigin& origin);

// The path that a value names: as it stands when it is absolute, else below the folder of the file
// that says it. Of a file of a commit: below the commit's folder, without "..".
std::string resolved_path(const Configuration& configuration, const ConfiguredText& path);

// The entry as filters take it. REQUIRES: it was read by read_configuration().
Allowlist allowlist_of(const AllowlistEntry& entry);

}  // namespace keyhound
