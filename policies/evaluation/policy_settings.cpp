// SPDX-License-Identifier: Apache-2.0
#include "policies/evaluation/policy_settings.h"

#include <algorithm>
#include <array>

#include "policies/evaluation/parameter_value.h"
#include "policies/evaluation/policy_values.h"
#include "policies/registry/value_readers.h"
#include "scanner/base/nearest_key.h"

namespace keyhound {
namespace {

void params(ReadContext& context, const YamlNode& value, PolicySetting& into) {
  read_parameters(context, value, into.params);
}
void enabled(ReadContext& context, const YamlNode& value, PolicySetting& into) {
  read_flag(context, value, into.enabled.emplace(true));
}
void level(ReadContext& context, const YamlNode& value, PolicySetting& into) {
  read_level(context, value, into.level.emplace());
}
void score(ReadContext& context, const YamlNode& value, PolicySetting& into) {
  read_score(context, value, into.score.emplace());
}

constexpr std::array<KeyReader<PolicySetting>, 4> kSettingKeys = {{
    {"params", params},
    {"enabled", enabled},
    {"level", level},
    {"score", score},
}};

void check_level(ReadContext& context, const YamlNode& value, CheckSetting& into) {
  read_level(context, value, into.level);
}

constexpr std::array<KeyReader<CheckSetting>, 1> kCheckKeys = {{
    {"level", check_level, Need::kRequired},
}};

void read_checks(ReadContext& context, const YamlNode& value, PolicySettingsFile& into) {
  read_named(context, value, "checks", [&](const YamlNode& key, const YamlNode& node) {
    CheckSetting setting;
    setting.check = key_text(key);
    setting.place = context.place(key);
    read_mapping(context, node, "a check's settings", kCheckKeys, setting);
    into.checks.push_back(std::move(setting));
  });
}

void read_policies(ReadContext& context, const YamlNode& value, const std::string& environment,
                   PolicySettingsFile& into) {
  read_named(context, value, "policy ids", [&](const YamlNode& key, const YamlNode& node) {
    PolicySetting setting;
    setting.policy_id = key_text(key);
    setting.environment = environment;
    setting.place = context.place(key);
    read_mapping(context, node, "a policy's settings", kSettingKeys, setting);
    const bool is_for_all = environment.empty();
    if (!is_for_all && (setting.level || setting.score)) {
      context.error(node, "level and score are set under 'policies', for all environments");
    }
    into.policies.push_back(std::move(setting));
  });
}

void read_all(ReadContext& context, const YamlNode& value, PolicySettingsFile& into) {
  read_policies(context, value, {}, into);
}

void read_environments(ReadContext& context, const YamlNode& value, PolicySettingsFile& into) {
  read_named(context, value, "environments", [&](const YamlNode& key, const YamlNode& node) {
    if (key_text(key).empty()) {
      context.error(key, "an environment needs a name");
    } else {
      read_policies(context, node, std::string(key_text(key)), into);
    }
  });
}

void skip(ReadContext&, const YamlNode&, PolicySettingsFile&) {}

constexpr std::array<KeyReader<PolicySettingsFile>, 5> kFileKeys = {{
    {"apiVersion", skip},
    {"kind", skip, Need::kRequired},
    {"policies", read_all},
    {"environments", read_environments},
    {"checks", read_checks},
}};

// Puts the values of one setting over `values`.
void apply(const PolicyDefinition& definition, const PolicySetting& setting, CelArena& arena,
           ParameterValues& values, std::vector<RegistryProblem>& problems) {
  for (const PolicyParameter& parameter : setting.params) {
    const auto known =
        std::find_if(definition.params.begin(), definition.params.end(),
                     [&](const PolicyParameter& one) { return one.name == parameter.name; });
    if (known == definition.params.end()) {
      std::vector<std::string_view> names;
      for (const PolicyParameter& one : definition.params) names.push_back(one.name);
      const std::string_view nearest = nearest_key(parameter.name, names);
      problems.push_back(
          {parameter.place,
           definition.info.id + " has no such parameter" +
               (nearest.empty() ? std::string()
                                : "; did you mean '" + std::string(nearest) + "'?")});
    } else if (known->value.index() != parameter.value.index()) {
      problems.push_back({parameter.place, "this parameter of " + definition.info.id + " is " +
                                               std::string(kind_of(known->value)) + ", not " +
                                               std::string(kind_of(parameter.value))});
    } else {
      values[static_cast<std::size_t>(known - definition.params.begin())] =
          to_cel_value(parameter.value, arena);
    }
  }
}

}  // namespace

std::string to_string(const PolicySetting& setting) {
  std::string text = setting.policy_id + " in '" + setting.environment + "':";
  if (setting.enabled) text += *setting.enabled ? " enabled" : " disabled";
  if (setting.level) text += " level " + std::string(to_string(*setting.level));
  if (setting.score) text += " score " + std::to_string(*setting.score);
  for (const PolicyParameter& parameter : setting.params)
    text += " " + parameter.name + "=" + to_string(parameter.value);
  return text;
}

Result<PolicySettingsFile> parse_policy_settings(std::string_view yaml, const std::string& file) {
  const Result<YamlDocument> document = YamlDocument::parse(yaml);
  if (!document) return fail(ErrorKind::kConfiguration, file + ":" + document.error().message);
  if (document->roots().size() != 1) {
    return fail(ErrorKind::kConfiguration, file + ":1:1: a settings file is one YAML document");
  }
  std::vector<RegistryProblem> problems;
  ReadContext context(file, *document, problems);
  PolicySettingsFile settings;
  read_mapping(context, *document->roots().front(), "policy settings", kFileKeys, settings);
  if (problems.empty()) return settings;
  return fail(ErrorKind::kConfiguration, lines_of(problems));
}

ResolvedSettings resolve_settings(const Policy& policy, const std::vector<PolicySetting>& settings,
                                  CelArena& arena, std::vector<RegistryProblem>& problems) {
  ResolvedSettings resolved;
  resolved.everywhere = policy.default_parameters();
  const PolicyDefinition& definition = policy.definition();
  for (const PolicySetting& setting : settings) {
    if (setting.policy_id != definition.info.id || !setting.environment.empty()) continue;
    apply(definition, setting, arena, resolved.everywhere, problems);
    resolved.is_enabled = setting.enabled.value_or(resolved.is_enabled);
  }
  for (const PolicySetting& setting : settings) {
    if (setting.policy_id != definition.info.id || setting.environment.empty()) continue;
    const auto [entry, is_new] = resolved.environments.try_emplace(
        setting.environment,
        ResolvedSettings::Environment{resolved.is_enabled, resolved.everywhere});
    apply(definition, setting, arena, entry->second.parameters, problems);
    entry->second.is_enabled = setting.enabled.value_or(entry->second.is_enabled);
  }
  return resolved;
}

}  // namespace keyhound
