// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/azure/azure_names.h"

#include <algorithm>
#include <array>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/facts/credential_literal.h"
#include "scanner/pipelines/platforms/azure/azure_tree.h"

namespace keyhound {
namespace {

constexpr std::array<std::string_view, 9> kPredefinedPrefixes = {
    "system.",     "build.",   "agent.",    "pipeline.", "environment.",
    "deployment.", "release.", "strategy.", "resources."};

bool is_predefined(std::string_view lower) {
  return lower == "tf_build" || lower.starts_with("rev:") || lower.starts_with("date:") ||
         std::any_of(kPredefinedPrefixes.begin(), kPredefinedPrefixes.end(),
                     [&](std::string_view prefix) { return lower.starts_with(prefix); });
}

// Walks a file and its templates.
class NameCollector {
 public:
  explicit NameCollector(const DefinitionTree* tree) : tree_(tree) {}

  AzureNames run(const DefinitionSource& source) {
    names_.files.insert(std::string(source.path));
    read(source.path, source.text, *source.yaml, 0);
    return std::move(names_);
  }

 private:
  static constexpr int kTemplateDepth = 10;
  static constexpr std::size_t kMostFiles = 100;

  void read(std::string_view path, std::string_view text, const YamlDocument& document, int depth) {
    read_commands(text);
    for (const YamlNode* root : document.roots()) walk(*root, path, depth);
  }

  // ##vso[task.setvariable variable=NAME;issecret=true]value
  // https://learn.microsoft.com/azure/devops/pipelines/process/set-variables-scripts
  void read_commands(std::string_view text) {
    constexpr std::string_view kMark = "task.setvariable";
    constexpr std::string_view kVariable = "variable=";
    for (std::size_t at = text.find(kMark); at != std::string_view::npos;
         at = text.find(kMark, at + kMark.size())) {
      const std::string_view properties =
          text.substr(at, std::min(text.find(']', at), at + 200) - at);
      const std::size_t name = properties.find(kVariable, kMark.size());
      if (name == std::string_view::npos) continue;
      const std::string_view rest = properties.substr(name + kVariable.size());
      names_.made.insert(to_lower_ascii(rest.substr(0, rest.find_first_of("; "))));
    }
  }

  void walk(const YamlNode& node, std::string_view path, int depth) {
    for (const YamlNode& item : node.items()) walk(item, path, depth);
    if (node.kind != YamlKind::kMapping) return;
    read_mapping(node, path, depth);
    for (const YamlEntry& entry : node.entries()) walk(entry.value, path, depth);
  }

  void read_mapping(const YamlNode& node, std::string_view path, int depth) {
    for (const YamlEntry& entry : node.entries()) {
      const std::string_view key = text_of(&entry.key);
      if (key == "variables") read_variables(entry.value);
      if (key == "matrix") read_matrix(entry.value);
      if (key == "group" && is_scalar(&entry.value)) names_.has_groups = true;
      if (key == "template") follow(path, text_of(&entry.value), depth);
      if (key == "task" && azure_task_name(text_of(&entry.value)) == "azurekeyvault")
        read_vault(node);
      if (key == "job" || key == "deployment" || key == "stage")
        names_.steps.insert(to_lower_ascii(text_of(&entry.value)));
    }
    const bool is_step = node.find("value") == nullptr && node.find("default") == nullptr;
    if (const YamlNode* name = node.find("name"); name != nullptr && is_step)
      names_.steps.insert(to_lower_ascii(text_of(name)));
  }

  void define(std::string_view name) {
    names_.variables.emplace(to_lower_ascii(name), std::string(name));
  }

  void read_variables(const YamlNode& node) {
    for (const MappingEntry& entry : azure_entries(&node)) define(entry.name);
    for (const YamlNode* item : azure_items(&node)) {
      const AzureMap map(item);
      if (map.find("value") != nullptr) define(map.text("name"));
    }
  }

  // strategy: matrix: leg: NAME: value
  void read_matrix(const YamlNode& node) {
    for (const MappingEntry& leg : azure_entries(&node))
      for (const MappingEntry& entry : azure_entries(leg.value)) define(entry.name);
  }

  void read_vault(const YamlNode& task) {
    const AzureMap map(&task);
    std::string vault;
    std::string filter = "*";
    for (const MappingEntry& input : azure_entries(map.find("inputs"))) {
      const std::string name = to_lower_ascii(input.name);
      if (name == "keyvaultname") vault = std::string(text_of(input.value));
      if (name == "secretsfilter") filter = std::string(text_of(input.value));
    }
    if (filter.find('*') != std::string::npos || filter.find('$') != std::string::npos) {
      names_.open_vault = vault;
      return;
    }
    for (std::size_t begin = 0; begin < filter.size();) {
      const std::size_t end = std::min(filter.find(',', begin), filter.size());
      std::string name = to_lower_ascii(std::string_view(filter).substr(begin, end - begin));
      std::erase_if(name, [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; });
      if (!name.empty()) names_.vault_secrets.emplace(std::move(name), vault);
      begin = end + 1;
    }
  }

  void follow(std::string_view from, std::string_view target, int depth) {
    if (tree_ == nullptr || depth >= kTemplateDepth || names_.files.size() >= kMostFiles) return;
    const std::string path = azure_template_path(from, target);
    if (path.empty() || names_.files.contains(path)) return;
    const auto text = tree_->read(path);
    if (!text) return;
    names_.files.insert(path);
    const auto document =
        YamlDocument::parse(*text, kPipelineYamlLimits, {.duplicate_keys = DuplicateKeys::kReport});
    if (document) read(path, *text, *document, depth + 1);
  }

  const DefinitionTree* tree_;
  AzureNames names_;
};

}  // namespace

AzureNameKind kind_of(const AzureNames& names, std::string_view name) {
  const std::string lower = to_lower_ascii(name);
  if (lower == "system.accesstoken") return AzureNameKind::kToken;
  if (names.variables.contains(lower)) return AzureNameKind::kDefined;
  if (names.vault_secrets.contains(lower)) return AzureNameKind::kVaultSecret;
  if (names.made.contains(lower)) return AzureNameKind::kMade;
  if (is_predefined(lower)) return AzureNameKind::kPredefined;
  const std::size_t dot = lower.find('.');
  if (dot != std::string::npos && names.steps.contains(lower.substr(0, dot)))
    return AzureNameKind::kMade;
  // $(pwd) is the shell's.
  if (lower == "pwd" || !is_credential_name(name)) return AzureNameKind::kUnknown;
  const bool is_of_vault = !names.open_vault.empty() && !names.has_groups;
  return is_of_vault ? AzureNameKind::kVaultSecret : AzureNameKind::kStored;
}

AzureNames read_azure_names(const DefinitionSource& source) {
  return NameCollector(source.tree).run(source);
}

}  // namespace keyhound
