// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>
#include <map>

#include "scanner/cli/run_configuration.h"
#include "scanner/pipelines/check.h"

namespace keyhound {
namespace {

namespace fs = std::filesystem;

// The id that findings have: checks may be named by number.
std::string id_of(const std::string& name) {
  const Check* const check = find_check(name);
  return check == nullptr ? name : std::string(check->info.id);
}

bool has_ended(const AllowlistEntry& entry, Timestamp now) {
  return entry.until && entry.until->value < now;
}

void set_severities(const Configuration& configuration, std::vector<Finding>& findings) {
  std::map<std::string, Severity> severities;
  for (const auto& [name, word] : configuration.severities)
    severities[id_of(name)] = parse_severity(word.value).value_or(Severity::kHigh);
  if (severities.empty()) return;
  for (Finding& finding : findings) {
    const auto severity = severities.find(finding.rule_id);
    if (severity == severities.end() || finding.is_documentation) continue;
    finding.severity = severity->second;
    finding.score = score_of(finding.severity);
  }
}

// As reports name files: from the scanned directory on where the file lies below it.
std::string reported_path(const std::string& file, const std::string& target) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(file, error);
  const fs::path root = fs::weakly_canonical(target, error);
  const fs::path inside = whole.lexically_relative(root);
  const bool is_below = !error && !inside.empty() && *inside.begin() != "..";
  return is_below ? inside.string() : file;
}

Suppression suppression_of(const Configuration& configuration, const AllowlistEntry& entry,
                           const std::string& target) {
  Suppression suppression;
  suppression.kind = "allowlist";
  suppression.reason = entry.reason->value;
  if (entry.exception) suppression.exception_id = entry.exception->value;
  if (entry.until) suppression.until = entry.until->value;
  const ConfigSource& source = configuration.source_of(entry.origin);
  suppression.location.path =
      source.commit.empty() ? reported_path(source.name, target) : source.name;
  suppression.location.start = {entry.origin.line, entry.origin.column};
  suppression.location.end = suppression.location.start;
  return suppression;
}

Diagnostic ended(const Configuration& configuration, const AllowlistEntry& entry) {
  return {"expired-allowlist", to_string(configuration, entry.origin),
          fmt::format("the entry ended on {} and allows nothing any more; remove it, or have it "
                      "extended",
                      format_timestamp(entry.until->value)),
          false};
}

}  // namespace

const ConfiguredText* severity_for(const Configuration& configuration, const std::string& id) {
  const ConfiguredText* found = nullptr;
  for (const auto& [name, word] : configuration.severities)
    if (id_of(name) == id) found = &word;  // as in set_severities(): the last one
  return found;
}

const ConfiguredText* disabled_by(const Configuration& configuration, const std::string& id) {
  for (const ConfiguredText& one : configuration.disabled)
    if (id_of(one.value) == id) return &one;
  return nullptr;
}

ScanSettings settings_of(const Configuration& configuration, Timestamp now) {
  ScanSettings settings;
  settings.now = now;
  for (const ConfiguredText& id : configuration.disabled)
    settings.disabled_rules.push_back(id_of(id.value));
  for (const AllowlistEntry& entry : configuration.allowlists) {
    if (has_ended(entry, now)) continue;
    SettingsAllowlist& added = settings.allowlists.emplace_back();
    added.allowlist = allowlist_of(entry);
    if (added.allowlist.description.empty())
      added.allowlist.description = to_string(configuration, entry.origin);
    for (const ConfiguredText& id : entry.rules) added.rules.push_back(id.value);
  }
  return settings;
}

void tell_configuration(const Configuration& configuration, const ScanContext& context,
                        const std::string& target, bool is_whole, ScanResult& result) {
  set_severities(configuration, result.findings);
  std::vector<Suppression> suppressions;
  std::size_t index = 0;  // among the allowlists of the settings
  for (const AllowlistEntry& entry : configuration.allowlists) {
    if (has_ended(entry, context.settings().now)) {
      result.diagnostics.push_back(ended(configuration, entry));
      continue;
    }
    const bool is_used = !is_whole || context.has_dropped(index);
    ++index;
    if (!entry.reason) continue;
    Suppression suppression = suppression_of(configuration, entry, target);
    suppression.is_used = is_used;
    if (entry.rules.empty()) suppressions.push_back(suppression);
    for (const ConfiguredText& id : entry.rules) {
      suppression.rule_id = id.value;
      suppressions.push_back(suppression);
    }
  }
  if (suppressions.empty()) return;
  if (!result.suppressions) result.suppressions.emplace();
  std::move(suppressions.begin(), suppressions.end(), std::back_inserter(*result.suppressions));
}

}  // namespace keyhound
