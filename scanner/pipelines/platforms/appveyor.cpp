// SPDX-License-Identifier: Apache-2.0
// AppVeyor. https://www.appveyor.com/docs/appveyor-yml/
#include <array>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/platforms/settings/settings_values.h"

namespace keyhound {
namespace {

constexpr std::array<std::string_view, 17> kPhases = {
    "init",          "install",         "before_build", "build_script",   "after_build",
    "before_test",   "test_script",     "after_test",   "before_package", "before_deploy",
    "deploy_script", "after_deploy",    "on_success",   "on_failure",     "on_finish",
    "on_image_bake", "on_build_success"};

bool has_path(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  if (!name.empty() && name.front() == '.') name.remove_prefix(1);
  if (path.find("/workflows/") != std::string_view::npos) return false;
  return name == "appveyor.yml" || name == "appveyor.yaml" ||
         (name.starts_with("appveyor.") && name.ends_with(".yml"));
}

bool is_predefined(std::string_view variable) {
  return variable.starts_with("APPVEYOR") || variable == "CI" || variable == "PLATFORM" ||
         variable == "CONFIGURATION";
}

bool is_unix(std::string_view image) {
  const std::string lower = to_lower_ascii(image);
  return lower.find("ubuntu") != std::string::npos || lower.find("macos") != std::string::npos;
}

class AppveyorReader {
 public:
  explicit AppveyorReader(SettingsBuilder& builder) : builder_(builder) {}

  // `for` has more of the same, each for some of the jobs.
  void run(const YamlNode* root) {
    read_job(root, "build", "");
    const YamlNode* specific = at(root, "for");
    std::size_t number = 0;
    if (!is_sequence(specific)) return;
    for (const YamlNode* node : items_of(specific)) {
      const std::string path = key_path("for", number++);
      if (is_mapping(node)) read_job(node, std::to_string(number), path);
    }
  }

 private:
  void read_job(const YamlNode* node, std::string_view id, const std::string& path) {
    Job job = builder_.job_at(id, nullptr, *node, path);
    for (const YamlNode* image : items_of(at(node, "image")))
      job.runner += (job.runner.empty() ? "" : ", ") + std::string(text_of(image));
    const bool on_unix = is_unix(job.runner);
    const Scope scope{builder_.add(std::move(job)), kNoFact};
    // The variables at the top hold for all jobs.
    read_environment(path.empty() ? Scope{} : scope, at(node, "environment"),
                     key_path(path, "environment"));
    for (const std::string_view phase : kPhases)
      read_phase(scope, at(node, phase), key_path(path, phase), on_unix);
    read_deployments(scope, node, path);
    builder_.bind_tree(BindingKind::kInput, scope, at(node, "notifications"),
                       key_path(path, "notifications"));
    builder_.bind_tree(BindingKind::kInput, scope, at(node, "nuget"), key_path(path, "nuget"));
    read_artifacts(scope, at(node, "artifacts"), key_path(path, "artifacts"));
    read_cache(scope, at(node, "cache"), key_path(path, "cache"));
  }

  void read_environment(Scope scope, const YamlNode* node, const std::string& path) {
    for (const MappingEntry& entry : entries_of(node, true)) {
      const std::string place = key_path(path, entry.name);
      if (entry.name == "global" || entry.name == "matrix") {
        builder_.bind_tree(BindingKind::kEnvironment, scope, entry.value, place);
      } else {
        builder_.bind_entry(BindingKind::kEnvironment, scope, entry, path);
      }
    }
  }

  static ScriptLanguage language_of_key(std::string_view key, ScriptLanguage usual) {
    if (key == "ps" || key == "pwsh") return ScriptLanguage::kPowerShell;
    if (key == "cmd") return ScriptLanguage::kBatch;
    return key == "sh" || key == "bash" ? ScriptLanguage::kPosix : usual;
  }

  // The commands of a phase: each language's are a script, in which variables live on.
  void read_phase(Scope scope, const YamlNode* node, const std::string& path, bool on_unix) {
    const ScriptLanguage usual = on_unix ? ScriptLanguage::kPosix : ScriptLanguage::kBatch;
    std::array<SourceText, 4> texts;
    const auto add = [&](const YamlNode* command, ScriptLanguage language) {
      if (is_scalar(command))
        append_line(texts[static_cast<std::size_t>(language)], builder_.value_of(*command));
    };
    for (const YamlNode* item : items_of(node)) {
      if (is_scalar(item)) add(item, usual);
      for (const MappingEntry& entry : entries_of(item))
        add(entry.value, language_of_key(entry.name, usual));
    }
    for (std::size_t i = 0; i < texts.size(); ++i)
      if (!texts[i].text.empty())
        builder_.script(scope, std::move(texts[i]), path, static_cast<ScriptLanguage>(i));
  }

  // deploy: a provider or several, or only `off`. Each is a step.
  void read_deployments(Scope scope, const YamlNode* job, const std::string& path) {
    const std::string place = key_path(path, "deploy");
    for (const YamlNode* node : items_of(at(job, "deploy"))) {
      if (!is_mapping(node)) continue;
      Step step = builder_.step_at(scope.job, *node, place);
      const YamlNode* provider = at(node, "provider");
      step.uses = std::string(text_of(provider));
      if (provider != nullptr) step.uses_range = builder_.range_of(*provider);
      step.name = step.uses.empty() ? "deploy" : step.uses;
      const Scope inner{scope.job, builder_.add(std::move(step))};
      for (const MappingEntry& entry : entries_of(node, true))
        if (entry.name != "provider" && entry.name != "on")
          builder_.bind_entry(BindingKind::kInput, inner, entry, place);
    }
  }

  void read_artifacts(Scope scope, const YamlNode* node, const std::string& path) {
    for (const YamlNode* item : items_of(node)) {
      const YamlNode* files = is_mapping(item) ? at(item, "path") : item;
      if (!is_scalar(files)) continue;
      Artifact artifact;
      artifact.scope = scope;
      artifact.name = std::string(text_of(at(item, "name")));
      artifact.paths = builder_.paths(files);
      artifact.key_path = path;
      artifact.range = builder_.range_of(*files);
      artifact.includes_hidden = true;
      builder_.definition().artifacts.push_back(std::move(artifact));
    }
  }

  // "directory -> file that the cache depends on"
  void read_cache(Scope scope, const YamlNode* node, const std::string& path) {
    if (node == nullptr) return;
    Cache cache;
    cache.scope = scope;
    for (const SourceText& line : builder_.paths(node)) {
      const std::size_t arrow = std::min(line.text.find("->"), line.text.size());
      const std::size_t last = line.text.find_last_not_of(" \t", arrow == 0 ? 0 : arrow - 1);
      if (arrow == 0 || last == std::string::npos) continue;
      cache.paths.push_back(part_of(line, {0, static_cast<std::uint32_t>(last + 1)}));
    }
    cache.key_path = path;
    cache.range = builder_.range_of(*node);
    if (!cache.paths.empty()) builder_.definition().caches.push_back(std::move(cache));
  }

  SettingsBuilder& builder_;
};

void read(const DefinitionSource& source, Definition& into, std::vector<Diagnostic>& diagnostics) {
  SettingsBuilder builder(source, into);
  if (const YamlNode* root = root_of(source.yaml)) AppveyorReader(builder).run(root);
  builder.tell_limit(diagnostics);
}

}  // namespace

extern const Platform kAppveyorPlatform;
const Platform kAppveyorPlatform = {
    .id = "appveyor",
    .name = "AppVeyor",
    .syntax = DefinitionSyntax::kYaml,
    .has_path = has_path,
    .read = read,
    .variable_store = "appveyor-settings",
    .is_predefined = is_predefined,
};

}  // namespace keyhound
