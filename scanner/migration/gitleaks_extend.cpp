// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/gitleaks_extend.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>

#include "scanner/base/file.h"
#include "scanner/migration/regex_text.h"

namespace keyhound {
namespace {

constexpr int kMostLevels = 2;
constexpr std::uint64_t kLargestConfig = 16U << 20U;  // bytes

GitleaksRule* find_rule(std::vector<GitleaksRule>& rules, const std::string& id) {
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [&id](const GitleaksRule& rule) { return rule.id == id; });
  return found == rules.end() ? nullptr : &*found;
}

template <class T>
void put_in_front(std::vector<T>& list, const std::vector<T>& base) {
  list.insert(list.begin(), base.begin(), base.end());
}

// What `rule` says, and `base` where it says nothing. gitleaks takes `required` and `skipReport` of
// the base alone.
void merge_rule(const GitleaksRule& base, GitleaksRule& rule, MigrationNotes& notes) {
  if (rule.description.empty()) rule.description = base.description;
  if (rule.entropy == 0) rule.entropy = base.entropy;
  if (rule.secret_group == 0) rule.secret_group = base.secret_group;
  if (rule.regex.empty()) rule.regex = base.regex;
  if (rule.path.empty()) rule.path = base.path;
  put_in_front(rule.tags, base.tags);
  put_in_front(rule.keywords, base.keywords);
  put_in_front(rule.allowlists, base.allowlists);
  if (!rule.required.empty() || rule.skip_report) {
    notes.push_back({MigrationNote::Kind::kRemark, rule.place,
                     fmt::format("rule {}: required and skipReport of a rule that extends another "
                                 "are ignored, as gitleaks does",
                                 rule.id),
                     "write them into " + base.place});
  }
  rule.required = base.required;
  rule.skip_report = base.skip_report;
}

void merge(GitleaksConfig base, GitleaksConfig& config) {
  for (const std::string& id : config.disabled_rules) {
    if (find_rule(base.rules, id) != nullptr) continue;
    if (base.use_default) continue;  // one of gitleaks' own
    config.notes.push_back({MigrationNote::Kind::kRemark, config.origin,
                            fmt::format("disabledRules names {}, which is not there", id),
                            "take it out"});
  }
  for (GitleaksRule& rule : base.rules) {
    const auto& disabled = config.disabled_rules;
    if (std::find(disabled.begin(), disabled.end(), rule.id) != disabled.end()) continue;
    if (GitleaksRule* const own = find_rule(config.rules, rule.id); own != nullptr) {
      merge_rule(rule, *own, config.notes);
    } else {
      config.rules.push_back(std::move(rule));
    }
  }
  std::move(base.allowlists.begin(), base.allowlists.end(), std::back_inserter(config.allowlists));
  std::move(base.notes.begin(), base.notes.end(), std::back_inserter(config.notes));
  put_in_front(config.disabled_rules,
               base.use_default ? base.disabled_rules : std::vector<std::string>());
  config.use_default = base.use_default;
}

Result<GitleaksConfig> load_level(const std::string& path, int level, const ContentReader& reader,
                                  const RegexCheck& check) {
  KEYHOUND_TRY(const NamedContent file, reader(path));
  KEYHOUND_TRY(GitleaksConfig config, parse_gitleaks_config(file.content, file.name, check));
  const bool extends = config.use_default || !config.extend_path.empty();
  if (!extends) return config;
  if (level == kMostLevels) {
    config.notes.push_back({MigrationNote::Kind::kRemark, file.name,
                            "extend is not followed here: gitleaks stops at the second level",
                            "name what it extends in the first file"});
    config.use_default = false;
    return config;
  }
  if (config.use_default) return config;
  auto base = load_level(config.extend_path, level + 1, reader, check);
  if (!base) return fail(base.error().within(file.name + ": extend"));
  merge(std::move(*base), config);
  return config;
}

tl::unexpected<Error> rule_error(const GitleaksRule& rule, const std::string& message) {
  return fail(ErrorKind::kConfiguration,
              fmt::format("{}: rule {}: {}", rule.place, rule.id, message));
}

// What can only be judged once everything is there.
Status check_whole(const GitleaksConfig& config) {
  std::set<std::string> ids;
  for (const GitleaksRule& rule : config.rules) ids.insert(rule.id);
  for (const GitleaksRule& rule : config.rules) {
    if (rule.regex.empty() && rule.path.empty() && !config.use_default)
      return rule_error(rule, "has neither regex nor path, so it finds nothing");
    const int groups = capturing_groups(rule.regex);
    if (!rule.regex.empty() && rule.secret_group > groups) {
      return rule_error(rule, fmt::format("secretGroup is {}, and the regex has {} groups",
                                          rule.secret_group, groups));
    }
    for (const GitleaksRequirement& requirement : rule.required) {
      if (ids.count(requirement.rule) == 0)
        return rule_error(
            rule, fmt::format("required names {}, which is no rule here", requirement.rule));
    }
  }
  for (const GitleaksAllowlist& allowlist : config.allowlists) {
    for (const std::string& id : allowlist.target_rules) {
      if (ids.count(id) > 0 || config.use_default) continue;
      return fail(
          ErrorKind::kConfiguration,
          fmt::format("{}: targetRules names {}, which is no rule here", allowlist.place, id));
    }
  }
  return {};
}

}  // namespace

Result<GitleaksConfig> load_gitleaks_config(const std::string& path, const ContentReader& reader,
                                            const RegexCheck& check) {
  KEYHOUND_TRY(GitleaksConfig config, load_level(path, 0, reader, check));
  KEYHOUND_TRY_STATUS(check_whole(config));
  return config;
}

ContentReader read_gitleaks_files(std::string beside) {
  return [beside = std::move(beside)](const std::string& path) -> Result<NamedContent> {
    namespace fs = std::filesystem;
    std::error_code error;
    std::string name = path;
    if (!fs::exists(name, error) && fs::path(path).is_relative()) {
      const std::string other = (fs::path(beside) / path).string();
      if (fs::exists(other, error)) name = other;
    }
    KEYHOUND_TRY(std::string content, read_file(name, kLargestConfig));
    return NamedContent{name, std::move(content)};
  };
}

}  // namespace keyhound
