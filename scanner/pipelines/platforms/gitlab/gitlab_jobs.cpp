// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/gitlab/gitlab_jobs.h"

#include "scanner/base/ascii.h"
#include "scanner/pipelines/facts/variable_values.h"
#include "scanner/pipelines/platforms/gitlab/gitlab_includes.h"
#include "scanner/pipelines/platforms/gitlab/gitlab_rules.h"
#include "scanner/pipelines/platforms/gitlab/gitlab_secrets.h"

namespace keyhound {
namespace {

using Chain = std::vector<GitlabNode>;

// What a script is of, unless the runner says: GitLab leaves it to the runner.
ScriptLanguage language_of_text(std::string_view text, bool is_windows) {
  const std::string lower = to_lower_ascii(text);
  for (const std::string_view mark : {"$env:", "write-host", "write-output", "new-item "})
    if (lower.find(mark) != std::string::npos) return ScriptLanguage::kPowerShell;
  return is_windows ? ScriptLanguage::kPowerShell : ScriptLanguage::kPosix;
}

class JobReader {
 public:
  JobReader(GitlabReader& reader, const MappingEntry& entry)
      : reader_(reader),
        config_(reader.config),
        entry_(entry),
        path_(entry.name),
        chain_(reader.config.chain(entry.name, entry.value)) {}

  void run() {
    add_job();
    bind_variables();
    read_gitlab_secrets(reader_, scope_, config_.entries(chain_, "secrets"),
                        key_path(path_, "secrets"), stand_in_);
    read_id_tokens();
    read_scripts();
    read_files();
    read_gitlab_triggers(reader_, config_.value(chain_, "rules"), config_.value(chain_, "only"));
    read_gitlab_trigger(reader_, scope_, config_.at(own(), "trigger").node,
                        key_path(path_, "trigger"));
  }

 private:
  GitlabNode own() const { return chain_.front(); }

  // Of a job or of what it gets by default.
  GitlabNode value_or_default(std::string_view key) {
    const GitlabNode value = config_.value(chain_, key);
    return value.node != nullptr ? value : config_.default_value(chain_, key);
  }

  std::string text_or_name(GitlabNode node) {
    return std::string(text_of(is_mapping(node.node) ? config_.at(node, "name").node : node.node));
  }

  void add_job() {
    Job job = reader_.builder.job_at(entry_.name, entry_.key, *entry_.value, path_);
    stand_in_ = job.name_range;
    if (const YamlNode* extends = config_.at(own(), "extends").node)
      stand_in_ = reader_.builder.range_of(*extends);
    job.environment = text_or_name(config_.value(chain_, "environment"));
    for (const GitlabNode& tag : config_.items(value_or_default("tags")))
      job.runner += (job.runner.empty() ? "" : ", ") + std::string(text_of(tag.node));
    is_windows_ = to_lower_ascii(job.runner).find("windows") != std::string::npos;
    if (job.runner.empty()) job.runner = text_or_name(value_or_default("image"));
    job.is_template = entry_.name.starts_with('.');
    job.is_guarded =
        is_gitlab_guarded(reader_, config_.value(chain_, "rules"), config_.value(chain_, "only"));
    job.has_federation = is_mapping(value_or_default("id_tokens").node);
    scope_ = {reader_.builder.add(std::move(job)), kNoFact};
  }

  // A service's variables, and those that a rule adds, give way to the job's own.
  void bind_variables() {
    bind_gitlab_item_variables(reader_, scope_, config_.at(own(), "services"),
                               key_path(path_, "services"));
    bind_gitlab_item_variables(reader_, scope_, config_.at(own(), "rules"),
                               key_path(path_, "rules"));
    bind_gitlab_variables(reader_, scope_, config_.entries(chain_, "variables"),
                          key_path(path_, "variables"), stand_in_);
  }

  void read_id_tokens() {
    read_gitlab_id_tokens(reader_, scope_, config_.entries(chain_, "id_tokens"),
                          key_path(path_, "id_tokens"), stand_in_);
  }

  // The lines of the own file; variables in lines of others are the job's too, and noted.
  void append(GitlabNode list, std::string_view key, SourceText& text) {
    for (const GitlabNode& line : config_.items(list)) {
      if (!is_scalar(line.node) || !reader_.builder.take(text_of(line.node).size())) continue;
      if (config_.is_own(line.file)) {
        append_line(text, reader_.builder.value_of(*line.node));
      } else {
        const std::string place = key_path(path_, key);
        read_variables(reader_.builder, gitlab_value(reader_, line, stand_in_),
                       {scope_, SecretSink::kScript, {}, place});
      }
    }
  }

  void add_script(SourceText text, std::string_view key) {
    if (text.text.empty()) return;
    const ScriptLanguage language = language_of_text(text.text, is_windows_);
    reader_.builder.script(scope_, std::move(text), key_path(path_, key), language);
  }

  void read_scripts() {
    // before_script and script run in one shell.
    const GitlabNode script = config_.value(chain_, "script");
    SourceText text;
    const GitlabNode before = script.node != nullptr ? value_or_default("before_script")
                                                     : config_.value(chain_, "before_script");
    append(before, "before_script", text);
    append(script, "script", text);
    add_script(std::move(text), script.node != nullptr ? "script" : "before_script");
    SourceText after;
    append(script.node != nullptr ? value_or_default("after_script")
                                  : config_.value(chain_, "after_script"),
           "after_script", after);
    add_script(std::move(after), "after_script");
    SourceText hook;
    append(config_.at(value_or_default("hooks"), "pre_get_sources_script"), "hooks", hook);
    add_script(std::move(hook), "hooks");
    read_steps();
  }

  // `run:` steps. https://docs.gitlab.com/ci/steps/
  void read_steps() {
    const YamlNode* run = config_.at(own(), "run").node;
    if (!is_sequence(run)) return;
    std::size_t index = 0;
    for (const YamlNode* item : config_.own().yaml->items(run)) {
      const std::string path = key_path(key_path(path_, "run"), index++);
      Step step = reader_.builder.step_at(scope_.job, *item, path);
      const YamlNode* name = at(item, "name");
      step.name = is_scalar(name) ? std::string(text_of(name)) : std::to_string(index);
      if (const YamlNode* uses = at(item, "step"); is_scalar(uses)) {
        step.uses = std::string(text_of(uses));
        step.uses_range = reader_.builder.range_of(*uses);
      }
      const Scope scope{scope_.job, reader_.builder.add(std::move(step))};
      reader_.builder.bind_all(BindingKind::kEnvironment, scope, at(item, "env"),
                               key_path(path, "env"));
      reader_.builder.bind_all(BindingKind::kInput, scope, at(item, "inputs"),
                               key_path(path, "inputs"));
      reader_.builder.script(scope, at(item, "script"), key_path(path, "script"));
    }
  }

  std::vector<SourceText> paths(GitlabNode list) {
    std::vector<SourceText> paths;
    for (const GitlabNode& item : config_.items(list)) {
      if (!is_scalar(item.node) || !config_.is_own(item.file)) continue;
      for (SourceText& path : reader_.builder.paths(item.node)) paths.push_back(std::move(path));
    }
    return paths;
  }

  void read_files() {
    const GitlabNode artifacts = value_or_default("artifacts");
    if (is_mapping(artifacts.node) && config_.is_own(artifacts.file)) read_artifacts(artifacts);
    std::size_t index = 0;
    for (const GitlabNode& cache : config_.items(value_or_default("cache"))) {
      const GitlabNode list = config_.at(cache, "paths");
      if (list.node == nullptr || !config_.is_own(list.file)) continue;
      reader_.builder.definition().caches.push_back(
          {scope_, paths(list), key_path(key_path(key_path(path_, "cache"), index++), "paths"),
           reader_.builder.range_of(*list.node)});
    }
  }

  void read_artifacts(GitlabNode artifacts) {
    const std::string path = key_path(path_, "artifacts");
    Artifact artifact;
    artifact.scope = scope_;
    artifact.name = std::string(text_of(config_.at(artifacts, "name").node));
    artifact.includes_hidden = true;
    const GitlabNode list = config_.at(artifacts, "paths");
    const auto add = [&](GitlabNode files, std::string place) {
      artifact.paths = paths(files);
      artifact.key_path = std::move(place);
      artifact.range = reader_.builder.range_of(*files.node);
      reader_.builder.definition().artifacts.push_back(artifact);
    };
    if (list.node != nullptr && config_.is_own(list.file)) add(list, key_path(path, "paths"));
    artifact.sink = FileSink::kReport;
    const GitlabNode reports = config_.resolve(config_.at(artifacts, "reports"));
    if (!is_mapping(reports.node) || !config_.is_own(reports.file)) return;
    for (const MappingEntry& report : reports.file->yaml->entries(reports.node)) {
      artifact.report = std::string(report.name);
      add({report.value, reports.file}, key_path(key_path(path, "reports"), report.name));
    }
  }

  GitlabReader& reader_;
  GitlabConfig& config_;
  const MappingEntry& entry_;
  std::string path_;
  Chain chain_;
  Scope scope_;
  TextRange stand_in_;  // for what comes from other files
  bool is_windows_ = false;
};

}  // namespace

void read_gitlab_job(GitlabReader& reader, const MappingEntry& entry) {
  JobReader(reader, entry).run();
}

void read_gitlab_defaults(GitlabReader& reader) {
  MergedYaml& yaml = *reader.config.own().yaml;
  const YamlNode* root = reader.config.own().root;
  for (const std::string_view key : {"before_script", "after_script"}) {
    const YamlNode* node = yaml.at(root, {"default", key});
    const std::string path = node != nullptr ? key_path("default", key) : std::string(key);
    reader.builder.script({}, node != nullptr ? node : yaml.at(root, key), path);
  }
}

}  // namespace keyhound
