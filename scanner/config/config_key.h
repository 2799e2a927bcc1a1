// SPDX-License-Identifier: Apache-2.0
// The keys of `.keyhound.toml`, one row each: what the reader takes, what `config show` lists, and
// what the JSON Schema and docs/configuration.md say. Immutable, thread-safe.
#pragma once

#include <span>
#include <string_view>
#include <variant>

#include "scanner/config/configuration.h"

namespace keyhound {

enum class ConfigType {
  kFlag,           // true, false
  kText,           // a string
  kChoice,         // one of `words`
  kTexts,          // a list of strings
  kPaths,          // the same, paths relative to the file
  kTime,           // a date, or a time with a zone
  kSeverities,     // a table from ids to severities
  kScore,          // a number from 0 to 10
  kPolicies,       // a table from ids of policies to tables
  kByEnvironment,  // a table from environments to such tables
  kParameters,     // a table from names to values
  kExtends,        // a list of paths, and of tables with path and ref
  kAllowlists,     // tables
};

struct ConfigKeyInfo {
  std::string_view name;
  ConfigType type = ConfigType::kText;
  std::string_view words;    // of kChoice: "low, medium, high"
  std::string_view initial;  // what counts where nothing is said, for people; empty: nothing
  std::string_view description;
  std::string_view alias = {};  // another spelling that is read; empty: none
};

// Where a key's value goes. monostate: the reader's and the loader's own affair.
template <class T>
using ConfigMember =
    std::variant<std::monostate, std::optional<Configured<bool>> T::*,
                 std::optional<ConfiguredText> T::*, std::optional<Configured<Timestamp>> T::*,
                 std::optional<Configured<double>> T::*, ConfiguredTexts T::*,
                 std::map<std::string, ConfiguredText> T::*>;

template <class T>
struct ConfigKey {
  ConfigKeyInfo info;
  ConfigMember<T> member;
};

struct ConfigSection {
  std::string_view name;  // empty: the top of the file
  std::string_view description;
  std::span<const ConfigKey<Configuration>> keys;
};

// The sections in the order of the documentation; the top of the file first.
std::span<const ConfigSection> config_sections();

// The keys of [[allowlists]].
std::span<const ConfigKey<AllowlistEntry>> allowlist_keys();

// The keys of [policies.settings.ID] and [policies.environments.NAME.ID].
std::span<const ConfigKey<PolicyEntry>> policy_entry_keys();

// "a list of paths", "one of low, medium, high": what a value of the key must be.
std::string expectation(const ConfigKeyInfo& key);

}  // namespace keyhound
