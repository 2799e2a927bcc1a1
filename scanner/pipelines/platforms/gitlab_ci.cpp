// SPDX-License-Identifier: Apache-2.0
// GitLab CI: configurations and the files that they include.
// https://docs.gitlab.com/ci/yaml/
//
// A configuration is read with the local files that it includes at hand. Each of these files is a
// definition of its own, too (one that nothing but an include tells is read by
// read_included_definitions), so a fact is reported once, where it stands. What a job inherits from
// another file tells what variables it sees and which stored secrets it uses: such references stand
// at its `extends`.
#include <algorithm>
#include <array>

#include "scanner/pipelines/platform.h"
#include "scanner/pipelines/platforms/gitlab/gitlab_includes.h"
#include "scanner/pipelines/platforms/gitlab/gitlab_jobs.h"
#include "scanner/pipelines/platforms/gitlab/gitlab_rules.h"

namespace keyhound {
namespace {

bool is_yaml(std::string_view path) { return path.ends_with(".yml") || path.ends_with(".yaml"); }

bool has_folder(std::string_view path, std::string_view folder) {
  const std::size_t at = path.find(folder);
  return at != std::string_view::npos && (at == 0 || path[at - 1] == '/');
}

bool has_path(std::string_view path) {
  if (path.ends_with(".gitlab-ci.yml") || path.ends_with(".gitlab-ci.yaml")) return true;
  return is_yaml(path) && (has_folder(path, ".gitlab/ci/") || has_folder(path, ".gitlab-ci/"));
}

// Keys of a job that no other platform's entries with a script have.
bool is_job(const YamlNode* node) {
  constexpr std::array<std::string_view, 14> kJobKeys = {
      "stage",    "tags",          "rules",       "only",         "except",
      "extends",  "before_script", "artifacts",   "after_script", "needs",
      "services", "dependencies",  "environment", "allow_failure"};
  const YamlNode* script = at(node, "script");
  if (!is_scalar(script) && !is_sequence(script)) return false;
  return std::any_of(kJobKeys.begin(), kJobKeys.end(),
                     [&](std::string_view key) { return at(node, key) != nullptr; });
}

bool has_shape(const YamlDocument& document) {
  if (document.roots().empty()) return false;
  const YamlNode* root = &document.roots().back()->resolved();
  for (const std::string_view foreign : {"jobs", "steps", "pipelines", "pipeline", "kind",
                                         "language", "tasks", "on", "script", "apiVersion"})
    if (at(root, foreign) != nullptr) return false;
  const auto entries = entries_of(root);
  return std::any_of(entries.begin(), entries.end(), [](const MappingEntry& entry) {
    return is_mapping(entry.value) && is_job(entry.value);
  });
}

// Values of the root's keywords and of the header.
void read_globals(GitlabReader& reader) {
  GitlabConfig& config = reader.config;
  MergedYaml& yaml = *config.own().yaml;
  const YamlNode* root = config.own().root;
  const YamlNode* includes = yaml.at(root, "include");
  const TextRange stand_in = includes != nullptr ? reader.builder.range_of(*includes) : TextRange();
  for (std::size_t i = config.files().size(); i > 0; --i) {
    GitlabFile& file = config.files()[i - 1];
    const std::vector<GitlabNode> globals = {{file.root, &file}};
    bind_gitlab_variables(reader, {}, config.entries(globals, "variables"), "variables", stand_in);
  }
  const GitlabNode workflow = config.at({root, &config.own()}, "workflow");
  bind_gitlab_item_variables(reader, {}, config.at(workflow, "rules"), "workflow/rules");
  bind_gitlab_item_variables(reader, {}, {yaml.at(root, {"default", "services"}), &config.own()},
                             "default/services");
  bind_gitlab_item_variables(reader, {}, {yaml.at(root, "services"), &config.own()}, "services");
  read_gitlab_triggers(reader, config.resolve(config.at(workflow, "rules")), {});
  read_gitlab_includes(reader, {}, includes, "include", false);
}

// Defaults of inputs, which a header of its own declares.
void read_header(GitlabReader& reader, const DefinitionSource& source) {
  const YamlNode* inputs = at(root_of(source.yaml), {"spec", "inputs"});
  for (const MappingEntry& input : entries_of(inputs)) {
    const YamlNode* value = at(input.value, "default");
    if (is_scalar(value))
      reader.builder.bind(BindingKind::kParameter, {}, std::string(input.name),
                          reader.builder.range_of(*input.key), reader.builder.value_of(*value),
                          key_path(key_path("spec/inputs", input.name), "default"));
  }
}

void read(const DefinitionSource& source, Definition& into, std::vector<Diagnostic>&) {
  DefinitionBuilder builder(source, read_gitlab_value, into);
  GitlabConfig config(source);
  GitlabReader reader{builder, config};
  note_gitlab_variables(reader);
  read_header(reader, source);
  read_globals(reader);
  for (const MappingEntry& entry : config.own().yaml->entries(config.own().root)) {
    const bool is_entry = !is_gitlab_keyword(entry.name) && is_mapping(entry.value);
    if (is_entry && !builder.is_full()) read_gitlab_job(reader, entry);
  }
  if (into.jobs.empty()) read_gitlab_defaults(reader);
  if (into.triggers.empty() && !into.jobs.empty()) into.triggers.emplace_back().event = "push";
  if (config.is_cut_short()) builder.cut_short();
}

}  // namespace

extern const Platform kGitlabCiPlatform;
const Platform kGitlabCiPlatform = {
    .id = "gitlab-ci",
    .name = "GitLab CI",
    .syntax = DefinitionSyntax::kYaml,
    .has_path = has_path,
    .has_shape = has_shape,
    .shape_keys = "script",
    .read = read,
    .variable_store = "gitlab-variables",
    .is_predefined = is_gitlab_predefined,
    .is_platform_token = is_gitlab_token,
};

}  // namespace keyhound
