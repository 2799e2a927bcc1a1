// SPDX-License-Identifier: Apache-2.0
#include "scanner/config/configuration.h"

#include <fmt/format.h>

#include <filesystem>

#include "scanner/rules/allowlist_words.h"

namespace keyhound {
namespace {

std::vector<std::string> values_of(const ConfiguredTexts& texts) {
  std::vector<std::string> values;
  for (const ConfiguredText& text : texts) values.push_back(text.value);
  return values;
}

}  // namespace

std::string to_string(const Configuration& configuration, const ConfigOrigin& origin) {
  return fmt::format("{}:{}:{}", configuration.source_of(origin).name, origin.line, origin.column);
}

std::string resolved_path(const Configuration& configuration, const ConfiguredText& path) {
  const ConfigSource& source = configuration.source_of(path.origin);
  return (std::filesystem::path(source.folder) / path.value).lexically_normal().string();
}

Allowlist allowlist_of(const AllowlistEntry& entry) {
  Allowlist list;
  if (entry.reason) list.description = entry.reason->value;
  if (entry.description) list.description = entry.description->value;
  if (entry.condition)
    list.condition = parse_condition(entry.condition->value).value_or(Allowlist::Condition::kAny);
  if (entry.target)
    list.target = parse_target(entry.target->value).value_or(Allowlist::Target::kSecret);
  list.regexes = values_of(entry.regexes);
  list.paths = values_of(entry.paths);
  list.stopwords = values_of(entry.stopwords);
  list.commits = values_of(entry.commits);
  return list;
}

}  // namespace keyhound
