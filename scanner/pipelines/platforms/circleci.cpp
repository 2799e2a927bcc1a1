// SPDX-License-Identifier: Apache-2.0
// CircleCI: configurations, with the orbs that they define themselves.
// https://circleci.com/docs/reference/configuration-reference/
#include <algorithm>
#include <map>
#include <set>

#include "scanner/base/ascii.h"
#include "scanner/pipelines/finding_builder.h"
#include "scanner/pipelines/platform.h"
#include "scanner/pipelines/platforms/circleci/circleci_steps.h"
#include "scanner/pipelines/platforms/circleci/circleci_values.h"
#include "scanner/pipelines/platforms/circleci/circleci_workflows.h"

namespace keyhound {
namespace {

constexpr int kDeepestOrb = 4;

bool has_path(std::string_view path) {
  for (const std::string_view name :
       {".circleci/config.yml", ".circleci/config.yaml", ".circleci/continue_config.yml",
        ".circleci/continue-config.yml"}) {
    const bool is_name = path.ends_with(name);
    if (is_name && (path.size() == name.size() || path[path.size() - name.size() - 1] == '/'))
      return true;
  }
  return false;
}

bool is_job(const YamlNode* node) {
  for (const std::string_view key : {"docker", "machine", "macos", "executor", "resource_class"})
    if (at(node, key) != nullptr) return at(node, "steps") != nullptr;
  return false;
}

bool has_shape(const YamlDocument& document) {
  const YamlNode* root = root_of(&document);
  if (!text_of(at(root, "version")).starts_with("2")) return false;
  const auto jobs = entries_of(at(root, "jobs"));
  return std::any_of(jobs.begin(), jobs.end(),
                     [](const MappingEntry& job) { return is_job(job.value); });
}

// A version that a registry never changes: 1.2.3.
bool is_exact_version(std::string_view version) {
  return std::count(version.begin(), version.end(), '.') == 2 &&
         version.find_first_not_of("0123456789.") == std::string_view::npos;
}

class ConfigReader {
 public:
  explicit ConfigReader(CircleciReader& reader)
      : reader_(reader), builder_(reader.builder), yaml_(reader.yaml) {}

  // The root, or an orb that is defined in place.
  void read(const YamlNode* root, const std::string& path, int depth) {
    read_orbs(yaml_.at(root, "orbs"), key_path(path, "orbs"), depth);
    bind_defaults(yaml_.at(root, "parameters"), key_path(path, "parameters"));
    const bool is_root = depth == 0;
    for (const std::string_view section : {"executors", "commands", "jobs"}) {
      const std::string place = key_path(path, section);
      for (const MappingEntry& entry : yaml_.entries(yaml_.at(root, section))) {
        if (!is_mapping(entry.value) || builder_.is_full()) continue;
        const bool is_template = section != "jobs" || !is_root;
        const FactIndex job = read_job(entry, key_path(place, entry.name), is_template);
        if (!is_template && job != kNoFact) jobs_.emplace(entry.name, job);
      }
    }
    if (is_root) read_circleci_workflows(reader_, yaml_.at(root, "workflows"), jobs_);
  }

 private:
  FactIndex read_job(const MappingEntry& entry, const std::string& path, bool is_template) {
    Job job = builder_.job_at(entry.name, entry.key, *entry.value, path);
    job.is_template = is_template;
    job.runner = runner_of(entry.value);
    const std::string runner = to_lower_ascii(job.runner);
    const bool is_windows = runner.starts_with("win/") || runner.find("windows") != runner.npos;
    const std::string_view shell = text_of(yaml_.at(entry.value, "shell"));
    const ScriptLanguage language =
        shell.empty() && is_windows ? ScriptLanguage::kPowerShell : language_of(shell);
    const Scope scope{builder_.add(std::move(job)), kNoFact};
    bind_defaults(yaml_.at(entry.value, "parameters"), key_path(path, "parameters"), scope);
    bind_environment(BindingKind::kEnvironment, scope, entry.value, path);
    read_images(scope, yaml_.at(entry.value, "docker"), key_path(path, "docker"));
    read_circleci_steps(reader_, scope.job, yaml_.at(entry.value, "steps"), key_path(path, "steps"),
                        language);
    return scope.job;
  }

  std::string runner_of(const YamlNode* job) {
    const YamlNode* executor = yaml_.at(job, "executor");
    const YamlNode* machine = yaml_.at(job, "machine");
    const YamlNode* named[] = {is_mapping(executor) ? yaml_.at(executor, "name") : executor,
                               is_sequence(yaml_.at(job, "docker"))
                                   ? yaml_.at(items_of(yaml_.at(job, "docker")).empty()
                                                  ? nullptr
                                                  : items_of(yaml_.at(job, "docker")).front(),
                                              "image")
                                   : nullptr,
                               yaml_.at(machine, "image"), yaml_.at(job, "resource_class")};
    for (const YamlNode* one : named)
      if (is_scalar(one)) return std::string(text_of(one));
    if (machine != nullptr) return "machine";
    return yaml_.at(job, "macos") != nullptr ? "macos" : std::string();
  }

  // A mapping, or a list of mappings.
  void bind_environment(BindingKind kind, Scope scope, const YamlNode* owner,
                        const std::string& path) {
    const std::string place = key_path(path, "environment");
    for (const YamlNode* item : yaml_.items(yaml_.at(owner, "environment")))
      builder_.bind_all(kind, scope, item, place, true);
  }

  // The first image is the job's own; the others are services.
  void read_images(Scope scope, const YamlNode* images, const std::string& path) {
    std::size_t index = 0;
    for (const YamlNode* image : yaml_.items(images)) {
      const std::string place = key_path(path, index);
      bind_environment(index++ == 0 ? BindingKind::kEnvironment : BindingKind::kParameter, scope,
                       image, place);
      for (const MappingEntry& entry : yaml_.entries(yaml_.at(image, "auth")))
        bind_credential(scope, entry, entry.name == "password", key_path(place, "auth"));
      for (const MappingEntry& entry : yaml_.entries(yaml_.at(image, "aws_auth")))
        bind_credential(scope, entry, entry.name == "aws_secret_access_key",
                        key_path(place, "aws_auth"));
    }
  }

  void bind_credential(Scope scope, const MappingEntry& entry, bool is_password,
                       const std::string& path) {
    builder_.bind(is_password ? BindingKind::kRegistryPassword : BindingKind::kInput, scope, entry,
                  path);
  }

  // Defaults of declared parameters; of one that takes a variable's name it is that name.
  void bind_defaults(const YamlNode* parameters, const std::string& path, Scope scope = {}) {
    for (const MappingEntry& parameter : yaml_.entries(parameters)) {
      const std::string_view type = text_of(yaml_.at(parameter.value, "type"));
      const YamlNode* value = yaml_.at(parameter.value, "default");
      const std::string place = key_path(key_path(path, parameter.name), "default");
      if (type == "steps") read_circleci_steps(reader_, scope.job, value, place, {});
      if (!is_scalar(value)) continue;
      if (type == "env_var_name") {
        bind_circleci_argument(builder_, scope, {parameter.name, parameter.key, value},
                               key_path(path, parameter.name), reader_.name_parameters);
      } else {
        builder_.bind(BindingKind::kParameter, scope, std::string(parameter.name),
                      builder_.range_of(*parameter.key), builder_.value_of(*value), place);
      }
    }
  }

  void read_orbs(const YamlNode* orbs, const std::string& path, int depth) {
    for (const MappingEntry& orb : yaml_.entries(orbs)) {
      const std::string place = key_path(path, orb.name);
      if (is_mapping(orb.value) && depth < kDeepestOrb) read(orb.value, place, depth + 1);
      if (!is_scalar(orb.value)) continue;
      Include include;
      include.kind = IncludeKind::kPackage;
      include.target = std::string(text_of(orb.value));
      include.revision = std::string(action_revision(include.target));
      include.range = builder_.range_of(*orb.value);
      include.key_path = place;
      include.is_pinned = is_exact_version(include.revision);
      builder_.definition().includes.push_back(std::move(include));
    }
  }

  CircleciReader& reader_;
  DefinitionBuilder& builder_;
  MergedYaml& yaml_;
  std::map<std::string_view, FactIndex> jobs_;
};

// Where the text speaks of short-lived credentials, sorted.
std::vector<std::size_t> federation_marks(std::string_view text) {
  std::vector<std::size_t> marks;
  for (const std::string_view mark : {"CIRCLE_OIDC_TOKEN", "role_arn", "role-arn", "use_oidc"})
    for (std::size_t at = text.find(mark); at != text.npos; at = text.find(mark, at + 1))
      marks.push_back(at);
  std::sort(marks.begin(), marks.end());
  return marks;
}

// Jobs that get such credentials themselves or by a command of the file.
void find_federation(Definition& definition) {
  const auto marks = federation_marks(definition.text);
  std::set<std::string_view> commands;
  for (Job& job : definition.jobs) {
    const auto mark = std::lower_bound(marks.begin(), marks.end(), job.range.begin);
    job.has_federation = mark != marks.end() && *mark < job.range.end;
    if (job.has_federation && job.is_template) commands.insert(job.id);
  }
  for (const Step& step : definition.steps)
    if (step.job != kNoFact && commands.contains(step.uses))
      definition.jobs[step.job].has_federation = true;
}

void read(const DefinitionSource& source, Definition& into, std::vector<Diagnostic>&) {
  DefinitionBuilder builder(source, read_circleci_value, into);
  MergedYaml yaml(*source.yaml);
  const YamlNode* root = root_of(source.yaml);
  CircleciReader reader{builder, yaml, find_circleci_name_parameters(yaml, root)};
  note_circleci_variables(builder, root);
  ConfigReader(reader).read(root, {}, 0);
  judge_circleci_parameters(into, reader.name_parameters);
  find_federation(into);
  into.triggers.emplace_back().event = "push";
  if (yaml.is_spent()) builder.cut_short();
}

}  // namespace

extern const Platform kCircleciPlatform;
const Platform kCircleciPlatform = {
    .id = "circleci",
    .name = "CircleCI",
    .syntax = DefinitionSyntax::kYaml,
    .has_path = has_path,
    .has_shape = has_shape,
    .shape_keys = "jobs",
    .read = read,
    .variable_store = "circleci-variables",
    .is_predefined = is_circleci_predefined,
    .is_platform_token = is_circleci_token,
};

}  // namespace keyhound
