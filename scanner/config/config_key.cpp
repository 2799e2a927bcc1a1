// SPDX-License-Identifier: Apache-2.0
#include "scanner/config/config_key.h"

#include <array>

namespace keyhound {
namespace {

using Key = ConfigKey<Configuration>;
using C = Configuration;

constexpr std::string_view kConfidences = "low, medium, high";
constexpr std::string_view kSeverities = "info, low, medium, high, critical";

constexpr Key kTopKeys[] = {
    {{"extends", ConfigType::kExtends, "", "",
      "Configuration files that this one builds on, the farthest first: paths relative to this "
      "file, or tables with path and ref for a file as a commit of this repository has it"},
     {}},
    {{"allowlists", ConfigType::kAllowlists, "", "",
      "What is no finding; each entry a table [[allowlists]]"},
     {}},
};

constexpr Key kRuleKeys[] = {
    {{"files", ConfigType::kPaths, "", "",
      "Rule files, or directories of them, beside the default rules; a rule with the id of an "
      "earlier one replaces it"},
     &C::rule_files},
    {{"defaults", ConfigType::kFlag, "", "true", "Whether the default rules count"},
     &C::default_rules},
    {{"disable", ConfigType::kTexts, "", "", "Ids of rules and pipeline checks that are off"},
     &C::disabled},
    {{"enable", ConfigType::kTexts, "", "",
      "Ids that a file named by extends disables, and that are on again"},
     &C::enabled},
    {{"severity", ConfigType::kSeverities, kSeverities, "",
      "The severity of findings, by the id of their rule or pipeline check; published sample "
      "values stay info"},
     &C::severities},
};

constexpr Key kPathKeys[] = {
    {{"exclude", ConfigType::kTexts, "", "",
      "Globs of paths from the root of the repository, or of the scanned directory, that are not "
      "scanned"},
     &C::excluded_paths},
    {{"forbidden", ConfigType::kTexts, "", "",
      "Regexes (RE2) on paths: a file at such a path is a finding of forbidden-file, whatever it "
      "holds"},
     &C::forbidden_paths},
};

constexpr Key kPolicyKeys[] = {
    {{"registry", ConfigType::kPaths, "", "keyhound-registry.yaml or .keyhound/, if it is there",
      "Owner registries: files or directories, the highest layer first"},
     &C::registries},
    {{"paths", ConfigType::kPaths, "", "",
      "Policies of your own, and settings and parameters of the built-in ones: files or "
      "directories"},
     &C::policies},
    {{"settings", ConfigType::kPolicies, "", "",
      "What is changed of policies, by their ids, on top of `paths`"},
     {}},
    {{"environments", ConfigType::kByEnvironment, "", "",
      "The same for the credentials of one environment, by its name"},
     {}},
};

constexpr Key kScanKeys[] = {
    {{"min_confidence", ConfigType::kChoice, kConfidences, "medium",
      "Report findings from this confidence on"},
     &C::min_confidence},
    {{"fail_on", ConfigType::kChoice, "none, info, low, medium, high, critical", "low",
      "Exit with 1 for findings from this severity on"},
     &C::fail_on},
    {{"strict", ConfigType::kFlag, "", "false",
      "Also check pipeline definitions for what is unsafe by noise"},
     &C::strict},
    {{"archives", ConfigType::kFlag, "", "false", "Also scan what stands in archives"},
     &C::archives},
    {{"baseline", ConfigType::kText, "", ".keyhound-baseline, if it is there",
      "The baseline of accepted findings: a path from the root of what is scanned"},
     &C::baseline},
};

constexpr Key kOutputKeys[] = {
    {{"format", ConfigType::kText, "", "text", "The report format on standard output"}, &C::format},
    {{"files", ConfigType::kTexts, "", "",
      "Reports in files, each \"FORMAT=FILE\" with a path from the root of what is scanned, and "
      "below it"},
     &C::outputs},
};

constexpr ConfigSection kSections[] = {
    {"", "", kTopKeys},
    {"rules", "Which rules and pipeline checks find, and how bad it is", kRuleKeys},
    {"paths", "Where is looked", kPathKeys},
    {"policies", "What findings are judged by", kPolicyKeys},
    {"scan", "What is reported, and what fails", kScanKeys},
    {"output", "Where reports go", kOutputKeys},
};

using Entry = AllowlistEntry;

constexpr ConfigKey<Entry> kAllowlistKeys[] = {
    {{"reason", ConfigType::kText, "", "",
      "Why it is no finding; reports and policies see entries that have one"},
     &Entry::reason},
    {{"until", ConfigType::kTime, "", "never",
      "The time until which the entry counts; a date is its beginning, in UTC"},
     &Entry::until},
    {{"exception", ConfigType::kText, "", "",
      "The id of the registry's exception that stands behind it"},
     &Entry::exception},
    {{"description", ConfigType::kText, "", "the reason", "What keyhound explain calls it"},
     &Entry::description},
    {{"rules", ConfigType::kTexts, "", "every rule", "Ids of the rules that it counts for"},
     &Entry::rules},
    {{"condition", ConfigType::kChoice, "any, all", "any",
      "Whether one of the lists must agree, or each that is given"},
     &Entry::condition},
    {{"target", ConfigType::kChoice, "secret, match, line", "secret", "What the regexes look at",
      "regex_target"},
     &Entry::target},
    {{"regexes", ConfigType::kTexts, "", "", "Regexes (RE2) on the target"}, &Entry::regexes},
    {{"paths", ConfigType::kTexts, "", "", "Regexes (RE2) on the path"}, &Entry::paths},
    {{"stopwords", ConfigType::kTexts, "", "", "Parts of the secret, in either case"},
     &Entry::stopwords},
    {{"commits", ConfigType::kTexts, "", "", "Full ids of commits"}, &Entry::commits},
};

using Policy = PolicyEntry;

constexpr ConfigKey<Policy> kPolicyEntryKeys[] = {
    {{"enabled", ConfigType::kFlag, "", "true", "Whether the policy is used"}, &Policy::enabled},
    {{"level", ConfigType::kChoice, "note, warning, error", "",
      "The level of its findings; not by environment"},
     &Policy::level},
    {{"score", ConfigType::kScore, "", "", "How bad they are; not by environment"}, &Policy::score},
    {{"params", ConfigType::kParameters, "", "",
      "Its parameters, by name; durations as ISO 8601 writes them"},
     {}},
};

}  // namespace

std::span<const ConfigSection> config_sections() { return kSections; }

std::span<const ConfigKey<AllowlistEntry>> allowlist_keys() { return kAllowlistKeys; }

std::span<const ConfigKey<PolicyEntry>> policy_entry_keys() { return kPolicyEntryKeys; }

std::string expectation(const ConfigKeyInfo& key) {
  switch (key.type) {
    case ConfigType::kFlag:
      return "true or false";
    case ConfigType::kText:
      return "a string";
    case ConfigType::kChoice:
      return "one of " + std::string(key.words);
    case ConfigType::kTexts:
      return "a list of strings";
    case ConfigType::kPaths:
      return "a list of paths";
    case ConfigType::kTime:
      return "a date such as 2027-01-31, or a time with a zone";
    case ConfigType::kSeverities:
      return "a table from ids to severities";
    case ConfigType::kScore:
      return "a number from 0 to 10";
    case ConfigType::kPolicies:
      return "a table from ids to tables";
    case ConfigType::kByEnvironment:
      return "a table from environments to such tables";
    case ConfigType::kParameters:
      return "a table from names to values";
    case ConfigType::kExtends:
      return "a list of paths, or of tables with path and ref";
    case ConfigType::kAllowlists:
      break;
  }
  return "tables: [[allowlists]]";
}

}  // namespace keyhound
