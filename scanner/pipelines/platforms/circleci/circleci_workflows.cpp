// SPDX-License-Identifier: Apache-2.0
#include "scanner/pipelines/platforms/circleci/circleci_workflows.h"

#include <algorithm>
#include <array>

#include "scanner/pipelines/platforms/circleci/circleci_values.h"

namespace keyhound {
namespace {

// Keys of a workflow's job that are no arguments.
constexpr std::array<std::string_view, 11> kJobKeys = {
    "context",   "requires",   "filters", "matrix",       "name",         "type",
    "pre-steps", "post-steps", "when",    "serial-group", "override-with"};

bool is_main_branch(std::string_view name) {
  return name == "main" || name == "master" || name == "production" || name == "trunk";
}

class WorkflowReader {
 public:
  WorkflowReader(CircleciReader& reader, const std::map<std::string_view, FactIndex>& jobs)
      : reader_(reader), builder_(reader.builder), yaml_(reader.yaml), jobs_(jobs) {}

  void read(const MappingEntry& workflow, const std::string& path) {
    read_triggers(workflow.value);
    std::size_t index = 0;
    const std::string jobs = key_path(path, "jobs");
    for (const YamlNode* item : yaml_.items(yaml_.at(workflow.value, "jobs"))) {
      if (builder_.is_full()) return;
      const std::string place = key_path(jobs, index++);
      if (is_scalar(item)) note_guard(job_of(text_of(item), *item, nullptr, place), false);
      for (const MappingEntry& call : yaml_.entries(item))
        read_job(*item, call, key_path(place, call.name));
    }
  }

  // A job is guarded when each workflow that runs it says so.
  void finish() {
    for (const auto& [job, is_guarded] : guards_)
      builder_.definition().jobs[job].is_guarded = is_guarded;
  }

 private:
  FactIndex job_of(std::string_view name, const YamlNode& node, const YamlNode* key,
                   const std::string& path) {
    const auto known = jobs_.find(name);
    if (known != jobs_.end()) return known->second;
    // Of an orb, or one that waits for somebody's approval.
    return builder_.add(builder_.job_at(name, key, node, path));
  }

  void note_guard(FactIndex job, bool is_guarded) {
    if (job == kNoFact) return;
    const auto [found, is_new] = guards_.emplace(job, is_guarded);
    found->second = found->second && is_guarded;
  }

  void read_job(const YamlNode& node, const MappingEntry& call, const std::string& path) {
    const FactIndex job = job_of(call.name, node, call.key, path);
    const Scope scope{job, kNoFact};
    note_guard(job, is_guarded(yaml_.at(call.value, "filters")));
    read_contexts(scope, yaml_.at(call.value, "context"), key_path(path, "context"));
    for (const MappingEntry& entry : yaml_.entries(call.value)) {
      if (std::find(kJobKeys.begin(), kJobKeys.end(), entry.name) != kJobKeys.end()) continue;
      arguments(scope, entry, path);
    }
    for (const std::string_view key : {"pre-steps", "post-steps"})
      read_circleci_steps(reader_, job, yaml_.at(call.value, key), key_path(path, key),
                          ScriptLanguage::kPosix);
  }

  void arguments(Scope scope, const MappingEntry& entry, const std::string& path) {
    if (is_scalar(entry.value)) {
      bind_circleci_argument(builder_, scope, entry, path, reader_.name_parameters);
    } else if (is_sequence(entry.value) && entry.name.ends_with("steps")) {
      read_circleci_steps(reader_, scope.job, entry.value, key_path(path, entry.name),
                          ScriptLanguage::kPosix);
    }
  }

  // A context hands the job all of its secrets.
  void read_contexts(Scope scope, const YamlNode* contexts, const std::string& path) {
    for (const YamlNode* item : yaml_.items(contexts)) {
      if (!is_scalar(item)) continue;
      SecretReference reference;
      reference.scope = scope;
      reference.store = "circleci-contexts";
      reference.kind = "context";
      reference.id = reference.name = std::string(text_of(item));
      reference.range = builder_.range_of(*item);
      reference.key_path = path;
      const bool is_made = reference.id.find("<<") != std::string::npos;
      reference.resolution = is_made ? Resolution::kPattern : Resolution::kExact;
      builder_.add(std::move(reference));
    }
  }

  bool is_guarded(const YamlNode* filters) {
    const auto branches = yaml_.items(yaml_.at(filters, {"branches", "only"}));
    if (!branches.empty())
      return std::all_of(branches.begin(), branches.end(),
                         [](const YamlNode* one) { return is_main_branch(text_of(one)); });
    const bool has_tags = yaml_.at(filters, {"tags", "only"}) != nullptr;
    return has_tags && text_of(yaml_.at(filters, {"branches", "ignore"})) == "/.*/";
  }

  void read_triggers(const YamlNode* workflow) {
    for (const YamlNode* item : yaml_.items(yaml_.at(workflow, "triggers"))) {
      for (const MappingEntry& trigger : yaml_.entries(item)) {
        Trigger one;
        one.event = std::string(trigger.name);
        one.range = builder_.range_of(*trigger.key);
        builder_.definition().triggers.push_back(std::move(one));
      }
    }
  }

  CircleciReader& reader_;
  DefinitionBuilder& builder_;
  MergedYaml& yaml_;
  const std::map<std::string_view, FactIndex>& jobs_;
  std::map<FactIndex, bool> guards_;
};

}  // namespace

void read_circleci_workflows(CircleciReader& reader, const YamlNode* workflows,
                             const std::map<std::string_view, FactIndex>& jobs) {
  WorkflowReader workflow_reader(reader, jobs);
  for (const MappingEntry& workflow : reader.yaml.entries(workflows))
    if (is_mapping(workflow.value))
      workflow_reader.read(workflow, key_path("workflows", workflow.name));
  workflow_reader.finish();
}

}  // namespace keyhound
