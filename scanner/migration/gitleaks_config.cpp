// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/gitleaks_config.h"

#include <fmt/format.h>

#include <algorithm>

#include "scanner/base/ascii.h"
#include "scanner/migration/gitleaks_fields.h"
#include "scanner/migration/regex_text.h"

namespace keyhound {
namespace {

// What reading one file has at hand.
struct Reading {
  GitleaksSource source;
  const RegexCheck& check;
};

// The regex in RE2's syntax. `what` names it: "rule acme: regex".
Result<std::string> read_regex(const Reading& reading, const TomlItem& at, const std::string& what,
                               std::string_view regex) {
  std::string written = re2_syntax(regex);
  if (const Status compiles = reading.check(written); !compiles)
    return reading.source.error_at(at, what + ": " + compiles.error().message);
  return written;
}

// An empty one decides nothing in gitleaks, and would allow everything here.
Status read_regexes(const Reading& reading, const TomlItem& at, const std::string& what,
                    GitleaksTable& table, const char* key, std::vector<std::string>& to) {
  KEYHOUND_TRY(const std::vector<std::string> regexes, table.texts(key));
  for (const std::string& regex : regexes) {
    if (regex.empty()) {
      reading.source.notes.push_back(
          {MigrationNote::Kind::kRemark, reading.source.place_of(at),
           fmt::format("{}: an empty string in {} is left out", what, key), "take it out"});
      continue;
    }
    KEYHOUND_TRY(std::string written,
                 read_regex(reading, at, fmt::format("{}: {}", what, key), regex));
    to.push_back(std::move(written));
  }
  return {};
}

Status read_plain(GitleaksTable& table, const char* key, std::vector<std::string>& to) {
  KEYHOUND_TRY(std::vector<std::string> values, table.texts(key));
  std::erase(values, std::string());
  to = std::move(values);
  return {};
}

Result<Allowlist::Condition> read_condition(const Reading& reading, const TomlItem& at,
                                            const std::string& what, GitleaksTable& table) {
  KEYHOUND_TRY(const std::string word, table.text("condition"));
  const std::string upper = to_upper_ascii(word);
  if (upper.empty() || upper == "OR" || upper == "||") return Allowlist::Condition::kAny;
  if (upper == "AND" || upper == "&&") return Allowlist::Condition::kAll;
  return reading.source.error_at(at, fmt::format("{}: condition is none of AND, OR", what));
}

Result<Allowlist::Target> read_target(const Reading& reading, const TomlItem& at,
                                      const std::string& what, GitleaksTable& table) {
  KEYHOUND_TRY(const std::string word, table.text("regexTarget"));
  if (word.empty() || word == "secret") return Allowlist::Target::kSecret;
  if (word == "match") return Allowlist::Target::kMatch;
  if (word == "line") return Allowlist::Target::kLine;
  return reading.source.error_at(
      at, fmt::format("{}: regexTarget is none of secret, match, line", what));
}

Result<GitleaksAllowlist> read_allowlist(const Reading& reading, const TomlItem& node,
                                         const std::string& what, bool is_global) {
  KEYHOUND_TRY(GitleaksTable table, GitleaksTable::open(reading.source, node, what));
  GitleaksAllowlist read;
  read.place = reading.source.place_of(node);
  Allowlist& list = read.list;
  KEYHOUND_TRY(list.description, table.text("description"));
  KEYHOUND_TRY(list.condition, read_condition(reading, node, what, table));
  KEYHOUND_TRY(list.target, read_target(reading, node, what, table));
  KEYHOUND_TRY_STATUS(read_regexes(reading, node, what, table, "regexes", list.regexes));
  KEYHOUND_TRY_STATUS(read_regexes(reading, node, what, table, "paths", list.paths));
  KEYHOUND_TRY_STATUS(read_plain(table, "stopwords", list.stopwords));
  KEYHOUND_TRY_STATUS(read_plain(table, "commits", list.commits));
  for (std::string& commit : list.commits) commit = to_lower_ascii(commit);
  if (is_global) KEYHOUND_TRY_STATUS(read_plain(table, "targetRules", read.target_rules));
  table.note_unknown();
  if (list.regexes.empty() && list.paths.empty() && list.stopwords.empty() && list.commits.empty())
    return reading.source.error_at(
        node, what + ": must have at least one of commits, paths, regexes, stopwords");
  return read;
}

// `allowlists`, or the older `allowlist`; both may be one table or an array of them.
Status read_allowlists(const Reading& reading, GitleaksTable& table, const TomlItem& node,
                       const std::string& what, bool is_global,
                       std::vector<GitleaksAllowlist>& to) {
  KEYHOUND_TRY(std::vector<const TomlItem*> lists, table.tables("allowlists"));
  KEYHOUND_TRY(const std::vector<const TomlItem*> old, table.tables("allowlist"));
  if (!old.empty() && !lists.empty()) {
    return reading.source.error_at(
        node, what + ": allowlist is the older name, and cannot stand beside allowlists");
  }
  lists.insert(lists.end(), old.begin(), old.end());
  for (const TomlItem* const list : lists) {
    KEYHOUND_TRY(GitleaksAllowlist read, read_allowlist(reading, *list, what, is_global));
    to.push_back(std::move(read));
  }
  return {};
}

Status read_requirements(const Reading& reading, GitleaksTable& table, const std::string& what,
                         std::vector<GitleaksRequirement>& to) {
  KEYHOUND_TRY(const std::vector<const TomlItem*> nodes, table.tables("required"));
  for (const TomlItem* const node : nodes) {
    KEYHOUND_TRY(GitleaksTable one,
                 GitleaksTable::open(reading.source, *node, what + ": required"));
    GitleaksRequirement& requirement = to.emplace_back();
    KEYHOUND_TRY(requirement.rule, one.text("id"));
    if (requirement.rule.empty())
      return reading.source.error_at(*node, what + ": required: the id is missing");
    KEYHOUND_TRY(requirement.within_lines, one.integer("withinLines"));
    KEYHOUND_TRY(requirement.within_columns, one.integer("withinColumns"));
    one.note_unknown();
  }
  return {};
}

Status read_patterns(const Reading& reading, GitleaksTable& table, const TomlItem& node,
                     const std::string& what, GitleaksRule& rule) {
  KEYHOUND_TRY(const std::string regex, table.text("regex"));
  if (!regex.empty()) {
    KEYHOUND_TRY(rule.regex, read_regex(reading, node, what + ": regex", regex));
  }
  KEYHOUND_TRY(const std::string path, table.text("path"));
  if (!path.empty()) {
    KEYHOUND_TRY(rule.path, read_regex(reading, node, what + ": path", path));
  }
  KEYHOUND_TRY(const auto group, table.integer("secretGroup"));
  const std::int64_t number = group.value_or(0);
  const int most = capturing_groups(rule.regex);
  // A rule without a regex of its own takes that of the rule that it extends.
  const bool is_too_great = !rule.regex.empty() && number > most;
  if (number < 0 || number > 1000 || is_too_great) {
    return reading.source.error_at(
        node, fmt::format("{}: secretGroup is {}, and the regex has {} group{}", what, number, most,
                          most == 1 ? "" : "s"));
  }
  rule.secret_group = static_cast<int>(number);
  return {};
}

Result<GitleaksRule> read_rule(const Reading& reading, const TomlItem& node) {
  KEYHOUND_TRY(GitleaksTable table, GitleaksTable::open(reading.source, node, "rules"));
  GitleaksRule rule;
  rule.place = reading.source.place_of(node);
  KEYHOUND_TRY(rule.id, table.text("id"));
  if (rule.id.empty()) return reading.source.error_at(node, "a rule without an id");
  const std::string what = "rule " + rule.id;
  KEYHOUND_TRY(rule.description, table.text("description"));
  KEYHOUND_TRY_STATUS(read_patterns(reading, table, node, what, rule));
  KEYHOUND_TRY(rule.entropy, table.number("entropy"));
  KEYHOUND_TRY_STATUS(read_plain(table, "keywords", rule.keywords));
  for (std::string& keyword : rule.keywords) keyword = to_lower_ascii(keyword);
  KEYHOUND_TRY(rule.tags, table.texts("tags"));
  KEYHOUND_TRY(rule.skip_report, table.flag("skipReport"));
  KEYHOUND_TRY_STATUS(
      read_allowlists(reading, table, node, what + ": allowlist", false, rule.allowlists));
  KEYHOUND_TRY_STATUS(read_requirements(reading, table, what, rule.required));
  table.note_unknown();
  return rule;
}

Status read_extend(const Reading& reading, GitleaksTable& root, GitleaksConfig& config) {
  KEYHOUND_TRY(const std::vector<const TomlItem*> nodes, root.tables("extend"));
  for (const TomlItem* const node : nodes) {
    KEYHOUND_TRY(GitleaksTable table, GitleaksTable::open(reading.source, *node, "extend"));
    KEYHOUND_TRY(config.use_default, table.flag("useDefault"));
    KEYHOUND_TRY(config.extend_path, table.text("path"));
    KEYHOUND_TRY(config.disabled_rules, table.texts("disabledRules"));
    KEYHOUND_TRY(const std::string url, table.text("url"));
    if (!url.empty()) {
      config.notes.push_back({MigrationNote::Kind::kNoEquivalent, reading.source.place_of(*node),
                              "extend: url is not followed, by gitleaks neither",
                              "fetch the file, and name it with path"});
    }
    table.note_unknown();
    if (config.use_default && !config.extend_path.empty()) {
      return reading.source.error_at(*node,
                                     "extend: path and useDefault exclude each other; give one");
    }
  }
  return {};
}

Status read_rules(const Reading& reading, GitleaksTable& root, GitleaksConfig& config) {
  KEYHOUND_TRY(const std::vector<const TomlItem*> nodes, root.tables("rules"));
  for (const TomlItem* const node : nodes) {
    KEYHOUND_TRY(GitleaksRule rule, read_rule(reading, *node));
    const auto twin =
        std::find_if(config.rules.begin(), config.rules.end(),
                     [&rule](const GitleaksRule& other) { return other.id == rule.id; });
    if (twin == config.rules.end()) {
      config.rules.push_back(std::move(rule));
      continue;
    }
    // gitleaks keeps rules by id: the last one is the rule.
    config.notes.push_back(
        {MigrationNote::Kind::kRemark, twin->place,
         fmt::format("rule {}: the rule of the same id at {} replaces it", rule.id, rule.place),
         "give it an id of its own"});
    *twin = std::move(rule);
  }
  return {};
}

}  // namespace

Result<GitleaksConfig> parse_gitleaks_config(std::string_view toml, const std::string& origin,
                                             const RegexCheck& check) {
  KEYHOUND_TRY(const TomlItem tree, read_toml(toml, origin));
  GitleaksConfig config;
  config.origin = origin;
  const Reading reading{{origin, config.notes}, check};
  KEYHOUND_TRY(GitleaksTable root, GitleaksTable::open(reading.source, tree, "the file"));
  KEYHOUND_TRY_STATUS(read_extend(reading, root, config));
  KEYHOUND_TRY_STATUS(read_rules(reading, root, config));
  KEYHOUND_TRY_STATUS(
      read_allowlists(reading, root, tree, "global allowlist", true, config.allowlists));
  for (const char* known : {"title", "description", "minVersion"})
    static_cast<void>(root.has(known));
  root.note_unknown();
  return config;
}

}  // namespace keyhound
