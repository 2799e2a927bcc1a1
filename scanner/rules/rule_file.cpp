// SPDX-License-Identifier: Apache-2.0
#include "scanner/rules/rule_file.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "scanner/base/ascii.h"
#include "scanner/base/file.h"
#include "scanner/rules/context_regex.h"
#include "scanner/rules/rule_schema.h"
#include "scanner/rules/toml_parse.h"
#include "scanner/rules/verifier_schema.h"

namespace keyhound {
namespace {

constexpr std::uint64_t kMaxFileSize = 16 << 20;  // bytes

struct FileContent {
  RuleFile file;
  std::string provider;  // of every rule that names none
};

Status ignore(const TomlValue& /*value*/, FileContent& /*content*/) { return {}; }

Status read_provider(const TomlValue& value, FileContent& content) {
  KEYHOUND_TRY(content.provider, value.text());
  return {};
}

// The provider in the letters of an identifier: "SOPS/age" is sops-age.
std::string family_of(const std::string& provider) {
  std::string family;
  for (const char c : to_lower_ascii(provider)) {
    const bool is_word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_word) {
      family += c;
    } else if (!family.empty() && family.back() != '-') {
      family += '-';
    }
  }
  while (family.ends_with('-')) family.pop_back();
  return family;
}

// What keeps a rule from being one; empty: nothing.
std::string fault_of(const Rule& rule) {
  if (rule.id.empty()) return "the rule has no id";
  const std::string name = "rule " + rule.id;
  const bool has_context = !rule.context.empty() || !rule.value.empty();
  if (!has_context) return rule.regex.empty() ? name + " has no regex" : "";
  if (rule.context.empty()) return name + " has a value and no context";
  if (rule.value.empty()) return name + " has a context and no value";
  if (!rule.regex.empty()) {
    return name + " has a regex and a context, of which its regex would be composed";
  }
  if (rule.max_length == 0 && has_open_repeat(rule.value)) {
    return name + " has a value that repeats without bound, and no max_length";
  }
  if (rule.secret_group != 0) return name + " has a secret_group; its secret is the value";
  return "";
}

Status read_rules(const TomlValue& value, FileContent& content) {
  if (!value.node.is_array()) return value.wrong("must be an array of tables: [[rules]]");
  KEYHOUND_TRY_STATUS(read_tables<Rule>(value, rule_fields(), content.file.rules));
  const toml::array& tables = *value.node.as_array();
  for (std::size_t i = 0; i < content.file.rules.size(); ++i) {
    Rule& rule = content.file.rules[i];
    const std::string fault = fault_of(rule);
    if (!fault.empty()) return value.source.error_at(tables[i], fault);
    if (rule.context.empty()) continue;
    rule.regex = compose_context_regex(rule.context, rule.value);
    rule.secret_group = 1;
  }
  return {};
}

Status read_allowlists(const TomlValue& value, FileContent& content) {
  return read_tables<Allowlist>(value, allowlist_fields(), content.file.allowlists);
}

Status read_verifiers(const TomlValue& value, FileContent& content) {
  if (!value.node.is_array()) return value.wrong("must be an array of tables: [[verifiers]]");
  KEYHOUND_TRY_STATUS(read_tables<Verifier>(value, verifier_fields(), content.file.verifiers));
  const toml::array& tables = *value.node.as_array();
  for (std::size_t i = 0; i < content.file.verifiers.size(); ++i) {
    const std::string fault = verifier_fault(content.file.verifiers[i]);
    if (!fault.empty()) return value.source.error_at(tables[i], fault);
  }
  return {};
}

Status read_documentation_values(const TomlValue& value, FileContent& content) {
  KEYHOUND_TRY(content.file.documentation_values, value.texts());
  return {};
}

// `title` and `extend` are gitleaks'; what `extend` asks for is the configuration's affair.
std::span<const TomlField<FileContent>> file_fields() {
  static const std::vector<TomlField<FileContent>> kFields = {
      {"provider", "", read_provider},
      {"rules", "", read_rules},
      {"allowlists", "allowlist", read_allowlists},
      {"documentation_values", "", read_documentation_values},
      {"verifiers", "", read_verifiers},
      {"title", "", ignore},
      {"extend", "", ignore},
  };
  return kFields;
}

void fill_defaults(FileContent& content, const std::string& origin) {
  for (Verifier& verifier : content.file.verifiers) verifier.origin = origin;
  for (Rule& rule : content.file.rules) {
    rule.origin = origin;
    if (rule.provider.empty()) rule.provider = content.provider;
    if (rule.family.empty()) rule.family = family_of(rule.provider);
    if (rule.family.empty()) rule.family = rule.id;
  }
}

// The *.toml files of a directory, in the order of their names.
Result<std::vector<std::string>> list_rule_files(const std::string& folder) {
  namespace fs = std::filesystem;
  std::vector<std::string> paths;
  std::error_code error;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (entry->path().extension() == ".toml") paths.push_back(entry->path().string());
  }
  if (error) return fail(errno_error(error.value(), folder));
  std::sort(paths.begin(), paths.end());
  return paths;
}

Status append_file(const std::string& path, RuleFile& all) {
  KEYHOUND_TRY(const std::string content, read_file(path, kMaxFileSize));
  KEYHOUND_TRY(RuleFile file, parse_rule_file(content, path));
  all.append(std::move(file));
  return {};
}

}  // namespace

void RuleFile::append(RuleFile other) {
  const auto add = [](auto& to, auto& from) {
    std::move(from.begin(), from.end(), std::back_inserter(to));
  };
  add(rules, other.rules);
  add(allowlists, other.allowlists);
  add(documentation_values, other.documentation_values);
  add(verifiers, other.verifiers);
}

Result<RuleFile> parse_rule_file(std::string_view toml, const std::string& origin) {
  const TomlSource source{origin};
  KEYHOUND_TRY(const toml::table table, parse_toml(toml, source));
  FileContent content;
  KEYHOUND_TRY_STATUS(read_table(source, table, file_fields(), content));
  fill_defaults(content, origin);
  return std::move(content.file);
}

Result<RuleFile> load_rule_files(const std::string& path) {
  RuleFile all;
  std::error_code ignored;
  std::vector<std::string> paths = {path};
  if (std::filesystem::is_directory(path, ignored)) {
    KEYHOUND_TRY(paths, list_rule_files(path));
  }
  for (const std::string& file : paths) KEYHOUND_TRY_STATUS(append_file(file, all));
  return all;
}

}  // namespace keyhound
