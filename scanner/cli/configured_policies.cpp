// SPDX-License-Identifier: Apache-2.0
#include "scanner/cli/configured_policies.h"

#include "scanner/base/time.h"

namespace keyhound {
namespace {

RegistryPlace place_of(const Configuration& configuration, const ConfigOrigin& origin) {
  return {configuration.source_of(origin).name,
          {origin.line, origin.column},
          {origin.line, origin.column}};
}

ParameterValue value_of(const PolicyEntry::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value);
      text != nullptr && text->starts_with('P')) {
    if (const Result<Duration> duration = parse_duration(*text)) return *duration;
  }
  return std::visit([](const auto& one) { return ParameterValue(one); }, value);
}

PolicySetting setting_of(const Configuration& configuration, const PolicyEntry& entry) {
  PolicySetting setting;
  setting.policy_id = entry.policy;
  setting.environment = entry.environment;
  setting.place = place_of(configuration, entry.origin);
  if (entry.enabled) setting.enabled = entry.enabled->value;
  if (entry.level) setting.level = parse_level(entry.level->value);
  if (entry.score) setting.score = entry.score->value;
  for (const auto& [name, value] : entry.params)
    setting.params.push_back({name, value_of(value.value), place_of(configuration, value.origin)});
  return setting;
}

}  // namespace

std::vector<PolicySetting> policy_settings_of(const Configuration& configuration) {
  std::vector<PolicySetting> settings;
  for (const PolicyEntry& entry : configuration.policy_entries)
    settings.push_back(setting_of(configuration, entry));
  return settings;
}

}  // namespace keyhound
