// SPDX-License-Identifier: Apache-2.0
#include "scanner/report/sarif/rule_descriptor.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "scanner/base/text_encode.h"
#include "scanner/report/sarif/sarif_message.h"

namespace keyhound {

namespace {

// What GitHub accepts (GOVERNANCE section 5.1).
constexpr std::size_t kMaxName = 255;
constexpr std::size_t kMaxDescription = 1024;
constexpr std::size_t kMaxTags = 10;
constexpr std::size_t kMaxHelp = 8000;  // of ours, so that the whole stays small

struct Help {
  std::string text;
  std::string markdown;
};

struct Descriptor {
  std::string id;
  std::string name;
  std::string title;
  std::string description;
  std::string help_uri;
  Help help;
  Level level = Level::kError;
  double score = 0;
  std::string_view precision = "high";
  std::vector<std::string> tags;
};

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// "NHI7:2025" is "nhi7-2025".
std::string kebab_case(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') {
      result += static_cast<char>(c - 'A' + 'a');
    } else if (is_alphanumeric(c) || c == '.') {
      result += c;
    } else if (!result.empty() && result.back() != '-') {
      result += '-';
    }
  }
  return result;
}

void add_tag(std::vector<std::string>& tags, std::string tag) {
  const bool is_new = std::find(tags.begin(), tags.end(), tag) == tags.end();
  if (is_new && !tag.empty() && tags.size() < kMaxTags) tags.push_back(std::move(tag));
}

std::string_view problem_severity(Level level) {
  return level == Level::kNote ? "recommendation" : to_string(level);
}

Json to_json(const Descriptor& d) {
  Json properties = {{"tags", d.tags},
                     {"precision", d.precision},
                     {"problem.severity", problem_severity(d.level)}};
  // A score of 0 would be no severity at all to GitHub.
  if (d.score > 0) properties["security-severity"] = fmt::format("{:.1f}", d.score);
  return {{"id", to_valid_utf8(d.id)},
          {"name", shorten(d.name, kMaxName)},
          {"shortDescription", {{"text", shorten(as_sentence(d.title), kMaxDescription)}}},
          {"fullDescription", {{"text", shorten(as_sentence(d.description), kMaxDescription)}}},
          {"helpUri", d.help_uri},
          {"help",
           {{"text", shorten(d.help.text, kMaxHelp)},
            {"markdown", shorten(d.help.markdown, kMaxHelp)}}},
          {"defaultConfiguration", {{"level", to_string(d.level)}}},
          {"properties", std::move(properties)}};
}

constexpr std::string_view kSteps =
    "1. Revoke it where it was issued, and check that it no longer works. Deleting the line is not "
    "enough: every clone holds it.\n"
    "2. Rotate: issue a new one, keep it in a secret store, and change everything that uses it.\n"
    "3. Purge it from the history once it is revoked, where its trace does harm "
    "(git filter-repo).\n";

bool is_link(std::string_view reference) {
  return reference.starts_with("https://") || reference.starts_with("http://");
}

Help rule_help(const Rule& rule, const std::string& title) {
  std::string reason = as_sentence(to_valid_utf8(rule.severity_reason));
  if (!reason.empty()) reason.insert(0, " ");
  const std::string_view severity = to_string(rule.severity);
  Help help;
  help.text =
      fmt::format("{}\n\nSeverity: {}.{}\n\nWhat to do:\n{}", title, severity, reason, kSteps);
  help.markdown = fmt::format("{}\n\n**Severity: {}.**{}\n\n**What to do**\n\n{}", title, severity,
                              reason, kSteps);
  if (rule.references.empty()) return help;
  help.text += "\nReferences:\n";
  help.markdown += "\n**References**\n\n";
  for (const std::string& reference : rule.references) {
    const std::string safe = to_valid_utf8(reference);
    help.text += fmt::format("- {}\n", safe);
    help.markdown += is_link(safe) ? fmt::format("- <{}>\n", safe) : fmt::format("- {}\n", safe);
  }
  return help;
}

Help policy_help(const PolicyInfo& policy, const std::string& description) {
  const std::string remedy = as_sentence(to_valid_utf8(policy.remedy));
  Help help;
  help.text = fmt::format("{}\n\nWhat to do: {}\n", description, remedy);
  help.markdown = fmt::format("{}\n\n**What to do:** {}\n", description, remedy);
  if (policy.controls.empty()) return help;
  help.text += "\nControls:\n";
  help.markdown += "\n**Controls**\n\n";
  for (const auto& [framework, ids] : policy.controls) {
    const std::string line = fmt::format("- {}: {}\n", framework, fmt::join(ids, ", "));
    help.text += line;
    help.markdown += line;
  }
  return help;
}

std::string_view precision_of(const Rule& rule) {
  if (rule.confidence != Confidence::kHigh) return to_string(rule.confidence);
  return rule.checksum.empty() ? "high" : "very-high";
}

}  // namespace

std::string pascal_case(std::string_view id) {
  std::string name;
  bool is_start = true;
  for (const char c : id) {
    if (!is_alphanumeric(c)) {
      is_start = true;
      continue;
    }
    name += is_start && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    is_start = false;
  }
  return name;
}

Json rule_descriptor(const Rule& rule) {
  Descriptor d;
  d.id = rule.id;
  d.name = pascal_case(rule.id);
  d.title = as_sentence(to_valid_utf8(rule.description));
  d.description = d.title;
  if (!rule.severity_reason.empty()) {
    d.description += " " + as_sentence(to_valid_utf8(rule.severity_reason));
  }
  d.help_uri = kInformationUri;
  if (!rule.references.empty() && is_link(rule.references.front())) {
    d.help_uri = to_valid_utf8(rule.references.front());
  }
  d.help = rule_help(rule, d.title);
  d.level = level_of(rule.severity);
  d.score = score_of(rule.severity);
  d.precision = precision_of(rule);
  d.tags = {"security", "external/cwe/cwe-798"};
  add_tag(d.tags, kebab_case(rule.kind));
  add_tag(d.tags, kebab_case(rule.provider));
  for (const std::string& tag : rule.tags) add_tag(d.tags, to_valid_utf8(tag));
  return to_json(d);
}

Json policy_descriptor(const PolicyInfo& policy) {
  Descriptor d;
  d.id = policy.id;
  d.name = pascal_case(policy.name);
  d.title = as_sentence(to_valid_utf8(policy.title));
  d.description = policy.description.empty() ? d.title : to_valid_utf8(policy.description);
  d.help_uri = kInformationUri;
  d.help = policy_help(policy, as_sentence(d.description));
  d.level = policy.level;
  d.score = policy.score;
  d.tags = {"security", "policy"};
  for (const auto& [framework, ids] : policy.controls) {
    const std::string group = framework == "cwe" ? "external/cwe" : kebab_case(framework);
    for (const std::string& id : ids) add_tag(d.tags, group + "/" + kebab_case(id));
  }
  return to_json(d);
}

Json check_descriptor(const CheckInfo& check) {
  Descriptor d;
  d.id = check.id;
  d.name = pascal_case(check.id);
  d.title = as_sentence(std::string(check.title));
  d.description = as_sentence(std::string(check.description));
  d.help_uri = check.reference.empty() ? kInformationUri : check.reference;
  d.help.text = fmt::format("{}\n\nWhat to do: {}\n", d.description, check.remedy);
  d.help.markdown = fmt::format("{}\n\n**What to do:** {}\n", d.description, check.remedy);
  d.level = check.level;
  d.score = score_of(severity_of(check.level));
  d.tags = {"security", "pipeline"};
  std::string_view rest = check.weaknesses;
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    const bool is_weakness = word.starts_with("CWE-");
    add_tag(d.tags, (is_weakness ? "external/cwe/" : "") + kebab_case(word));
  }
  return to_json(d);
}

Json finding_descriptor(const Finding& example) {
  Descriptor d;
  d.id = example.rule_id;
  d.name = pascal_case(example.rule_id);
  d.title = as_sentence(to_valid_utf8(example.title.empty() ? example.rule_id : example.title));
  d.description = d.title;
  d.help_uri = kInformationUri;
  const std::string remedy = as_sentence(to_valid_utf8(example.remedy));
  d.help.text = remedy.empty() ? d.title : fmt::format("{}\n\nWhat to do: {}\n", d.title, remedy);
  d.help.markdown =
      remedy.empty() ? d.title : fmt::format("{}\n\n**What to do:** {}\n", d.title, remedy);
  d.level = level_of(example.severity);
  d.score = score_of(example.severity);
  d.precision = to_string(example.confidence);
  d.tags = {"security"};
  if (example.kind == FindingKind::kSecret) add_tag(d.tags, "external/cwe/cwe-798");
  for (const std::string& tag : example.tags) add_tag(d.tags, to_valid_utf8(tag));
  return to_json(d);
}

}  // namespace keyhound
