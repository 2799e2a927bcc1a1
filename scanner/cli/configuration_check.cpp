// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "scanner/cli/forbidden_files.h"
#include "scanner/cli/run_configuration.h"
#include "scanner/config/config_problems.h"
#include "scanner/engine/pattern.h"
#include "scanner/pipelines/check.h"

namespace keyhound {
namespace {

// The ids that a configuration may name.
class KnownIds {
 public:
  explicit KnownIds(const RuleSet& rules) { add(rules); }

  bool contains(const std::string& id) {
    if (ids_.contains(id) || find_check(id) != nullptr || id == kForbiddenFileRule) return true;
    if (has_defaults_) return false;
    has_defaults_ = true;  // a default rule may be left out in this run, and is known all the same
    if (const auto defaults = load_rule_set({})) add(*defaults);
    return ids_.contains(id);
  }

  [[nodiscard]] std::vector<std::string_view> all() const {
    std::vector<std::string_view> names(ids_.begin(), ids_.end());
    for (const CheckInfo& info : check_infos()) names.push_back(info.id);
    return names;
  }

 private:
  void add(const RuleSet& rules) {
    for (const Rule& rule : rules.rules) ids_.insert(rule.id);
  }
  std::set<std::string> ids_;
  bool has_defaults_ = false;
};

class Checker {
 public:
  Checker(const Configuration& configuration, const RuleSet& rules)
      : configuration_(configuration), rules_(rules), known_(rules) {}

  Status check() {
    check_ids(configuration_.disabled);
    check_ids(configuration_.enabled);
    for (const auto& [id, severity] : configuration_.severities) check_id(id, severity.origin);
    check_regexes(configuration_.forbidden_paths);
    for (const AllowlistEntry& entry : configuration_.allowlists) {
      check_ids(entry.rules);
      check_regexes(entry.regexes);
      check_regexes(entry.paths);
    }
    KEYHOUND_TRY_STATUS(problems_.status());
    return check_that_rules_remain();
  }

 private:
  void problem(const ConfigOrigin& origin, const std::string& what) {
    problems_.add(to_string(configuration_, origin) + ": " + what);
  }

  void check_ids(const ConfiguredTexts& ids) {
    for (const ConfiguredText& id : ids) check_id(id.value, id.origin);
  }

  void check_id(const std::string& id, const ConfigOrigin& origin) {
    if (known_.contains(id)) return;
    problem(origin, fmt::format("there is no rule and no pipeline check \"{}\"{}", id,
                                meant(id, known_.all())));
  }

  void check_regexes(const ConfiguredTexts& regexes) {
    for (const ConfiguredText& regex : regexes) {
      if (const auto pattern = Pattern::compile(regex.value); !pattern)
        problem(regex.origin, pattern.error().message);
    }
  }

  [[nodiscard]] Status check_that_rules_remain() const {
    const ConfiguredTexts& disabled = configuration_.disabled;
    const bool is_any_left =
        std::any_of(rules_.rules.begin(), rules_.rules.end(), [&disabled](const Rule& rule) {
          return std::none_of(disabled.begin(), disabled.end(),
                              [&rule](const ConfiguredText& id) { return id.value == rule.id; });
        });
    if (is_any_left || disabled.empty()) return {};
    return fail(ErrorKind::kConfiguration,
                to_string(configuration_, disabled.front().origin) +
                    ": every rule is disabled, so nothing could be found; leave one");
  }

  const Configuration& configuration_;
  const RuleSet& rules_;
  KnownIds known_;
  ConfigProblems problems_;
};

}  // namespace

Status check_configuration(const Configuration& configuration, const RuleSet& rules) {
  if (configuration.sources.empty()) return {};
  return Checker(configuration, rules).check();
}

}  // namespace keyhound
