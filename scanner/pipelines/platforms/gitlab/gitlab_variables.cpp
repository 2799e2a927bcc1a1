// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/gitlab/gitlab_variables.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "scanner/pipelines/facts/credential_literal.h"
#include "scanner/pipelines/facts/variable_values.h"

namespace keyhound {
namespace {

// Tokens that GitLab makes for a job. https://docs.gitlab.com/ci/variables/predefined_variables/
constexpr std::array<std::string_view, 8> kTokens = {
    "CI_JOB_TOKEN",   "CI_REGISTRY_PASSWORD", "CI_DEPENDENCY_PROXY_PASSWORD",
    "CI_JOB_JWT",     "CI_JOB_JWT_V1",        "CI_JOB_JWT_V2",
    "CI_BUILD_TOKEN", "CI_REPOSITORY_URL"};

// Values of a variable: a scalar, or {value: ..., description: ...}.
GitlabNode value_of(GitlabConfig& config, GitlabNode node) {
  node = config.resolve(node);
  return is_mapping(node.node) ? config.resolve(config.at(node, "value")) : node;
}

std::vector<GitlabEntry> entries_of(GitlabNode mapping) {
  std::vector<GitlabEntry> entries;
  if (mapping.node == nullptr) return entries;
  for (const MappingEntry& entry : mapping.file->yaml->entries(mapping.node))
    entries.push_back({entry, mapping.file, false});
  return entries;
}

class NameCollector {
 public:
  explicit NameCollector(GitlabConfig& config) : config_(config) {}

  void collect(VariableNames& into) {
    into_ = &into;
    for (GitlabFile& file : config_.files()) {
      const GitlabNode root{file.root, &file};
      note_variables(config_.at(root, "variables"));
      note_items(config_.at(config_.at(root, "workflow"), "rules"));
      for (const MappingEntry& entry : file.yaml->entries(file.root)) {
        const bool is_job = entry.name == "default" || !is_gitlab_keyword(entry.name);
        if (is_job && is_mapping(entry.value)) note_job({entry.value, &file});
      }
    }
  }

 private:
  void note_job(GitlabNode job) {
    note_variables(config_.at(job, "variables"));
    note_items(config_.at(job, "services"));
    note_items(config_.at(job, "rules"));
    const GitlabNode tokens = config_.at(job, "id_tokens");
    for (const GitlabEntry& token : entries_of(tokens)) into_->note_plain(token.entry.name);
  }

  void note_items(GitlabNode list) {
    if (!is_sequence(list.node)) return;
    for (const YamlNode* item : list.file->yaml->items(list.node))
      if (is_mapping(item)) note_variables(config_.at({item, list.file}, "variables"));
  }

  // Anchors bring one mapping into many jobs.
  void note_variables(GitlabNode variables) {
    if (variables.node == nullptr || !seen_.insert(variables.node).second) return;
    for (const GitlabEntry& one : entries_of(variables))
      into_->note(one.entry.name, text_of(value_of(config_, {one.entry.value, one.file}).node));
  }

  GitlabConfig& config_;
  VariableNames* into_ = nullptr;
  std::unordered_set<const YamlNode*> seen_;
};

// Docker's configuration keeps a registry's user and password under "auth", in base64.
std::vector<TextRange> registry_passwords(std::string_view name, std::string_view value) {
  std::vector<TextRange> found;
  constexpr std::string_view kKey = "\"auth\"";
  if (name != "DOCKER_AUTH_CONFIG") return found;
  for (std::size_t at = value.find(kKey); at != std::string_view::npos; at = value.find(kKey, at)) {
    at += kKey.size();
    const std::size_t colon = value.find_first_not_of(" \t\n", at);
    const std::size_t begin = value.find('"', at);
    if (begin == std::string_view::npos || value[colon] != ':') continue;
    const std::size_t end = value.find('"', begin + 1);
    if (end == std::string_view::npos) break;
    found.push_back({static_cast<std::uint32_t>(begin + 1), static_cast<std::uint32_t>(end)});
    at = end;
  }
  return found;
}

void bind_one(GitlabReader& reader, Scope scope, const GitlabEntry& one, std::string_view path,
              TextRange stand_in) {
  const GitlabNode value = value_of(reader.config, {one.entry.value, one.file});
  if (!is_scalar(value.node)) return;
  const std::string_view text = text_of(value.node);
  const bool is_own_name = reader.config.is_own(one.file);
  const bool is_borrowed = one.is_inherited || !is_own_name;
  if (is_borrowed && find_variables(text).empty()) return;
  const TextRange name = is_own_name ? reader.builder.range_of(*one.entry.key) : stand_in;
  const SourceText source = gitlab_value(reader, value, stand_in);
  const std::string place = key_path(path, one.entry.name);
  const auto passwords = registry_passwords(one.entry.name, text);
  for (const TextRange password : passwords)
    reader.builder.bind(BindingKind::kRegistryPassword, scope, std::string(one.entry.name), name,
                        part_of(source, password), place);
  if (passwords.empty())
    reader.builder.bind(BindingKind::kVariable, scope, std::string(one.entry.name), name, source,
                        place);
}

// $[[ inputs.name | function ]]: https://docs.gitlab.com/ci/inputs/
void read_inputs(DefinitionBuilder& builder, const SourceText& value, const ValuePlace& place,
                 ValueReading& reading) {
  const std::string_view text = value.text;
  constexpr std::string_view kInputs = "inputs.";
  std::size_t at = text.find("$[[");
  while (at != std::string_view::npos) {
    const std::size_t end = text.find("]]", at);
    if (end == std::string_view::npos) return;
    TemplateRange& range = reading.templates.emplace_back();
    range.range = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end + 2)};
    reading.is_literal = false;
    std::string_view inside = text.substr(at + 3, end - at - 3);
    inside.remove_prefix(std::min(inside.find_first_not_of(' '), inside.size()));
    const std::string_view name =
        inside.starts_with(kInputs)
            ? inside.substr(kInputs.size(),
                            inside.find_first_of(" |", kInputs.size()) - kInputs.size())
            : std::string_view();
    if (is_credential_name(name)) {
      SecretReference reference;
      reference.scope = place.scope;
      reference.store = "gitlab-inputs";
      reference.kind = "input";
      reference.id = reference.name = std::string(name);
      reference.bound_as = std::string(place.bound_as);
      reference.sink = place.sink;
      reference.range = value.source_of(range.range);
      reference.key_path = std::string(place.key_path);
      reference.confidence = Confidence::kMedium;
      range.references.push_back(builder.add(std::move(reference)));
    }
    at = text.find("$[[", end);
  }
}

}  // namespace

SourceText gitlab_value(GitlabReader& reader, GitlabNode node, TextRange stand_in) {
  if (reader.config.is_own(node.file)) return reader.builder.value_of(*node.node);
  return {std::string(text_of(node.node)), stand_in, {}};
}

void note_gitlab_variables(GitlabReader& reader) {
  VariableNames names;
  NameCollector(reader.config).collect(names);
  names.give_to(reader.builder);
}

void bind_gitlab_variables(GitlabReader& reader, Scope scope,
                           const std::vector<GitlabEntry>& variables, std::string_view path,
                           TextRange stand_in) {
  for (const GitlabEntry& one : variables) {
    if (reader.builder.is_full()) return;
    bind_one(reader, scope, one, path, stand_in);
  }
}

void bind_gitlab_item_variables(GitlabReader& reader, Scope scope, GitlabNode list,
                                std::string_view path) {
  std::size_t index = 0;
  for (const GitlabNode& item : reader.config.items(list)) {
    const std::string place = key_path(key_path(path, index++), "variables");
    const GitlabNode variables = reader.config.at(item, "variables");
    if (reader.config.is_own(item.file) && is_mapping(variables.node))
      bind_gitlab_variables(reader, scope, entries_of(variables), place, {});
  }
}

bool is_gitlab_token(std::string_view variable) {
  return std::find(kTokens.begin(), kTokens.end(), variable) != kTokens.end();
}

bool is_gitlab_predefined(std::string_view variable) {
  const bool has_prefix = variable == "CI" || variable == "TRIGGER_PAYLOAD" ||
                          variable.starts_with("CI_") || variable.starts_with("GITLAB_") ||
                          variable.starts_with("FF_") || variable.starts_with("CHAT_") ||
                          variable.starts_with("RUNNER_");
  // People give variables with credentials such names, too: GITLAB_TOKEN, CI_DEPLOY_KEY.
  return has_prefix && !is_credential_name(variable);
}

ValueReading read_gitlab_value(DefinitionBuilder& builder, const SourceText& value,
                               const ValuePlace& place) {
  ValueReading reading;
  if (place.sink != SecretSink::kScript) reading = read_variables(builder, value, place);
  read_inputs(builder, value, place, reading);
  return reading;
}

}  // namespace keyhound
