// SPDX-License-Identifier: Apache-2.0
// Travis CI. What stands at the top holds for every job; its phases are those of one more job.
// https://docs.travis-ci.com/user/build-config-yaml
#include <array>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platforms/settings/settings_values.h"

namespace keyhound {
namespace {

constexpr std::array<std::string_view, 10> kPhases = {
    "before_install", "install",       "before_script", "script",       "before_cache",
    "after_success",  "after_failure", "before_deploy", "after_deploy", "after_script"};

bool has_path(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name == ".travis.yml" || name == ".travis.yaml" || name == "travis.yml" ||
         (name.starts_with(".travis.") && name.ends_with(".yml"));
}

bool is_predefined(std::string_view variable) {
  return variable.starts_with("TRAVIS") || variable == "CI" ||
         variable == "CONTINUOUS_INTEGRATION" || variable == "HAS_JOSH_K_SEAL_OF_APPROVAL";
}

class TravisReader {
 public:
  explicit TravisReader(SettingsBuilder& builder) : builder_(builder) {}

  void run(const YamlNode* root) {
    read_environment({}, at(root, "env"), "env");
    builder_.bind_tree(BindingKind::kInput, {}, at(root, "addons"), "addons");
    builder_.bind_tree(BindingKind::kInput, {}, at(root, "notifications"), "notifications");
    read_cache(at(root, "cache"));
    read_imports(at(root, "import"));
    read_top_job(root);
    for (const std::string_view key : {"jobs", "matrix"}) {
      const YamlNode* jobs = at(root, key);
      const std::string path = key_path(std::string(key), "include");
      if (is_sequence(jobs)) read_jobs(jobs, std::string(key));
      read_jobs(at(jobs, "include"), path);
    }
  }

 private:
  static std::string runner_of(const YamlNode* node) {
    std::string runner(text_of(at(node, "os")));
    const std::string_view release = text_of(at(node, "dist"));
    if (!release.empty()) runner += (runner.empty() ? "" : " ") + std::string(release);
    return runner;
  }

  void read_top_job(const YamlNode* root) {
    bool has_phase = at(root, "deploy") != nullptr;
    for (const std::string_view phase : kPhases) has_phase = has_phase || at(root, phase);
    if (!has_phase) return;
    Job job = builder_.job_at("build", nullptr, *root, "");
    job.runner = runner_of(root);
    read_phases({builder_.add(std::move(job)), kNoFact}, root, "");
  }

  void read_jobs(const YamlNode* jobs, const std::string& path) {
    if (!is_sequence(jobs)) return;
    std::size_t number = 0;
    for (const YamlNode* node : items_of(jobs)) {
      const std::string place = key_path(path, number++);
      if (!is_mapping(node)) continue;
      std::string id(text_of(at(node, "name")));
      if (id.empty()) id = std::string(text_of(at(node, "stage")));
      if (id.empty()) id = std::to_string(number);
      Job job = builder_.job_at(id, nullptr, *node, place);
      job.runner = runner_of(node);
      const Scope scope{builder_.add(std::move(job)), kNoFact};
      read_environment(scope, at(node, "env"), key_path(place, "env"));
      builder_.bind_tree(BindingKind::kInput, scope, at(node, "addons"), key_path(place, "addons"));
      read_phases(scope, node, place);
    }
  }

  void read_phases(Scope scope, const YamlNode* node, const std::string& path) {
    for (const std::string_view phase : kPhases)
      builder_.script(scope, at(node, phase), key_path(path, phase));
    const YamlNode* deploy = at(node, "deploy");
    const std::string place = key_path(path, "deploy");
    for (const YamlNode* one : items_of(deploy)) {
      if (is_mapping(one)) read_deploy(scope, *one, place);
    }
  }

  // A deployment is a step of its own: its provider is what is called.
  void read_deploy(Scope scope, const YamlNode& node, const std::string& path) {
    Step step = builder_.step_at(scope.job, node, path);
    const YamlNode* provider = at(&node, "provider");
    step.uses = std::string(text_of(provider));
    if (provider != nullptr) step.uses_range = builder_.range_of(*provider);
    step.name = step.uses.empty() ? "deploy" : step.uses;
    scope.step = builder_.add(std::move(step));
    for (const MappingEntry& entry : entries_of(&node, true)) {
      if (entry.name == "provider" || entry.name == "on") continue;
      if (entry.name == "script") {
        builder_.script(scope, entry.value, key_path(path, "script"));
      } else {
        builder_.bind_entry(BindingKind::kInput, scope, entry, path);
      }
    }
  }

  // env: of strings with one or more NAME=value, of mappings, or with global, jobs and matrix.
  void read_environment(Scope scope, const YamlNode* env, const std::string& path) {
    if (env == nullptr || !builder_.take_visit()) return;
    for (const YamlNode* item : items_of(env)) {
      if (is_scalar(item)) {
        read_assignments(scope, *item, path);
        continue;
      }
      for (const MappingEntry& entry : entries_of(item, true)) {
        const bool is_group =
            entry.name == "global" || entry.name == "jobs" || entry.name == "matrix";
        if (is_group) {
          read_environment(scope, entry.value, key_path(path, entry.name));
        } else if (entry.name == "secure" && is_scalar(entry.value)) {
          builder_.bind_encrypted(BindingKind::kEnvironment, scope, "secure",
                                  builder_.range_of(*entry.key), *entry.value,
                                  key_path(path, "secure"));
        } else {
          builder_.bind_entry(BindingKind::kEnvironment, scope, entry, path);
        }
      }
    }
  }

  void read_assignments(Scope scope, const YamlNode& node, const std::string& path) {
    const SourceText line = builder_.value_of(node);
    const ScriptCommands commands = read_script(line.text, ScriptLanguage::kPosix);
    for (const ScriptCommand& command : commands.commands) {
      for (const ScriptAssignment& one : command.assignments) {
        // The value begins behind its quote, where it has one.
        const TextRange value = one.value.range;
        const std::size_t equals = line.text.rfind('=', value.begin);
        if (equals == std::string::npos || equals < one.name.size()) continue;
        const auto name_end = static_cast<std::uint32_t>(equals);
        const auto name = static_cast<std::uint32_t>(equals - one.name.size());
        builder_.bind(BindingKind::kEnvironment, scope, one.name,
                      line.source_of(TextRange{name, name_end}), part_of(line, value),
                      key_path(path, one.name));
      }
    }
  }

  void read_cache(const YamlNode* cache) {
    const YamlNode* directories = at(cache, "directories");
    if (directories == nullptr) return;
    Cache fact;
    fact.paths = builder_.paths(directories);
    fact.key_path = "cache/directories";
    fact.range = builder_.range_of(*directories);
    builder_.definition().caches.push_back(std::move(fact));
  }

  // import: owner/repository:path@ref, or a path of the same repository.
  void read_imports(const YamlNode* imports) {
    for (const YamlNode* item : items_of(imports)) {
      const YamlNode* source = is_mapping(item) ? at(item, "source") : item;
      if (!is_scalar(source)) continue;
      Include include;
      include.target = std::string(text_of(source));
      include.revision = std::string(action_revision(include.target));
      const bool is_elsewhere = include.target.find(':') != std::string::npos;
      include.kind = is_elsewhere ? IncludeKind::kProject : IncludeKind::kFile;
      include.is_same_repository = include.is_same_owner = !is_elsewhere;
      include.is_pinned = !is_elsewhere || is_pinned_revision(include.revision);
      include.range = builder_.range_of(*source);
      include.key_path = "import";
      builder_.definition().includes.push_back(std::move(include));
    }
  }

  SettingsBuilder& builder_;
};

void read(const DefinitionSource& source, Definition& into, std::vector<Diagnostic>& diagnostics) {
  SettingsBuilder builder(source, into);
  if (const YamlNode* root = root_of(source.yaml)) TravisReader(builder).run(root);
  builder.tell_limit(diagnostics);
}

}  // namespace

extern const Platform kTravisPlatform;
const Platform kTravisPlatform = {
    .id = "travis",
    .name = "Travis CI",
    .syntax = DefinitionSyntax::kYaml,
    .has_path = has_path,
    .read = read,
    .variable_store = "travis-settings",
    .is_predefined = is_predefined,
};

}  // namespace keyhound
