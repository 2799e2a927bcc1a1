// SPDX-License-Identifier: Apache-2.0
#include "scanner/migration/migrated_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "scanner/base/ascii.h"
#include "scanner/base/end_date.h"
#include "scanner/migration/toml_writer.h"

namespace keyhound {
namespace {

std::string day_of(Timestamp time) { return format_timestamp(time).substr(0, 10); }

// An id that a rule file takes.
std::string rule_file_id(const std::string& id) {
  std::string out = id;
  for (char& c : out)
    if (!is_alnum_ascii(c) && c != '-' && c != '.' && c != '_') c = '-';
  return out;
}

// What an allowlist says but for its rules and its end: lists that say the same are one.
std::string allowlist_body(const Allowlist& list) {
  TomlWriter writer;
  if (list.condition == Allowlist::Condition::kAll) writer.text("condition", "all");
  if (list.target == Allowlist::Target::kMatch) writer.text("target", "match");
  if (list.target == Allowlist::Target::kLine) writer.text("target", "line");
  writer.texts("regexes", list.regexes);
  writer.texts("paths", list.paths);
  writer.texts("stopwords", list.stopwords);
  writer.texts("commits", list.commits);
  return writer.content();
}

struct WaivedList {
  std::string reason;
  std::string body;
  std::vector<std::string> rules;  // empty: every rule
};

class AllowlistTables {
 public:
  void add(const Allowlist& list, const std::string& rule) {
    const std::string reason =
        list.description.empty() ? "taken over by keyhound migrate" : list.description;
    const std::string body = allowlist_body(list);
    const auto twin = std::find_if(lists_.begin(), lists_.end(), [&](const WaivedList& other) {
      return other.body == body && other.reason == reason && other.rules.empty() == rule.empty();
    });
    if (twin == lists_.end()) {
      lists_.push_back({reason, body, {}});
      if (!rule.empty()) lists_.back().rules.push_back(rule);
    } else if (!rule.empty()) {
      twin->rules.push_back(rule);
    }
  }

  [[nodiscard]] std::string tables(Timestamp until) const {
    std::string text;
    for (const WaivedList& list : lists_) {
      TomlWriter writer;
      writer.table("[[allowlists]]");
      writer.text("reason", list.reason);
      writer.raw("until", day_of(until));
      writer.texts("rules", list.rules);
      text += "\n" + writer.content() + list.body;
    }
    return text;
  }
  [[nodiscard]] bool empty() const { return lists_.empty(); }

 private:
  std::vector<WaivedList> lists_;
};

class FileWriter {
 public:
  explicit FileWriter(const MigrationSources& sources) : sources_(sources) {
    if (sources.gitleaks == nullptr) return;
    std::set<std::string> taken;
    for (const Rule& rule : sources.gitleaks->file.rules) {
      std::string id = rule_file_id(rule.id);
      while (!taken.insert(id).second) id += "-";
      ids_.emplace(rule.id, std::move(id));
    }
  }

  Migration run() {
    const std::string rules = sources_.gitleaks == nullptr ? "" : write_rules();
    const std::string config = write_config(!rules.empty());
    const std::string baseline = write_baseline();
    if (!config.empty()) migration_.files.push_back({kConfigFile, config});
    if (!rules.empty()) migration_.files.push_back({kOwnRulesFile, rules});
    if (!baseline.empty()) migration_.files.push_back({std::string(kBaselineName), baseline});
    return std::move(migration_);
  }

 private:
  // How a rule is called in what is written: one of gitleaks' by what a rule file takes.
  [[nodiscard]] std::string written_id(const std::string& id) const {
    const auto own = ids_.find(id);
    return own == ids_.end() ? id : own->second;
  }

  void note(MigrationNote::Kind kind, const std::string& place, std::string message,
            std::string next_step) {
    migration_.notes.push_back({kind, place, std::move(message), std::move(next_step)});
  }

  void write_head(TomlWriter& writer) const {
    writer.comment(
        fmt::format("Written by keyhound migrate from {}.", fmt::join(sources_.files, ", ")));
  }

  // Empty: there is no rule of its own.
  std::string write_rules() {
    const GitleaksRules& gitleaks = *sources_.gitleaks;
    for (const GitleaksPathRule& rule : gitleaks.path_rules) {
      if (rule.skip_report) continue;  // serves rules that require it, which are told
      note(MigrationNote::Kind::kRemark, rule.id,
           "asks for a path alone: it is written as paths.forbidden, whose findings are all of the "
           "rule forbidden-file",
           rule.allowlists.empty()
               ? ""
               : "its allowlists are not written; write them for the rule forbidden-file");
    }
    TomlWriter writer;
    write_head(writer);
    std::size_t count = 0;
    for (const Rule& rule : gitleaks.file.rules) {
      const auto found = gitleaks.conditions.find(rule.id);
      const GitleaksCondition none;
      const auto& condition = found == gitleaks.conditions.end() ? none : found->second;
      if (write_rule(rule, condition, writer)) ++count;
    }
    return count == 0 ? "" : writer.content();
  }

  bool write_rule(const Rule& rule, const GitleaksCondition& condition, TomlWriter& writer) {
    if (rule.id == kIdleRule) return false;
    if (condition.skip_report) {
      note(MigrationNote::Kind::kNoEquivalent, rule.origin,
           fmt::format("rule {}: skipReport: it serves other rules only, so it is not written",
                       rule.id),
           "name its rule as companions of the others where it finds a part of their credential");
      return false;
    }
    if (!condition.required.empty()) {
      note(MigrationNote::Kind::kNoEquivalent, rule.origin,
           fmt::format("rule {}: required: a rule file has no such condition, so more is found",
                       rule.id),
           "narrow its regex, or scan with --gitleaks-config, which asks for it");
    }
    const std::string id = written_id(rule.id);
    if (id != rule.id) {
      note(MigrationNote::Kind::kRemark, rule.origin,
           fmt::format("rule {}: is called {} here", rule.id, id), "");
    }
    writer.table("[[rules]]");
    writer.text("id", id);
    writer.text("description", rule.description);
    writer.text("family", rule.family);
    writer.text("regex", rule.regex);
    if (rule.secret_group > 0) writer.raw("secret_group", std::to_string(rule.secret_group));
    if (rule.entropy > 0) writer.raw("entropy", fmt::format("{}", rule.entropy));
    writer.text("path", rule.path);
    write_keywords(rule, condition, writer);
    writer.texts("tags", rule.tags);
    return true;
  }

  // gitleaks' keywords mostly stand in the regex too, and only make it quick. Others say what the
  // rule is about, and without them it would find too much.
  void write_keywords(const Rule& rule, const GitleaksCondition& condition, TomlWriter& writer) {
    const std::string regex = to_lower_ascii(rule.regex);
    const auto& keywords = condition.keywords;
    const bool only_quick = std::all_of(
        keywords.begin(), keywords.end(),
        [&regex](const std::string& keyword) { return regex.find(keyword) != std::string::npos; });
    if (keywords.empty()) return;
    if (only_quick) {
      note(MigrationNote::Kind::kRemark, rule.origin,
           fmt::format("rule {}: its keywords stand in the regex, and are not written", rule.id),
           "");
      return;
    }
    writer.texts("keywords", keywords);
    note(MigrationNote::Kind::kRemark, rule.origin,
         fmt::format("rule {}: a keyword must stand within 256 bytes of the match; in gitleaks "
                     "anywhere in the text",
                     rule.id),
         "scan with --gitleaks-config where that decides");
  }

  AllowlistTables collect_allowlists() const {
    AllowlistTables tables;
    for (const Allowlist& list : sources_.allowlists) tables.add(list, "");
    if (sources_.gitleaks == nullptr) return tables;
    for (const Allowlist& list : sources_.gitleaks->file.allowlists) tables.add(list, "");
    for (const Rule& rule : sources_.gitleaks->file.rules)
      for (const Allowlist& list : rule.allowlists) tables.add(list, written_id(rule.id));
    for (const auto& [id, list] : sources_.gitleaks->default_allowlists) tables.add(list, id);
    return tables;
  }

  [[nodiscard]] std::vector<std::string> forbidden_paths() const {
    std::vector<std::string> regexes;
    if (sources_.gitleaks == nullptr) return regexes;
    for (const GitleaksPathRule& rule : sources_.gitleaks->path_rules)
      if (!rule.skip_report) regexes.push_back(rule.path);
    return regexes;
  }

  // Empty: it would say nothing.
  std::string write_config(bool has_rules) const {
    const AllowlistTables allowlists = collect_allowlists();
    const std::vector<std::string> disabled = sources_.gitleaks == nullptr
                                                  ? std::vector<std::string>()
                                                  : sources_.gitleaks->disabled_defaults;
    const bool has_defaults = keeps_default_rules(sources_.gitleaks);
    if (!has_rules && disabled.empty() && has_defaults && allowlists.empty() &&
        sources_.baseline.entries.empty() && forbidden_paths().empty())
      return "";
    TomlWriter writer;
    write_head(writer);
    if (has_rules || !disabled.empty() || !has_defaults) {
      writer.table("[rules]");
      if (has_rules) writer.texts("files", {kOwnRulesFile});
      writer.raw("defaults", has_defaults ? "true" : "false");
      writer.texts("disable", disabled);
    }
    if (const std::vector<std::string> forbidden = forbidden_paths(); !forbidden.empty()) {
      writer.table("[paths]");
      writer.texts("forbidden", forbidden);
    }
    if (!sources_.baseline.entries.empty()) {
      writer.table("[scan]");
      writer.text("baseline", std::string(kBaselineName));
    }
    return writer.content() + allowlists.tables(sources_.until);
  }

  std::string write_baseline() const {
    if (sources_.baseline.entries.empty()) return "";
    Baseline baseline = sources_.baseline;
    for (BaselineEntry& entry : baseline.entries) {
      entry.rule_id = written_id(entry.rule_id);
      entry.until = *parse_end_date(day_of(sources_.until));
    }
    sort_baseline(baseline);
    return keyhound::write_baseline(baseline);
  }

  const MigrationSources& sources_;
  std::map<std::string, std::string> ids_;  // of gitleaks' rules, as they are written
  Migration migration_;
};

}  // namespace

bool keeps_default_rules(const GitleaksRules* gitleaks) {
  if (gitleaks == nullptr || gitleaks->with_defaults) return true;
  return std::none_of(
      gitleaks->file.rules.begin(), gitleaks->file.rules.end(), [gitleaks](const Rule& rule) {
        const auto condition = gitleaks->conditions.find(rule.id);
        const bool is_silent =
            condition != gitleaks->conditions.end() && condition->second.skip_report;
        return rule.id != kIdleRule && !is_silent;
      });
}

Migration write_migration(const MigrationSources& sources) { return FileWriter(sources).run(); }

}  // namespace keyhound
