// SPDX-License-Identifier: Apache-2.0
#include "scanner/config/policy_entries.h"

#include <fmt/format.h>

#include <utility>

namespace keyhound {
namespace {

using Kind = TomlItem::Kind;

class EntryReader {
 public:
  EntryReader(ConfigValues& values, Configuration& into) : values_(&values), into_(&into) {}

  // A table from ids of policies to tables.
  void read_policies(const TomlMember& table, std::string_view what,
                     const std::string& environment) {
    if (!is_table(table, what)) return;
    for (const TomlMember& policy : table.item.members) {
      if (is_table(policy, "settings of a policy: a table such as {level = \"error\"}"))
        read_policy(policy, environment);
    }
  }

  void read_environments(const TomlMember& table) {
    if (!is_table(table, "[policies.environments.NAME.ID]")) return;
    for (const TomlMember& environment : table.item.members) {
      if (environment.key.empty()) {
        values_->problem(environment.place, "an environment needs a name");
      } else {
        read_policies(environment, "[policies.environments.NAME.ID]", environment.key);
      }
    }
  }

 private:
  bool is_table(const TomlMember& member, std::string_view what) {
    if (member.item.kind == Kind::kTable) return true;
    values_->problem(member.item.place, fmt::format("{} must be {}, and is {}", member.key, what,
                                                    describe(member.item.kind)));
    return false;
  }

  void read_policy(const TomlMember& policy, const std::string& environment) {
    PolicyEntry entry;
    entry.origin = values_->origin_of(policy.place);
    entry.policy = policy.key;
    entry.environment = environment;
    for (const TomlMember& member : policy.item.members) {
      if (member.key == "params") {
        read_parameters(member, entry);
      } else if (!values_->read(member, policy_entry_keys(), entry)) {
        unknown(member, policy.key);
      } else if (!environment.empty() && (entry.level || entry.score)) {
        values_->problem(member.place,
                         fmt::format("{} is set under [policies.settings.{}], for all environments",
                                     member.key, policy.key));
        entry.level.reset();
        entry.score.reset();
      }
    }
    into_->policy_entries.push_back(std::move(entry));
  }

  void unknown(const TomlMember& member, const std::string& policy) {
    values_->problem(member.place,
                     fmt::format("unknown key \"{}\" in the settings of {}{}", member.key, policy,
                                 meant(member.key, names_of(policy_entry_keys()))));
  }

  void read_parameters(const TomlMember& table, PolicyEntry& entry) {
    if (!is_table(table, "a table from names of parameters to values")) return;
    for (const TomlMember& member : table.item.members) {
      if (auto value = value_of(member))
        entry.params[member.key] = {std::move(*value), values_->origin_of(member.place)};
    }
  }

  std::optional<PolicyEntry::Value> value_of(const TomlMember& member) {
    const TomlItem& item = member.item;
    if (item.kind == Kind::kFlag) return item.flag;
    if (item.kind == Kind::kInteger) return item.integer;
    if (item.kind == Kind::kText) return item.text;
    if (item.kind == Kind::kArray) {
      std::vector<std::string> texts;
      for (const TomlItem& element : item.elements) {
        if (element.kind == Kind::kText) {
          texts.push_back(element.text);
        } else {
          values_->problem(element.place, fmt::format("{} must hold strings only, and this is {}",
                                                      member.key, describe(element.kind)));
        }
      }
      return texts;
    }
    values_->problem(item.place,
                     fmt::format("{} must be true or false, a whole number, a string or a list of "
                                 "strings, and is {}",
                                 member.key, describe(item.kind)));
    return std::nullopt;
  }

  ConfigValues* values_;
  Configuration* into_;
};

}  // namespace

bool read_policy_entries(const TomlMember& member, ConfigValues& values, Configuration& into) {
  EntryReader reader(values, into);
  if (member.key == "settings") {
    reader.read_policies(member, "[policies.settings.ID]", {});
  } else if (member.key == "environments") {
    reader.read_environments(member);
  } else {
    return false;
  }
  return true;
}

}  // namespace keyhound
